"""What chat clients write in place of pictures, voices and files: the whole body, or it is text.

A body that merely contains such a word is an ordinary message: otherwise "[图片]" would be a cloak for
whatever stands beside it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "图片": "image", "闪照": "image", "Photo": "image", "Image": "image",
        "语音": "voice", "语音消息": "voice", "Voice": "voice",
        "视频": "video", "Video": "video", "视频号": "video",
        "表情": "sticker", "动画表情": "sticker", "表情包": "sticker", "Sticker": "sticker",
        "文件": "file", "File": "file",
        "链接": "link", "分享链接": "link", "Link": "link", "音乐分享": "link", "音乐": "link",
        "小程序": "link",
        "合并转发": "forward", "聊天记录": "forward", "合并转发的聊天记录": "forward",
        "转发的聊天记录": "forward",
        "QQ红包": "red_packet", "红包": "red_packet", "Red Packet": "red_packet",
        "转账": "transfer", "发起转账": "transfer", "Transfer": "transfer",
        "位置": "location", "位置分享": "location", "Location": "location",
        "名片": "card", "Contact Card": "card",
        "通话": "call", "语音通话": "call", "视频通话": "call", "音视频通话": "call",
        "群公告": "announcement",
    }
)  # fmt: skip

OPENERS = ("[", "【")

# The word in brackets opens the body; a title, a name or a length may stand behind it in the brackets.
# [图片] · [图片: 0123.jpg(请在附件中查看)] · [语音 00:03] · [表情包：开心] · 【红包】: 恭喜发财
_OPENING = re.compile(r"[\[【]([^\]】:：]{1,10})(?:[:：][^\]】]*)?[\]】]")
_MAY_GO_ON = frozenset(
    {"file", "link", "forward", "red_packet", "transfer", "location", "card", "announcement"}
)
# What clients write behind the other words; anything else is the sender's own text:
# [语音] 5" · [图片] 微信图片_20260917.jpg · [闪照]请使用新版手机QQ查看闪照。
_AFTERWARD = re.compile(
    r"""\s*(?:
        [0-9]{1,3}["″'\u2019]?
      | [^\s/\\]{1,80}\.(?:jpe?g|png|gif|webp|bmp|heic|dat|mp4|mov|avi|amr|silk|mp3|wav)
      | 请使用(?:最?新版?)?(?:手机)?QQ[^\s，,]{1,12}
    )?\s*""",
    re.VERBOSE | re.IGNORECASE,
)


def kind_of(body: str) -> str:
    """Return the kind of a message by its body: a placeholder's, or ``text``.

    Examples
    --------
    >>> kind_of("[图片]"), kind_of("[QQ红包]请使用新版手机QQ查收红包。"), kind_of("[图片]加微信领取")
    ('image', 'red_packet', 'text')
    """
    if not body.startswith(OPENERS):
        return "text"
    found = _OPENING.match(body)
    if found is None:
        return "text"
    kind = kind_of_word(found[1])
    whole = kind in _MAY_GO_ON or _AFTERWARD.fullmatch(body, found.end())
    return kind if whole else "text"


def kinds_of(bodies: Sequence[str]) -> list[str]:
    """Return the kinds of messages, n, as ``kind_of`` has them: few begin with a bracket."""
    kinds = ["text"] * len(bodies)
    for row in [row for row, body in enumerate(bodies) if body.startswith(OPENERS)]:
        kinds[row] = kind_of(bodies[row])
    return kinds


def kind_of_word(word: str) -> str:
    """Return the kind that a client's word for it names, ``text`` when it names none.

    Examples
    --------
    >>> kind_of_word("动画表情"), kind_of_word("语音 00"), kind_of_word("通知")
    ('sticker', 'voice', 'text')
    """
    whole = word.strip()
    return _KINDS.get(whole) or _KINDS.get(whole.partition(" ")[0], "text")
