"""Rules whose signals may stand in a neighbouring message: kept open until the neighbours are known.

What is kept of an export are three numbers a message, and of the messages on which such a rule may still fire
what hits there. Where an export is cut into pieces changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from .pool import Flags, Ints
from .program import Around, CompiledRule, Program
from .repeats import Repeats
from .said import NO_TIME, NOBODY, Coded
from .verdict import verdict


class Candidates(NamedTuple):
    """Messages of a piece on which a rule may still fire, and its hits in all messages.

    Attributes
    ----------
    messages : int64, n
        Index into the piece.
    columns : bool, signals of the rule by n
        Which signals hit in the messages themselves.
    nears : mapping of int to bool, n
        Where each near-condition holds.
    around : mapping of int to int64
        For each signal that may stand in a neighbour, the messages of the piece in which it hits.
    """

    messages: Ints
    columns: Flags
    nears: Mapping[int, Flags]
    around: Mapping[int, Ints]

    def spread(self, repeats: Repeats) -> Candidates:
        """Return the candidates among all messages that are equal to these."""
        messages, row = repeats.spread(self.messages)
        row = row[np.argsort(messages)]
        return Candidates(
            np.sort(messages),
            self.columns[:, row],
            {near: column[row] for near, column in self.nears.items()},
            {signal: repeats.all_of(hits) for signal, hits in self.around.items()},
        )


class Settled(NamedTuple):
    """What became of the candidates of a rule: parallel arrays, in the order in which they came.

    Attributes
    ----------
    rows : int64
        From the beginning of the export.
    fired : bool
    severity : int64
    """

    rows: Ints
    fired: Flags
    severity: Ints


class Surroundings:
    """Keeps the candidates of one export until all of its messages are known."""

    def __init__(self, program: Program) -> None:
        self._rules = {number: rule for number, rule in enumerate(program.rules) if rule.around}
        self._kept: list[tuple[int, dict[int, Candidates]]] = []
        self._coded: list[tuple[Ints, Ints, Ints]] = []

    def add(self, candidates: dict[int, Candidates], coded: Coded) -> Ints:
        """Take in a piece; return the messages of it on which a rule may still fire."""
        if not self._rules:
            return np.empty(0, np.int64)
        self._coded.append((coded.chat, coded.sender, coded.moment))
        self._kept.append((coded.said.first, candidates))
        return np.unique(np.concatenate([each.messages for each in candidates.values()]))

    def settled(self) -> dict[int, Settled]:
        """Return what became of the candidates of each rule."""
        if not self._kept:
            return {}
        neighbours = _Neighbours(*map(np.concatenate, zip(*self._coded, strict=True)))
        return {number: self._settle(number, rule, neighbours) for number, rule in self._rules.items()}

    def _settle(self, number: int, rule: CompiledRule, neighbours: _Neighbours) -> Settled:
        pieces = [(first, candidates[number]) for first, candidates in self._kept]
        rows = np.concatenate([each.messages + first for first, each in pieces])
        own = np.concatenate([each.columns for _, each in pieces], axis=1)
        columns = dict(zip(rule.signals, own, strict=True))
        for signal, around in rule.around.items():
            hits = np.concatenate([each.around[signal] + first for first, each in pieces])
            columns[signal] = columns[signal] | neighbours.have(rows, hits, around)
        nears = {
            near: np.concatenate([each.nears[near] for _, each in pieces]) for near in pieces[0][1].nears
        }
        return Settled(rows, *verdict(rule, columns, nears, len(rows)))


class _Neighbours:
    """The messages of an export, to find those that stand close to others; int64, one entry a message."""

    def __init__(self, chat: Ints, sender: Ints, moment: Ints) -> None:
        self._sender = sender
        self._moment = moment
        self._chat = chat

    def have(self, rows: Ints, hits: Ints, around: Around) -> Flags:
        """Return which rows have one of the hits close to them."""
        group = self._chat
        if around.same_sender:
            group = group * (self._sender.max(initial=0) + 1) + self._sender
        place = _places(group, gap=2 * around.messages + 1)
        order = hits[np.argsort(place[hits])]
        known = place[order]
        found = np.zeros(len(rows), bool)
        for step in range(-around.messages, around.messages + 1):
            at = np.searchsorted(known, place[rows] + step)
            there = np.flatnonzero(at < len(known))
            there = there[known[at[there]] == place[rows[there]] + step]
            row, hit = rows[there], order[at[there]]
            close = self._close(row, hit, around.within)
            if around.same_sender:
                close &= (self._sender[row] != NOBODY) | (row == hit)
            found[there[close]] = True
        return found

    def _close(self, rows: Ints, others: Ints, within: int | None) -> Flags:
        """Return which of these pairs lie close enough in time; where one has no time, their places tell."""
        moment, other = self._moment[rows], self._moment[others]
        close: Flags = (moment == NO_TIME) | (other == NO_TIME)
        return close | (np.abs(moment - other) <= within) if within is not None else ~np.zeros_like(close)


def _places(group: Ints, gap: int) -> Ints:
    """Return numbers of rows that count up within a group, in the order of the rows, far from other groups.

    Examples
    --------
    >>> _places(np.array([7, 3, 7]), gap=10).tolist()
    [11, 0, 12]
    """
    order = np.argsort(group, kind="stable")
    begins = np.diff(group[order], prepend=group[order[:1]]) != 0
    places = np.empty(len(group), np.int64)
    places[order] = np.arange(len(group)) + np.cumsum(begins) * gap
    return places
