"""What the files of MemoTrace (留痕, LC044/WeChatMsg and its forks) have in common.

Learnt from the exporter's own formatting code, run on invented messages.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from ..errors import Wording
from ._format import Note
from ._headers import PLAIN, dated_headers
from ._placeholders import kind_of
from ._qqnt_export import TAGS
from ._source import Head

# What stands in a name is replaced by "_": backslash, / : * ? " < > | blanks and dots.
_NO_NAME = re.compile(r'[\\/:*?"<>|\s.]')
# 2025-09-01 08:03:00 😀
_HEADER = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}(?: .+|)$", re.MULTILINE)
# Bodies of version 3: 【图片】 · 【文件】花名册.xlsx 0.00 MB xlsx 0123… · 引用：李老师: 同学们好
_MARKS_3 = re.compile(
    r"^【(?:图片|语音|视频|表情包|文件|分享链接|红包|发起转账|合并转发的聊天记录|位置分享|名片|视频号|笔记|音视频通话)】"
    r"|\n引用：",
)
# Bodies of version 2: [图片] · [链接]:title:放假通知 · 引用:李老师:同学们好
_MARKS_2 = re.compile(r"^ *\[(?:图片|语音|视频|表情包?|文件|链接|音乐分享)\]|\n引用:")
# Bodies of another tool with such headers, for QQ: a tag, and the value below it
_MARKS_OTHER = re.compile(r"^ *\[(?:文本|提示|被引用的消息)\]")
_TAGGED = re.compile(
    r"(?:(?![\[\n])[^\n]+\n){0,2}?"  # the rest of a name with line ends
    rf"(?:\[被引用的消息\]|(?:\[被引用的消息\])?\[(?:{TAGS})\]|\[|None)\n[^\n]"
)

# 收到，我来通知\n引用：李老师: 同学们好 - names hold neither blanks nor colons
_REPLY = re.compile(r"(.*?)\n引用：([^\n]*)(.*)", re.DOTALL)
# 373662154801\n{'msg': {'appmsg': {…}}}: the type, 87 << 32 | 49, and the XML as a Python dict
_RAW = re.compile(r"([0-9]{1,20})\n(\{'msg': .*\})\s*", re.DOTALL)
_ANNOUNCEMENT = "373662154801"
# 'textannouncement': '今晚七点点名' - the value is printed as Python prints it
_RAW_TEXT = re.compile(
    r"""'(?:textannouncement|title|des|url)': (?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")""", re.DOTALL
)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_ESCAPES = {"n": "\n", "r": "", "t": "\t"}

# <title>2501班工作群</title>: the name that the exporter shows for the chat
PAGE_TITLE = re.compile(r"<title>([^<]*)</title>")

EMPTY_NOTICES = Note(
    "empty-notices",
    Wording(
        "{count} 条系统消息是空的：邀请、扫码入群、撤回等通知里的姓名被导出工具丢掉了，谁邀请了谁无法核对；"
        "请用保留这些内容的工具重新导出",
        "{count} notices are empty: the exporter dropped who invited, joined by code or recalled; export "
        "again with a tool that keeps them",
    ),
)
RAW_TYPE = Note(
    "unknown-type",
    Wording(
        "{count} 条消息的类型导出工具不认识，只写出了原始数据：按“未知”类型保留，照样检查",
        "{count} messages are of a type that the exporter does not know and printed raw: kept as 'unknown', "
        "and scanned",
    ),
)
LACKS_3 = (
    Wording(
        "群名（只在文件名里）和群号", "name and number of the group (the name is in the file's name only)"
    ),
    Wording("账号（微信号、wxid）", "accounts of the senders"),
    Wording(
        "微信 4 的邀请、扫码入群和撤回通知的内容（只剩空的系统消息）",
        "what notices of WeChat 4 say of invitations, QR codes and recalls: they are empty",
    ),
    Wording("名字里的空格和标点（都变成 _）", "blanks and punctuation in names: they become _"),
    Wording("图片、语音、视频和文件的内容", "contents of pictures, voices, videos and files"),
)


