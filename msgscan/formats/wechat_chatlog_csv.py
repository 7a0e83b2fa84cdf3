"""chatlog (sjzar/chatlog): table of WeChat messages, as its HTTP interface writes it.

UTF-8 without byte order mark, local times, learnt from the exporter's source and a file that it writes; the
fork chatlog_alpha has ``MessageID`` before them::

    Time,SenderName,Sender,TalkerName,Talker,Content
    2025-09-01 08:02:00,2501张磊,wxid_zhang00000002,2501班工作群,10000000001@chatroom,收到

Notices are sent by 系统消息, an account that nobody can have.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import compress

import numpy as np

from ..errors import Wording
from ..schema import Batch
from ._chatlog import LACKS, SYSTEM, empty_notices, read_bodies, read_notices
from ._columns import or_none
from ._csv_tables import Part, as_columns, is_table
from ._doubts import NO_TIME, UNEXPLAINED, doubts
from ._format import Format, Note
from ._notices import notice_columns
from ._source import Head, Source
from ._wall_clocks import read_times

_HEADER = "Time,SenderName,Sender,TalkerName,Talker,Content"
_ALPHA = f"MessageID,{_HEADER}"


def recognises(head: Head) -> bool:
    """Return whether the first line is the header of this table."""
    return is_table(head, _HEADER, _ALPHA)


def parse(source: Source) -> Iterator[Batch | Note]:
    """Yield the messages in the order of the file."""
    header = _ALPHA if is_table(source.head, _ALPHA) else _HEADER
    labels = header.split(",")
    for lines, rows in source.csv_rows():
        if [] in rows or labels in rows:
            kept = [bool(row) and row != labels for row in rows]
            lines, rows = list(compress(lines, kept)), list(compress(rows, kept))  # noqa: PLW2901 - less of them
        if rows:
            yield from _messages(source, as_columns(lines, rows, len(labels)))


def _messages(source: Source, part: Part) -> Iterator[Batch | Note]:
    lines, (*ids, times, names, senders, chats, rooms, contents), odd = part
    kinds, texts, quoted = read_bodies(contents)
    for row, text in odd.items():
        kinds[row], texts[row] = "unknown", text
    spoken = {row: contents[row] for row, sender in enumerate(senders) if sender == SYSTEM}
    notices, events = read_notices(spoken)
    accounts = list(or_none(senders))
    names = [name or sender for name, sender in zip(names, senders, strict=True)]
    roles = ["unknown"] * len(lines)
    for row, sentence in notices.items():
        names[row], accounts[row], roles[row] = "", None, "system"
        texts[row], quoted[row] = sentence, ""
    chat_ids = {room: room if room.endswith("@chatroom") else None for room in set(rooms)}
    instants, qualities = read_times(times, source.zone)
    yield Batch(
        len(lines),
        {
            "platform": "wechat",
            "chat": chats,
            "chat_id": [chat_ids[room] for room in rooms],
            "line": lines,
            "message_id": or_none(ids[0]) if ids else None,
            "sent_at": instants,
            "time_quality": qualities,
            "sender": names,
            "sender_id": accounts,
            "sender_role": roles,
            "text": texts,
            "quoted": quoted,
            **notice_columns(kinds, events),
        },
    )
    yield from empty_notices(notices, lines)
    yield from doubts(UNEXPLAINED, [lines[row] for row in odd])
    timeless = np.flatnonzero(np.isnat(instants)).tolist()
    yield from doubts(NO_TIME, [lines[row] for row in timeless if row not in odd])


FORMAT = Format(
    name="wechat-chatlog-csv",
    title=Wording("chatlog 导出的 CSV", "CSV of chatlog"),
    how_to_make=Wording(
        "chatlog：浏览器打开 /api/v1/chatlog?talker=…&time=…&format=csv",
        "chatlog: open /api/v1/chatlog?talker=…&time=…&format=csv in a browser",
    ),
    lacks=LACKS,
    recognises=recognises,
    parse=parse,
)
