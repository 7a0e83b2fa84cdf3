"""WeChat: workbook written by MemoTrace 3 (留痕 3.x; zprolab/WeChatMsg ``exporter_xlsx.py``).

Sheets, learnt from the exporter's source::

    聊天记录   消息ID 类型 发送人 时间 内容 备注 昵称 更多信息                          as in its CSV
    成员信息   wxid 微信号 类型 群昵称 昵称 头像地址 头像原图 标签 性别 个性签名 …       one row a member

备注 and 昵称 of a message are 群昵称 and 昵称 of a member, so they lead to the account where they are of one
member only. A cell holds 32,767 characters at most. Of official accounts the workbook has other columns.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..errors import Wording
from ..schema import Batch
from ._csv_tables import Part
from ._format import Format, Note
from ._memotrace import LACKS_3
from ._memotrace_table import HEADER, read_rows
from ._source import Head, Source
from ._tables import Table, cut_cells, find_table, header_in

_LABELS = tuple(HEADER.split(","))
_MEMBERS = ("wxid", "群昵称", "昵称")


def recognises(head: Head) -> bool:
    """Return whether a sheet has the exporter's header."""
    return header_in(head.sheets.values(), _LABELS)


def parse(source: Source) -> Iterator[Batch | Note]:
    """Yield the messages in the order of the file."""
    tables: list[Table] = []
    accounts: Mapping[tuple[str, str], str | None] = {}
    for _, cells in source.sheets():
        if table := find_table(cells, _LABELS):
            tables.append(table)
        elif members := find_table(cells, _MEMBERS):
            accounts = _accounts(members)
    for table in tables:
        if not table.rows:
            continue
        part = Part(table.lines, list(map(table.column, _LABELS)), {})
        yield from read_rows(source, part, accounts)
        yield from cut_cells(table.column("内容"), table.lines, "TXT 或 CSV")


def _accounts(members: Table) -> dict[tuple[str, str], str | None]:
    """Return accounts by names; ``None`` for names of several members."""
    found: dict[tuple[str, str], str | None] = {}
    columns = (members.column(label) for label in _MEMBERS)
    for account, remark, nick in zip(*columns, strict=True):
        found[remark, nick] = None if (remark, nick) in found else account or None
    return found


FORMAT = Format(
    name="wechat-memotrace3-xlsx",
    title=Wording("留痕 MemoTrace 3 导出的 Excel 表格", "workbook exported by MemoTrace 3"),
    how_to_make=Wording(
        "留痕 MemoTrace 3.x：选择群聊 → 导出 → XLSX", "MemoTrace 3.x: choose the group → export → XLSX"
    ),
    lacks=(
        LACKS_3[0],
        Wording("重名成员的账号", "accounts of members who have the same names"),
        *LACKS_3[2:],
        Wording("超过 32767 字的消息的后半部分", "what a message says behind its 32,767th character"),
    ),
    recognises=recognises,
    parse=parse,
)
