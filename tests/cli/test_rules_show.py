"""``msgscan rules show``: the list of rules, and one rule as people read it."""

from __future__ import annotations

from pathlib import Path

import pytest

from msgscan.packs.lookup import given_packs
from tests.cli.conftest import INPUTS, Run
from tests.packs.pack_texts import FULL, VERBS

PACK = str(INPUTS / "pack.yaml")


@pytest.fixture
def full(tmp_path: Path) -> str:
    (tmp_path / "lexicons").mkdir()
    (tmp_path / "lexicons/verbs.txt").write_text(VERBS, encoding="utf-8")
    (tmp_path / "full.yaml").write_text(FULL, encoding="utf-8")
    return str(tmp_path / "full.yaml")


def test_the_list_has_a_line_for_each_rule(run: Run) -> None:
    assert run("rules", "show", "--rules", PACK).out.splitlines() == [
        "leak-code  high    leak  泄露代号",
        "job-ads    medium  ad    兼职广告",
        "polite     info    ad    客套",
        "on-trial   high    ad    试用",
    ]


def test_without_packs_all_shipped_rules_are_listed(run: Run) -> None:
    listed = [line.split()[0] for line in run("rules", "show").out.splitlines()]

    assert listed == [rule.id for pack in given_packs(None) for rule in pack.rules]


RULE = """\
job-ads  兼职广告
  try-out@1.2.3  {path}:13
  类别：广告 (ad)
  级别：high
  状态：test
  条款：第五条第二款
  说明：出现「{{job}}」{{count}} 次
  建议：请核对
  出处：校内通知
  只看：text, link
  遮住：报告里遮住命中的原文
要找的内容（信号）
  job
    · 词 兼职、刷单（视图 exact、squeeze；边界 none）
  contact
    · 词库 verbs（视图 exact、squeeze；边界 soft）
    · 样式 cn_mobile、url
    · 词 扣扣号（视图 exact、squeeze；边界 soft）
  warning
    · 词 警惕；正则 /谨防.{{0,6}}刷单/（视图 exact；边界 hard）；例外：词 警惕性；正则 /警惕.很高/；词库 odd
条件
  · 全部成立
    · job
    · 至少一个成立
      · contact
      · 相隔不超过 20 个字：job、contact
    · 一个都不成立
      · 至少 2 个命中
        · contact
        · warning
降到 low 的条件
  · warning
必须命中的例句
  · 兼职加我
  · 刷单加我 警惕  → low
不许命中的例句
  · 12345
  · 兼职辅导员
"""


def test_one_rule_is_shown_whole(full: str, run: Run) -> None:
    assert run("rules", "show", "job-ads", "-r", full) == (0, RULE.format(path=full), "")


def test_a_rule_with_a_score_is_shown_in_english(full: str, run: Run) -> None:
    told = run("rules", "show", "hearsay", "-r", full, "--lang", "en").out

    assert "Score\n  +2 听说\n  +2 urge\n  -4 source\n  medium from 3, high from 4\nMust match\n" in told


def test_a_deprecated_rule_is_shown_too(full: str, run: Run) -> None:
    text = Path(full).read_text(encoding="utf-8").replace("status: test", "status: deprecated")
    Path(full).write_text(text, encoding="utf-8")

    assert "状态：deprecated" in run("rules", "show", "job-ads", "-r", full).out


def test_a_rule_that_is_not_there_is_an_error(run: Run) -> None:
    told = run("rules", "show", "job-adds", "-r", PACK)

    assert (told.code, told.out) == (2, "")
    assert "是不是想写 'job-ads'" in told.err
