from __future__ import annotations

import re
from typing import get_args

import pytest

from msgscan.errors import Wording
from msgscan.packs._form import PackForm
from msgscan.packs._shape import NAME, maybe_whole
from msgscan.packs.model import (
    LATER_KEYS,
    Group,
    Near,
    Rule,
    Severity,
)
from msgscan.packs.signal import ENTITIES, Signal
from msgscan.schema import CATEGORIES


def test_severities_are_those_of_findings() -> None:
    assert get_args(Severity) == CATEGORIES["severity"]


def test_what_comes_later_is_not_there_yet() -> None:
    there = {*PackForm.model_fields, *Rule.model_fields, *Signal.model_fields}

    assert there.isdisjoint(LATER_KEYS)


def test_entities_are_named_like_signals() -> None:
    assert all(re.match(NAME, name) for name in ENTITIES)


def test_a_rule_made_in_python_takes_python_values() -> None:
    rule = Rule.model_validate(
        {
            "id": "a",
            "title": Wording("甲", "a"),
            "category": "ad",
            "severity": "low",
            "message": "甲",
            "redact": True,
            "signals": {"a": {"words": ("甲乙",)}},
            "when": Group(near=Near(of=("a", "a"), within=3)),
            "examples": {"match": ["甲乙"], "no_match": ["乙"]},
        }
    )

    assert (rule.title, rule.redact, rule.when) == (
        Wording("甲", "a"),
        True,
        Group(near=Near(of=("a", "a"), within=3)),
    )


WHOLE = [("3", 3), ("-4", -4), ("0", 0), ("03", None), ("1_0", None), ("3.0", None), ("三", None), ("", None)]


@pytest.mark.parametrize(("text", "number"), WHOLE)
def test_a_whole_number_is_written_in_one_way(text: str, number: int | None) -> None:
    assert maybe_whole(text) == number
