"""QQ NT (9.9.17 and later): messages selected in the window, copied and pasted into a text file.

Layout, learnt from public readers of such copies and their tests::

    王小明: 08-20 20:31:50
    body, which may hold blank lines
    <blank>
    李华: 2025-12-31 23:59:59            in other years the year is printed, too

Names may hold colons. See ``_qq_copies`` for how openings are told from text, and how years are guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..errors import Wording
from ..schema import Batch
from ._format import Format, Note
from ._qq_copies import Layout, opens_with, parse_copy
from ._source import Head, Source

# 李华(华仔): 2025-12-31 23:59:59 · 李华: 08-20 20:31:50
_LAYOUT = Layout(
    re.compile(
        r"(?P<name>.*): (?P<date>(?:[0-9]{4}-)?[0-9]{2}-[0-9]{2}) (?P<clock>[0-9]{2}:[0-9]{2}:[0-9]{2})\s*"
    )
)


def recognises(head: Head) -> bool:
    """Return whether the first line opens a message."""
    return opens_with(head, _LAYOUT)


def parse(source: Source) -> Iterator[Batch | Note]:
    """Yield the messages in the order of the file."""
    yield from parse_copy(source, _LAYOUT)


FORMAT = Format(
    name="qqnt-copy",
    title=Wording("从新版 QQ（NT）聊天窗口复制的文字", "text copied from the window of QQ NT"),
    how_to_make=Wording(
        "新版 QQ 电脑版：在聊天窗口里拖选消息 → 复制（Ctrl+C）→ 粘贴到文本文件",
        "QQ NT: select messages in the window → copy → paste into a text file",
    ),
    lacks=(
        Wording("系统消息（邀请、移出、改名、撤回）", "notices: invitations, removals, renames, recalls"),
        Wording("本年消息的年份（按文件推测）", "the year of this year's messages (guessed)"),
        Wording("群名和账号", "the group's name, and accounts"),
        Wording("没有复制的消息", "messages that were not copied"),
    ),
    recognises=recognises,
    parse=parse,
)
