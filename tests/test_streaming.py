"""From a file to its messages: which format is chosen, what is told on errors, how notes are gathered."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from msgscan.errors import AmbiguousFormat, ReadError, UnknownFormat, UsageError
from msgscan.formats import formats
from msgscan.formats._format import Note
from msgscan.schema import Batch
from msgscan.streaming import Identified, identify, stream

OFFICE = Path("fixtures/qq-pc-txt/office.txt")
DAMAGED = Path("fixtures/chatlab-jsonl/damaged.jsonl")


def notes_of(identified: Identified) -> dict[str, Note]:
    return {part.code: part for part in stream(identified) if isinstance(part, Note)}


def batches_of(identified: Identified) -> list[Batch]:
    return [part for part in stream(identified) if isinstance(part, Batch)]


def test_a_file_is_identified_by_what_is_in_it(tmp_path: Path) -> None:
    copy = tmp_path / "别的名字.json"
    copy.write_bytes(OFFICE.read_bytes())

    assert identify(copy).format.name == "qq-pc-txt"


def test_a_format_may_be_named_for_a_file_that_none_recognises(tmp_path: Path) -> None:
    headless = tmp_path / "记录.txt"
    headless.write_text("2026-09-01 8:05:12 甲(4200000101)\n收到\n", encoding="utf-8")
    with pytest.raises(UnknownFormat):
        identify(headless)

    [batch] = batches_of(identify(headless, format="qq-pc-txt"))
    assert batch.values("text") == ["收到"]


def test_an_unknown_name_of_a_format_tells_the_known_ones() -> None:
    with pytest.raises(UsageError, match=r"没有名为 qq-pc 的格式.*qq-pc-txt"):
        identify(OFFICE, format="qq-pc")


def test_an_encoding_may_be_named(tmp_path: Path) -> None:
    copy = tmp_path / "群.txt"
    copy.write_bytes(OFFICE.read_text(encoding="utf-8").encode("gb18030"))

    assert identify(copy, encoding="gb18030").source.decoding.encoding == "gb18030"


def test_an_unknown_encoding_is_a_usage_error() -> None:
    with pytest.raises(UsageError, match="没有名为 utf-9 的编码"):
        identify(OFFICE, encoding="utf-9")


def test_two_formats_that_recognise_a_file_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    known = formats()
    greedy = replace(known["chatlab-json"], recognises=lambda _: True)
    monkeypatch.setattr("msgscan.streaming.formats", lambda: {**known, "chatlab-json": greedy})
    with pytest.raises(AmbiguousFormat, match="chatlab-json、qq-pc-txt 都说认识这个文件"):
        identify(OFFICE)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="找不到这个文件"):
        identify(tmp_path / "没有.txt")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="这是一个文件夹"):
        identify(tmp_path)


def test_an_unknown_file_is_told_by_its_beginning(tmp_path: Path) -> None:
    letter = tmp_path / "信.txt"
    letter.write_text("王老师：\n您好", encoding="utf-8")
    with pytest.raises(UnknownFormat) as caught:
        identify(letter)

    assert "王老师：⏎您好" in caught.value.describe("zh")
    assert "王老师" in caught.value.describe("en")


def test_rows_are_numbered_through_all_batches() -> None:
    small = identify(OFFICE)
    batches = batches_of(replace(small, source=replace(small.source, block=64)))

    assert len(batches) > 1
    assert list(range(9)) == [seq for batch in batches for seq in batch.values("seq")]
    assert {str(OFFICE)} == {name for batch in batches for name in batch.values("source")}


def test_rows_may_be_numbered_from_another_number() -> None:
    parts = [part for part in stream(identify(OFFICE), first=100) if isinstance(part, Batch)]

    assert parts[0].values("seq")[0] == 100


def test_notes_of_one_kind_are_one_note_with_the_sum_and_the_first_line() -> None:
    identified = identify(DAMAGED)
    small = replace(identified, source=replace(identified.source, block=1))

    assert notes_of(identified)["strange-record"].count == 5
    assert notes_of(identified)["strange-record"].line == 6
    assert notes_of(small) == notes_of(identified)


def test_notes_come_last() -> None:
    kinds = [type(part) for part in stream(identify(DAMAGED))]

    assert kinds == sorted(kinds, key=lambda kind: kind is Note)


def test_damaged_bytes_are_counted_in_a_note(tmp_path: Path) -> None:
    copy = tmp_path / "群.txt"
    copy.write_bytes(OFFICE.read_bytes().replace("收到".encode(), b"\xff\xfe"))

    assert notes_of(identify(copy))["damaged"].count == 2


def test_a_file_without_messages_has_a_note(tmp_path: Path) -> None:
    empty = tmp_path / "空群.txt"
    empty.write_text(OFFICE.read_text(encoding="utf-8").partition("2026-09-01")[0], encoding="utf-8")

    assert "empty" in notes_of(identify(empty))
    assert batches_of(identify(empty)) == []


def test_a_format_tells_what_it_never_holds() -> None:
    assert "群号" in notes_of(identify(OFFICE))["lacks"].text().zh


def test_the_zone_is_that_of_the_clocks_in_the_file() -> None:
    first = {
        zone: batches_of(identify(OFFICE, zone=ZoneInfo(zone)))[0].values("sent_at")[0]
        for zone in ("Asia/Shanghai", "UTC")
    }

    assert {zone: str(instant) for zone, instant in first.items()} == {
        "Asia/Shanghai": "2026-09-01T00:05:12.000",
        "UTC": "2026-09-01T08:05:12.000",
    }
