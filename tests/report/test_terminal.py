"""What only a terminal sees: the progress bar, lines that do not cut anything off."""

from __future__ import annotations

import io

import pytest

from msgscan.report.terminal import progress_bar, write_table
from msgscan.schema import FINDINGS

LARGE = 9 << 20  # bytes: worth a bar


def row(**values: object) -> dict[str, object]:
    return {column.name: column.default for column in FINDINGS} | {"sent_at": "", **values}


@pytest.mark.parametrize("name", ["[red].txt", "[red]课[b].txt", "\x1b[2J.txt"])
def test_a_bar_shows_the_file_s_name_as_text(
    name: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TTY_COMPATIBLE", "1")
    monkeypatch.setenv("TTY_INTERACTIVE", "1")
    with progress_bar({name: LARGE}) as advance:
        advance(name, LARGE // 2)
    shown = capsys.readouterr().err

    assert name.replace("\x1b", "<U+001B>") in shown
    assert "\x1b[2J" not in shown


def test_no_terminal_sees_no_bar(capsys: pytest.CaptureFixture[str]) -> None:
    with progress_bar({"a.txt": LARGE}) as advance:
        advance("a.txt", LARGE)

    assert capsys.readouterr() == ("", "")


def test_small_files_are_worth_no_bar(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TTY_COMPATIBLE", "1")
    with progress_bar({"a.txt": 10}) as advance:
        advance("a.txt", 10)

    assert capsys.readouterr() == ("", "")


def test_a_long_name_and_a_long_sentence_are_not_cut_off() -> None:
    file = io.StringIO()
    name, why = "攀西职业学院教务处综合办公室-王小明老师", "疑" * 300
    write_table([row(source="a.txt", sender=name, message=why)], 0, file, "zh")
    columns = [line.split("│") for line in file.getvalue().splitlines() if line.startswith("│")]

    assert name in "".join(column[2].strip() for column in columns)
    assert "".join(column[4].strip() for column in columns).count("疑") == 300


def test_advice_that_rules_share_is_told_once() -> None:
    file = io.StringIO()
    rows = [row(source="a.txt", rule=rule, advice="请核对") for rule in ("one", "two", "one")]
    write_table(rows, 0, file, "zh")

    assert file.getvalue().count("请核对（one、two）") == 1
