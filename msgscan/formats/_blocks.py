"""Logs whose messages begin with a header, cut into messages; what a member typed like a header stays text.

A format finds the headers; here the text between them becomes bodies, over the borders of blocks. A header by
a stranger whose clock runs back may be typed: it is kept as text, and noted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..schema import Batch
from ._doubts import FORGED, STYLE, UNEXPLAINED, doubts
from ._format import Note
from ._headers import forged
from ._source import Source
from ._wall_clocks import printed_clocks

_LONGEST = 1 << 24  # characters: a message longer than that is cut into pieces, so that memory stays bounded


class Headings(NamedTuple):
    """The headers of a text.

    Attributes
    ----------
    start, body : list of int, n
        First character of each header, and of what stands behind it.
    clock : ndarray of datetime64[s], n
        What clock it prints; one date stands for all where it prints none.
    names : list of str, n
        Who is said to speak, as printed; '' = nobody: a notice.
    odd : list of int
        Where lines stand that look like a header but are not in this file's style.
    rooms : list of str, n, optional
        Where it is said, as printed, in files of several chats.
    """

    start: list[int]
    body: list[int]
    clock: NDArray[np.datetime64]
    names: list[str]
    odd: list[int]
    rooms: list[str] | None = None


class Messages(NamedTuple):
    """Messages as columns, n: where they begin (lines from 1), clock, who speaks, what is said, and where."""

    lines: list[int]
    clock: NDArray[np.datetime64]
    names: list[str]
    said: list[str]
    rooms: list[str]


Find = Callable[[str], Headings]


def read_blocks(
    source: Source, find: Find, preamble: re.Pattern[str] | None = None
) -> Iterator[Messages | Batch | Note]:
    """Yield the messages of a text, rows of text that belongs to none, and notes.

    Parameters
    ----------
    source : Source
        The file.
    find : callable
        Finds the headers of a text that begins with the file or with a header.
    preamble : re.Pattern, optional
        What the exporter writes above the first message.
    """
    reader = _Reader(find, preamble)
    rest = ""
    for block in source.blocks():
        rest = yield from reader.read(rest + block, last=False)
    yield from reader.read(rest, last=True)


def notes_last(parts: Iterator[Batch | Note]) -> Iterator[Batch | Note]:
    """Yield the batches, then the notes in the order of their lines, whatever the size of the blocks."""
    notes: list[Note] = []
    for part in parts:
        if isinstance(part, Note):
            notes.append(part)
        else:
            yield part
    yield from sorted(notes, key=lambda note: note.line)


def fixed_clocks(printed: Sequence[str]) -> NDArray[np.datetime64]:
    """Return clocks of the form ``2025-09-01 08:12:00``; NaT where there is no such time, or none since 1970.

    Examples
    --------
    >>> fixed_clocks(["2025-09-01 08:12:00", "2025-13-01 08:12:00", "0025-09-01 08:12:00"])
    array(['2025-09-01T08:12:00',                 'NaT',                 'NaT'],
          dtype='datetime64[s]')
    """
    clocks = printed_clocks(printed)
    clocks[clocks < np.datetime64(0, "s")] = np.datetime64("NaT")
    return clocks


def headings(text: str, header: re.Pattern[str]) -> Headings:
    """Return the headers that a pattern finds, whose first groups are the clock and the name.

    Parameters
    ----------
    text : str
        The text.
    header : re.Pattern
        Groups: the clock, as for ``fixed_clocks`` but for backslashes; the name. The body begins behind it.
    """
    found = list(header.finditer(text))
    clock = fixed_clocks([match[1].replace("\\", "") for match in found])
    valid = ~np.isnat(clock)
    sound = [match for match, good in zip(found, valid.tolist(), strict=True) if good]
    odd = [match.start() for match, good in zip(found, valid.tolist(), strict=True) if not good]
    starts, bodies = [match.start() for match in sound], [match.end() for match in sound]
    return Headings(starts, bodies, clock[valid], [match[2] for match in sound], odd)


class _Reader:
    """The state that goes from block to block: where we are, and who has spoken so far."""

    def __init__(self, find: Find, preamble: re.Pattern[str] | None) -> None:
        self._find = find
        self._preamble = preamble
        self._line = 1  # of the first character that has not been read
        self._latest = np.datetime64(0, "s")
        self._heard: set[str] = set()

    def read(self, text: str, *, last: bool) -> Generator[Messages | Batch | Note, None, str]:
        """Read all but what the next block may continue or decide; return that rest.

        Whether the last header was typed by a member shows at the next one, and until then the message before
        it may go on.
        """
        last = last or len(text) > _LONGEST
        found = self._find(text)
        strange = forged(found.clock, found.names, self._latest, self._heard)
        sound = np.flatnonzero(~strange).tolist()
        starts = [found.start[place] for place in sound]
        end = len(text) if last else starts[-2:][0] if starts else 0
        yield from self._noted(FORGED, text, [found.start[place] for place in np.flatnonzero(strange)], end)
        yield from self._noted(STYLE, text, found.odd, end)
        yield from self._preface(text[: starts[0] if starts else end])
        done = [place for place, start in zip(sound, starts, strict=True) if start < end]
        if done:
            yield self._messages(text[:end], found, done)
        self._line += text.count("\n", 0, end)
        return text[end:]

    def _messages(self, text: str, found: Headings, chosen: list[int]) -> Messages:
        begins = [found.start[place] for place in chosen]
        ends = [*begins[1:], len(text)]
        said = [text[found.body[place] : end].rstrip("\n") for place, end in zip(chosen, ends, strict=True)]
        names = [found.names[place] for place in chosen]
        clock = found.clock[chosen]
        self._heard.update(names)
        self._latest = clock[-1]
        rooms = [found.rooms[place] for place in chosen] if found.rooms else [""] * len(chosen)
        return Messages(_lines(self._line, text, begins), clock, names, said, rooms)

    def _noted(self, note: Note, text: str, places: list[int], end: int) -> Iterator[Note]:
        return doubts(note, _lines(self._line, text, [place for place in places if place < end]))

    def _preface(self, text: str) -> Iterator[Batch | Note]:
        """Yield what stands before the first header as one row: nothing is dropped."""
        if text and self._preamble and self._line == 1:
            text = self._preamble.sub("", text, count=1)
        if body := text.strip("\n"):
            yield from doubts(UNEXPLAINED, [self._line])
            yield Batch(1, {"platform": "wechat", "line": self._line, "text": body, "kind": "unknown"})


def _lines(first: int, text: str, places: list[int]) -> list[int]:
    """Return the numbers of the lines that places of a text stand in; the places rise."""
    numbers: list[int] = []
    before = 0
    for place in places:
        first += text.count("\n", before, place)
        numbers.append(first)
        before = place
    return numbers
