"""Clocks as instants: wall clocks of a zone, numbers since 1970, ISO texts."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import numpy as np
import pytest

from msgscan.formats._clock import epoch_instants, iso_instants, local_instants, no_instants
from msgscan.formats._wall_clocks import read_times

CHINA = ZoneInfo("Asia/Shanghai")
NONE = "NaT"

# zone, wall clock, instant in UTC
WALLS = {
    "China": ("Asia/Shanghai", "2026-09-01T08:00", "2026-09-01T00:00:00.000"),
    "China in a summer of 1988": ("Asia/Shanghai", "1988-07-01T08:00", "1988-06-30T23:00:00.000"),
    "no clock": ("Asia/Shanghai", NONE, NONE),
    "half an hour off": ("Asia/Kolkata", "2026-01-01T05:30", "2026-01-01T00:00:00.000"),
    "an hour that comes twice is the first": ("Europe/Berlin", "2026-10-25T02:30", "2026-10-25T00:30:00.000"),
}


@pytest.mark.parametrize(("zone", "clock", "instant"), WALLS.values(), ids=WALLS)
def test_wall_clocks(zone: str, clock: str, instant: str) -> None:
    found = local_instants(np.array([clock], "M8[ms]"), ZoneInfo(zone))

    assert instant == str(found[0])


# number, instant in UTC
EPOCHS = {
    "seconds": (1788220800, "2026-09-01T00:00:00.000"),
    "milliseconds": (1788220800123, "2026-09-01T00:00:00.123"),
    "seconds as text": ("1788220800", "2026-09-01T00:00:00.000"),
    "seconds with a fraction": (1788220800.9, "2026-09-01T00:00:00.000"),
    "the last second": (99_999_999_999, "5138-11-16T09:46:39.000"),
    "the first millisecond": (100_000_000_000, "1973-03-03T09:46:40.000"),
    "zero": (0, NONE),
    "negative": (-5, NONE),
    "nothing": (None, NONE),
    "a word": ("昨天", NONE),
    "a list": ([1], NONE),
    "not a number": (float("nan"), NONE),
    "infinite": (float("inf"), NONE),
    "too far": (10**40, NONE),
}


@pytest.mark.parametrize(("number", "instant"), EPOCHS.values(), ids=EPOCHS)
def test_numbers_since_1970(number: object, instant: str) -> None:
    assert instant == str(epoch_instants([number])[0])


# text, instant in UTC
ISO = {
    "UTC": ("2026-09-01T00:00:00.000Z", "2026-09-01T00:00:00.000"),
    "an offset": ("2026-09-01T08:00:00+08:00", "2026-09-01T00:00:00.000"),
    "no zone": ("2026-09-01 08:00:00", "2026-09-01T00:00:00.000"),
    "empty": ("", NONE),
    "no date": ("08:00", NONE),
    "no text": (1788220800, NONE),
    "no such day": ("2026-02-30T00:00:00Z", NONE),
    "a zone where seconds should be": ("2025-10-12 09:00:0Z", NONE),
    "the first year of all": ("0001-01-01T00:00:00+08:00", NONE),
    "the last year of all": ("9999-12-31T23:59:59-08:00", NONE),
}


@pytest.mark.parametrize(("text", "instant"), ISO.values(), ids=ISO)
def test_iso_texts(text: object, instant: str) -> None:
    assert instant == str(iso_instants([text], CHINA)[0])


def test_no_instants_are_all_missing() -> None:
    assert np.isnat(no_instants(3)).all()
    assert no_instants(3).shape == (3,)


# times of a table, how exact each is
TABLES = {
    "as exported": (["2025-09-01 08:01:00"], ["second"]),
    "saved by Excel": (["2025/9/1 8:01"], ["minute"]),
    "torn, and as long as one": (["2025-09-01 08:01:00", "2024-03-04 08:03\n00"], ["second", "none"]),
    "a month that is none": (["2025-09-01 08:01:00", "2025-13-01 08:01:00"], ["second", "none"]),
    "nothing": ([""], ["none"]),
}


@pytest.mark.parametrize(("printed", "expected"), TABLES.values(), ids=TABLES.keys())
def test_times_of_tables_are_as_exact_as_they_are_printed(printed: list[str], expected: list[str]) -> None:
    instants, qualities = read_times(printed, ZoneInfo("Asia/Shanghai"))

    assert expected == qualities
    assert [quality == "none" for quality in qualities] == np.isnat(instants).tolist()
