"""Sheets of workbooks. The only file that imports python-calamine."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from ..errors import Damaged, Place, Wording
from ._archives import guard_workbook

Cells = Sequence[Sequence[object]]


def sheets(path: Path, *, rows: int | None = None) -> Iterator[tuple[str, Cells]]:
    """Yield the sheets of a workbook: name, and rows of cells (texts, numbers, dates; ``""`` = empty).

    Parameters
    ----------
    path : Path
        The workbook.
    rows : int, optional
        How many rows of each at most.

    Raises
    ------
    Refused, Damaged
        It is a zip bomb, or no whole workbook.
    """
    import python_calamine as calamine  # noqa: PLC0415 - few exports are workbooks

    place = Place(str(path))
    guard_workbook(path, place)
    try:
        with calamine.CalamineWorkbook.from_path(str(path)) as book:
            for name in book.sheet_names:
                yield name, book.get_sheet_by_name(name).to_python(skip_empty_area=False, nrows=rows)
    except (calamine.CalamineError, OSError) as error:
        wording = Wording(
            "表格文件已损坏，打不开：请重新导出", "the workbook is damaged: please export it again"
        )
        raise Damaged(wording, place) from error


def first_rows(path: Path, count: int) -> Mapping[str, Cells]:
    """Return the first rows of each sheet, by name."""
    return dict(sheets(path, rows=count))
