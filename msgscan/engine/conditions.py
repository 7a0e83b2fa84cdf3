"""Conditions as boolean columns, with a lower and an upper bound where not everything is known.

A condition is a tree over signal numbers. Its value for n messages is a pair of columns: where it surely
holds, and where it possibly holds. When all signals are known the two are equal.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..packs.model import Condition

Flags = NDArray[np.bool_]


class Bounds(NamedTuple):
    """Where something surely holds, and where it possibly holds; one entry a message."""

    surely: Flags
    possibly: Flags


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


def bounds(node: Node, signals: Sequence[Bounds], nears: Mapping[int, Flags] | None = None) -> Bounds:
    """Return where a condition surely and possibly holds.

    Parameters
    ----------
    node : Node
        The condition.
    signals : sequence of Bounds
        One entry a signal number.
    nears : mapping of int to ndarray of bool, optional
        Where each near-condition holds, when that is known already.

    Examples
    --------
    >>> yes, no, open_ = np.array([True]), np.array([False]), Bounds(np.array([False]), np.array([True]))
    >>> bounds(All((Is(0), NoneOf((Is(1),)))), [Bounds(yes, yes), open_])
    Bounds(surely=array([False]), possibly=array([ True]))
    """
    match node:
        case Is(signal):
            return signals[signal]
        case All(parts):
            inner = [bounds(part, signals, nears) for part in parts]
            return Bounds(
                np.logical_and.reduce([part.surely for part in inner]),
                np.logical_and.reduce([part.possibly for part in inner]),
            )
        case NoneOf(parts):
            inner = [bounds(part, signals, nears) for part in parts]
            return Bounds(
                ~np.logical_or.reduce([part.possibly for part in inner]),
                ~np.logical_or.reduce([part.surely for part in inner]),
            )
        case AtLeastOf(n, parts):
            inner = [bounds(part, signals, nears) for part in parts]
            return Bounds(
                np.add.reduce([part.surely.astype(np.int16) for part in inner]) >= n,
                np.add.reduce([part.possibly.astype(np.int16) for part in inner]) >= n,
            )
        case NearOf(number, of, _):
            if nears is not None:
                return Bounds(nears[number], nears[number])
            possibly = np.logical_and.reduce([signals[signal].possibly for signal in of])
            return Bounds(np.zeros_like(possibly), possibly)
