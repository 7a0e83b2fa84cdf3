"""Baselines as text: what a line says, what is wrong with it, and how lines are added."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from msgscan.baseline_text import extended, parse_baseline
from msgscan.errors import BaselineError

ID = "5be0c2f19d2a7c3e11aa22bb"
SENT = "2026-09-01T08:15:00+08:00"
SOUND = f"""\
# 说明
ads {ID} - 没有群名的

[教务  工作群]
  # 下面一条是王老师看过的
  secret-mark {ID[::-1]}-2 {SENT}  by=王老师 on=2026-11-22 expires=2027-06-30  宣传周的  案例 a=b
"""
TODAY = date(2026, 11, 22)


def test_a_line_has_rule_fingerprint_time_and_reason() -> None:
    first = parse_baseline(SOUND, "a.txt").entries[0]

    assert (first.rule, first.finding_id, first.chat, first.sent_at, first.reason) == (
        "ads", ID, "", None, "没有群名的",
    )  # fmt: skip
    assert (first.by, first.on, first.expires, str(first.place)) == ("", None, None, "a.txt:2")


def test_a_line_may_say_who_and_when_and_until_when() -> None:
    last = parse_baseline(SOUND, "a.txt").entries[1]

    assert (last.chat, last.sent_at) == ("教务 工作群", datetime(2026, 9, 1, 0, 15, tzinfo=UTC))
    assert (last.by, last.on, last.expires) == ("王老师", TODAY, date(2027, 6, 30))
    assert last.reason == "宣传周的  案例 a=b"


# line, what is told of it
FAULTY = [
    pytest.param("兼职刷单", ["一行要有规则、指纹、发送时间和理由，或者是 [群名]"], id="not-a-line"),
    pytest.param(f"ads {ID} {SENT}", ["缺少理由：写在这一行的最后"], id="no-reason"),
    pytest.param(f"ads {ID} {SENT} on=2026-11-22", ["缺少理由：写在这一行的最后"], id="options-only"),
    pytest.param(f"Ads {ID} - 好", ["'Ads' 不是规则编号"], id="not-an-id"),
    pytest.param("ads 5be0 - 好", ["'5be0' 不是指纹：要照发现里的 finding_id 写"], id="not-a-fingerprint"),
    pytest.param(
        f"ads {ID} 2026-09-01T08:15 好",
        ["'2026-09-01T08:15' 不是发送时间：要写成 2026-09-01T08:15:00+08:00，不知道就写 -"],
        id="no-zone",
    ),
    pytest.param(
        f"ads {ID} 昨天 好",
        ["'昨天' 不是发送时间：要写成 2026-09-01T08:15:00+08:00，不知道就写 -"],
        id="not-a-time",
    ),
    pytest.param(
        f"ads {ID} - expires=2027-02-30 好",
        ["'expires=2027-02-30' 不是日期：要写成 2027-06-30"],
        id="not-a-day",
    ),
    pytest.param(f"ads {ID} - expire=x 好", ["未知的键 'expire'，是不是想写 'expires'？"], id="no-key"),
    pytest.param(
        f"Ads {ID}",
        ["一行要有规则、指纹、发送时间和理由，或者是 [群名]"],
        id="too-short",
    ),
    pytest.param(
        "Ads 5be0 - on=今天",
        [
            "'5be0' 不是指纹：要照发现里的 finding_id 写", "'Ads' 不是规则编号",
            "'on=今天' 不是日期：要写成 2027-06-30", "缺少理由：写在这一行的最后",
        ],
        id="all-at-once",
    ),
    pytest.param(f"ads {ID} - 再来一次", [f"{ID} 重复了：第 2 行已经有"], id="twice"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "told"), FAULTY)
def test_a_fault_is_told_with_its_line(line: str, told: list[str]) -> None:
    with pytest.raises(BaselineError) as caught:
        parse_baseline(f"{SOUND}{line}\n", "a.txt")

    assert [str(fault) for fault in caught.value.faults] == [f"a.txt:7: {wording}" for wording in told]


def test_what_is_no_baseline_at_all_is_told_once_and_not_shown() -> None:
    with pytest.raises(BaselineError) as caught:
        parse_baseline("甲: 密码是 123\n" * 50, "群聊.txt")

    assert str(caught.value) == "群聊.txt: 这不是基线文件：没有一行是规则、指纹、发送时间和理由"


def finding(finding_id: str, chat: str = "教务 工作群", sent_at: str | None = SENT) -> dict[str, str | None]:
    return {"rule": "ads", "finding_id": finding_id, "chat": chat, "sent_at": sent_at}


def test_a_new_baseline_says_what_its_lines_are() -> None:
    lines = extended("", [finding(ID, chat="年级\n群")], "核实 过\n了", TODAY).splitlines()

    assert [line[:1] for line in lines[:2]] == ["#", "#"]
    assert lines[2:] == ["", "[年级 群]", f"ads {ID} {SENT} on=2026-11-22 核实 过 了"]


def test_new_lines_come_at_the_end_of_their_chat_and_others_stay() -> None:
    other, third, fourth = ("a" * 24, "b" * 24, "c" * 24)
    text = f"{SOUND}\n[空群]\n"
    made = extended(
        text,
        [finding(other), finding(third, chat="新群"), finding(fourth, chat="", sent_at=None)],
        "好",
        TODAY,
    )
    before, after = text.splitlines(), made.splitlines()

    assert [line for line in after if line in before] == [*before, ""]
    assert after.index(f"ads {other} {SENT} on=2026-11-22 好") == after.index(before[5]) + 1
    assert after[2] == f"ads {fourth} - on=2026-11-22 好"
    assert after[-3:] == ["", "[新群]", f"ads {third} {SENT} on=2026-11-22 好"]


def test_what_is_written_can_be_read() -> None:
    made = extended(SOUND, [finding("a" * 24), finding("b" * 24, chat="[]")], "好 by=谁", TODAY)
    entries = parse_baseline(made, "a.txt").entries

    assert [(each.finding_id[0], each.chat, each.reason) for each in entries[2:]] == [
        ("a", "教务 工作群", "好 by=谁"),
        ("b", "[]", "好 by=谁"),
    ]


def test_a_time_that_is_none_is_not_known() -> None:
    made = extended("", [finding(ID, sent_at="0000-12-31T15:54:17Z")], "好", TODAY)

    assert f"ads {ID} - on=2026-11-22 好" in made
