"""The tables that msgscan passes on: messages, findings, and the roster of people.

This file is the only place where their columns are defined. A column has a name, a type, the value that
stands where nobody gave one, and a sentence that says what it holds. Inside msgscan, messages travel as
:class:`Batch` (plain lists and numpy arrays, so that a worker needs no pandas); at the edge they become
frames by :mod:`msgscan.frames`.

Types
-----
``str``     text, never missing
``str?``    text, or missing (``None``)
``int``     int64
``bool``    bool
``time?``   an instant, ``datetime64[ms]`` in UTC inside, zone-aware in frames (their unit is not promised)
``day?``    a day, or missing; ``datetime64[D]`` inside, ``datetime64[s]`` in frames
``list?``   a list of texts, or missing
``list``    a list of records, or of texts
otherwise   the name of a closed list in ``CATEGORIES``; with ``?`` it may be missing
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

CATEGORIES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "platform": ("qq", "wechat", "wecom", "whatsapp", "other"),
        # How far sent_at can be trusted; date_guessed = the file prints a clock but no (full) date.
        "time_quality": ("second", "minute", "date_guessed", "none"),
        "role": ("owner", "admin", "member", "system", "unknown"),
        # Whom a roster lists; and what it says of a sender: one of these, nobody on it, the name of staff
        # under another account, a name of people of several sorts, or nothing (no roster, or no sender).
        "person": ("staff", "student", "other"),
        "standing": ("staff", "student", "other", "stranger", "namesake", "ambiguous", "unknown"),
        "kind": (
            "text", "image", "voice", "video", "sticker", "file", "link", "reply", "forward", "red_packet",
            "transfer", "location", "card", "call", "announcement", "system", "recall", "unknown",
        ),
        # What a system row reports; "unknown" = something happened, the file does not tell what or who.
        "event": (
            "invite", "qr_join", "join", "leave", "remove", "rename", "new_owner", "admin", "mute", "unmute",
            "recall", "essence", "pat", "confirm_on", "confirm_off", "stranger", "dissolve", "announcement",
            "unknown",
        ),
        # In rising order.
        "severity": ("info", "low", "medium", "high", "critical"),
        # What a person said of a finding.
        "status": ("new", "confirmed", "false_alarm", "handled"),
    }
)  # fmt: skip

# The category of findings that are for a designated person to review: they never set the exit code, and no
# report counts, ranks or lists them by person. The only category of rules that has a meaning here.
REVIEW_ONLY: Final = "org"


class Column(NamedTuple):
    """One column: its name, its type, the value where nobody gave one, what it holds."""

    name: str
    type: str
    default: object
    meaning: str


MESSAGES: tuple[Column, ...] = (
    Column("source", "str", "", "the file that the message stands in"),
    Column("seq", "int", None, "place in the file, from 0"),
    Column("line", "int", 0, "line or number of the record, for looking it up; from 1, 0 = not known"),
    Column("platform", "platform", "other", "where the chat was held"),
    Column("chat", "str", "", "name of the group, '' where the file does not tell"),
    Column("chat_id", "str?", None, "number of the group"),
    Column("message_id", "str?", None, "the platform's own id of the message"),
    Column("sent_at", "time?", None, "when it was sent"),
    Column("time_quality", "time_quality", "none", "how exact sent_at is"),
    Column("sender", "str", "", "display name as the file has it; '' in notices, which nobody sent"),
    Column("sender_id", "str?", None, "account of the sender"),
    Column("sender_role", "role", "unknown", "what the file says of the sender's role; a hint, not proof"),
    Column("kind", "kind", "text", "what sort of message"),
    Column("text", "str", "", "what this sender said, with titles, file names and forwarded texts"),
    Column("quoted", "str", "", "what the sender quotes of others: it does not blame the sender"),
    Column("recalled", "bool", False, "the message was taken back later"),
    Column("event", "event?", None, "what a notice reports"),
    Column("event_actor", "str?", None, "who did it: inviter, remover, renamer"),
    Column("event_actor_id", "str?", None, "account of who did it, where the notice itself has it"),
    Column("event_targets", "list?", None, "to whom: newcomers, removed people"),
    Column("event_target_ids", "list?", None, "accounts of event_targets, where the notice itself has them"),
)

FINDINGS: tuple[Column, ...] = (
    Column("finding_id", "str", "", "fingerprint of the content: equal in the next export of the same chat"),
    Column("source", "str", "", "as in MESSAGES"),
    Column("seq", "int", None, "the message's seq; with source it leads back to the message"),
    Column("line", "int", 0, "as in MESSAGES"),
    Column("chat", "str", "", "as in MESSAGES"),
    Column("sent_at", "time?", None, "as in MESSAGES"),
    Column("sender", "str", "", "as in MESSAGES"),
    Column("sender_id", "str?", None, "as in MESSAGES"),
    Column("pack", "str", "", "id@version of the rule pack"),
    Column("rule", "str", "", "id of the rule"),
    Column("category", "str", "", "category of the rule; org = for review only, never counted by person"),
    Column("severity", "severity", "info", "how serious, in rising order"),
    Column("clause", "str", "", "the clause of the regulation"),
    Column("matched", "str", "", "text[start:end]: the piece of the message that counts most"),
    Column("start", "int", 0, "first character of matched in text, from 0"),
    Column("end", "int", 0, "one past the last character of matched"),
    Column("view", "str", "exact", "the view in which it was found"),
    Column("evasion", "bool", False, "written so that a plain search misses it"),
    Column("snippet", "str", "", "matched with some text around it"),
    Column("evidence", "list", None, "dicts of signal, start, end, view; of a run with seq, one a message"),
    Column("message", "str", "", "what was found, for people"),
    Column("advice", "str", "", "what to do"),
    Column("redact", "bool", False, "reports must mask matched and snippet"),
    Column("experimental", "bool", False, "on trial, or for review only: it never sets the exit code"),
    Column("status", "status", "new", "what a person said of it"),
)

# The people of an organisation; ``name`` and ``category`` are all that a row must have.
ROSTER: tuple[Column, ...] = (
    Column("line", "int", 0, "row of the table, from 1"),
    Column("name", "str", "", "real name"),
    Column("category", "person", "other", "staff, student or other"),
    Column("unit", "str", "", "department or class; of several columns joined by ;"),
    Column("accounts", "list", None, "QQ numbers and WeChat ids"),
    Column("aliases", "list", None, "nicknames by which the person is known too"),
    Column("since", "day?", None, "first day in office"),
    Column("until", "day?", None, "last day in office"),
)

# What a roster says of the sender: no column of MESSAGES, but of batches where a roster was given.
STANDING: Final = Column("standing", "standing", "unknown", "what the roster says of the sender")

Values = list[Any] | NDArray[Any] | str | bool | int | None


@dataclass(frozen=True, slots=True)
class Batch:
    """Some messages (or findings) as columns.

    Parameters
    ----------
    size : int
        Number of rows, n.
    columns : mapping of str to (list, ndarray, or one plain value)
        Columns by name, each of n values; one plain value stands for all n. Columns that are not given
        take the default of their table. ``sent_at`` is ``datetime64[ms]`` in UTC.

    Examples
    --------
    >>> batch = Batch(2, {"text": ["你好", "收到"], "platform": "qq"})
    >>> batch.values("text"), batch.values("platform"), batch.values("recalled")
    (['你好', '收到'], ['qq', 'qq'], [False, False])
    """

    size: int
    columns: Mapping[str, Values]

    def __post_init__(self) -> None:
        """Refuse a column of another length: it would shift words to other people."""
        for name, values in self.columns.items():
            if isinstance(values, list | np.ndarray) and len(values) != self.size:
                message = f"column {name!r} has {len(values)} values, the batch {self.size} rows"
                raise ValueError(message)

    def constant(self, name: str) -> Values:
        """Return the column as it is kept: maybe one plain value for all rows."""
        return self.columns[name] if name in self.columns else _DEFAULTS[name]

    def values(self, name: str) -> Sequence[Any] | NDArray[Any]:
        """Return the column as n values."""
        kept = self.constant(name)
        if isinstance(kept, list | np.ndarray):
            return kept
        if name == "seq":
            return np.arange(self.size)
        if name == "sent_at":
            return np.full(self.size, np.datetime64("NaT"), "M8[ms]")
        return [kept] * self.size

    def texts(self, name: str) -> list[str]:
        """Return a column of texts as n texts."""
        kept = self.constant(name)
        return kept if isinstance(kept, list) else [str(kept)] * self.size

    def taken(self, name: str, rows: Sequence[int]) -> list[Any]:
        """Return some rows of a column.

        Examples
        --------
        >>> Batch(3, {"text": ["甲", "乙", "丙"], "platform": "qq"}).taken("text", [2, 0])
        ['丙', '甲']
        """
        kept = self.constant(name)
        if kept is not None and not isinstance(kept, list | np.ndarray):
            return [kept] * len(rows)
        values = self.values(name)
        return [values[row] for row in rows]

    def where(self, kept: NDArray[np.bool_]) -> Batch:
        """Return a batch of the rows whose flag is true.

        Examples
        --------
        >>> Batch(2, {"text": ["甲", "乙"], "platform": "qq"}).where(np.array([False, True]))
        Batch(size=1, columns={'text': ['乙'], 'platform': 'qq'})
        """
        if kept.all():
            return self
        rows = np.flatnonzero(kept).tolist()
        columns = {
            name: values[kept]
            if isinstance(values, np.ndarray)
            else [values[row] for row in rows]
            if isinstance(values, list)
            else values
            for name, values in self.columns.items()
        }
        return Batch(len(rows), columns)


class Joined:
    """Batches put behind each other one by one: while its values are at hand, a batch is put there fast.

    Examples
    --------
    >>> joined = Joined()
    >>> joined.add(Batch(1, {"text": ["甲"], "platform": "qq"}))
    >>> joined.add(Batch(1, {"text": "乙", "platform": "qq"}))
    >>> joined.batch()
    Batch(size=2, columns={'text': ['甲', '乙'], 'platform': 'qq'})
    """

    def __init__(self) -> None:
        self.size = 0
        self._columns: dict[str, Values | tuple[NDArray[Any], ...]] = {}  # arrays are joined at the end

    def add(self, batch: Batch) -> None:
        """Put a batch behind the others."""
        for name in {**self._columns, **batch.columns}:
            self._columns[name] = self._longer(name, batch)
        self.size += batch.size

    def batch(self) -> Batch:
        """Return all of them as one."""
        columns = {
            name: np.concatenate(values) if isinstance(values, tuple) else values
            for name, values in self._columns.items()
        }
        return Batch(self.size, columns)

    def _longer(self, name: str, batch: Batch) -> Values | tuple[NDArray[Any], ...]:
        more = batch.constant(name)
        if not self.size:
            return (more,) if isinstance(more, np.ndarray) else list(more) if isinstance(more, list) else more
        kept = self._columns.get(name, _DEFAULTS[name])
        if not isinstance(kept, list | tuple):
            if not isinstance(more, list | np.ndarray) and kept == more:
                return more
            before = Batch(self.size, {name: kept}).values(name)
            kept = (before,) if isinstance(before, np.ndarray) else list(before)
        values = batch.values(name)
        if isinstance(kept, tuple) and isinstance(values, np.ndarray):
            return (*kept, values)
        listed: list[Any] = np.concatenate(kept).tolist() if isinstance(kept, tuple) else kept
        listed += values.tolist() if isinstance(values, np.ndarray) else values
        return listed


_DEFAULTS: Mapping[str, Any] = MappingProxyType(
    {column.name: column.default for table in (FINDINGS, MESSAGES, (STANDING,)) for column in table}
)
