"""``msgscan read``: the messages of exports as one table, in three forms."""

from __future__ import annotations

import csv
import io
import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from pyarrow import parquet

from msgscan.schema import MESSAGES
from tests.cli.conftest import INPUTS, Run

COLUMNS = [column.name for column in MESSAGES]
CLASS = str(INPUTS / "class.txt")
OFFICE = str(INPUTS / "office.txt")


def from_jsonl(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_json_lines_hold_every_column_of_every_message(run: Run) -> None:
    told = run("read", CLASS)
    rows = from_jsonl(told.out)

    assert told.code == 0
    assert [list(row) for row in rows] == [COLUMNS] * 5
    assert [row["seq"] for row in rows] == [0, 1, 2, 3, 4]
    assert rows[1]["text"] == "暑假日结兼职，当天到账"
    assert rows[1]["sent_at"] == "2031-05-06T08:05:10+08:00"


def test_csv_holds_the_same_texts(run: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(run("read", CLASS, "--to", "csv").out)))
    expected = from_jsonl(run("read", CLASS).out)

    assert list(rows[0]) == COLUMNS
    for name in ("sender", "sender_id", "text", "sent_at", "kind"):
        assert [row[name] for row in rows] == [row[name] for row in expected]


def test_parquet_holds_the_same_messages(tmp_path: Path, run: Run) -> None:
    target = tmp_path / "messages.parquet"
    told = run("read", CLASS, "-o", str(target))
    rows = parquet.read_table(target).to_pylist()
    expected = from_jsonl(run("read", CLASS).out)

    assert told.code == 0
    assert [{**row, "sent_at": None} for row in rows] == [{**row, "sent_at": None} for row in expected]
    assert [row["sent_at"] for row in rows] == [datetime.fromisoformat(row["sent_at"]) for row in expected]


def test_parquet_keeps_the_zone_that_is_asked_for(tmp_path: Path, run: Run) -> None:
    target = tmp_path / "messages.parquet"
    run("read", CLASS, "-o", str(target), "--tz", "Asia/Urumqi")

    assert parquet.read_schema(target).field("sent_at").type.tz == "Asia/Urumqi"


def test_parquet_needs_a_file(run: Run) -> None:
    told = run("read", CLASS, "--to", "parquet")

    assert told == (2, "", "Parquet 要写到文件：请加 -o 文件名\n")


def test_what_a_file_does_not_hold_is_told_on_the_other_stream(run: Run) -> None:
    told = run("read", CLASS)

    assert "5 条消息" in told.err
    assert "这种导出里没有" in told.err


def test_several_exports_become_one_table(run: Run) -> None:
    rows = from_jsonl(run("read", CLASS, OFFICE).out)

    assert [(Path(row["source"]).name, row["seq"]) for row in rows] == [
        *(("class.txt", seq) for seq in range(5)),
        ("office.txt", 0),
        ("office.txt", 1),
    ]


@pytest.mark.parametrize("form", ["jsonl", "csv", "parquet"])
def test_when_a_file_cannot_be_read_nothing_is_written(form: str, tmp_path: Path, run: Run) -> None:
    target = tmp_path / f"messages.{form}"
    told = run("read", OFFICE, str(tmp_path / "no-such-file.txt"), "-o", str(target))

    assert told.code == 2
    assert "找不到这个文件" in told.err
    assert list(tmp_path.iterdir()) == []


def test_a_folder_without_exports_cannot_be_read(tmp_path: Path, run: Run) -> None:
    told = run("read", str(tmp_path))

    assert told.code == 2
    assert "里面没有可以读取的文件" in told.err


def test_what_comes_through_a_pipe_is_read(run: Run) -> None:
    rows = from_jsonl(run("read", "-", stdin=Path(OFFICE).read_bytes()).out)

    assert [row["source"] for row in rows] == ["标准输入"] * 2


@pytest.mark.parametrize("clock", ["0001-01-01 0:00:00", "9999-12-31 23:59:59"])
@pytest.mark.parametrize("form", ["jsonl", "csv", "parquet"])
def test_the_first_and_the_last_clock_of_the_calendar_are_told(
    clock: str, form: str, tmp_path: Path, run: Run
) -> None:
    chat = tmp_path / "chat.txt"
    text = Path(OFFICE).read_text(encoding="utf-8").replace("2031-05-07 9:01:00", clock)
    chat.write_text(text, encoding="utf-8")

    assert (
        run("read", str(chat), "-o", str(tmp_path / f"messages.{form}"), "--tz", "America/Bogota").code == 0
    )
    assert run("read", str(chat), "-o", str(tmp_path / f"messages.{form}")).code == 0


def test_chatlab_is_written_as_one_object_or_by_line(tmp_path: Path, run: Run) -> None:
    for name in ("y.json", "y.jsonl"):
        told = run("read", CLASS, "--to", "chatlab", "-o", str(tmp_path / name))
        rows = from_jsonl(run("read", str(tmp_path / name)).out)

        assert told.code == 0
        assert [row["text"] for row in rows] == [row["text"] for row in from_jsonl(run("read", CLASS).out)]


def test_what_chatlab_cannot_hold_is_told(tmp_path: Path, run: Run) -> None:
    told = run(
        "read", "fixtures/wechat-desktop4-txt/mixed.txt", "--to", "chatlab", "-o", str(tmp_path / "y.json")
    )

    assert told.code == 0
    assert "条消息的时间只到分钟" in told.err


def test_chatlab_needs_a_file(run: Run) -> None:
    assert run("read", CLASS, "--to", "chatlab") == (2, "", "ChatLab 要写到文件：请加 -o 文件名\n")


def test_chatlab_holds_one_chat_which_can_be_chosen(tmp_path: Path, run: Run) -> None:
    both = ("read", CLASS, "fixtures/qq-pc-txt/office.txt", "--to", "chatlab", "-o", str(tmp_path / "y.json"))
    several = run(*both)

    assert several.code == 2
    assert "教务工作群: 9" in several.err
    assert list(tmp_path.iterdir()) == []
    assert run(*both, "--chat", "教务工作群").code == 0
    assert len(from_jsonl(run("read", str(tmp_path / "y.json")).out)) == 9


@pytest.mark.parametrize("wanted", ["教务工作群", "4100000101"])
def test_a_chat_is_chosen_by_name_or_number(wanted: str, run: Run) -> None:
    rows = from_jsonl(run("read", CLASS, "fixtures/chatlab-json/office.json", "--chat", wanted).out)

    assert rows
    assert {row["chat"] for row in rows} == {"教务工作群"}


def test_a_chat_that_is_not_there_is_told_with_those_that_are(run: Run) -> None:
    told = run("read", "fixtures/qq-pc-txt/office.txt", "--chat", "财务群")

    assert told.code == 2
    assert "没有名称或群号是 财务群 的聊天；里面有：教务工作群" in told.err


def test_what_two_files_hold_is_told_once(tmp_path: Path, run: Run) -> None:
    copy = tmp_path / "copy.txt"
    copy.write_bytes(Path(CLASS).read_bytes())
    told = run("read", CLASS, str(copy))

    assert len(from_jsonl(told.out)) == 5
    assert "5 条消息在前面的文件里已经有了" in told.err
