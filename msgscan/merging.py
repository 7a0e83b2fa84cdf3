"""Several files of one chat as one: what an earlier file has told already is left out.

Exports overlap: last week's and this week's, two tools, ten pastes of one evening. Two rules, and nothing
else counts as the same message:

- **With an id**: the same platform, id and second of sending. The second is part of it because some tools
  number the messages of each chat from one; an id without a time proves nothing. What was taken back
  meanwhile is not the same: the export from before tells what it said.
- **Without**: the same format, chat, sender, moment, kind and text, taken back or not. A message that
  somebody sent twice stays twice: of each, as many are kept as the file with most of them has. One
  announcement sent to three groups looks the same in three files, so this rule takes only what stands in an
  overlap: neighbours in the file that are known too, with an id, or from at least two people.

Within one file nothing is ever left out. What is remembered are hashes of 64 bits, eight bytes a message.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from .errors import Wording
from .formats._format import Note
from .schema import Batch

Flags = NDArray[np.bool_]
Hashes = NDArray[np.int64]

_REPEATED = Wording(
    "{count} 条消息在前面的文件里已经有了（编号相同，或属于重叠的部分），不再计入",
    "{count} messages stand in an earlier file too (by their ids, or in an overlap): not counted again",
)
_SECOND = 1000  # milliseconds
_NOT_TOLD = np.iinfo(np.int64).min  # a missing time as a number
_IDENTITY = ("chat", "chat_id", "sender", "sender_id", "kind", "text", "recalled")


class Merger:
    """Remembers the messages of the files of one call, and leaves out what comes again.

    Parameters
    ----------
    files : int
        How many there are; the messages of the last one need not be remembered, nor those of a lone one.

    Examples
    --------
    >>> times = np.array(["2031-05-06", "2031-05-07", "2031-05-08"], "M8[ms]")
    >>> merger = Merger(2)
    >>> [_] = merger.merged([Batch(2, {"message_id": ["1", "2"], "sent_at": times[:2]})], "qce-json")
    >>> second = Batch(3, {"message_id": ["1", "2", "3"], "sent_at": times})
    >>> batch, note = merger.merged([second], "chatlab-json")
    >>> batch.values("message_id"), note.count
    (['3'], 2)
    """

    def __init__(self, files: int) -> None:
        self._lone = files == 1
        self._to_come = files
        self._ids = _Counts()
        self._others = _Counts()

    def merged(self, parts: Iterable[Batch | Note], format_: str) -> Iterator[Batch | Note]:
        """Yield the parts of one more file without the messages that earlier files have told.

        Parameters
        ----------
        parts : iterable of Batch or Note
            As ``streaming.stream`` yields them.
        format_ : str
            Name of its format.
        """
        if self._lone:
            yield from parts
            return
        self._to_come -= 1
        file = _File(self._ids, self._others, format_)
        notes: list[Note] = []
        try:
            for part in parts:
                if isinstance(part, Note):
                    notes.append(part)
                else:
                    yield from file.taken(part)
            yield from file.rest()
        finally:  # what was read of a file that breaks off has been told too
            if self._to_come:
                self._ids.add(file.ids)
                self._others.add(file.others)
        yield from notes
        if file.left_out:
            yield Note("repeated", _REPEATED, count=file.left_out)


class _Counts:
    """How often each hash was seen, in the file that has most of it.

    Kept as sorted runs, each longer than the next: a file costs a sort of its own hashes, not of all.
    """

    def __init__(self) -> None:
        self._runs: list[tuple[Hashes, Hashes]] = []  # hashes, and how often

    def of(self, hashes: Hashes) -> Hashes:
        """Return the counts of hashes, n."""
        most = np.zeros(len(hashes), np.int64)
        for known, counts in self._runs:
            at = np.minimum(np.searchsorted(known, hashes), len(known) - 1)
            np.maximum(most, np.where(known[at] == hashes, counts[at], 0), out=most)
        return most

    def add(self, seen: list[Hashes]) -> None:
        """Take in the hashes of one more file."""
        if not sum(map(len, seen)):
            return
        run = np.unique(np.concatenate(seen), return_counts=True)
        while self._runs and len(self._runs[-1][0]) <= len(run[0]):
            run = _joined(self._runs.pop(), run)
        self._runs.append(run)


def _joined(one: tuple[Hashes, Hashes], other: tuple[Hashes, Hashes]) -> tuple[Hashes, Hashes]:
    """Return two runs as one, with the higher of two counts."""
    hashes, at = np.unique(np.concatenate([one[0], other[0]]), return_inverse=True)
    most = np.zeros(len(hashes), np.int64)
    np.maximum.at(most, at, np.concatenate([one[1], other[1]]))
    return hashes, most


@dataclass
class _Pending:
    """A batch whose last rows are known, and maybe stand in an overlap that the next batch shows."""

    batch: Batch
    gone: Flags


@dataclass
class _Overlap:
    """Neighbouring rows that are known, up to the row read last.

    Attributes
    ----------
    sure : bool
        One of them has an id, or at least two people speak.
    sender : str
        Who speaks in it, "" before anybody does.
    rows : list of (ndarray of bool, int)
        The rows to leave out once it is sure: flags of a batch, and the place in them.
    """

    sure: bool = False
    sender: str = ""
    rows: list[tuple[Flags, int]] = field(default_factory=list)

    def take(self, sender: str, gone: Flags, row: int, *, by_id: bool) -> None:
        """Take in one more row."""
        self.sure = self.sure or by_id or bool(self.sender and sender and sender != self.sender)
        self.sender = self.sender or sender
        self.rows.append((gone, row))
        if self.sure:
            for flags, each in self.rows:
                flags[each] = True
            self.rows.clear()


class _File:
    """One file on its way through."""

    def __init__(self, known_ids: _Counts, known_others: _Counts, format_: str) -> None:
        self.ids: list[Hashes] = []
        self.others: list[Hashes] = []
        self.left_out = 0
        self._known_ids, self._known_others = known_ids, known_others
        self._format = format_
        self._again: Counter[int] = Counter()
        self._pending: list[_Pending] = []
        self._overlap = _Overlap()

    def taken(self, batch: Batch) -> Iterator[Batch]:
        """Take in a batch, and yield those of which every row is decided."""
        by_id, known = self._known(batch)
        gone = np.zeros(batch.size, np.bool_)
        senders = batch.values("sender")
        last = -1
        for row in np.flatnonzero(known).tolist():
            if row != last + 1:
                self._overlap = _Overlap()
            self._overlap.take(senders[row], gone, row, by_id=bool(by_id[row]))
            last = row
        self._pending.append(_Pending(batch, gone))
        if last != batch.size - 1:
            self._overlap = _Overlap()
        if not self._overlap.rows:
            yield from self.rest()

    def rest(self) -> Iterator[Batch]:
        """Yield the batches that wait."""
        waiting, self._pending = self._pending, []
        for each in waiting:
            self.left_out += int(each.gone.sum())
            kept = each.batch.where(~each.gone)
            if kept.size:
                yield kept

    def _known(self, batch: Batch) -> tuple[Flags, Flags]:
        """Return which rows an earlier file has by their ids, and which by any rule."""
        ids = batch.values("message_id")
        has_id = np.fromiter(map(bool, ids), np.bool_, batch.size)
        times = np.asarray(batch.values("sent_at"), "M8[ms]").astype(np.int64)
        taken_back = [
            flag or kind == "recall"
            for flag, kind in zip(batch.values("recalled"), batch.values("kind"), strict=True)
        ]
        named = _hashes(batch.values("platform"), ids, (times // _SECOND).tolist(), taken_back)
        timed = times != _NOT_TOLD
        named_rows, others = timed & has_id, timed & ~has_id
        by_id = named_rows & (self._known_ids.of(named) > 0)
        self.ids.append(named[named_rows])
        formats = [self._format] * batch.size
        described = _hashes(formats, times.tolist(), *(batch.values(name) for name in _IDENTITY))
        known = by_id.copy()
        most = np.where(others, self._known_others.of(described), 0)
        for row in np.flatnonzero(most).tolist():
            self._again[described[row]] += 1
            known[row] = self._again[described[row]] <= most[row]
        self.others.append(described[others])
        return by_id, known


def _hashes(*columns: Sequence[object] | NDArray[np.int64]) -> Hashes:
    """Return one hash a row."""
    rows = list(map(hash, zip(*columns, strict=True)))
    return np.array(rows, np.int64)
