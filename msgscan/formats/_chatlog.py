"""What the three exports of chatlog (sjzar/chatlog) have in common: bodies, and notices without words.

Learnt from the exporter's source (``internal/model/message.go``, ``mediamessage.go``) and from files that it
writes. Bodies are drawn in a kind of Markdown; addresses of pictures lead to the exporter itself, on the
machine where it ran, and say nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from ..errors import Wording
from ._doubts import doubts
from ._format import Note
from ._notices import Event, plain, understand
from ._source import Head

SYSTEM = "系统消息"  # who sends notices

# 2501张磊(wxid_zhang00000002) 08:02:00 · 系统消息 [2501班工作群(10000000001@chatroom)] 2025-09-01 08:00:00
HEADER = re.compile(
    r"(?:\A|(?<=\n\n))(?![ >])(?=[^\n]{1,400}(?:\n|\Z))"  # names are short; long lines would take long
    r"(系统消息|.+\((?:我|[A-Za-z0-9_@.-]+)\)|[A-Za-z][A-Za-z0-9_@.-]{4,63}|[0-9]{5,20}@[a-z]+)"
    r" ((?:\[.*\] )?)((?:(?:[0-9]{4}-)?[0-9]{2}-[0-9]{2} )?[0-9]{2}:[0-9]{2}:[0-9]{2})(?:\n|\Z)"
)
# What only WeChat has behind a name, or for one: 系统消息 · 李敏(我) · 张磊(wxid_zhang00000002)
_WECHAT = re.compile(r"系统消息|.*\(我\)|(?:.*\()?wxid_[A-Za-z0-9_-]+\)?|.*@[a-z]+\)?")
# 教务-王小明(4200000001): an account of QQ
_QQ = re.compile(r".*\([0-9]{4,12}\)")

_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "图片": "image", "视频": "video", "动画表情": "sticker", "GIF表情": "sticker", "语音": "voice",
        "名片": "card", "语音通话": "call", "位置": "location", "链接": "link", "分享": "link",
        "文件": "file", "合并转发": "forward", "小程序": "link", "视频号": "video", "群公告": "announcement",
        "转账": "transfer", "红包": "red_packet", "红包封面": "red_packet", "引用": "reply", "笔记": "link",
    }
)  # fmt: skip
# ![图片](http://127.0.0.1:5030/image/0123) · [语音] · [链接|放假通知](https://example.edu)
# [合并转发|群聊的聊天记录]␊  甲 2025-08-31 21:00:01␊  第一句
_DRAWN = re.compile(r"!?\[(\w{2,5})(?:\|(.{0,1000}?))?\](?:\(([^)\n]{0,4000})\))?(?=\s|\Z)", re.DOTALL)
_ALONE = frozenset({"image", "video", "sticker", "voice", "card", "call", "red_packet"})
_LOCAL = frozenset({"image", "video", "sticker", "voice", "file"})  # their addresses lead to the exporter
# ![图片](http://127.0.0.1:5030/image/0123): a picture in a merged forward
_INNER = re.compile(r"!?\[(图片|视频|动画表情|语音)\]\(https?://[^)\s]{0,1000}\)")
# > 李老师(wxid_li0000000001) 09-01 08:01:00 · > wxid_li0000000001 09-01 08:01:00 · > [引用]
_QUOTE = re.compile(
    r"> (?:.*\S [0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}|\[引用\])(?:\n|\Z)(?:> .*(?:\n|\Z))*"
)
# "${wxid_a}" 拍了拍 "${wxid_b}"
_PAT = re.compile(r'"?\$\{([\w@.-]+)\}"? 拍了拍(?: ?"?\$\{([\w@.-]+)\}"?)?.*', re.DOTALL)
# What bodies begin with that are more than text
_MARKS = ("> ", "[", "![", "Type: ")
# Type: 66 Content: <msg>…
_UNKNOWN = re.compile(r"Type: [0-9]+ Content: ")

_EMPTY = Note(
    "empty-notices",
    Wording(
        "{count} 条系统消息是空的（多为撤回，或带“撤销”按钮的邀请）：导出工具没有写出内容，"
        "谁做了什么无法核对",
        "{count} notices are empty (recalls, or invitations with a button): the exporter wrote no words, "
        "who did what can't be checked",
    ),
)
LACKS = (
    Wording(
        "撤回通知和带“撤销”按钮的邀请通知的内容（只剩空的系统消息）",
        "what notices of recalls, and of invitations with a button, say: they are empty",
    ),
    Wording("群公告的正文（多数情况）", "texts of announcements, mostly"),
    Wording("红包的祝福语", "greetings of red packets"),
    Wording("图片、语音、视频和文件里的内容", "what pictures, voices, videos and files contain"),
    Wording(
        "引用与正文的界线（手打的“> 名字 时间”分不出来）",
        "where a quotation begins: one that was typed looks the same",
    ),
)


class Bodies(NamedTuple):
    """What bodies say: their kinds, what the senders said, what the senders quote; n each."""

    kinds: list[str]
    texts: list[str]
    quoted: list[str]


class _Body(NamedTuple):
    """What one body says."""

    kind: str
    text: str
    quoted: str = ""


def is_chatlog_text(head: Head) -> bool:
    """Return whether a text begins with the exporter's header, and its senders are accounts of WeChat's.

    Copies of QQ's messages may have such headers too, with accounts of QQ's.
    """
    text = head.opening.lstrip("\n")
    if not HEADER.match(text):
        return False
    senders = [found[1] for found in HEADER.finditer(text)]
    wechat = sum(_WECHAT.fullmatch(sender) is not None for sender in senders)
    return wechat > sum(_QQ.fullmatch(sender) is not None for sender in senders)


def read_bodies(bodies: Iterable[str]) -> Bodies:
    r"""Return what bodies say.

    Examples
    --------
    >>> read_bodies(["> 周老师(wxid_zhou) 03-04 08:01:00\n> 请核对\n收到", "[红包]加微信领取"])
    Bodies(kinds=['reply', 'text'], texts=['收到', '[红包]加微信领取'],
           quoted=['周老师(wxid_zhou) 03-04 08:01:00\n请核对', ''])
    >>> read_bodies(["[文件|名单.xlsx](http://127.0.0.1:5030/file/01)"]).texts
    ['[文件]名单.xlsx']
    """
    texts = [body.rstrip() for body in bodies]
    kinds, quoted = ["text"] * len(texts), [""] * len(texts)
    for row in [row for row, text in enumerate(texts) if text.startswith(_MARKS)]:
        kinds[row], texts[row], quoted[row] = _body(texts[row])
    return Bodies(kinds, texts, quoted)


def _body(text: str) -> _Body:
    if text.startswith("> ") and (quote := _QUOTE.match(text)):
        quoted = quote[0].removesuffix("\n").removeprefix("> ").replace("\n> ", "\n")
        return _Body("reply", text[quote.end() :], _INNER.sub(r"[\1]", quoted) if "](" in quoted else quoted)
    if text.startswith(("[", "![")) and (found := _DRAWN.match(text)):
        return _drawn(found, text)
    return _Body("unknown" if _UNKNOWN.match(text) else "text", text)


def _drawn(found: re.Match[str], text: str) -> _Body:
    word, title, address = found.groups()
    behind = text[found.end() :]
    kind = _KINDS.get(word, "text")
    if kind == "text" or (kind in _ALONE and behind.strip()):
        return _Body("text", text)
    if kind in _LOCAL:
        return _Body(kind, f"[{word}]{title or ''}{behind}")
    if kind == "forward":
        return _Body(kind, _INNER.sub(r"[\1]", text))
    return _Body(
        kind, text if not address else f"[{word}]{(title or '').replace('|', ' ')}\n{address}{behind}"
    )


def read_notices(rows: Mapping[int, str]) -> tuple[dict[int, str], dict[int, Event | None]]:
    """Return the sentences of notices, and what they report, by row."""
    sentences = {row: plain(text) for row, text in rows.items()}
    return sentences, {row: _event(sentence) for row, sentence in sentences.items()}


def empty_notices(sentences: Mapping[int, str], lines: Sequence[int]) -> Iterator[Note]:
    """Yield the note on notices without words, if there are any; ``lines`` tells where each row stands."""
    return doubts(_EMPTY, [lines[row] for row, sentence in sentences.items() if not sentence])


def _event(sentence: str) -> Event | None:
    if found := _PAT.fullmatch(sentence):
        return Event("pat", None, None, found[1], [found[2]] if found[2] else None)
    return understand(sentence)
