"""WeChatDataAnalysis (LifeArchiveProject): workbook of one WeChat chat.

Two sheets, learnt from the exporter's source; all cells are texts::

    消息      序号  时间  发送者  消息类型  内容  本地 ID  服务 ID
    会话信息  字段  值; 账号, 会话, 用户名, 是否群聊, 导出时间, 筛选条件

The type is the exporter's word (``text``, ``quote``, ``redPacket``). Of links only one of description and
title is there, of replies not what they quote; a message without either is written as JSON.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..errors import Wording
from ..schema import Batch
from ._doubts import NO_TIME, doubts
from ._format import Format, Note
from ._notices import notice_columns, plain, understand
from ._source import Head, Source
from ._tables import Table, find_table, header_in
from ._wall_clocks import read_times
from ._wcda import HIDDEN, KINDS, LACKS, NOTHING, PRIVATE, unsaid

_NEEDED = ("序号", "时间", "发送者", "消息类型", "内容", "本地 ID", "服务 ID")
_FACTS = ("字段", "值")


def recognises(head: Head) -> bool:
    """Return whether a sheet has the exporter's header."""
    return header_in(head.sheets.values(), _NEEDED)


def parse(source: Source) -> Iterator[Batch | Note]:
    """Yield the messages in the order of the file."""
    book = dict(source.sheets())
    facts: dict[str, str] = {}
    for cells in book.values():
        if table := find_table(cells, _FACTS):
            facts.update(zip(table.column("字段"), table.column("值"), strict=True))
    for cells in book.values():
        if table := find_table(cells, _NEEDED):
            yield from _messages(source, table, facts)
    if facts.get("会话") == HIDDEN:
        yield PRIVATE


def _messages(source: Source, table: Table, facts: dict[str, str]) -> Iterator[Batch | Note]:
    types, texts = table.column("消息类型"), table.column("内容")
    kinds = [
        "unknown" if text == NOTHING else KINDS.get(type_, "unknown")
        for type_, text in zip(types, texts, strict=True)
    ]
    notices = {row: plain(texts[row]) for row, kind in enumerate(kinds) if kind == "system"}
    names = table.column("发送者")
    for row, sentence in notices.items():
        names[row], texts[row] = "", sentence
    instants, qualities = read_times(table.column("时间"), source.zone)
    room = facts.get("用户名", "")
    ids = table.column("服务 ID")
    yield from unsaid(texts, table.lines)
    yield from doubts(
        NO_TIME, [line for line, quality in zip(table.lines, qualities, strict=True) if quality == "none"]
    )
    yield Batch(
        len(texts),
        {
            "platform": "wechat",
            "chat": facts.get("会话", ""),
            "chat_id": room if room.endswith("@chatroom") else None,
            "line": table.lines,
            "message_id": [id_ if id_.isdecimal() and id_ != "0" else None for id_ in ids],
            "sent_at": instants,
            "time_quality": qualities,
            "sender": names,
            "sender_role": ["system" if row in notices else "unknown" for row in range(len(texts))],
            "text": texts,
            **notice_columns(kinds, {row: understand(sentence) for row, sentence in notices.items()}),
        },
    )


FORMAT = Format(
    name="wechat-wcda-xlsx",
    title=Wording("WeChatDataAnalysis 导出的 Excel 表格", "workbook of WeChatDataAnalysis"),
    how_to_make=Wording(
        "WeChatDataAnalysis：导出 → 选择群聊 → 格式选 Excel（不要开隐私模式；建议选 JSON，内容更全）",
        "WeChatDataAnalysis: export → choose the group → Excel, not in privacy mode; JSON holds more",
    ),
    lacks=(
        Wording("账号（wxid），群里同名的人分不开", "accounts: people of one name can't be told apart"),
        Wording("回复引用的是什么", "what replies quote"),
        Wording("链接的网址、合并转发的全文", "addresses of links, and whole merged forwards"),
        *LACKS,
    ),
    recognises=recognises,
    parse=parse,
)
