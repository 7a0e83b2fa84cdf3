"""WeChat: table written by MemoTrace 2 (留痕 2.x; LC044/WeChatMsg ``exporter_csv.py``), rows of its database.

UTF-8 with byte order mark, learnt from the exporter's own code, run on invented messages; early versions have
no column ``Sender``::

    localId,TalkerId,Type,SubType,IsSender,CreateTime,Status,StrContent,StrTime,Remark,NickName,Sender
    6,1,1,0,1,1756684860,0,收到,2025-09-01 08:01:00,李老师,李老师,wxid_li0000000001

Types are WeChat's numbers. Contents of pictures, voices and stickers are XML; those of type 49 (replies,
links, files, forwards …) are empty. ``messages.csv`` holds all chats, told apart by ``TalkerId`` only.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

import numpy as np

from ..errors import Wording
from ..schema import Batch
from ._clock import epoch_instants
from ._columns import or_none
from ._csv_tables import Part, is_table, read_table
from ._doubts import UNEXPLAINED, doubts
from ._format import Format, Note
from ._notices import notice_columns
from ._source import Head, Source
from ._sysmsg import read_notice
from ._wall_clocks import read_times

_EARLY = "localId,TalkerId,Type,SubType,IsSender,CreateTime,Status,StrContent,StrTime,Remark,NickName"
_HEADER = f"{_EARLY},Sender"

_NOTICES = frozenset({"10000", "10002"})
# (type, subtype) or type alone
_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "1": "text", "3": "image", "34": "voice", "42": "card", "43": "video", "47": "sticker",
        "48": "location", "50": "call",
        "49/3": "link", "49/5": "link", "49/6": "file", "49/8": "sticker", "49/19": "forward",
        "49/24": "link", "49/33": "link", "49/36": "link", "49/40": "forward", "49/51": "video",
        "49/57": "reply", "49/63": "video", "49/74": "file", "49/87": "announcement",
        "49/2000": "transfer", "49/2001": "red_packet", "49/2003": "red_packet",
    }
)  # fmt: skip
_XML = frozenset({"3", "34", "42", "43", "47", "48", "50"})  # types whose contents the client writes
# <location x="30.5" y="114.3" scale="16" label="教学楼" poiname="A301" /> · <msg nickname="李" alias="li" />
_SAID = re.compile(r'\b(?:nickname|alias|label|poiname)="([^"<>]*)"')

_CONTENTS_LOST = Note(
    "contents-lost",
    Wording(
        "{count} 条回复、链接、文件、转发、红包、公告等消息的正文不在文件里，没有检查；"
        "请导出为 TXT 或 HTML，或换新版导出",
        "{count} replies, links, files, forwards, red packets or announcements are empty in this file and "
        "were not scanned; export as TXT or HTML, or with a newer version",
    ),
)
_UNKNOWN = Note(
    "unknown-type",
    Wording(
        "{count} 条消息的类型不认识：按“未知”类型保留，照样检查",
        "{count} messages are of an unknown type: kept as 'unknown', and scanned",
    ),
)
_NO_SENDER = Note(
    "no-sender",
    Wording(
        "{count} 条消息没有发送者：早期版本不写导出者自己的名字",
        "{count} messages have no sender: early versions leave out the name of who exports",
    ),
)
_SEVERAL = Note(
    "several-chats",
    Wording(
        "文件里有不止一个聊天，只有编号（TalkerId）没有名称：用 chat_id 区分",
        "the file holds more than one chat, by number (TalkerId) and without names: told apart by chat_id",
    ),
)


def recognises(head: Head) -> bool:
    """Return whether the first line is the header of this table."""
    return is_table(head, _HEADER, _EARLY)


def parse(source: Source) -> Iterator[Batch | Note]:
    """Yield the messages of all chats in the order of the file."""
    talkers: set[str] = set()
    for part in read_table(source, _HEADER if is_table(source.head, _HEADER) else _EARLY):
        talkers.update(part.columns[1])
        yield from _messages(source, part)
    if len(talkers - {""}) > 1:
        yield _SEVERAL


def _messages(source: Source, part: Part) -> Iterator[Batch | Note]:
    lines, (_, talkers, types, subtypes, _, seconds, _, contents, clocks, remarks, nicks, *given), odd = part
    accounts = list(or_none(given[0])) if given else [None] * len(lines)
    kind_of = {pair: _kind(*pair) for pair in set(zip(types, subtypes, strict=True))}
    kinds = list(map(kind_of.__getitem__, zip(types, subtypes, strict=True)))
    notices = {row: read_notice(contents[row]) for row, type_ in enumerate(types) if type_ in _NOTICES}
    senders = [remark or nick for remark, nick in zip(remarks, nicks, strict=True)]
    texts, roles = _said(types, contents), ["unknown"] * len(lines)
    for row, text in odd.items():
        texts[row] = text
    for row, notice in notices.items():
        texts[row], senders[row], accounts[row], roles[row] = notice.text, "", None, "system"
    instants, qualities = epoch_instants(seconds), ["second"] * len(lines)
    if unread := np.flatnonzero(np.isnat(instants)).tolist():
        instants[unread], printed = read_times([clocks[row] for row in unread], source.zone)
        for row, quality in zip(unread, printed, strict=True):
            qualities[row] = quality
    yield Batch(
        len(lines),
        {
            "platform": "wechat",
            "chat_id": or_none(talkers),
            "line": lines,
            "sent_at": instants,
            "time_quality": qualities,
            "sender": senders,
            "sender_id": accounts,
            "sender_role": roles,
            "text": texts,
            **notice_columns(kinds, {row: notice.event for row, notice in notices.items()}),
        },
    )
    unknown = [row for row, kind in enumerate(kinds) if kind == "unknown"]
    nameless = [row for row, sender in enumerate(senders) if not sender and not accounts[row]]
    for note, where in (
        (UNEXPLAINED, odd),
        (_CONTENTS_LOST, [row for row, type_ in enumerate(types) if type_ == "49" and not contents[row]]),
        (_UNKNOWN, [row for row in unknown if row not in notices and row not in odd]),
        (_NO_SENDER, [row for row in nameless if row not in notices and row not in odd]),
    ):
        yield from doubts(note, [lines[row] for row in where])


def _kind(type_: str, subtype: str) -> str:
    return _KINDS.get(f"49/{subtype}" if type_ == "49" else type_, "unknown")


def _said(types: Sequence[str], contents: Sequence[str]) -> list[str]:
    """Return what people said in contents: all of it, or the names and places in the client's XML."""
    texts = list(contents)
    for row in [row for row, type_ in enumerate(types) if type_ in _XML]:
        if texts[row].lstrip().startswith("<"):
            texts[row] = " ".join(html.unescape(said) for said in _SAID.findall(texts[row]) if said)
    return texts


FORMAT = Format(
    name="wechat-memotrace2-csv",
    title=Wording("留痕 MemoTrace 2 导出的 CSV", "CSV exported by MemoTrace 2"),
    how_to_make=Wording(
        "留痕 MemoTrace 2.x：选择群聊 → 导出 → CSV", "MemoTrace 2.x: choose the group → export → CSV"
    ),
    lacks=(
        Wording(
            "群名（只在文件名里）和群号", "name and number of the group (the name is in the file's name only)"
        ),
        Wording(
            "回复、链接、文件、转发、红包、公告的正文",
            "texts of replies, links, files, forwards, red packets and announcements",
        ),
        Wording("图片、语音、视频的内容", "contents of pictures, voices and videos"),
        Wording("系统通知里的账号（只有显示名）", "accounts in notices: display names only"),
    ),
    recognises=recognises,
    parse=parse,
)
