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

    def ids(self, codes: NDArray[np.uint32]) -> Ids:
        """Return the id of each code point: one look-up."""
        return self._table.take(codes)

    def patterns(self, read: Sequence[str]) -> Patterns:
        """Return the patterns in this alphabet."""
        lengths = np.fromiter(map(len, read), dtype=np.int64, count=len(read))
        codes = np.frombuffer("".join(read).encode("utf-32-le", "surrogatepass"), dtype="<u4")
        return Patterns(self.ids(codes), np.cumsum(lengths) - lengths, lengths)
