"""What stands between the characters of a hit, and whether a writer can have meant the term by it.

``加*微*信`` is the term 加微信; ``曲：体`` is not the term 曲体, and ``强]兵`` not 强兵. Both have a sign in
between, so the sign must tell: separators (spaces, dots, symbols, emoji) may stand anywhere; structure
(commas, quotes, brackets, newline) only where every character of the term is set apart, as in ``加。微。信``.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..text.fold_table import SEPARATOR, STRUCTURE

# A longer row of signs is a line or an ornament between two words. Eight allow for an emoji family or a
# doubled " ·· ** ··".
LONGEST_FILLER: Final = 8
# Two characters with a sign between them are too often two words to be read as dispersed.
SHORTEST_DISPERSED: Final = 3


class Between(NamedTuple):
    """What stands between the characters of some hits; bool, one entry a hit."""

    squeezed: NDArray[np.bool_]
    allowed: NDArray[np.bool_]

    @classmethod
    def nothing(cls, hits: int) -> Between:
        """Return that nothing stands inside of any of so many hits."""
        return cls(np.zeros(hits, dtype=np.bool_), np.ones(hits, dtype=np.bool_))


class Fillers:
    """The signs that were squeezed out of a text.

    Parameters
    ----------
    before : int64, n, rising
        How many characters were kept before each character that was dropped.
    kinds : uint8, n
        Its kind; what folds to nothing (zero-width, marks) is no filler.

    Notes
    -----
    Sums over all signs from the first make each question about a hit a difference of two entries, however
    much stands in it.
    """

    def __init__(self, before: NDArray[np.int64], kinds: NDArray[np.uint8]) -> None:
        seen = kinds >= SEPARATOR
        self._before = before[seen]
        first = np.flatnonzero(np.diff(self._before, prepend=-1))
        sizes = np.diff(first, append=len(self._before))
        self._structure = _sums(kinds[seen] == STRUCTURE)
        self._runs = _sums(_marks(first, len(self._before)))
        self._long_runs = _sums(_marks(first[sizes > LONGEST_FILLER], len(self._before)))

    def between(self, start: NDArray[np.int64], length: NDArray[np.int64]) -> Between:
        """Return what stands inside of hits that begin at these kept characters and have these lengths."""
        # A sign before kept character k stands between k - 1 and k.
        low = np.searchsorted(self._before, start, side="right")
        high = np.searchsorted(self._before, start + length - 1, side="right")
        runs = self._runs[high] - self._runs[low]
        plain = self._structure[high] == self._structure[low]
        dispersed = (length >= SHORTEST_DISPERSED) & (runs == length - 1)
        short = self._long_runs[high] == self._long_runs[low]
        return Between(squeezed=runs > 0, allowed=(plain | dispersed) & short)


def _marks(at: NDArray[np.int64], size: int) -> NDArray[np.bool_]:
    marks = np.zeros(size, dtype=np.bool_)
    marks[at] = True
    return marks


def _sums(marks: NDArray[np.bool_]) -> NDArray[np.int64]:
    return np.concatenate(([0], np.cumsum(marks)))
