"""What windows find in an export: messages gathered piece by piece, told as findings at its end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from .engine.judge import Counted, Judgements
from .engine.pool import Ints
from .engine.program import Program
from .engine.tally import Said, Tally
from .findings import TOLD, Teller
from .schema import Batch, Values


class Runs:
    """Gathers what windows count in one export, and tells the runs as findings at its end.

    Parameters
    ----------
    program : Program
    teller : Teller
        The one that tells the export's other findings.

    Attributes
    ----------
    rows : int
        Rows of the batches that are done with.
    wanted : bool
        A rule has a window.
    """

    def __init__(self, program: Program, teller: Teller) -> None:
        self.rows = 0
        self.wanted = any(rule.window is not None for rule in program.rules)
        self._teller = teller
        self._tally = Tally(program)
        self._kept: list[tuple[Ints, Batch]] = []

    def add(self, batch: Batch, first: int, found: Judgements, counted: Counted, size: int) -> None:
        """Take in what was counted in ``size`` messages of a batch, which begin at row ``first``."""
        piece = slice(first, first + size)
        said = Said(
            first=self.rows + first,
            texts=batch.texts("text")[piece],
            chats=_first_known(batch, ("chat_id", "chat", "source"), piece),
            senders=_first_known(batch, ("sender_id", "sender"), piece),
            sent_at=np.asarray(batch.values("sent_at"), "M8[ms]")[piece],
        )
        rows = self._tally.add(counted, said) + first
        if len(rows):
            wanted = np.zeros(batch.size, bool)
            wanted[rows] = True
            shown = self._teller.shown(batch, found, first, rows.tolist())
            seq = np.asarray(batch.values("seq"))
            told = {name: column for name, column in batch.columns.items() if name in TOLD}
            kept = Batch(batch.size, {**told, "seq": seq}).where(wanted)
            columns: dict[str, Values] = {**kept.columns, "shown": shown}
            self._kept.append((rows + self.rows, Batch(kept.size, columns)))

    def findings(self) -> Iterator[Batch]:
        """Yield the findings of the runs, in the order of their first messages."""
        if not self._kept:
            return
        rows = np.concatenate([rows for rows, _ in self._kept])
        seq = np.concatenate([np.asarray(batch.values("seq")) for _, batch in self._kept])
        ends = np.cumsum([batch.size for _, batch in self._kept])
        runs = list(self._tally.runs())
        begin = np.searchsorted(rows, [int(run.rows[0]) for run in runs])
        of = np.searchsorted(ends, begin, side="right")
        for number, (_, batch) in enumerate(self._kept):
            mine = np.flatnonzero(of == number)
            if len(mine):
                chosen = [runs[i] for i in mine.tolist()]
                seqs = [seq[np.searchsorted(rows, run.rows)] for run in chosen]
                places = begin[mine] - (ends[number] - batch.size)
                yield self._teller.tell_runs(batch, places.tolist(), chosen, seqs)


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
