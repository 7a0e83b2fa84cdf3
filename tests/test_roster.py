"""What a roster says of senders: by account, else by name; and what it must not say."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given, strategies as st

from msgscan.roster import Roster, Standings
from msgscan.schema import CATEGORIES, Batch
from msgscan.text.names import NameFinder, bared


class Person(NamedTuple):
    """A row of a roster."""

    name: str
    category: str
    accounts: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    unit: str = ""
    since: date | None = None
    until: date | None = None


def roster(*people: Person) -> Roster:
    columns = {name: [getattr(person, name) for person in people] for name in Person._fields}
    days = {name: np.array(columns[name], "M8[D]") for name in ("since", "until")}
    return Roster(Batch(len(people), {"line": list(range(len(people))), **columns, **days}))


PEOPLE = roster(
    Person("王伟", "staff", ("4200000001",), unit="教务处"),
    Person("张三丰", "staff", ("4200000002", "wxid_a1b2c3"), ("静待花开",)),
    Person("陈静", "staff"),
    Person("陈静", "student", ("4200000012",)),
    Person("张三", "student", ("4200000013",)),
    Person("李华", "other"),
    Person("赵磊", "staff", ("4200000014",)),
    Person("赵磊", "student", ("4200000015",)),
    Person("周敏", "staff", ("4200000016",)),
    Person("周敏", "student", ("4200000016",)),
)

# sender, account, standing
CASES = {
    "by account": ("静静", "4200000001", "staff"),
    "by account, whatever the name": ("张三", "4200000001", "staff"),
    "by account of another sort": ("老师", "wxid_a1b2c3", "staff"),
    "by account, a student": ("早安", "4200000013", "student"),
    "by name, no account": ("教务处王伟", None, "staff"),
    "by name, the roster has no account": ("陈老师 李华", "4200000099", "other"),
    "by name, an account of another sort": ("教务处王伟", "wxid_zzzzzz", "staff"),
    "by name, a number of another service": ("教务处王伟", "1688850000000001", "staff"),
    "by another nickname": ("静待花开", None, "staff"),
    "part of another nickname": ("静待花开2", None, "stranger"),
    "longer name": ("张三丰", None, "staff"),
    "shorter name": ("张三-2501班", None, "student"),
    "another account": ("教务处-张三丰", "4200000099", "namesake"),
    "another account by another nickname": ("静待花开", "4200000099", "namesake"),
    "another account of a student": ("张三", "4200000099", "student"),
    "a student by the name of staff": ("张三丰", "4200000013", "namesake"),
    "mother of a student": ("张三妈妈", "4200000099", "student"),
    "mother, the name is of staff only": ("张三丰妈妈", "4200000099", "stranger"),
    "several sorts": ("陈静", None, "ambiguous"),
    "several sorts, the account decides": ("陈静", "4200000012", "student"),
    "several sorts, accounts leave one": ("陈静", "4200000099", "staff"),
    "several sorts, no account fits": ("赵磊", "4200000099", "ambiguous"),
    "two people of different sorts": ("张三丰、张三", None, "ambiguous"),
    "two people of one sort": ("王伟、张三丰", None, "staff"),
    "one account, two sorts": ("老周", "4200000016", "ambiguous"),
    "nobody": ("小雨", "4200000099", "stranger"),
    "nobody, no account": ("小雨", None, "stranger"),
    "signs only": ("🌸", "4200000099", "stranger"),
    "longer than a name": ("王伟明", None, "stranger"),
    "no name": ("", None, "unknown"),
    "no name, an account that is not listed": (" ", "4200000099", "unknown"),
    "no name, an account that is listed": ("", "4200000001", "staff"),
    "who exported": ("我", None, "unknown"),
    "empty account": ("小雨", "", "stranger"),
}


def standing(name: str, account: str | None, people: Roster = PEOPLE) -> str:
    [told] = Standings(people).of(Batch(1, {"sender": [name], "sender_id": [account]}))
    return told


@pytest.mark.parametrize(("name", "account", "expected"), CASES.values(), ids=CASES.keys())
def test_a_sender_has_the_standing_that_the_roster_gives(
    name: str, account: str | None, expected: str
) -> None:
    assert expected == standing(name, account)


def test_every_standing_is_met_above() -> None:
    assert {expected for *_, expected in CASES.values()} == set(CATEGORIES["standing"])


@pytest.mark.parametrize("roles", [["system", "member"], ["system", "unknown"]])
def test_notices_have_no_sender(roles: list[str]) -> None:
    rows = Batch(2, {"sender": ["王伟"] * 2, "sender_role": roles})

    assert Standings(PEOPLE).of(rows) == ["unknown", "staff"]


def test_columns_may_be_one_value() -> None:
    assert Standings(PEOPLE).of(Batch(2, {"sender": "王伟"})) == ["staff", "staff"]
    assert Standings(PEOPLE).of(Batch(2, {"text": ["a", "b"]})) == ["unknown", "unknown"]
    assert Standings(PEOPLE).of(Batch(1, {"sender": "王伟", "sender_role": "system"})) == ["unknown"]


# --- days in office --------------------------------------------------------------------------------------

OFFICE = roster(
    Person("王伟", "staff", since=date(2026, 3, 1), until=date(2026, 6, 30)),
    Person("王伟", "student", until=date(2026, 2, 28)),
)
# moment in UTC; China is eight hours ahead
MOMENTS = {
    "before": ("2025-01-01T00:00", "student"),
    "the last day, at night": ("2026-02-28T15:59", "student"),
    "the first day, at midnight": ("2026-02-28T16:00", "staff"),
    "the last day of office": ("2026-06-30T15:59", "staff"),
    "after": ("2026-06-30T16:00", "stranger"),
    "no time": ("NaT", "ambiguous"),
}


def test_people_count_on_the_days_when_they_are_in_office() -> None:
    times = np.array([moment for moment, _ in MOMENTS.values()], "M8[ms]")
    rows = Batch(len(times), {"sender": "王伟", "sent_at": times})

    assert dict(zip(MOMENTS, Standings(OFFICE).of(rows), strict=True)) == {
        name: expected for name, (_, expected) in MOMENTS.items()
    }


# --- laws ------------------------------------------------------------------------------------------------

NAMES = ("王伟", "张三", "张三丰", "李华")
ACCOUNTS = ("4200000001", "4200000002", "wxid_1", "wxid_2", "wangwei")
people = st.builds(
    Person,
    st.sampled_from(NAMES),
    st.sampled_from(CATEGORIES["person"]),
    st.lists(st.sampled_from(ACCOUNTS), max_size=2, unique=True).map(tuple),
    st.lists(st.sampled_from(("静待花开", "李华")), max_size=1).map(tuple),
    st.just("班"),
    st.none() | st.dates(date(2026, 1, 1), date(2026, 1, 4)),
    st.none() | st.dates(date(2026, 1, 1), date(2026, 1, 4)),
)
nicknames = st.one_of(
    st.sampled_from(("", "我", "静待花开", "王 伟", "李华妈妈")),
    st.lists(st.sampled_from((*NAMES, "班", "-", "明")), max_size=3).map("".join),
)
moments = st.sampled_from(("NaT", "2025-12-31", "2026-01-01", "2026-01-02", "2026-01-03", "2026-01-05"))
said = st.lists(st.tuples(nicknames, st.none() | st.sampled_from(ACCOUNTS), moments), min_size=1, max_size=6)


def naive(listed: list[Person], name: str, account: str | None, moment: str) -> str:
    """Return the standing of one sender as one would write it on a first day."""
    day = None if moment == "NaT" else date.fromisoformat(moment)
    present = [each for each in listed if day is None or ((each.since or day) <= day <= (each.until or day))]
    [bare] = bared([name])
    inside = {each.name: each.family for each in NameFinder(NAMES, ["班"]).find(bare)}
    inside = {each: family for each, family in inside.items() if each in {person.name for person in listed}}
    named = [
        each
        for each in present
        if name in each.aliases
        or (each.name in inside and not (inside[each.name] and each.category == "staff"))
    ]
    owners = {each.category for each in present if account in each.accounts}
    sorts = {each.category for each in named}
    if owners:
        if "staff" not in owners and sorts == {"staff"}:
            return "namesake"
        return owners.pop() if len(owners) == 1 else "ambiguous"
    if name in ("", "我"):
        return "unknown"
    if not named:
        return "stranger"
    fitting = {
        each.category for each in named if not account or not any(_alike(account, a) for a in each.accounts)
    }
    if not fitting and sorts == {"staff"}:
        return "namesake"
    fitting = fitting or sorts
    return fitting.pop() if len(fitting) == 1 else "ambiguous"


def _alike(one: str, other: str) -> bool:
    """Return whether two of the accounts above are of one sort."""
    return one[:2] == other[:2] or (one[0] == other[0] == "4")


@given(st.lists(people, max_size=5), said)
def test_agrees_with_a_naive_loop(listed: list[Person], rows: list[tuple[str, str | None, str]]) -> None:
    # A finder that lacks a name of the table finds others in its place, so the table has them all.
    listed += [Person(name, "other", until=date(2000, 1, 1)) for name in NAMES]
    names, accounts, times = zip(*rows, strict=True)
    batch = Batch(
        len(rows),
        {"sender": list(names), "sender_id": list(accounts), "sent_at": np.array(times, "M8[ms]")},
    )
    expected = []
    for name, account, moment in rows:
        gone = [each for each in listed if not (moment != "NaT" and each.until == date(2000, 1, 1))]
        expected.append(naive(gone, name, account, moment))

    assert expected == Standings(roster(*listed)).of(batch)


@given(st.lists(people, min_size=1, max_size=4), said)
def test_where_messages_are_parted_changes_nothing(
    listed: list[Person], rows: list[tuple[str, str | None, str]]
) -> None:
    def batch(some: list[tuple[str, str | None, str]]) -> Batch:
        names, accounts, times = (list(column) for column in zip(*some, strict=True))
        return Batch(
            len(some), {"sender": names, "sender_id": accounts, "sent_at": np.array(times, "M8[ms]")}
        )

    standings, alone = Standings(roster(*listed)), Standings(roster(*listed))

    assert standings.of(batch(rows)) == [each for row in rows for each in alone.of(batch([row]))]


# --- the frame -------------------------------------------------------------------------------------------


def test_the_frame_has_the_types_that_its_docstring_tells() -> None:
    frame = OFFICE.people

    assert {name: str(dtype) for name, dtype in frame.dtypes.items()} | {"name": "", "unit": ""} == {
        "line": "int64", "name": "", "category": "category", "unit": "", "accounts": "object",
        "aliases": "object", "since": "datetime64[s]", "until": "datetime64[s]",
    }  # fmt: skip
    assert frame["until"].dt.date.tolist() == [date(2026, 6, 30), date(2026, 2, 28)]


def test_who_is_listed_is_not_printed_by_accident() -> None:
    assert (repr(PEOPLE), len(PEOPLE)) == ("Roster(10 people)", 10)
