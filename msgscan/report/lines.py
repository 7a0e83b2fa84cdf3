"""Rows as JSON lines: for programs, one object a line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any, TextIO

# What JSON allows as it is, but some readers take for the end of a line, terminals for a command or a change
# of direction, and UTF-8 can't hold (halves of characters).
_ESCAPED = re.compile("[\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def write(rows: Iterable[dict[str, Any]], file: TextIO) -> None:
    """Write one JSON object a row; keys are the columns of the table."""
    file.writelines(one_object(row) + "\n" for row in rows)


def one_object(row: dict[str, Any]) -> str:
    r"""Return an object as JSON in one line.

    Examples
    --------
    >>> one_object({"text": "收到\u2028\n"})
    '{"text": "收到\\u2028\\n"}'
    """
    return _ESCAPED.sub(_escape, json.dumps(row, ensure_ascii=False))


def _escape(found: re.Match[str]) -> str:
    return f"\\u{ord(found.group()):04x}"
