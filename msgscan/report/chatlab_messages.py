"""Messages as ChatLab has them: accounts, names, types; and what they lose on the way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from ..errors import Wording
from ..formats._format import Note

_TYPES: Mapping[str, int] = MappingProxyType(
    {
        "text": 0, "announcement": 0, "image": 1, "voice": 2, "video": 3, "file": 4, "sticker": 5, "link": 7,
        "location": 8, "red_packet": 20, "transfer": 21, "call": 23, "reply": 25, "forward": 26, "card": 27,
        "system": 80, "recall": 81, "unknown": 99,
    }
)  # fmt: skip
_REPLY = _TYPES["reply"]
_NOTICES = (_TYPES["system"], _TYPES["recall"])
_SYSTEM = "SYSTEM"  # the sender of notices; no member may bear it
_ROLES = ("owner", "admin")
NOBODY = "未知"  # a member needs a name
# What is lost or made up on the way, by the word under which it is counted.
_TOLD: Mapping[str, Wording] = MappingProxyType(
    {
        "no-time": Wording(
            "{count} 条消息没有时间，写成相邻消息的时间",
            "{count} messages have no time: written with the time of a neighbour",
        ),
        "date_guessed": Wording(
            "{count} 条消息的日期是推测的", "the dates of {count} messages are guessed"
        ),
        "minute": Wording(
            "{count} 条消息的时间只到分钟", "the times of {count} messages are exact to the minute"
        ),
        "no-account": Wording(
            "{count} 条消息的发送者没有账号，用“name:名字”代替，同名的人分不开",
            "the senders of {count} messages have no account: 'name:…' stands for it, namesakes are one",
        ),
        "recalled": Wording(
            "{count} 条消息后来被撤回，这里看不出来",
            "{count} messages were taken back later, which can't be seen here",
        ),
        "same-id": Wording(
            "{count} 条消息的编号与前面的消息相同，没有写编号",
            "{count} messages bear the id of an earlier one: written without it",
        ),
        "events": Wording(
            "{count} 条系统通知只剩句子，谁对谁做了什么不再分列",
            "{count} notices are sentences only: who did what to whom no longer stands apart",
        ),
    }
)  # fmt: skip


class Row(NamedTuple):
    """What a message of ChatLab is made of, but for its time."""

    kind: str
    text: str
    quoted: str
    sender: str
    sender_id: str | None
    sender_role: str
    message_id: str | None
    time_quality: str
    recalled: bool
    event: str | None


class Teller:
    """Tells messages one by one, gets to know the members, keeps account of what is lost.

    Attributes
    ----------
    told : Counter
        How many messages lost what.
    """

    def __init__(self) -> None:
        self.told: Counter[str] = Counter()
        self._names: dict[str, dict[str, None]] = {}  # of each member, in the order of their first use
        self._roles: dict[str, str] = {}
        self._ids: set[int] = set()  # hashes

    def message(self, row: Row) -> dict[str, Any]:
        """Return a message without its time, and keep account of what it loses."""
        type_ = _REPLY if row.quoted else _TYPES[row.kind]
        text = f"{row.text}[引用 ：{row.quoted}]" if row.quoted else row.text  # as WeFlow writes a quote
        account, name = _sender(row, type_)
        self.told["no-account"] += account != _SYSTEM and not row.sender_id
        self.told["recalled"] += row.recalled
        self.told["events"] += row.event is not None
        self.told[row.time_quality] += 1
        if account != _SYSTEM:
            self._names.setdefault(account, {})[name] = None
            if row.sender_role in _ROLES:
                self._roles[account] = row.sender_role
        message = {"sender": account, "accountName": name, "type": type_, "content": text}
        if row.message_id and self._is_new(row.message_id):
            message["platformMessageId"] = row.message_id
        return message

    def _is_new(self, message_id: str) -> bool:
        known = len(self._ids)
        self._ids.add(hash(message_id))
        self.told["same-id"] += len(self._ids) == known
        return len(self._ids) > known

    def members(self) -> list[dict[str, Any]]:
        """Return everybody who speaks."""
        found: list[dict[str, Any]] = []
        for account, names in self._names.items():
            first, *others = names
            member: dict[str, Any] = {"platformId": account, "accountName": first}
            if others:
                member["aliases"] = others
            if account in self._roles:
                member["roles"] = [{"id": self._roles[account]}]
            found.append(member)
        return found

    def notes(self) -> tuple[Note, ...]:
        """Return what the format can't tell of these messages."""
        counts = ((word, wording, self.told[word]) for word, wording in _TOLD.items())
        return tuple(
            Note(f"chatlab-{word}", wording, count=count) for word, wording, count in counts if count
        )


def _sender(row: Row, type_: int) -> tuple[str, str]:
    """Return account and name of the sender, as ChatLab wants them: neither is empty."""
    if type_ in _NOTICES and not row.sender:
        return _SYSTEM, "系统消息"
    name = row.sender or row.sender_id or NOBODY
    if row.sender_id and row.sender_id != _SYSTEM:
        return row.sender_id, name
    return f"name:{row.sender_id or name}", name
