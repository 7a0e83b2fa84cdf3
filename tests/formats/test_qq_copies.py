"""QQ leaves out the date of today and the year of this year: how they are guessed."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

import pytest

from msgscan.reading import read
from msgscan.streaming import CHINA

# What the file prints, when it was written last, what is guessed.
GUESSES = {
    "earlier in the file's year": ("周岚: 08-20 20:31:50\n早", "2026-11-22", "2026-08-20 20:31:50"),
    "later than the file: the year before": ("周岚: 12-31 23:59:59\n早", "2026-01-02", "2025-12-31 23:59:59"),
    "a printed year is a past year": (
        "周岚: 01-01 08:00:00\n早\n\n周岚: 2023-12-31 08:00:00\n早", "2026-11-22", "2024-01-01 08:00:00",
    ),
    "no date: the file's": (
        "周岚 9:59:54 PM\n早\n\n孙启航 9:59:55 PM\n早", "2020-02-14", "2020-02-14 21:59:54",
    ),
    "no such day in that year": ("周岚: 02-29 08:00:00\n早", "2026-11-22", None),
}  # fmt: skip


@pytest.mark.parametrize(("text", "written", "expected"), GUESSES.values(), ids=GUESSES)
def test_a_date_left_out_is_guessed(tmp_path: Path, text: str, written: str, expected: str | None) -> None:
    path = tmp_path / "copy.txt"
    path.write_text(text, encoding="utf-8")
    moment = datetime.fromisoformat(written).replace(tzinfo=CHINA).timestamp()
    os.utime(path, (moment, moment))

    row = read(path).messages.iloc[0]

    guessed = f"{row['sent_at']:%Y-%m-%d %H:%M:%S}" if expected else None
    assert (guessed, row["time_quality"]) == (expected, "date_guessed" if expected else "none")
