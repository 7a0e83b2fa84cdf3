"""Laws of the matcher, and its oracle: on any texts and terms it agrees with a naive loop."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import example, given, settings, strategies as st

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
FILLERS = ("", "", "\u200b", "*", "。", " *", "。\n", "\ufe0f👍", "*" * 8, "-" * 9)
terms = st.lists(st.sampled_from(PIECES), max_size=4).map("".join)
term_lists = st.lists(terms, max_size=6)


@st.composite
def cases(draw: st.DrawFn) -> tuple[list[str], list[str]]:
    """Return terms, and texts in which they stand, whole and strewn, among other pieces."""
    chosen = draw(term_lists)
    strewn = [filler.join(term) for term in chosen for filler in FILLERS]
    pieces = st.sampled_from([*PIECES, *strewn, *chosen, *chosen])
    return chosen, draw(st.lists(st.lists(pieces, max_size=12).map("".join), max_size=5))


def found(terms: Sequence[str], texts: Sequence[str], sample: Sequence[str] = ()) -> list[NaiveHit]:
    hits = Matcher(terms, sample=sample).find(texts)
    return [NaiveHit(*row) for row in zip(*(column.tolist() for column in hits), strict=True)]


@settings(max_examples=400)
@given(cases())
@example((["加微信"], ["加*微。信", "加。微。信", "加" + "*" * 9 + "微信", "加\u200b" * 9 + "微信"]))
@example((["微信"], ["微\u200b信。", "微信。", "微信" + "*" * 9]))
@example((["微&"], ["微&#24494;&amp;"]))
@example((["g", "k", "kg"], ["5㎏m", "㎏"]))
@example((["\uffff", "a\uffff"], ["a", "\uffffa\uffff", ""]))
def test_finds_what_a_naive_loop_finds(case: tuple[list[str], list[str]]) -> None:
    terms, texts = case

    assert naive_hits(terms, texts) == found(terms, texts)


@given(cases(), term_lists)
def test_the_sample_changes_nothing(case: tuple[list[str], list[str]], sample: list[str]) -> None:
    terms, texts = case

    assert found(terms, texts) == found(terms, texts, sample)


@given(cases())
def test_what_stands_in_a_chunk_changes_nothing(case: tuple[list[str], list[str]]) -> None:
    terms, texts = case
    alone = [
        hit._replace(message=message) for message, text in enumerate(texts) for hit in found(terms, [text])
    ]

    assert alone == found(terms, texts)


@given(cases())
def test_a_hit_spells_its_term(case: tuple[list[str], list[str]]) -> None:
    terms, texts = case
    for hit in found(terms, texts):
        spelled = (squeeze if hit.squeezed else fold)(texts[hit.message][hit.start : hit.end])

        assert fold(terms[hit.term]) in spelled


@given(cases())
def test_a_span_begins_and_ends_with_characters_that_are_kept(case: tuple[list[str], list[str]]) -> None:
    terms, texts = case
    for hit in found(terms, texts):
        kept = squeeze if hit.squeezed else fold
        matched = texts[hit.message][hit.start : hit.end]

        assert kept(matched) != kept(matched[1:])
        assert kept(matched) != kept(matched[:-1])
