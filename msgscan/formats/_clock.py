"""Clocks: what exports print, as instants. Columns in, columns out.

Exports print the wall clock of the machine that made them, mostly without a zone; the reader's zone
(China's, unless told otherwise) makes them instants. Instants are ``datetime64[ms]`` in UTC, NaT = none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import MAXYEAR, UTC, datetime
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from ._columns import are_digits

Instants = NDArray[np.datetime64]

_HOUR = np.timedelta64(1, "h")
# 2025-09-01 08:00:00, one a line
_PLAIN = re.compile(
    r"(?:(?:19[7-9][0-9]|2[0-9]{3})-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}:[0-9]{2}(?:\n|\Z))+"
)
_YEARS = range(1970, MAXYEAR)  # in the last year of all, another zone's clock may be past it
_FIRST_MS = 100_000_000_000  # a number from here on counts milliseconds: as seconds it would be the year 5138


def local_instants(clocks: Instants, zone: ZoneInfo) -> Instants:
    """Return wall clocks of a zone as instants.

    Parameters
    ----------
    clocks : ndarray of datetime64, n
        Wall clocks; NaT stays NaT. A clock that the zone skipped or had twice is taken as the first.
    zone : ZoneInfo
        Where the clock hung.

    Returns
    -------
    ndarray of datetime64[ms], n

    Examples
    --------
    >>> local_instants(np.array(["2025-09-01T08:00"], "M8[ms]"), ZoneInfo("Asia/Shanghai"))
    array(['2025-09-01T00:00:00.000'], dtype='datetime64[ms]')
    """
    clocks = clocks.astype("M8[ms]")
    hours, place = np.unique(clocks.astype("M8[h]"), return_inverse=True)  # offsets change on the hour
    moments = hours.astype("M8[s]").tolist()
    offsets: NDArray[np.timedelta64] = np.array([_offset_ms(moment, zone) for moment in moments], "m8[ms]")
    instants: Instants = clocks - offsets[place]
    return instants


def epoch_instants(numbers: Sequence[object]) -> Instants:
    """Return seconds or milliseconds since 1970 as instants.

    Parameters
    ----------
    numbers : sequence, n
        Numbers, or texts of them; anything else, and what is not positive, becomes NaT. From 1e11 on they
        are milliseconds.

    Examples
    --------
    >>> epoch_instants([1756684800, "1756684800123", None, 0])
    array(['2025-09-01T00:00:00.000', '2025-09-01T00:00:00.123',
                               'NaT',                     'NaT'],
          dtype='datetime64[ms]')
    """
    values = _whole_numbers(numbers)
    values = np.where(values < _FIRST_MS, values * 1000, values)
    instants = values.astype("M8[ms]")
    instants[values == 0] = np.datetime64("NaT")
    return instants


def second_or_none(instants: Instants) -> list[str]:
    """Return the ``time_quality`` of clocks that tell seconds, n: ``none`` where there is no time.

    Examples
    --------
    >>> second_or_none(epoch_instants([1756684800, None]))
    ['second', 'none']
    """
    qualities: list[str] = np.where(np.isnat(instants), "none", "second").tolist()
    return qualities


def iso_instants(texts: Sequence[object], zone: ZoneInfo) -> Instants:
    """Return ISO texts as instants; a text without a zone is a wall clock of ``zone``, no time becomes NaT.

    Examples
    --------
    >>> iso_instants(["2025-09-01T00:00:00Z", "2025-09-01 08:00:00", ""], ZoneInfo("Asia/Shanghai"))
    array(['2025-09-01T00:00:00.000', '2025-09-01T00:00:00.000',
                               'NaT'], dtype='datetime64[ms]')
    """
    joined = "\n".join(map(str, texts))
    if _PLAIN.fullmatch(joined) and joined.count("\n") == len(texts) - 1:
        try:
            return local_instants(np.array(texts, "M8[ms]"), zone)  # twenty times as fast
        except ValueError:
            pass  # one of them is no time: read them one by one
    return np.array([_iso(text, zone) for text in texts], "M8[ms]")


def no_instants(size: int) -> Instants:
    """Return n times NaT, for files that print no date."""
    return np.full(size, np.datetime64("NaT"), "M8[ms]")


def _offset_ms(moment: object, zone: ZoneInfo) -> int:
    """Return how far a zone is ahead; 0 for NaT, and where Python's years end."""
    offset = moment.replace(tzinfo=zone).utcoffset() if isinstance(moment, datetime) else None
    return round(offset.total_seconds() * 1000) if offset else 0


def _whole_numbers(numbers: Sequence[object]) -> NDArray[np.int64]:
    """Return the numbers without their fractions; 0 for what is none, or not positive, or no time."""
    types = set(map(type, numbers))
    if types <= {int} or (types <= {str} and are_digits(map(str, numbers))):
        try:
            plain = numbers if types <= {int} else [int(str(number)) for number in numbers]
            values = np.array(plain, np.int64)  # ten times as fast
        except (OverflowError, ValueError):
            pass  # one is beyond all times, or empty: read them one by one
        else:
            return np.where((values > 0) & (values < _FIRST_MS * 1000), values, 0)
    return np.array([_positive(number) for number in numbers], np.int64)


def _positive(number: object) -> int:
    try:
        value = int(float(number)) if isinstance(number, str | int | float) else 0
    except (ValueError, OverflowError):
        return 0
    return value if 0 < value < _FIRST_MS * 1000 else 0


def _iso(text: object, zone: ZoneInfo) -> np.datetime64:
    try:
        moment = datetime.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        moment = None
    if moment is None or moment.year not in _YEARS:
        return np.datetime64("NaT", "ms")
    moment = moment if moment.tzinfo else moment.replace(tzinfo=zone)
    return np.datetime64(moment.astimezone(UTC).replace(tzinfo=None), "ms")
