"""``msgscan rules explain``: lines of the answer, one by one, on rules of one line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.conftest import Run

# signals, text, a line of the answer
LINES = {
    "word": (
        "{a: {words: [机密]}}", "手机密码",
        "✗ 第 2-3 字「机密」：与分词不合（手机 密码）",
    ),
    "latin": (
        "{a: {words: [vx]}}", "avx1",
        "✗ 第 2-3 字「vx」：紧挨着别的字母或数字（avx1）",
    ),
    "view": (
        "{a: {words: [加微信]}}", "加微 信",
        "✗ 第 1-4 字「加微 信」：视图 squeeze，词是「加微信」，这个信号只在视图 exact 里找",
    ),
    "check": (
        "{a: {entity: cn_id}}", "110105194912310021",
        "✗ 第 1-18 字「110105194912310021」：样式像，但校验位不对",
    ),
    "one character": ("{a: {words: [甲]}}", "乙甲", "✓ 第 2 字「甲」"),
    "pattern": ("{a: {regex: '1{3}'}}", "1111", "· 正则 /1{3}/"),
    "one of several patterns": (
        "{a: {regex: ['1{3}', '2{3}'], entity: cn_mobile}}", "222",
        "✓ 第 1-3 字「222」：正则 /2{3}/",
    ),
    "one of several entities": (
        "{a: {entity: [cn_mobile, email]}}", "一三八12345678",
        "✓ 第 1-11 字「一三八12345678」：视图 digits，样式 cn_mobile",
    ),
    "long pattern": (f"{{a: {{regex: '{'甲' * 60}'}}}}", "一", f"· 正则 /{'甲' * 59}…"),
    "many words": (
        "{a: [一一, 二二, 三三, 四四, 五五, 六六, 七七, 八八, 九九]}", "一",
        "· 词 一一、二二、三三、四四、五五、六六、七七、八八 等 9 个（视图 exact；边界 soft）",
    ),
    "strange, and a word as it is written": (
        "{a: {words: [傻子], views: [homophone], boundary: strange}}", "沙子",
        "✗ 第 1-2 字「沙子」：视图 homophone，词是「傻子」，照原文读得通（沙子）",
    ),
    "one of many ways of writing": (
        "{a: {any: [[甲], [乙], {words: [机密], views: [squeeze]}, {words: [机密文], views: [exact]}]}}",
        "机 密",
        "· 另外 3 种写法在这里没有碰到什么，见 rules show tried",
    ),
    "a role": (        "{a: [甲], b: {role: [owner, admin]}}", "一",
        "· 发送人的身份 owner、admin（这里当作 unknown，见 --role）",
    ),
}  # fmt: skip


def written(path: Path, signals: str, rest: str = "when: a") -> str:
    """Return the path of a pack with one rule."""
    path.write_text(
        "msgscan: 1\npack: {id: p, version: 1.0.0}\ncategories: {ad: {title: 广告}}\nrules:\n"
        f"- {{id: tried, title: 规, category: ad, severity: low, message: 规, signals: {signals}, {rest},\n"
        "   examples: {match: [甲], no_match: [乙]}}\n",
        encoding="utf-8",
    )
    return str(path)


def test_what_another_part_finds_is_no_near_miss(tmp_path: Path, run: Run) -> None:
    signals = "{a: {any: [{words: [机密]}, {words: [机密], views: [squeeze]}]}}"
    told = run("rules", "explain", "tried", "机 密", "-r", written(tmp_path / "pack.yaml", signals))

    assert [line.strip()[0] for line in told.out.splitlines() if "第" in line] == ["✓"]


@pytest.mark.parametrize(("signals", "text", "line"), LINES.values(), ids=LINES)
def test_a_line_tells_what_was_looked_for_and_found(
    signals: str, text: str, line: str, tmp_path: Path, run: Run
) -> None:
    rest = "when: a" if "b:" not in signals else "when: {any: [a], none: [b]}"
    told = run("rules", "explain", "tried", text, "-r", written(tmp_path / "pack.yaml", signals, rest))

    assert line in [each.strip() for each in told.out.splitlines()]


WORDS = {"a": "[甲]", "b": "[乙]", "c": "[丙]", "d": "{words: [丁], except: {words: [丁香]}}"}
# condition, text, why the rule does not find it
REASONS = {
    "a signal": ("when: a", "己", "没有找到 a"),
    "all": ("when: {all: [a, b, c]}", "甲", "没有找到 b；没有找到 c"),
    "what should not be there comes last": (
        "when: {none: [b], all: [a]}", "乙",
        "没有找到 a；找到了不该有的 b",
    ),
    "any": ("when: {any: [a, b]}", "己", "a、b 一个也没找到"),
    "any of more than signals": ("when: {any: [a, {all: [b, c]}]}", "乙", "几种情况没有一种成立"),
    "none": ("when: {all: [a], none: [b, c]}", "甲乙丙", "找到了不该有的 b、c"),
    "none of more than signals": (
        "when: {all: [a], none: [{all: [b, c]}]}", "甲乙丙",
        "“一个都不成立”里有成立的",
    ),
    "at least": ("when: {at_least: {n: 2, of: [a, b, c]}}", "甲", "a、b、c 里要 2 个，只有 1 个成立"),
    "near": ("when: {near: {of: [a, b], within: 2}}", "甲一二三乙", "a、b 没有在 2 个字以内一起出现"),
    "cancelled": ("when: d", "丁香", "没有找到 d（有像的，都不算，见下）"),
    "score": (
        "score: {add: {a: 2, b: 2, c: -1, d: 1}, levels: {low: 3}}", "甲丙",
        "合计 1 分，3 分才是 low",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("rest", "text", "reason"), REASONS.values(), ids=REASONS)
def test_the_first_line_tells_what_is_missing(
    rest: str, text: str, reason: str, tmp_path: Path, run: Run
) -> None:
    used = [f"{name}: {signal}" for name, signal in WORDS.items() if re.search(rf"\b{name}\b", rest)]
    path = written(tmp_path / "pack.yaml", f"{{{', '.join(used)}}}", rest)
    told = run("rules", "explain", "tried", text, "-r", path)

    assert told.out.splitlines()[0] == f"tried (p@1.0.0)：✗ 没有命中：{reason}"


def test_a_signal_that_may_stand_in_a_neighbour_is_told(tmp_path: Path, run: Run) -> None:
    signals = "{a: [甲], b: {words: [乙], context: {messages: 2, within: 1m}}}"
    path = written(tmp_path / "pack.yaml", signals, "when: {all: [a, b]}")
    lines = run("rules", "explain", "tried", "甲", "-r", path).out.splitlines()

    assert lines[0].endswith("没有找到 b（前后的消息没有看）")
    assert "  ✗ b（同一个人前后 2 条、1 分钟以内的消息里有也算）" in lines


def test_a_rule_that_joins_says_that_one_message_is_not_all(tmp_path: Path, run: Run) -> None:
    path = written(tmp_path / "pack.yaml", "{a: [甲]}", "when: a, join: 60s")
    hint = "! 这里只看这一条；同一个人 1 分钟以内接连发的短消息，规则还会连起来看"

    assert hint in run("rules", "explain", "tried", "乙", "-r", path).out.splitlines()
    assert hint not in run("rules", "explain", "tried", "甲", "-r", path).out


WINDOW = (
    "window: {of: a, by: sender, span: 2m, at_least: 3, shortest: 2, longest: 4, "
    "unless_after: {when: b, within: 1h}}"
)
COUNTED = """\
tried (p@1.0.0)：✓ 窗口会数这条消息
信号（✓ 找到了，✗ 没找到）
  ✓ a
    · 词 甲（视图 exact；边界 soft）
      ✓ 第 1 字「甲」
  ✓ b
    · 词 乙（视图 exact；边界 soft）
      ✓ 第 3 字「乙」
条件（✓ 成立，✗ 不成立）
  ✓ a
窗口
  每个人在 2 分钟内至少 3 条消息，每条至少 2 字，每条至多 4 字
  这样的消息之后 1 小时内不算：
    ✓ b
"""


def test_a_window_is_told(tmp_path: Path, run: Run) -> None:
    path = written(tmp_path / "pack.yaml", "{a: [甲], b: [乙]}", WINDOW)

    assert run("rules", "explain", "tried", "甲 乙", "-r", path).out == COUNTED


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("甲", "只有 1 个字，至少要 2 个"), ("甲甲甲甲甲", "有 5 个字，至多 4 个"),
        ("丙丙", "没有找到 a"),
    ],
)  # fmt: skip
def test_a_window_says_why_it_does_not_count(text: str, reason: str, tmp_path: Path, run: Run) -> None:
    path = written(tmp_path / "pack.yaml", "{a: {words: [甲], boundary: none}, b: [乙]}", WINDOW)
    told = run("rules", "explain", "tried", text, "-r", path)

    assert told.out.splitlines()[0] == f"tried (p@1.0.0)：✗ 窗口不数这条消息：{reason}"
