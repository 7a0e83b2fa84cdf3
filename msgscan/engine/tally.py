"""What windows count, gathered piece by piece, and the runs that come of it at the end of an export.

Kept of a message that counts are some numbers: where it stands, when it was sent, by whom, what it must share
with others. So memory grows with the messages that count, at some 70 bytes each, not with their texts; and
where an export is cut into pieces changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from ..text.folded_hashes import folded_hashes
from .judge import Judgements, Pending
from .pool import Flags, Ints, ragged
from .program import Program
from .said import NO_TIME, NOBODY, Coded
from .windows import Window, runs, spared


class Run(NamedTuple):
    """Messages that a rule found together, by time.

    Attributes
    ----------
    rule, severity : int
        Index into the program's rules, into the severities.
    rows : int64, n
        Rows of the messages in the export; none stands in it twice.
    signal, start, end, view : int64, n
        What hit in each of them; signal -1: the rule counts whatever is said, and this is all of it.
    evasion : bool
        One of them is written evasively.
    lasting : int
        Milliseconds from the first to the last.
    """

    rule: int
    severity: int
    rows: Ints
    signal: Ints
    start: Ints
    end: Ints
    view: Ints
    evasion: bool
    lasting: int


class _Rows(NamedTuple):
    """Messages that a rule counts: parallel arrays; those with two things to share stand here twice."""

    row: Ints
    moment: Ints
    chat: Ints
    sender: Ints
    shared: Ints
    signal: Ints
    start: Ints
    end: Ints
    view: Ints
    evasion: Flags

    def where(self, chosen: Flags | Ints) -> _Rows:
        """Return the chosen rows."""
        return _Rows(
            self.row[chosen], self.moment[chosen], self.chat[chosen], self.sender[chosen],
            self.shared[chosen], self.signal[chosen], self.start[chosen], self.end[chosen],
            self.view[chosen], self.evasion[chosen],
        )  # fmt: skip


class Tally:
    """Counts for the rules of a program that have a window, over one export."""

    def __init__(self, program: Program) -> None:
        self._windows = {
            number: rule.window for number, rule in enumerate(program.rules) if rule.window is not None
        }
        self._severity = [rule.severity for rule in program.rules]
        self._counted: dict[int, list[_Rows]] = {number: [] for number in self._windows}
        self._sparing: dict[int, list[tuple[Ints, Ints]]] = {number: [] for number in self._windows}

    def add(self, pending: Pending, coded: Coded) -> Ints:
        """Take in what was counted in a piece; return the messages of it that may come up in runs."""
        kept = [np.empty(0, np.int64)]
        for number, window in self._windows.items():
            if number in pending.whatever:
                rows = _whatever_is_said(window, coded, pending.whatever[number])
            else:
                rows = _found(window, coded, pending.found, number)
            if len(rows.row):
                self._counted[number].append(rows)
                kept.append(rows.row - coded.said.first)
            sparing = pending.sparing.get(number, kept[0])
            sparing = sparing[coded.moment[sparing] != NO_TIME]
            if len(sparing):
                self._sparing[number].append((coded.chat[sparing], coded.moment[sparing]))
        return np.unique(np.concatenate(kept))

    def runs(self) -> Iterator[Run]:
        """Yield the runs of all rules, in the order of their first messages."""
        found = [run for number, window in self._windows.items() for run in self._runs_of(number, window)]
        yield from sorted(found, key=lambda run: (int(run.rows[0]), run.rule))

    def _runs_of(self, number: int, window: Window) -> Iterator[Run]:
        if not self._counted[number]:
            return
        rows = _Rows(*(np.concatenate(columns) for columns in zip(*self._counted[number], strict=True)))
        sparing = self._sparing[number]
        if window.spared_by is not None and sparing:
            by_chat, by_moment = (np.concatenate(columns) for columns in zip(*sparing, strict=True))
            rows = rows.where(~spared(rows.chat, rows.moment, by_chat, by_moment, window.spared_by[1]))
        found = runs(window, _groups(window, rows), rows.moment, rows.sender)
        for a, b in zip(found.first[:-1].tolist(), found.first[1:].tolist(), strict=True):
            run = rows.where(found.rows[a:b])
            yield Run(
                rule=number,
                severity=self._severity[number],
                rows=run.row,
                signal=run.signal,
                start=run.start,
                end=run.end,
                view=run.view,
                evasion=bool(run.evasion.any()),
                lasting=int(run.moment[-1] - run.moment[0]),
            )


def _countable(window: Window, coded: Coded, messages: Ints) -> Flags:
    """Return which of some messages have all that counting needs."""
    length = coded.length[messages]
    fits: Flags = (length >= window.shortest) & (length <= window.longest)
    fits &= coded.moment[messages] != NO_TIME
    if window.by_sender or window.senders > 1:
        fits &= coded.sender[messages] != NOBODY
    return fits


def _whatever_is_said(window: Window, coded: Coded, messages: Ints) -> _Rows:
    """Return the rows of messages that count whatever they say."""
    messages = messages[_countable(window, coded, messages)]
    none = np.zeros(len(messages), np.int64)
    return _rows(window, coded, messages, none - 1, none, coded.length[messages], none, none > 0)


def _found(window: Window, coded: Coded, found: Judgements, rule: int) -> _Rows:
    """Return the rows of messages in which the condition of a rule holds."""
    chosen = np.flatnonzero(found.rule == rule)
    chosen = chosen[_countable(window, coded, found.message[chosen])]
    first = found.first[chosen]
    size = found.first[chosen + 1] - first
    hits, of = ragged(first, size) if window.same == "match" else (first, np.arange(len(chosen)))
    without = size[of] == 0
    message = found.message[chosen][of]
    hits = np.where(without, 0, hits)
    evidence = found.evidence
    signal, start, end, view = (
        np.where(without, plain, column[hits] if len(column) else 0).astype(np.int64)
        for column, plain in (
            (evidence.signal, -1), (evidence.start, 0),
            (evidence.end, coded.length[message]), (evidence.view, 0),
        )
    )  # fmt: skip
    rows = _rows(window, coded, message, signal, start, end, view, found.evasion[chosen][of])
    if window.same != "match":
        return rows
    _, once = np.unique(np.stack((rows.row, rows.shared)), axis=1, return_index=True)
    return rows.where(np.sort(once))


def _rows(
    window: Window,
    coded: Coded,
    message: Ints,
    signal: Ints,
    start: Ints,
    end: Ints,
    view: Ints,
    evasion: Flags,
) -> _Rows:
    return _Rows(
        row=message + coded.said.first,
        moment=coded.moment[message],
        chat=coded.chat[message],
        sender=coded.sender[message],
        shared=_shared(window, coded.said.texts, message, start, end),
        signal=signal,
        start=start,
        end=end,
        view=view,
        evasion=evasion,
    )


def _groups(window: Window, rows: _Rows) -> Ints:
    """Return numbers that are equal where rows are counted together."""
    columns = [rows.chat, rows.shared]
    if window.by_sender:
        columns.append(rows.sender)
    group = np.zeros(len(rows.row), np.int64)
    for column in columns:
        numbers = np.unique(column, return_inverse=True)[1].reshape(-1)
        group = np.unique(group * (numbers.max(initial=0) + 1) + numbers, return_inverse=True)[1].reshape(-1)
    return group


def _shared(window: Window, texts: Sequence[str], message: Ints, start: Ints, end: Ints) -> Ints:
    """Return hashes of what rows must have in common."""
    if window.same is None:
        return np.zeros(len(message), np.int64)
    if window.same == "text":
        said = [texts[row] for row in message.tolist()]
    else:
        spans = zip(message.tolist(), start.tolist(), end.tolist(), strict=True)
        said = [texts[row][a:b] for row, a, b in spans]
    return folded_hashes(said).view(np.int64)
