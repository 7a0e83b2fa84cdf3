"""Laws of the matcher, and its oracle: on any texts and terms it agrees with a naive loop."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import example, given, strategies as st

from msgscan.engine.matcher import Matcher
from msgscan.text.folding import fold, squeeze
from tests.property.naive_matcher import NaiveHit, naive_hits

# Few characters, so that terms occur; each of them is a way in which a matcher goes wrong.
PIECES = (
    *"加微信vx1 ",
    *"，。*\n]【",
    "Ｖ", "裏", "里", "㎏", "kg", "½", "①", "e\u0301", "é", "\u200b", "\ufe0f", "\u20e3", "👍", "👨\u200d👩",
    "⭐", "★", "&#24494;", "&#x5fae;", "&amp;", "&lt", "&", ";", "#", "\ud800", "\uffff", "\0", "ﾞ", "ガ", "Ⅷ",
    "ß", "🇨", "…",
)  # fmt: skip
texts = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)
terms = st.lists(st.sampled_from(PIECES), max_size=5).map("".join)


def found(terms: Sequence[str], texts: Sequence[str], sample: Sequence[str] = ()) -> list[NaiveHit]:
    hits = Matcher(terms, sample=sample).find(texts)
    return [NaiveHit(*row) for row in zip(*(column.tolist() for column in hits), strict=True)]


@given(st.lists(terms, max_size=8), st.lists(texts, max_size=6))
@example(["加微信"], ["加*微。信", "加。微。信", "加" + "*" * 9 + "微信", "加\u200b" * 9 + "微信"])
@example(["微&"], ["微&#24494;&amp;"])
@example(["g", "k", "kg"], ["5㎏m", "㎏"])
@example(["\uffff", "a\uffff"], ["a", "\uffffa\uffff", ""])
def test_finds_what_a_naive_loop_finds(terms: list[str], texts: list[str]) -> None:
    assert naive_hits(terms, texts) == found(terms, texts)


@given(st.lists(terms, max_size=8), st.lists(texts, max_size=6), st.lists(texts, max_size=3))
def test_the_sample_changes_nothing(terms: list[str], texts: list[str], sample: list[str]) -> None:
    assert found(terms, texts) == found(terms, texts, sample)


@given(st.lists(terms, max_size=8), st.lists(texts, max_size=6))
def test_what_stands_in_a_chunk_changes_nothing(terms: list[str], texts: list[str]) -> None:
    alone = [
        hit._replace(message=message) for message, text in enumerate(texts) for hit in found(terms, [text])
    ]

    assert alone == found(terms, texts)


@given(st.lists(terms, min_size=1, max_size=8), texts)
def test_a_hit_spells_its_term(terms: list[str], text: str) -> None:
    for hit in found(terms, [text]):
        spelled = (squeeze if hit.squeezed else fold)(text[hit.start : hit.end])

        assert fold(terms[hit.term]) in spelled
