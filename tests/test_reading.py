"""A whole export for a person at a prompt."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest

import msgscan
from msgscan import FrameError, MsgscanError, ReadError
from msgscan.schema import MESSAGES

OFFICE = Path("fixtures/qq-pc-txt/office.txt")


def test_an_export_tells_its_file() -> None:
    export = msgscan.read(OFFICE)
    told = (export.format, export.encoding, export.chat, export.sha256)

    assert ("qq-pc-txt", "utf-8", "教务工作群", hashlib.sha256(OFFICE.read_bytes()).hexdigest()) == told


def test_messages_are_a_frame_of_all_columns_in_the_order_of_the_file() -> None:
    messages = msgscan.read(OFFICE).messages

    assert [column.name for column in MESSAGES] == list(messages.columns)
    assert list(range(9)) == messages["seq"].tolist()
    assert str(messages["sent_at"].dt.tz) == "Asia/Shanghai"
    assert str(messages["sent_at"].iloc[0]) == "2026-09-01 08:05:12+08:00"


def test_the_frame_is_made_once() -> None:
    export = msgscan.read(OFFICE)

    assert export.messages is export.messages


def test_sniff_names_the_format() -> None:
    assert msgscan.sniff(OFFICE) == "qq-pc-txt"


def test_an_export_that_breaks_off_is_an_error_with_a_place() -> None:
    with pytest.raises(msgscan.Damaged) as caught:
        msgscan.read("fixtures/_refused/cut-short.json")

    assert str(caught.value).startswith("fixtures/_refused/cut-short.json:8:33: JSON 不完整")


def test_every_error_is_of_one_family() -> None:
    with pytest.raises(MsgscanError):
        msgscan.read("no/such/file")
    assert issubclass(ReadError, MsgscanError)
    assert issubclass(FrameError, ValueError)


def test_a_folder_of_one_format_is_one_export(tmp_path: Path) -> None:
    office = OFFICE.read_text(encoding="utf-8")
    for name, year in (("一.txt", "2026"), ("二.txt", "2027")):
        (tmp_path / name).write_text(office.replace("2026-09-01 ", f"{year}-09-01 "), encoding="utf-8")
    messages = msgscan.read(tmp_path).messages

    assert len(messages) == 18
    assert list(range(18)) == messages["seq"].tolist()
    assert [str(tmp_path / "一.txt"), str(tmp_path / "二.txt")] == messages["source"].unique().tolist()


def test_what_stands_in_two_files_of_a_folder_is_read_once(tmp_path: Path) -> None:
    office = OFFICE.read_text(encoding="utf-8")
    for name, text in (("一.txt", office.partition("2026-09-01 9:02:")[0]), ("二.txt", office)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    export = msgscan.read(tmp_path)
    whole = msgscan.read(OFFICE).messages

    assert export.messages["text"].tolist() == whole["text"].tolist()
    assert export.messages["seq"].is_unique
    assert "repeated" in {note.code for note in export.notes}


def test_a_folder_of_two_formats_is_refused(tmp_path: Path) -> None:
    shutil.copy(OFFICE, tmp_path / "一.txt")
    shutil.copy("fixtures/chatlab-json/office.json", tmp_path / "二.json")
    with pytest.raises(msgscan.UsageError, match="chatlab-json、qq-pc-txt"):
        msgscan.read(tmp_path)


def test_a_folder_without_exports_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="没有可以读取的文件"):
        msgscan.read(tmp_path)
