"""Messages copied out of QQ and pasted into a text file: what all its layouts share.

A message opens with a line that ends in a clock; a layout says how the line is built. A member can type such
lines. An opening follows a blank line, unless the file as a whole has no blank lines between messages, and
its clock is printed as that of the first opening. One by a stranger whose clock runs back is text.

QQ leaves out the date of today and the year of this year. They are guessed: a line that names the day counts
first; years that are printed are past years, so the year left out is the next; else the file's own date.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import compress
from typing import NamedTuple

import numpy as np

from ..errors import Wording
from ..schema import Batch
from ._clock import local_instants
from ._doubts import FORGED, STYLE, UNEXPLAINED, doubts
from ._format import Note
from ._headers import forged
from ._notices import Event, notice_columns
from ._placeholders import kind_of
from ._qq_clocks import read_clocks
from ._qq_senders import Sender
from ._source import Head, Source
from ._wall_clocks import Clocks

# 9:16:13 PM · 下午 9:16:13 · 21:16:13, always with seconds
CLOCK = r"(?:[上下]午 ?)?[0-9]{1,2}:[0-9]{2}:[0-9]{2}(?: [AP]M)?"
_YEAR = re.compile(r"[0-9]{4}")
_DIGITS = re.compile(r"[0-9]+")
_ENDS = (*"0123456789M \u00a0",)  # of a line that ends in a clock
_NOBODY = Sender("", None, "unknown")
_NEVER = np.datetime64("NaT", "s")
_HALF = 0.5

_GUESSED = Note(
    "date-guessed",
    Wording(
        "{count} 条消息没有写明年份或日期：按文件中的其它日期或文件的修改日期推测",
        "{count} messages have no year or no date: guessed by the other dates or by that of the file",
    ),
)


class Layout(NamedTuple):
    """How messages open.

    Attributes
    ----------
    opening : re.Pattern
        A whole line, with groups ``name``, ``date`` (may be missing or empty) and ``clock``.
    day : re.Pattern, optional
        A whole line that names the day of the messages behind it, with a group ``date``.
    """

    opening: re.Pattern[str]
    day: re.Pattern[str] | None = None


class Told(NamedTuple):
    """One message.

    Attributes
    ----------
    line : int
        Where it opens, from 1.
    first : int
        Where its text begins.
    sender : Sender
        Who speaks.
    clock : datetime64[s]
        NaT = not known.
    quality : str
        How exact the clock is.
    text : str
        What is said.
    kind : str
        ``unknown`` for what belongs to no message.
    """

    line: int
    first: int
    sender: Sender
    clock: np.datetime64
    quality: str
    text: str
    kind: str


class _Opening(NamedTuple):
    """A line that looks like the opening of a message; ``line`` counts from 0."""

    line: int
    name: str
    date: str
    clock: str

    @property
    def style(self) -> str:
        """How the clock is printed: equal for all clocks of one machine."""
        return _DIGITS.sub("0", self.clock.replace("下", "上").replace("PM", "AM"))

    @property
    def in_a_leap_year(self) -> str:
        """The clock with any date that may have been left out: there is such a time, or it is no opening."""
        date = self.date or "01-01"
        return f"{date if _YEAR.search(date) else f'2000-{date}'} {self.clock}"


def opens_with(head: Head, layout: Layout) -> bool:
    """Return whether the first line opens a message, after lines that are blank or name a day.

    A line with a clock and no date may be anything: there must be two of them.
    """
    written = [line for line in head.opening.split("\n") if line.strip()]
    first = next((line for line in written if not (layout.day and layout.day.fullmatch(line))), "")
    opening = layout.opening.fullmatch(first)
    if opening is None:
        return False
    dated = bool(opening["date"]) or first is not written[0]
    return dated or sum(layout.opening.fullmatch(line) is not None for line in written) > 1


def parse_copy(source: Source, layout: Layout) -> Iterator[Batch | Note]:
    """Yield the messages of a layout that prints no accounts: brackets there are part of the name."""
    told: list[Told] = []
    for part in read_copy(source, layout, lambda name: Sender(name, None, "unknown")):
        if isinstance(part, Note):
            yield part
        else:
            told.append(part)
    yield batch(source, told, {})


def read_copy(source: Source, layout: Layout, who: Callable[[str], Sender]) -> Iterator[Told | Note]:
    """Yield the messages of a file in its order, and notes on what was doubtful.

    Parameters
    ----------
    source : Source
        People copy what they can select: such files are small, and read whole.
    layout : Layout
        How messages open.
    who : callable
        Who speaks, by the name in an opening.
    """
    lines = source.text().split("\n")
    found = _openings(lines, layout)
    fitting = _fitting(lines, found, layout)
    days = _days(lines, fitting, layout)
    clocks, exact = _clocks(fitting, days, source)
    qualities = np.where(np.isnat(clocks), "none", np.where(exact, "second", "date_guessed"))
    strange = forged(clocks, [opening.name for opening in fitting], np.datetime64(0, "s"), frozenset())
    places = np.array([opening.line + 1 for opening in fitting], np.int64)
    yield from doubts(STYLE, sorted({opening.line + 1 for opening in found}.difference(places.tolist())))
    yield from doubts(FORGED, places[strange].tolist())
    yield from doubts(_GUESSED, places[~strange & (qualities == "date_guessed")].tolist())
    sound = [opening.line for opening in compress(fitting, (~strange).tolist())]
    borders = [*sound, len(lines)]
    if preface := "\n".join(line for n, line in enumerate(lines[: borders[0]]) if n not in days).strip("\n"):
        yield replace(UNEXPLAINED, line=1)
        yield Told(1, 1, _NOBODY, _NEVER, "none", preface, "unknown")
    for row, end in zip(np.flatnonzero(~strange).tolist(), borders[1:], strict=True):
        opening = fitting[row]
        body = "\n".join(lines[n] for n in range(opening.line + 1, end) if n not in days)
        text = body.strip("\n")
        first = opening.line + 2 + len(body) - len(body.lstrip("\n"))
        yield Told(
            opening.line + 1, first, who(opening.name), clocks[row], str(qualities[row]), text, kind_of(text)
        )


def batch(source: Source, told: Sequence[Told], events: Mapping[int, Event | None]) -> Batch:
    """Return messages as a batch; ``events`` tells what the rows that are notices report."""
    return Batch(
        len(told),
        {
            "platform": "qq",
            "line": [each.line for each in told],
            "sent_at": local_instants(np.array([each.clock for each in told], "M8[s]"), source.zone),
            "time_quality": [each.quality for each in told],
            "sender": [each.sender.name for each in told],
            "sender_id": [each.sender.account for each in told],
            "sender_role": [each.sender.role for each in told],
            "text": [each.text for each in told],
            **notice_columns([each.kind for each in told], events),
        },
    )


def _openings(lines: list[str], layout: Layout) -> list[_Opening]:
    """Return the lines that look like openings."""
    return [
        _Opening(number, match["name"].strip(), match["date"] or "", match["clock"])
        for number, line in enumerate(lines)
        if line.endswith(_ENDS) and (match := layout.opening.fullmatch(line))
    ]


def _fitting(lines: list[str], found: list[_Opening], layout: Layout) -> list[_Opening]:
    """Return the openings that stand apart, print a time that exists, and print it as the first one does."""
    apart = _apart(lines, found, layout)
    real = ~np.isnat(read_clocks([opening.in_a_leap_year for opening in found]))
    return [
        opening
        for opening, is_apart, is_real in zip(found, apart, real, strict=True)
        if is_apart and is_real and opening.style == found[0].style
    ]


def _apart(lines: list[str], found: list[_Opening], layout: Layout) -> list[bool]:
    """Return which openings stand apart from what is before, as far as the file sets them apart."""
    above = [lines[opening.line - 1] if opening.line else "" for opening in found]
    apart = [not line.strip() or bool(layout.day and layout.day.fullmatch(line)) for line in above]
    later = apart[1:]  # the first stands at the top
    tight = sum(later) < _HALF * len(later)
    return [True] * len(apart) if tight else [True, *later][: len(apart)]


def _days(lines: list[str], openings: list[_Opening], layout: Layout) -> dict[int, str]:
    """Return the lines that name a day: in files that begin with one, each right before an opening."""
    days: dict[int, str] = {}
    latest = _NEVER
    for opening in openings:
        above = next((n for n in range(opening.line - 1, -1, -1) if lines[n].strip()), None)
        day = layout.day.fullmatch(lines[above]) if layout.day and above is not None else None
        if day is None or above is None or (opening is not openings[0] and not days):
            continue
        date = read_clocks([day["date"]])[0]
        if not np.isnat(date) and not date < latest:
            days[above], latest = day["date"], date
    return days


def _clocks(openings: list[_Opening], days: Mapping[int, str], source: Source) -> tuple[Clocks, list[bool]]:
    """Return the clocks of openings, and which are printed with all of their date."""
    places = sorted(days)
    named = [days[places[i - 1]] if (i := bisect(places, opening.line)) else "" for opening in openings]
    dates = [opening.date or day for opening, day in zip(openings, named, strict=True)]
    years = [int(year) for date in dates for year in _YEAR.findall(date)]
    modified = source.modified()
    exact = [bool(_YEAR.search(date)) for date in dates]
    full = [date if is_exact else _guessed(date, max(years, default=0), modified)
            for date, is_exact in zip(dates, exact, strict=True)]  # fmt: skip
    clocks = read_clocks([f"{date} {opening.clock}" for date, opening in zip(full, openings, strict=True)])
    return clocks, exact


def _guessed(date: str, last_year: int, modified: datetime) -> str:
    """Return a whole date: today's for none, in the year after the last that is printed, or the file's."""
    if not date:
        return f"{modified:%Y-%m-%d}"
    if last_year:
        return f"{last_year + 1}-{date}"
    month, day = (int(number) for number in date.split("-"))
    later = (month, day) > (modified.month, modified.day)
    return f"{modified.year - later}-{date}"
