"""Rules of an organisation run from their approval to their last day; a check and a scan both say so."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from msgscan.checking import check_packs
from msgscan.errors import PackError, Wording
from msgscan.packs.load import load_pack
from msgscan.packs.model import RulePack
from msgscan.packs.validity import in_force, this_day
from tests.packs.pack_texts import ORGANISATION, SMALL

# The day, the rules that run
DAYS = [
    pytest.param("2026-02-28", [], id="before-the-first-approval"),
    pytest.param("2026-03-01", ["ours-tickets"], id="day-of-approval"),
    pytest.param("2026-03-31", ["ours-tickets", "ours-meals"], id="last-day-of-one"),
    pytest.param("2026-04-01", ["ours-tickets"], id="day-after"),
    pytest.param("2026-05-15", ["ours-tickets"], id="last-day-of-the-other"),
    pytest.param("2026-05-16", [], id="all-expired"),
]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "ours.yaml"
    path.write_text(ORGANISATION, encoding="utf-8")
    return path


@pytest.fixture
def ours(path: Path) -> RulePack:
    return load_pack(path)


@pytest.mark.parametrize(("day", "rules"), DAYS)
def test_a_rule_runs_from_its_approval_to_its_last_day(ours: RulePack, day: str, rules: list[str]) -> None:
    [pack], lapses = in_force([ours], date.fromisoformat(day))

    assert [rule.id for rule in pack.rules] == rules
    assert len(lapses) == 2 - len(rules)


def test_what_does_not_run_is_told(ours: RulePack) -> None:
    _, before = in_force([ours], date(2026, 3, 9))
    _, after = in_force([ours], date(2026, 4, 1))

    assert [*before, *after] == [
        Wording(
            "规则 ours-meals 到 2026-03-10 才获批准，未检查",
            "rule ours-meals is approved from 2026-03-10 on: not checked",
        ),
        Wording(
            "规则 ours-meals 已于 2026-03-31 过期，未检查",
            "rule ours-meals expired on 2026-03-31: not checked",
        ),
    ]


@pytest.mark.parametrize(("day", "rules"), DAYS)
def test_a_check_finds_a_fault_in_each_rule_that_does_not_run(path: Path, day: str, rules: list[str]) -> None:
    try:
        load_pack(path, today=date.fromisoformat(day))
    except PackError as error:
        found = len(error.faults)
    else:
        found = 0

    assert found == 2 - len(rules)


# The day, the fault of the second rule
FAULTS = [
    pytest.param(
        "2026-04-01",
        "28:17: 已于 2026-03-31 过期，今天是 2026-04-01：请重新批准并改 approved_on 和 expires_on，"
        "或写 status: deprecated",
        id="expired",
    ),
    pytest.param(
        "2026-03-05", "27:18: 批准日期 2026-03-10 还没到，今天是 2026-03-05：批准之后才能用", id="not-yet"
    ),
]


@pytest.mark.parametrize(("day", "told"), FAULTS)
def test_the_fault_is_told_at_the_day_that_is_wrong(path: Path, day: str, told: str) -> None:
    with pytest.raises(PackError) as caught:
        load_pack(path, today=date.fromisoformat(day))

    assert str(caught.value) == f"{path}:{told}"


def test_a_retired_rule_may_keep_its_days(path: Path) -> None:
    path.write_text(
        ORGANISATION.replace("    clause", "    status: deprecated\n    clause").replace(
            "    status: stable\n", ""
        ),
        encoding="utf-8",
    )
    pack = load_pack(path, today=date(2031, 1, 1))

    assert in_force([pack], date(2031, 1, 1)) == ((pack,), ())


def test_a_pack_that_loses_a_rule_has_another_digest(ours: RulePack) -> None:
    days = [date(2026, 3, 9), date(2026, 3, 20), date(2026, 5, 16)]

    assert len({in_force([ours], day)[0][0].digest for day in days}) == 3


def test_other_packs_are_in_force_for_ever(tmp_path: Path) -> None:
    (tmp_path / "small.yaml").write_text(SMALL, encoding="utf-8")
    small = load_pack(tmp_path / "small.yaml", today=date.max)

    assert in_force([small], date.max) == ((small,), ())


def test_the_examples_of_an_expired_rule_still_run(path: Path) -> None:
    path.write_text(ORGANISATION.replace("match: [转让饭卡]", "match: [转让水卡]"), encoding="utf-8")

    assert [problem.rule for problem in check_packs([load_pack(path)])] == ["ours-meals"]


def test_a_message_says_that_the_finding_is_for_review(ours: RulePack) -> None:
    assert ours.rules[0].message == Wording(
        "出现「{ticket}」（供人工复核）", "found {ticket} (for review by a person)"
    )


def test_this_day_is_about_now() -> None:
    assert abs(this_day() - date.today()) <= timedelta(days=1)  # noqa: DTZ011 - any zone will do
