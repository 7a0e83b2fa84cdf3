"""Findings in what one person sends in pieces: judged as one message, told of the piece that says most."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Any

import numpy as np

from .engine.exemptions import maybe_exempted
from .engine.joined import Joined, Joiner
from .engine.judge import Judge, Judgements
from .engine.pool import Flags
from .engine.said import Coded
from .findings import TOLD, Teller
from .schema import Batch, Values

Message = Mapping[str, Any]


class Joining:
    """Reads the short messages of one export that people send in a row as one, for the rules that want it.

    Parameters
    ----------
    judge : Judge
    teller : Teller
        The one that tells the export's other findings.

    Attributes
    ----------
    wanted : bool
        A rule wants it.
    """

    def __init__(self, judge: Judge, teller: Teller) -> None:
        self._judge = judge
        self._teller = teller
        rules = judge.program.rules
        gaps = sorted({rule.join for rule in rules if rule.join is not None})
        self._joiners = {gap: Joiner(gap) for gap in gaps}
        self._joining = np.array([-1 if rule.join is None else rule.join for rule in rules], np.int64)
        self._alone: set[tuple[int, int]] = set()  # (row, rule): found in one message already
        self._open: dict[int, Message] = {}  # messages of earlier pieces whose runs may go on
        self.wanted = bool(gaps)

    def add(
        self, batch: Batch, first: int, coded: Coded, spoken: Flags, found: Judgements
    ) -> Iterator[Batch]:
        """Take in a piece of a batch that begins at row ``first``; yield what is found in complete runs."""
        mine = self._joining[found.rule] >= 0
        rows = (found.message[mine] + coded.said.first).tolist()
        self._alone.update(zip(rows, found.rule[mine].tolist(), strict=True))
        before = coded.said.first - first  # rows of earlier batches

        def message(row: int) -> Message:
            return self._open.get(row) or _message(batch, row - before)

        for gap, joiner in self._joiners.items():
            yield from self._told(gap, joiner.add(coded, spoken), message)
        open_rows = (row for joiner in self._joiners.values() for row in joiner.open_rows())
        self._open = {row: message(row) for row in open_rows}

    def close(self) -> Iterator[Batch]:
        """Yield what is found in the runs that are still open at the end of the export."""
        for gap, joiner in self._joiners.items():
            yield from self._told(gap, joiner.close(), self._open.__getitem__)

    def _told(self, gap: int, runs: Sequence[Joined], message: Callable[[int], Message]) -> Iterator[Batch]:
        texts = ["".join(run.texts) for run in runs]
        if not texts:
            return
        firsts = Batch(len(runs), _columns(runs, message))
        judged = self._judge.judge(
            texts,
            ["text"] * len(texts),
            firsts.texts("sender_role"),
            maybe_exempted(self._judge.program, firsts),
            firsts.texts("standing"),
        )
        if not (chosen := self._in_pieces(gap, runs, judged)).any():
            return
        found = judged.where(chosen)
        numbers = np.unique(found.message)
        shown = self._teller.shown(Batch(len(texts), {"text": texts}), judged, 0, numbers.tolist())
        runs = [runs[number] for number in numbers.tolist()]
        columns = {**_columns(runs, message), "text": ["".join(run.texts) for run in runs], "shown": shown}
        found = found._replace(message=np.searchsorted(numbers, found.message))
        told = self._teller.tell(Batch(len(runs), columns), found, 0)
        rows = [runs[number] for number in found.message.tolist()]
        evidence = [
            _fragments(run, spans, message) for run, spans in zip(rows, told.values("evidence"), strict=True)
        ]
        most = [spans[0] for spans in evidence]
        said = [message(span["row"]) for span in most]
        yield Batch(
            told.size,
            {
                **told.columns,
                **{name: [each[name] for each in said] for name in ("seq", "line", "sent_at")},
                "start": [span["start"] for span in most],
                "end": [span["end"] for span in most],
                "matched": [
                    each["text"][span["start"] : span["end"]] for each, span in zip(said, most, strict=True)
                ],
                "evidence": [
                    [{key: value for key, value in span.items() if key != "row"} for span in spans]
                    for spans in evidence
                ],
            },
        )

    def _in_pieces(self, gap: int, runs: Sequence[Joined], judged: Judgements) -> Flags:
        """Return which judgements stand on several messages, none of which is enough."""
        chosen: Flags = self._joining[judged.rule] == gap
        for number in np.flatnonzero(chosen).tolist():
            run, spans = runs[int(judged.message[number])], slice(*judged.first[number : number + 2].tolist())
            ends = np.cumsum([len(text) for text in run.texts])
            start, end = judged.evidence.start[spans], judged.evidence.end[spans] - 1
            parts = np.searchsorted(ends, np.concatenate((start, end)), side="right")
            alone = any((row, int(judged.rule[number])) in self._alone for row in run.rows)
            chosen[number] = len(np.unique(parts)) > 1 and not alone
        return chosen


def _columns(runs: Sequence[Joined], message: Callable[[int], Message]) -> dict[str, Values]:
    """Return what findings are made of, of the first message of each run."""
    firsts = [message(run.rows[0]) for run in runs]
    return {name: [first[name] for first in firsts] for name in TOLD}


def _message(batch: Batch, row: int) -> Message:
    """Return what findings are made of, of one message."""
    return {name: batch.taken(name, [row])[0] for name in TOLD}


def _fragments(
    run: Joined, spans: Iterable[Mapping[str, Any]], message: Callable[[int], Message]
) -> list[dict[str, Any]]:
    """Return spans of joined texts as spans of the messages that they stand in."""
    found = []
    for span in spans:
        for row, text, end in zip(run.rows, run.texts, accumulate(map(len, run.texts)), strict=True):
            start = end - len(text)
            a, b = max(span["start"], start), min(span["end"], end)
            if a < b:
                place = {"start": a - start, "end": b - start, "seq": message(row)["seq"], "row": row}
                found.append({**span, **place})
    return found
