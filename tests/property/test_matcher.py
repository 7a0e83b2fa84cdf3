"""Laws of the matcher, and its oracle: on any texts and terms it agrees with a naive loop."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import example, given, settings, strategies as st

from msgscan.engine.matcher import Matcher
from msgscan.text.folding import fold, squeeze
from msgscan.text.views import VIEWS, View
from tests.property.naive_matcher import NaiveHit, naive_hits

# ruff: noqa: RUF001 - disguises are what this file is about.
# Few characters, so that terms occur; each of them is a way in which a matcher goes wrong.
PIECES = (
    *"加微信vx1 ",
    *"家薇言亻力口行徽一壹心",
    "jia", "wei", "xin", "hang", "➕", "❤",
    *"，。*\n]【",
    "Ｖ", "裏", "里", "㎏", "kg", "½", "①", "e\u0301", "é", "\u200b", "\ufe0f", "\u20e3", "👍", "👨\u200d👩",
    "⭐", "★", "&#24494;", "&#x5fae;", "&amp;", "&lt", "&", ";", "#", "\ud800", "\uffff", "\0", "ﾞ", "ガ", "Ⅷ",
    "ß", "🇨", "…",
)  # fmt: skip
FILLERS = ("", "", "\u200b", "*", "。", " *", "。\n", "\ufe0f👍", "*" * 8, "-" * 9)
SQUEEZED = VIEWS.index("squeeze")
ALL = (1 << len(VIEWS)) - 1
terms = st.lists(st.sampled_from(PIECES), max_size=4).map("".join)
term_lists = st.lists(terms, max_size=6)


@st.composite
def cases(draw: st.DrawFn) -> tuple[list[str], list[str]]:
    """Return terms, and texts in which they stand, whole and strewn, among other pieces."""
    chosen = draw(term_lists)
    strewn = [filler.join(term) for term in chosen for filler in FILLERS]
    pieces = st.sampled_from([*PIECES, *strewn, *chosen, *chosen])
    return chosen, draw(st.lists(st.lists(pieces, max_size=12).map("".join), max_size=5))


# In each view, what a piece may be written as.
DISGUISES: dict[View, dict[str, str]] = {
    "collapse": {char: char * 2 for char in "加微信vx1行"},
    "digits": {"1": "一", "一": "壹"},
    "homophone": {"加": "家", "微": "薇", "信": "心", "行": "航"},
    "pinyin": {"加": "jia", "微": "wei", "信": "xin", "行": "hang"},
    "split": {"加": "力口", "信": "亻言", "微": "彳山兀攵"},
    "similar": {"微": "徽", "信": "伩", "1": "l"},
    "emoji": {"加": "➕", "信": "❤"},
}
WRITERS = st.tuples(st.sampled_from([{}, *DISGUISES.values()]), st.booleans(), st.sampled_from(FILLERS))


@st.composite
def disguised(draw: st.DrawFn) -> tuple[list[str], list[str], list[int]]:
    """Return terms, texts in which they stand in disguise, and the views that each term is looked for in."""
    some = st.one_of(
        st.sampled_from(["加微信", "加微信行", "加v1一1", "信行信", "加加信x", "vxx1", "微信行加微信"]), terms
    )
    chosen = draw(st.lists(some, min_size=1, max_size=3))
    written = []
    for term in chosen:
        for other, throughout, filler in draw(st.lists(WRITERS, max_size=4)):
            keep = draw(st.integers(0, len(term)))
            parts = [
                other.get(char, char) if throughout or place != keep else char
                for place, char in enumerate(term)
            ]
            written.append(filler.join("".join(parts)))
            written.append(filler.join(draw(st.permutations(term))))
    pieces = st.sampled_from([*PIECES, *written, *written])
    texts = draw(st.lists(st.lists(pieces, max_size=8).map("".join), max_size=3))
    # Each view that is looked for is a matcher to be built: few at a time, any term in any of them.
    some_views = draw(st.lists(st.sampled_from(range(len(VIEWS))), min_size=1, max_size=2))
    masks = st.sampled_from([0, sum({1 << number for number in some_views})])
    return chosen, texts, [draw(masks) for _ in chosen]


def found(
    terms: Sequence[str],
    texts: Sequence[str],
    sample: Sequence[str] = (),
    views: Sequence[int] | None = None,
) -> list[NaiveHit]:
    hits = Matcher(terms, views, sample=sample).find(texts)
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


@settings(max_examples=400, deadline=None)  # the first example of a view reads its table
@given(disguised())
@example((["加微信"], ["加加微微信信", "加*微微*信", "加。微微。信"], [ALL]))
@example((["13800138000"], ["113388000113380000", "1380138 0"], [ALL]))
@example((["加微信", "微信行"], ["xjiaweixin", "jiaweixinx", "加wei信xin", "1jiaweixin1行"], [ALL, ALL]))
@example(
    (["微信行加微信"], ["weixinhang加微信", "weixin行加wei信", "weixinxingjiaweixin", "weixinhangjia"], [ALL])
)
@example((["加微信" * 5], ["加微信" * 4 + "jia微信", "加微信" * 4 + "jiawei信", "jiaweixin" * 5], [ALL]))
@example((["加一1v"], ["加壹一v", "加111v"], [ALL]))
@example((["\uffff加微信"], ["\uffff加微信", "加微信"], [ALL]))
def test_other_views_find_what_naive_loops_find(case: tuple[list[str], list[str], list[int]]) -> None:
    terms, texts, views = case

    assert naive_hits(terms, texts, views) == found(terms, texts, views=views)


@settings(deadline=None)
@given(disguised())
def test_a_view_finds_what_it_finds_alone(case: tuple[list[str], list[str], list[int]]) -> None:
    terms, texts, views = case
    alone = {
        hit
        for number in range(len(VIEWS))
        for hit in found(terms, texts, views=[mask & 1 << number for mask in views])
    }

    assert sorted(alone) == found(terms, texts, views=views)


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
        spelled = (squeeze if hit.view == SQUEEZED else fold)(texts[hit.message][hit.start : hit.end])

        assert fold(terms[hit.term]) in spelled


@given(cases())
def test_a_span_begins_and_ends_with_characters_that_are_kept(case: tuple[list[str], list[str]]) -> None:
    terms, texts = case
    for hit in found(terms, texts):
        kept = squeeze if hit.view == SQUEEZED else fold
        matched = texts[hit.message][hit.start : hit.end]

        assert kept(matched) != kept(matched[1:])
        assert kept(matched) != kept(matched[:-1])
