"""The first look at a piece of messages tells which rule can still fire on which of them.

Nothing is decided here but what is out of the question. That is most: the later stages, which are costly, see
few messages, and of those the hits that matter.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from ..schema import CATEGORIES
from .matcher import Hits
from .pool import Flags, Ints, Pool, ragged
from .program import CANCEL, HIT, LITERAL, CompiledRule, Program
from .verdict import can_matter, can_matter_at_all

_KINDS = {kind: number for number, kind in enumerate(CATEGORIES["kind"])}


class FirstLook(NamedTuple):
    """What the hits of words and literals leave open in a piece of n messages, on m of them.

    Attributes
    ----------
    messages : int64, m
        The messages on which another rule is open.
    looked_at, opened : bool, rules by m
        Which of these the rule looks at; on which it can still fire.
    roles : dict of int to bool, m
        For each signal that is a role or a standing, where the sender has it.
    reach : dict of int to bool, m
        For each pattern that may match a message on which its rule is open, these messages: they have one
        of its literals. Patterns of exceptions are not among them.
    words, cancelling : Pool
        Hits of words, and of words in exceptions, in messages where their rule is open.
    """

    messages: Ints
    looked_at: Flags
    opened: Flags
    roles: dict[int, Flags]
    reach: dict[int, Flags]
    words: Pool
    cancelling: Pool


def first_look(
    program: Program,
    kinds: Sequence[str],
    roles: Sequence[str] | None,
    hits: Hits,
    exempt: Flags | None = None,
    standings: Sequence[str] | None = None,
) -> FirstLook:
    """Return which rules are open on which messages.

    Parameters
    ----------
    program : Program
    kinds : sequence of str, n
        Of the messages.
    roles, standings : sequence of str, n, optional
        Of their senders; default: they are unknown.
    hits : Hits
        Of the program's terms in them.
    exempt : bool, rules by n, optional
        Which of them a rule does not judge.
    """
    looked_at = _looked_at(program.rules, kinds)
    if exempt is not None:
        looked_at &= ~exempt
    group, origin = groups_of(program, hits)
    message = hits.message[origin]
    reach, possibly = _possibly(program, message, group, len(kinds))
    by_role = _sender_columns(program, roles, standings, len(kinds))
    for signal, column in by_role.items():
        possibly[signal] |= column
    opened = open_rows(program, possibly, looked_at)
    some = np.logical_or.reduce(opened, axis=0)
    within = some[message]
    words, cancelling = _pools(program, hits, group[within], origin[within], opened)
    return FirstLook(
        messages=np.flatnonzero(some),
        looked_at=looked_at[:, some],
        opened=opened[:, some],
        roles={signal: column[some] for signal, column in by_role.items()},
        reach={number: column[some] for number, column in _reach(program, reach, opened).items()},
        words=words,
        cancelling=cancelling,
    )


def counted(program: Program, kinds: Sequence[str], exempt: Flags | None = None) -> dict[int, Ints]:
    """Return, for each rule that counts whatever is said, the messages that it looks at."""
    numbers = [number for number, rule in enumerate(program.rules) if rule.counts_all]
    looked_at = _looked_at([program.rules[number] for number in numbers], kinds)
    if exempt is not None:
        looked_at &= ~exempt[numbers]
    return {number: np.flatnonzero(row) for number, row in zip(numbers, looked_at, strict=True)}


def _sender_columns(
    program: Program, roles: Sequence[str] | None, standings: Sequence[str] | None, size: int
) -> dict[int, Flags]:
    """Return for each signal that is a role or a standing where the sender has it."""
    wanted = {signal: names for rule in program.rules for signal, names in rule.roles.items()}
    columns = _columns("role", roles, wanted, size)
    wanted = {signal: names for rule in program.rules for signal, names in rule.standings.items()}
    for signal, column in _columns("standing", standings, wanted, size).items():
        columns[signal] = column | columns[signal] if signal in columns else column
    return columns


def _columns(
    category: str, values: Sequence[str] | None, wanted: Mapping[int, frozenset[str]], size: int
) -> dict[int, Flags]:
    """Return for each signal where the value is one that it wants; without values all are unknown."""
    if not wanted:
        return {}
    if values is None:
        return {signal: np.ones(size, bool) for signal, names in wanted.items() if "unknown" in names}
    known = {value: number for number, value in enumerate(CATEGORIES[category])}
    numbers = np.fromiter(map(known.__getitem__, values), np.int64, size)
    return {
        signal: np.array([value in names for value in known])[numbers] for signal, names in wanted.items()
    }


def open_rows(program: Program, possibly: Flags, looked_at: Flags) -> Flags:
    """Return where each rule can matter: rules by n."""
    opened = np.zeros_like(looked_at)
    present = set(np.flatnonzero(np.logical_or.reduce(possibly, axis=1)).tolist())
    for number, rule in enumerate(program.rules):
        if can_matter_at_all(rule, present):
            opened[number] = can_matter(rule, possibly, looked_at[number])
    return opened


def groups_of(program: Program, hits: Hits) -> tuple[Ints, Ints]:
    """Return the groups that the terms of hits are in, and the hits."""
    uses = program.uses
    first = np.searchsorted(uses.term, np.arange(len(program.terms) + 1))
    use, origin = ragged(first[hits.term], np.diff(first)[hits.term])
    wanted = (uses.views[use] >> hits.view[origin]) & 1 > 0
    return uses.group[use[wanted]], origin[wanted]


def _possibly(program: Program, message: Ints, group: Ints, size: int) -> tuple[dict[int, Flags], Flags]:
    """Return where each pattern may match, if anywhere, and where each signal may hit, by messages."""
    seen = np.zeros((len(program.groups), size), bool)
    seen[group, message] = True
    possibly = np.zeros((program.signals, size), bool)
    signal = program.parts.signal
    missing = {number: regex.bounds for number, regex in enumerate(program.regexes) if not regex.cancels}
    reach = {number: np.ones(size, bool) for number, bounds in missing.items() if not bounds}
    for number in np.unique(group).tolist():
        purpose, targets = program.groups[number]
        for target in targets:
            if purpose == HIT:
                possibly[signal[target]] |= seen[number]
            elif purpose == LITERAL:
                missing[target] -= 1
                reach[target] = seen[number] & reach[target] if target in reach else seen[number]
    reach = {number: reach[number] for number, bounds in missing.items() if not bounds}
    for number, column in reach.items():
        possibly[signal[program.regexes[number].part]] |= column
    return reach, possibly


def _reach(program: Program, reach: dict[int, Flags], opened: Flags) -> dict[int, Flags]:
    """Return where each pattern may match and its rule is open, of those where there is such a message."""
    rule = program.rule_of[program.parts.signal]
    found = {number: column & opened[rule[program.regexes[number].part]] for number, column in reach.items()}
    return {number: column for number, column in found.items() if column.any()}


def _pools(program: Program, hits: Hits, group: Ints, origin: Ints, opened: Flags) -> tuple[Pool, Pool]:
    """Return the hits of words and of words in exceptions, where their rule is open."""
    sizes = np.array([len(targets) for _, targets in program.groups], np.int64)
    targets = np.array([target for _, targets in program.groups for target in targets], np.int64)
    purposes = np.array([purpose for purpose, _ in program.groups], np.int64)
    kept = purposes[group] != LITERAL
    group, origin = group[kept], origin[kept]
    place, use = ragged((np.cumsum(sizes) - sizes)[group], sizes[group])
    target, purpose, origin = targets[place], purposes[group[use]], origin[use]
    is_open = opened[program.rule_of[program.parts.signal[target]], hits.message[origin]]
    words = is_open & (purpose == HIT)
    words[words] = (program.parts.boundary[target[words]] == 0) | ~hits.glued[origin[words]]
    cancelling = is_open & (purpose == CANCEL)
    return _pool(hits, origin[words], target[words]), _pool(hits, origin[cancelling], target[cancelling])


def _pool(hits: Hits, origin: Ints, target: Ints) -> Pool:
    return Pool(
        hits.message[origin], hits.start[origin], hits.end[origin], target,
        hits.view[origin], (hits.view[origin] > 0) | (hits.gap[origin] > 0), origin,
    )  # fmt: skip


def _looked_at(rules: Sequence[CompiledRule], kinds: Sequence[str]) -> Flags:
    """Return which messages are of a kind that each rule looks at: rules by messages."""
    numbers = np.fromiter(map(_KINDS.__getitem__, kinds), np.int64, len(kinds))
    looked_at = np.ones((len(rules), len(kinds)), bool)
    for rule, row in zip(rules, looked_at, strict=True):
        if rule.kinds is not None:
            row[:] = np.array([kind in rule.kinds for kind in _KINDS])[numbers]
    return looked_at
