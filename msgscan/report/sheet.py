"""Rows as CSV that Excel opens without running anything in it."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from typing import Any, TextIO

from .characters import controls_visible

# A cell that begins with one of these is a formula to a spreadsheet, in full width to those of East Asia; an
# apostrophe makes it text.
_FORMULA = ("=", "+", "-", "@", "\t", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def write(rows: Iterable[dict[str, Any]], columns: list[str], file: TextIO) -> None:
    """Write a header and the rows; lists are written as JSON, control characters as ``<U+001B>``.

    Parameters
    ----------
    rows : iterable of dict
        Values by column.
    columns : list of str
        The columns, in their order; others are left out.
    file : text file
        Opened with ``newline=""``.
    """
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([cell(row[column]) for column in columns])


def cell(value: object) -> str:
    """Return a value as a cell.

    Examples
    --------
    >>> cell("=cmd|' /C calc'!A0"), cell(None), cell(-3), cell(["甲"])
    ("'=cmd|' /C calc'!A0", '', '-3', '["甲"]')
    """
    if value is None:
        return ""
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    if not isinstance(value, str):
        return str(value)
    clean = controls_visible(value)
    return f"'{clean}" if clean.startswith(_FORMULA) else clean
