"""One view of the text, and all terms that are looked for in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..text.code_points import CodePoints, ragged_steps
from ..text.fold_table import WORD, fold_table
from ._anchors import Anchors
from ._fillers import Between, Fillers
from ._patterns import GONE, SPELL_OUT, Alphabet, Ids, Places
from .automaton import Automaton


class Occurrences(NamedTuple):
    """Terms found in an array of code points: parallel arrays, one entry an occurrence, in no order.

    Attributes
    ----------
    first, last : int64
        The code points that the term begins and ends with.
    term : int32
    length : int64
        Characters of the folded term.
    squeezed, glued : bool
        As in :class:`.matcher.Hits`.
    """

    first: NDArray[np.int64]
    last: NDArray[np.int64]
    term: NDArray[np.int32]
    length: NDArray[np.int64]
    squeezed: NDArray[np.bool_]
    glued: NDArray[np.bool_]


class View:
    """The terms of one view.

    Parameters
    ----------
    terms : mapping of str to sequence of int
        For each folded term, the indices of all terms that fold so. At least one, none empty.
    squeezed : bool
        Whether separators and structure are dropped too.
    sample : CodePoints
        Text to learn the rare pairs from.
    """

    def __init__(self, terms: Mapping[str, Sequence[int]], *, squeezed: bool, sample: CodePoints) -> None:
        folded = list(terms)
        self._alphabet = Alphabet(folded, squeezed=squeezed)
        self._patterns = self._alphabet.patterns(folded)
        sampled = self.ids(sample)
        self._anchors = Anchors(self._patterns, sampled[sampled != GONE])
        self._terms = np.array([term for group in terms.values() for term in group], dtype=np.int32)
        self._group_sizes = np.fromiter(map(len, terms.values()), dtype=np.int64, count=len(terms))
        self._group_starts = np.cumsum(self._group_sizes) - self._group_sizes
        kind = fold_table().kind
        self._begins_as_word = np.array([kind[ord(text[0])] == WORD for text in folded], dtype=np.bool_)
        self._ends_as_word = np.array([kind[ord(text[-1])] == WORD for text in folded], dtype=np.bool_)

    @cached_property
    def _automaton(self) -> Automaton:
        return Automaton(self._patterns)

    def ids(self, points: CodePoints) -> Ids:
        """Return the ids of code points in this view."""
        return self._alphabet.ids(points.codes)

    def find(self, points: CodePoints, ids: Ids) -> Occurrences:
        """Return all occurrences in code points, none of which expands, that have these ids."""
        kept = ids != GONE
        dropped = np.flatnonzero(~kept)
        seen = ids[kept] if len(dropped) else ids
        start, pattern = self._places(seen)
        # The way back: before each dropped character stand so many that were kept.
        before = dropped - np.arange(len(dropped))
        length = self._patterns.lengths[pattern]
        last = start + length - 1
        skipped = np.searchsorted(before, start, side="right")
        skipped_to_last = np.searchsorted(before, last, side="right")
        between = Between.nothing(len(start))
        if (skipped_to_last > skipped).any():
            kinds = fold_table().kind.take(points.codes[dropped])
            between = Fillers(before, kinds).between(start, length)
        first, last = start + skipped, last + skipped_to_last
        glued = self._glued(points, pattern, first, last)
        return self._by_term(first, last, pattern, between, glued)

    def _places(self, seen: Ids) -> Places:
        places = self._anchors.find(seen)
        return self._automaton.find(seen) if places is None else places

    def _glued(
        self,
        points: CodePoints,
        pattern: NDArray[np.int64],
        first: NDArray[np.int64],
        last: NDArray[np.int64],
    ) -> NDArray[np.bool_]:
        """Return whether a word goes on beyond an edge of each occurrence."""
        kind = fold_table().kind
        left = points.codes[np.maximum(first - 1, 0)]
        right = points.codes[np.minimum(last + 1, len(points.codes) - 1)]
        word_before = (first > 0) & (kind[left] == WORD)
        word_after = (last + 1 < len(points.codes)) & (kind[right] == WORD)
        glued: NDArray[np.bool_] = self._begins_as_word[pattern] & word_before
        glued |= self._ends_as_word[pattern] & word_after
        return glued

    def _by_term(
        self,
        first: NDArray[np.int64],
        last: NDArray[np.int64],
        pattern: NDArray[np.int64],
        between: Between,
        glued: NDArray[np.bool_],
    ) -> Occurrences:
        """Return one occurrence for each term of each pattern whose fillers are allowed."""
        size = np.where(between.allowed, self._group_sizes[pattern], 0)
        row = np.repeat(np.arange(len(pattern)), size)
        member = self._group_starts[pattern[row]] + ragged_steps(size)
        return Occurrences(
            first=first[row],
            last=last[row],
            term=self._terms[member],
            length=self._patterns.lengths[pattern[row]],
            squeezed=between.squeezed[row],
            glued=glued[row],
        )


def needs_spelling_out(ids: Ids) -> bool:
    """Return whether there is a character that folds to several."""
    return bool((ids == SPELL_OUT).any())
