"""What all exports of WeFlow share: quotes behind a reply, and invitations whose names were lost."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ..errors import Wording
from ._format import Note

# 收到，我来通知[引用 李老师：同学们好： 1. 今天下午班会]
_QUOTE = re.compile(r"(.*)\[引用 (.*?)：(.*)\]\s*", re.DOTALL)
# "$username$"邀请"$names$"加入了群聊
_PLACEHOLDER = re.compile(r"\$(?:username|names|kickoutname|remark)\$")

_LOST = Note(
    "lost-names",
    Wording(
        "{count} 条通知里的名字是占位符（$username$、$names$）：谁邀请了谁不在此文件里",
        "{count} notices have placeholders ($username$, $names$) for names: "
        "who invited whom is not in this file",
    ),
)


def without_quote(text: str, sender: str = "", content: str = "") -> tuple[str, str]:
    """Return what a reply says, and what it quotes.

    Parameters
    ----------
    text : str
        The reply with the quote behind it. A member can type such brackets too: the last ones count.
    sender, content : str
        Who is quoted, and what, where the export says so apart from the text.

    Examples
    --------
    >>> without_quote("收到[引用 李老师：同学们好]")
    ('收到', '同学们好')
    """
    tail = f"[引用 {sender}：{content}]"
    if content and text.endswith(tail):
        return text.removesuffix(tail), content
    found = _QUOTE.fullmatch(text)
    return (found[1], content or found[3]) if found else (text, content)


def lost_names(notices: Iterable[tuple[int, str]], lines: Sequence[int]) -> Iterator[Note]:
    """Yield the note on notices with placeholders for names; ``lines`` tells where each row stands."""
    lost = [row for row, text in notices if _PLACEHOLDER.search(text)]
    if lost:
        yield replace(_LOST, line=lines[lost[0]], count=len(lost))
