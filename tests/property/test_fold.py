"""Laws of folding."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, strategies as st

from msgscan.text.folding import fold, fold_all, fold_with_offsets, squeeze

# Any code point, lone surrogates among them; with more entities and expansions than chance would give.
texts = st.lists(
    st.one_of(
        st.characters(exclude_categories=()),
        st.sampled_from(["&#24494;", "&#x338f;", "&", ";", "㎏", "ß", "\u200b", "\r\n", "機", "\uffff"]),
    )
).map("".join)
without_entities = texts.map(lambda text: text.replace("&", ""))


@given(without_entities)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(text) == fold(fold(text))


@given(without_entities, without_entities)
def test_folding_knows_no_context(left: str, right: str) -> None:
    assert fold(left) + fold(right) == fold(left + right)


@given(texts)
def test_squeezing_only_leaves_out(text: str) -> None:
    rest = iter(fold(text))

    assert all(char in rest for char in squeeze(text))


@given(without_entities)
def test_squeezing_twice_is_squeezing_once(text: str) -> None:
    assert squeeze(text) == squeeze(squeeze(text))


@given(st.lists(texts))
def test_many_fold_as_each_alone(texts: list[str]) -> None:
    assert [fold(text) for text in texts] == fold_all(texts)


@given(texts)
def test_places_rise_and_stay_inside(text: str) -> None:
    folded = fold_with_offsets(text)
    places = list(zip(folded.starts.tolist(), folded.ends.tolist(), strict=True))

    assert len(folded.text) == len(places)
    assert places == sorted(places)
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert all(left == right or left[1] <= right[0] for left, right in pairwise(places))


@given(texts)
def test_a_folded_character_comes_from_its_place(text: str) -> None:
    folded = fold_with_offsets(text)

    for char, start, end in zip(folded.text, folded.starts.tolist(), folded.ends.tolist(), strict=True):
        assert char in fold(text[start:end])
