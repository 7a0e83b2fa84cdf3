"""What the engine tells of every step ends in what it judges."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from msgscan.engine.compiler import compile_packs
from msgscan.engine.judge import Judge
from msgscan.engine.program import Program
from msgscan.engine.trace import trace
from msgscan.packs.lookup import given_packs
from msgscan.packs.shipped import shipped_names


def verdicts(fired: Any, severity: Any) -> dict[tuple[int, int], int]:  # noqa: ANN401 - arrays, rules by messages
    """Return the severity of each rule that fires, by (message, rule)."""
    return {(m, r): int(severity[r, m]) for r, m in np.argwhere(fired).tolist()}


def alone(program: Program, judged: dict[tuple[int, int], int]) -> dict[tuple[int, int], int]:
    """Return the verdicts of rules that look at one message alone: without neighbours others say nothing."""
    return {verdict: level for verdict, level in judged.items() if not program.rules[verdict[1]].around}


@pytest.mark.parametrize("name", shipped_names())
def test_of_all_examples_of_a_shipped_pack_the_trace_ends_in_the_verdict_of_a_scan(name: str) -> None:
    packs = given_packs([name])
    examples = [rule.examples for rule in packs[0].rules]
    texts = [case.text for each in examples for case in (*each.match, *each.no_match)]
    said, program = (texts, ["text"] * len(texts)), compile_packs(packs)
    found, counted = Judge(program).judge_all(*said)
    judged = {
        (int(message), int(rule)): int(severity)
        for each in (found, counted.found)
        for message, rule, severity in zip(*each[:3], strict=True)
    }
    for rule, messages in counted.whatever.items():
        judged |= {(message, rule): program.rules[rule].severity for message in messages.tolist()}
    traced = trace(program, *said)

    assert alone(program, verdicts(traced.fired, traced.severity)) == alone(program, judged)
