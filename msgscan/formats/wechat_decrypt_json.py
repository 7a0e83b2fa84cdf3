"""WeChat: JSON written by wechat-decrypt (ylytdeng/wechat-decrypt and its forks), ``<chat>_export.json``.

Layout, learnt from the exporter's code, run on invented messages::

    {"chat": "2501班工作群", "username": "10000000001@chatroom", "exported_at": "2025-09-02 09:00:00",
     "messages": [{"local_id": 6, "timestamp": 1756684860, "sender": "me", "content": "收到"},
                  {"local_id": 1, "timestamp": 1756684800, "sender": "", "type": "system",
                   "content": "<sysmsg type=…"}], "is_group": true}

A text has no type; who exports is ``me``; notices are sentences or WeChat's own XML, and may have a sender.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from ..errors import Wording
from ..schema import Batch
from ._clock import epoch_instants, second_or_none
from ._decrypted import CONTENTS_LOST, LACKS, read_body
from ._doubts import doubts, untimed
from ._format import Format, Note
from ._notices import notice_columns
from ._qq_elements import plain
from ._records import Object, Records
from ._source import Head, Source
from ._sysmsg import read_notice


def recognises(head: Head) -> bool:
    """Return whether the file is an object with the exporter's keys."""
    return {"chat", "username", "exported_at"} <= head.json_paths


def parse(source: Source) -> Iterator[Batch | Note]:
    """Yield the messages in the order of the file."""
    outer, chunks = source.json_document("messages", "chat", "username")
    rows = 0
    for values in chunks:
        yield from _read(values, range(rows + 1, rows + 1 + len(values)), outer)
        rows += len(values)


def _read(values: list[Any], lines: Sequence[int], outer: Object) -> Iterator[Batch | Note]:
    records = Records(values)
    records.require("timestamp")
    bodies = list(map(read_body, records.texts("type"), records.texts("content")))
    kinds, texts = [body.kind for body in bodies], [body.text for body in bodies]
    notices = {row: read_notice(texts[row]) for row, kind in enumerate(kinds) if kind == "system"}
    for row, notice in notices.items():
        texts[row] = notice.text
    names = ["" if row in notices else name for row, name in enumerate(records.texts("sender"))]
    instants = epoch_instants(records.numbers("timestamp"))
    events = {row: notice.event for row, notice in notices.items()}
    room = plain(outer.get("username"))
    records.expose(kinds, texts, events)
    yield Batch(
        len(values),
        {
            "platform": "wechat",
            "chat": plain(outer.get("chat")),
            "chat_id": room if room.endswith("@chatroom") else None,
            "line": list(lines),
            "sent_at": instants,
            "time_quality": second_or_none(instants),
            "sender": names,
            "sender_role": ["system" if row in notices else "unknown" for row in range(len(values))],
            "text": texts,
            "quoted": [body.quoted for body in bodies],
            **notice_columns(kinds, events),
        },
    )
    yield from records.notes(lines)
    yield from untimed(instants, lines)
    yield from doubts(CONTENTS_LOST, [lines[row] for row, body in enumerate(bodies) if body.lost])


FORMAT = Format(
    name="wechat-decrypt-json",
    title=Wording("wechat-decrypt 导出的 JSON", "JSON of wechat-decrypt"),
    how_to_make=Wording(
        "wechat-decrypt：export_chat.py 导出 JSON", "wechat-decrypt: export the chat as JSON"
    ),
    lacks=(
        Wording(
            "账号，导出者自己的名字（写的是 me）", "accounts, and the name of who exports: me is written"
        ),
        *LACKS,
    ),
    recognises=recognises,
    parse=parse,
)