class Body(NamedTuple):
    """What one body says: its kind, what the sender said, whom the sender quotes."""

    kind: str
    text: str
    quoted: str


class _Evidence(NamedTuple):
    """How many headers and bodies of a text look like whose."""

    version_3: int
    version_2: int
    odd_names: int
    other: int


def is_version_3(head: Head) -> bool:
    """Return whether a text with headers ``YYYY-MM-DD HH:MM:SS name`` is MemoTrace 3's, not 2's or others'.

    Version 3 prints a notice under a bare time and marks pictures by 【图片】; version 2 prints notices in
    the header's line and marks by [图片]. A file with neither is taken for version 3: both read it alike.
    """
    found = _maybe_evidence(head)
    if found is None:
        return False
    return found.odd_names + found.version_2 + found.other <= found.version_3


def is_version_2(head: Head) -> bool:
    """Return whether a text with headers ``YYYY-MM-DD HH:MM:SS name`` is MemoTrace 2's."""
    found = _maybe_evidence(head)
    return found is not None and not found.other and found.odd_names + found.version_2 > found.version_3


def _maybe_evidence(head: Head) -> _Evidence | None:
    """Return what speaks for whom; ``None`` for headers that no version writes."""
    text = head.opening.lstrip("\n")
    if not _HEADER.match(text):
        return None
    found = dated_headers(text)
    names = found.names(text)
    if any(style != PLAIN for style in found.style.tolist()):
        return None
    quoted = sum(name[0] == name[-1] == "'" for name in names if len(name) > 1)  # WeFlow's 'name'
    accounts = sum(name.endswith(")") and name[-6:-1].isdigit() for name in names)  # QQ's name(10001)
    if 2 * max(quoted, accounts) >= len(names):
        return None
    ends = [*found.start[1:].tolist(), len(text)]
    said = [text[a + 1 : b] for a, b in zip(found.end.tolist(), ends, strict=True)]
    if _TAGGED.match(said[0]):
        return None
    return _Evidence(
        version_3=sum(not name for name in names) + sum(map(bool, map(_MARKS_3.search, said))),
        version_2=sum(map(bool, map(_MARKS_2.search, said))),
        odd_names=sum(map(bool, map(_NO_NAME.search, names))),
        other=sum(map(bool, map(_MARKS_OTHER.search, said))),
    )


def is_name(written: str) -> bool:
    """Return whether MemoTrace could have written this as a name: its blanks and punctuation become _."""
    return not _NO_NAME.search(written)


def read_bodies(said: Sequence[str]) -> list[Body]:
    r"""Return what bodies say, by their marks.

    Parameters
    ----------
    said : sequence of str, n

    Returns
    -------
    list of Body, n

    Examples
    --------
    >>> read_bodies(["【图片】", "收到\n引用：李老师: 同学们好"])
    [Body(kind='image', text='【图片】', quoted=''),
     Body(kind='reply', text='收到', quoted='李老师: 同学们好')]
    """
    return [_body(body.rstrip()) for body in said]


def _body(body: str) -> Body:
    if body.startswith("【语音】"):  # a transcript may follow
        return Body("voice", body, "")
    if "\n引用：" in body and (found := _REPLY.fullmatch(body)):
        return Body("reply", found[1], (found[2] + found[3]).strip())
    if body[:1].isdigit() and (found := _RAW.fullmatch(body)):
        return _raw(found[1], body)
    return Body(kind_of(body), body, "")


def _raw(type_: str, body: str) -> Body:
    """Return what a message says that the exporter printed as numbers and a dict: mostly an announcement."""
    printed = "\n".join(filter(None, (single or double for single, double in _RAW_TEXT.findall(body))))
    if type_ == _ANNOUNCEMENT and printed:
        said = _ESCAPED.sub(lambda found: _ESCAPES.get(found[1], found[1]), printed)
        return Body("announcement", said, "")
    return Body("unknown", body, "")
