"""Patterns of rule packs. The only file that imports regex."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import regex

from ..errors import Wording

# Longer ones can't be read by the person who has to judge them; a list of words belongs into ``words``.
MAX_LENGTH = 2_000
# regex writes counted repeats out while compiling: (?:a{5000}){5000} takes 20 s, this many a few hundredths.
MAX_WRITTEN_OUT = 50_000

# (?R) (?1) (?&name) (?P>name): a pattern that calls itself can eat all memory on an ordinary message.
_CALL = regex.compile(r"\(\?(?:R|[0-9]|P?&|P>)")
# An escaped character, a set, a counted repeat, a bracket, anything else.
_TOKEN = regex.compile(r"\\.|\[(?:\\.|[^\]\\])*+\]|\{([0-9]+)[^}]*\}|.", regex.DOTALL)


class Flaw(NamedTuple):
    """What is wrong with a pattern, and before which of its characters (from 0)."""

    position: int
    wording: Wording


@lru_cache(maxsize=4_096)  # regex itself keeps 500, fewer than some packs have, and looks up slowly
def compile_pattern(pattern: str) -> regex.Pattern[str]:
    """Return the pattern, compiled as the engine runs it; a pattern without a flaw compiles."""
    return regex.compile(pattern)


def maybe_flaw(pattern: str) -> Flaw | None:
    """Return what is wrong with a pattern, if anything is.

    Examples
    --------
    >>> maybe_flaw("(?:刷单|兼职") is None
    False
    >>> maybe_flaw("(?:刷单|兼职)") is None
    True
    >>> maybe_flaw("(?:刷单)*").wording.zh
    '这个正则表达式能匹配空文字，会处处命中'
    """
    return _maybe_too_much(pattern) or _maybe_not_a_pattern(pattern)


def _maybe_too_much(pattern: str) -> Flaw | None:
    if len(pattern) > MAX_LENGTH:
        return Flaw(
            0,
            Wording(
                f"正则表达式太长：{len(pattern)} 个字符，最多 {MAX_LENGTH}；一列词请写在 words 里",
                f"the pattern has {len(pattern)} characters, at most {MAX_LENGTH}; lists go into 'words'",
            ),
        )
    call = _CALL.search(pattern)
    if call:
        return Flaw(
            call.start(),
            Wording(
                f"正则表达式不能引用自身 {call[0]}…：可能耗尽内存",
                f"a pattern cannot call itself by {call[0]}…: it may eat all memory",
            ),
        )
    if _written_out(pattern) > MAX_WRITTEN_OUT:
        return Flaw(
            0, Wording("重复次数 {n} 太大或嵌套太多", "the repeats {n} are too large or nested too often")
        )
    return None


def _written_out(pattern: str) -> int:
    """Return about how many items the pattern has once its counted repeats are written out."""
    groups, last = [0], 0
    for token in _TOKEN.finditer(pattern):
        if token[0] == "(":
            groups.append(0)
        elif token[0] == ")" and len(groups) > 1:
            last = groups.pop()
            groups[-1] += last
        elif token[1]:
            times = max(int(token[1]), 1)
            groups[-1] += last * (times - 1)
            last *= times
        else:
            last = 1
            groups[-1] += 1
    return sum(groups)


def _maybe_not_a_pattern(pattern: str) -> Flaw | None:
    try:
        compiled = compile_pattern(pattern)
    except regex.error as error:
        position, message = error.pos or 0, error.msg  # type: ignore[attr-defined]  # the stubs lack them
        reason = next((zh for en, zh in _REASONS if message.startswith(en)), message)
        return Flaw(
            position,
            Wording(
                f"正则表达式不对：第 {position} 个字符之后，{reason}",
                f"bad pattern: after character {position}, {message}",
            ),
        )
    except RecursionError:
        return Flaw(0, Wording("正则表达式的括号嵌套太深", "the groups of the pattern are nested too deep"))
    if compiled.fullmatch("") is not None:
        return Flaw(
            0,
            Wording(
                "这个正则表达式能匹配空文字，会处处命中",
                "the pattern matches the empty text, so it would hit everywhere",
            ),
        )
    return None


_REASONS = (
    ("bad escape (end of pattern)", "以反斜杠结尾"),
    ("missing )", "缺少右括号 )"),
    ("unbalanced parenthesis", "多了右括号 )"),
    ("unterminated character set", "方括号 [ 没有配对"),
    ("nothing to repeat", "* + ? {} 前面没有可以重复的内容"),
    ("multiple repeat", "重复符号 * + ? {} 连着写了两个"),
    ("bad escape", "不认识的反斜杠写法"),
    ("bad character range", "字符范围写反了"),
    ("min repeat greater than max repeat", "重复次数的下限大于上限"),
    ("unknown property", "不认识的 \\p{} 字符类别"),
    ("unknown extension", "不认识的 (? 写法"),
    ("invalid group reference", "引用了不存在的分组"),
    ("unknown group", "引用了不存在的分组"),
    ("repeat count too big", "重复次数太大"),
    ("incomplete escape", "反斜杠写法不完整"),
    ("bad character in group name", "分组名只能用字母、数字和下划线"),
)
