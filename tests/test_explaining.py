"""Why a rule finds a text or not: every node of its condition, its window, and the verdict of a scan."""

from __future__ import annotations

from dataclasses import asdict
from json import dumps
from typing import Any

import pytest

from msgscan.errors import UsageError
from msgscan.explaining import explain
from msgscan.explanation import ExplainedNode
from msgscan.frames import from_texts
from msgscan.packs.lookup import given_packs
from msgscan.packs.shipped import shipped_names
from msgscan.scanning import scan
from tests.explained import pack, told

# --- conditions ------------------------------------------------------------------------------------------


def shape(node: ExplainedNode) -> str:
    """Return a node on one line: ``+all(+a -none(+b))``."""
    mark = "+" if node.holds else "-"
    if node.kind == "signal":
        return mark + node.signals[0]
    number = str(node.number) if node.kind in {"at_least", "near"} else ""
    return f"{mark}{node.kind}{number}({' '.join([*node.signals, *map(shape, node.parts)])})"


SIGNALS = {"a": ["甲"], "b": ["乙"], "c": ["丙"]}
# condition, text, the tree
TREES: dict[str, tuple[Any, str, str]] = {
    "a signal that hits": ("a", "甲", "+a"),
    "a signal that does not": ("a", "乙", "-a"),
    "all": ({"all": ["a", "b"]}, "甲", "-all(+a -b)"),
    "any": ({"any": ["a", "b"]}, "甲", "+any(+a -b)"),
    "none": ({"none": ["a", "b"]}, "甲", "-none(+a -b)"),
    "at least": ({"at_least": {"n": 2, "of": ["a", "b", "c"]}}, "甲丙", "+at_least2(+a -b +c)"),
    "near": ({"near": {"of": ["a", "b"], "within": 1}}, "甲 乙", "+near1(a b)"),
    "not near enough": ({"near": {"of": ["a", "b"], "within": 1}}, "甲 — 乙", "-near1(a b)"),
    "keys of one group stand side by side": ({"all": ["a"], "none": ["b"]}, "甲", "+all(+a +none(-b))"),
    "a group in a group": ({"all": ["a", {"any": ["b", "c"]}]}, "甲丙", "+all(+a +any(-b +c))"),
}


@pytest.mark.parametrize(("when", "text", "tree"), TREES.values(), ids=TREES)
def test_every_node_of_the_condition_says_whether_it_holds(when: object, text: str, tree: str) -> None:
    explained = told(text, SIGNALS, when=when)

    assert explained.when is not None
    assert tree == shape(explained.when)
    assert explained.severity == ("high" if tree.startswith("+") else None)


# text, sum, severity
SCORES = [("甲", 2, None), ("甲丙", 3, "low"), ("甲乙丙", 1, None), ("甲甲", 2, None), ("甲丙丁", 6, "high")]


@pytest.mark.parametrize(("text", "total", "severity"), SCORES)
def test_a_score_is_told_by_signal(text: str, total: int, severity: str | None) -> None:
    points = {"a": 2, "b": -2, "c": 1, "d": 3}
    explained = told(
        text, {**SIGNALS, "d": ["丁"]}, when=None, score={"add": points, "levels": {"high": 5, "low": 3}}
    )

    assert explained.score is not None
    assert explained.score.points == tuple(
        (name, points[name], sign in text) for name, sign in zip("abcd", "甲乙丙丁", strict=True)
    )
    assert explained.score.levels == ((3, "low"), (5, "high"))
    assert (explained.score.total, explained.severity) == (total, severity)


@pytest.mark.parametrize(("text", "severity"), [("甲", "high"), ("甲乙", "low")])
def test_a_downgrade_is_told_with_its_condition(text: str, severity: str) -> None:
    explained = told(text, SIGNALS, downgrade={"when": "b", "to": "low"})

    assert explained.severity == severity
    assert explained.downgrade is not None
    assert (explained.downgrade.to, explained.downgrade.when.holds) == ("low", severity == "low")


