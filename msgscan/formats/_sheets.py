"""Sheets of workbooks. The only file that imports python-calamine."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import Damaged, Place, Wording
from ._archives import guard_workbook

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

Cells = Sequence[Sequence[object]]


class Workbook:
    """A workbook, looked at before it is read; either parses the whole of it, so it is parsed once for both.

    Parameters
    ----------
    path : Path
        The file.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._parsed: dict[str, CalamineSheet] = {}

    def first_rows(self, count: int) -> Mapping[str, Cells]:
        """Return the first rows of each sheet, by name.

        Raises
        ------
        Refused, Damaged
            It is a zip bomb, or no whole workbook.
        """
        self._parsed = self._parse()
        return {
            name: sheet.to_python(skip_empty_area=False, nrows=count) for name, sheet in self._parsed.items()
        }

    def sheets(self) -> Iterator[tuple[str, Cells]]:
        """Yield the sheets: name, and rows of cells (texts, numbers, dates; ``""`` = empty).

        Raises
        ------
        Refused, Damaged
            As for ``first_rows``.
        """
        left, self._parsed = self._parsed or self._parse(), {}
        for name in list(left):
            yield name, left.pop(name).to_python(skip_empty_area=False)

    def _parse(self) -> dict[str, CalamineSheet]:
        import python_calamine as calamine  # noqa: PLC0415 - few exports are workbooks

        place = Place(str(self._path))
        guard_workbook(self._path, place)
        try:
            with calamine.CalamineWorkbook.from_path(str(self._path)) as book:
                return {name: book.get_sheet_by_name(name) for name in book.sheet_names}
        except (calamine.CalamineError, OSError) as error:
            wording = Wording(
                "表格文件已损坏，打不开：请重新导出", "the workbook is damaged: please export it again"
            )
            raise Damaged(wording, place) from error
