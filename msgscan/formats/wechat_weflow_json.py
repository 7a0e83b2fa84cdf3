"""WeFlow (hicccc77/WeFlow, up to 5.0): JSON of one WeChat chat.

Layout, learnt from the exporter's source, a public fixture and files that it writes::

    {"weflow": {…}, "session": {"wxid", "displayName", "messageCount", …},
     "messages": [{"createTime" (s), "formattedTime", "type": "文本消息", "localType": 1, "content",
                   "senderUsername", "senderDisplayName", "quotedSender"?, "quotedContent"?, …}]}

``formattedTime`` is printed in one zone or another, ``createTime`` counts. Notices are sent by the room
itself (``…@chatroom``). A text that was received begins with a line feed that nobody typed. The variant for
Arkme has ``senders: [{"senderID", "wxid", "displayName"}]``, and messages name them by ``senderID``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import numpy as np

from ..errors import Wording
from ..schema import Batch, Values
from ._clock import epoch_instants
from ._format import Format, Note
from ._notices import notice_columns, understand
from ._qq_elements import joined, plain
from ._records import Object, Records
from ._source import Head, Source
from ._weflow import lost_names, without_quote

# The client's types (localType); the upper half of an app message's number is its own type.
_TYPES: Mapping[int, str] = MappingProxyType(
    {
        1: "text", 3: "image", 34: "voice", 42: "card", 43: "video", 47: "sticker", 48: "location",
        50: "call", 10000: "system", 10002: "system",
    }
)  # fmt: skip
_APP = 49
_APP_TYPES: Mapping[int, str] = MappingProxyType(
    {
        3: "link", 4: "link", 5: "link", 6: "file", 8: "sticker", 19: "forward", 33: "link", 36: "link",
        51: "video", 57: "reply", 87: "announcement", 2000: "transfer", 2001: "red_packet",
    }
)  # fmt: skip
# The exporter's words for them, for what has no number.
_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "文本消息": "text", "图片消息": "image", "语音消息": "voice", "视频消息": "video",
        "动画表情": "sticker", "链接消息": "link", "卡片式链接": "link", "文件消息": "file",
        "引用消息": "reply", "聊天记录": "forward", "转账消息": "transfer", "红包卡片": "red_packet",
        "群公告": "announcement", "位置消息": "location", "名片消息": "card", "通话消息": "call",
        "音乐消息": "link", "小程序消息": "link", "小程序分享": "link", "系统消息": "system",
    }
)  # fmt: skip
_SAID = ("linkTitle", "appMsgDesc", "linkUrl")


def recognises(head: Head) -> bool:
    """Return whether the file is one JSON object with the exporter's keys."""
    return {"weflow", "session"} <= head.json_paths


def parse(source: Source) -> Iterator[Batch | Note]:
    """Yield the messages in the order of the file."""
    outer, chunks = source.json_document("messages", "session")
    session = outer.get("session")
    session = session if isinstance(session, dict) else {}
    senders = _senders(outer.get("senders"))
    rows = 0
    for values in chunks:
        yield from _read(values, range(rows + 1, rows + 1 + len(values)), session, senders)
        rows += len(values)
    declared = session.get("messageCount")
    if isinstance(declared, int) and declared != rows:
        yield Note(
            "declared",
            Wording(
                f"文件声明有 {declared} 条消息，实际读到 {rows} 条",
                f"the file declares {declared} messages, {rows} were read",
            ),
        )


def _read(
    values: list[Any], lines: Sequence[int], session: Object, senders: Mapping[str, Object]
) -> Iterator[Batch | Note]:
    records = Records(values)
    records.require("content")
    texts = [text.removeprefix("\n") for text in records.texts("content")]
    kinds = [
        _kind(number, word)
        for number, word in zip(records.numbers("localType"), records.texts("type"), strict=True)
    ]
    names, accounts = _people(records, senders)
    quoted = [""] * len(values)
    of, what = records.texts("quotedSender"), records.texts("quotedContent")
    for row, kind in enumerate(kinds):
        if kind == "reply":
            texts[row], quoted[row] = without_quote(texts[row], of[row], what[row])
    for key in _SAID:
        for row, more in enumerate(records.texts(key)):
            if more and more not in texts[row]:
                texts[row] = joined(texts[row], iter([more]))
    notices = [row for row, kind in enumerate(kinds) if kind == "system"]
    roles = ["unknown"] * len(values)
    for row in notices:
        roles[row] = "system"
    room = plain(session.get("wxid"))
    for row, account in enumerate(accounts):
        if roles[row] == "system" or (account and account.endswith("@chatroom")):
            names[row], accounts[row] = "", None  # the room is not a person
    instants = epoch_instants(records.numbers("createTime"))
    message_ids = records.texts("platformMessageId")
    events = {row: understand(texts[row]) for row in notices}
    records.expose(kinds, texts, events)
    yield from records.notes(lines)
    yield from lost_names(((row, texts[row]) for row in notices), lines)
    columns: dict[str, Values] = {
        "platform": "wechat",
        "chat": plain(session.get("displayName") or session.get("nickname")),
        "chat_id": room if room.endswith("@chatroom") else None,
        "line": list(lines),
        "message_id": [each or None for each in message_ids],
        "sent_at": instants,
        "time_quality": np.where(np.isnat(instants), "none", "second").tolist(),
        "sender": names,
        "sender_id": accounts,
        "sender_role": roles,
        "text": texts,
        "quoted": quoted,
        **notice_columns(kinds, events),
    }
    yield Batch(len(values), columns)


def _kind(number: object, word: str) -> str:
    """Return the kind of a message by the client's number, else by the exporter's word."""
    if isinstance(number, str) and number.isdecimal():
        number = int(number)
    if isinstance(number, int):
        kind = _APP_TYPES.get(number >> 32) if number & 0xFFFFFFFF == _APP else _TYPES.get(number)
        if kind:
            return kind
    return _WORDS.get(word, "text" if number in (None, 1) else "unknown")


def _senders(given: object) -> dict[str, Object]:
    """Return the table of senders of the Arkme variant, by their number."""
    listed = given if isinstance(given, list) else []
    return {plain(each.get("senderID")): each for each in listed if isinstance(each, dict)}


def _people(records: Records, senders: Mapping[str, Object]) -> tuple[list[str], list[str | None]]:
    names, accounts = records.texts("senderDisplayName"), records.texts("senderUsername")
    if senders:
        known = [senders.get(number, {}) for number in records.texts("senderID")]
        names = [a or b for a, b in zip(names, records.texts("displayName", known), strict=True)]
        accounts = [a or b for a, b in zip(accounts, records.texts("wxid", known), strict=True)]
    return names, [each or None for each in accounts]


FORMAT = Format(
    name="wechat-weflow-json",
    title=Wording("WeFlow 导出的 JSON", "JSON of WeFlow"),
    how_to_make=Wording("WeFlow：导出 → 选择群聊 → 格式选 JSON", "WeFlow: export → choose the group → JSON"),
    lacks=(
        Wording("图片、语音、视频和文件里的内容", "what pictures, voices, videos and files contain"),
        Wording("微信 4 邀请通知里的名字", "the names in invitations of WeChat 4"),
        Wording("系统通知里的账号（只有显示名）", "accounts in notices: display names only"),
        Wording("红包的祝福语", "greetings of red packets"),
    ),
    recognises=recognises,
    parse=parse,
)
