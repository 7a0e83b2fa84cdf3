"""The automaton finds what the anchors find."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, strategies as st

from msgscan.engine._anchors import Anchors
from msgscan.engine._patterns import Alphabet
from msgscan.engine.automaton import Automaton
from msgscan.engine.matcher import Hits, Matcher
from msgscan.text.code_points import code_points
from msgscan.text.folding import fold

# Above 253, characters need two bytes each; the first 20 recur, so that terms occur.
MANY = "".join(sorted(set(fold("".join(chr(0x4E00 + step) for step in range(400))))))
words = st.text(st.sampled_from(MANY[:20]), min_size=1, max_size=6)


@pytest.mark.parametrize("others", ["", MANY], ids=["one byte a character", "two bytes"])
@given(terms=st.sets(words, min_size=1, max_size=12), text=st.text(st.sampled_from(MANY[:20]), max_size=80))
def test_finds_the_same_places(others: str, terms: set[str], text: str) -> None:
    alphabet = Alphabet([*terms, others] if others else [*terms], squeezed=True)
    patterns = alphabet.patterns([*terms, others] if others else [*terms])
    ids = alphabet.ids(code_points(text).codes)
    sparse = Anchors(patterns, ids[:0]).find(ids)
    assert sparse is not None
    dense = Automaton(patterns).find(ids)

    assert sorted(zip(*sparse, strict=True)) == sorted(zip(*dense, strict=True))


def test_no_match_begins_between_the_halves_of_a_character() -> None:
    alphabet = Alphabet([MANY], squeezed=True)
    characters = alphabet.patterns(list(MANY))
    ids = np.array([0x0103, 0x0101, 0x0104, 0x0003] * 2, dtype=np.uint16)
    start, pattern = Automaton(characters).find(ids)

    assert list(range(8)) == start.tolist()
    assert np.array_equal(ids, characters.ids[pattern])


NESTED = ["啊" * length for length in range(1, 40)]


def test_dense_text_is_declined_by_the_anchors_and_found_all_the_same() -> None:
    text = "啊" * 3_000
    hits = Matcher(NESTED).find([text])
    alphabet = Alphabet(NESTED, squeezed=True)
    ids = alphabet.ids(code_points(text).codes)

    assert Anchors(alphabet.patterns(NESTED), ids).find(ids) is None
    assert sum(len(text) - len(term) + 1 for term in NESTED) == len(hits.term)
    assert [len(NESTED[term]) for term in hits.term.tolist()] == (hits.end - hits.start).tolist()


def test_dense_text_has_its_offsets_and_guards_too() -> None:
    text = "啊\u200b啊*啊。" * 1_000
    dense, sparse = rows(Matcher(NESTED).find([text])), rows(Matcher(NESTED).find([text[:240]]))

    assert [row for row in sparse if row[2] <= 200] == [row for row in dense if row[2] <= 200]


def rows(hits: Hits) -> list[tuple[int, ...]]:
    return list(zip(*(column.tolist() for column in hits), strict=True))
