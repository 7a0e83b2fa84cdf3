"""WeChat: table written by PyWxDump (xaoyaoo/PyWxDump ``exportCSV.py``), ``<chat>_<from>_<to>.csv``.

UTF-8 without byte order mark, learnt from the exporter's source and its code, run on invented messages::

    id,MsgSvrID,type_name,is_sender,talker,room_name,msg,src,CreateTime
    4,7000000000000000006,文本,1,wxid_li0000000001,10000000001@chatroom,收到,,2025-09-01 08:01:00

Names stand in ``users.json`` beside it. See ``_pywxdump`` for what the cells say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..errors import Wording
from ..schema import Batch
from ._columns import digits_or_none
from ._csv_tables import Part, is_table, read_table
from ._doubts import UNEXPLAINED, doubts, untimed
from ._format import Format, Note
from ._pywxdump import LACKS, Cells, columns, lost_contents, unnamed, users_beside
from ._source import Head, Source
from ._wall_clocks import read_times

_HEADER = "id,MsgSvrID,type_name,is_sender,talker,room_name,msg,src,CreateTime"


def recognises(head: Head) -> bool:
    """Return whether the first line is the header of this table."""
    return is_table(head, _HEADER)


def parse(source: Source) -> Iterator[Batch | Note]:
    """Yield the messages in the order of the file."""
    users = users_beside(source)
    for part in read_table(source, _HEADER):
        yield from _messages(source, part, users)
    yield from unnamed(users)


def _messages(source: Source, part: Part, users: Mapping[str, Any] | None) -> Iterator[Batch | Note]:
    lines, (_, ids, types, _, talkers, rooms, texts, sources, times), odd = part
    cells = Cells(types, talkers, rooms, texts, sources)
    instants, qualities = read_times(times, source.zone)
    yield Batch(
        len(lines),
        {
            "line": lines,
            "message_id": digits_or_none(ids),
            "sent_at": instants,
            "time_quality": qualities,
            **columns(cells, users, odd),
        },
    )
    yield from doubts(UNEXPLAINED, [lines[row] for row in odd])
    yield from untimed(instants, lines)
    yield from lost_contents(cells, lines)


FORMAT = Format(
    name="wechat-pywxdump-csv",
    title=Wording("PyWxDump 导出的 CSV", "CSV of PyWxDump"),
    how_to_make=Wording(
        "PyWxDump：聊天记录 → 导出 → CSV（旁边的 users.json 请放在一起）",
        "PyWxDump: chats → export → CSV; keep users.json beside it",
    ),
    lacks=LACKS,
    recognises=recognises,
    parse=parse,
)
