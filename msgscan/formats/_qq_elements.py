"""What the parts of a QQ message say beside its text: titles of cards, names of files, forwarded messages.

QQ messages are lists of elements. qq-chat-exporter writes them as ``{"type": "json", "data": {…}}``, and
its ``content.text`` holds only a placeholder for many of them (``[JSON消息]``, ``[转发消息: 3条]``): just
where advertisements stand. Learnt from the exporter's parser and from samples of all its generations.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from ._json import as_text, maybe_whole

# The kinds of messages that hold such an element, in the order of their weight.
KINDS: Mapping[str, str] = MappingProxyType(
    {
        "reply": "reply", "forward": "forward", "json": "link", "file": "file", "video": "video",
        "audio": "voice", "wallet": "red_packet", "location": "location", "av_record": "call",
        "market_face": "sticker", "image": "image",
    }
)  # fmt: skip

# Elements whose text the exporter writes out; no other element goes without a look.
PLAIN = ("text", "at", "face")

# The keys of an element's data whose texts people see.
_SAID: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "json": ("title", "description", "summary", "url"),
        "file": ("filename",),
        "markdown": ("content", "text", "summary"),
        "wallet": ("summary",),
        "live_gift": ("summary",),
        "long_message": ("summary",),
        "av_record": ("summary",),
        "location": ("title", "address", "summary"),
        "forward": ("title", "summary"),
    }
)
# The keys in a card's own JSON (ark) whose texts people see or follow.
_CARD_KEYS = frozenset(
    {"prompt", "title", "desc", "summary", "text", "tag", "nickname", "contact", "jumpUrl", "qqdocurl", "url"}
)
_FORWARD_DEPTH = 16  # forwards within forwards; QQ allows three
# <title color="#777777" size="26">王小明: 收到</title>
_XML_TITLE = re.compile(r"<(?:title|summary)[^>]*>([^<]+)<")


def said(kind: str, data: Mapping[str, Any], depth: int = 0) -> Iterator[str]:
    """Yield the texts of an element; a text may come twice.

    Parameters
    ----------
    kind : str
        The element's type.
    data : mapping
        Its data, of any shape.

    Examples
    --------
    >>> list(said("file", {"filename": "名单.xlsx", "size": 5}))
    ['名单.xlsx']
    """
    for key in _SAID.get(kind, ()):
        yield plain(data.get(key))
    if kind == "json":
        yield from _card(data.get("content"))
    xml = data.get("xmlContent")
    if isinstance(xml, str):
        yield from (html.unescape(title) for title in _XML_TITLE.findall(xml))
    if kind == "forward":
        yield from _forwarded(data, depth)


def plain(value: object) -> str:
    """Return a value as text: a text as it is, nothing as ``""``, anything else as JSON."""
    return value if isinstance(value, str) else "" if value is None else as_text(value)


def joined(text: str, more: Iterator[str]) -> str:
    """Return the text with what it does not hold yet, a line each."""
    for each in more:
        if each and each not in text:
            text = f"{text}\n{each}" if text else each
    return text


def _forwarded(data: Mapping[str, Any], depth: int) -> Iterator[str]:
    """Yield the messages of a merged forward as ``name: text``; they are others' words."""
    messages = data.get("messages")
    preview = data.get("preview")
    if not isinstance(messages, list) or not messages:
        yield from map(plain, preview if isinstance(preview, list) else [preview])
        return
    for message in messages:
        sender, content = _object(message, "sender"), _object(message, "content")
        elements = content.get("elements")
        if not content or depth == _FORWARD_DEPTH or not isinstance(elements, list | None):
            yield plain(message)
            continue
        text = plain(content.get("text"))
        for element in elements or []:
            text = joined(text, said(plain(_get(element, "type")), _object(element, "data"), depth + 1))
        yield f"{plain(sender.get('groupCard') or sender.get('name'))}: {text}"


def _card(content: object) -> Iterator[str]:
    """Yield what a card's own JSON says; the text itself when it is none."""
    if not isinstance(content, str) or not content:
        return
    card = maybe_whole(content)
    if card is None:
        yield content
        return
    waiting = [card]
    while waiting:
        value = waiting.pop(0)
        if isinstance(value, dict):
            yield from (v for k, v in value.items() if k in _CARD_KEYS and isinstance(v, str))
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)


def _object(value: object, key: str) -> dict[str, Any]:
    found = _get(value, key)
    return found if isinstance(found, dict) else {}


def _get(value: object, key: str) -> object:
    return value.get(key) if isinstance(value, dict) else None
