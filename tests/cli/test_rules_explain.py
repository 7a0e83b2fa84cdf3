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
my-rules-ticket-resale (my-rules@0.1.0)：✓ 命中，级别 low
信号
  ✓ ticket
    · 词 转让门票、转让演出票、出演唱会票 [views: exact squeeze; boundary: soft]；例外：词 转让门票诈骗
      ✗ [0:4]「转让门票」 exact：被例外取消（转让门票诈骗）
      ✓ [7:16]「出·演·唱·会·票」 squeeze = 出演唱会票
  ✓ contact
    · 词库 contact [views: exact; boundary: none]
      ✓ [17:20]「加<U+200B>我」 exact = 加我
    · 样式 cn_mobile、wechat_id [views: exact; boundary: soft]
  ✗ notice
    · 词 学院通知、统一领取 [views: exact; boundary: soft]
条件
  ✓ 全部成立
    ✓ ticket
    ✓ contact
    ✓ 一个都不成立
      ✗ notice
"""
LEFT = """\
my-rules-hearsay (my-rules@0.1.0): ✗ not found
Signals
  ✓ hearsay
    · words 听说, 网传, 据说 [views: exact; boundary: soft]
      ✓ [0:2]「网传」 exact
  ✓ urge
    · words 速转, 赶紧转, 转给家人 [views: exact; boundary: soft]
      ✓ [4:6]「速转」 exact
  ✓ source
    · words 官方通报, 教育局通知, 辟谣 [views: exact; boundary: soft]
      ✓ [2:4]「辟谣」 exact
Score
  ✓ +2 hearsay
  ✓ +2 urge
  ✓ -3 source
  total: 1
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


# signals, text, a line of the answer
LINES = {
    "word": (
        "{a: {words: [机密]}}", "手机密码",
        "✗ [1:3]「机密」 exact：与分词不合（手机 密码）",
    ),
    "latin": (
        "{a: {words: [vx]}}", "avx1",
        "✗ [1:3]「vx」 exact：紧挨着别的字母或数字（avx1）",
    ),
    "view": (
        "{a: {words: [加微信]}}", "加微 信",
        "✗ [0:4]「加微 信」 squeeze = 加微信：这个信号只在 exact 里找",
    ),
    "check": (
        "{a: {entity: cn_id}}", "110105194912310021",
        "✗ [0:18]「110105194912310021」 exact：样式像，但校验位不对",
    ),
    "pattern": (
        "{a: {regex: '1{3}'}}", "1111",
        "· 正则 /1{3}/ [views: exact; boundary: soft]",
    ),
    "long pattern": (
        f"{{a: {{regex: '{'甲' * 60}'}}}}", "一",
        f"· 正则 /{'甲' * 59}… [views: exact; boundary: soft]",
    ),
    "many words": (
        "{a: [一一, 二二, 三三, 四四, 五五, 六六, 七七, 八八, 九九]}", "一",
        "· 词 一一、二二、三三、四四、五五、六六、七七、八八 等 9 个 [views: exact; boundary: soft]",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("signals", "text", "line"), LINES.values(), ids=LINES)
def test_what_dropped_a_hit_is_told(signals: str, text: str, line: str, tmp_path: Path, run: Run) -> None:
    path = tmp_path / "pack.yaml"
    path.write_text(
        "msgscan: 1\npack: {id: p, version: 1.0.0}\ncategories: {ad: {title: 广告}}\nrules:\n"
        f"- {{id: tried, title: 规, category: ad, severity: low, message: 规, signals: {signals}, when: a,\n"
        "   examples: {match: [甲], no_match: [乙]}}\n",
        encoding="utf-8",
    )

    assert line in [
        each.strip() for each in run("rules", "explain", "tried", text, "-r", str(path)).out.splitlines()
    ]


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

    assert told.out.splitlines()[1] == "✗ 这条规则不看 text 类的消息"


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

    assert told.out.splitlines()[0].endswith("✓ 命中，级别 info")
    assert told.out.splitlines()[-2:] == ["降到 info 的条件", "  ✓ notice"]


def test_a_rule_that_is_not_there_is_an_error(pack: str, run: Run) -> None:
    told = run("rules", "explain", "my-rules-hearsya", "x", "-r", pack)

    assert (told.code, told.out) == (2, "")
    assert "是不是想写 'my-rules-hearsay'" in told.err
