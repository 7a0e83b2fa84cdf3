"""What strangers write into names and messages reaches a screen or a spreadsheet only as text."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest

from tests.cli.conftest import INPUTS, Run

# (what it does, what somebody writes)
WRITTEN = [
    pytest.param("\x1b[2J\x1b[31m", id="clears and colours a terminal"),
    pytest.param("\x1b]0;title\x07", id="names a terminal's window"),
    pytest.param("\x9b31m", id="one-byte escape"),
    pytest.param("\x08\x08\x08\x7f", id="rubs out"),
    pytest.param("\u202e", id="writes from right to left"),
    pytest.param("\u2066\u2069\u200f", id="isolates a direction"),
    pytest.param("\u200b\u2060\ufeff", id="zero width"),
    pytest.param("\U000e0061", id="a tag"),
    pytest.param("[red]x[/red]", id="markup of rich"),
    pytest.param("[/red]", id="closes markup that nobody opened"),
    pytest.param("[link=file:///etc]x[/link]", id="a link in markup"),
    pytest.param(":smile:", id="a name of an emoji"),
    pytest.param("<script>alert(1)</script>", id="HTML"),
    pytest.param("{0} {code} %s", id="placeholders"),
]
FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\uff1d1+1"]
# Nothing of this may reach a terminal: controls but line feed, directions, zero widths, tags.
NEVER = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f]"
)


def chat_of(folder: Path, written: str) -> str:
    """Return a chat whose name, sender and message hold what somebody writes."""
    text = (INPUTS / "class.txt").read_text(encoding="utf-8")
    for place in ("三年二班", "李华", "暑假"):
        text = text.replace(place, f"{place}{written}")
    path = folder / "chat.txt"
    path.write_text(text, encoding="utf-8", newline="\n")
    return str(path)


@pytest.mark.parametrize("written", WRITTEN)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_terminal_gets_nothing_that_it_would_obey(
    written: str, language: str, tmp_path: Path, run: Run
) -> None:
    told = run("scan", chat_of(tmp_path, written), "--rules", str(INPUTS / "pack.yaml"), "--lang", language)

    assert told.code == 1
    assert NEVER.search(told.out + told.err) is None


@pytest.mark.parametrize("written", WRITTEN)
def test_the_notes_of_reading_hold_nothing_that_a_terminal_would_obey(
    written: str, tmp_path: Path, run: Run
) -> None:
    told = run("read", chat_of(tmp_path, written), "-o", str(tmp_path / "out.jsonl"))

    assert told.code == 0
    assert NEVER.search(told.err) is None


@pytest.mark.parametrize("written", WRITTEN)
def test_json_lines_keep_every_character_and_show_none_that_a_terminal_would_obey(
    written: str, tmp_path: Path, run: Run
) -> None:
    told = run("read", chat_of(tmp_path, written))
    second = json.loads(told.out.splitlines()[1])

    assert second["text"] == f"暑假{written}日结兼职，当天到账"
    assert second["sender"] == f"李华{written}"
    assert re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", told.out) is None


@pytest.mark.parametrize("written", ["[red]x[/red]", ":smile:", "<script>", "{code}"])
def test_what_looks_like_markup_is_shown_as_it_was_written(written: str, tmp_path: Path, run: Run) -> None:
    told = run("scan", chat_of(tmp_path, written), "--rules", str(INPUTS / "pack.yaml"))

    assert f"李华{written}" in told.out
    assert f"暑假{written}日结兼职" in told.out


def test_what_is_not_seen_is_shown_by_its_code(tmp_path: Path, run: Run) -> None:
    told = run("scan", chat_of(tmp_path, "\x1b\u202e"), "--rules", str(INPUTS / "pack.yaml"))

    assert "暑假<U+001B><U+202E>日结兼职" in told.out


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_cell_of_a_csv_file_begins_a_formula(formula: str, tmp_path: Path, run: Run) -> None:
    chat = tmp_path / "chat.txt"
    text = (INPUTS / "class.txt").read_text(encoding="utf-8")
    chat.write_text(text.replace("李华", formula).replace("暑假", formula), encoding="utf-8")
    for command in (["scan", "--rules", str(INPUTS / "pack.yaml"), "-f", "csv"], ["read", "--to", "csv"]):
        rows = list(csv.reader(io.StringIO(run(*command, str(chat)).out)))
        began = [
            cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\uff1d"))
        ]

        assert len(rows) > 1
        assert began == []


def test_a_file_s_name_is_text_too(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("[red]\x1b[2J.txt").write_bytes((INPUTS / "class.txt").read_bytes())
    told = run("scan", ".", "--rules", str(INPUTS / "pack.yaml"))

    assert told.out.count("[red]<U+001B>[2J.txt") == 2  # above its findings, and where files are told
    assert "\x1b" not in told.out


def test_a_missing_file_s_name_is_text_too(run: Run) -> None:
    told = run("read", "\x1b[2J.txt")

    assert told.err == "<U+001B>[2J.txt: 找不到这个文件\n"
