"""Rules held against their own examples."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from .engine.compiler import compile_packs, parts_of
from .engine.judge import Judge
from .engine.program import Program
from .engine.runaways import maybe_runaway
from .engine.trace import trace
from .errors import Wording
from .findings import Teller
from .gathering import Gatherer
from .packs.chats import shown_example, spoken
from .packs.model import Example, Rule, RulePack
from .schema import Batch

_Case = tuple[Rule, Example, bool]


class Problem(NamedTuple):
    """An example that its rule does not treat as it says.

    Attributes
    ----------
    rule : str
        Id of the rule.
    text : str
        The example; of a chat all lines.
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


class Runaway(NamedTuple):
    """A pattern that takes longer than a scan allows on a text made for it.

    Attributes
    ----------
    rule, pattern : str
        Id of the rule, the pattern as written.
    character : str
        A long row of it is such a text.
    """

    rule: str
    pattern: str
    character: str


def runaways(packs: Iterable[RulePack]) -> tuple[Runaway, ...]:
    """Return the patterns of packs that run away, exceptions included."""
    return tuple(
        Runaway(rule.id, pattern, character)
        for pack in packs
        for rule in pack.rules
        for pattern in _patterns(rule)
        if (character := maybe_runaway(pattern)) is not None
    )


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
        severities = _severities(compile_packs([pack]), cases)
        for number, (rule, case, wanted) in enumerate(cases):
            wording = _verdict(severities.get((number, rule.id)), case, wanted=wanted)
            if wording:
                problems.append(Problem(rule.id, shown_example(case), wording))
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
        said = [
            (rule.id, text, case.role, case.standing) for rule, case, _ in cases for *_, text in _said(case)
        ]
        rules, texts, roles, standings = map(list, zip(*said, strict=True))
        hit = trace(program, texts, ["text"] * len(said), roles, standings).signals
        own = np.array(rules)
        for rule in program.rules:
            of_rule = hit[:, own == rule.id]
            pairs = zip(rule.signals, rule.names, strict=True)
            idle += [IdleSignal(rule.id, name) for signal, name in pairs if not of_rule[signal].any()]
    return tuple(idle)


def _severities(program: Program, cases: Sequence[_Case]) -> dict[tuple[int, str], str]:
    """Return what rules find, by number of the case and id of the rule; each case is a chat of its own."""
    said = [(number, *message) for number, (_, case, _) in enumerate(cases) for message in _said(case)]
    kinds = [rule.applies_to.kinds[0] if rule.applies_to else "text" for rule, case, _ in cases]
    batch = Batch(
        len(said),
        {
            "text": [text for *_, text in said],
            "kind": [kinds[number] for number, *_ in said],
            "sender_role": [cases[number][1].role for number, *_ in said],
            "standing": [cases[number][1].standing for number, *_ in said],
            "chat_id": [str(number) for number, *_ in said],
            "sender": [sender for _, _, sender, _ in said],
            "sent_at": np.array([after for _, after, _, _ in said], "M8[ms]"),
        },
    )
    texts, kinds, roles, standings = map(batch.texts, ("text", "kind", "sender_role", "standing"))
    judge, teller = Judge(program), Teller(program, "zh")
    judgements, pending = judge.judge_all(texts, kinds, roles, standings=standings)
    gatherer = Gatherer(judge, teller)
    early = gatherer.add(batch, 0, judgements, pending, batch.size)
    told = [teller.tell(batch, judgements, 0), *early, *gatherer.findings()]
    return {
        (said[row][0], rule): severity
        for findings in told
        for row, rule, severity in zip(
            *(findings.values(name) for name in ("seq", "rule", "severity")), strict=True
        )
    }


def _patterns(rule: Rule) -> Iterable[str]:
    parts = [part for signal in rule.signals.values() for part in parts_of(signal)]
    patterns = [pattern for part, _ in parts for pattern in part.regex]
    patterns += [pattern for _, excepts in parts for each in excepts for pattern in each.regex]
    return dict.fromkeys(patterns)


def _said(case: Example) -> Iterator[tuple[int, str, str]]:
    """Yield the messages of an example: when, in milliseconds, who, and what."""
    yield from spoken(case.chat) if case.chat else [(0, "", case.text)]


def _cases(rule: Rule) -> Iterator[_Case]:
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
