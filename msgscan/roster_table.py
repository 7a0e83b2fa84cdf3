"""Rosters read: what stands in the cells of the table is checked, and becomes people."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TypeVar

import numpy as np

from .errors import Fault, Place, RosterError, Wording
from .roster import Roster
from .roster_cells import LABELS, Cell, Table, tables_of, told
from .roster_values import accounts_of, aliases_of, category_of, day_of
from .schema import Batch, Values
from .text.names import bared

_FAULTS = 100  # told of one file
_SHORTEST = 2  # characters of a name: one stands everywhere

AnyValue = TypeVar("AnyValue")


def read_roster(path: str | os.PathLike[str], *, encoding: str | None = None) -> Roster:
    """Return the people of a roster.

    Parameters
    ----------
    path : str or path
        CSV or XLSX, with the columns that :mod:`.roster_cells` tells.
    encoding : str, optional
        Of a CSV whose encoding is guessed wrong.

    Raises
    ------
    RosterError
        With every fault of the file, up to a hundred.
    ReadError
        It can't be opened, or breaks off.

    Examples
    --------
    >>> roster = read_roster("fixtures/_roster/roster.csv")
    >>> roster.people[["name", "category", "unit"]].head(2)
      name category unit
    0   王伟    staff  教务处
    1  张三丰    staff  学工部
    """
    tables, strays = tables_of(Path(path), encoding)
    if not tables and strays:
        raise RosterError(tuple(strays))
    return _roster(tables, strays, Place(str(path)))


def _roster(tables: Sequence[Table], notes: list[Fault], place: Place) -> Roster:
    """Return the people of all tables; raise on what is wrong in any cell."""
    cells = {field: [cell for table in tables for cell in table.cells[field]] for field in LABELS}
    places = [each for table in tables for each in table.places]
    faults = [
        told(
            cell.place, "这里有乱码（损坏的字节）：请另存为 UTF-8 或 .xlsx", "damaged bytes: save it as UTF-8"
        )
        for column in cells.values()
        for cell in column
        if "\ufffd" in cell.text
    ]
    if not faults:
        faults += _faults_of_names(cells["name"])
    categories = _values(cells["category"], category_of, "other", faults)
    nothing: tuple[str, ...] = ()
    accounts = _values(cells["accounts"], accounts_of, nothing, faults)
    aliases = _values(cells["aliases"], aliases_of, nothing, faults)
    since, until = (_values(cells[field], day_of, None, faults) for field in ("since", "until"))
    faults += _faults_of_accounts(cells, accounts)
    faults += _faults_of_days(cells["until"], since, until)
    if not places:
        faults.append(told(place, "名册里没有人", "there is nobody in the roster"))
    if faults:
        raise RosterError(_some(sorted(faults, key=lambda fault: fault.place)))
    notes = [*(note for table in tables for note in table.notes), *notes]
    if not any(accounts):
        zh = "名册里没有账号：只能按姓名核对，冒用教职工姓名的分不出来"
        notes.append(told(place, zh, "no accounts: who uses the name of staff can't be told"))
    columns: dict[str, Values] = {
        "line": [each.line for each in places],
        "name": [cell.text for cell in cells["name"]],
        "category": categories,
        "unit": [cell.text for cell in cells["unit"]],
        "accounts": accounts,
        "aliases": aliases,
        "since": np.array(since, "M8[D]"),
        "until": np.array(until, "M8[D]"),
    }
    return Roster(Batch(len(places), columns), tuple(notes))


def _values(
    cells: Iterable[Cell],
    value_of: Callable[[str], AnyValue | Wording],
    missing: AnyValue,
    faults: list[Fault],
) -> list[AnyValue]:
    """Return the values of a column; faults are added to the list."""
    known: dict[str, AnyValue | Wording] = {}
    values = []
    for cell in cells:
        if cell.text not in known:
            known[cell.text] = value_of(cell.text)
        value = known[cell.text]
        if isinstance(value, Wording):
            faults.append(Fault(cell.place, value))
            values.append(missing)
        else:
            values.append(value)
    return values


def _faults_of_names(cells: Sequence[Cell]) -> Iterator[Fault]:
    for cell, bare in zip(cells, bared([cell.text for cell in cells]), strict=True):
        if not cell.text:
            yield told(cell.place, "缺少姓名", "the name is missing")
        elif len(bare.text) < _SHORTEST:
            yield told(cell.place, "姓名至少要两个字", "a name needs two characters")


def _faults_of_accounts(
    cells: Mapping[str, Sequence[Cell]], accounts: Sequence[tuple[str, ...]]
) -> Iterator[Fault]:
    """Yield a fault for each account that another person has; who has several rows is one person."""
    owners: dict[str, tuple[str, Place]] = {}
    for name, cell, several in zip(cells["name"], cells["accounts"], accounts, strict=True):
        for account in several:
            owner, where = owners.setdefault(account, (name.text, cell.place))
            if owner != name.text:
                zh = f"这个账号在 {where} 已经是另一个人的：一个账号只能属于一个人"
                yield told(cell.place, zh, f"at {where} this account belongs to somebody else")


def _faults_of_days(
    cells: Sequence[Cell], since: Sequence[date | None], until: Sequence[date | None]
) -> Iterator[Fault]:
    for cell, first, last in zip(cells, since, until, strict=True):
        if first and last and last < first:
            yield told(
                cell.place, f"在岗止早于在岗起（{first}）", f"the last day is before the first, {first}"
            )


def _some(faults: Sequence[Fault]) -> tuple[Fault, ...]:
    """Return the first faults, and how many more there are."""
    left = len(faults) - _FAULTS
    if left <= 0:
        return tuple(faults)
    more = told(Place(faults[0].place.path), f"还有 {left} 处错误", f"and {left} more faults")
    return (*faults[:_FAULTS], more)
