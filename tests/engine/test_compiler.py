"""What packs become: plain data with a digest."""

from __future__ import annotations

import pickle
from datetime import date
from typing import Any

import pytest

from msgscan.engine.compiler import compile_packs
from msgscan.engine.program import CANCEL, HIT, LITERAL, Group
from msgscan.errors import Wording
from msgscan.packs.model import Category, Rule
from tests.property.strategies import pack_of


def rule(name: str = "one", **changes: Any) -> Rule:  # noqa: ANN401 - any key of the language
    return Rule.model_validate(
        {
            "id": name, "title": "规则", "category": "ad", "severity": "low", "message": "发现", "when": "a",
            "signals": {"a": ["甲"]}, "examples": {"match": ["甲"], "no_match": ["乙"]}, **changes,
        }
    )  # fmt: skip


def test_a_term_is_kept_once_whatever_it_is_for() -> None:
    signal = {"words": ["甲", "甲"], "regex": ["甲乙?"], "except": {"words": ["甲", "丙"]}}
    program = compile_packs([pack_of(rule(signals={"a": signal}), rule("two"))])
    uses = {
        (program.terms[term], program.groups[group], views)
        for term, group, views in zip(*(column.tolist() for column in program.uses), strict=True)
    }

    assert sorted(program.terms) == ["丙", "甲"]
    assert uses == {
        ("甲", Group(HIT, (0, 1)), 0b01),
        ("甲", Group(CANCEL, (0,)), 0b11),
        ("甲", Group(LITERAL, (0,)), 0b01),
        ("丙", Group(CANCEL, (0,)), 0b11),
    }


def test_a_use_counts_in_its_views_and_those_that_they_imply() -> None:
    signal = {
        "any": [
            {"words": ["甲"]},
            {"words": ["乙"], "views": ["squeeze"], "except": {"words": ["甲"]}},
            {"words": ["丙"], "views": ["collapse", "emoji"], "except": {"words": ["乙"]}},
        ]
    }
    program = compile_packs([pack_of(rule(signals={"a": signal}))])

    views = dict(zip(program.terms, program.views_of_terms(), strict=True))

    assert program.uses.views.tolist().count(0b01) == 1
    assert views == {"甲": 0b11, "乙": 0b100000111, "丙": 0b100000111}


def test_parts_of_a_signal_have_settings_and_exceptions_of_their_own() -> None:
    signal = {
        "any": [
            {"words": ["甲"], "boundary": "hard", "except": {"words": ["丙"]}},
            {"regex": ["乙"], "views": ["squeeze"]},
        ],
        "except": {"regex": ["丁"]},
    }  # fmt: skip
    program = compile_packs([pack_of(rule(signals={"a": signal}))])

    assert program.parts.signal.tolist() == [0, 0]
    assert program.parts.boundary.tolist() == [2, 1]
    assert [(each.part, each.pattern, each.cancels) for each in program.regexes] == [
        (0, "丁", True),
        (1, "乙", False),
        (1, "丁", True),
    ]


def test_signals_are_numbered_over_all_rules() -> None:
    two = rule("two", signals={"a": ["甲"], "b": ["乙"]}, when={"all": ["b", "a"]})
    program = compile_packs([pack_of(two), pack_of(rule(), name="other")])

    assert program.signals == 3
    assert program.rule_of.tolist() == [0, 0, 1]
    assert [each.signals for each in program.rules] == [range(2), range(2, 3)]
    assert [each.speaking for each in program.rules] == [(1, 0), (2,)]
    assert [each.pack for each in program.rules] == ["made@1.0.0", "other@1.0.0"]


def test_deprecated_rules_are_left_out() -> None:
    program = compile_packs([pack_of(rule(status="deprecated"), rule("two", status="stable"))])

    assert [(each.id, each.experimental) for each in program.rules] == [("two", False)]


def test_rules_for_review_only_are_kept_from_the_exit_code_whatever_their_status() -> None:
    program = compile_packs([pack_of(rule(status="stable"), rule("two", status="stable", category="org"))])

    assert [(each.id, each.experimental) for each in program.rules] == [("one", False), ("two", True)]


def test_rules_that_may_not_run_on_the_day_are_left_out_and_named() -> None:
    pack = pack_of(rule(), rule("two", approved_on=date(2026, 3, 1), expires_on=date(2026, 3, 31)))
    before, after = (compile_packs([pack], today=date(2026, month, 31)) for month in (3, 5))

    assert [each.id for each in before.rules] == [each.id for each in compile_packs([pack]).rules]
    assert [each.id for each in after.rules] == ["one"]
    assert [note.zh for note in after.notes] == ["规则 two 已于 2026-03-31 过期，未检查"]
    assert before.digest != after.digest


# clause of the rule, clause of the category, the clause
CLAUSES = {
    "of the rule": ("第一条", "第二条", "第一条"),
    "of the category": (None, "第二条", "第二条"),
    "none": (None, None, ""),
}


@pytest.mark.parametrize(("own", "categorys", "expected"), CLAUSES.values(), ids=CLAUSES.keys())
def test_the_clause_is_the_rules_or_its_categorys(
    own: str | None, categorys: str | None, expected: str
) -> None:
    category = Category(title=Wording("广告", "ads"), clause=categorys)
    pack = pack_of(rule(clause=own)).model_copy(update={"categories": {"ad": category}})

    assert [expected] == [each.clause for each in compile_packs([pack]).rules]


def test_programs_of_the_same_packs_have_the_same_digest() -> None:
    one, two = pack_of(rule()), pack_of(rule("two"), name="other")

    assert compile_packs([one, two]).digest == compile_packs([one, two]).digest
    assert len({compile_packs(packs).digest for packs in ([], [one], [two], [one, two])}) == 4


def test_levels_rise() -> None:
    score = {"add": {"a": 5}, "levels": {"high": 4, "low": 2}}
    (compiled,) = compile_packs([pack_of(rule(when=None, score=score))]).rules

    assert compiled.scoring is not None
    assert compiled.scoring.levels == ((2, 1), (4, 3))


def test_a_program_is_plain_data_that_pickles() -> None:
    program = compile_packs([pack_of(rule(signals={"a": {"words": ["甲"], "entity": ["url"]}}))])
    other = pickle.loads(pickle.dumps(program))  # noqa: S301 - ours

    assert (program.terms, program.regexes, program.rules) == (other.terms, other.regexes, other.rules)
