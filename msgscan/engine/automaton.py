"""Aho-Corasick for text that is too dense for :mod:`._anchors`.

Ids travel as Latin-1 text, two characters an id: pyahocorasick looks for a child in a list, one by one, and
with 256 symbols its lists stay short, where thousands of Chinese characters would follow the root. A match
that begins between the halves of an id is none. Only ``iter`` reports all overlapping matches: ``iter_long``
loses some (pyahocorasick issues 133 and 185).

Decided: ids, not the UTF-8 bytes of the folded text as Latin-1. Bytes take 0.6 to 1.1 times as long over four
sorts of text, before anything leads back from bytes to characters, which ids don't need.
"""

from __future__ import annotations

from itertools import chain

import ahocorasick
import numpy as np
from numpy.typing import NDArray

from ._patterns import Ids, Patterns, Places


class Automaton:
    """The patterns as one automaton.

    Parameters
    ----------
    patterns : Patterns
        Distinct, at least one.
    """

    def __init__(self, patterns: Patterns) -> None:
        self._lengths = patterns.lengths
        self._width = patterns.ids.itemsize
        self._automaton = ahocorasick.Automaton(ahocorasick.STORE_INTS)
        for pattern, (start, length) in enumerate(
            zip(patterns.starts.tolist(), patterns.lengths.tolist(), strict=True)
        ):
            self._automaton.add_word(_latin(patterns.ids[start : start + length]), pattern)
        self._automaton.make_automaton()

    def find(self, ids: Ids) -> Places:
        """Return where which pattern stands, by rising end."""
        matches = chain.from_iterable(self._automaton.iter(_latin(ids)))
        flat: NDArray[np.int64] = np.fromiter(matches, dtype=np.int64)
        last, pattern = flat[0::2], flat[1::2]
        whole = (last + 1) % self._width == 0
        end, pattern = (last[whole] + 1) // self._width, pattern[whole]
        return end - self._lengths[pattern], pattern


def _latin(ids: Ids) -> str:
    return ids.tobytes().decode("latin-1")
