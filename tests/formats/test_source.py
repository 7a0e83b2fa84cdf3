"""A file as formats see it: text without mark, line feeds only, whole lines; CSV; JSON with a place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from msgscan.errors import Damaged
from msgscan.formats._decoding import Decoding, detect
from msgscan.formats._json import Broken
from msgscan.formats._source import Head, Source

Open = Callable[[bytes], Source]


@pytest.fixture
def opened(tmp_path: Path) -> Open:
    def open_(raw: bytes) -> Source:
        path = tmp_path / "群.txt"
        path.write_bytes(raw)
        return Source(path, detect(raw), Head(path.name, ""), ZoneInfo("Asia/Shanghai"))

    return open_


# bytes, text
READ = {
    "nothing": (b"", ""),
    "BOM": ("\ufeff一\n".encode(), "一\n"),
    "CRLF": ("一\r\n二\r\n".encode(), "一\n二\n"),
    "CR": ("一\r二".encode(), "一\n二"),
    "UTF-16": ("\ufeff一\r\n".encode("utf-16-le"), "一\n"),
    "GB18030": ("收到，谢谢\r\n".encode("gb18030"), "收到，谢谢\n"),
    "GB18030 with its mark": ("\ufeff收到\n".encode("gb18030"), "收到\n"),
    "a BOM inside stays": ("一\ufeff".encode(), "一\ufeff"),
}


@pytest.mark.parametrize("block", [1, 2, 1000])
@pytest.mark.parametrize(("raw", "text"), READ.values(), ids=READ)
def test_text_comes_without_mark_and_with_line_feeds(opened: Open, raw: bytes, text: str, block: int) -> None:
    assert text == replace(opened(raw), block=block).text()


@pytest.mark.parametrize("block", [1, 3, 4, 100])
def test_blocks_end_at_line_ends(opened: Open, block: int) -> None:
    blocks = list(replace(opened(b"ab\ncd\n\nefg"), block=block).blocks())

    assert "".join(blocks) == "ab\ncd\n\nefg"
    assert all(each.endswith("\n") for each in blocks[:-1])


@pytest.mark.parametrize("block", [1, 3, 100])
def test_lines_come_without_their_ends(opened: Open, block: int) -> None:
    source = replace(opened(b"ab\n\ncd\n"), block=block)

    assert list(source.lines()) == ["ab", "", "cd"]


def test_damaged_places_are_counted_anew_in_each_reading(opened: Open) -> None:
    source = replace(opened(b"a\xff\nb\xfe\n"), decoding=Decoding("utf-8", 0, certain=True))

    assert source.text() == "a\ufffd\nb\ufffd\n"
    source.text()
    assert source.damaged == 2


def test_csv_rows_know_the_line_they_begin_on(opened: Open) -> None:
    source = opened('时间,内容\n1,"两\n行"\n2,"带""引号"""\n'.encode())

    assert list(source.csv_rows()) == [([1, 2, 4], [["时间", "内容"], ["1", "两\n行"], ["2", '带"引号"']])]


def test_a_cell_over_the_limit_of_the_csv_module_is_read(opened: Open) -> None:
    long = "长" * 200_000
    [(_, rows)] = opened(f"{long}\n".encode()).csv_rows()

    assert [[long]] == rows


def test_json_lines_know_their_line(opened: Open) -> None:
    assert [([1, 3], [{"a": 1}, Broken("{")])] == list(opened(b'{"a":1}\n\n{\n').json_lines())


def test_broken_json_is_damage_with_a_place(opened: Open) -> None:
    source = opened('{"name":"群",\n"messages":[1,'.encode())
    with pytest.raises(Damaged) as caught:
        list(source.json_document("messages")[1])

    assert caught.value.place
    assert (caught.value.place.line, caught.value.place.column) == (2, 15)
    assert "JSON" in caught.value.wording.zh


def test_json_without_its_array_is_damage(opened: Open) -> None:
    with pytest.raises(Damaged):
        opened(b"{}").json_document("messages")
