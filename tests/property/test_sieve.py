"""Laws of the sieve: no rule is open on what it lets fall, and so it changes no judgement."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from msgscan.engine.compiler import compile_packs
from msgscan.engine.first_look import first_look
from msgscan.engine.judge import Judge
from msgscan.engine.matcher import Matcher
from msgscan.engine.sieve import Sieve
from msgscan.packs.model import Rule, RulePack
from msgscan.schema import CATEGORIES
from tests.property.strategies import SENDER_KEYS, messages, pack_of, packs

Said = tuple[list[str], list[str]]


@st.composite
def cases(draw: st.DrawFn) -> tuple[RulePack, Said]:
    """Return a pack, and messages in which its words stand."""
    pack = draw(packs(senders=draw(st.booleans())))
    return pack, draw(messages([pack]))


def senders(data: st.DataObject, size: int) -> list[list[str]]:
    """Return roles and standings of so many senders."""
    of = [st.lists(st.sampled_from(CATEGORIES[key]), min_size=size, max_size=size) for key in SENDER_KEYS]
    return [data.draw(each) for each in of]


@settings(deadline=None, max_examples=300)
@given(cases(), st.data())
def test_no_rule_is_open_on_what_falls_through(case: tuple[RulePack, Said], data: st.DataObject) -> None:
    pack, (texts, kinds) = case
    sample = data.draw(st.lists(st.sampled_from(texts))) if texts else []
    program = compile_packs([pack])
    matcher = Matcher(program.terms, program.views_of_terms())
    roles, standings = senders(data, len(texts))
    look = first_look(program, kinds, roles, matcher.find(texts), standings=standings)

    assert Sieve(program, matcher, sample).open(texts)[look.messages].all()


@settings(deadline=None, max_examples=100)
@given(cases(), st.booleans(), st.data())
def test_sieved_messages_are_judged_like_all(
    case: tuple[RulePack, Said],
    exempting: bool,  # noqa: FBT001 - drawn
    data: st.DataObject,
) -> None:
    pack, said = case
    roles, standings = senders(data, len(said[0]))
    program = compile_packs([pack])
    exempt = np.arange(len(program.rules) * len(said[0])).reshape(len(program.rules), -1) % 3 == 0
    sieved, unsieved = (
        Judge(program, many=many).judge_all(*said, roles, exempt if exempting else None, standings)
        for many in (0, 1)
    )

    assert _plain(unsieved) == _plain(sieved)


def _plain(value: Any) -> Any:  # noqa: ANN401 - any nest of columns
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    return [_plain(inner) for inner in value] if isinstance(value, tuple) else np.asarray(value).tolist()


@pytest.mark.parametrize(
    ("asked", "opens"), [({}, False), ({"role": "admin"}, True), ({"standing": "staff"}, True)]
)
def test_a_rule_that_asks_who_speaks_may_be_open_on_any_text(asked: dict[str, str], opens: bool) -> None:  # noqa: FBT001 - of the table
    rule = Rule.model_validate(
        {
            "id": "a", "title": "规则", "category": "ad", "severity": "low", "message": "发现",
            "signals": {"a": {"words": ["代写"], **asked}}, "when": "a",
            "examples": {"match": ["代写"], "no_match": ["早"]},
        }
    )  # fmt: skip
    program = compile_packs([pack_of(rule)])
    matcher = Matcher(program.terms, program.views_of_terms())

    assert Sieve(program, matcher, ["早"]).open(["早", "代写"]).tolist() == [opens, True]
