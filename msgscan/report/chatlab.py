"""One chat in the ChatLab exchange format 0.0.2, as JSON or JSON lines.

Learnt from ChatLab's description of it (docs/cn/standard/chatlab-format.md)::

    {"chatlab": {…}, "meta": {…}, "members": [ … ], "messages": [ … ]}      or each a line, with its _type

Members stand before messages and are known only at the end: messages wait in a file meanwhile, so memory
grows with the members, and by some bytes a message. ChatLab wants the order of time; messages of one second
stay in the order of the file.

The format has no place for events, for how exact a clock is, nor for a message that was taken back. What that
costs is counted, and stands in the file's ``description`` too.
"""

from __future__ import annotations

import tempfile
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

import numpy as np

from ..errors import UsageError, Wording
from ..formats._format import Note
from ..schema import Batch
from .chatlab_messages import NOBODY, Row, Teller
from .lines import one_object

_VERSION = "0.0.2"
_SECOND = 1000  # milliseconds
_FIRST, _LAST = 1, 100_000_000_000 - 1  # seconds; above, ChatLab takes them for milliseconds
_LEADING = -1  # in place of the time of messages before the first one that has one
_SPOOLED = 1 << 22  # bytes; a chat that fits needs no file


class Chat(NamedTuple):
    """Platform, number and name of a chat, '' where they are not known."""

    platform: str
    number: str
    name: str

    def __str__(self) -> str:
        """Return name and number."""
        return f"{self.name}（{self.number}）" if self.name and self.number else self.name or self.number


def write(batches: Iterable[Batch], path: Path, *, by_line: bool, exported_at: int) -> tuple[Note, ...]:
    """Write messages to a file; return what could not be told in it.

    Parameters
    ----------
    batches : iterable of Batch
        Messages of one chat.
    path : Path
        Where to.
    by_line : bool
        JSON lines, not one object.
    exported_at : int
        Seconds since 1970.

    Raises
    ------
    UsageError
        The messages are of several chats; there are none, or none with a time.
    """
    with tempfile.SpooledTemporaryFile(_SPOOLED) as waiting:
        spool = _Spool(waiting)
        for batch in batches:
            spool.add(batch)
        notes = spool.teller.notes()
        head = {
            "chatlab": {
                "version": _VERSION,
                "exportedAt": exported_at,
                "generator": "msgscan",
                **({"description": "；".join(note.text().zh for note in notes)} if notes else {}),
            },
            "meta": spool.meta(),
        }
        pieces = (_lines if by_line else _whole)(head, spool.teller.members(), spool.messages())
        with path.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(pieces)
        return notes


def _whole(head: dict[str, Any], members: Sequence[dict[str, Any]], messages: Iterator[str]) -> Iterator[str]:
    """Yield one JSON object in pieces, a member or message a line."""
    yield one_object(head)[:-1] + ', "members": ['
    yield ",".join("\n" + one_object(member) for member in members)
    yield '\n], "messages": [\n'
    yield next(messages)
    yield from (f",\n{message}" for message in messages)
    yield "\n]}\n"


def _lines(head: dict[str, Any], members: Sequence[dict[str, Any]], messages: Iterator[str]) -> Iterator[str]:
    """Yield JSON lines."""
    yield one_object({"_type": "header", **head}) + "\n"
    yield from (one_object({"_type": "member", **member}) + "\n" for member in members)
    yield from (f'{{"_type": "message", {message[1:]}\n' for message in messages)


class _Spool:
    """The messages of a chat, waiting in a file in the order in which they came."""

    def __init__(self, waiting: BinaryIO | tempfile.SpooledTemporaryFile[bytes]) -> None:
        self._waiting = waiting
        self._chats: Counter[Chat] = Counter()
        self._file = ""
        self._times = array("q")
        self._starts = array("q")
        self.teller = Teller()

    def add(self, batch: Batch) -> None:
        """Take in messages."""
        for chat in zip(*(batch.values(name) for name in ("platform", "chat_id", "chat")), strict=True):
            self._chats[Chat(*(part or "" for part in chat))] += 1
        self._file = self._file or Path(str(batch.values("source")[0]) if batch.size else "").stem
        times = np.asarray(batch.values("sent_at"), "M8[ms]").astype(np.int64) // _SECOND
        columns = (batch.values(name) for name in Row._fields)
        for second, values in zip(times.tolist(), zip(*columns, strict=True), strict=True):
            self._times.append(self._moment(second))
            self._starts.append(self._waiting.tell())
            self._waiting.write(one_object(self.teller.message(Row(*values))).encode() + b"\n")

    def meta(self) -> dict[str, str]:
        """Return what makes the messages one chat.

        Raises
        ------
        UsageError
            They are of several.
        """
        numbered = [chat for chat in self._chats if chat.number]
        names = {chat.name for chat in numbered}
        named = [chat for chat in self._chats if not chat.number and chat.name and chat.name not in names]
        if len({chat.number for chat in numbered} | {chat.name for chat in named}) > 1:
            raise UsageError(_several(self._chats))
        known = [*numbered, *named, *self._chats, Chat("other", "", "")]
        name = next((chat.name for chat in known if chat.name), "") or known[0].number or self._file
        number = {"groupId": known[0].number} if known[0].number else {}
        return {"name": name or NOBODY, "platform": known[0].platform, "type": "group", **number}

    def messages(self) -> Iterator[str]:
        """Yield the messages as JSON in the order of time.

        Raises
        ------
        UsageError
            None has a time.
        """
        times = np.array(self._times, np.int64)
        timed = times[times != _LEADING]
        if not len(timed):
            raise UsageError(_TIMELESS if len(times) else _EMPTY)
        times[times == _LEADING] = timed[0]
        for place in np.argsort(times, kind="stable").tolist():
            self._waiting.seek(self._starts[place])
            rest = self._waiting.readline().decode().rstrip("\n")
            yield f'{{"timestamp": {times[place]}, {rest[1:]}'

    def _moment(self, second: int) -> int:
        """Return the second that stands for a message: its own, or that of the message before."""
        if _FIRST <= second <= _LAST:
            return second
        self.teller.told["no-time"] += 1
        return self._times[-1] if self._times else _LEADING


def _several(chats: Mapping[Chat, int]) -> Wording:
    listed = [f"{chat}: {count}" for chat, count in chats.items() if str(chat)]
    return Wording(
        f"ChatLab 一个文件只放一个聊天，这里有几个：{'、'.join(listed)}；请加 --chat 群名或群号",
        f"a ChatLab file holds one chat, here are several: {', '.join(listed)}; "
        "add --chat with a name or number",
    )


_EMPTY = Wording("没有消息可写：ChatLab 文件至少要有一条", "no messages: a ChatLab file needs at least one")
_TIMELESS = Wording(
    "没有一条消息有时间，ChatLab 文件装不下：请存成 JSON Lines 或 CSV",
    "no message has a time, which ChatLab needs: write JSON lines or CSV instead",
)
