"""Rules held against their own examples."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np

from .engine.judge import Judge
from .engine.program import SEVERITIES, compile_packs
from .engine.trace import trace
from .errors import Wording
from .packs.model import Example, Rule, RulePack


class Problem(NamedTuple):
    """An example that its rule does not treat as it says.

    Attributes
    ----------
    rule : str
        Id of the rule.
    text : str
        The example.
    wording : Wording
        What was wanted, and what came out.
    """

    rule: str
    text: str
    wording: Wording


class IdleSignal(NamedTuple):
    """A signal that no example of its rule makes hit.

    Attributes
    ----------
    rule, signal : str
        Id of the rule, name of the signal.
    """

    rule: str
    signal: str


def check_packs(packs: Iterable[RulePack]) -> tuple[Problem, ...]:
    """Return the examples that fail; empty when every rule does what its examples say.

    Deprecated rules are not run.

    Examples
    --------
    >>> from msgscan import check_packs, load_packs
    >>> check_packs(load_packs(["secret"]))
    ()
    """
    problems: list[Problem] = []
    for pack in packs:
        rules = [rule for rule in pack.rules if rule.status != "deprecated"]
        cases = [case for rule in rules for case in _cases(rule)]
        kinds = [rule.applies_to.kinds[0] if rule.applies_to else "text" for rule, _, _ in cases]
        found = Judge(compile_packs([pack])).judge([case.text for _, case, _ in cases], kinds)
        severities = {
            (message, rules[rule].id): SEVERITIES[severity]
            for message, rule, severity in zip(
                found.message.tolist(), found.rule.tolist(), found.severity.tolist(), strict=True
            )
        }
        for row, (rule, case, wanted) in enumerate(cases):
            wording = _verdict(severities.get((row, rule.id)), case, wanted=wanted)
            if wording:
                problems.append(Problem(rule.id, case.text, wording))
    return tuple(problems)


def idle_signals(packs: Iterable[RulePack]) -> tuple[IdleSignal, ...]:
    """Return the signals that no example of their rule makes hit: nothing shows that they can.

    Deprecated rules are not run.
    """
    idle: list[IdleSignal] = []
    for pack in packs:
        program = compile_packs([pack])
        if not program.rules:
            continue
        cases = [case for rule in pack.rules if rule.status != "deprecated" for case in _cases(rule)]
        hit = trace(program, [case.text for _, case, _ in cases], ["text"] * len(cases)).signals
        own = np.array([rule.id for rule, _, _ in cases])
        for rule in program.rules:
            of_rule = hit[:, own == rule.id]
            pairs = zip(rule.signals, rule.names, strict=True)
            idle += [IdleSignal(rule.id, name) for signal, name in pairs if not of_rule[signal].any()]
    return tuple(idle)


def _cases(rule: Rule) -> Iterator[tuple[Rule, Example, bool]]:
    yield from ((rule, example, True) for example in rule.examples.match)
    yield from ((rule, example, False) for example in rule.examples.no_match)


def _verdict(severity: str | None, case: Example, *, wanted: bool) -> Wording | None:
    """Return what is wrong with the outcome of an example, if anything is."""
    if wanted and severity is None:
        return Wording("应当命中，却没有命中", "should match, but does not")
    if not wanted and severity is not None:
        return Wording("不应命中，却命中了", "should not match, but does")
    expected = case.expect.severity if case.expect else None
    if expected and severity and expected != severity:
        return Wording(
            f"应为 {expected} 级，却是 {severity} 级", f"should have severity {expected}, but has {severity}"
        )
    return None
