"""How long a text may be for a pattern to need no clock: never so long that it takes long."""

from __future__ import annotations

import pytest
import regex
from hypothesis import assume, given, strategies as st

from msgscan.engine.effort import harmless_length
from msgscan.engine.regexes import TIME_LIMIT
from msgscan.packs.patterns import maybe_flaw

# pattern, characters
CASES = {
    "a word": ("绝密", 400),
    "words": ("(?:绝密|机密)文件", 400),
    "a few characters between": (r"刷单[^。]{0,12}(?:加|联系)(?:我|微信)", 400),
    "one long run": (r"刷单.*微信", 400),
    "two long runs": (r"\s*刷单\s*", 100),
    "three long runs": (r"\s*刷单\s*微信\s*", 25),
    "many long runs": (r".*.*.*.*.*.*", 0),
    "never given back": (r".*+刷单.*+微信.*+", 400),
    "a run of runs": (r"(?:刷+)+单", 0),
    "many ways": ("(?:a|aa|aaa)+$", 0),
    "ahead and behind": (r"(?<!不)刷单(?!.{0,20}反诈)", 400),
    "a run of runs that is never given back": (r"(?:刷+|刷单)*+单", 100),
    "two of a run of runs that is never given back": (r"(?:.*){2,}+单", 0),
    "a class that re does not know": (r"\p{Han}", 400),
    "what re does not know": ("(?:刷单){e<=1}", 0),
    "what was matched before": (r"(.)\1", 0),
}


@pytest.mark.parametrize(("pattern", "expected"), CASES.values(), ids=CASES.keys())
def test_tells(pattern: str, expected: int) -> None:
    assert expected == harmless_length(pattern)


runs = st.builds(
    "{}{}".format,
    st.sampled_from(["a", "b", "(?:a|b)", "(?:a|aa)", "(?:ab|a)", "[ab]", ".", "(?:a*b?)", "(?:a|a+)"]),
    st.sampled_from(["", "?", "*", "+", "{0,9}", "{2,}", "*?", "*+", "{0,30}"]),
)
sequences = st.lists(runs, min_size=1, max_size=6).map("".join)
patterns = st.one_of(sequences, st.builds("(?:{}){{0,5}}{}".format, sequences, sequences)).map("{}c".format)


@given(patterns, st.text("ab", max_size=12), st.integers(1, 400))
def test_a_text_of_that_length_is_soon_searched(pattern: str, beginning: str, times: int) -> None:
    assume(maybe_flaw(pattern) is None)
    text = (beginning * times)[: harmless_length(pattern)]

    regex.search(pattern, text, timeout=TIME_LIMIT)  # raises TimeoutError
