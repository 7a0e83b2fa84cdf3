"""The sieve: which messages of a large piece are worth a look at all.

Most of what people say holds nothing that any rule could not do without. The sieve looks for just that: for
each rule, words and literals of which one stands in every message on which the rule is open. There are many
such choices (of conditions that must all hold any one will do), and a sample tells which of them fewest
messages have. It changes the speed, never the result: on what the sieve lets fall the first look would close
every rule.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import inf
from typing import TypeAlias

import numpy as np

from .conditions import AtLeastOf, Is, NearOf, Node, NoneOf
from .first_look import groups_of
from .matcher import Matcher
from .pool import Flags
from .program import HIT, LITERAL, CompiledRule, Program, Scoring

# Groups of terms, one of which is in every message on which something can be so; None: nothing need be there.
Cover: TypeAlias = frozenset[int] | None


class Sieve:
    """The terms that a program's rules can't do without.

    Parameters
    ----------
    program : Program
    matcher : Matcher
        Of its terms.
    sample : sequence of str
        Some texts like those to come.
    """

    def __init__(self, program: Program, matcher: Matcher, sample: Sequence[str]) -> None:
        chosen = _Covers(program, matcher, sample).of_all()
        self._matcher: Matcher | None = None
        if chosen is not None:
            wanted = np.zeros(len(program.terms), bool)
            wanted[program.uses.term[np.isin(program.uses.group, list(chosen))]] = True
            self._matcher = matcher.only(wanted)

    def open(self, texts: Sequence[str]) -> Flags:
        """Return on which texts some rule may be open; on the others none is."""
        return np.ones(len(texts), bool) if self._matcher is None else self._matcher.touched(texts)


class _Covers:
    """What must be there, lest a rule be closed."""

    def __init__(self, program: Program, matcher: Matcher, sample: Sequence[str]) -> None:
        self._rules = program.rules
        hits = matcher.find(sample)
        group, origin = groups_of(program, hits)
        self._seen = np.zeros((len(program.groups), len(sample)), bool)
        self._seen[group, hits.message[origin]] = True
        self._signals = self._of_signals(program)

    def of_all(self) -> Cover:
        """Return what is in every message on which some rule is open."""
        return _any_of([self._of_rule(rule) for rule in self._rules])

    def _of_signals(self, program: Program) -> list[Cover]:
        """Return what is in every message in which each signal may hit."""
        found: list[list[Cover]] = [[] for _ in range(program.signals)]
        literals: list[list[Cover]] = [[] for _ in program.regexes]
        for number, (purpose, targets) in enumerate(program.groups):
            for target in targets:
                if purpose == HIT:
                    found[program.parts.signal[target]].append(frozenset({number}))
                elif purpose == LITERAL:
                    literals[target].append(frozenset({number}))
        for regex, sets in zip(program.regexes, literals, strict=True):
            if not regex.cancels:
                found[program.parts.signal[regex.part]].append(self._rarest(sets))
        for rule in program.rules:
            for signal in (*rule.roles, *rule.standings):  # whatever is said
                found[signal].append(None)
        return [_any_of(covers) for covers in found]

    def _of_rule(self, rule: CompiledRule) -> Cover:
        """Return what is in every message on which a rule is open, as :func:`.verdict.can_matter` tells."""
        # What may stand in a neighbouring message need not stand in this one, and keeps that one open.
        signals: dict[int, Cover] = dict(enumerate(self._signals)) | dict.fromkeys(rule.around)
        covers: list[Cover] = [self._signals[signal] for signal in rule.around]
        if rule.when is not None:
            covers.append(self._of_node(rule.when, signals))
        elif rule.scoring is not None:
            covers.append(self._of_score(rule.scoring, signals))
        if rule.window is not None and rule.window.spared_by is not None:
            covers.append(self._of_node(rule.window.spared_by[0], dict(enumerate(self._signals))))
        return _any_of(covers)

    def _of_node(self, node: Node, signals: Mapping[int, Cover]) -> Cover:
        match node:
            case Is(signal):
                return signals[signal]
            case NearOf(_, of):
                return self._rarest([signals[signal] for signal in of])
            case NoneOf():
                return None
        covers = sorted((self._of_node(part, signals) for part in node.parts), key=self._frequency)
        if isinstance(node, AtLeastOf):  # one is among any so many of them
            return _any_of(covers[: len(covers) - node.n + 1])
        return covers[0]

    def _of_score(self, scoring: Scoring, signals: Mapping[int, Cover]) -> Cover:
        """Return what is there wherever points suffice: one of the signals without which they never do."""
        missing = min(points for points, _ in scoring.levels) - 1  # so many points are not enough
        covers = []
        speaking = [(signals[signal], worth) for signal, worth in scoring.points if worth > 0]
        for cover, worth in sorted(speaking, key=lambda each: self._frequency(each[0]), reverse=True):
            if worth <= missing:
                missing -= worth
            else:
                covers.append(cover)
        return _any_of(covers) if missing >= 0 else None

    def _rarest(self, covers: Sequence[Cover]) -> Cover:
        return min(covers, key=self._frequency, default=None)

    def _frequency(self, cover: Cover) -> float:
        """Return in how many messages of the sample one of these groups is; of equal ones, fewer groups."""
        if cover is None:
            return inf
        return float(self._seen[list(cover)].any(axis=0).sum()) + len(cover) / (1 + len(self._seen))


def _any_of(covers: Sequence[Cover]) -> Cover:
    """Return what is there wherever one of these is."""
    known = [cover for cover in covers if cover is not None]
    return frozenset[int]().union(*known) if len(known) == len(covers) else None
