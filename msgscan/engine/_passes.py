"""One pass over the text, and the terms that are looked for in it: those of one view, or of two views."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from functools import cached_property
from itertools import chain, groupby
from typing import Final, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from ..text.code_points import CodePoints, ragged_steps
from ..text.fold_table import WORD, fold_table
from ..text.views import VIEWS, View, view_table
from ._anchors import Anchors
from ._fillers import Between, Fillers
from ._patterns import GONE, Alphabet, Ids, Kept, Patterns, Places
from .automaton import Automaton

EXACT, SQUEEZE = VIEWS.index("exact"), VIEWS.index("squeeze")
_LAST_DIGIT: Final = ord("9")  # folded letters come after it


class Terms(NamedTuple):
    """What all passes must know of the terms: parallel, one entry a term.

    Attributes
    ----------
    folded : sequence of str
    lengths : int64
        Characters of the folded term.
    begins_as_word, ends_as_word : bool
        Its first (last) character is a Latin letter or a digit.
    """

    folded: Sequence[str]
    lengths: NDArray[np.int64]
    begins_as_word: NDArray[np.bool_]
    ends_as_word: NDArray[np.bool_]

    @classmethod
    def of(cls, folded: Sequence[str]) -> Terms:
        """Return folded terms with all that; some may be empty."""
        return cls(
            folded,
            np.fromiter(map(len, folded), dtype=np.int64, count=len(folded)),
            np.array([_is_word(text[:1]) for text in folded], dtype=np.bool_),
            np.array([_is_word(text[-1:]) for text in folded], dtype=np.bool_),
        )


class Occurrences(NamedTuple):
    """Terms found in an array of code points: parallel arrays, one entry an occurrence, in no order.

    Attributes
    ----------
    first, last : int64
        The code points that the term begins and ends with.
    term : int32
    view : uint8
        Index into VIEWS.
    glued : bool
        As in :class:`.matcher.Hits`.
    """

    first: NDArray[np.int64]
    last: NDArray[np.int64]
    term: NDArray[np.int32]
    view: NDArray[np.uint8]
    glued: NDArray[np.bool_]


class Found(NamedTuple):
    """Terms found among the characters that are kept in a view: parallel arrays.

    Attributes
    ----------
    start, length : int64
        Which characters.
    term : int32
    """

    start: NDArray[np.int64]
    length: NDArray[np.int64]
    term: NDArray[np.int32]

    def where(self, chosen: NDArray[np.bool_]) -> Found:
        """Return the chosen ones."""
        return Found(self.start[chosen], self.length[chosen], self.term[chosen])


class Pass:
    """The terms of one pass.

    Parameters
    ----------
    view : str
        One of VIEWS; the pass of ``squeeze`` serves ``exact`` too.
    patterns : mapping of str to sequence of int
        What is looked for, as the view reads it, and the terms that it stands for. At least one, none empty.
    terms : Terms
        All terms of the matcher.
    sample : CodePoints
        Text to learn the rare pairs from.
    """

    def __init__(
        self, view: View, patterns: Mapping[str, Sequence[int]], terms: Terms, sample: CodePoints
    ) -> None:
        read = list(patterns)
        self._view = VIEWS.index(view)
        self._table = view_table(view)
        self._alphabet = Alphabet(read, squeezed=self._view != EXACT, table=self._table)
        self._patterns = self._alphabet.patterns(read)
        sampled = self._alphabet.ids(sample.codes)
        self._sampled = sampled[sampled != GONE]
        self._anchors = Anchors(self._patterns, self._sampled)
        self._terms = terms
        self._members = np.array([term for group in patterns.values() for term in group], dtype=np.int32)
        self._group_sizes = np.fromiter(map(len, patterns.values()), dtype=np.int64, count=len(patterns))
        self._group_starts = np.cumsum(self._group_sizes) - self._group_sizes

    def maybe_only(self, chosen: NDArray[np.bool_]) -> Self | None:
        """Return the pass for what stands for one of the chosen terms; None if that is nothing."""
        wanted = np.logical_or.reduceat(chosen[self._members], self._group_starts)
        if not wanted.any():
            return None
        other = copy(self)
        vars(other).pop("_automaton", None)
        other._patterns = Patterns(  # noqa: SLF001 - of the same class
            self._patterns.ids, self._patterns.starts[wanted], self._patterns.lengths[wanted]
        )
        other._anchors = Anchors(other._patterns, self._sampled)  # noqa: SLF001
        other._group_sizes, other._group_starts = self._group_sizes[wanted], self._group_starts[wanted]  # noqa: SLF001
        return other

    @cached_property
    def _automaton(self) -> Automaton:
        return Automaton(self._patterns)

    @property
    def gone(self) -> NDArray[np.bool_]:
        """Whether each code point there is goes unseen in this pass."""
        return self._alphabet.gone

    def begins(self, kept: Kept) -> NDArray[np.int64]:
        """Return the code points with which all occurrences begin, and maybe some that are none."""
        start = self._found(self._alphabet.ids(kept.codes)).start
        return start + np.searchsorted(kept.before, start, side="right")

    def find(self, points: CodePoints, kept: Kept) -> Occurrences:
        """Return all occurrences in code points, none of which expands; this pass sees what is kept."""
        found = self._found(self._alphabet.ids(kept.codes))
        skipped = np.searchsorted(kept.before, found.start, side="right")
        skipped_to_last = np.searchsorted(kept.before, found.start + found.length - 1, side="right")
        between = Between.nothing(len(found.start))
        if (skipped_to_last > skipped).any():
            kinds = self._table.kind.take(points.codes[kept.dropped])
            between = Fillers(kept.before, kinds).between(found.start, found.length)
        first, last = found.start + skipped, found.start + found.length - 1 + skipped_to_last
        allowed = between.allowed & self._allowed(points, first, last)
        return self._occurrences(
            points, found.where(allowed), first[allowed], last[allowed], between.squeezed[allowed]
        )

    def _found(self, seen: Ids) -> Found:
        """Return what stands where among the characters that are kept."""
        start, pattern = self._places(seen)
        size = self._group_sizes[pattern]
        member = np.repeat(self._group_starts[pattern], size) + ragged_steps(size)
        lengths = self._patterns.lengths[pattern]
        return Found(np.repeat(start, size), np.repeat(lengths, size), self._members[member])

    def _places(self, seen: Ids) -> Places:
        places = self._anchors.find(seen)
        return self._automaton.find(seen) if places is None else places

    def _allowed(
        self,
        points: CodePoints,  # noqa: ARG002 - a stricter pass looks around in them
        first: NDArray[np.int64],
        last: NDArray[np.int64],  # noqa: ARG002 - as above
    ) -> NDArray[np.bool_]:
        """Return which occurrences stand where they may, whatever is between their characters."""
        return np.ones(len(first), dtype=np.bool_)

    def _occurrences(
        self,
        points: CodePoints,
        found: Found,
        first: NDArray[np.int64],
        last: NDArray[np.int64],
        squeezed: NDArray[np.bool_],
    ) -> Occurrences:
        view = np.full(len(first), self._view, dtype=np.uint8)
        if self._view == SQUEEZE:
            view[~squeezed] = EXACT
        left, right = self._beside(points, first, last)
        glued: NDArray[np.bool_] = self._terms.begins_as_word[found.term] & (self._table.kind[left] == WORD)
        glued |= self._terms.ends_as_word[found.term] & (self._table.kind[right] == WORD)
        return Occurrences(first, last, found.term, view, glued)

    def _beside(
        self, points: CodePoints, first: NDArray[np.int64], last: NDArray[np.int64]
    ) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
        """Return the code points directly before and after; 0, which is no character of a word, for none."""
        left = np.where(first > 0, points.codes[np.maximum(first - 1, 0)], 0)
        right = np.where(
            last + 1 < len(points.codes), points.codes[np.minimum(last + 1, len(points.codes) - 1)], 0
        )
        return left, right


class CollapsedPass(Pass):
    """A pass over text in which every character stands once, however often it is said in a row.

    A term has runs, too: 13800 has 1, 3, 8 and two 0. The runs of a hit are at least as long. The first and
    the last one are cut to the term's length, so that 好[好学] is no other hit than the exact one; but a run
    of letters or digits is taken whole, since ``vx`` in ``vvxx`` has no borders.
    """

    def _found(self, seen: Ids) -> Found:
        begins = np.flatnonzero(np.append(True, seen[1:] != seen[:-1])[: len(seen)])
        runs = np.diff(begins, append=len(seen))
        found = super()._found(seen[begins])
        starts, own = self._own_runs
        enough = np.ones(len(found.start), dtype=np.bool_)
        last = found.length - 1
        for column in range(int(found.length.max(initial=0))):
            step = np.minimum(column, last)
            enough &= runs[found.start + step] >= own[starts[found.term] + step]
        found = found.where(enough)
        last = found.start + found.length - 1
        begins_as_word, ends_as_word = self._terms.begins_as_word, self._terms.ends_as_word
        before = np.where(begins_as_word[found.term], 0, runs[found.start] - own[starts[found.term]])
        own_last = own[starts[found.term] + found.length - 1]
        start = begins[found.start] + before
        end = begins[last] + np.where(ends_as_word[found.term], runs[last], own_last)
        return found._replace(start=start, length=end - start)

    @cached_property
    def _own_runs(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return where the runs of each term of the pass begin in the second array, and all their lengths."""
        own = frozenset(self._members.tolist())
        runs = [
            [len(list(run)) for _, run in groupby(text)] if term in own else []
            for term, text in enumerate(self._terms.folded)
        ]
        sizes = np.fromiter(map(len, runs), dtype=np.int64, count=len(runs))
        return np.cumsum(sizes) - sizes, np.fromiter(chain.from_iterable(runs), dtype=np.int64)


class SpeltPass(Pass):
    """A pass for terms that are spelt in Latin: where a spelling's edge touches another letter, it is none.

    ``jiaweixin138`` is 加微信 and a number; in ``shijiaweixin`` nobody can tell where it begins.
    """

    def _allowed(
        self, points: CodePoints, first: NDArray[np.int64], last: NDArray[np.int64]
    ) -> NDArray[np.bool_]:
        kind, folded = self._table.kind, self._table.folded
        allowed = np.ones(len(first), dtype=np.bool_)
        for beside, own in zip(self._beside(points, first, last), (first, last), strict=True):
            both = (points.codes[own], beside)
            letters = [(kind[codes] == WORD) & (folded[codes] > _LAST_DIGIT) for codes in both]
            allowed &= ~(letters[0] & letters[1])
        return allowed


def _is_word(char: str) -> bool:
    return bool(char) and bool(fold_table().kind[ord(char)] == WORD)
