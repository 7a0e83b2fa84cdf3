"""Where patterns hit in the original text, and what happens when they take too long."""

from __future__ import annotations

import pytest

from msgscan.engine.pattern_folding import fold_pattern
from msgscan.engine.regexes import PATIENCE, find
from msgscan.text.folding import fold_texts

# It tries all ways to part a row of letters.
CATASTROPHIC = "(?:a|aa|aaa)+$"
ENDLESS = "a" * 60 + "b"

# pattern, text, what is cut out of the text
CASES = {
    "nothing": ("机密", "机要", []),
    "as it is": ("机密", "绝密机密", ["机密"]),
    "several": (r"\d+", "1二3", ["1", "3"]),
    "in another case, width and script": ("Ｖ机", "v機Ｖ機", ["v機", "Ｖ機"]),
    "with zero-width inside": ("机密", "机\u200b密\u200b", ["机\u200b密"]),
    "an entity": ("微信", "&#24494;信", ["&#24494;信"]),
    "inside an expansion": ("g", "5㎏", ["㎏"]),
    "over an expansion": (r"\dk", "5㎏", ["5㎏"]),
    "matches of no character": ("(?=机)", "机密", []),
    "at the edges of the message": ("^机密$", "机密", ["机密"]),
    "a lone surrogate": (".密", "\ud800密", ["\ud800密"]),
}


@pytest.mark.parametrize(("pattern", "text", "expected"), CASES.values(), ids=CASES.keys())
@pytest.mark.parametrize("harmless", [0, 2, 400])
def test_finds_with_a_clock_and_without(pattern: str, text: str, expected: list[str], harmless: int) -> None:
    texts = ["", text]
    spans, unfinished = find(fold_pattern(pattern), None, fold_texts(texts), [0, 1], harmless=harmless)

    assert expected == [text[a:b] for a, b in zip(spans.start.tolist(), spans.end.tolist(), strict=True)]
    assert set(spans.message.tolist()) <= {1}
    assert unfinished == 0


def test_a_message_that_takes_too_long_is_counted_and_the_others_are_searched() -> None:
    texts = ["aa", ENDLESS, "ba"]
    spans, unfinished = find(CATASTROPHIC, None, fold_texts(texts), [0, 1, 2], harmless=4)

    assert spans.message.tolist() == [0, 2]
    assert unfinished == 1


def test_a_pattern_that_often_takes_too_long_is_given_up_and_the_rest_is_counted() -> None:
    texts = [ENDLESS] * PATIENCE + ["a"] * 5
    spans, unfinished = find(CATASTROPHIC, None, fold_texts(texts), range(len(texts)), harmless=4)

    assert spans.message.tolist() == []
    assert len(texts) == unfinished
