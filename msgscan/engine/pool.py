"""Hits of parts, as columns, and the joins between them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


class Pool(NamedTuple):
    """Hits of parts: parallel arrays, one entry a hit; spans are code points of the original text.

    Attributes
    ----------
    message, start, end, part : int64
        Which message, which characters of it, which part of which signal.
    view : uint8
        Index into VIEWS: where it was found.
    evasion : bool
        Not exact, or something stood between the characters, were it but a zero-width space.
    origin : int64
        Index of the matcher's hit, -1 for a pattern's.
    """

    message: Ints
    start: Ints
    end: Ints
    part: Ints
    view: NDArray[np.uint8]
    evasion: Flags
    origin: Ints

    def where(self, chosen: Flags | Ints) -> Pool:
        """Return the chosen hits."""
        return Pool(
            self.message[chosen], self.start[chosen], self.end[chosen], self.part[chosen],
            self.view[chosen], self.evasion[chosen], self.origin[chosen],
        )  # fmt: skip


def gathered(pools: Sequence[Pool]) -> Pool:
    """Return some pools as one."""
    return Pool(*(np.concatenate(columns) for columns in zip(*pools, strict=True)))


def ragged(first: Ints, count: Ints) -> tuple[Ints, Ints]:
    """Return the numbers of many ranges, and the range that each belongs to.

    Examples
    --------
    >>> numbers, ranges = ragged(np.array([5, 9]), np.array([2, 1]))
    >>> numbers.tolist(), ranges.tolist()
    ([5, 6, 9], [0, 0, 1])
    """
    ranges = np.repeat(np.arange(len(first)), count)
    return np.arange(len(ranges)) - np.repeat(np.cumsum(count) - count, count) + first[ranges], ranges


def pairs(left: Ints, right: Ints) -> tuple[Ints, Ints]:
    """Return all (i, j) with ``left[i] == right[j]``.

    Examples
    --------
    >>> i, j = pairs(np.array([7, 3]), np.array([3, 7, 7]))
    >>> i.tolist(), j.tolist()
    ([0, 0, 1], [1, 2, 0])
    """
    order = np.argsort(right, kind="stable")
    sorted_right = right[order]
    first = np.searchsorted(sorted_right, left, side="left")
    count = np.searchsorted(sorted_right, left, side="right") - first
    j, i = ragged(first, count)
    return i, order[j]


def overlapping(hits: Pool, others: Pool) -> Flags:
    """Return which hits share a character with another hit of the same part in the same message."""
    width = 1 + max(hits.message.max(initial=0), others.message.max(initial=0))
    i, j = pairs(hits.part * width + hits.message, others.part * width + others.message)
    touch = (hits.start[i] < others.end[j]) & (others.start[j] < hits.end[i])
    found = np.zeros(len(hits.message), bool)
    found[i[touch]] = True
    return found


def beside(anchors: Pool, others: Pool, within: int) -> Flags:
    """Return which anchors have another hit of their message at most so many characters away."""
    i, j = pairs(anchors.message, others.message)
    apart = np.maximum(anchors.start[i], others.start[j]) - np.minimum(anchors.end[i], others.end[j])
    found = np.zeros(len(anchors.message), bool)
    found[i[apart <= within]] = True
    return found
