"""Tables in workbooks: found by their header, wherever it stands, and read as columns of text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import compress, pairwise
from typing import NamedTuple

from ..errors import Wording
from ._doubts import doubts
from ._format import Note
from ._sheets import Cells

_CELL = 32_767  # characters that Excel keeps of a text


class Table(NamedTuple):
    """A table of a sheet.

    Attributes
    ----------
    above : list of list
        Rows above the header.
    labels : list of str
        The header.
    rows : list of list
        Rows below the header that are not blank, n.
    lines : list of int
        Numbers of these rows in the sheet, from 1, n.
    """

    above: Cells
    labels: list[str]
    rows: Cells
    lines: list[int]

    def column(self, *labels: str) -> list[str]:
        """Return the column under the first of these labels that there is, n texts; else n times ``""``."""
        label = next((label for label in labels if label in self.labels), None)
        if label is None:
            return [""] * len(self.rows)
        place = self.labels.index(label)
        return [as_text(row[place]) if place < len(row) else "" for row in self.rows]

    def lines_of(self, flags: Iterable[bool]) -> list[int]:
        """Return the numbers of the rows that are flagged; n flags."""
        return list(compress(self.lines, flags))

    def fact(self, *labels: str) -> str:
        """Return what stands right of one of these labels above the table, ``""`` when there is none."""
        for row in self.above:
            cells = [text for text in map(as_text, row) if text]
            for label, value in pairwise(cells):
                if label in labels:
                    return value
        return ""


def find_table(cells: Cells, labels: Iterable[str]) -> Table | None:
    """Return the table whose header has all these labels, ``None`` when there is none.

    Examples
    --------
    >>> table = find_table([["群", "2501班"], ["时间", "内容"], ["08:00", 12.0]], ["时间", "内容"])
    >>> table.column("内容"), table.fact("群"), table.lines
    (['12'], '2501班', [3])
    """
    needed = set(labels)
    for place, row in enumerate(cells):
        header = [as_text(cell).strip() for cell in row]
        if needed <= set(header):
            filled = [
                (line, each)
                for line, each in enumerate(cells[place + 1 :], place + 2)
                if each.count("") < len(each)
            ]
            return Table(cells[:place], header, [each for _, each in filled], [line for line, _ in filled])
    return None


def header_in(sheets: Iterable[Cells], labels: Sequence[str]) -> bool:
    """Return whether one of the sheets has a header with all these labels."""
    return any(find_table(cells, labels) is not None for cells in sheets)


def as_text(cell: object) -> str:
    """Return a cell as people see it in a plain sheet.

    Examples
    --------
    >>> as_text(3.0), as_text(datetime(2025, 9, 1, 8)), as_text(None)
    ('3', '2025-09-01 08:00:00', '')
    """
    if isinstance(cell, str):
        return cell
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(cell, date):
        return cell.isoformat()
    return "" if cell is None else str(cell)


def cut_cells(texts: Sequence[str], lines: Sequence[int], better: str) -> Iterator[Note]:
    """Yield the note on texts that a cell of Excel could not hold; ``better`` is what to export instead."""
    yield from doubts(
        Note(
            "cut-cells",
            Wording(
                f"{{count}} 条消息超过 Excel 单元格的上限，后面的文字已丢失：请导出为 {better}",
                "{count} messages are longer than a cell of Excel holds, the rest is lost: export as "
                + better.replace(" 或 ", " or "),
            ),
        ),
        [line for line, text in zip(lines, texts, strict=True) if len(text) >= _CELL],
    )
