"""Laws of explanations: on any packs and messages they say what a scan finds, and by what."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings, strategies as st

from msgscan.engine.compiler import compile_packs
from msgscan.engine.program import SEVERITIES
from msgscan.engine.trace import trace
from msgscan.explaining import explain
from msgscan.packs.model import RulePack
from tests.property.naive_engine import naive_findings
from tests.property.strategies import messages, packs

Said = tuple[list[str], list[str]]
UNHURRIED = settings(deadline=None, max_examples=60)
# An explanation is five runs of the engine.
FEW = settings(deadline=None, max_examples=20)


@st.composite
def cases(draw: st.DrawFn) -> tuple[RulePack, Said]:
    pack = draw(packs(borders=True))
    return pack, draw(messages([pack]))


@UNHURRIED
@given(cases())
def test_a_trace_ends_in_the_verdict_of_naive_loops(case: tuple[RulePack, Said]) -> None:
    pack, said = case
    found = {(each.message, each.rule): each.severity for each in naive_findings([pack], *said)}
    traced = trace(compile_packs([pack]), *said)

    assert found == {
        (message, pack.rules[rule].id): SEVERITIES[traced.severity[rule, message]]
        for rule, message in np.argwhere(traced.fired).tolist()
    }


@FEW
@given(cases())
def test_verdict_and_hits_are_those_of_naive_loops(case: tuple[RulePack, Said]) -> None:
    pack, (texts, kinds) = case
    text, kind = texts[0], kinds[0]
    naive = {each.rule: each for each in naive_findings([pack], [text], [kind])}

    for rule in pack.rules:
        explained = explain(text, rule.id, [pack], kind=kind)
        kept = {
            (signal.name, hit.start, hit.end)
            for signal in explained.signals
            for part in signal.parts
            for hit in part.hits
            if hit.dropped is None
        }
        found = naive.get(rule.id)
        assert explained.severity == (found.severity if found else None)
        assert {span[:3] for span in (found.spans if found else ())} <= kept


@FEW
@given(cases())
def test_signals_nodes_and_points_agree_with_the_verdict(case: tuple[RulePack, Said]) -> None:
    pack, (texts, _) = case
    for rule in pack.rules:
        explained = explain(texts[0], rule.id, [pack])
        hit = {signal.name: signal.hit for signal in explained.signals}
        if explained.when:
            assert explained.when.holds == (explained.severity is not None)
        if explained.score:
            assert all(hit[name] == counted for name, _, counted in explained.score.points)
            reached = [level for least, level in explained.score.levels if explained.score.total >= least]
            assert (explained.severity is not None) == bool(reached)
            if reached and not rule.downgrade:
                assert explained.severity == max(reached, key=SEVERITIES.index)


@FEW
@given(cases())
def test_what_is_told_stands_in_the_text(case: tuple[RulePack, Said]) -> None:
    pack, (texts, _) = case
    for rule in pack.rules:
        for signal in explain(texts[0], rule.id, [pack]).signals:
            for hit in (hit for part in signal.parts for hit in part.hits):
                assert 0 <= hit.start < hit.end <= len(texts[0])
                assert hit.matched == texts[0][hit.start : hit.end]
                assert hit.dropped != "exception" or hit.by
