"""Laws of what a rule may make of messages before all hits are known."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given, settings, strategies as st

from msgscan.engine.compiler import compile_packs
from msgscan.engine.program import Around
from msgscan.engine.verdict import can_matter, can_matter_at_all
from msgscan.packs.model import RulePack
from tests.property.strategies import packs

NEXT = Around(messages=1, within=None, same_sender=False)


@settings(deadline=None)
@given(packs(), st.data())
def test_a_rule_that_can_matter_nowhere_is_passed_over(pack: RulePack, data: st.DataObject) -> None:
    program = compile_packs([pack])
    signals = st.sets(st.sampled_from(range(program.signals)))
    present = data.draw(signals)
    possibly = np.isin(np.arange(program.signals), list(present))[:, None]
    for rule in program.rules:
        around = data.draw(signals) & set(rule.signals)
        asked = replace(rule, around=dict.fromkeys(around, NEXT))

        assert can_matter(asked, possibly, np.ones(1, bool)).any() == can_matter_at_all(asked, present)