# text, whether it is evasion
EVASION = [("甲乙丙", False), ("甲乙 丙", True), ("甲乙 丙，甲乙丙", False), ("丁 戊", False)]


@pytest.mark.parametrize(("text", "evasion"), EVASION)
def test_evasion_is_told_as_a_scan_tells_it(text: str, *, evasion: bool) -> None:
    signals = {"a": {"words": ["甲乙丙"], "views": ["squeeze"], "boundary": "none"}, "b": ["丁"]}
    tried = pack(signals, when={"any": ["a", "b"]})

    assert explain(text, "tried", [tried]).evasion is evasion
    assert scan(from_texts([text]), [tried])["evasion"].tolist() == [evasion]


# --- windows ---------------------------------------------------------------------------------------------

WINDOW = {"of": "a", "span": "1m", "at_least": 3, "shortest": 2, "longest": 4}


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("甲甲", True),
        ("甲", False),
        ("甲甲甲甲甲", False),
        ("乙乙", False),
        ("甲甲香", True),
        ("甲香", False),
    ],
)
def test_a_window_counts_what_its_condition_and_its_lengths_let_through(text: str, *, counted: bool) -> None:
    signals = {"a": {"words": ["甲"], "boundary": "none", "except": {"words": ["甲香"]}}}
    explained = told(text, signals, when=None, window=WINDOW)

    assert (explained.counted, explained.severity) == (counted, None)


def test_a_window_is_told_with_the_messages_that_spare_it() -> None:
    spared = {**WINDOW, "of": "a", "unless_after": {"when": "b", "within": "1h"}}
    window = told("乙乙", SIGNALS, when=None, window=spared).window

    assert window is not None
    assert (window.reach, window.at_least, window.shortest, window.longest) == (60_000, 3, 2, 4)
    assert (window.unless_after and shape(window.unless_after), window.rest) == ("+b", 3_600_000)


# --- the message and the rule ----------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "severity"), [(None, "high"), ("link", "high"), ("text", None)])
def test_a_rule_that_does_not_look_at_a_kind_says_so(kind: str | None, severity: str | None) -> None:
    tried = pack(SIGNALS, applies_to={"kinds": ["link"]})
    explained = explain("甲", "tried", [tried], kind=kind)

    assert (explained.looked_at, explained.severity) == (severity is not None, severity)
    assert explained.when is not None
    assert explained.when.holds


def test_a_pattern_that_takes_too_long_is_told() -> None:
    explained = told("a" * 40 + "!", {"a": {"regex": "(?:a|a)*b|(?:a|aa)+$"}})

    assert explained.unfinished


def test_a_rule_that_is_not_there_is_an_error_that_says_which_was_meant() -> None:
    with pytest.raises(UsageError, match="未知的规则 'tired'，是不是想写 'tried'"):
        explain("甲", "tired", [pack(SIGNALS)])


def test_a_deprecated_rule_is_an_error() -> None:
    with pytest.raises(UsageError, match="已经弃用"):
        explain("甲", "tried", [pack(SIGNALS, status="deprecated")])


def test_an_explanation_can_be_written_as_json() -> None:
    assert '"severity": "high"' in dumps(asdict(told("甲", SIGNALS)))


@pytest.mark.parametrize("name", shipped_names())
def test_each_shipped_rule_is_explained_as_its_first_examples_say(name: str) -> None:
    packs = given_packs([name])
    for rule in (each for each in packs[0].rules if each.window is None):
        found, left = (
            next((case for case in side if case.text), None)
            for side in (rule.examples.match, rule.examples.no_match)
        )
        if found is None or left is None:
            continue  # its examples are chats, and an explanation is of one message

        severities = [
            explain(case.text, rule.id, packs, role=case.role, standing=case.standing).severity
            for case in (found, left)
        ]
        assert severities[0] is not None, rule.id
        assert severities[1] is None, rule.id
