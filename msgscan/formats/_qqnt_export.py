"""Messages as QQNT_Export (Tealina28/QQNT_Export) writes them, a tag and a value for each element.

Learnt from the exporter's source: 文本, 图片, 文件, 语音, 视频, 表情, 提示, 红包, 应用消息, 通话, 动态消息,
each in brackets, and 被引用的消息 before the tag of what is quoted. Tag and value are ``None`` for elements
that it does not know; notices keep the words between the names and lose the names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import NamedTuple

from ..errors import Wording
from ._format import Note
from ._notices import Event, understand

# What stands in brackets: the kind of a message that has nothing else.
_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "文本": "text", "图片": "image", "文件": "file", "语音": "voice", "视频": "video", "表情": "text",
        "提示": "system", "红包": "red_packet", "应用消息": "link", "通话": "call", "动态消息": "link",
    }
)  # fmt: skip
TAGS = "|".join(_KINDS)
QUOTED = "[被引用的消息]"
_MEDIA = frozenset({"image", "video", "voice"})

# [应用消息][分享]教务处通知
_TAG = re.compile(rf"\[({TAGS})\](.*)", re.DOTALL)
# D:/Tencent Files/4200000002/nt_qq/nt_data/Pic/chatraw/c56/Cache_-27320bfdf741ac56 20.00 KiB
_CACHED = re.compile(
    r"(.*?)(?:[A-Za-z]:|/|\.)\S?[^\n]*[/\\]chat(?:raw|img)[/\\]\S+[/\\]Cache_\S+ (?:[0-9.]+ \w+|None)"
)
# /download?appid=1407&fileid=x · /gchatpic_new/0/0-0-0A1B/0 · https://multimedia.nt.qq.com.cn/download?appid=1407
_ADDRESS = re.compile(
    r"(?:https?://[\w.]+\.qq\.com[\w.]*)?/(?:download\?appid=|gchatpic_new/|offpic_new/)\S*"
)
# /微笑-14
_FACE = re.compile(r"(.*)-[0-9]+", re.DOTALL)

_LOST = Note(
    "lost-names",
    Wording(
        "{count} 条系统通知没有名字（导出工具丢掉了）：谁邀请了谁、谁被移出不在此文件里",
        "{count} notices have no names (the exporter drops them): who invited whom is not in this file",
    ),
)
LACKS = (
    Wording(
        "系统通知里的名字和账号（导出工具丢掉了）", "names and accounts in notices: the exporter drops them"
    ),
    Wording(
        "卡片的内容（只有一句提示）和合并转发的内容", "what cards (but for a line) and merged forwards say"
    ),
    Wording("群名（只在文件名里）", "the group's name, but for the name of the file"),
    Wording("消息是否被撤回", "whether a message was taken back"),
)


class Body(NamedTuple):
    """What a message says; ``kind`` ``system`` = it is a notice."""

    kind: str
    text: str
    quoted: str


def read_body(elements: Sequence[tuple[str, str]]) -> Body:
    """Return what the elements of a message say together.

    Parameters
    ----------
    elements : sequence of (str, str)
        Tag and value; tag ``""`` = not known.

    Examples
    --------
    >>> read_body([("[被引用的消息][文本]", "几点？"), ("[文本]", "两点"), ("[表情]", "/微笑-14")])
    Body(kind='reply', text='两点/微笑', quoted='几点？')
    """
    quotes = [
        _element(tag.removeprefix(QUOTED), value)[1] for tag, value in elements if tag.startswith(QUOTED)
    ]
    own = [_element(tag, value) for tag, value in elements if not tag.startswith(QUOTED)]
    text = "".join(shown for _, shown in own)
    kinds = [kind for kind, _ in own]
    if kinds and set(kinds) == {"system"}:
        return Body("system", text, "\n".join(quotes))
    kinds = [kind for kind in kinds if kind != "system"]
    spoken = any(kind == "text" and shown.strip() for kind, shown in own)
    special = next((kind for kind in kinds if kind != "text" and not (spoken and kind in _MEDIA)), "text")
    return Body("reply" if quotes else special, text, "\n".join(quotes))


def understood(
    texts: Sequence[str], rows: Sequence[int], lines: Sequence[int]
) -> tuple[dict[int, Event | None], Iterator[Note]]:
    """Return what the rows that are notices report, and the note on those that name nobody."""
    events = {row: understand(texts[row]) for row in rows}
    lost = [row for row, event in events.items() if event is None or not (event.actor or event.targets)]
    notes = (replace(_LOST, line=lines[row], count=len(lost)) for row in lost[:1])
    return events, notes


def _element(tag: str, value: str) -> tuple[str, str]:
    """Return kind and text of one element."""
    found = _TAG.fullmatch(tag)
    if found is None:
        return "unknown", f"{tag}{value}"
    word, behind = found.groups()
    kind = _KINDS[word]
    if word in ("文本", "提示"):
        return kind, behind + value
    if word == "表情":
        face = _FACE.fullmatch(value)
        return kind, behind + (face[1] if face else value)
    if word == "图片":
        value = "\n".join(line for line in map(_without_path, value.split("\n")) if line)
    shown = f"{behind}{value}".strip()
    return kind, f"[{word}] {shown}" if shown else f"[{word}]"


def _without_path(line: str) -> str:
    """Return a line of a picture without where it was kept: paths hold the account of who exported."""
    cached = _CACHED.fullmatch(line)
    return cached[1] if cached else "" if _ADDRESS.fullmatch(line) else line
