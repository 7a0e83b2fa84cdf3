"""Tables in CSV: recognised by their header, and read as columns of text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import compress
from operator import itemgetter
from typing import NamedTuple

from ._source import Head, Source

_first = itemgetter(0)


class Part(NamedTuple):
    """Some rows of a table, n, as columns.

    Attributes
    ----------
    lines : list of int, n
        Where each row stands.
    columns : list of list of str
        Its columns, n texts each; not more of them than there are labels.
    odd : dict of int to str
        Rows that had more or fewer cells: what stands in them. In the columns they are blank.
    """

    lines: list[int]
    columns: list[list[str]]
    odd: dict[int, str]


def is_table(head: Head, *headers: str) -> bool:
    """Return whether the first line is one of these headers of a CSV; Excel adds commas behind it."""
    return next(head.lines()).rstrip(", ").replace('"', "") in headers


def read_table(source: Source, header: str) -> Iterator[Part]:
    """Yield the rows of a table in the order of the file, without blank lines and repeated headers."""
    label, width = header.partition(",")[0], header.count(",") + 1
    for lines, rows in source.csv_rows():
        if not all(rows) or label in map(_first, rows):
            kept = [bool(row) and row[0] != label for row in rows]
            lines, rows = list(compress(lines, kept)), list(compress(rows, kept))  # noqa: PLW2901 - less of them
        if rows:
            yield as_columns(lines, rows, width)


def as_columns(lines: list[int], rows: Sequence[list[str]], width: int) -> Part:
    """Return rows as columns; the cells of those that have another width can't be told apart.

    Examples
    --------
    >>> as_columns([2, 3], [["1", "甲"], ["x"]], 2)
    Part(lines=[2, 3], columns=[['1', ''], ['甲', '']], odd={1: 'x'})
    """
    odd = {}
    if not set(map(len, rows)) <= {width}:
        odd = {place: ",".join(row) for place, row in enumerate(rows) if len(row) != width}
        rows = [[""] * width if place in odd else row for place, row in enumerate(rows)]
    return Part(lines, list(map(list, zip(*rows, strict=True))), odd)
