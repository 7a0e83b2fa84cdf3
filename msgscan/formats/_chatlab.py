"""The ChatLab exchange format 0.0.1 and 0.0.2: what its JSON and its JSON-lines form share.

Learnt from ChatLab's description of it (docs/cn/standard/chatlab-format.md) and from files of three writers::

    chatlab  {"version", "exportedAt", "generator"?}
    meta     {"name", "platform", "type", "groupId"?, "ownerId"?}
    member   {"platformId", "accountName", "groupNickname"?, "roles"?: [{"id": "owner"}]}
    message  {"sender", "accountName", "groupNickname"?, "timestamp" (s), "type", "content", …}

``ownerId`` is the owner of the group or of the export: no proof of a role. Notices have type 80 or 81; their
sender is ``SYSTEM``, or with some writers the room itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from ..errors import Wording
from ..schema import CATEGORIES, Batch, Values
from ._clock import epoch_instants, second_or_none
from ._format import Note
from ._notices import Event, notice_columns, understand
from ._placeholders import kind_of
from ._qq_elements import plain
from ._records import Object, Records
from ._weflow import lost_names, without_quote

_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "0": "text", "1": "image", "2": "voice", "3": "video", "4": "file", "5": "sticker", "7": "link",
        "8": "location", "20": "red_packet", "21": "transfer", "22": "unknown", "23": "call", "24": "link",
        "25": "reply", "26": "forward", "27": "card", "80": "system", "81": "recall", "99": "unknown",
    }
)  # fmt: skip
_REPLY, _NOTICE, _RECALL = "25", "80", "81"
_ROLES = ("owner", "admin")

LACKS = (
    Wording("图片、语音、视频和文件里的内容", "what pictures, voices, videos and files contain"),
    Wording("系统通知里的账号（只有显示名）", "accounts in notices: display names only"),
    Wording("消息是否被撤回", "whether a message was taken back"),
)


class Chat:
    """What a file says of the chat and its members; the messages are read against it."""

    def __init__(self) -> None:
        self._name = ""
        self._id: str | None = None
        self._platform = "other"
        self._cards: dict[str, str] = {}
        self._roles: dict[str, str] = {}

    def describe(self, meta: object) -> None:
        """Take name, number and platform from the meta object."""
        known: Object = meta if isinstance(meta, dict) else {}
        platform = plain(known.get("platform")).lower()
        self._name = plain(known.get("name"))
        self._id = plain(known.get("groupId")) or None
        self._platform = platform if platform in CATEGORIES["platform"] else "other"

    def admit(self, members: list[Any]) -> None:
        """Take cards and roles from members."""
        records = Records([each for each in members if isinstance(each, dict)])
        ids = records.texts("platformId")
        self._cards.update(
            (each, card) for each, card in zip(ids, records.texts("groupNickname"), strict=True) if card
        )
        for each, roles in zip(ids, records.lists("roles"), strict=True):
            held = [role.get("id") for role in roles if isinstance(role, dict)]
            self._roles[each] = next((role for role in _ROLES if role in held), "member")

    def read(self, values: list[Any], lines: Sequence[int]) -> Iterator[Batch | Note]:
        """Yield messages as a batch, and its notes.

        Parameters
        ----------
        values : list, n
            Messages, and whatever else is to be a row of its own.
        lines : sequence of int, n
            Where each stands in the file.
        """
        if not values:
            return
        records = Records(values)
        records.require("content")
        types = records.texts("type")
        texts = records.texts("content")
        kinds = [_TYPES.get(each, "unknown" if each else "text") for each in types]
        kinds = [
            kind_of(text) if text[:1] in ("[", "【") and kind_of(text) != "text" else kind
            for kind, text in zip(kinds, texts, strict=True)
        ]
        quoted = [""] * len(values)
        for row, (each, text) in enumerate(zip(types, texts, strict=True)):
            if each == _REPLY:
                kinds[row] = "reply"
                texts[row], quoted[row] = without_quote(text)
        accounts: list[str | None] = [each or None for each in records.texts("sender")]
        cards, names = records.texts("groupNickname"), records.texts("accountName")
        names = [
            card or self._cards.get(account or "") or name
            for card, account, name in zip(cards, accounts, names, strict=True)
        ]
        roles = [self._roles.get(account or "", "unknown") for account in accounts]
        notices = {
            row: understand(texts[row]) or (Event("recall") if each == _RECALL else None)
            for row, each in enumerate(types)
            if each in (_NOTICE, _RECALL)
        }
        for row in notices:
            names[row], accounts[row], roles[row] = "", None, "system"
        instants = epoch_instants(records.numbers("timestamp"))
        message_ids = records.texts("platformMessageId")
        records.expose(kinds, texts, notices)
        yield from records.notes(lines)
        yield from lost_names(((row, texts[row]) for row in notices), lines)
        columns: dict[str, Values] = {
            "platform": self._platform,
            "chat": self._name,
            "chat_id": self._id,
            "line": list(lines),
            "message_id": [each or None for each in message_ids],
            "sent_at": instants,
            "time_quality": second_or_none(instants),
            "sender": names,
            "sender_id": accounts,
            "sender_role": roles,
            "text": texts,
            "quoted": quoted,
            **notice_columns(kinds, notices),
        }
        yield Batch(len(values), columns)
