"""What a rule makes of messages once all hits are known, and what it may make of them before."""

from __future__ import annotations

from collections.abc import Mapping, Set as AbstractSet

import numpy as np

from .conditions import Columns, can_hold, can_hold_at_all, holds
from .pool import Flags, Ints
from .program import CompiledRule, Scoring


def verdict(
    rule: CompiledRule, columns: Columns, nears: Mapping[int, Flags], size: int
) -> tuple[Flags, Ints]:
    """Return on which of so many messages a rule applies, and how severe it is there.

    Parameters
    ----------
    rule : CompiledRule
    columns : bool columns, by number of signal
        Where each signal of the rule hits.
    nears : mapping of int to bool column
        Where each near-condition of the rule holds.
    size : int
    """
    fired, severity = np.zeros(size, bool), np.full(size, rule.severity)
    if rule.when is not None:
        fired = holds(rule.when, columns, nears)
    elif rule.scoring is not None:
        severity = _level(rule.scoring, columns, size)
        fired = severity >= 0
    if rule.downgrade is not None:
        condition, to = rule.downgrade
        severity[holds(condition, columns, nears) & (severity > to)] = to
    return fired, severity


def may_fire(rule: CompiledRule, possibly: Columns, size: int) -> Flags:
    """Return on which of so many messages a rule applies if the right ones of the possible hits are true.

    Signals that may hit in a neighbouring message are taken for hits.
    """
    if rule.around:
        yes = np.ones(size, bool)
        possibly = {signal: yes if signal in rule.around else possibly[signal] for signal in rule.signals}
    if rule.when is not None:
        return can_hold(rule.when, possibly, size)
    if rule.scoring is not None:
        return _level(rule.scoring, possibly, size, best=True) >= 0
    return np.zeros(size, bool)


def can_matter(rule: CompiledRule, possibly: Columns, looked_at: Flags) -> Flags:
    """Return where a rule can fire, or its signals count for another message, if all possible hits are true.

    Parameters
    ----------
    rule : CompiledRule
    possibly : bool columns of n, by number of signal
    looked_at : bool, n
        Which messages are of a kind that the rule looks at.
    """
    size = len(looked_at)
    opened = looked_at & may_fire(rule, possibly, size)
    if rule.window is not None and rule.window.spared_by is not None:
        opened = opened | can_hold(rule.window.spared_by[0], possibly, size)
    for signal in rule.around:
        opened = opened | possibly[signal]
    return opened


def can_matter_at_all(rule: CompiledRule, present: AbstractSet[int]) -> bool:
    """Return whether :func:`can_matter` is true anywhere if only some signals hit, wherever that is.

    Cheaper by far: of most rules no signal hits in a whole piece, or too few.
    """
    known = present | rule.around.keys()
    if rule.when is not None and can_hold_at_all(rule.when, known):
        return True
    if rule.when is None and rule.scoring is not None:
        most = sum(worth for signal, worth in rule.scoring.points if worth > 0 and signal in known)
        if most >= min(least for least, _ in rule.scoring.levels):
            return True
    spared_by = rule.window.spared_by if rule.window is not None else None
    return not present.isdisjoint(rule.around) or (
        spared_by is not None and can_hold_at_all(spared_by[0], present)
    )


def _level(scoring: Scoring, columns: Columns, size: int, *, best: bool = False) -> Ints:
    """Return the severity that a rule's points reach on each message, -1 for none.

    With ``best``, only points that speak for the rule are counted: the most that it can reach.
    """
    points = np.zeros(size, np.int64)
    for signal, worth in scoring.points:
        if worth > 0 or not best:
            points += columns[signal] * worth
    reached = np.full(size, -1)
    for least, severity in scoring.levels:
        reached[points >= least] = severity
    return reached
