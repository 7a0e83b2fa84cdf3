"""Finding many terms in an array at once, with numpy alone: by the rarest pair of characters of each.

Every adjacent pair of the text is hashed and looked up in a bitmap of anchors, one pair for each term. In
prose that rejects 99 % of all positions at some nanoseconds each; what survives is compared with the terms
that have this anchor. The rarer the anchors in texts of this kind, the fewer survive, hence the sample.

The weak spot is text that is full of anchors. Comparing would then cost time and memory without bound, so
:meth:`Anchors.find` declines and :mod:`.automaton` takes over.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from ..text.code_points import ragged_steps
from ._patterns import Ids, Patterns, Places

# One slot in 64 is taken, so that 1.6 % of foreign pairs survive by chance; 16 to 256 make no difference that
# can be measured. At most 2**20 slots, a byte each: more leave the cache and gain nothing for 50,000 terms.
_SLOTS_PER_TERM: Final = 64
_BITS: Final = (12, 20)
# Candidates for each character of the text. At 0.1 (Chinese chat, 50,000 terms) comparing them takes a fifth
# of the automaton's time, at 3 (Latin chat full of terms) twice as much. A short text is never too dense: the
# automaton would be built for nothing.
_DENSE: Final = 1.0
_FEW: Final = 5_000


class Anchors:
    """The patterns, ordered by their anchors.

    Parameters
    ----------
    patterns : Patterns
        May be of any length from 1.
    sample : array of ids
        Some text, to learn from which pairs are rare. It changes the speed, never the result.
    """

    def __init__(self, patterns: Patterns, sample: Ids) -> None:
        self._patterns = patterns
        self._single = _single(patterns)
        longer = np.flatnonzero(patterns.lengths > 1)
        bits = int(np.clip(np.ceil(np.log2(_SLOTS_PER_TERM * len(longer) + 1)), *_BITS))
        self._bits = bits
        self._offset = self._rarest_pairs(longer, sample)
        at = patterns.starts[longer] + self._offset[longer]
        slots = self._hash(patterns.ids[at], patterns.ids[at + 1])
        self._ordered = longer[np.argsort(slots, kind="stable")]
        taken, self._group_starts, self._group_sizes = np.unique(
            np.sort(slots), return_index=True, return_counts=True
        )
        self._is_anchor = np.zeros(1 << bits, dtype=np.bool_)
        self._is_anchor[taken] = True
        self._group = np.zeros(1 << bits, dtype=np.int32)
        self._group[taken] = np.arange(len(taken))

    def find(self, ids: Ids) -> Places | None:
        """Return where which pattern stands, in no order; None if the text is too dense for this way."""
        found = self._find_longer(ids)
        if found is None or self._single is None:
            return found
        single = self._single.take(ids, mode="clip")
        at = np.flatnonzero(single >= 0)
        return np.concatenate((found[0], at)), np.concatenate((found[1], single[at]))

    def _find_longer(self, ids: Ids) -> Places | None:
        if len(ids) < 2 or not len(self._ordered):  # noqa: PLR2004 - a pair is two
            return np.zeros(0, np.int64), np.zeros(0, np.int64)
        slots = self._hash(ids[:-1], ids[1:])
        at = np.flatnonzero(self._is_anchor.take(slots, mode="clip"))
        group = self._group[slots[at]]
        size = self._group_sizes[group]
        if int(size.sum()) > max(_FEW, _DENSE * len(ids)):
            return None
        pattern = self._ordered[np.repeat(self._group_starts[group], size) + ragged_steps(size)]
        start = np.repeat(at, size) - self._offset[pattern]
        fits = (start >= 0) & (start + self._patterns.lengths[pattern] <= len(ids))
        return self._confirmed(ids, start[fits], pattern[fits])

    def _confirmed(self, ids: Ids, start: NDArray[np.int64], pattern: NDArray[np.int64]) -> Places:
        """Return the candidates whose characters are all there, compared column by column.

        A pattern shorter than the column repeats its last comparison, which changes nothing.
        """
        starts, last = self._patterns.starts, self._patterns.lengths - 1
        column = 0
        while len(pattern) and column <= int(last[pattern].max()):
            step = np.minimum(column, last[pattern])
            equal = self._patterns.ids[starts[pattern] + step] == ids[start + step]
            start, pattern = start[equal], pattern[equal]
            column += 1
        return start, pattern

    def _rarest_pairs(self, longer: NDArray[np.int64], sample: Ids) -> NDArray[np.int64]:
        """Return for each pattern where its anchor stands; ties go to the pair that fewer terms have."""
        patterns = self._patterns
        offset = np.zeros(len(patterns.lengths), dtype=np.int64)
        pairs = patterns.lengths[longer] - 1
        step = ragged_steps(pairs)
        at = np.repeat(patterns.starts[longer], pairs) + step
        slots = self._hash(patterns.ids[at], patterns.ids[at + 1])
        size = 1 << self._bits
        in_sample = np.bincount(self._hash(sample[:-1], sample[1:]), minlength=size)
        in_terms = np.bincount(slots, minlength=size)
        owner = np.repeat(longer, pairs)
        order = np.lexsort((step, in_terms[slots], in_sample[slots], owner))
        first = np.cumsum(pairs) - pairs
        offset[longer] = step[order][first]
        return offset

    def _hash(self, left: Ids, right: Ids) -> NDArray[np.uint32]:
        """Return the slot of each pair: upper bits of products with odd constants, Knuth's and xxHash's."""
        mixed = left.astype(np.uint32)
        mixed *= np.uint32(0x9E3779B1)
        mixed += right
        mixed *= np.uint32(0x85EBCA6B)
        mixed >>= np.uint32(32 - self._bits)
        return mixed


def _single(patterns: Patterns) -> NDArray[np.int64] | None:
    """Return, for each id, the pattern that is this one character, or -1; None if there is none."""
    single = np.flatnonzero(patterns.lengths == 1)
    if not len(single):
        return None
    # No text in this alphabet has a larger id.
    table = np.full(int(patterns.ids.max()) + 1, -1, dtype=np.int64)
    table[patterns.ids[patterns.starts[single]]] = single
    return table
