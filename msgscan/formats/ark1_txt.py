r"""ARK-1 (star-picker/QQNT-Database-Export-Tool): messages of QQ NT's database as text.

Layout, learnt from the exporter's source::

    QQ 聊天记录归档                                      the head may be switched off
    …
    聊天范围: 群聊 "教务工作群" (4100000001) 的聊天记录
    用户标识: 昵称/备注                                  or QQ号码: then names are accounts
    …
    ----------------------------------------
    <blank>
    [2025-09-15 09:33:20] 教务-王小明: one message, a line
    [2025-09-15 09:34:20] [系统提示]: 王小明 戳了戳 李华
    [2025-09-15 09:36:40] 赵磊: [引用->2025-09-15 09:33:20 王小明: 请看] 收到

A time line of several chats has ``名 -> 群聊(群名)`` before the colon. Line feeds in messages are written as
``[%\n%]``, so nobody can forge a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate
from typing import NamedTuple

import numpy as np

from ..errors import Wording
from ..schema import Batch
from ._clock import iso_instants, second_or_none
from ._doubts import NO_TIME, UNEXPLAINED, doubts
from ._format import Format, Note
from ._notices import notice_columns, understand
from ._placeholders import kind_of
from ._source import Head, Source

_TITLE = "QQ 聊天记录归档"
_RULE = "-" * 40
_STAMP = r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}"
# [2025-09-15 09:33:20] 教务-王小明: 各位老师好
_LINE = re.compile(rf"\[({_STAMP})\] (.*?)(?:: (.*)|:)")
# 聊天范围: 群聊 "教务工作群" (4100000001) 的聊天记录
_SCOPE = re.compile(r'^聊天范围: 群聊 "(.*)" \((.*)\) 的聊天记录$', re.MULTILINE)
_BY_ACCOUNT = "用户标识: QQ号码"
# 王小明 -> 群聊(教务工作群)
_TO = re.compile(r"(.*?) -> (?:群聊\((.*)\)|.*)", re.DOTALL)
_SEVERAL = re.compile(r"^包含的(?:个人|群聊):", re.MULTILINE)
_LINE_FEED = r"[%\n%]"
_NOTICE = "[系统提示]"
_QUOTE = "[引用->"
_SURE = 3  # lines of messages in a row, for a file without a head


class _Scope(NamedTuple):
    """What the head tells: the group, whether there are several chats, and whether names are accounts."""

    chat: str
    number: str | None
    several: bool
    by_account: bool


def recognises(head: Head) -> bool:
    """Return whether lines of messages follow the head, or are all that there is."""
    if head.text.lstrip().startswith(_TITLE):
        _, rule, body = head.text.partition(f"\n{_RULE}\n")
        return bool(rule) and _LINE.match(body.lstrip("\n").partition("\n")[0]) is not None
    lines = [line for line in head.opening.split("\n")[:-1] if line.strip()]
    return len(lines) >= _SURE and all(_LINE.fullmatch(line) for line in lines)


def parse(source: Source) -> Iterator[Batch | Note]:
    """Yield the messages in the order of the file."""
    top, rule, _ = source.head.text.partition(f"\n{_RULE}\n")
    headed = bool(rule) and top.lstrip().startswith(_TITLE)
    scope = _scope(top if headed else "", source.head.text)
    first = top.count("\n") + 2 if headed else 0
    number = 1
    for block in source.blocks():
        lines = block.removesuffix("\n").split("\n")
        numbered = [(line, text) for line, text in enumerate(lines, number) if line > first and text.strip()]
        number += len(lines)
        if numbered:
            yield from _batch(source, scope, numbered)


def _scope(top: str, text: str) -> _Scope:
    found = _SCOPE.search(top)
    first = _LINE.search(text, len(top))
    several = bool(_SEVERAL.search(top)) or (
        not top and first is not None and _TO.fullmatch(first[2]) is not None
    )
    number = found[2] if found and found[2].isdecimal() else None
    return _Scope(found[1] if found else "", number, several, _BY_ACCOUNT in top)


def _batch(source: Source, scope: _Scope, numbered: list[tuple[int, str]]) -> Iterator[Batch | Note]:
    lines = [line for line, _ in numbered]
    found = [_LINE.fullmatch(text) for _, text in numbered]
    stamps, names, texts = ([(match and match[group]) or "" for match in found] for group in (1, 2, 3))
    chats = [scope.chat] * len(lines)
    if scope.several:
        addressed = [_TO.fullmatch(name) for name in names]
        chats = [(match[2] or "") if match else "" for match in addressed]
        names = [match[1] if match else name for match, name in zip(addressed, names, strict=True)]
    parts = [_parted(text.replace(_LINE_FEED, "\n")) for text in texts]
    texts, quoted = [text for text, _ in parts], [quote for _, quote in parts]
    kinds = ["reply" if quote else kind_of(text) for text, quote in parts]
    roles = ["unknown"] * len(lines)
    notices = [row for row, name in enumerate(names) if name == _NOTICE]
    for row in notices:
        names[row], roles[row] = "", "system"
    strange = [row for row, match in enumerate(found) if match is None]
    for row in strange:
        texts[row], kinds[row] = numbered[row][1], "unknown"
    instants = iso_instants(stamps, source.zone)
    lost = np.isnat(instants)
    lost[strange] = False
    yield from doubts(UNEXPLAINED, [lines[row] for row in strange])
    yield from doubts(NO_TIME, [lines[row] for row in np.flatnonzero(lost).tolist()])
    yield Batch(
        len(lines),
        {
            "platform": "qq",
            "chat": chats,
            "chat_id": scope.number,
            "line": lines,
            "sent_at": instants,
            "time_quality": second_or_none(instants),
            "sender": names,
            "sender_id": [name if scope.by_account and name.isdecimal() else None for name in names],
            "sender_role": roles,
            "text": texts,
            "quoted": quoted,
            **notice_columns(kinds, {row: understand(_bare(texts[row])) for row in notices}),
        },
    )


def _bare(notice: str) -> str:
    """Return a notice without the brackets that the exporter puts around some."""
    return notice[1:-1] if notice.startswith("[") and notice.endswith("]") else notice


def _parted(text: str) -> tuple[str, str]:
    """Return what a message says itself, and what it quotes: up to where the bracket in front closes."""
    if not text.startswith(_QUOTE):
        return text, ""
    depths = accumulate((character == "[") - (character == "]") for character in text)
    end = next((place for place, depth in enumerate(depths) if depth == 0), text.find("]"))
    if end < 0:
        return text, ""
    quote = text[len(_QUOTE) : end]
    return text[end + 1 :].strip(), quote.partition(": ")[2] or quote


FORMAT = Format(
    name="ark1-txt",
    title=Wording("ARK-1 导出的文本", "text of ARK-1"),
    how_to_make=Wording(
        "ARK-1（QQNT-Database-Export-Tool）：选择群聊 → 导出格式选 txt，打开“文件头”",
        "ARK-1 (QQNT-Database-Export-Tool): choose the group → export as txt, with the head of the file",
    ),
    lacks=(
        Wording(
            "发送者的账号（除非“用户标识”选了 QQ 号码）", "accounts of the senders, unless names are accounts"
        ),
        Wording("大部分系统通知（邀请、移出、改名）", "most notices: invitations, removals, renames"),
        Wording("卡片和合并转发的内容", "what cards and merged forwards say"),
        Wording("名字里冒号后面的部分（并入正文）", "what stands behind a colon in a name: taken for text"),
    ),
    recognises=recognises,
    parse=parse,
)
