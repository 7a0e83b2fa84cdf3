"""Laws of the sieve: no rule is open on what it lets fall, and so it changes no judgement."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import given, settings, strategies as st

from msgscan.engine.compiler import compile_packs
from msgscan.engine.first_look import first_look
from msgscan.engine.judge import Judge
from msgscan.engine.matcher import Matcher
from msgscan.engine.sieve import Sieve
from msgscan.packs.model import RulePack
from tests.property.strategies import messages, packs

Said = tuple[list[str], list[str]]


@st.composite
def cases(draw: st.DrawFn) -> tuple[RulePack, Said]:
    """Return a pack, and messages in which its words stand."""
    pack = draw(packs())
    return pack, draw(messages([pack]))


@settings(deadline=None, max_examples=300)
@given(cases(), st.data())
def test_no_rule_is_open_on_what_falls_through(case: tuple[RulePack, Said], data: st.DataObject) -> None:
    pack, (texts, kinds) = case
    sample = data.draw(st.lists(st.sampled_from(texts))) if texts else []
    program = compile_packs([pack])
    matcher = Matcher(program.terms, program.views_of_terms())
    look = first_look(program, kinds, ["unknown"] * len(texts), matcher.find(texts))

    assert Sieve(program, matcher, sample).open(texts)[look.messages].all()


@settings(deadline=None, max_examples=100)
@given(cases(), st.booleans())
def test_sieved_messages_are_judged_like_all(case: tuple[RulePack, Said], exempting: bool) -> None:  # noqa: FBT001 - drawn
    pack, said = case
    program = compile_packs([pack])
    exempt = np.arange(len(program.rules) * len(said[0])).reshape(len(program.rules), -1) % 3 == 0
    sieved, unsieved = (
        Judge(program, many=many).judge_all(*said, exempt=exempt if exempting else None) for many in (0, 1)
    )

    assert _plain(unsieved) == _plain(sieved)


def _plain(value: Any) -> Any:  # noqa: ANN401 - any nest of columns
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    return [_plain(inner) for inner in value] if isinstance(value, tuple) else np.asarray(value).tolist()
