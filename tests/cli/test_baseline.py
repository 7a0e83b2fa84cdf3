"""``msgscan scan --baseline`` and ``--write-baseline``."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import INPUTS, Run

SCAN = ("scan", "class.txt", "--rules", "pack.yaml")
WRITE = ("--write-baseline", "seen.txt", "--reason", "班委核实过")
LEFT_OUT = "基线 seen.txt：3 处发现已经看过，没有列出"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("pack.yaml", "class.txt", "office.txt"):
        shutil.copy(INPUTS / name, tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def written(folder: Path, run: Run) -> Path:
    assert run(*SCAN, *WRITE).code == 0
    return folder / "seen.txt"


@pytest.mark.usefixtures("folder")
def test_what_is_listed_is_written_and_counts_no_more(run: Run) -> None:
    told = run(*SCAN, *WRITE)

    assert told.code == 0
    assert "3 条消息，共 3 处发现" in told.out
    assert told.err == "基线 seen.txt：加了 3 处\n"


@pytest.mark.usefixtures("folder")
def test_what_is_not_listed_is_not_written(run: Run) -> None:
    told = run(*SCAN, *WRITE, "--min-severity", "high")

    assert (told.code, told.err) == (1, "基线 seen.txt：加了 1 处\n")


def test_a_line_has_rule_fingerprint_time_day_and_reason_and_nothing_that_was_said(written: Path) -> None:
    lines = written.read_text(encoding="utf-8").splitlines()

    assert lines[2:4] == ["", "[三年二班家长群]"]
    assert re.fullmatch(
        r"job-ads [0-9a-f]{24} 2031-05-06T08:05:10\+08:00 on=\d{4}-\d\d-\d\d 班委核实过", lines[4]
    )
    assert [line.split()[0] for line in lines[4:]] == ["job-ads", "leak-code", "job-ads"]
    assert not re.search("青鸾|兼职|李华", "".join(lines))


@pytest.mark.usefixtures("written")
def test_what_is_in_the_baseline_is_left_out_and_counted(run: Run) -> None:
    told = run(*SCAN, "--baseline", "seen.txt")

    assert told.code == 0
    assert LEFT_OUT in told.out
    assert "没有发现，另有 1 处级别更低的没有列出" in told.out


@pytest.mark.usefixtures("written")
def test_programs_read_findings_only(run: Run) -> None:
    told = run(*SCAN, "--baseline", "seen.txt", "--format", "jsonl")

    assert (told.code, told.out) == (0, "")
    assert LEFT_OUT in told.err


def test_what_is_not_found_any_more_is_told(written: Path, run: Run) -> None:
    text = Path("class.txt").read_text(encoding="utf-8").replace("青鸾计划的名单", "今天的名单")
    Path("class.txt").write_text(text, encoding="utf-8")
    told = run(*SCAN, "--baseline", str(written.name))

    assert "基线 seen.txt:6 leak-code（班委核实过）：这次没有再发现，可以删掉" in told.out
    assert "基线 seen.txt：2 处发现已经看过，没有列出" in told.out


@pytest.mark.usefixtures("written")
def test_of_chats_and_rules_that_had_no_part_nothing_is_told(run: Run) -> None:
    other_chat = run("scan", "office.txt", "--rules", "pack.yaml", "--baseline", "seen.txt")
    other_rules = run("scan", "class.txt", "--rules", "offtopic", "--baseline", "seen.txt")

    assert "可以删掉" not in other_chat.out + other_rules.out


def test_an_entry_that_has_expired_is_listed_again(written: Path, run: Run) -> None:
    text = written.read_text(encoding="utf-8")
    written.write_text(re.sub("(leak-code .*) (on=)", r"\1 expires=2020-01-31 \2", text), encoding="utf-8")
    told = run(*SCAN, "--baseline", "seen.txt")

    assert told.code == 1
    assert "基线 seen.txt:6 leak-code（班委核实过）：2020-01-31 已到期，重新列出" in told.out
    assert "1 条消息，共 1 处发现" in told.out


def test_new_findings_are_added_and_what_people_wrote_stays(written: Path, run: Run) -> None:
    kept = written.read_text(encoding="utf-8").splitlines()[:-1]
    written.write_text("\n".join([*kept, "# 王老师：下面的还没看", ""]), encoding="utf-8")
    told = run(*SCAN, "--baseline", "seen.txt", "--write-baseline", "seen.txt", "--reason", "都看了")

    assert (told.code, told.err) == (0, "基线 seen.txt：加了 1 处\n")
    lines = written.read_text(encoding="utf-8").splitlines()
    assert lines[:-1] == [*kept, "# 王老师：下面的还没看"]
    assert lines[-1].endswith("都看了")


# options, what is told
WRONG = {
    "no reason": (("--write-baseline", "seen.txt"), "--write-baseline 和 --reason 要一起写"),
    "a reason for nothing": (("--reason", "好"), "--write-baseline 和 --reason 要一起写"),
    "an empty reason": (("--write-baseline", "seen.txt", "--reason", " "), "要写一句理由"),
    "no such file": (("--baseline", "none.txt"), "none.txt: 找不到这个文件"),
    "an export": (("--baseline", "class.txt"), "class.txt: 这不是基线文件"),
    "writing over an export": (
        ("--write-baseline", "class.txt", "--reason", "好"),
        "class.txt: 这不是基线文件",
    ),
    "no such folder": (("--write-baseline", "no/seen.txt", "--reason", "好"), "写不进去：没有这个文件夹"),
}


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(("options", "expected"), WRONG.values(), ids=WRONG)
def test_wrong_usage_is_told(options: tuple[str, ...], expected: str, run: Run) -> None:
    before = Path("class.txt").read_bytes()
    told = run(*SCAN, *options)

    assert told.code == 2
    assert expected in told.err
    assert Path("class.txt").read_bytes() == before


def test_faults_of_the_file_are_told_with_their_lines(written: Path, run: Run) -> None:
    text = written.read_text(encoding="utf-8").replace("班委核实过", "", 1)
    written.write_text(text + "leak-code 一行\n", encoding="utf-8")

    told = run(*SCAN, "--baseline", "seen.txt", "--lang", "en")

    assert (told.code, told.out) == (2, "")
    assert told.err.splitlines() == [
        "seen.txt:5: the reason is missing: write it at the end of the line",
        "seen.txt:8: a line has rule, fingerprint, time and reason, or is a [chat]",
    ]
