"""Messages as PyWxDump (xaoyaoo/PyWxDump, ``pywxdump/db/dbMSG.py``) tells them, in tables, JSON and scripts.

A message has a type in words, an account (``talker``), a text (``msg``), and what belongs to it (``src``): an
address, a path, or the record of a forward. Names stand apart, by account. Notices are by ``未知``, ``系统``.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PureWindowsPath
from types import MappingProxyType
from typing import Any, NamedTuple

from ..errors import Damaged, Wording
from ..schema import Batch, Values
from ._doubts import doubts, untimed
from ._format import Note
from ._json import as_text, maybe_whole
from ._notices import notice_columns
from ._qq_elements import joined, plain
from ._records import Records
from ._source import Source
from ._sysmsg import read_notice
from ._wall_clocks import read_times

FIELDS = ("MsgSvrID", "type_name", "talker", "room_name", "msg", "src")
_USERS = "users.json"
_NOBODY = frozenset({"未知", "系统", ""})
_SELF = "我"

_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "文本": "text", "粘贴的文本": "text", "接龙": "text", "图片": "image", "语音": "voice",
        "视频": "video", "动画表情": "sticker", "用户上传的GIF表情": "sticker", "位置": "location",
        "位置共享": "location",
        "文件": "file", "文件(猜)": "file", "推荐公众号": "card", "语音通话": "call", "转账": "transfer",
        "赠送红包封面": "red_packet", "群公告": "announcement", "引用回复": "reply",
        "合并转发的聊天记录": "forward", "视频号直播或直播回放": "video", "视频号直播或直播回放等": "video",
        "(分享)视频号视频": "video", "(分享)视频号名片": "card",
    }
)  # fmt: skip
_SHARED = "(分享)"  # of music, links, mini-programs, notes
_NOTICES = ("系统通知", "消息撤回", "邀请加群", "拍一拍")

# 收到\n\n[引用](2025-09-01 08:01:00)李老师:同学们好 - the last one: what a member typed so is text
_REPLY = re.compile(r"(.*)\n\n\[引用\]\([^()\n]*\)(.*)", re.DOTALL)
# \n\n<a href="https://example.edu/" target="_blank">点击查看详情</a>
_ADDRESS = re.compile(r'\n*<a href="([^"]*)"[^<>]*>点击查看详情</a>\Z')
_FORWARDED = ("sourcename", "datatitle", "datadesc")
_DEEPEST = 20
_LONGEST = 1 << 20  # characters of a record

_LOST = Note(
    "contents-lost",
    Wording(
        "{count} 条群公告、红包、文件等消息只写了类型，内容不在文件里，没有检查",
        "{count} announcements, red packets or files are named by their type only: what they say is not in "
        "the file, and was not scanned",
    ),
)
_UNNAMED = Note(
    "no-names",
    Wording(
        "旁边没有联系人表（users.json）：发送者只有账号（wxid），请把导出文件夹放在一起",
        "there is no table of contacts (users.json) beside the file: senders are accounts (wxid); keep the "
        "export together",
    ),
)
LACKS = (
    Wording("群名（群号可以看到）", "name of the group (its number is there)"),
    Wording("群公告和红包的内容", "what announcements and red packets say"),
    Wording("文件名", "names of files"),
    Wording("系统通知里的账号（只有显示名）", "accounts in notices: display names only"),
    Wording("图片、视频和文件里的内容", "what pictures, videos and files contain"),
)


class Cells(NamedTuple):
    """Messages as columns, n."""

    types: Sequence[str]
    talkers: Sequence[str]
    rooms: Sequence[str]
    texts: Sequence[str]
    sources: Sequence[object]


class _Body(NamedTuple):
    kind: str
    text: str
    quoted: str = ""


def users_beside(source: Source) -> dict[str, Any] | None:
    """Return the table of contacts beside a file, ``None`` when there is none that can be read."""
    try:
        users = maybe_whole(source.beside(_USERS).text())
    except Damaged:
        return None
    return users if isinstance(users, dict) else None


def unnamed(users: Mapping[str, Any] | None) -> Iterator[Note]:
    """Yield the note on a missing table of contacts."""
    if users is None:
        yield _UNNAMED


def columns(cells: Cells, users: Mapping[str, Any] | None, odd: Mapping[int, str]) -> dict[str, Values]:
    """Return the columns that are told alike in all layouts.

    Parameters
    ----------
    cells : Cells, n
        The messages.
    users : mapping, optional
        Contacts by account.
    odd : mapping of int to str
        Rows that can't be explained, as they are.
    """
    bodies = list(map(_body, cells.types, cells.texts, cells.sources))
    for row, text in odd.items():
        bodies[row] = _Body("unknown", text)
    notices = {
        row: read_notice(cells.texts[row])
        for row, type_ in enumerate(cells.types)
        if row not in odd and type_.startswith(_NOTICES)
    }
    known: dict[str, str] = {}
    for account in dict.fromkeys([*cells.talkers, *cells.rooms]):
        person = (users or {}).get(account)
        person = person if isinstance(person, dict) else {}
        known[account] = plain(person.get("remark")) or plain(person.get("nickname"))
    nobody = [row in notices or talker in _NOBODY for row, talker in enumerate(cells.talkers)]
    return {
        "platform": "wechat",
        "chat": [known[room] for room in cells.rooms],
        "chat_id": [room or None for room in cells.rooms],
        "sender": ["" if no else known[of] or of for no, of in zip(nobody, cells.talkers, strict=True)],
        "sender_id": [
            None if no or of == _SELF else of for no, of in zip(nobody, cells.talkers, strict=True)
        ],
        "sender_role": ["system" if row in notices else "unknown" for row in range(len(bodies))],
        "text": [notices[row].text if row in notices else body.text for row, body in enumerate(bodies)],
        "quoted": [body.quoted for body in bodies],
        **notice_columns(
            [body.kind for body in bodies], {row: notice.event for row, notice in notices.items()}
        ),
    }


def read_objects(
    source: Source, values: list[Any], lines: Sequence[int], users: Mapping[str, Any] | None
) -> Iterator[Batch | Note]:
    """Yield a chunk of messages, told as JSON objects, as rows."""
    records = Records(values)
    records.require("msg")
    sources = [each.get("src") for each in records.objects]
    cells = Cells(
        records.texts("type_name"),
        records.texts("talker"),
        records.texts("room_name"),
        records.texts("msg"),
        sources,
    )
    ids = records.texts("MsgSvrID")
    instants, qualities = read_times(records.texts("CreateTime"), source.zone)
    odd = {row: as_text(values[row]) for row in sorted(records.strange)}
    yield Batch(
        len(values),
        {
            "line": list(lines),
            "message_id": [each or None for each in ids],
            "sent_at": instants,
            "time_quality": qualities,
            **columns(cells, users, odd),
        },
    )
    yield from records.notes(lines)
    yield from untimed(instants, lines)
    yield from lost_contents(cells, lines)


def lost_contents(cells: Cells, lines: Sequence[int]) -> Iterator[Note]:
    """Yield the note on messages that are told by their type only; ``lines`` tells where each stands."""
    silent = ("announcement", "red_packet", "file", "link", "unknown", "card")
    rows = [
        row
        for row, (type_, text) in enumerate(zip(cells.types, cells.texts, strict=True))
        if text == type_ and _kind(type_) in silent
    ]
    yield from doubts(_LOST, [lines[row] for row in rows])


def _kind(type_: str) -> str:
    return _KINDS.get(type_) or ("link" if type_.startswith(_SHARED) else "unknown")


def _body(type_: str, text: str, source: object) -> _Body:
    kind = _kind(type_)
    if kind == "reply" and (found := _REPLY.fullmatch(text)):
        return _Body(kind, found[1], found[2])
    if kind == "link":
        return _Body(kind, _ADDRESS.sub(r"\n\1", text))
    if kind == "file" and isinstance(source, str):
        return _Body(kind, joined(text, iter([PureWindowsPath(source).name])))
    if kind == "forward":
        return _Body(kind, joined(text, iter(_forwarded(_record(source)))))
    return _Body(kind, text)


def _record(source: object) -> object:
    """Return the record of a forward; tables hold it as Python prints it."""
    if not isinstance(source, str) or len(source) > _LONGEST:
        return source
    try:
        return ast.literal_eval(source)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return source


def _forwarded(record: object, depth: int = 0) -> list[str]:
    """Return what forwarded messages say, a line each: ``甲: 第一句``."""
    if isinstance(record, str):
        return [record]
    parts = record.values() if isinstance(record, dict) else record if isinstance(record, list) else ()
    found: list[str] = []
    if isinstance(record, dict):
        said = [plain(record[key]) for key in _FORWARDED if isinstance(record.get(key), str)]
        found += [": ".join(filter(None, said))]
    for part in parts:
        if isinstance(part, dict | list) and depth < _DEEPEST:
            found += _forwarded(part, depth + 1)
    return found
