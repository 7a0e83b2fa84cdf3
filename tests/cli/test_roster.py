"""``msgscan scan --roster``: who speaks, by the people of a table."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

ROSTER = Path(__file__).resolve().parents[2] / "fixtures" / "_roster" / "roster.xlsx"
FEE = "教材费598.5元，发红包给我，收到回复"
# A chat as QQ on a PC exports it: by account, by name, and by nobody of the roster.
CHAT = f"""消息记录（此消息记录为文本格式，不支持重新导入）

================================================================
消息分组:群聊
================================================================
消息对象:2501班
================================================================

2031-05-06 08:00:00 教务处-王伟(4200000001)
{FEE}

2031-05-06 08:01:00 教务处-王伟(4200000099)
{FEE}

2031-05-06 08:02:00 小雨(4200000098)
{FEE}
"""
WITHOUT = "没有给名册（--roster），imposter-fee、imposter-namesake 没有核对发送人是谁"


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "class.txt").write_text(CHAT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)


def severities(run: Run, *options: str) -> list[tuple[str, str]]:
    told = run("scan", "class.txt", "--rules", "imposter", "--format", "jsonl", *options)
    return [(row["rule"], row["severity"]) for row in map(json.loads, told.out.splitlines())]


def test_who_speaks_decides_how_serious_it_is(run: Run) -> None:
    assert severities(run, "--roster", str(ROSTER)) == [
        ("imposter-fee", "medium"),
        ("imposter-namesake", "critical"),
        ("imposter-fee", "high"),
    ]


def test_without_a_roster_nobody_is_known(run: Run) -> None:
    assert severities(run) == [("imposter-fee", "medium")] * 3


def test_that_nobody_was_known_is_told_once(run: Run) -> None:
    told = run("scan", "class.txt", "class.txt", "--rules", "imposter")

    assert told.out.count(WITHOUT) == 1


@pytest.mark.parametrize(
    "options",
    [
        pytest.param(("--rules", "imposter", "--roster", str(ROSTER)), id="a roster"),
        pytest.param(("--rules", "ads"), id="no rule that asks"),
    ],
)
def test_nothing_is_told_where_nothing_is_missing(run: Run, options: tuple[str, ...]) -> None:
    assert "没有给名册" not in run("scan", "class.txt", *options).out


def test_what_was_not_read_of_the_roster_is_told(run: Run) -> None:
    assert "没有读入：手机号" in run("scan", "class.txt", "--roster", str(ROSTER)).out


@pytest.mark.parametrize("form", ["table", "jsonl", "csv"])
def test_accounts_of_the_roster_are_not_shown(run: Run, form: str) -> None:
    told = run("scan", "class.txt", "--roster", str(ROSTER), "--format", form)

    # The first sender's own account stands in the export; the others of the roster stand nowhere else.
    assert not any(account in told.out + told.err for account in ("4200000002", "wxid_fixture", "4200000011"))


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("姓名,类别\n,学生\n", "people.csv:2:1: 缺少姓名\n"),
        ("姓名,单位\n王伟,教务处\n", "people.csv:1: 没有“类别”列：名册要有姓名和类别\n"),
    ],
)
def test_faults_of_the_roster_end_the_scan(run: Run, table: str, expected: str) -> None:
    Path("people.csv").write_text(table, encoding="utf-8")
    told = run("scan", "class.txt", "--roster", "people.csv")

    assert (told.code, told.out, told.err) == (2, "", expected)


def test_a_roster_that_is_not_there_is_told(run: Run) -> None:
    told = run("scan", "class.txt", "--roster", "nope.csv")

    assert (told.code, told.err) == (2, "nope.csv: 找不到这个文件\n")


@pytest.mark.parametrize(("standing", "expected"), [("stranger", "级别 high"), ("staff", "级别 medium")])
def test_an_explanation_takes_a_standing(run: Run, standing: str, expected: str) -> None:
    told = run("rules", "explain", "imposter-fee", f"{FEE}，备注姓名", "--standing", standing)

    assert expected in told.out
    assert "发送人在名册里是 student、other、stranger" in told.out
