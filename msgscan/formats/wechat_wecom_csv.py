"""WeCom (企业微信): table of its local database, written by forks of ylytdeng/wechat-decrypt.

UTF-8 with byte order mark; the header is known from public readers, the cells from the exporter's JSON::

    时间,会话,会话ID,发送者,发送者ID,消息类型,内容,message_id,server_id,sequence,flag
    2025-09-01 08:01:00,教务工作群,R:1,李老师,1688850000000001,文本,收到,7,7000000000000000006,1,0

A file may hold several chats. See ``_decrypted`` for what the cells say.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..errors import Wording
from ..schema import Batch
from ._csv_tables import Part, is_table, read_table
from ._decrypted import LACKS, Cells, read_cells
from ._format import Format, Note
from ._source import Head, Source

_HEADER = "时间,会话,会话ID,发送者,发送者ID,消息类型,内容,message_id,server_id,sequence,flag"


def recognises(head: Head) -> bool:
    """Return whether the first line is the header of this table."""
    return is_table(head, _HEADER)


def parse(source: Source) -> Iterator[Batch | Note]:
    """Yield the messages of all chats in the order of the file."""
    for part in read_table(source, _HEADER):
        yield from _messages(source, part)


def _messages(source: Source, part: Part) -> Iterator[Batch | Note]:
    lines, (times, chats, rooms, senders, accounts, types, contents, ids, servers, *_), odd = part
    columns, notes = read_cells(source, lines, Cells(times, senders, types, contents), odd)
    roles = columns["sender_role"]
    yield Batch(
        len(lines),
        {
            **columns,
            "platform": "wecom",
            "line": lines,
            "chat": chats,
            "chat_id": [room or None for room in rooms],
            "message_id": [server or id_ or None for server, id_ in zip(servers, ids, strict=True)],
            "sender_id": [
                None if role == "system" else account or None
                for role, account in zip(roles, accounts, strict=True)
            ],
        },
    )
    yield from notes


FORMAT = Format(
    name="wechat-wecom-csv",
    title=Wording(
        "企业微信本地数据库的 CSV（wechat-decrypt）", "CSV of WeCom's local database (wechat-decrypt)"
    ),
    how_to_make=Wording(
        "wechat-decrypt：导出企业微信聊天记录 CSV", "wechat-decrypt: export WeCom chats as CSV"
    ),
    lacks=LACKS,
    recognises=recognises,
    parse=parse,
)
