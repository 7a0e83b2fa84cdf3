"""What windows count, gathered piece by piece, and the runs that come of it at the end of an export.

Kept of a message that counts are some numbers: where it stands, when it was sent, by whom, what it must share
with others. So memory grows with the messages that count, at some 70 bytes each, not with their texts; and
where an export is cut into pieces changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from ..text.folding import fold_all
from .judge import Counted
from .pool import Flags, Ints, ragged
from .program import Program
from .windows import Window, runs, spared

_NO_TIME = np.iinfo(np.int64).min


class Said(NamedTuple):
    """The messages of a piece as columns.

    Attributes
    ----------
    first : int
        Row of the first of them, from the beginning of the export.
    texts, chats, senders : sequence of str, n
        What was said, where (something that tells chats apart), by whom ('' = not known).
    sent_at : datetime64[ms], n
    """

    first: int
    texts: Sequence[str]
    chats: Sequence[str]
    senders: Sequence[str]
    sent_at: np.ndarray[tuple[int], np.dtype[np.datetime64]]


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
        self._chats: dict[str, int] = {}
        self._senders: dict[str, int] = {}

    def add(self, counted: Counted, said: Said) -> Ints:
        """Take in what was counted in a piece; return the messages of it that may come up in runs."""
        moments = np.asarray(said.sent_at, "M8[ms]").astype(np.int64)
        kept = [np.empty(0, np.int64)]
        for number, window in self._windows.items():
            chosen = np.flatnonzero(counted.found.rule == number)
            if len(chosen):
                rows = self._rows(window, chosen, counted, said, moments)
                self._counted[number].append(rows)
                kept.append(rows.row - said.first)
            sparing = counted.sparing.get(number, kept[0])
            sparing = sparing[moments[sparing] != _NO_TIME]
            if len(sparing):
                self._sparing[number].append((_coded(self._chats, said.chats, sparing), moments[sparing]))
        return np.unique(np.concatenate(kept))

    def runs(self) -> Iterator[Run]:
        """Yield the runs of all rules, in the order of their first messages."""
        found = [run for number, window in self._windows.items() for run in self._runs_of(number, window)]
        yield from sorted(found, key=lambda run: (int(run.rows[0]), run.rule))

    def _rows(self, window: Window, chosen: Ints, counted: Counted, said: Said, moments: Ints) -> _Rows:
        """Return the messages of chosen judgements that have all that counting needs."""
        found = counted.found
        message = found.message[chosen]
        length = np.fromiter((len(said.texts[row]) for row in message.tolist()), np.int64, len(message))
        fits = (moments[message] != _NO_TIME) & (length >= window.shortest) & (length <= window.longest)
        if window.by_sender or window.senders > 1:
            fits &= np.fromiter((bool(said.senders[row]) for row in message.tolist()), bool, len(message))
        chosen, message, length = chosen[fits], message[fits], length[fits]
        first = found.first[chosen]
        size = found.first[chosen + 1] - first
        hits, of = ragged(first, size) if window.same == "match" else (first, np.arange(len(chosen)))
        without = size[of] == 0
        message, length = message[of], length[of]
        evidence = found.evidence
        hits = np.where(without, 0, hits)
        spans = [
            np.where(without, plain, column[hits] if len(column) else 0).astype(np.int64)
            for column, plain in (
                (evidence.signal, -1), (evidence.start, 0), (evidence.end, length), (evidence.view, 0),
            )
        ]  # fmt: skip
        rows = _Rows(
            row=message + said.first,
            moment=moments[message],
            chat=_coded(self._chats, said.chats, message),
            sender=_coded(self._senders, said.senders, message),
            shared=_shared(window, said.texts, message, spans[1], spans[2]),
            signal=spans[0],
            start=spans[1],
            end=spans[2],
            view=spans[3],
            evasion=found.evasion[chosen][of],
        )
        if window.same != "match":
            return rows
        _, once = np.unique(np.stack((rows.row, rows.shared)), axis=1, return_index=True)
        return rows.where(np.sort(once))

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
    spans = zip(message.tolist(), start.tolist(), end.tolist(), strict=True)
    said = [texts[row] if window.same == "text" else texts[row][a:b] for row, a, b in spans]
    return np.fromiter((hash(text.strip()) for text in fold_all(said)), np.int64, len(said))


def _coded(codes: dict[str, int], names: Sequence[str], rows: Ints) -> Ints:
    """Return numbers for names; equal names have equal numbers in all pieces."""
    return np.fromiter(
        (codes.setdefault(names[row], len(codes)) for row in rows.tolist()), np.int64, len(rows)
    )
