"""Texts to measure rules on: exports, tables with a column of texts, plain files with a message a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, islice
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple, TypeVar
from zoneinfo import ZoneInfo

from .errors import Place, ReadError, Refused, UnknownFormat, Wording
from .formats._source import Source
from .schema import Batch
from .streaming import CHINA, Identified, identify, opened, stream

Shape = Literal["export", "table", "lines"]

# Columns that hold texts where nobody says which.
TEXT_COLUMNS: Final = ("text", "content", "message", "内容", "文本", "消息")
_JSON_LINES: Final = frozenset({".jsonl", ".ndjson"})
_TABLES: Final = _JSON_LINES | {".csv", ".tsv"}
_BATCH: Final = 10_000  # rows

AnyItem = TypeVar("AnyItem")


class Corpus(NamedTuple):
    """The messages of a file, and what it was read as."""

    shape: Shape
    batches: Iterator[Batch]


def corpus(
    path: Path,
    *,
    name: str | None = None,
    shape: Shape | None = None,
    text_column: str | None = None,
    label_column: str | None = None,
    format: str | None = None,  # noqa: A002 - as in read
    encoding: str | None = None,
    zone: ZoneInfo = CHINA,
) -> Corpus:
    """Return the messages of a file: ``text``, ``kind`` and ``label`` (``""`` where there is none).

    Parameters
    ----------
    path : Path
        The file.
    name : str, optional
        What people call it; default: its path.
    shape : {"export", "table", "lines"}, optional
        What it is; default: a table if a column is given, else an export if a format knows it, else a table
        if it ends in .csv, .tsv, .jsonl or .ndjson, else lines.
    text_column : str, optional
        Column of the texts; default: the first of ``TEXT_COLUMNS`` that there is.
    label_column : str, optional
        Column that says of each text what it is, such as spam or ham.
    format, encoding, zone
        As in :func:`.reading.read`.

    Raises
    ------
    ReadError
        The file can't be read, or has no such column; from the batches too.
    """
    name = name or str(path)
    by_ending: Shape = "table" if path.suffix.lower() in _TABLES else "lines"
    if shape is None and (text_column or label_column):
        shape = "table"
    if shape in (None, "export"):
        try:
            identified = identify(path, format=format, encoding=encoding, zone=zone, name=name)
        except (UnknownFormat, Refused):  # what no text is, is refused again below
            if shape == "export" or format is not None:
                raise
        else:
            return Corpus("export", _export(identified))
    source = opened(path, encoding=encoding, zone=zone, name=name)
    if (shape or by_ending) == "table":
        return Corpus("table", _table(source, text_column, label_column))
    return Corpus("lines", _lines(source))


def _export(identified: Identified) -> Iterator[Batch]:
    for part in stream(identified):
        if isinstance(part, Batch):
            yield _batch(part.texts("text"), kinds=part.texts("kind"))


def _lines(source: Source) -> Iterator[Batch]:
    """Yield one message a line; blank lines are none."""
    texts = (line for line in source.lines() if line.strip())
    for some in _batched(texts):
        yield _batch(list(some))


def _table(source: Source, text_column: str | None, label_column: str | None) -> Iterator[Batch]:
    batches = _batched(_rows(source))
    begun = next(batches, None)
    if begun is None:
        raise ReadError(
            Wording(
                "表格里没有数据：第一行要写列名，例如 text，下面每行一条",
                "the table has no rows: its first line names the columns (text), the others are messages",
            ),
            Place(source.name),
        )
    for some in chain([begun], batches):
        first = some[0][1]
        text = text_column or next((name for name in TEXT_COLUMNS if name in first), TEXT_COLUMNS[0])
        texts = [_cell(source, number, row, text) for number, row in some]
        if label_column is None:
            yield _batch(texts)
        else:
            yield _batch(texts, [_cell(source, number, row, label_column) for number, row in some])


def _rows(source: Source) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Yield the rows of a table by the names of its columns, with their lines."""
    ending = source.path.suffix.lower()
    if ending == ".tsv":
        rows = enumerate((line.split("\t") for line in source.lines() if line), 1)
        yield from _under_header(rows)
    elif ending in _JSON_LINES:
        for numbers, values in source.json_lines():
            yield from (
                (number, value if isinstance(value, dict) else {})
                for number, value in zip(numbers, values, strict=True)
            )
    else:
        yield from _under_header(
            pair for numbers, rows in source.csv_rows() for pair in zip(numbers, rows, strict=True)
        )


def _under_header(rows: Iterable[tuple[int, list[str]]]) -> Iterator[tuple[int, Mapping[str, Any]]]:
    header: list[str] | None = None
    for number, row in rows:
        if header is None:
            header = [name.strip() for name in row]
        elif any(row):
            # A row that is short ends in empty cells.
            yield number, dict(zip(header, [*row, *[""] * (len(header) - len(row))], strict=False))


def _cell(source: Source, number: int, row: Mapping[str, Any], column: str) -> str:
    if column not in row:
        there = list(row)
        raise ReadError(
            Wording(
                f"这一行没有 {column} 列；现有的列：{'、'.join(there) or '没有'}",
                f"no column {column} here; there are: {', '.join(there) or 'none'}",
            ),
            Place(source.name, number),
        )
    value = row[column]
    return value if isinstance(value, str) else "" if value is None else str(value)


def _batch(texts: list[str], labels: list[str] | str = "", kinds: list[str] | str = "text") -> Batch:
    return Batch(len(texts), {"text": texts, "kind": kinds, "label": labels})


def _batched(items: Iterable[AnyItem]) -> Iterator[list[AnyItem]]:
    """Yield items by the ten thousand; itertools has this from Python 3.12 on."""
    left = iter(items)
    while some := list(islice(left, _BATCH)):
        yield some
