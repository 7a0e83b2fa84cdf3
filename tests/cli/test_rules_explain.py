"""``msgscan rules explain``: the whole answer, as it is printed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from msgscan.packs.starter import write_starter
from tests.cli.conftest import Run

RULE = "my-rules-ticket-resale"


@pytest.fixture
def pack(tmp_path: Path) -> str:
    write_starter(tmp_path / "pack.yaml", "my-rules")
    return str(tmp_path / "pack.yaml")


FOUND = """\
my-rules-ticket-resale (my-rules@0.1.0)：✓ 命中，级别 low，写法有规避痕迹
信号（✓ 找到了，✗ 没找到）
  ✓ ticket
    · 词 转让门票、转让演出票、出演唱会票（视图 exact、squeeze；边界 soft）；例外：词 转让门票诈骗
      ✗ 第 1-4 字「转让门票」：被例外取消（转让门票诈骗）
      ✓ 第 8-16 字「出·演·唱·会·票」：视图 squeeze，词是「出演唱会票」
  ✓ contact
    · 词库 contact（视图 exact；边界 none）
      ✓ 第 18-20 字「加<U+200B>我」：词是「加我」
    · 样式 cn_mobile、wechat_id
  ✗ notice
    · 词 学院通知、统一领取（视图 exact；边界 soft）
条件（✓ 成立，✗ 不成立）
  ✓ 全部成立
    ✓ ticket
    ✓ contact
    ✓ 一个都不成立
      ✗ notice
"""
LEFT = """\
my-rules-hearsay (my-rules@0.1.0): ✗ not found: a total of 1, medium needs 4
Signals (✓ found, ✗ not found)
  ✓ hearsay +2
    · words 听说, 网传, 据说 (views exact; boundary soft)
      ✓ characters 1-2 “网传”
  ✓ urge +2
    · words 速转, 赶紧转, 转给家人 (views exact; boundary soft)
      ✓ characters 5-6 “速转”
  ✓ source -3
    · words 官方通报, 教育局通知, 辟谣 (views exact; boundary soft)
      ✓ characters 3-4 “辟谣”
Score
  total: 1 = +2 hearsay +2 urge -3 source
  medium from 4
"""


def test_a_hit_is_explained(pack: str, run: Run) -> None:
    told = run("rules", "explain", RULE, "转让门票诈骗 出·演·唱·会·票，加\u200b我", "--rules", pack)

    assert told == (0, FOUND, "")


def test_a_miss_is_explained_in_english(pack: str, run: Run) -> None:
    assert run("rules", "explain", "my-rules-hearsay", "网传辟谣速转", "-r", pack, "--lang", "en") == (
        0,
        LEFT,
        "",
    )


def test_json_holds_all_of_it_on_one_line(pack: str, run: Run) -> None:
    told = run("rules", "explain", RULE, "转让门票，加我", "--rules", pack, "--format", "json")
    [line] = told.out.splitlines()
    row = json.loads(line)

    assert (row["rule"], row["severity"], row["when"]["holds"]) == (RULE, "low", True)
    assert row["signals"][0]["parts"][0]["hits"] == [
        {
            "view": "exact",
            "start": 0,
            "end": 4,
            "matched": "转让门票",
            "term": "转让门票",
            "dropped": None,
            "by": [],
            "pattern": None,
        }
    ]


def test_a_text_may_come_through_the_pipe(pack: str, run: Run) -> None:
    told = run("rules", "explain", RULE, "-", "-r", pack, stdin="转让门票\n加我\n".encode())

    assert "✓ 命中" in told.out


def test_a_message_of_another_kind_is_told(pack: str, run: Run) -> None:
    text = (
        Path(pack)
        .read_text(encoding="utf-8")
        .replace("severity: low", "severity: low\n    applies_to: {kinds: [link]}")
    )
    Path(pack).write_text(text, encoding="utf-8")
    told = run("rules", "explain", RULE, "转让门票，加我", "-r", pack, "--kind", "text")

    assert told.out.splitlines()[0].endswith("✗ 没有命中：这条规则不看 text 类的消息")


def test_a_pattern_that_takes_too_long_is_told(pack: str, run: Run) -> None:
    text = (
        Path(pack)
        .read_text(encoding="utf-8")
        .replace("notice: {words:", "notice: {regex: '(?:a|aa)+$', words:")
    )
    Path(pack).write_text(text, encoding="utf-8")
    told = run("rules", "explain", RULE, "a" * 60 + "!", "-r", pack)

    assert told.out.splitlines()[1].startswith("! 有正则表达式超时")


def test_a_downgrade_is_told_with_its_condition(pack: str, run: Run) -> None:
    text = Path(pack).read_text(encoding="utf-8")
    lowered = text.replace("    examples:", "    downgrade: {when: notice, to: info}\n    examples:", 1)
    Path(pack).write_text(lowered.replace(", none: [notice]", ""), encoding="utf-8")
    told = run("rules", "explain", RULE, "转让门票，加我，统一领取", "-r", pack)

    assert told.out.splitlines()[0].endswith("✓ 命中，级别 info（降级后）")
    assert told.out.splitlines()[-2:] == ["降到 info 的条件", "  ✓ notice"]


def test_a_rule_that_is_not_there_is_an_error(pack: str, run: Run) -> None:
    told = run("rules", "explain", "my-rules-hearsya", "x", "-r", pack)

    assert (told.code, told.out) == (2, "")
    assert "是不是想写 'my-rules-hearsay'" in told.err
