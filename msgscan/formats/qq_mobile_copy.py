"""QQ on the phone (old versions): messages selected, copied and pasted into a text file.

Layout, learnt from public readers of such copies::

    — —  2020-2-21  — —
    教务-王小明  23:50:12                two blanks before the clock, one behind it
    body, which may hold blank lines
    <blank>

See ``_qq_copies`` for how openings are told from text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..errors import Wording
from ..schema import Batch
from ._format import Format, Note
from ._qq_copies import CLOCK, Layout, opens_with, parse_copy
from ._source import Head, Source

_LAYOUT = Layout(
    # 教务-王小明  23:50:12
    re.compile(rf"(?P<name>.*\S)[ \u00a0]{{2}}(?P<date>)(?P<clock>{CLOCK})\s*"),
    # — —  2020-2-21  — —
    re.compile(r"\s*— —\s+(?P<date>[0-9]{4}-[0-9]{1,2}-[0-9]{1,2})\s+— —\s*"),
)


def recognises(head: Head) -> bool:
    """Return whether the first line opens a message, after one that names the day."""
    return opens_with(head, _LAYOUT)


def parse(source: Source) -> Iterator[Batch | Note]:
    """Yield the messages in the order of the file."""
    yield from parse_copy(source, _LAYOUT)


FORMAT = Format(
    name="qq-mobile-copy",
    title=Wording("从手机 QQ 复制的文字", "text copied from QQ on the phone"),
    how_to_make=Wording(
        "手机 QQ（旧版）：长按消息 → 多选 → 复制 → 粘贴到文本文件",
        "QQ on the phone (old versions): choose messages → copy → paste into a text file",
    ),
    lacks=(
        Wording("系统消息（邀请、移出、改名、撤回）", "notices: invitations, removals, renames, recalls"),
        Wording("群名和账号", "the group's name, and accounts"),
        Wording("没有复制的消息", "messages that were not copied"),
    ),
    recognises=recognises,
    parse=parse,
)
