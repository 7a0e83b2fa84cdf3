"""WeChat: text written by wechat-dump (ppwwyyxx/wechat-dump ``dump-msg.py``) from a phone's database.

Layout, learnt from the exporter's source::

    1|李老师:2025-09-01 08:01:00:body, over any number of lines
    10000|:2025-09-01 08:00:05:"张磊"邀请"王五"加入了群聊
    3|张磊:2025-09-01 08:06:00:<msg>…</msg>|img:THUMBNAIL_DIRPATH://th_0123

The client's number of the type, who, when, what. Who exports is ``me``; nicks may hold colons. Contents of
pictures and such are the client's XML; places, links and cards are told in English words. No blank line
parts the messages: see ``_spoken`` for typed openings.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from functools import partial
from types import MappingProxyType

from ..errors import Wording
from ..schema import Batch
from ._format import Format, Note
from ._passages import Passage
from ._source import Head, Source
from ._spoken import DAY, SECOND, Layout, Matches, columns, read_log, unexplained
from ._sysmsg import read_notice
from ._wall_clocks import Clocks, printed_clocks
from ._wechat_types import kind_of_type

# 1|李老师:2025-09-01 08:01:00: · -1879048186|张磊:2025-09-01 08:06:00:
_OPENING = re.compile(rf"^(-?[0-9]{{1,10}})\|(.*?):({DAY} {SECOND}):", re.MULTILINE)
# <msg>…</msg>|img:THUMBNAIL_DIRPATH://th_0123
_PICTURE = re.compile(r"\|img:[^|\n]*\s*\Z")
# <msg nickname="李" alias="li" /> · <location label="教学楼" poiname="A301" />
_SAID = re.compile(r'\b(?:nickname|alias|label|poiname)="([^"<>]*)"')

# Types of the phone that the desktop client has no number for
_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "49": "link", "16777265": "link", "1048625": "sticker", "436207665": "red_packet",
        "419430449": "transfer", "-1879048186": "location", "570425393": "system", "268445456": "system",
        "822083633": "reply",
    }
)  # fmt: skip
_XML = frozenset({"image", "voice", "video", "sticker", "card", "location", "call"})


def recognises(head: Head) -> bool:
    """Return whether the file begins with a message of this layout."""
    return _OPENING.match(head.text.lstrip("\n")) is not None


def parse(source: Source) -> Iterator[Batch | Note]:
    """Yield the messages in the order of the file."""
    return read_log(source, Layout(_OPENING, _clocks, _name, partial(_batch, source), unexplained))


def _clocks(openings: Matches) -> Clocks:
    return printed_clocks([opening[3] for opening in openings])


def _name(opening: re.Match[str]) -> str:
    return opening[2]


def _batch(source: Source, passage: Passage, clocks: Clocks) -> Iterator[Batch]:
    bodies = [body.strip("\n") for body in passage.bodies()]
    kinds = [_kind(opening[1], body) for opening, body in zip(passage.begins, bodies, strict=True)]
    notices = {row: read_notice(bodies[row]) for row, kind in enumerate(kinds) if kind == "system"}
    texts = [_said(kind, body) for kind, body in zip(kinds, bodies, strict=True)]
    names = [opening[2] for opening in passage.begins]
    shared = columns(source, passage, clocks, names=names, kinds=kinds, notices=notices, texts=texts)
    yield Batch(len(names), shared)


def _kind(type_: str, body: str) -> str:
    kind = _TYPES.get(type_) or kind_of_type(type_)
    return "file" if kind == "link" and body.startswith("FILE:") else kind


def _said(kind: str, body: str) -> str:
    """Return what people said in a body: all of it, or the names and places in the client's XML."""
    text = _PICTURE.sub("", body)
    begin = text.find("<")
    if kind not in _XML or begin < 0:
        return text
    words = [html.unescape(word) for word in _SAID.findall(text) if word]
    return " ".join([text[:begin].strip(), *words]).strip()


FORMAT = Format(
    name="wechat-dump-txt",
    title=Wording("wechat-dump 导出的文本", "text of wechat-dump"),
    how_to_make=Wording(
        "wechat-dump：dump-msg.py 数据库 输出文件夹", "wechat-dump: dump-msg.py DATABASE FOLDER"
    ),
    lacks=(
        Wording(
            "群名（只在文件名里）和群号", "name and number of the group (the name is in the file's name)"
        ),
        Wording(
            "账号，导出者自己的名字（写的是 me）", "accounts, and the name of who exports: me is written"
        ),
        Wording("图片、语音、视频和文件的内容", "contents of pictures, voices, videos and files"),
        Wording(
            "消息之间的界线（正文里手打的消息开头分不出来）",
            "where a message ends: a typed opening looks like a real one",
        ),
    ),
    recognises=recognises,
    parse=parse,
)
