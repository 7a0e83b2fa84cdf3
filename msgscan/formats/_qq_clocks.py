"""Dates and clocks as QQ for PC prints them: those of ``_wall_clocks``, and American ones."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ._wall_clocks import DATE, TIME, Clocks, Printed, read_printed

# 2/14/2020
AMERICAN = r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})"
# 2020-02-14 9:16:13 PM · 2/14/2020 21:16:13 · 2020年2月14日 下午 9:16
_FULL = re.compile(rf"(?:{DATE}|{AMERICAN})(?: {TIME})?")
_NEVER = Printed("0", "0", "", "", "0")
_MONTHS = 12


def read_clocks(texts: Sequence[str]) -> Clocks:
    """Return dates and clocks as wall clocks; NaT where there is no such time.

    Parameters
    ----------
    texts : sequence of str, n
        A date, a blank, a clock; a date alone is its midnight.

    Returns
    -------
    ndarray of datetime64[s], n

    Examples
    --------
    >>> read_clocks(["2/14/2020 9:16:13 PM", "14/2/2020 9:16", "2020-02-30 9:16"])
    array(['2020-02-14T21:16:13', '2020-02-14T09:16:00', 'NaT'],
          dtype='datetime64[s]')
    """
    return read_printed([_printed(text) for text in texts])


def _printed(text: str) -> Printed:
    found = _FULL.fullmatch(text.strip())
    if found is None:
        return _NEVER
    year, slash, dash, word, day, first, second, american, *time = found.groups(default="")
    hour = time[1] or "0"
    clock = (time[0], hour, time[2] or "0", time[3], time[4])
    if not american:
        return Printed(year, slash, dash, word, day, *clock)
    month, day = (first, second) if int(first) <= _MONTHS else (second, first)
    return Printed(american, month, "", "", day, *clock)
