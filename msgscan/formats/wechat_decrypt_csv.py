"""WeChat: table written by forks of wechat-decrypt (ylytdeng/wechat-decrypt).

UTF-8 with byte order mark; the header is known from public readers, the cells from the exporter's JSON::

    时间,发送者,消息类型,内容,图片路径,server_id
    2025-09-01 08:01:00,李老师,文本,收到,,7000000000000000006

See ``_decrypted`` for what the cells say; notices are sentences or WeChat's own XML.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..errors import Wording
from ..schema import Batch
from ._columns import digits_or_none
from ._csv_tables import Part, is_table, read_table
from ._decrypted import LACKS, Cells, read_cells
from ._format import Format, Note
from ._source import Head, Source

_HEADER = "时间,发送者,消息类型,内容,图片路径,server_id"


def recognises(head: Head) -> bool:
    """Return whether the first line is the header of this table."""
    return is_table(head, _HEADER)


def parse(source: Source) -> Iterator[Batch | Note]:
    """Yield the messages in the order of the file."""
    for part in read_table(source, _HEADER):
        yield from _messages(source, part)


def _messages(source: Source, part: Part) -> Iterator[Batch | Note]:
    lines, (times, senders, types, contents, _, ids), odd = part
    columns, notes = read_cells(source, lines, Cells(times, senders, types, contents), odd)
    message_ids = digits_or_none(ids)
    yield Batch(len(lines), {**columns, "platform": "wechat", "line": lines, "message_id": message_ids})
    yield from notes


FORMAT = Format(
    name="wechat-decrypt-csv",
    title=Wording("wechat-decrypt 导出的 CSV", "CSV of wechat-decrypt"),
    how_to_make=Wording("wechat-decrypt：导出 CSV", "wechat-decrypt: export the chat as CSV"),
    lacks=(
        Wording(
            "群名（只在文件名里）和群号", "name and number of the group (the name is in the file's name)"
        ),
        Wording("账号", "accounts of the senders"),
        *LACKS,
    ),
    recognises=recognises,
    parse=parse,
)
