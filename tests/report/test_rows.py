"""Rows of reports: plain values, times in people's zone, masked where a rule says so."""

from __future__ import annotations

import json
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from msgscan.report.rows import finding_rows, iso, message_rows
from msgscan.schema import FINDINGS, MESSAGES, Batch

CHINA = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    ("moment", "zone", "text"),
    [
        ("2031-05-06T00:05:10.999", "Asia/Shanghai", "2031-05-06T08:05:10+08:00"),
        ("1986-07-01T00:00:00", "Asia/Shanghai", "1986-07-01T09:00:00+09:00"),
        ("0001-01-01T00:00:00", "UTC", "0001-01-01T00:00:00+00:00"),
        ("0000-12-31T15:54:17", "Asia/Shanghai", "0000-12-31T15:54:17Z"),
        ("9999-12-31T23:00:00", "Asia/Shanghai", "9999-12-31T23:00:00Z"),
        ("NaT", "Asia/Shanghai", None),
    ],
)
def test_an_instant_is_told_by_the_clocks_of_its_zone(moment: str, zone: str, text: str | None) -> None:
    assert iso(np.datetime64(moment, "ms"), ZoneInfo(zone)) == text


def test_a_row_has_every_column_in_its_order() -> None:
    [message] = message_rows([Batch(1, {"text": ["收到"]})], CHINA)
    [finding] = finding_rows([Batch(1, {"rule": ["job-ads"]})], CHINA)

    assert list(message) == [column.name for column in MESSAGES]
    assert list(finding) == [column.name for column in FINDINGS]


def test_rows_of_arrays_and_of_lists_are_the_same_json() -> None:
    lists = Batch(2, {"line": [3, 5], "recalled": [True, False]})
    arrays = Batch(2, {"line": np.array([3, 5]), "recalled": np.array([True, False])})
    scalars = Batch(2, {"line": list(np.array([3, 5])), "recalled": [True, False]})
    told = [json.dumps(list(message_rows([batch], CHINA))) for batch in (lists, arrays, scalars)]

    assert told[0] == told[1] == told[2]


@pytest.mark.parametrize(("redact", "matched"), [(True, "青***"), (False, "青鸾计划")])
def test_what_matched_is_masked_where_the_rule_redacts(redact: bool, matched: str) -> None:  # noqa: FBT001 - a column
    [row] = finding_rows([Batch(1, {"matched": ["青鸾计划"], "redact": [redact]})], CHINA)

    assert row["matched"] == matched
