"""Terms as arrays: each distinct folded term is a pattern, each of their characters a small number.

Ids are dense, so that tables of them stay small and a text takes one or two bytes a character.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from ..text.fold_table import CODE_POINTS, DROPPED, EXPANDS, SEPARATOR, FoldTable, fold_table

Ids: TypeAlias = NDArray[np.unsignedinteger[Any]]
# Starts and patterns: parallel arrays, one entry an occurrence.
Places: TypeAlias = tuple[NDArray[np.int64], NDArray[np.int64]]

GONE: Final = 0  # not seen in this view
FOREIGN: Final = 1  # a character of no pattern
SPELL_OUT: Final = 2  # expands: the text has to be spelled out first
_FIRST: Final = 3


class Patterns(NamedTuple):
    """Distinct terms of one view.

    Attributes
    ----------
    ids : uint8, uint16 or uint32, as the number of distinct characters asks for
        The characters of all patterns, one after the other.
    starts, lengths : int64, n
        Where in ``ids`` pattern i stands; never empty.
    """

    ids: Ids
    starts: NDArray[np.int64]
    lengths: NDArray[np.int64]


class Kept(NamedTuple):
    """The characters of a text that are seen in some views, and the way back.

    Attributes
    ----------
    codes : uint32
        Their code points.
    dropped : int64
        Where in the text those stand that are not seen.
    before : int64, rising
        How many characters were kept before each of those.
    """

    codes: NDArray[np.uint32]
    dropped: NDArray[np.int64]
    before: NDArray[np.int64]

    @classmethod
    def of(cls, codes: NDArray[np.uint32], gone: NDArray[np.bool_]) -> Kept:
        """Return what is kept of some code points; ``gone`` tells of each there is whether it is not."""
        unseen = gone.take(codes, mode="clip")
        dropped = np.flatnonzero(unseen)
        kept = codes.compress(~unseen) if len(dropped) else codes
        return cls(kept, dropped, dropped - np.arange(len(dropped)))


class Alphabet:
    """The characters of the patterns of one view, and the table that leads from code points to their ids.

    Parameters
    ----------
    read : sequence of str
        The patterns, as the view reads them.
    squeezed : bool
        Whether separators and structure are gone from this view.
    table : FoldTable, optional
        By what the view reads; by default the fold table itself.
    """

    def __init__(self, read: Sequence[str], *, squeezed: bool, table: FoldTable | None = None) -> None:
        codes = np.array(sorted({ord(char) for char in set("".join(read))}), dtype=np.uint32)
        self._dtype = np.min_scalar_type(_FIRST + len(codes))
        table = table or fold_table()
        id_of = np.full(CODE_POINTS, FOREIGN, dtype=self._dtype)
        id_of[codes] = np.arange(_FIRST, _FIRST + len(codes))
        self._table: Ids = id_of.take(table.folded)
        self._table[table.kind == DROPPED] = GONE
        self._table[table.kind == EXPANDS] = SPELL_OUT
        if squeezed:
            self._table[table.kind >= SEPARATOR] = GONE

    @property
    def gone(self) -> NDArray[np.bool_]:
        """Whether each code point there is has no id: it is not seen."""
        gone: NDArray[np.bool_] = self._table == GONE
        return gone

    def ids(self, codes: NDArray[np.uint32]) -> Ids:
        """Return the id of each code point: one look-up."""
        # No code point lies outside of the table; to clip takes half the time that checking takes.
        return self._table.take(codes, mode="clip")

    def patterns(self, read: Sequence[str]) -> Patterns:
        """Return the patterns in this alphabet."""
        lengths = np.fromiter(map(len, read), dtype=np.int64, count=len(read))
        codes = np.frombuffer("".join(read).encode("utf-32-le", "surrogatepass"), dtype="<u4")
        return Patterns(self.ids(codes), np.cumsum(lengths) - lengths, lengths)
