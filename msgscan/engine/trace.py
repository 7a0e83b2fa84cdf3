"""The engine asked about every step of some rules: each signal and each node of a condition becomes a rule.

A rule's costly stages run only where it can still fire, so the hits that are left after a scan say nothing
about signals whose rule was out of reach. Here every signal is a rule of its own, hence always within reach,
and every node of a condition is one too, so that the engine itself says where it holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from .conditions import All, AtLeastOf, Is, Node, NoneOf
from .first_look import counted
from .judge import Judge
from .matcher import Hits
from .pool import Flags, Ints, Pool
from .program import CompiledRule, Program


class Trace(NamedTuple):
    """All that the engine knows of some messages at the end.

    Attributes
    ----------
    hits : Hits
        Of the matcher; ``pool.origin`` leads to them.
    pool : Pool
        Hits of parts that nothing has spoken against.
    fired, severity : bool, int64; rules by messages
        Where each rule applies, and how severe.
    signals : bool, signals by messages
        Where each signal hits.
    holds : mapping of Node to (bool, messages)
        Where each node of all conditions holds.
    unfinished : dict of str to int
        Rules whose patterns took too long, and on how many messages.
    """

    hits: Hits
    pool: Pool
    fired: Flags
    severity: Ints
    signals: Flags
    holds: Mapping[Node, Flags]
    unfinished: dict[str, int]


def trace(
    program: Program,
    texts: Sequence[str],
    kinds: Sequence[str],
    roles: Sequence[str] | None = None,
    standings: Sequence[str] | None = None,
) -> Trace:
    """Return what the engine makes of messages, step by step.

    Parameters
    ----------
    program : Program
        With at least one rule.
    texts, kinds, roles, standings : sequence of str, n
        The messages; roles and standings are those of their senders.
    """
    owners = [program.rules[number] for number in program.rule_of.tolist()]
    by_signal = [_asked(owner, Is(signal)) for signal, owner in enumerate(owners)]
    nodes = {node: rule for rule in program.rules for node in _nodes_of(rule)}
    rules = (*program.rules, *by_signal, *(_asked(rule, node) for node, rule in nodes.items()))
    # Of one message alone nobody knows the neighbours.
    rules = tuple(replace(rule, around={}) for rule in rules)
    first = len(program.rules)
    rest = first + len(by_signal)
    every = replace(program, rules=rules, rule_of=np.arange(first, rest))
    hits, piece = Judge(every).run(texts, kinds, roles, standings=standings)
    fired, severity = (np.zeros((len(rules), len(texts)), dtype) for dtype in (bool, np.int64))
    fired[:, piece.messages], severity[:, piece.messages] = piece.fired()
    for number, messages in counted(every, kinds).items():
        fired[number, messages], severity[number, messages] = True, rules[number].severity
    return Trace(
        hits=hits,
        pool=piece.pool,
        fired=fired[:first],
        severity=severity[:first],
        signals=fired[first:rest],
        holds=dict(zip(nodes, fired[rest:], strict=True)),
        unfinished=piece.unfinished,
    )


def _asked(rule: CompiledRule, node: Node) -> CompiledRule:
    """Return a rule that applies where one node of another rule holds, whatever the kind of message."""
    return replace(rule, when=node, scoring=None, window=None, downgrade=None, kinds=None, speaking=())


def _nodes_of(rule: CompiledRule) -> Iterator[Node]:
    spared_by = rule.window.spared_by if rule.window else None
    for node in (rule.when, *(each[0] for each in (rule.downgrade, spared_by) if each)):
        if node is not None:
            yield from _below(node)


def _below(node: Node) -> Iterator[Node]:
    yield node
    if isinstance(node, All | AtLeastOf | NoneOf):
        for part in node.parts:
            yield from _below(part)
