"""Rules held against their own examples: what counts as a problem, and how it is told."""

from __future__ import annotations

from typing import Any

import pytest

from msgscan.checking import IdleSignal, check_packs, idle_signals
from msgscan.packs.model import Rule
from tests.property.strategies import pack_of


def rule(match: list[Any], no_match: list[Any], **changes: Any) -> Rule:  # noqa: ANN401 - any key of the language
    return Rule.model_validate(
        {
            "id": "ads",
            "title": "广告",
            "category": "ad",
            "severity": "high",
            "message": "广告",
            "signals": {"a": ["代写"], "b": ["警惕"]},
            "when": "a",
            "downgrade": {"when": "b", "to": "low"},
            "examples": {"match": match, "no_match": no_match},
            **changes,
        }
    )


# match, no_match, what is told of which text
CASES: dict[str, tuple[list[Any], list[Any], list[tuple[str, str, str]]]] = {
    "all is well": (["代写"], ["书写"], []),
    "severity as expected": ([{"text": "警惕代写", "expect": {"severity": "low"}}], ["书写"], []),
    "not found": (["书写"], ["好"], [("书写", "应当命中，却没有命中", "should match, but does not")]),
    "found": (["代写"], ["请代写"], [("请代写", "不应命中，却命中了", "should not match, but does")]),
    "another severity": (
        [{"text": "代写", "expect": {"severity": "low"}}],
        ["书写"],
        [("代写", "应为 low 级，却是 high 级", "should have severity low, but has high")],
    ),
    "not found, nor its severity": (
        [{"text": "书写", "expect": {"severity": "low"}}],
        ["好"],
        [("书写", "应当命中，却没有命中", "should match, but does not")],
    ),
    "one text on both sides": (
        ["代写"],
        ["代写"],
        [("代写", "不应命中，却命中了", "should not match, but does")],
    ),
    "several": (
        ["甲", "代写"],
        ["代写论文", "乙"],
        [
            ("甲", "应当命中，却没有命中", "should match, but does not"),
            ("代写论文", "不应命中，却命中了", "should not match, but does"),
        ],
    ),
}


@pytest.mark.parametrize(("match", "no_match", "expected"), CASES.values(), ids=CASES.keys())
def test_tells_examples_that_fail(
    match: list[Any], no_match: list[Any], expected: list[tuple[str, str, str]]
) -> None:
    problems = check_packs([pack_of(rule(match, no_match))])

    assert expected == [(problem.text, *problem.wording) for problem in problems]
    assert {problem.rule for problem in problems} <= {"ads"}


def test_examples_are_of_a_kind_that_the_rule_looks_at() -> None:
    links = rule(["代写"], ["书写"], applies_to={"kinds": ["link", "card"]})

    assert check_packs([pack_of(links)]) == ()


def test_deprecated_rules_are_not_run() -> None:
    assert check_packs([pack_of(rule(["甲"], ["代写"], status="deprecated"))]) == ()


def test_a_rule_is_held_against_its_own_examples_only() -> None:
    one, other = (
        rule(["代写"], ["书写"]),
        rule(["刷单"], ["代写"], id="jobs", signals={"a": ["刷单"], "b": ["警惕"]}),
    )

    assert check_packs([pack_of(one, other), pack_of(name="empty")]) == ()


# match, no_match, signals that no example makes hit
COVERAGE: dict[str, tuple[list[Any], list[Any], list[str]]] = {
    "all hit": (["代写"], ["警惕"], []),
    "in one example": (["警惕代写"], ["书写"], []),
    "one never hits": (["代写"], ["书写"], ["b"]),
    "none ever hits": (["甲"], ["乙"], ["a", "b"]),
}


@pytest.mark.parametrize(("match", "no_match", "idle"), COVERAGE.values(), ids=COVERAGE.keys())
def test_tells_signals_that_no_example_makes_hit(
    match: list[Any], no_match: list[Any], idle: list[str]
) -> None:
    assert idle_signals([pack_of(rule(match, no_match))]) == tuple(IdleSignal("ads", name) for name in idle)


def test_a_signal_hits_by_examples_of_its_own_rule_only() -> None:
    one, other = rule(["代写"], ["书写"]), rule(["警惕"], ["代写"], id="jobs")

    assert idle_signals([pack_of(one, other)]) == (IdleSignal("ads", "b"),)


def test_a_signal_hits_whatever_else_its_rule_asks_for() -> None:
    both = rule(["甲"], ["警惕"], when={"all": ["a", "b"]})

    assert idle_signals([pack_of(both)]) == (IdleSignal("ads", "a"),)


def test_a_hit_that_an_exception_cancels_is_none() -> None:
    cancelled = rule(
        ["代写人"],
        ["警惕"],
        signals={"a": {"words": ["代写"], "except": {"words": ["代写人"]}}, "b": ["警惕"]},
    )

    assert idle_signals([pack_of(cancelled)]) == (IdleSignal("ads", "a"),)


def test_deprecated_rules_need_no_examples_that_hit() -> None:
    assert idle_signals([pack_of(rule(["甲"], ["乙"], status="deprecated")), pack_of(name="empty")]) == ()
