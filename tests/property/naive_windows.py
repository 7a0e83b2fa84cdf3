"""Windows as one would write them on a first day: a loop over the messages of a chat with a deque."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from typing import NamedTuple

from msgscan.engine.windows import Window


class Row(NamedTuple):
    number: int
    group: int
    moment: int
    sender: int


def naive_runs(window: Window, rows: Sequence[Row]) -> list[list[int]]:
    """Return the numbers of the rows of each run, by time."""
    found = []
    for group in sorted({row.group for row in rows}):
        ordered = sorted((row for row in rows if row.group == group), key=lambda row: row.moment)
        found += _sessions(window, ordered) if window.session else _slides(window, ordered)
    return found


def _slides(window: Window, ordered: Sequence[Row]) -> list[list[int]]:
    inside: deque[Row] = deque()
    found: list[list[Row]] = []
    for row in ordered:
        inside.append(row)
        while row.moment - inside[0].moment > window.reach:
            inside.popleft()
        if _enough(window, inside):
            if not found or found[-1][-1] not in inside:
                found.append([])
            found[-1] += [each for each in inside if each not in found[-1]]
    return [[row.number for row in run] for run in found]


def _sessions(window: Window, ordered: Sequence[Row]) -> list[list[int]]:
    found: list[list[Row]] = []
    for row in ordered:
        if not found or row.moment - found[-1][-1].moment > window.reach:
            found.append([])
        found[-1].append(row)
    return [[row.number for row in run] for run in found if _enough(window, run)]


def _enough(window: Window, rows: Sequence[Row] | deque[Row]) -> bool:
    return len(rows) >= window.at_least and len({row.sender for row in rows}) >= window.senders
