"""Long texts in passages of whole records, so that each can be read by itself.

How a record begins is the format's business. A member can type such a beginning too: one by a stranger whose
clock runs back belongs to the record before it. No passage depends on how much of the file is read at a time.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import compress, pairwise
from typing import NamedTuple

import numpy as np

from ._headers import Flags, dips
from ._source import Source
from ._wall_clocks import Clocks

_LONGEST = 1 << 24  # characters: a record longer than that is cut into pieces, so that memory stays bounded


class Passage(NamedTuple):
    """A part of a text.

    Attributes
    ----------
    line : int
        Number of its first line, from 1.
    text : str
        Whole records, after whatever stands before the first of the file.
    begins : list of re.Match
        Where its records begin.
    refused : list of int
        Places that look like beginnings.
    last : bool
        Nothing stands behind it.
    """

    line: int
    text: str
    begins: list[re.Match[str]]
    refused: list[int]
    last: bool

    def bodies(self) -> list[str]:
        """Return what stands between each beginning and the next."""
        ends = [*(begin.start() for begin in self.begins[1:]), len(self.text)]
        return [self.text[begin.end() : end] for begin, end in zip(self.begins, ends, strict=True)]

    def records(self) -> list[str]:
        """Return the records with their beginnings."""
        starts = [begin.start() for begin in self.begins]
        return [self.text[start:end] for start, end in pairwise([*starts, len(self.text)])]

    def top(self) -> str:
        """Return what stands before the first record."""
        return self.text[: self.begins[0].start()] if self.begins else self.text

    def lines(self, places: Sequence[int]) -> list[int]:
        """Return the numbers of the lines in which places of the text stand; places in rising order."""
        numbers: list[int] = []
        line, before = self.line, 0
        for place in places:
            line += self.text.count("\n", before, place)
            numbers.append(line)
            before = place
        return numbers


class Strangers:
    """Who has spoken so far and when: what tells a beginning that a member typed.

    Examples
    --------
    >>> strangers = Strangers()
    >>> clocks = np.array(["2025-01-02T08", "2024-01-01T08", "2025-01-02T09"], "M8[s]")
    >>> strangers.flags(clocks, ["甲", "乙", "甲"])
    array([False,  True, False])
    """

    def __init__(self) -> None:
        self._heard: set[str] = set()
        self._latest = np.datetime64(0, "s")

    def flags(self, clocks: Clocks, names: Sequence[str]) -> Flags:
        """Return which beginnings are by strangers whose clock runs back, and is right again behind them.

        Parameters
        ----------
        clocks : ndarray of datetime64[s], n
            In the order of the file.
        names : sequence of str, n
            Who is said to speak.
        """
        flags = np.zeros(len(names), bool)
        for place in dips(clocks, self._latest):
            flags[place] = names[place] not in self._heard and names[place] not in names[:place]
        return flags

    def hear(self, clocks: Clocks, names: Sequence[str]) -> None:
        """Remember messages that have been read."""
        known = clocks[~np.isnat(clocks)]
        self._latest = known[-1] if len(known) else self._latest
        self._heard.update(names)


def believe(begins: list[re.Match[str]]) -> Flags:
    """Return that none of these beginnings is refused."""
    return np.zeros(len(begins), bool)


def passages(
    source: Source,
    beginning: re.Pattern[str],
    refuse: Callable[[list[re.Match[str]]], Flags] = believe,
) -> Iterator[Passage]:
    """Yield a text in passages of whole records.

    Parameters
    ----------
    source : Source
        The file.
    beginning : re.Pattern
        How a record begins.
    refuse : callable
        Which of n beginnings are none, n flags; default: all are beginnings. It may look at the next one to
        decide; of the last, whose next one has not been read, nothing is believed.
    """
    rest, line = "", 1
    for block in source.blocks():
        text = rest + block
        found = list(beginning.finditer(text))
        flags = refuse(found)
        certain = list(compress(found[:-1], (~flags[:-1]).tolist()))
        cut = certain[-1].start() if certain else 0
        if len(text) - cut > _LONGEST:
            cut = len(text)
        if cut:
            yield _passage(line, text[:cut], found, flags, last=False)
            line += text.count("\n", 0, cut)
        rest = text[cut:]
    found = list(beginning.finditer(rest))
    yield _passage(line, rest, found, refuse(found), last=True)


def _passage(line: int, text: str, found: list[re.Match[str]], refused: Flags, *, last: bool) -> Passage:
    inside = [begin.start() < len(text) for begin in found]
    begins = [begin for begin, is_in, no in zip(found, inside, refused, strict=True) if is_in and not no]
    strange = [begin.start() for begin, is_in, no in zip(found, inside, refused, strict=True) if is_in and no]
    return Passage(line, text, begins, strange, last)
