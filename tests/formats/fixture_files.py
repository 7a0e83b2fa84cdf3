"""The fixtures as tests see them: found by their place, told as text.

``fixtures/<format>/<case>`` has ``<case>.expected.jsonl`` beside it: a line on the file, then a line a row
with the columns that are not their default, so that a change of a reader shows as a difference of lines.
"""

from __future__ import annotations

import json
from dataclasses import replace
from operator import itemgetter
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from msgscan.formats._format import Note
from msgscan.reading import read
from msgscan.schema import MESSAGES, Batch
from msgscan.streaming import identify, stream

FIXTURES = Path(__file__).parents[2] / "fixtures"
_EXPECTED = ".expected.jsonl"
_GIVEN_BY_READING = ("source", "seq")
_CHINA = np.timedelta64(8, "h")  # China's clock is UTC plus eight hours, and was in all years of the fixtures


def cases() -> list[Path]:
    """Return every fixture: the files of every folder that is named like a format."""
    folders = [folder for folder in sorted(FIXTURES.iterdir()) if folder.is_dir() and folder.name[0] != "_"]
    return [
        file for folder in folders for file in sorted(folder.iterdir()) if not file.name.endswith(_EXPECTED)
    ]


def texts() -> list[Path]:
    """Return the fixtures that are text: they may come with other line ends and in other encodings."""
    return [case for case in cases() if case.is_file() and case.suffix not in (".xlsx", ".zip")]


def of(files: list[Path]) -> pytest.MarkDecorator:
    """Return a parametrization over fixtures, named by format and case."""
    return pytest.mark.parametrize("case", files, ids=[f"{file.parent.name}/{file.name}" for file in files])


def expected_of(case: Path) -> Path:
    """Return the place of what a fixture is expected to give."""
    return case.with_name(case.name + _EXPECTED)


def told(path: Path, *, block: int | None = None) -> list[str]:
    """Return what reading a file (or a folder, or a zip file) gives, as the lines of an expected file."""
    if path.is_dir() or path.suffix == ".zip":
        export = read(path)
        return _lines(export.format, export.encoding, [*export.batches, *export.notes])
    identified = identify(path)
    if block is not None:
        identified = replace(identified, source=replace(identified.source, block=block))
    return _lines(identified.format.name, identified.source.decoding.encoding, list(stream(identified)))


def _lines(format_: str, encoding: str, parts: list[Batch | Note]) -> list[str]:
    batches = [part for part in parts if isinstance(part, Batch)]
    notes = [_note(part) for part in parts if isinstance(part, Note)]
    head = {
        "format": format_,
        "encoding": encoding,
        "chat": next((str(batch.values("chat")[0]) for batch in batches if batch.size), ""),
        "notes": sorted(notes, key=itemgetter("line", "code")),
    }
    return [_line(each) for each in (head, *rows(batches))]


def rows(batches: list[Batch]) -> list[dict[str, Any]]:
    """Return the rows of batches as objects, without the columns that have their default."""
    names = [column for column in MESSAGES if column.name not in _GIVEN_BY_READING]
    found: list[dict[str, Any]] = []
    for batch in batches:
        columns = [[_plain(value) for value in batch.values(column.name)] for column in names]
        found += [
            {column.name: value for column, value in zip(names, row, strict=True) if value != column.default}
            for row in zip(*columns, strict=True)
        ]
    return found


def _plain(value: Any) -> Any:  # noqa: ANN401 - a cell of any column
    if isinstance(value, np.datetime64):
        return None if np.isnat(value) else f"{value + _CHINA}+08:00"
    return value.item() if isinstance(value, np.generic) else value


def _note(note: Note) -> dict[str, Any]:
    return {"code": note.code, "line": note.line, "count": note.count, "text": note.text().zh}


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
