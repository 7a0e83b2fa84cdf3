"""Kinds of WeChat messages, by the numbers of the client or by the words that exporters put for them.

The number of an app message (49) holds the app's own type in its upper half, as the database of WeChat 4 has
it: 57 << 32 | 49 is a reply. Some exporters print the two apart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType, NoneType

_TYPES: Mapping[int, str] = MappingProxyType(
    {
        1: "text", 3: "image", 34: "voice", 42: "card", 43: "video", 47: "sticker", 48: "location",
        50: "call", 62: "video", 10000: "system", 10002: "system",
    }
)  # fmt: skip
_APP = 49
_APP_TYPES: Mapping[int, str] = MappingProxyType(
    {
        3: "link", 4: "link", 5: "link", 6: "file", 8: "sticker", 19: "forward", 33: "link", 36: "link",
        51: "video", 53: "text", 57: "reply", 62: "system", 63: "video", 87: "announcement",
        2000: "transfer", 2001: "red_packet", 2003: "red_packet",
    }
)  # fmt: skip
_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "文本消息": "text", "图片消息": "image", "语音消息": "voice", "视频消息": "video",
        "动画表情": "sticker", "链接消息": "link", "卡片式链接": "link", "文件消息": "file",
        "引用消息": "reply", "聊天记录": "forward", "转账消息": "transfer", "红包卡片": "red_packet",
        "红包消息": "red_packet", "群公告": "announcement", "位置消息": "location", "名片消息": "card",
        "通话消息": "call", "音乐消息": "link", "小程序消息": "link", "小程序分享": "link",
        "系统消息": "system",
    }
)  # fmt: skip


def kinds_of_types(numbers: Sequence[object], words: Sequence[str]) -> list[str]:
    """Return the kinds of messages, n, as ``kind_of_type`` has them: few pairs are different."""
    if not set(map(type, numbers)) <= {int, str, NoneType}:  # a list; or 1.0, which equals 1
        return list(map(kind_of_type, numbers, words))
    kinds = {pair: kind_of_type(*pair) for pair in set(zip(numbers, words, strict=True))}
    return list(map(kinds.__getitem__, zip(numbers, words, strict=True)))


def kind_of_type(number: object, word: str = "") -> str:
    """Return the kind of a message by the client's number, else by the exporter's word.

    Parameters
    ----------
    number : object
        The client's type, as a number or the text of one; anything else is no number.
    word : str
        What the exporter calls it.

    Examples
    --------
    >>> kind_of_type(244813135921), kind_of_type("3"), kind_of_type(None, "聊天记录"), kind_of_type(99)
    ('reply', 'image', 'forward', 'unknown')
    """
    if isinstance(number, str) and number.isdecimal() and len(number) < 20:  # noqa: PLR2004 - digits of 2**64
        number = int(number)
    if isinstance(number, int):
        kind = _APP_TYPES.get(number >> 32) if number & 0xFFFFFFFF == _APP else _TYPES.get(number)
        if kind:
            return kind
    return _WORDS.get(word, "text" if number in (None, 1) and not word else "unknown")


def kind_of_pair(type_: object, sub_type: object) -> str:
    """Return the kind of a message whose type and app type stand apart.

    Examples
    --------
    >>> kind_of_pair(49, 57), kind_of_pair(1, 0), kind_of_pair("49", "5")
    ('reply', 'text', 'link')
    """
    if str(type_) != str(_APP):
        return kind_of_type(type_)
    digits = str(sub_type)
    return _APP_TYPES.get(int(digits), "unknown") if digits.isdecimal() and len(digits) < 10 else "unknown"  # noqa: PLR2004 - digits of 2**31
