"""The fold table: for each of Unicode's code points, what it folds to and what kind of character that is.

One look-up in an array folds a character, so a million messages are folded in a fraction of a second. The
table is made by :mod:`._build_table` (which needs OpenCC) and shipped as ``fold_table.npz``; only the code
points that change are stored.
"""

from __future__ import annotations

import functools
from importlib import resources
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

CODE_POINTS: Final = 0x110000

# Kinds of characters, by what they fold to. The order matters: what is squeezed out comes last.
DROPPED: Final = 0  # folds to nothing: marks, zero-width characters, controls
WORD: Final = 1  # a Latin letter or a digit: neighbours form one word
OTHER: Final = 2  # any other character that a word can be made of, above all Han
EXPANDS: Final = 3  # folds to several characters
SEPARATOR: Final = 4  # spaces, dots, symbols, emoji: may be strewn into a word
STRUCTURE: Final = 5  # ends or parts a sentence: brackets, quotes, commas, newline


class FoldTable(NamedTuple):
    """How each code point folds.

    Attributes
    ----------
    folded : uint32, 0x110000
        The code point that a code point folds to. 0 where it is dropped; itself where it expands.
    kind : uint8, 0x110000
        What it is, after folding: one of the constants of this module.
    expanding : uint32, k, rising
        The code points that expand.
    expansion_starts : int64, k + 1
        ``expansions[expansion_starts[i]:expansion_starts[i + 1]]`` is what ``expanding[i]`` folds to.
    expansions : uint32
        Folded code points.
    unicode_version : str
        The version of Unicode that the table was made with.
    """

    folded: NDArray[np.uint32]
    kind: NDArray[np.uint8]
    expanding: NDArray[np.uint32]
    expansion_starts: NDArray[np.int64]
    expansions: NDArray[np.uint32]
    unicode_version: str


@functools.cache
def fold_table() -> FoldTable:
    """Return the fold table; loaded once, some 10 ms, and read-only.

    Examples
    --------
    >>> table = fold_table()
    >>> chr(table.folded[ord("A")]), int(table.kind[ord("A")]) == WORD
    ('a', True)
    """
    with (resources.files(__package__) / "fold_table.npz").open("rb") as file, np.load(file) as stored:
        folded = np.arange(CODE_POINTS, dtype=np.uint32)
        folded[stored["changed"]] = stored["changed_to"]
        runs = np.diff(stored["kind_starts"], append=CODE_POINTS)
        table = FoldTable(
            folded=folded,
            kind=np.repeat(stored["kinds"], runs),
            expanding=stored["expanding"],
            expansion_starts=np.concatenate(([0], np.cumsum(stored["expansion_lengths"], dtype=np.int64))),
            expansions=stored["expansions"],
            unicode_version=str(stored["unicode_version"]),
        )
    for array in table[:-1]:
        array.flags.writeable = False
    return table
