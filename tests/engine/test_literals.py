"""Which texts a pattern can't match without; the law: one of each set stands in every match."""

from __future__ import annotations

import pytest
import regex
from hypothesis import HealthCheck, assume, example, given, settings, strategies as st

from msgscan.engine.literals import needed_literals
from msgscan.engine.matcher import Matcher
from msgscan.packs.patterns import maybe_flaw
from msgscan.text.folding import fold
from msgscan.text.views import VIEWS

# pattern, literals
CASES = {
    "any character": (r".\s[甲-癸]\w", []),
    "an option without": (r"甲|\s", []),
    "optional": (r"甲?\s|乙*\s", []),
    "blanks are looked for in vain": (r"\n{3,}", []),
    "a blank among options": ("甲| ", []),
    "absent": (r"[^甲](?!乙)", []),
    "a set of another language": ("[[:alpha:]]甲", []),
    "some errors are allowed": ("(?:刷单){e<=1}", []),
    "a class that is not of Python": (r"\p{Han}甲[^\p{P}]乙\\p", [["乙\\p"]]),
    "no pattern": ("(甲", []),
    "an entity is not what it is": ("&amp;lt", [["&"]]),
    "too many options": (f"[{''.join(map(chr, range(0x4E00, 0x4F01)))}]", []),
    "a text": ("甲乙", [["甲乙"]]),
    "a digit": (r"[45]\d", [[f"{tens}{ones}" for tens in "45" for ones in range(10)]]),
    "a small range": (r"甲[a-c]", [["甲a", "甲b", "甲c"]]),
    "so many times": (r"(?:甲乙){2}\s", [["甲乙甲乙"]]),
    "many digits": (r"[1-2]\d{15}", [[f"{number}" for number in range(100, 300)]]),
    "a rare character is better than common ones": (r"[你他].[蠢贱]", [["蠢", "贱"]]),
    "a word is better than digits": (r"\d{3}\s元整", [["元整"]]),
    "a space inside": ("甲 乙", [["甲 乙"]]),
    "the longer text": (r"甲.乙丙", [["乙丙"]]),
    "of two alike the fewer": (r"[甲乙].丙", [["丙"]]),
    "a blank is one of three": (r"甲\s乙", [["甲\n乙", "甲 乙", "甲\u1680乙"]]),
    "blanks at the edges say nothing": (r"\s甲乙\s?", [["甲乙"]]),
    "something that may be missing": ("名字?乙", [["名乙", "名字乙"]]),
    "what may be missing at the end": ("名字?", [["名"]]),
    "what may be missing at the beginning": ("(?:甲|乙)?丙", [["丙"]]),
    "once or twice": (
        "甲(?:乙|丙){1,2}丁",
        [["甲丙丁", "甲丙丙丁", "甲丙乙丁", "甲乙丁", "甲乙丙丁", "甲乙乙丁"]],
    ),
    "an option with nothing": ("甲(?:乙|)丙", [["甲丙", "甲乙丙"]]),
    "a set": ("[甲乙]丙", [["乙丙", "甲丙"]]),
    "options": ("(?:绝密|机密)★", [["机密★", "绝密★"]]),
    "options with something unknown": (r"甲\s|乙\s", [["乙", "甲"]]),
    "at least once": (r"(?:甲乙)+\s", [["甲乙"]]),
    "a group": (r"(甲)(?P<name>乙)\1", [["甲乙"]]),
    "behind and before": (r"(?<=\s)甲(?=乙)", [["甲"]]),
    "at the edges": (r"^甲\b乙$", [["甲乙"]]),
    "in any case": ("(?i)VX", [["vx"]]),
    "never given back": (r"(?>甲乙)\s++", [["甲乙"]]),
    "two words": (r"把[他她].*(?:照片|电话).*(?:挂出|曝光)", [["照片", "电话"], ["挂出", "曝光"]]),
    "where nothing is rare two": ("[人来].[死我]", [["人", "来"], ["我", "死"]]),
    "where one is rare no common ones": ("[人来].[蠢贱]", [["蠢", "贱"]]),
    "two words in options": (r"刷单.兼职|招聘.日结", [["兼职", "招聘"], ["刷单", "日结"]]),
    "two words in some options": (r"刷单.兼职|招聘", [["兼职", "招聘"], ["刷单", "招聘"]]),
    "what follows from another": (r"绝密文件.文件", [["绝密文件"]]),
    "signs": (r"\(甲\)", [["(甲)"]]),
}


@pytest.mark.parametrize(("pattern", "expected"), CASES.values(), ids=CASES.keys())
def test_finds(pattern: str, expected: list[list[str]]) -> None:
    assert expected == [list(texts) for texts in needed_literals(pattern)]


def test_folding_leaves_no_digits_but_the_ten() -> None:
    digits = {chr(code) for code in range(0x110000) if chr(code).isdecimal()}

    assert set("0123456789") >= {folded for folded in map(fold, digits) if regex.fullmatch(r"\d", folded)}


def test_folding_leaves_no_blanks_but_three() -> None:
    blanks = {chr(code) for code in range(0x110000) if chr(code).isspace()}

    assert set(" \n\u1680") >= {folded for folded in map(fold, blanks) if regex.search(r"\s", folded)}


ALPHABET = "ab微信 \n★&1"
atoms = st.one_of(
    st.sampled_from([*"ab微信1", " ", r"\n", "★", "&", r"\d", r"\s", ".", r"\b", "^", "$", "[[:alpha:]]"]),
    st.lists(st.sampled_from(ALPHABET), min_size=1, max_size=3).map("".join),
    st.lists(st.sampled_from([*"ab微信1", r"\n", "a-z"]), min_size=1, max_size=3).map(
        lambda x: f"[{''.join(x)}]"
    ),
    st.sampled_from(["[^a]", "(?!a)", "(?=微)", "(?<=a)", "(?i:A)", "&amp;"]),
)


def _larger(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    quantifiers = ["*", "+", "?", "{2}", "{0,2}", "{1,}", "*+", "+?", "{e<=1}", "{,2}", "{1}"]
    return st.one_of(
        st.lists(inner, min_size=2, max_size=3).map("".join),
        st.lists(inner, min_size=2, max_size=3).map("|".join).map("(?:{})".format),
        st.builds("({}){}".format, inner, st.sampled_from(quantifiers)),
        st.builds("(?>{})".format, inner),
    )


patterns = st.builds(str.__add__, st.sampled_from(["", "(?i)"]), st.recursive(atoms, _larger, max_leaves=6))
texts = st.text(ALPHABET, max_size=10)


@settings(max_examples=500, suppress_health_check=[HealthCheck.filter_too_much])  # few texts match
@given(patterns, texts)
@example("(?:微信){e<=1}", "微")
@example("[[:alpha:]]微", "a微")
@example("\\n+", "\n")
@example("a| ", " ")
@example("&lt;a", "&amp;lt;a")
def test_one_of_each_set_is_found_in_every_match(pattern: str, text: str) -> None:
    assume(maybe_flaw(pattern) is None)
    assume(regex.search(pattern, fold(text)))

    for literals in needed_literals(pattern):
        hits = Matcher(literals).find([text])
        assert (hits.view == VIEWS.index("exact")).any()
