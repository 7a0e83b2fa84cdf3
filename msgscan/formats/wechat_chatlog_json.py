"""chatlog (sjzar/chatlog): JSON of WeChat messages, as its HTTP interface writes it.

Layout, learnt from the exporter's source (``internal/model/message.go``)::

    [{"seq", "time": "2025-09-01T08:02:00+08:00", "talker", "talkerName", "isChatRoom",
      "sender", "senderName", "isSelf", "type": 1, "subType": 0, "content": "收到",
      "contents"?: {"title", "desc", "url", "refer": {a message}, "recordInfo": {"Title", "DataList": …}}}]

The texts of links, files and forwards stand in ``contents``; ``content`` is empty there. ``seq`` counts
milliseconds; it is no id of WeChat's.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..errors import Wording
from ..schema import Batch
from ._chatlog import LACKS, SYSTEM, empty_notices, read_notices
from ._clock import iso_instants, second_or_none
from ._doubts import untimed
from ._format import Format, Note
from ._notices import notice_columns
from ._qq_elements import joined, plain
from ._records import Object, Records
from ._source import Head, Source
from ._wechat_types import kind_of_pair

_KEYS = frozenset({"item.seq", "item.talker", "item.isChatRoom", "item.senderName", "item.subType"})
_SAID = ("title", "desc", "url")
# What people see of a forwarded message; Go writes the names of its own fields.
_FORWARDED = ("SourceName", "DataTitle", "DataDesc")
_DEPTH = 16  # forwards within forwards


def recognises(head: Head) -> bool:
    """Return whether the file is a JSON array of the exporter's messages."""
    return head.json_paths >= _KEYS


def parse(source: Source) -> Iterator[Batch | Note]:
    """Yield the messages in the order of the file."""
    _, chunks = source.json_document("")
    rows = 0
    for values in chunks:
        yield from _read(source, values, range(rows + 1, rows + 1 + len(values)))
        rows += len(values)


def _read(source: Source, values: list[Any], lines: range) -> Iterator[Batch | Note]:
    records = Records(values)
    records.require("content")
    kinds = list(map(kind_of_pair, records.numbers("type"), records.numbers("subType")))
    texts = records.texts("content")
    senders, names = records.texts("sender"), records.texts("senderName")
    quoted = [""] * len(values)
    for row, contents in enumerate(records.parts("contents")):
        if contents:
            texts[row] = joined(texts[row], _said(contents))
            quoted[row] = _quoted(contents.get("refer"))
    spoken = {
        row: texts[row]
        for row, (kind, sender) in enumerate(zip(kinds, senders, strict=True))
        if kind == "system" or sender == SYSTEM
    }
    notices, events = read_notices(spoken)
    accounts: list[str | None] = [sender or None for sender in senders]
    names = [name or sender for name, sender in zip(names, senders, strict=True)]
    for row, sentence in notices.items():
        names[row], accounts[row], texts[row] = "", None, sentence
    rooms, chats = records.texts("talker"), records.texts("talkerName")
    instants = iso_instants(records.scalars("time"), source.zone)
    records.expose(kinds, texts, events)
    yield from records.notes(lines)
    yield from empty_notices(notices, lines)
    yield from untimed(instants, lines)
    yield Batch(
        len(values),
        {
            "platform": "wechat",
            "chat": chats,
            "chat_id": [room if room.endswith("@chatroom") else None for room in rooms],
            "line": list(lines),
            "sent_at": instants,
            "time_quality": second_or_none(instants),
            "sender": names,
            "sender_id": accounts,
            "sender_role": ["system" if row in notices else "unknown" for row in range(len(values))],
            "text": texts,
            "quoted": quoted,
            **notice_columns(kinds, events),
        },
    )


def _said(contents: Object) -> Iterator[str]:
    """Yield what a link, a file or a forward says."""
    for key in _SAID:
        yield plain(contents.get(key))
    yield from _forwarded(contents.get("recordInfo"), 0)


def _forwarded(record: object, depth: int) -> Iterator[str]:
    """Yield the messages of a merged forward as ``name: text``; they are others' words."""
    known: Object = record if isinstance(record, dict) else {}
    yield plain(known.get("Title"))
    listed = known.get("DataList")
    items = listed.get("DataItems") if isinstance(listed, dict) else None
    if not isinstance(items, list):
        yield plain(known.get("Desc"))
        return
    for item in items:
        if not isinstance(item, dict) or depth == _DEPTH:
            yield plain(item)
            continue
        name, *said = (plain(item.get(key)) for key in _FORWARDED)
        yield f"{name}: {' '.join(filter(None, said))}"
        yield from _forwarded(item.get("RecordInfo"), depth + 1)


def _quoted(refer: object) -> str:
    """Return what the message says that a reply quotes."""
    known: Object = refer if isinstance(refer, dict) else {}
    contents = known.get("contents")
    more = _said(contents) if isinstance(contents, dict) else iter(())
    return joined(plain(known.get("content")), more)


FORMAT = Format(
    name="wechat-chatlog-json",
    title=Wording("chatlog 导出的 JSON", "JSON of chatlog"),
    how_to_make=Wording(
        "chatlog：浏览器打开 /api/v1/chatlog?talker=…&time=…&format=json",
        "chatlog: open /api/v1/chatlog?talker=…&time=…&format=json in a browser",
    ),
    lacks=LACKS[:-1],
    recognises=recognises,
    parse=parse,
)
