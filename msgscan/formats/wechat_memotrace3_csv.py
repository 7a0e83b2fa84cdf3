"""WeChat: table written by MemoTrace 3 (留痕 3.x; zprolab/WeChatMsg ``exporter_csv.py``).

UTF-8 with byte order mark, learnt from the exporter's own code, run on invented messages::

    消息ID,类型,发送人,时间,内容,备注,昵称,更多信息
    7000000000000000006,文本,李老师,2025-09-01 08:01:00,收到,李老师,李老师,more

See ``_memotrace_table`` for what the cells say. A file that Excel has saved is in GBK.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..errors import Wording
from ..schema import Batch
from ._csv_tables import is_table, read_table
from ._format import Format, Note
from ._memotrace import LACKS_3
from ._memotrace_table import HEADER, read_rows
from ._source import Head, Source


def recognises(head: Head) -> bool:
    """Return whether the first line is the header of this table."""
    return is_table(head, HEADER)


def parse(source: Source) -> Iterator[Batch | Note]:
    """Yield the messages in the order of the file."""
    for part in read_table(source, HEADER):
        yield from read_rows(source, part)


FORMAT = Format(
    name="wechat-memotrace3-csv",
    title=Wording("留痕 MemoTrace 3 导出的 CSV", "CSV exported by MemoTrace 3"),
    how_to_make=Wording(
        "留痕 MemoTrace 3.x：选择群聊 → 导出 → CSV", "MemoTrace 3.x: choose the group → export → CSV"
    ),
    lacks=LACKS_3,
    recognises=recognises,
    parse=parse,
)
