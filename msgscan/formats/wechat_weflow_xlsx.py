"""WeFlow (hicccc77/WeFlow, up to 5.0) and echotrace before it: workbook of one WeChat chat.

Layout of the one sheet, learnt from the exporters' source::

    会话信息
    账号ID    10000000001@chatroom   昵称  2501班工作群   备注  …        older: 微信ID
    导出工具  WeFlow  导出版本  …
    序号  时间  发送者昵称  发送者账号ID  发送者备注  群昵称  发送者身份  消息类型  内容
    1     2025-09-01 08:00:00  …

Private chats and echotrace have no column 群昵称, the compact form has none for the sender but 发送者身份:
the name by which the person who exported it chose to see people. A cell holds 32,767 characters at most.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..errors import Wording
from ..schema import Batch
from ._doubts import NO_TIME, doubts
from ._format import Format, Note
from ._notices import notice_columns, plain, understand
from ._placeholders import kind_of
from ._source import Head, Source
from ._tables import Table, cut_cells, find_table, header_in
from ._wall_clocks import read_times
from ._wechat_types import kind_of_type
from ._weflow import CUT_WORDS, lost_names, without_quote

_NEEDED = ("序号", "时间", "发送者身份", "消息类型", "内容")
_ACCOUNT = ("发送者账号ID", "发送者微信ID")
_NOTICE = "系统消息"


def recognises(head: Head) -> bool:
    """Return whether a sheet has the exporter's header."""
    return header_in(head.sheets.values(), _NEEDED)


def parse(source: Source) -> Iterator[Batch | Note]:
    """Yield the messages in the order of the file."""
    for _, cells in source.sheets():
        if table := find_table(cells, _NEEDED):
            yield from _messages(source, table)


def _messages(source: Source, table: Table) -> Iterator[Batch | Note]:
    types, said = table.column("消息类型"), table.column("内容")
    kinds, texts, quoted = _read(types, said)
    notices = {row: plain(said[row]) for row, type_ in enumerate(types) if type_ == _NOTICE}
    chat = table.fact("备注") or table.fact("昵称")
    id_ = table.fact("账号ID", "微信ID")
    instants, qualities = read_times(table.column("时间"), source.zone)
    accounts: list[str | None] = [account or None for account in table.column(*_ACCOUNT)]
    names = table.column("发送者身份")
    roles = ["unknown"] * len(said)
    for row, sentence in notices.items():
        names[row], accounts[row], roles[row], texts[row] = "", None, "system", sentence
    yield Batch(
        len(said),
        {
            "platform": "wechat",
            "chat": chat,
            "chat_id": id_ if id_.endswith("@chatroom") else None,
            "line": table.lines,
            "sent_at": instants,
            "time_quality": qualities,
            "sender": names,
            "sender_id": accounts,
            "sender_role": roles,
            "text": texts,
            "quoted": quoted,
            **notice_columns(kinds, {row: understand(sentence) for row, sentence in notices.items()}),
        },
    )
    yield from lost_names(notices.items(), table.lines)
    yield from cut_cells(said, table.lines, "JSON")
    yield from doubts(
        NO_TIME, [line for line, quality in zip(table.lines, qualities, strict=True) if quality == "none"]
    )


def _read(types: Sequence[str], said: Sequence[str]) -> tuple[list[str], list[str], list[str]]:
    """Return kinds, words and quoted words; the type decides, where the exporter has one."""
    kind_by_type = {type_: kind_of_type(None, type_) for type_ in set(types)}
    kinds = [kind_by_type[type_] for type_ in types]
    texts = [text.removeprefix("\n") for text in said]
    quoted = [""] * len(texts)
    for row, kind in enumerate(kinds):
        if kind == "reply":
            texts[row], quoted[row] = without_quote(texts[row])
        elif kind == "unknown":  # a red packet is one of 其他消息
            drawn = kind_of(texts[row])
            kinds[row] = kind if drawn == "text" else drawn
        elif kind == "system":
            kinds[row] = "text"
    return kinds, texts, quoted


FORMAT = Format(
    name="wechat-weflow-xlsx",
    title=Wording("WeFlow 导出的 Excel 表格", "workbook of WeFlow"),
    how_to_make=Wording(
        "WeFlow：导出 → 选择群聊 → 格式选 Excel（不要勾选“精简列”，否则没有账号）",
        "WeFlow: export → choose the group → Excel; with compact columns there are no accounts",
    ),
    lacks=(
        Wording("微信 4 邀请通知里的名字", "the names in invitations of WeChat 4"),
        Wording("通知里名字中的连续空格和账号", "runs of blanks in the names of notices, and their accounts"),
        Wording("消息编号", "ids of messages"),
        CUT_WORDS,
        Wording("图片、语音、视频和文件里的内容", "what pictures, voices, videos and files contain"),
        Wording("红包的祝福语", "greetings of red packets"),
    ),
    recognises=recognises,
    parse=parse,
)
