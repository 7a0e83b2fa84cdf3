"""Conditions as boolean columns: where they hold, and where they can hold while hits are in doubt.

A condition is a tree over signal numbers; its value for n messages is a column of n flags.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set as AbstractSet
from dataclasses import dataclass
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from ..packs.model import Condition

Flags = NDArray[np.bool_]
Columns = Flags | Sequence[Flags] | Mapping[int, Flags]  # by number of signal


@dataclass(frozen=True, slots=True)
class Is:
    """A signal hits."""

    signal: int


@dataclass(frozen=True, slots=True)
class All:
    """All parts hold."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class AtLeastOf:
    """At least n parts hold; ``any`` is n = 1."""

    n: int
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class NoneOf:
    """No part holds."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class NearOf:
    """Hits of all the signals lie within so many characters; ``number`` names this node in the program."""

    number: int
    signals: tuple[int, ...]
    within: int


Node = Is | All | AtLeastOf | NoneOf | NearOf


def compile_condition(condition: Condition, signals: Mapping[str, int], nears: list[NearOf]) -> Node:
    """Return a condition of a rule over signal numbers.

    Parameters
    ----------
    condition : str or Group
        As the pack has it.
    signals : mapping of str to int
        Numbers of the rule's signals.
    nears : list of NearOf
        All nodes of this kind so far; new ones are added.
    """
    if isinstance(condition, str):
        return Is(signals[condition])
    parts: list[Node] = []
    for group, make in ((condition.all, All), (condition.none, NoneOf)):
        if group is not None:
            parts.append(make(tuple(compile_condition(part, signals, nears) for part in group)))
    if condition.any is not None:
        parts.append(AtLeastOf(1, tuple(compile_condition(part, signals, nears) for part in condition.any)))
    if condition.at_least is not None:
        of = tuple(Is(signals[name]) for name in condition.at_least.of)
        parts.append(AtLeastOf(condition.at_least.n, of))
    if condition.near is not None:
        near = NearOf(len(nears), tuple(signals[name] for name in condition.near.of), condition.near.within)
        nears.append(near)
        parts.append(near)
    return parts[0] if len(parts) == 1 else All(tuple(parts))


def positive_names(condition: Condition) -> tuple[str, ...]:
    """Return the signals that speak for a condition, that is: all but those under ``none``."""
    if isinstance(condition, str):
        return (condition,)
    found: list[str] = []
    for part in (*(condition.all or ()), *(condition.any or ())):
        found += positive_names(part)
    for named in (condition.at_least, condition.near):
        found += named.of if named else ()
    return tuple(dict.fromkeys(found))


def holds(node: Node, signals: Columns, nears: Mapping[int, Flags]) -> Flags:
    """Return where a condition holds.

    Parameters
    ----------
    node : Node
        The condition.
    signals : bool columns
        Where each signal hits.
    nears : mapping of int to bool column
        Where each near-condition holds.

    Examples
    --------
    >>> a, b = np.array([True, True]), np.array([False, True])
    >>> holds(All((Is(0), NoneOf((Is(1),)))), [a, b], {}).tolist()
    [True, False]
    """
    match node:
        case Is(signal):
            return signals[signal]
        case NearOf(number):
            return nears[number]
        case _:
            return _joined(node, [holds(part, signals, nears) for part in node.parts])


def can_hold(node: Node, possibly: Columns, size: int) -> Flags:
    """Return on which of so many messages a condition holds if the right ones of the possible hits are true.

    Examples
    --------
    >>> possibly = [np.array([True, True, False]), np.array([False, True, True])]
    >>> can_hold(All((Is(0), NoneOf((Is(1),)))), possibly, 3).tolist()
    [True, True, False]
    """
    match node:
        case Is(signal):
            return possibly[signal]
        case NearOf(_, of):
            return reduce(np.logical_and, [possibly[signal] for signal in of])
        case NoneOf():
            return np.ones(size, bool)  # no hit is sure as yet
        case _:
            return _joined(node, [can_hold(part, possibly, size) for part in node.parts])


def can_hold_at_all(node: Node, present: AbstractSet[int]) -> bool:
    """Return whether a condition can hold somewhere if only some signals hit, wherever that is.

    Examples
    --------
    >>> can_hold_at_all(All((Is(0), NoneOf((Is(1),)))), {0, 1}), can_hold_at_all(All((Is(0), Is(1))), {0})
    (True, False)
    """
    match node:
        case Is(signal):
            return signal in present
        case NearOf(_, of):
            return present >= set(of)
        case NoneOf():
            return True
        case All(parts):
            return all(can_hold_at_all(part, present) for part in parts)
        case AtLeastOf(n, parts):
            return sum(can_hold_at_all(part, present) for part in parts) >= n


def _joined(node: All | AtLeastOf | NoneOf, parts: Sequence[Flags]) -> Flags:
    match node:
        case All():
            return reduce(np.logical_and, parts)
        case NoneOf():
            return ~reduce(np.logical_or, parts)
        case AtLeastOf(1):
            return reduce(np.logical_or, parts)
        case AtLeastOf(n):
            enough: Flags = np.add.reduce([part.astype(np.int16) for part in parts]) >= n
            return enough
