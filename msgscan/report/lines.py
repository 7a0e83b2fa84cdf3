"""Findings as JSON lines: for programs, one object a line."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, TextIO


def write(rows: Iterable[dict[str, Any]], file: TextIO) -> None:
    """Write one JSON object a row; keys are the columns of the table.

    Lone surrogates, which UTF-8 can't hold, are written as escapes.
    """
    for row in rows:
        line = json.dumps(row, ensure_ascii=False)
        try:
            line.encode()
        except UnicodeEncodeError:
            line = json.dumps(row)
        file.write(line + "\n")
