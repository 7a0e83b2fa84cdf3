"""Dates and clocks as people's machines print them, read on columns.

The spelling follows the locale of the machine: 14:51 · 2:51 PM · 下午 2:51, with or without seconds.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import compress
from typing import NamedTuple
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from ._clock import Instants, local_instants

Numbers = NDArray[np.int64]
Clocks = NDArray[np.datetime64]

# 2023/09/16 · 2024-01-15 · 2025年6月10日
DATE = r"([0-9]{4})(?:/([0-9]{1,2})/|-([0-9]{1,2})-|年([0-9]{1,2})月)([0-9]{1,2})日?"
# 2:51 PM · 下午 2:51 · 14:51 · 10:23:45
TIME = r"(?:([上下])午 ?)?([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?(?: ([AP])M)?"

_DATE, _TIME = re.compile(DATE), re.compile(TIME)
# 2025-09-01 08:01:00, as exported · 2025/9/1 8:01, after Excel has saved the file
_WHEN = re.compile(rf"\s*{DATE} {TIME}\s*")
_EXPORTED = b"0000-00-00 00:00:00"  # with 0 for all digits
_DIGITS = bytes.maketrans(b"123456789", b"000000000")


SLASHES, WORDS, SECONDS, BEFORE, BEHIND = (1 << bit for bit in range(5))  # 2023/9/16 · 9月 · :45 · 下午 · PM
_NOON = 12
_EPOCH = ("1970", "1", "", "", "1")  # the day of clocks that are read apart from their date


class Printed(NamedTuple):
    """The groups of ``DATE`` and ``TIME`` as a regex finds them; a date alone is its midnight."""

    year: str
    slash_month: str
    dash_month: str
    word_month: str
    day: str
    before: str = ""
    hour: str = "0"
    minute: str = "0"
    second: str = ""
    behind: str = ""

    @property
    def style(self) -> int:
        """How it is printed, as flags: equal for all clocks of one machine."""
        marks = (self.slash_month, self.word_month, self.second, self.before, self.behind)
        return sum(
            flag for flag, mark in zip((SLASHES, WORDS, SECONDS, BEFORE, BEHIND), marks, strict=True) if mark
        )


class Styled(NamedTuple):
    """Printed dates and clocks as columns, n.

    Attributes
    ----------
    clock : ndarray of datetime64[s]
        The wall clock; NaT where there is no such time.
    style : ndarray of int64
        How it is printed, as flags.
    """

    clock: Clocks
    style: Numbers


def read_styled(dates: Sequence[str], times: Sequence[str]) -> Styled:
    """Return what ``DATE`` and ``TIME`` match as wall clocks: each day and each minute is read once.

    Examples
    --------
    >>> found = read_styled(["2025年6月10日", "2023/09/16", "2024-02-30"], ["10:23:45", "2:51 PM", "08:00"])
    >>> found.clock
    array(['2025-06-10T10:23:45', '2023-09-16T14:51:00',                 'NaT'],
          dtype='datetime64[s]')
    >>> (found.style & SECONDS > 0).tolist()
    [True, False, False]
    """
    days, day = _distinct(dates)
    minutes, minute = _distinct(times)
    day_printed = [Printed(*found.groups("")) for found in map(_DATE.fullmatch, days) if found]
    minute_printed = [Printed(*_EPOCH, *found.groups("")) for found in map(_TIME.fullmatch, minutes) if found]
    clock = read_printed(day_printed)[day] + (read_printed(minute_printed) - np.datetime64(0, "s"))[minute]
    style = np.array([each.style for each in day_printed], np.int64)[day]
    style |= np.array([each.style & ~SLASHES for each in minute_printed], np.int64)[minute]
    return Styled(clock, style)


def _distinct(texts: Sequence[str]) -> tuple[list[str], Numbers]:
    """Return the different texts, and for each text which of them it is, n."""
    places = {text: place for place, text in enumerate(dict.fromkeys(texts))}
    return list(places), np.fromiter(map(places.__getitem__, texts), np.int64, len(texts))


def read_printed(printed: Sequence[Printed]) -> Clocks:
    """Return printed dates and clocks as wall clocks; NaT where there is no such time.

    Returns
    -------
    ndarray of datetime64[s], n

    Examples
    --------
    >>> import re
    >>> found = re.findall(f"{DATE} {TIME}", "2023/09/16 2:51 PM, 2025年6月10日 上午 12:05, 2024-02-30 08:00")
    >>> read_printed([Printed(*groups) for groups in found])
    array(['2023-09-16T14:51:00', '2025-06-10T00:05:00', 'NaT'],
          dtype='datetime64[s]')
    """
    half = [clock.before or clock.behind for clock in printed]
    late = np.array([mark in ("下", "P") for mark in half], bool)
    halved = np.array([bool(mark) for mark in half], bool)
    hour = np.array([int(clock.hour) for clock in printed], np.int64)
    return wall_clocks(
        np.array([int(clock.year) for clock in printed], np.int64),
        np.array([int(c.slash_month or c.dash_month or c.word_month) for c in printed], np.int64),
        np.array([int(clock.day) for clock in printed], np.int64),
        hour=np.where(halved, half_day_hour(hour, late), hour),
        minute=np.array([int(clock.minute) for clock in printed], np.int64),
        second=np.array([int(clock.second or 0) for clock in printed], np.int64),
    )


def printed_clocks(texts: Sequence[str]) -> Clocks:
    """Return texts such as ``2025-09-01 08:01`` as wall clocks; NaT where there is no such time.

    Examples
    --------
    >>> printed_clocks(["2025-09-01 08:01", "2025-02-30 08:01:00"])
    array(['2025-09-01T08:01:00',                 'NaT'], dtype='datetime64[s]')
    """
    try:
        return np.array(texts, "M8[s]")
    except ValueError:  # one of them is no time
        return np.array([_clock(text) for text in texts], "M8[s]")


def _clock(text: str) -> np.datetime64:
    try:
        return np.datetime64(text, "s")
    except ValueError:
        return np.datetime64("NaT", "s")


def read_times(printed: Sequence[str], zone: ZoneInfo) -> tuple[Instants, list[str]]:
    """Return times of a table as instants, and how exact each is.

    Examples
    --------
    >>> read_times(["2025-09-01 08:01:00", "2025/9/1 8:01", ""], ZoneInfo("Asia/Shanghai"))[1]
    ['second', 'minute', 'none']
    """
    instants = np.full(len(printed), np.datetime64("NaT"), "M8[s]")
    qualities = ["second"] * len(printed)
    exported = np.fromiter(map(len, printed), np.int64, len(printed)) == len(_EXPORTED)
    stamps = printed if exported.all() else list(compress(printed, exported.tolist()))
    shapes = "".join(stamps).encode("ascii", "replace").translate(_DIGITS)
    try:
        if shapes == _EXPORTED * len(stamps):
            instants[exported] = np.array(stamps, "M8[s]")
        else:  # numpy takes other texts of this length for times, too
            exported[:] = False
    except ValueError:  # one of them is no time: read them one by one
        exported[:] = False
    if exported.all():
        return local_instants(instants, zone), qualities
    found = {place: _WHEN.fullmatch(printed[place]) for place in np.flatnonzero(~exported).tolist()}
    clocks = {
        place: Printed(*(group or "" for group in match.groups())) for place, match in found.items() if match
    }
    instants[list(clocks)] = read_printed(list(clocks.values()))
    for place, clock in clocks.items():
        qualities[place] = "second" if clock.second else "minute"
    for place in np.flatnonzero(np.isnat(instants)).tolist():
        qualities[place] = "none"
    return local_instants(instants, zone), qualities


def half_day_hour(hour: Numbers, late: NDArray[np.bool_]) -> Numbers:
    """Return hours of a 12-hour clock as hours of the day; 13 and more stay, as some locales print both.

    Examples
    --------
    >>> half_day_hour(np.array([12, 1, 12, 15]), np.array([False, False, True, True]))
    array([ 0,  1, 12, 15])
    """
    return np.where(hour <= _NOON, hour % _NOON + _NOON * late, hour)


def wall_clocks(
    year: Numbers, month: Numbers, day: Numbers, *, hour: Numbers, minute: Numbers, second: Numbers
) -> Clocks:
    """Return numbers of a calendar as wall clocks; NaT where there is no such time.

    Parameters
    ----------
    year, month, day, hour, minute, second : ndarray of int64, n
        Any numbers.

    Returns
    -------
    ndarray of datetime64[s], n

    Examples
    --------
    >>> one, date = np.array([1]), np.array([2024])
    >>> wall_clocks(date, 2 * one, 30 * one, hour=8 * one, minute=one, second=one)
    array(['NaT'], dtype='datetime64[s]')
    """
    valid = (year >= 1970) & (year <= 9999) & (month >= 1) & (month <= 12) & (day >= 1) & (day <= 31)  # noqa: PLR2004 - a calendar's numbers
    valid &= (hour >= 0) & (hour < 24) & (minute < 60) & (second < 60)  # noqa: PLR2004 - a clock's numbers
    months = np.where(valid, (year - 1970) * 12 + month - 1, 0).astype("M8[M]")
    days = months.astype("M8[D]") + np.where(valid, day - 1, 0)
    valid &= days.astype("M8[M]") == months  # the 30th of February is no date
    clocks: Clocks = days.astype("M8[s]") + np.where(valid, hour * 3600 + minute * 60 + second, 0)
    clocks[~valid] = np.datetime64("NaT")
    return clocks
