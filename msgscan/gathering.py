"""What is found in an export by looking at several messages: gathered piece by piece, told at its end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from .engine.judge import Judge, Judgements, Pending
from .engine.pool import Ints
from .engine.said import Coded, Coder, Said
from .engine.surroundings import Settled, Surroundings
from .engine.tally import Tally
from .findings import TOLD, Teller
from .joining import Joining
from .schema import Batch, Values

_SPOKEN = frozenset({"text", "reply"})


class _Kept(NamedTuple):
    """What is kept of a piece until the end of the export.

    Attributes
    ----------
    rows : int64, n
        Rows of the export.
    messages : Batch
        What they say, and ``shown``: what may be shown of it.
    first : int
        Row of the first message of the piece.
    found : Judgements
        Where rules that look at neighbours may fire.
    """

    rows: Ints
    messages: Batch
    first: int
    found: Judgements


class Gatherer:
    """Keeps what windows count and what rules that look at neighbours may find, and tells it at the end.

    Parameters
    ----------
    judge : Judge
    teller : Teller
        The one that tells the export's other findings.

    Attributes
    ----------
    rows : int
        Rows of the batches that are done with.
    wanted : bool
        A rule looks at several messages.
    """

    def __init__(self, judge: Judge, teller: Teller) -> None:
        program = judge.program
        self.rows = 0
        self._joining = Joining(judge, teller)
        self._keeping = any(rule.window is not None or rule.around for rule in program.rules)
        self.wanted = self._keeping or self._joining.wanted
        self._teller = teller
        self._coder = Coder()
        self._tally = Tally(program)
        self._surroundings = Surroundings(program)
        self._kept: list[_Kept] = []

    def add(
        self, batch: Batch, first: int, found: Judgements, pending: Pending, size: int
    ) -> Iterator[Batch]:
        """Take in ``size`` messages of a batch, from row ``first`` on; yield what is certain by now."""
        piece = slice(first, first + size)
        coded = self._coder.coded(
            Said(
                first=self.rows + first,
                texts=batch.texts("text")[piece],
                chats=_first_known(batch, ("chat_id", "chat", "source"), piece),
                senders=_first_known(batch, ("sender_id", "sender"), piece),
                sent_at=np.asarray(batch.values("sent_at"), "M8[ms]")[piece],
            )
        )
        if self._joining.wanted:
            spoken = np.array([kind in _SPOKEN for kind in batch.texts("kind")[piece]], bool)
            yield from self._joining.add(batch, first, coded, spoken, found)
        if self._keeping:
            self._keep(batch, first, found, pending, coded)

    def _keep(self, batch: Batch, first: int, found: Judgements, pending: Pending, coded: Coded) -> None:
        counted, open_ = self._tally.add(pending, coded), self._surroundings.add(pending.candidates, coded)
        rows = np.union1d(counted, open_) + first
        if len(rows):
            wanted = np.zeros(batch.size, bool)
            wanted[rows] = True
            shown = self._teller.shown(batch, found, first, rows.tolist())
            seq = np.asarray(batch.values("seq"))
            told = {name: column for name, column in batch.columns.items() if name in TOLD}
            kept = Batch(batch.size, {**told, "seq": seq}).where(wanted)
            columns: dict[str, Values] = {**kept.columns, "shown": shown}
            messages = Batch(kept.size, columns)
            self._kept.append(_Kept(rows + self.rows, messages, self.rows + first, pending.found))

    def findings(self) -> Iterator[Batch]:
        """Yield the findings in single messages in their order, then those of runs by the first message."""
        yield from self._joining.close()
        if self._kept:
            yield from self._found_beside(self._surroundings.settled())
            yield from self._found_together()

    def _found_beside(self, settled: dict[int, Settled]) -> Iterator[Batch]:
        """Yield what rules that look at neighbours find, batch by batch."""
        for rows, messages, first, found in self._kept:
            fired = np.zeros(len(found.message), bool)
            severity = found.severity.copy()
            for number, each in settled.items():
                mine = np.flatnonzero(found.rule == number)
                at = np.searchsorted(each.rows, found.message[mine] + first)
                fired[mine], severity[mine] = each.fired[at], each.severity[at]
            if fired.any():
                chosen = found._replace(severity=severity).where(fired)
                place = np.searchsorted(rows, chosen.message + first)
                yield self._teller.tell(messages, chosen._replace(message=place), 0)

    def _found_together(self) -> Iterator[Batch]:
        """Yield the runs that windows find."""
        rows = np.concatenate([kept.rows for kept in self._kept])
        seq = np.concatenate([np.asarray(kept.messages.values("seq")) for kept in self._kept])
        ends = np.cumsum([kept.messages.size for kept in self._kept])
        runs = list(self._tally.runs())
        begin = np.searchsorted(rows, [int(run.rows[0]) for run in runs])
        of = np.searchsorted(ends, begin, side="right")
        for number, kept in enumerate(self._kept):
            mine = np.flatnonzero(of == number)
            if len(mine):
                chosen = [runs[i] for i in mine.tolist()]
                seqs = [seq[np.searchsorted(rows, run.rows)] for run in chosen]
                places = begin[mine] - (ends[number] - kept.messages.size)
                yield self._teller.tell_runs(kept.messages, places.tolist(), chosen, seqs)


def _first_known(batch: Batch, names: Sequence[str], piece: slice) -> list[str]:
    """Return for each row of a piece the first of these columns that says something."""
    known = [""] * len(range(*piece.indices(batch.size)))
    for name in reversed(names):
        kept = batch.constant(name)
        if isinstance(kept, list):
            some = kept[piece]
            known = some if all(some) else [a or b for a, b in zip(some, known, strict=True)]
        elif kept:
            known = [str(kept)] * len(known)
    return known
