"""Findings and messages as rows for reports: masked where the rule says so, times in people's zone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from ..findings import masked
from ..schema import CATEGORIES, FINDINGS, MESSAGES, Batch, Column

SEVERITY_RANK = {name: rank for rank, name in enumerate(CATEGORIES["severity"])}


def finding_rows(batches: Iterable[Batch], zone: ZoneInfo) -> Iterator[dict[str, Any]]:
    """Yield findings as dicts of the columns of FINDINGS; ``sent_at`` as ISO text, ``matched`` masked.

    Messages and snippets come masked from where they are made.
    """
    for row in _rows(batches, FINDINGS, zone):
        yield {**row, "matched": masked(row["matched"])} if row["redact"] else row


def message_rows(batches: Iterable[Batch], zone: ZoneInfo) -> Iterator[dict[str, Any]]:
    """Yield messages as dicts of the columns of MESSAGES; ``sent_at`` as ISO text."""
    return _rows(batches, MESSAGES, zone)


def _rows(batches: Iterable[Batch], table: tuple[Column, ...], zone: ZoneInfo) -> Iterator[dict[str, Any]]:
    for batch in batches:
        columns = {column.name: _plain(batch, column, zone) for column in table}
        for values in zip(*columns.values(), strict=True):
            yield dict(zip(columns, values, strict=True))


def _plain(batch: Batch, column: Column, zone: ZoneInfo) -> list[Any]:
    values = batch.values(column.name)
    if column.type == "time?":
        return [iso(moment, zone) for moment in np.asarray(values, "M8[ms]")]
    if column.type == "int":
        return list(map(int, values))  # batches may hold numpy's integers, which JSON does not know
    return values.tolist() if isinstance(values, np.ndarray) else list(values)


def iso(moment: np.datetime64, zone: ZoneInfo) -> str | None:
    """Return an instant as ISO text in a zone; in UTC where the zone's clocks are not defined.

    Examples
    --------
    >>> iso(np.datetime64("2031-05-06T01:03:05.000"), ZoneInfo("Asia/Shanghai"))
    '2031-05-06T09:03:05+08:00'
    >>> iso(np.datetime64("0000-12-31T15:54:17.000"), ZoneInfo("Asia/Shanghai"))
    '0000-12-31T15:54:17Z'
    """
    if np.isnat(moment):
        return None
    try:
        instant = datetime.fromtimestamp(int(moment.astype(np.int64)) / 1000, UTC).astimezone(zone)
    except (ValueError, OverflowError):  # Python's years are 1 to 9999
        return str(np.datetime_as_string(moment, unit="s", timezone="UTC"))
    return instant.isoformat(timespec="seconds")
