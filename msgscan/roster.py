"""The roster of an organisation, and what it says of those who speak: 教职工, 学生, or nobody on it.

An account decides where the roster has it. Else the name is looked for in the nickname, which anybody may
choose: so a name only makes its bearer *seem* to be somebody, and the name of staff over an account that is
not theirs is told apart. Whoever is not matched is a stranger to the roster, and nothing else is said of
them: rosters have gaps.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from .errors import Fault
from .schema import ROSTER, Batch
from .text.names import Bare, NameFinder, bared

if TYPE_CHECKING:  # the command line scans without pandas
    import pandas as pd

_CHINA = np.timedelta64(8, "h")  # days of the roster are China's; its clock is UTC plus eight hours
# What exporters write for the person who exports, in the place of a name.
_EXPORTER = frozenset({"我", "me"})
_QQ_DIGITS = 11  # at most; longer numbers are of other services


@dataclass(frozen=True, slots=True, eq=False)
class Roster:
    """The people of an organisation.

    Attributes
    ----------
    columns : Batch, n rows
        ``ROSTER``, one row a person, in the order of the table.
    notes : tuple of Fault
        What in the table was not read, and why.
    """

    columns: Batch
    notes: tuple[Fault, ...] = ()

    @property
    def people(self) -> pd.DataFrame:
        """The people as a frame.

        ========  ==============================  ====================================
        column    dtype                           values
        ========  ==============================  ====================================
        line      int64                           row of the table, from 1
        name      str                             real name
        category  category                        staff, student, other
        unit      str                             department or class; ``""`` = not said
        accounts  object (tuple of str)           QQ numbers and WeChat ids
        aliases   object (tuple of str)           other nicknames
        since     datetime64[s]                   first day in office; NaT = not said
        until     datetime64[s]                   last day in office; NaT = not said
        ========  ==============================  ====================================
        """
        from .frames import to_frame  # noqa: PLC0415 - pandas takes half a second to import

        return to_frame([self.columns], ROSTER)

    def __len__(self) -> int:
        return self.columns.size

    def __repr__(self) -> str:
        """Return how many people there are: who they are is not for logs and tracebacks."""
        return f"Roster({len(self)} people)"


class _Sender(NamedTuple):
    """What is known of a sender: name, account, and the span of days of the message."""

    name: str
    account: str | None
    span: int


class Standings:
    """Tells what a roster says of senders; each sender is looked up once.

    Parameters
    ----------
    roster : Roster

    Examples
    --------
    >>> people = {
    ...     "name": ["王伟", "李华"], "category": ["staff", "student"], "unit": ["教务处", ""],
    ...     "accounts": [("4200000001",), ()], "aliases": [(), ()],
    ...     "since": np.array(["NaT"] * 2, "M8[D]"), "until": np.array(["NaT"] * 2, "M8[D]"),
    ... }  # fmt: skip
    >>> standings = Standings(Roster(Batch(2, people)))
    >>> names = ["王老师", "教务处王伟", "教务处王伟", "李华-资勘221", "静待花开", ""]
    >>> accounts = ["4200000001", "4200000009", None, None, None, None]
    >>> standings.of(Batch(6, {"sender": names, "sender_id": accounts}))
    ['staff', 'namesake', 'staff', 'student', 'stranger', 'unknown']
    """

    def __init__(self, roster: Roster) -> None:
        people = roster.columns
        self._category = people.texts("category")
        accounts = people.values("accounts")
        self._sorts = [frozenset(map(_sort, each)) for each in accounts]
        self._by_account = _places(*_spread(accounts))
        names = [bare.text for bare in bared(people.texts("name"))]
        self._by_name = _places(range(len(names)), names)
        rows, aliases = _spread(people.values("aliases"))
        self._by_alias = _places(rows, [bare.text for bare in bared(aliases)])
        units = {unit for units in set(people.texts("unit")) for unit in units.split(";")}
        self._finder = NameFinder(self._by_name, (bare.text for bare in bared([*units])))
        self._since = np.asarray(people.values("since"), "M8[D]")
        self._until = np.asarray(people.values("until"), "M8[D]")
        self._known: dict[tuple[str, str | None, int], str] = {}

    def of(self, messages: Batch) -> list[str]:
        """Return the standing of the sender of each message.

        Parameters
        ----------
        messages : Batch, n rows
            Columns of MESSAGES: ``sender``, ``sender_id``, ``sender_role``, ``sent_at``.

        Returns
        -------
        list of str, n
            One of ``CATEGORIES["standing"]``.
        """
        names, accounts = messages.texts("sender"), messages.values("sender_id")
        roles = messages.constant("sender_role")
        senders = list(zip(names, accounts, self._spans(messages), strict=True))
        new = [_Sender(*sender) for sender in dict.fromkeys(senders) if sender not in self._known]
        for sender, nickname in zip(new, bared([sender.name for sender in new]), strict=True):
            self._known[sender] = self._standing(sender, nickname)
        known = [self._known[sender] for sender in senders]
        if isinstance(roles, list):
            return ["unknown" if role == "system" else each for role, each in zip(roles, known, strict=True)]
        return ["unknown"] * len(known) if roles == "system" else known

    @cached_property
    def _turns(self) -> NDArray[np.datetime64]:
        """The days from which on other people are in office than before."""
        days = np.concatenate((self._since, self._until + np.timedelta64(1, "D")))
        return np.unique(days[~np.isnat(days)])

    def _spans(self, messages: Batch) -> list[int]:
        """Return between which days on which people come and go each message was sent; -1 = not known."""
        if not len(self._turns):
            return [-1] * messages.size
        sent_at = np.asarray(messages.values("sent_at"), "M8[ms]")
        days = (sent_at + _CHINA).astype("M8[D]")
        spans = np.where(np.isnat(days), -1, np.searchsorted(self._turns, days, side="right"))
        return [int(span) for span in spans]

    def _standing(self, sender: _Sender, nickname: Bare) -> str:
        """Return what the roster says of one sender."""
        owners = self._in_office(self._by_account.get(sender.account or "", ()), sender.span)
        named = self._in_office(self._named(nickname), sender.span)
        if owners:
            sorts = self._categories(owners)
            # The account of a student under the name of a teacher is as bad as a stranger's.
            posing = "staff" not in sorts and self._categories(named) == {"staff"}
            return "namesake" if posing else _one_of(sorts)
        if not sender.name.strip() or nickname.text in _EXPORTER:
            return "unknown"
        if not named:
            return "stranger"
        sort = _sort(sender.account) if sender.account else ""
        fitting = {person for person in named if sort not in self._sorts[person]}
        if not fitting and self._categories(named) == {"staff"}:
            return "namesake"
        return _one_of(self._categories(fitting or named))

    def _named(self, nickname: Bare) -> set[int]:
        """Return the people whose name stands in a nickname, or whose other nickname it is."""
        found = set(self._by_alias.get(nickname.text, ()))
        for name, family in self._finder.find(nickname):
            # 王伟妈妈 belongs to a pupil, not to the teacher of that name.
            found.update(
                person for person in self._by_name[name] if not family or self._category[person] != "staff"
            )
        return found

    def _in_office(self, people: Iterable[int], span: int) -> set[int]:
        """Return those of some people who are in office in a span of days; not known = all."""
        if span < 0:
            return set(people)
        first = self._turns[span - 1] if span else self._turns[0] - np.timedelta64(1, "D")
        # A missing day compares as false.
        return {each for each in people if not (self._since[each] > first or self._until[each] < first)}

    def _categories(self, people: Iterable[int]) -> set[str]:
        return {self._category[person] for person in people}


def _one_of(categories: set[str]) -> str:
    return next(iter(categories)) if len(categories) == 1 else "ambiguous"


def _spread(lists: Iterable[Iterable[str]]) -> tuple[list[int], list[str]]:
    """Return the row of each value of a column of lists, and the value."""
    pairs = [(row, value) for row, several in enumerate(lists) for value in several]
    return [row for row, _ in pairs], [value for _, value in pairs]


def _places(rows: Iterable[int], values: Iterable[str]) -> dict[str, list[int]]:
    """Return in which rows each value stands."""
    places: dict[str, list[int]] = {}
    for row, value in zip(rows, values, strict=True):
        places.setdefault(value, []).append(row)
    return places


def _sort(account: str) -> str:
    """Return what sort of account it is: of two sorts a person may have one each, so they prove nothing.

    Examples
    --------
    >>> _sort("4200000001"), _sort("wxid_4200000001ab"), _sort("wangwei88"), _sort("1688850000000001")
    ('qq', 'wxid_', 'name', 'number')
    """
    if account.isdigit():
        return "qq" if len(account) <= _QQ_DIGITS else "number"
    prefix, mark, _ = account.partition("_")
    return prefix + mark if mark else "name"
