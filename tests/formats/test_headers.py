"""Header lines with a date: which lines count, what they say, and what lies between them."""

from __future__ import annotations

import re
from datetime import datetime

import numpy as np
import pytest
from hypothesis import given, strategies as st

from msgscan.formats._headers import PLAIN, PREFIX, SUFFIX, bodies, dated_headers, dips

# line, clock, style, name
HEADERS = {
    "padded": ("2026-09-01 08:05:12 甲", "2026-09-01T08:05:12", PLAIN, "甲"),
    "not padded": ("2026-09-01 8:05:12 甲(1)", "2026-09-01T08:05:12", PLAIN, "甲(1)"),
    "no name": ("2026-09-01 8:05:12", "2026-09-01T08:05:12", PLAIN, ""),
    "AM": ("2026-09-01 12:05:12 AM 甲", "2026-09-01T00:05:12", SUFFIX, "甲"),
    "PM": ("2026-09-01 8:05:12 PM 甲", "2026-09-01T20:05:12", SUFFIX, "甲"),
    "noon": ("2026-09-01 12:00:00 PM 甲", "2026-09-01T12:00:00", SUFFIX, "甲"),
    "上午": ("2026-09-01 上午 12:05:12 甲", "2026-09-01T00:05:12", PREFIX, "甲"),
    "下午 without a blank": ("2026-09-01 下午8:05:12 甲", "2026-09-01T20:05:12", PREFIX, "甲"),
    "two blanks belong to the name": ("2026-09-01 8:05:12  甲", "2026-09-01T08:05:12", PLAIN, " 甲"),
    "leap day": ("2024-02-29 8:05:12 甲", "2024-02-29T08:05:12", PLAIN, "甲"),
}


@pytest.mark.parametrize(("line", "clock", "style", "name"), HEADERS.values(), ids=HEADERS)
def test_a_header_tells_clock_style_and_name(line: str, clock: str, style: int, name: str) -> None:
    found = dated_headers(f"正文\n\n{line}\n正文\n")
    told = (
        str(found.clock[0]),
        int(found.style[0]),
        found.names(f"正文\n\n{line}\n正文\n"),
        found.line.tolist(),
    )

    assert (clock, style, [name], [2]) == told


NO_HEADERS = [
    "", "2026-09-01", "2026-09-01 8:05", "2026-02-30 8:05:12 甲", "2026-13-01 8:05:12 甲",
    "2026-09-01 24:05:12 甲", "2026-09-01 8:60:12 甲", "2026/09/01 8:05:12 甲", "2026-9-1 8:05:12 甲",
    " 2026-09-01 8:05:12 甲", "2026-09-01 8:05:123 甲", "2026-09-01T08:05:12 甲",
    "\uff12026-09-01 8:05:12 甲",
]  # fmt: skip


@pytest.mark.parametrize("line", NO_HEADERS)
def test_no_header(line: str) -> None:
    assert dated_headers(f"\n\n{line}\n").line.tolist() == []


def test_a_header_stands_behind_a_blank_line() -> None:
    header = "2026-09-01 8:05:12 甲"

    assert dated_headers(f"{header}\n{header}\n正文\n{header}\n").line.tolist() == [0]


def test_bodies_lie_between_headers_without_one_blank_line() -> None:
    header = "2026-09-01 8:05:12 甲"
    text = f"{header}\n一\n\n二\n\n{header}\n\n\n{header}\n三\n\n\n"

    assert bodies(text, dated_headers(text)) == ["一\n\n二", "", "三"]


# clocks (seconds), the clock before them, the dips
DIPS = {
    "in order": ([0, 10, 20], 0, []),
    "one far back": ([10_000, 0, 10_001], 0, [1]),
    "the first, far behind what came before": ([0, 10_000], 9_999, [0]),
    "back by less than an hour": ([4_000, 500, 4_001], 0, []),
    "out of order as a whole": ([90_000, 80_000, 70_000, 60_000], 0, []),
    "the last has no next": ([10_000, 0], 0, []),
    "none": ([], 0, []),
}


@pytest.mark.parametrize(("clocks", "before", "places"), DIPS.values(), ids=DIPS)
def test_dips_are_clocks_that_run_back_alone(clocks: list[int], before: int, places: list[int]) -> None:
    assert places == dips(np.array(clocks, "M8[s]"), np.datetime64(before, "s"))


PIECES = st.sampled_from(
    [
        "\n",
        "\n\n",
        "2026-09-01",
        " ",
        "8:05:12",
        "23:59:59",
        "上午",
        " PM",
        "AM",
        "甲(1)",
        "2026-02-30 8:05:12",
        "：",
        "😀",
    ]
)


@given(st.lists(PIECES, max_size=30).map("".join))
def test_a_slow_reader_finds_the_same_headers(text: str) -> None:
    found = dated_headers(text)

    assert slow_headers(text) == list(
        zip(found.line.tolist(), map(str, found.clock), found.names(text), strict=True)
    )


# 2026-09-01 下午 8:05:12 甲 · 2026-09-01 8:05:12 PM 甲
SLOW = re.compile(
    r"(\d{4}-\d\d-\d\d) (?:([上下])午 ?)?(\d{1,2}):(\d\d):(\d\d)(?: ([AP])M)?(?: (.*))?", re.ASCII
)


def slow_headers(text: str) -> list[tuple[int, str, str]]:
    """Return line, clock and name of each header, found line by line."""
    lines = text.split("\n")
    told = []
    for number, line in enumerate(lines):
        match = SLOW.fullmatch(line) if number == 0 or lines[number - 1] == "" else None
        if match is None:
            continue
        day, prefix, hour, minute, second, suffix, name = match.groups()
        hours = int(hour)
        if prefix or suffix:
            hours = hours % 12 + 12 * (prefix == "下" or suffix == "P") if hours <= 12 else hours
        try:
            clock = datetime.fromisoformat(f"{day}T{hours:02}:{minute}:{second}")
        except ValueError:
            continue
        told.append((number, clock.isoformat(), name or ""))
    return told
