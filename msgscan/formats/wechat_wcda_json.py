"""WeChatDataAnalysis (LifeArchiveProject): JSON of one WeChat chat.

Layout, learnt from the exporter's source and a file that it writes::

    {"schemaVersion": 1, "exportedAt", "account",
     "conversation": {"username", "displayName", "isGroup"}, "filters": {"messageTypes", …},
     "messages": [{"id": "message_0:Msg_…:1", "localId", "serverId", "createTime" (s), "type": 244813135921,
                   "renderType": "quote", "senderUsername", "senderDisplayName", "content", "title", "url",
                   "quoteTitle", "quoteContent", "recordItem" (XML), "amount", …}]}

In invitations the names stand behind the sentence, which has placeholders. The exporter shortens the whole
file like a web page: where one message has ``<!--`` and a later one ``-->``, everything between is gone, and
what is left may be whole JSON. Gaps in the numbers of the messages (``localId``) tell.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..errors import Wording
from ..schema import Batch
from ._app_messages import read_record
from ._clock import epoch_instants, second_or_none
from ._doubts import untimed
from ._format import Format, Note
from ._notices import notice_columns, plain as without_buttons, understand
from ._qq_elements import joined, plain
from ._records import Object, Records
from ._source import Head, Source
from ._wcda import HIDDEN, KINDS, LACKS, PRIVATE, unsaid
from ._wechat_types import kind_of_type

_KEYS = frozenset({"schemaVersion", "conversation.displayName"})
# What else people see of a message.
_SAID = ("title", "url", "amount", "locationPoiname", "locationLabel", "voiceTranscript")


def recognises(head: Head) -> bool:
    """Return whether the file is one JSON object with the exporter's keys."""
    return head.json_paths >= _KEYS


def parse(source: Source) -> Iterator[Batch | Note]:
    """Yield the messages in the order of the file."""
    outer, chunks = source.json_document("messages", "conversation")
    chat = _object(outer.get("conversation"))
    numbers = _Numbers()
    rows = 0
    for values in chunks:
        yield from _read(values, range(rows + 1, rows + 1 + len(values)), chat, numbers)
        rows += len(values)
    if plain(chat.get("displayName")) == HIDDEN and not plain(chat.get("username")):
        yield PRIVATE
    if not _object(outer.get("filters")).get("messageTypes"):
        yield from numbers.missing()


class _Numbers:
    """The numbers of the messages, by the table of the database that they stand in."""

    def __init__(self) -> None:
        self._seen: dict[str, tuple[int, int, int]] = {}  # lowest, highest, how many

    def take(self, ids: list[str]) -> None:
        """Take the ids of messages: ``message_0:Msg_…:17``."""
        for id_ in ids:
            table, _, written = id_.rpartition(":")
            if table and written.isdecimal() and len(written) < 16:  # noqa: PLR2004 - digits of 2**53
                number = int(written)
                low, high, count = self._seen.get(table, (number, number, 0))
                self._seen[table] = (min(low, number), max(high, number), count + 1)

    def missing(self) -> Iterator[Note]:
        """Yield the note on numbers that are missing between others, if there are any."""
        count = sum(max(high - low + 1 - count, 0) for low, high, count in self._seen.values())
        if count:
            wording = Wording(
                "消息编号中间缺 {count} 个：消息可能在手机上删除过，也可能被导出工具丢掉"
                "（正文含 <!-- 时会吞掉后面的消息）；请与 TXT 导出核对",
                "{count} numbers of messages are missing: they were deleted, or the exporter lost them, as "
                "it does behind a text with <!--; compare with its TXT",
            )
            yield Note("missing-numbers", wording, count=count)


def _read(values: list[Any], lines: range, chat: Object, numbers: _Numbers) -> Iterator[Batch | Note]:
    records = Records(values)
    records.require("content")
    numbers.take(records.texts("id"))
    texts = records.texts("content")
    kinds = list(map(_kind, records.numbers("type"), records.texts("renderType")))
    names, accounts = records.texts("senderDisplayName"), records.texts("senderUsername")
    for key in _SAID:
        for row, said in enumerate(records.texts(key)):
            if said:
                texts[row] = joined(texts[row], iter([said]))
    for row, record in enumerate(records.texts("recordItem")):
        if record:
            texts[row] = joined(texts[row], read_record(record))
    quoted = [
        f"{name}: {text}" if name and text else text
        for name, text in zip(records.texts("quoteTitle"), records.texts("quoteContent"), strict=True)
    ]
    notices = {row: without_buttons(texts[row]) for row, kind in enumerate(kinds) if kind == "system"}
    sender_ids: list[str | None] = [account or None for account in accounts]
    for row, sentence in notices.items():
        texts[row], names[row], sender_ids[row] = sentence, "", None
    events = {row: understand(sentence) for row, sentence in notices.items()}
    instants = epoch_instants(records.numbers("createTime"))
    ids, room = records.texts("serverId"), plain(chat.get("username"))
    records.expose(kinds, texts, events)
    yield from records.notes(lines)
    yield from unsaid(texts, lines)
    yield from untimed(instants, lines)
    yield Batch(
        len(values),
        {
            "platform": "wechat",
            "chat": plain(chat.get("displayName")),
            "chat_id": room if room.endswith("@chatroom") else None,
            "line": list(lines),
            "message_id": [id_ if id_ not in ("", "0") else None for id_ in ids],
            "sent_at": instants,
            "time_quality": second_or_none(instants),
            "sender": names,
            "sender_id": sender_ids,
            "sender_role": ["system" if row in notices else "unknown" for row in range(len(values))],
            "text": texts,
            "quoted": quoted,
            **notice_columns(kinds, events),
        },
    )


def _kind(type_: object, drawn: str) -> str:
    """Return the kind by the client's type, else by the exporter's word; an unknown type is drawn as text."""
    kind = kind_of_type(type_)
    return kind if kind != "unknown" else KINDS.get(drawn, "unknown") if drawn != "text" else "unknown"


def _object(value: object) -> Object:
    return value if isinstance(value, dict) else {}


FORMAT = Format(
    name="wechat-wcda-json",
    title=Wording("WeChatDataAnalysis 导出的 JSON", "JSON of WeChatDataAnalysis"),
    how_to_make=Wording(
        "WeChatDataAnalysis：导出 → 选择群聊 → 格式选 JSON（不要开隐私模式）",
        "WeChatDataAnalysis: export → choose the group → JSON, not in privacy mode",
    ),
    lacks=LACKS,
    recognises=recognises,
    parse=parse,
)
