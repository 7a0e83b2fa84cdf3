"""The shape of judgements: order, evidence, evasion, what took too long."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from msgscan.engine.compiler import compile_packs
from msgscan.engine.judge import Judge, Judgements
from msgscan.packs.model import Rule
from msgscan.text.views import VIEWS
from tests.property.strategies import pack_of


def rule(name: str, when: Any, **signals: Any) -> Rule:  # noqa: ANN401 - any shape of the language
    return Rule.model_validate(
        {
            "id": name, "title": "规则", "category": "ad", "severity": "low", "message": "发现", "when": when,
            "signals": signals, "examples": {"match": ["甲"], "no_match": ["乙"]},
        }
    )  # fmt: skip


def judged(texts: list[str], *rules: Rule) -> Judgements:
    return Judge(compile_packs([pack_of(*rules)])).judge(texts, ["text"] * len(texts))


def word(*words: str) -> dict[str, Any]:
    return {"words": [*words], "views": ["exact", "squeeze"], "boundary": "none"}


def test_judgements_are_sorted_by_message_and_rule() -> None:
    found = judged(["甲乙", "乙", "甲"], rule("one", "a", a=["甲"]), rule("two", "a", a=["乙"]))

    assert list(zip(found.message.tolist(), found.rule.tolist(), strict=True)) == [
        (0, 0),
        (0, 1),
        (1, 1),
        (2, 0),
    ]


def test_evidence_stands_in_the_order_of_the_signals_that_the_condition_names() -> None:
    found = judged(["甲乙甲"], rule("one", {"all": ["b", "a"]}, a=word("甲"), b=word("乙")))

    assert found.evidence.signal.tolist() == [1, 0, 0]
    assert found.evidence.start.tolist() == [1, 0, 2]
    assert found.first.tolist() == [0, 3]


def test_each_judgement_has_its_own_evidence() -> None:
    found = judged(["甲", "乙乙", "甲"], rule("one", "a", a=word("甲")), rule("two", "a", a=word("乙")))

    assert found.first.tolist() == [0, 1, 3, 4]


def test_a_signal_that_must_be_absent_is_no_evidence() -> None:
    found = judged(
        ["甲", "甲乙"], rule("one", {"any": ["a"], "none": [{"all": ["a", "b"]}]}, a=word("甲"), b=word("乙"))
    )

    assert found.message.tolist() == [0]
    assert found.evidence.signal.tolist() == [0]


def test_a_rule_of_absence_has_no_evidence() -> None:
    found = judged(["甲", "乙"], rule("one", {"none": ["a"]}, a=word("甲")))

    assert (found.message.tolist(), found.first.tolist(), found.evasion.tolist()) == ([1], [0, 0], [False])


# text, whether a signal is there in evasive writing only
EVASION = {
    "plain": ("加微信刷单", False),
    "strewn": ("加*微信刷单", True),
    "zero-width": ("加\u200b微信刷单", True),
    "strewn across a unit": ("加微信㎏*计刷单", True),
    "one signal strewn, the other plain": ("加微信刷-单", True),
    "strewn beside plain": ("加微信，加*微信，刷单", False),
}


@pytest.mark.parametrize(("text", "evasion"), EVASION.values(), ids=EVASION.keys())
def test_evasion_is_a_signal_without_plain_writing(text: str, *, evasion: bool) -> None:
    terms = word("kg计") if "㎏" in text else word("加微信")
    found = judged([text], rule("one", {"all": ["a", "b"]}, a=terms, b=word("刷单")))

    assert [evasion] == found.evasion.tolist()


@pytest.mark.parametrize(
    ("text", "view", "evasion"),
    [("拨13812345678", "exact", False), ("拨一三八12345678", "digits", True)],
    ids=["digits", "numerals"],
)
def test_a_number_in_numerals_is_evasion(text: str, view: str, *, evasion: bool) -> None:
    found = judged([text], rule("one", "a", a={"entity": ["cn_mobile"]}))

    assert found.evidence.view.tolist() == [VIEWS.index(view)]
    assert found.evasion.tolist() == [evasion]


def test_what_takes_too_long_is_told_by_rule() -> None:
    endless = "a" * 60 + "b"
    found = judged(
        [endless, "b"], rule("slow", "a", a={"regex": ["(?:a|aa|aaa)+$"]}), rule("quick", "a", a=word("b"))
    )

    assert found.unfinished == {"slow": 1}
    assert found.rule.tolist() == [1, 1]


def test_patterns_run_only_where_their_rule_can_fire() -> None:
    endless = "a" * 60 + "b"
    slow = {"regex": ["(?:a|aa|aaa)+$"]}
    found = judged([endless], rule("slow", {"all": ["a", "b"]}, a=slow, b=word("甲")))

    assert found.unfinished == {}


@pytest.mark.parametrize("texts", [[], [""]], ids=["no message", "an empty message"])
def test_nothing_said_is_nothing_found(texts: list[str]) -> None:
    found = judged(texts, rule("one", {"all": ["a"]}, a={"words": ["甲"], "regex": [r"\d"]}))

    assert (len(found.message), found.first.tolist()) == (0, [0])


def test_no_rules_find_nothing() -> None:
    assert not len(judged(["甲"]).message)


def test_columns_have_their_types() -> None:
    for found in (judged(["甲"], rule("one", "a", a=["甲"])), judged([])):
        assert [found.message.dtype, found.rule.dtype, found.severity.dtype, found.first.dtype] == [
            np.int64
        ] * 4
        assert found.evasion.dtype == np.bool_
