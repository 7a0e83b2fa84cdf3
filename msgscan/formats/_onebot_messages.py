"""Messages of OneBot 11: segments, or a text with codes, as kind and text.

::

    [{"type": "text", "data": {"text": "收到"}}, {"type": "at", "data": {"qq": "all"}}]
    [CQ:at,qq=all] 收到
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from ._json import as_text
from ._placeholders import OPENERS, kind_of
from ._qq_elements import joined, plain, said
from ._records import Object

Called = Callable[[str], str | None]
"""What a person is called, by account; ``None`` = not known."""

# The type of a segment: the kind of a message that holds nothing else, and what stands for it in the text.
_SEGMENTS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "image": ("image", "[图片]"), "record": ("voice", "[语音]"), "video": ("video", "[视频]"),
        "face": ("text", "[表情]"), "mface": ("sticker", "[表情]"), "bface": ("sticker", "[表情]"),
        "dice": ("sticker", "[骰子]"), "rps": ("sticker", "[猜拳]"), "file": ("file", "[文件]"),
        "json": ("link", ""), "xml": ("link", ""), "share": ("link", ""), "music": ("link", ""),
        "miniapp": ("link", ""), "forward": ("forward", "[合并转发]"), "node": ("forward", ""),
        "location": ("location", "[位置]"), "contact": ("card", "[名片]"), "poke": ("text", "[戳一戳]"),
        "shake": ("text", "[窗口抖动]"), "redbag": ("red_packet", "[QQ红包]"), "markdown": ("text", ""),
        "keyboard": ("text", ""), "anonymous": ("text", ""), "reply": ("reply", ""),
    }
)  # fmt: skip
# The keys of a segment's data whose texts people see.
_SAID = ("title", "content", "summary", "name", "url", "text")
_SHOWN = MappingProxyType({"file": ("name", "file"), "image": ("summary",), "mface": ("summary",)})
_FORWARD_DEPTH = 16  # forwards within forwards; QQ allows three

# [CQ:at,qq=4200000001] · [CQ:reply,id=1001] · [CQ:json,data={&#44;}]
_CODE = re.compile(r"\[CQ:([A-Za-z0-9_.-]+)((?:,[^\[\],=]+=[^\[\],]*)*)\]")
_ESCAPES = (("&#44;", ","), ("&#91;", "["), ("&#93;", "]"), ("&amp;", "&"))


def read_message(message: Object, name_of: Called) -> tuple[str, str]:
    """Return kind and text of a message.

    Parameters
    ----------
    message : mapping
        The event; its ``message`` is a list of segments or a text with codes.
    name_of : callable
        What people who are mentioned are called.

    Examples
    --------
    >>> read_message({"message": "[CQ:reply,id=1][CQ:at,qq=10001] 收到"}, {"10001": "李华"}.get)
    ('reply', '@李华 收到')
    """
    return _read_segments(_segments_of(message), name_of, 0)


def called(sender: object) -> str:
    """Return what a sender is called: the card in this group before the nickname."""
    if not isinstance(sender, dict):
        return ""
    return plain(sender.get("card")) or plain(sender.get("nickname"))


def _read_segments(segments: list[Any], name_of: Called, depth: int) -> tuple[str, str]:
    """Return kind and text of segments, forwards within forwards by their depth."""
    text, kind, words, reply = "", "text", False, False
    for segment in segments:
        type_ = plain(segment.get("type")) if isinstance(segment, dict) else ""
        data = segment.get("data") if isinstance(segment, dict) else None
        if not isinstance(data, dict):
            text += as_text(segment)
        elif type_ == "text":
            text += plain(data.get("text"))
            words = words or bool(plain(data.get("text")).strip())
        elif type_ == "at":
            text += _mention(data, name_of)
        elif type_ == "reply":
            reply = True
        else:
            found, shown = _other(type_, data, name_of, depth)
            text += shown
            kind = kind if kind != "text" else found
    if reply:
        return "reply", text.strip()
    if words and kind in ("image", "sticker", "voice", "video"):
        return "text", text
    return (kind_of(text) if kind == "text" and text.startswith(OPENERS) else kind), text


def _mention(data: Object, name_of: Called) -> str:
    user = plain(data.get("qq"))
    name = plain(data.get("name")).removeprefix("@")
    return "@全体成员" if user == "all" else f"@{name or name_of(user) or user}"


def _other(type_: str, data: Object, name_of: Called, depth: int) -> tuple[str, str]:
    """Return the kind and the text of a segment that is no words; all of one that is not known."""
    if type_ not in _SEGMENTS:
        return "unknown", as_text({"type": type_, "data": data})
    kind, shown = _SEGMENTS[type_]
    if type_ in ("forward", "node"):
        return kind, joined(shown, _forwarded(data, name_of, depth))
    texts: Iterator[str] = (plain(data.get(key)) for key in _SHOWN.get(type_, _SAID))
    if type_ in ("json", "miniapp"):
        texts = said("json", {"content": data.get("data")})
    if type_ == "xml":
        texts = iter([plain(data.get("data"))])
    return kind, shown if type_ in ("record", "video", "face") else joined(shown, texts)


def _forwarded(data: Object, name_of: Called, depth: int) -> Iterator[str]:
    """Yield the messages of a merged forward as ``name: text``; they are others' words."""
    content = data.get("content")
    for message in content if isinstance(content, list) else []:
        if not isinstance(message, dict) or depth == _FORWARD_DEPTH:
            yield as_text(message)
            continue
        sender = message.get("sender")
        inner = message.get("data") if message.get("type") == "node" else message
        inner = inner if isinstance(inner, dict) else {}
        name = called(sender) or plain(inner.get("nickname"))
        _, text = _read_segments(_segments_of(inner), name_of, depth + 1)
        yield f"{name}: {text}"


def _segments_of(message: Object) -> list[Any]:
    """Return the segments of a message, whichever way it is written."""
    content = message.get("message", message.get("content", message.get("raw_message")))
    return content if isinstance(content, list) else _coded(plain(content))


def _coded(text: str) -> list[Object]:
    """Return the segments of a text with codes.

    Examples
    --------
    >>> _coded("[CQ:at,qq=all] 收到&#91;1&#93;")
    [{'type': 'at', 'data': {'qq': 'all'}}, {'type': 'text', 'data': {'text': ' 收到[1]'}}]
    """
    segments: list[Object] = []
    end = 0
    for code in _CODE.finditer(text):
        if code.start() > end:
            segments.append({"type": "text", "data": {"text": _unescaped(text[end : code.start()])}})
        pairs = (pair.partition("=") for pair in code[2].split(",")[1:])
        segments.append({"type": code[1], "data": {key: _unescaped(value) for key, _, value in pairs}})
        end = code.end()
    if end < len(text):
        segments.append({"type": "text", "data": {"text": _unescaped(text[end:])}})
    return segments


def _unescaped(text: str) -> str:
    for escape, character in _ESCAPES:
        text = text.replace(escape, character)
    return text
