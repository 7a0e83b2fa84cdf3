from __future__ import annotations

import pytest

from msgscan.packs.patterns import MAX_LENGTH, compile_pattern, maybe_flaw

SOUND = [
    "刷单",
    r"(?:绝密|机密)\s*[★☆*]\s*\d{1,3}年",
    r"^(?:\[(?:强|赞)\]|👍)+$",
    r"1[3-9]\d{9}|\d{17}[\dx]|\d{6}(?:\d{4}){3}",
    r"[({]{2}\d{5}",
    r"\(\?R",
    "(?:甲{99}){99}",
]

# pattern, position of the flaw, a part of the sentence
FLAWED = [
    pytest.param("(?:刷单|兼职", 8, "缺少右括号", id="open-bracket"),
    pytest.param("刷单)", 2, "多了右括号", id="closing-bracket"),
    pytest.param("[刷单", 3, "没有配对", id="open-set"),
    pytest.param("*刷单", 0, "可以重复", id="nothing-to-repeat"),
    pytest.param("刷单\\", 3, "反斜杠结尾", id="ends-in-backslash"),
    pytest.param(r"\y", 2, "反斜杠", id="unknown-escape"),
    pytest.param(r"\d*", 0, "空文字", id="matches-nothing"),
    pytest.param("(?:)", 0, "空文字", id="empty-group"),
    pytest.param("甲(?R)?", 1, "引用自身", id="calls-itself"),
    pytest.param("(?P<x>甲(?&x)?)", 7, "引用自身", id="calls-itself-by-name"),
    pytest.param("(?:甲{5000}){5000}", 0, "太大", id="repeats-in-repeats"),
    pytest.param("(((甲{99}乙){99}){99})", 0, "太大", id="repeats-deep-inside"),
    pytest.param("(" * 900 + "甲" + ")" * 900, 0, "太深", id="nested-too-deep"),
    pytest.param("甲" * (MAX_LENGTH + 1), 0, "太长", id="too-long"),
]


@pytest.mark.parametrize("pattern", SOUND)
def test_a_sound_pattern_has_no_flaw_and_compiles(pattern: str) -> None:
    assert maybe_flaw(pattern) is None
    assert compile_pattern(pattern).pattern == pattern


@pytest.mark.parametrize(("pattern", "position", "told"), FLAWED)
def test_a_flaw_is_told_with_its_position(pattern: str, position: int, told: str) -> None:
    flaw = maybe_flaw(pattern)

    assert flaw is not None
    assert flaw.position == position
    assert told in flaw.wording.zh
