"""Rosters as tables: CSV (UTF-8, GBK and others) or XLSX, as people keep them in Excel.

The header may stand below a title; a workbook may have several sheets. Columns, by any of these names:

=============  ================================================  =====================================
姓名 (needed)  名字, 真实姓名, name                              of two characters or more
类别 (needed)  人员类别, 身份, category                          教职工, 学生, 其他, see roster_values
单位           部门, 学院, 班级, 所在单位, unit                  found beside names; several likewise
账号           帐号, QQ, QQ号, 微信号, wxid, account             several parted by 、 or ; or in columns
别名           群昵称, 昵称, 群名片, alias                       the whole nickname; several likewise
在岗起         入职日期, 开始日期, since                         first day
在岗止         离岗日期, 离职日期, 结束日期, until               last day
=============  ================================================  =====================================

Other columns are told and not read; identity and telephone numbers have no place in a roster.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import Final, NamedTuple

from .errors import Fault, Place, Refused, RosterError, Wording
from .formats._source import Source
from .formats._tables import as_text
from .streaming import opened
from .text.names import bared

LABELS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "name": ("姓名", "名字", "真实姓名", "name"),
        "category": ("类别", "人员类别", "身份", "category"),
        "unit": ("单位", "部门", "学院", "班级", "所在单位", "unit"),
        "accounts": ("账号", "帐号", "qq", "qq号", "qq号码", "微信", "微信号", "wxid", "account", "accounts"),
        "aliases": ("别名", "群昵称", "昵称", "群名片", "alias", "aliases"),
        "since": ("在岗起", "入职日期", "开始日期", "since"),
        "until": ("在岗止", "离岗日期", "离职日期", "结束日期", "until"),
    }
)
_FIELDS = {label: field for field, labels in LABELS.items() for label in labels}
_SEVERAL = ("unit", "accounts", "aliases")  # fields that may have several columns, such as QQ号 and 微信号
_NEEDED = ("name", "category")
# What a label of a column holds that a roster should not have.
_PRIVATE = (
    "身份证", "证件", "手机", "电话", "联系方式", "银行", "住址", "地址", "生日", "出生", "phone", "mobile",
)  # fmt: skip

_BYTES = 32 << 20
_MOST = 200_000  # people
_HEAD = 20  # rows in which the header may stand
# 类别 · 所在单位
_LABEL = re.compile(r"[\u4e00-\u9fff]{1,8}")

_Rows = Iterator[tuple[int, Sequence[object]]]


class Cell(NamedTuple):
    """A text of the table, and where it stands."""

    text: str
    place: Place


class Table(NamedTuple):
    """The columns of a table: parallel lists of cells, one a person."""

    cells: dict[str, list[Cell]]
    places: list[Place]
    notes: list[Fault]


def tables_of(path: Path, encoding: str | None) -> tuple[list[Table], list[Fault]]:
    """Return the tables of a file, and a fault for each sheet that has no header of a roster.

    Raises
    ------
    RosterError
        It is no table, is too large, or a column is missing.
    ReadError
        It can't be opened, or breaks off.
    """
    tables: list[Table] = []
    strays: list[Fault] = []
    for name, rows in _sheets(path, encoding):
        found = _table(name, rows)
        if isinstance(found, Table):
            tables.append(found)
        else:
            strays.append(found)
    return tables, strays


def _sheets(path: Path, encoding: str | None) -> Iterator[tuple[str, _Rows]]:
    """Yield the sheets of a workbook, or the one of a CSV file: what to call it, and its rows."""
    name = str(path)
    try:
        source = opened(path, encoding=encoding)
        if path.stat().st_size > _BYTES:
            raise _fault(Place(name), f"文件太大，最多 {_BYTES >> 20} MiB", f"at most {_BYTES >> 20} MiB")
        if source.head.workbook is None:
            if not source.decoding.certain:
                zh = "看不出文件的编码：请另存为 UTF-8 的 CSV，或 .xlsx"
                raise _fault(Place(name), zh, "encoding unknown: save it as UTF-8 or as .xlsx")
            yield name, _csv_rows(source)
            return
        sheets = [(sheet, cells) for sheet, cells in source.sheets() if any(map(any, cells))]
    except Refused as error:
        raise _fault(
            Place(name),
            "名册要是 CSV 或 .xlsx 表格，这个文件不是，或者是空的、大得不正常；旧的 .xls 请另存为 .xlsx",
            "a roster is CSV or .xlsx; this is not, or is empty or a bomb; save an old .xls as .xlsx",
        ) from error
    for sheet, cells in sheets:
        yield name if len(sheets) == 1 else f"{name}[{sheet}]", enumerate(cells, 1)


def _csv_rows(source: Source) -> _Rows:
    return (pair for numbers, rows in source.csv_rows() for pair in zip(numbers, rows, strict=True))


def _table(name: str, rows: _Rows) -> Table | Fault:
    """Return the columns of a table that a roster has; a fault where it has no header."""
    first: tuple[int, list[str]] = (1, [])
    for line, row in islice(rows, _HEAD):
        labels = [as_text(cell).strip() for cell in row]
        fields = [_FIELDS.get(bare.text, "") for bare in bared(labels)]
        if "name" in fields:
            break
        first = first if any(first[1]) else (line, labels)
    else:
        there = "、".join(filter(_LABEL.fullmatch, first[1])) or "…"
        zh = f"没有“姓名”列：表头要有姓名和类别；开头一行是：{there}"
        return told(Place(name, first[0]), zh, f"no column 姓名 or 类别; the first row is: {there}")
    notes = _checked(Place(name, line), labels, fields)
    cells: dict[str, list[Cell]] = {field: [] for field in LABELS}
    places: list[Place] = []
    columns = {field: [i for i, each in enumerate(fields) if each == field] for field in LABELS}
    for line, row in rows:
        texts = [as_text(cell).strip() for cell in row]
        if not any(texts):
            continue
        if len(places) == _MOST:
            raise _fault(Place(name, line), f"人太多：最多 {_MOST} 人", f"at most {_MOST} people")
        places.append(Place(name, line))
        for field, several in columns.items():
            said = [i for i in several if i < len(texts) and texts[i]]
            at = (said or several or [-1])[0]
            cells[field].append(Cell(";".join(texts[i] for i in said), Place(name, line, at + 1)))
    return Table(cells, places, notes)


def _checked(place: Place, labels: Sequence[str], fields: Sequence[str]) -> list[Fault]:
    """Return notes on columns that are not read; raise on columns that are missing or there twice."""
    faults = [
        told(
            place,
            f"没有“{LABELS[field][0]}”列：名册要有姓名和类别",
            f"the column {LABELS[field][0]} is missing",
        )
        for field in _NEEDED
        if field not in fields
    ]
    for number, field in enumerate(fields):
        if field and field not in _SEVERAL and field in fields[:number]:
            before = labels[fields.index(field)]
            faults.append(
                told(
                    place._replace(column=number + 1),
                    f"“{labels[number]}”列与“{before}”列是一回事：留一个",
                    f"the columns {labels[number]} and {before} mean the same: keep one",
                )
            )
    if faults:
        raise RosterError(tuple(faults))
    unread = [label for label, field in zip(labels, fields, strict=True) if label and not field]
    private = [label for label in unread if any(word in label.lower() for word in _PRIVATE)]
    rest = [label for label in unread if label not in private]
    notes = []
    if private:
        notes.append(
            told(
                place,
                f"没有读入：{'、'.join(private)}。名册不需要这些，最好从文件里删掉",
                f"not read: {', '.join(private)}; a roster does not need them, better remove them",
            )
        )
    if rest:
        notes.append(told(place, f"没有用到的列：{'、'.join(rest)}", f"columns not used: {', '.join(rest)}"))
    return notes


def told(place: Place, zh: str, en: str) -> Fault:
    """Return a fault."""
    return Fault(place, Wording(zh, en))


def _fault(place: Place, zh: str, en: str) -> RosterError:
    return RosterError((told(place, zh, en),))
