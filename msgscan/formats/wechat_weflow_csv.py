"""WeFlow (hicccc77/WeFlow, up to 5.0): table of one WeChat chat, as WeClone trains on it.

UTF-8 with byte order mark and CRLF, learnt from the exporter's source and a file that it writes::

    id,MsgSvrID,type_name,is_sender,talker,msg,src,CreateTime
    7,7000000000000000007,text,0,2501张磊,"<line feed that nobody typed>收到",,2025-09-01T00:02:00.000Z

PyWxDump's table, which it follows, has Chinese types and accounts for talkers. Times are UTC. Replies, links,
forwards and notices are of type ``text``, notices are spoken by the room. A notice of a QR code stands there
twice, and the client's data behind it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

import numpy as np

from ..errors import Wording
from ..schema import Batch
from ._clock import iso_instants, second_or_none
from ._columns import digits_or_none
from ._csv_tables import Part, is_table, read_table
from ._doubts import NO_TIME, UNEXPLAINED, doubts
from ._format import Format, Note
from ._source import Head, Source
from ._weflow import LACKS_NAMED, Body, Room, body_columns, read_body

_HEADER = "id,MsgSvrID,type_name,is_sender,talker,msg,src,CreateTime"
_WIDTH = _HEADER.count(",") + 1
_TALKER, _MSG = 4, 5
_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "image": "image", "voice": "voice", "video": "video", "sticker": "sticker", "file": "file",
        "location": "location", "card": "card", "call": "call", "link": "link",
    }
)  # fmt: skip


def recognises(head: Head) -> bool:
    """Return whether the first line is the header of this table."""
    return is_table(head, _HEADER)


def parse(source: Source) -> Iterator[Batch | Note]:
    """Yield the messages in the order of the file."""
    room = _room(source)
    for part in read_table(source, _HEADER):
        yield from _messages(source, part, room)


def _messages(source: Source, part: Part, room: str) -> Iterator[Batch | Note]:
    lines, (_, ids, types, _, talkers, contents, files, times), odd = part
    bodies = [_body(*cell) for cell in zip(types, contents, files, strict=True)]
    for row, text in odd.items():
        bodies[row] = Body("unknown", text)
    instants = iso_instants(times, source.zone)
    columns, notes = body_columns(talkers, bodies, room, lines)
    yield from notes
    yield Batch(
        len(lines),
        {
            "platform": "wechat",
            "chat": room,
            "line": lines,
            "message_id": digits_or_none(ids),
            "sent_at": instants,
            "time_quality": second_or_none(instants),
            **columns,
        },
    )
    yield from doubts(UNEXPLAINED, [lines[row] for row in odd])
    timeless = [lines[row] for row in np.flatnonzero(np.isnat(instants)).tolist() if row not in odd]
    yield from doubts(NO_TIME, timeless)


def _body(type_: str, content: str, file: str) -> Body:
    """Return what a row says; the type decides, where it is not the one for all that has no own."""
    if type_ not in _TYPES:
        body = read_body(content)
        return (
            body
            if type_ in ("text", "")
            else body._replace(kind="unknown" if body.kind == "text" else body.kind)
        )
    text = f"{content}\n{file}" if type_ == "file" and file and file not in content else content
    return Body(_TYPES[type_], text)


def _room(source: Source) -> str:
    """Return the name of the room, by the first notices."""
    room = Room()
    for _, rows in source.csv_rows():
        whole = [row for row in rows if len(row) == _WIDTH]
        room.listen([row[_TALKER] for row in whole], [row[_MSG] for row in whole])
        if room.name:
            break
    return room.name


FORMAT = Format(
    name="wechat-weflow-csv",
    title=Wording("WeFlow 导出的 CSV（WeClone 格式）", "CSV of WeFlow, in WeClone's form"),
    how_to_make=Wording(
        "WeFlow：导出 → 选择群聊 → 格式选 WeClone CSV", "WeFlow: export → choose the group → WeClone CSV"
    ),
    lacks=(
        Wording("群名和群号（群名只见于通知）", "name and number of the group, but for its notices"),
        *LACKS_NAMED,
        Wording("链接的网址", "addresses of links"),
        Wording("红包的祝福语", "greetings of red packets"),
    ),
    recognises=recognises,
    parse=parse,
)
