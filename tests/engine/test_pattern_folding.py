"""What patterns become when they are folded; the laws: they still compile, and match what they matched."""

from __future__ import annotations

import pytest
import regex
from hypothesis import assume, given, strategies as st

from msgscan.engine.pattern_folding import fold_pattern
from msgscan.packs.patterns import maybe_flaw
from msgscan.text.folding import fold

FOLDED = {
    "grammar": (r"^(?:a|b)?[^c]{2,5}+.*$", r"^(?:a|b)?[^c]{2,5}+.*$"),
    "case and width": ("ＶXv", "vxv"),
    "traditional": ("機密", "机密"),
    "wide signs are no grammar": ("（？＋）", r"\(\?\+\)"),
    "an escaped wide sign": (r"\（\d+\）", r"\(\d+\)"),
    "classes": (r"\D\W\S\b\p{Lu}", r"\D\W\S\b\p{Lu}"),
    "a space is a space": ("甲\u3000乙", r"甲\ 乙"),
    "tabs are folded to spaces": (r"姓名\t电话", r"姓名\ 电话"),
    "numbers of characters": (r"\x41\u3000\uff36\u4e00", r"a\ v\u4e00"),
    "one to several": ("㎏", "(?:kg)"),
    "one to several, repeated": ("㎏{2}", "(?:kg){2}"),
    "one to nothing": ("微\u200b信", "微信"),
    "one to nothing, repeated": ("❤\ufe0f{3}", "❤{3}"),
    "nothing to repeat": ("\u200b+甲|\u200b?乙", "(?:)+甲|(?:)?乙"),
    "braces without a number": ("{①}甲{Ｖ}", r"\{1}甲\{v}"),
    "some errors allowed": ("(?:甲){e<=1}", "(?:甲){e<=1}"),
    "flags repeat nothing": ("(?i)\u200b+甲", "(?i)(?:)+甲"),
    "a set": ("[ＶvＸ（]", r"[vvx\(]"),
    "a set of several": ("[㎏]", "[gk]"),
    "a set of nothing": ("[\u200b]甲", "[\u200b]甲"),
    "a set with a bracket": ("[]Ｖ]", "[]v]"),
    "a range": ("[Ｖ-Ｘ]", "[v-x]"),
    "a range of numbers": (r"[\uff10-\uff19]", "[0-9]"),
    "a range of nothing": (r"[\x01-\x08]", r"[\x01-\x08]"),
    "a range of several": ("[①-⑳]", "[0-9]"),
    "a range of letters and signs": ("[Y-b]", r"[\[-by-z]"),
    "a range that stays": (r"[一-龥\u4e00-\u9fff]", r"[一-龥\u4e00-\u9fff]"),
    "a hyphen": (r"[Ｖ\-\d-]", r"[v\-\d-]"),
    "a posix class": ("[[:ALPHA:]Ｖ]", "[[:ALPHA:]v]"),
    "names of groups": (r"(?P<A>甲)(?P=A)\g<A>", r"(?P<A>甲)(?P=A)\g<A>"),
    "flags": ("(?V1)(?i:A)(?-i:B)", "(?V1)(?i:a)(?-i:b)"),
    "looking around": ("(?<=Ｖ甲)Ｖ(?!Ｘ)", "(?<=v甲)v(?!x)"),
    "verbs": ("甲(*SKIP)(*FAIL)", "甲(*SKIP)(*FAIL)"),
    "comments": ("甲(?#ＶX)Ｖ", "甲(?#ＶX)v"),
}  # fmt: skip


@pytest.mark.parametrize(("pattern", "expected"), FOLDED.values(), ids=FOLDED.keys())
def test_folds(pattern: str, expected: str) -> None:
    assert expected == fold_pattern(pattern)


@pytest.mark.parametrize("pattern", [pattern for pattern, _ in FOLDED.values()], ids=FOLDED.keys())
def test_folding_a_pattern_twice_is_folding_it_once(pattern: str) -> None:
    assert fold_pattern(pattern) == fold_pattern(fold_pattern(pattern))


ONE_TO_ONE = (
    *"aV1微機",
    *(f"\\{sign}" for sign in " .-]^&"),
    "（",
    "。",
    "①",
    "Ｖ",
    r"\t",
    r"\u3000",
    r"\x41",
    r"\（",
)
LASTING = (*ONE_TO_ONE, "㎏", r"\u338f")
CHARACTERS = (*LASTING, "\u200b", "❤\ufe0f")
RANGES = ("A-Z", "Ｖ-Ｘ", "①-⑨", r"\u4e00-\u9fff", "0-9")
characters = st.sampled_from(CHARACTERS)
# What folds to several characters or to none can't be told by a set.
sets = st.lists(st.sampled_from([*ONE_TO_ONE, *RANGES]), min_size=1, max_size=3).map(
    lambda items: f"[{''.join(items)}]"
)


def _larger(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    quantified = st.builds("(?:{}){}".format, inner, st.sampled_from(["*", "+", "?", "{2}", "{1,2}?"]))
    return st.one_of(
        st.lists(inner, min_size=1, max_size=3).map("".join),
        st.lists(inner, min_size=2, max_size=3).map("|".join).map("(?:{})".format),
        quantified,
        st.builds(str.__add__, st.sampled_from(LASTING), st.sampled_from(["+", "?", "{2}"])),
    )


patterns = st.recursive(st.one_of(characters, sets), _larger, max_leaves=6)


@given(patterns, st.data())
def test_a_folded_pattern_matches_where_the_pattern_matched(pattern: str, data: st.DataObject) -> None:
    assume(maybe_flaw(pattern) is None)
    text = data.draw(st.from_regex(pattern, fullmatch=True))
    assume(all(len(fold(character)) == 1 or character in "㎏\u200b\ufe0f" for character in text))

    assert regex.fullmatch(fold_pattern(pattern), fold(text))


snippets = st.sampled_from(
    [*CHARACTERS, *"()[]{}|*+?\\^$-:<>=!#,", "(?:", "(?<", "(?P<A>", "[^", r"\x4", r"\p{", "{2}", "(?i)"]
)


@given(st.lists(snippets, max_size=8).map("".join))
def test_a_pattern_that_compiles_compiles_when_it_is_folded(pattern: str) -> None:
    assume(maybe_flaw(pattern) is None)

    regex.compile(fold_pattern(pattern))
