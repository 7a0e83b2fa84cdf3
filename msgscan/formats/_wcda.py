"""What the exports of WeChatDataAnalysis (LifeArchiveProject/WeChatDataAnalysis) have in common.

Learnt from the exporter's source and files that it writes: a zip file with a folder for each chat, and in it
``messages.json``, ``messages.txt`` or ``messages.xlsx``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from ..errors import Wording
from ._doubts import doubts
from ._format import Note

# The exporter's words for what it draws.
KINDS: Mapping[str, str] = MappingProxyType(
    {
        "text": "text", "system": "system", "image": "image", "emoji": "sticker", "video": "video",
        "voice": "voice", "link": "link", "file": "file", "quote": "reply", "transfer": "transfer",
        "redPacket": "red_packet", "location": "location", "voip": "call", "chatHistory": "forward",
    }
)  # fmt: skip
NOTHING = "[消息]"  # what it writes for a message that it does not know
HIDDEN = "已隐藏"  # the name of a chat that was exported in privacy mode

_UNSAID = Note(
    "unsaid",
    Wording(
        "{count} 条消息导出工具只写了“[消息]”（多为群公告）：内容不在此文件里",
        "{count} messages are only “[消息]”, mostly announcements: what they say is not in this file",
    ),
)
PRIVATE = Note(
    "privacy-mode",
    Wording(
        "这是“隐私模式”的导出：没有名字、账号和文字，无法检查；请关闭隐私模式重新导出",
        "this was exported in privacy mode: without names, accounts and texts there is nothing to scan; "
        "export it again without",
    ),
)
LACKS = (
    Wording("群公告的正文", "texts of announcements"),
    Wording("图片、语音、视频和文件里的内容", "what pictures, voices, videos and files contain"),
)


def unsaid(texts: Sequence[str], lines: Sequence[int]) -> Iterator[Note]:
    """Yield the note on messages that the exporter wrote nothing of; ``lines`` tells where they stand."""
    return doubts(_UNSAID, [line for line, text in zip(lines, texts, strict=True) if text == NOTHING])
