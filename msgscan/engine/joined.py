"""Short messages that one person sends in a row: what is cut into pieces is read as one.

Rows in a row are those that follow each other in the file in one chat by one sender, each at most so long
after the one before. The last run of each sender stays open, as the next piece of the export may go on with
it; so where an export is cut into pieces changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np

from .pool import Flags
from .said import NO_TIME, NOBODY, Coded

LONGEST: Final = 20  # characters of a message that may be a piece; longer ones say what they have to say
_MOST: Final = 12  # messages that are read as one


class Joined(NamedTuple):
    """Messages that are read as one.

    Attributes
    ----------
    rows : tuple of int
        From the beginning of the export.
    texts : tuple of str
        What each of them says.
    """

    rows: tuple[int, ...]
    texts: tuple[str, ...]


class _Open(NamedTuple):
    """The last run of a sender."""

    rows: list[int]
    texts: list[str]
    moment: int  # of the last message


class Joiner:
    """Finds runs of short messages in one export.

    Parameters
    ----------
    gap : int
        Milliseconds from one message to the next, at most.

    Examples
    --------
    >>> from msgscan.engine.said import Coder, Said
    >>> times = np.array(["2025-01-01T08:00:00", "2025-01-01T08:00:20", "2025-01-01T08:05:00"], "M8[ms]")
    >>> said = Said(0, ["加微", "信abc123", "在吗"], ["群"] * 3, ["甲"] * 3, times)
    >>> joiner = Joiner(60_000)
    >>> [each.texts for each in joiner.add(Coder().coded(said), np.ones(3, bool))], joiner.close()
    ([('加微', '信abc123')], [])
    """

    def __init__(self, gap: int) -> None:
        self._gap = gap
        self._open: dict[tuple[int, int], _Open] = {}

    def add(self, coded: Coded, spoken: Flags) -> list[Joined]:
        """Take in a piece of which some messages were spoken by people; return the runs that are complete."""
        chosen = spoken & (coded.length > 0) & (coded.length <= LONGEST)
        chosen &= (coded.moment != NO_TIME) & (coded.sender != NOBODY)
        rows = np.flatnonzero(chosen)
        order = rows[np.lexsort((rows, coded.sender[rows], coded.chat[rows]))]
        group = np.stack((coded.chat[order], coded.sender[order]))
        begins = np.ones(len(order), bool)
        begins[1:] = (np.diff(group, axis=1) != 0).any(axis=0)
        begins[1:] |= np.abs(np.diff(coded.moment[order])) > self._gap
        first = np.flatnonzero(begins)
        last = np.append(first[1:], len(order)) - 1
        opens = np.append(True, (np.diff(group[:, first], axis=1) != 0).any(axis=0))[: len(first)]
        closes = np.append(opens[1:], True)[: len(first)]
        complete: list[Joined] = []
        for run in np.flatnonzero(opens | closes | (last > first)).tolist():
            some = order[first[run] : last[run] + 1].tolist()
            rows_, texts = [row + coded.said.first for row in some], [coded.said.texts[row] for row in some]
            key = (int(coded.chat[some[0]]), int(coded.sender[some[0]]))
            if opens[run] and (before := self._open.pop(key, None)):
                if abs(int(coded.moment[some[0]]) - before.moment) <= self._gap:
                    rows_, texts = [*before.rows, *rows_], [*before.texts, *texts]
                else:
                    complete += _joined(before.rows, before.texts)
            if closes[run]:
                full = len(rows_) // _MOST * _MOST
                complete += _joined(rows_[:full], texts[:full])
                self._open[key] = _Open(rows_[full:], texts[full:], int(coded.moment[some[-1]]))
            else:
                complete += _joined(rows_, texts)
        return complete

    def open_rows(self) -> list[int]:
        """Return the rows that may still become part of a run."""
        return [row for run in self._open.values() for row in run.rows]

    def close(self) -> list[Joined]:
        """Return the runs that were still open, at the end of the export."""
        rest = [each for run in self._open.values() for each in _joined(run.rows, run.texts)]
        self._open.clear()
        return rest


def _joined(rows: Sequence[int], texts: Sequence[str]) -> list[Joined]:
    """Return a run as what is read as one: a long one is cut, and one message is none."""
    return [
        Joined(tuple(rows[first : first + _MOST]), tuple(texts[first : first + _MOST]))
        for first in range(0, len(rows), _MOST)
        if len(rows) - first > 1
    ]
