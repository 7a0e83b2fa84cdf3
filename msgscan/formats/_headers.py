"""Header lines that begin with a date and a clock, found on columns: what block-structured text logs share.

A block is a header line, body lines, and a blank line; the next header ends it. Bodies may hold blank lines
and lines that look like headers, so a format sifts the candidates by its own rules. Positions are code points
of the text given.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ._wall_clocks import half_day_hour, wall_clocks

Flags = NDArray[np.bool_]
Positions = NDArray[np.int64]
Points = NDArray[np.uint32]

_LF, _SPACE, _COLON, _DASH, _ZERO = (ord(character) for character in "\n :-0")
_UP, _DOWN, _NOON, _A, _P, _M = (ord(character) for character in "上下午APM")
_SHORTEST = len("2019-05-01 8:43:38")
_PADDING = 32  # zeros behind the text: no look-ahead of a candidate can leave it
_BACK = np.timedelta64(1, "h")  # clocks of one export wobble by seconds; an hour is another story

PLAIN, SUFFIX, PREFIX = range(3)  # styles of clocks: 20:43:38 · 8:43:38 PM · 下午 8:43:38


class Headers(NamedTuple):
    """Header lines as columns, one entry a line.

    Attributes
    ----------
    start, end : ndarray of int64
        First character of the line, and its line feed.
    line : ndarray of int64
        Number of the line in the text, from 0.
    clock : ndarray of datetime64[s]
        The wall clock printed.
    style : ndarray of int64
        How the clock is printed: PLAIN, SUFFIX or PREFIX.
    name : ndarray of int64
        First character behind the clock; equals ``end`` when nothing follows.
    opening : ndarray of uint32
        The character that the body opens with, a line feed or 0 when it has none.
    """

    start: Positions
    end: Positions
    line: Positions
    clock: NDArray[np.datetime64]
    style: Positions
    name: Positions
    opening: Points

    def where(self, chosen: Flags) -> Headers:
        """Return the chosen headers."""
        return Headers(
            self.start[chosen], self.end[chosen], self.line[chosen],
            self.clock[chosen], self.style[chosen], self.name[chosen], self.opening[chosen],
        )  # fmt: skip

    def names(self, text: str) -> list[str]:
        """Return what stands behind the clocks."""
        return [text[a:b] for a, b in zip(self.name.tolist(), self.end.tolist(), strict=True)]


def dated_headers(text: str) -> Headers:
    r"""Return the lines after a blank line (or at the start) that begin with a valid date and clock.

    Parameters
    ----------
    text : str
        Whole lines; LF between them.

    Examples
    --------
    >>> text = "2019-05-01 8:43:38 PM 甲(10001)\n\n正文\n2019-05-01 9:00:00 乙"
    >>> found = dated_headers(text)
    >>> found.clock, found.names(text)
    (array(['2019-05-01T20:43:38'], dtype='datetime64[s]'), ['甲(10001)'])
    """
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    points = np.concatenate([points, np.array([_LF] + [0] * _PADDING, np.uint32)])
    ends = np.flatnonzero(points == _LF)
    starts = np.concatenate([[0], ends[:-1] + 1])
    after_blank = points[np.maximum(starts - 2, 0)] == _LF
    after_blank[:2] |= starts[:2] == np.arange(len(starts[:2]))  # the text's start, or behind one line feed
    lines = np.flatnonzero(after_blank & (ends - starts >= _SHORTEST) & (points[starts + 4] == _DASH))
    return _read_clocks(points, starts[lines], ends[lines], lines)


def _read_clocks(points: Points, start: Positions, end: Positions, line: Positions) -> Headers:
    """Read dates and clocks at fixed places by arithmetic; drop the lines where they are none."""

    def number(place: Positions, digits: int) -> Positions:
        """Return the number written there; far too large when a digit is none."""
        value = np.zeros(len(place), np.int64)
        for k in range(digits):
            digit = points[place + k].astype(np.int64) - _ZERO
            value = value * 10 + np.where((digit >= 0) & (digit <= 9), digit, 10**6)  # noqa: PLR2004 - digits
        return value

    half = points[start + 11]
    prefixed = ((half == _UP) | (half == _DOWN)) & (points[start + 12] == _NOON)
    hour_at = start + 11 + 2 * prefixed
    hour_at = hour_at + (prefixed & (points[hour_at] == _SPACE))
    wide = points[hour_at + 2] == _COLON
    hour = np.where(wide, number(hour_at, 2), number(hour_at, 1))
    minute_at = hour_at + 2 + wide
    rest = minute_at + 5  # behind the seconds
    mark = points[rest + 1]
    suffixed = (points[rest] == _SPACE) & ((mark == _A) | (mark == _P)) & (points[rest + 2] == _M)
    rest = rest + 3 * suffixed
    late = np.where(prefixed, half == _DOWN, mark == _P)
    hour = np.where(prefixed | suffixed, half_day_hour(hour, late), hour)

    year, month, day = number(start, 4), number(start + 5, 2), number(start + 8, 2)
    minute, second = number(minute_at, 2), number(minute_at + 3, 2)
    written = (points[start + 7] == _DASH) & (points[start + 10] == _SPACE)
    written &= (points[minute_at - 1] == _COLON) & (points[minute_at + 2] == _COLON)
    written &= ((points[rest] == _SPACE) | (rest == end)) & (rest <= end)
    clock = wall_clocks(year, month, day, hour=hour, minute=minute, second=second)
    styles = prefixed * PREFIX + suffixed * SUFFIX
    found = Headers(start, end, line, clock, styles, np.minimum(rest + 1, end), points[end + 1])
    return found.where(written & ~np.isnat(clock))


def bodies(text: str, headers: Headers) -> list[str]:
    """Return the bodies of blocks: what stands between a header and the next, without one blank line.

    The last body goes to the end of the text, without the blank lines there.
    """
    begins = headers.end + 1
    ends = np.append(headers.start[1:] - 2, len(text))  # two line feeds stand before a header
    cut = [text[a:b] for a, b in zip(begins.tolist(), np.maximum(begins, ends).tolist(), strict=True)]
    if cut:
        cut[-1] = cut[-1].rstrip("\n")
    return cut


def forged(
    clock: NDArray[np.datetime64], names: Sequence[str], latest: np.datetime64, heard: Container[str]
) -> Flags:
    """Return which headers are by a stranger whose clock runs back: a member may have typed them.

    The last header is never one of them: only the next one tells.

    Parameters
    ----------
    clock : ndarray of datetime64[s], n
        In the order of the file.
    names : sequence of str, n
        Who is said to speak; '' = nobody, which is always strange.
    latest : datetime64[s]
        The clock before the first.
    heard : container of str
        Who has spoken before.

    Returns
    -------
    ndarray of bool, n

    Examples
    --------
    >>> clock = np.array(["2025-01-02", "2024-01-01", "2025-01-03"], "M8[s]")
    >>> forged(clock, ["甲", "乙", "甲"], np.datetime64(0, "s"), ())
    array([False,  True, False])
    """
    flags = np.zeros(len(names), bool)
    back = set(dips(clock, latest))
    known: set[str] = set()
    for place, name in enumerate(names if back else ()):
        flags[place] = place in back and (not name or (name not in known and name not in heard))
        if not flags[place]:
            known.add(name)
    return flags


def dips(clock: NDArray[np.datetime64], latest: np.datetime64) -> list[int]:
    """Return the places where the clock runs back by more than an hour, and is right again at the next place.

    A forged header is such a dip; a log that is out of order as a whole is not.

    Parameters
    ----------
    clock : ndarray of datetime64[s], n
        In the order of the file.
    latest : datetime64[s]
        The clock before the first.

    Examples
    --------
    >>> dips(np.array(["2025-01-02", "2024-01-01", "2025-01-03"], "M8[s]"), np.datetime64(0, "s"))
    [1]
    """
    before = np.concatenate([[latest], clock[:-1]])
    back = (before[:-1] - clock[:-1] > _BACK) & (clock[1:] >= before[:-1])
    return np.flatnonzero(back).tolist()
