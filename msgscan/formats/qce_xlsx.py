"""QQ Chat Exporter (shuakami/qq-chat-exporter, versions 5 and 6): Excel workbook.

Layout, learnt from the exporter's source::

    聊天记录      序号 时间 发送者 发送者QQ号 [群头衔] 消息类型 消息内容 是否撤回 资源数量
    统计信息      统计项目 数值 / 消息总数 14 / …
    发送者统计, 资源列表

Version 5 prints local times and the client's numbers of types (``type_2``), version 6 UTC and words.
Behind the text stand the files of a message: ``[image: 0A1B.jpg]``. Versions up to 5 put the quoted message
in front of a reply, and have but ``[12]`` for notices.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from ..errors import Wording
from ..schema import Batch
from ._clock import iso_instants, second_or_none
from ._doubts import declared, untimed
from ._format import Format, Note
from ._notices import notice_columns
from ._qce_texts import (
    bare_notices,
    group_number,
    is_bare,
    is_reply,
    kind_of_drawn,
    understand_drawn,
    without_quote,
)
from ._source import Head, Source
from ._tables import Table, cut_cells, find_table, header_in

_NEEDED = ("序号", "时间", "发送者", "发送者QQ号", "消息类型", "消息内容", "是否撤回")
_TOTAL = "消息总数"
_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "图片": "image", "视频": "video", "音频": "voice", "文件": "file", "表情": "sticker", "回复": "reply",
        "系统消息": "system", "forward": "forward", "json": "link", "location": "location",
        "type_3": "file", "type_5": "system", "type_6": "voice", "type_7": "video", "type_8": "forward",
        "type_9": "reply", "type_10": "red_packet", "type_11": "link",
    }
)  # fmt: skip
# [图片: 0A1B.jpg] [image: 0A1B.jpg]
_RESOURCE = re.compile(r" ?\[(?:image|audio|video|file): ([^\]]*)\]\Z")


def recognises(head: Head) -> bool:
    """Return whether a sheet has the exporter's header."""
    return header_in(head.sheets.values(), _NEEDED)


def parse(source: Source) -> Iterator[Batch | Note]:
    """Yield the messages in the order of the sheet."""
    rows, total = 0, None
    for _, cells in source.sheets():
        if table := find_table(cells, _NEEDED):
            rows += len(table.rows)
            yield from _messages(source, table)
        else:
            found = (row[1] for row in cells if len(row) > 1 and row[0] == _TOTAL)
            total = total or next((int(each) for each in found if isinstance(each, int | float)), None)
    yield from declared(total, rows)


def _messages(source: Source, table: Table) -> Iterator[Batch | Note]:
    if not table.rows:
        return
    types, written = table.column("消息类型"), table.column("消息内容")
    said = [_without_resources(text) for text in written]
    names, uins = table.column("发送者"), table.column("发送者QQ号")
    replies = [without_quote(text) if is_reply(text) else (text, "") for text in said]
    texts = [text for text, _ in replies]
    kinds = [
        _kind(type_, text, is_reply(whole)) for type_, text, whole in zip(types, texts, said, strict=True)
    ]
    accounts: list[str | None] = [uin if uin not in ("", "0") else None for uin in uins]
    notices = [
        row
        for row, (kind, uin) in enumerate(zip(kinds, uins, strict=True))
        if kind == "system" or (uin == "0" and is_bare(texts[row]))
    ]
    roles = ["unknown"] * len(texts)
    for row in notices:
        names[row], accounts[row], roles[row] = "", None, "system"
    instants = iso_instants(table.column("时间"), source.zone)
    yield from bare_notices(texts, notices, table.lines)
    yield from untimed(instants, table.lines)
    yield from cut_cells(written, table.lines, "JSON")
    yield Batch(
        len(texts),
        {
            "platform": "qq",
            "chat_id": group_number(source.path),
            "line": table.lines,
            "sent_at": instants,
            "time_quality": second_or_none(instants),
            "sender": names,
            "sender_id": accounts,
            "sender_role": roles,
            "text": texts,
            "quoted": [quoted for _, quoted in replies],
            "recalled": [each == "是" for each in table.column("是否撤回")],
            **notice_columns(kinds, {row: understand_drawn(texts[row]) for row in notices}),
        },
    )


def _without_resources(text: str) -> str:
    """Return a text without the names of files behind it that it tells itself."""
    while (found := _RESOURCE.search(text)) and found[1] in text[: found.start()]:
        text = text[: found.start()]
    return text


def _kind(type_: str, text: str, drawn_reply: bool) -> str:  # noqa: FBT001 - one of three columns
    kind = _KINDS.get(type_, "text")
    if drawn_reply:
        return "reply"
    return kind_of_drawn(text) if kind == "text" else kind


FORMAT = Format(
    name="qce-xlsx",
    title=Wording("QQ Chat Exporter 导出的 Excel 表格", "workbook of QQ Chat Exporter"),
    how_to_make=Wording(
        "QQ Chat Exporter（qq-chat-exporter）：选择群 → 导出 → 格式选 Excel（建议改选 JSON：信息更全）",
        "QQ Chat Exporter (qq-chat-exporter): choose the group → export → Excel (JSON holds more)",
    ),
    lacks=(
        Wording("群名（只在文件名里）", "the group's name, but for the name of the file"),
        Wording("卡片和合并转发里的内容", "what cards and merged forwards say"),
        Wording(
            "系统通知里的账号；4 和 5 版没有通知的内容",
            "accounts in notices; versions 4 and 5: any words of notices",
        ),
        Wording("是否按时间、关键词或成员筛选过", "whether it was filtered by time, words or members"),
    ),
    recognises=recognises,
    parse=parse,
)
