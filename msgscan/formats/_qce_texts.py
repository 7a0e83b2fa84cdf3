"""What QQ Chat Exporter writes in place of what its text can't hold, alike in all its files.

Notices that it could not draw, quoted messages in front of replies, placeholders for pictures and cards.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from ..errors import Wording
from ._format import Note
from ._notices import Event, understand
from ._placeholders import OPENERS, kind_of

# [12] · [4] · [17] · [1]: the number of a notice's kind; 1 is a recall · 系统提示 (类型: 12)
_BARE_TIP = re.compile(r"\[(\d{1,3})\]|系统提示 \(类型: \d{1,3}\)")
_RECALL_TIP = "1"
_SAYS_NOTHING = frozenset({"群聊更新", "系统提示", "系统消息", "[系统消息]", ""})
_NOBODY = "用户"  # whom version 5 names where it does not know who took a message back

# [卡片消息: [分享]通知] · [JSON消息] · [转发消息: 3条] · [位置消息]
_CARD = re.compile(r"\[(卡片消息|JSON消息|转发消息|位置消息)[\]:]")
_CARD_KINDS = {"卡片消息": "link", "JSON消息": "link", "转发消息": "forward", "位置消息": "location"}

_QUOTE = "[回复 "
_QUOTED = "[回复消息]"

# group_教务工作群_4100000001_20250915_180000.json
_FILE_NAME = re.compile(r"group_(?:.*_)?(\d{5,12})_\d{8}_\d{6}")

_DEEP = 3  # the file, a folder of chunks, the folder of the export

_BARE = Note(
    "bare-notices",
    Wording(
        "{count} 条系统通知没有内容：谁邀请了谁、谁被移出不在此文件里；请用 6.x 版或分块 JSONL 重新导出",
        "{count} notices are empty: who invited or removed whom is not in this file; "
        "export again with version 6 or as chunked JSONL",
    ),
)
# Chunked JSONL is the better export already.
_BARE_IN_CHUNKS = Note(
    "bare-notices",
    Wording(
        "{count} 条系统通知没有内容：谁邀请了谁、谁被移出不在此文件里；请用 6.x 版重新导出",
        "{count} notices are empty: who invited or removed whom is not in this file; "
        "export again with version 6",
    ),
)


def is_bare(notice: str) -> bool:
    """Return whether nothing is left of a notice but that there was one.

    Examples
    --------
    >>> is_bare("[12]"), is_bare("群聊更新"), is_bare("王小明邀请李华加入了群聊")
    (True, True, False)
    """
    return notice in _SAYS_NOTHING or _BARE_TIP.fullmatch(notice) is not None


def understand_drawn(notice: str) -> Event | None:
    """Return the event that a drawn notice reports, ``None`` when it says nothing.

    Examples
    --------
    >>> understand_drawn("[1]").event, understand_drawn("[12]")
    ('recall', None)
    """
    found = _BARE_TIP.fullmatch(notice)
    if found:
        return Event("recall") if found[1] == _RECALL_TIP else None
    event = understand(notice)
    return event._replace(actor=None) if event and event.actor == _NOBODY else event


def bare_notices(
    texts: Sequence[str], rows: Sequence[int], lines: Sequence[int], *, chunked_jsonl: bool = False
) -> Iterator[Note]:
    """Yield the note on notices that say nothing, if there are any.

    Parameters
    ----------
    texts, lines : sequence, n
        What the rows say, and where they stand.
    rows : sequence of int
        The rows that are notices, in rising order.
    chunked_jsonl : bool
        Whether this is the export that is advised where notices are lost.
    """
    bare = [row for row in rows if is_bare(texts[row])]
    if bare:
        yield replace(_BARE_IN_CHUNKS if chunked_jsonl else _BARE, line=lines[bare[0]], count=len(bare))


def group_number(path: Path) -> str | None:
    """Return the group's number that the exporter puts into the name of the file, or of its folder.

    Examples
    --------
    >>> group_number(Path("group_教务工作群_4100000001_20250915_180000.txt"))
    '4100000001'
    >>> group_number(Path("group_4100000001_20250915_180000_chunked_jsonl/chunks/c000001.jsonl"))
    '4100000001'
    """
    names = reversed(path.parts[-_DEEP:])
    return next((found[1] for name in names if (found := _FILE_NAME.match(name))), None)


def kind_of_drawn(text: str) -> str:
    """Return the kind of a message by the exporter's or the client's placeholder, or ``text``.

    Examples
    --------
    >>> kind_of_drawn("[卡片消息: [分享]通知]"), kind_of_drawn("[语音 7秒]"), kind_of_drawn("收到")
    ('link', 'voice', 'text')
    """
    if not text.startswith(OPENERS):
        return "text"
    found = _CARD.match(text)
    return _CARD_KINDS[found[1]] if found else kind_of(text)


def is_reply(text: str) -> bool:
    """Return whether the exporter drew a reply: with the quoted message in front, or a word for it."""
    return text.startswith((_QUOTE, _QUOTED))


def without_quote(text: str, sender: str = "", content: str = "") -> tuple[str, str]:
    r"""Return what a reply says, and what it quotes: the message in front is another person's.

    Parameters
    ----------
    text : str
        The reply as drawn.
    sender, content : str
        Who is quoted, and what, where the file says so apart from the text.

    Examples
    --------
    >>> without_quote("[回复 李华: [图片]\n在吗]\n收到")
    ('收到', '[图片]\n在吗')
    """
    if text.startswith(_QUOTED):
        return text.removeprefix(_QUOTED), content
    head = f"{_QUOTE}{sender}: {content}]"
    if content and text.startswith(head):
        return text.removeprefix(head).removeprefix("\n"), content
    end = _end_of_quote(text) if text.startswith(_QUOTE) else -1
    if end < 0:
        return text, content
    quoted = text[len(_QUOTE) : end].partition(": ")[2]
    return text[end + 2 :], content or quoted


def _end_of_quote(text: str) -> int:
    """Return where the bracket around the quoted message closes, -1 where it does not.

    It closes at the end of a line, and as often as it was opened; a quoted message may hold brackets itself.
    """
    depth, last = 0, 0
    place = first = text.find("]\n")
    while place >= 0:
        depth += text.count("[", last, place) - text.count("]", last, place) - 1
        if depth <= 0:
            return place
        last = place + 1
        place = text.find("]\n", last)
    return first
