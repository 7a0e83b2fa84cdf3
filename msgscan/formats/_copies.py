"""Messages copied out of WeChat for desktop and pasted into a text file: what both layouts share.

A message opens with a name and a date and clock, in one line (version 3) or in two (version 4)::

    李老师 2023/09/16 2:51 PM        李老师
    body                             2026年09月23日 16:04
                                     body

A member can type such lines. An opening follows a blank line, unless the file as a whole has no blank lines
between messages, and it looks as most openings of the file do.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import compress, pairwise
from typing import NamedTuple

import numpy as np

from ..errors import Wording
from ..schema import Batch
from ._clock import local_instants
from ._doubts import FORGED, STYLE, UNEXPLAINED
from ._format import Note
from ._headers import Flags, forged
from ._placeholders import kind_of
from ._source import Head, Source
from ._wall_clocks import DATE, TIME, Clocks, Printed, read_printed

# 女朋友 2023/09/16 2:51 PM · 张三 2025年6月10日 10:23:45 · without a name: 2026年09月23日 16:04
# The look ahead spares lines without a clock the search for where their name could end.
_DATED = re.compile(rf"^(?=.*:[0-9]{{2}})(?:(.*\S) )?{DATE} {TIME}$", re.MULTILINE)
# What the window shows between messages: 昨天 13:30 · 星期三 下午 1:30 · 2026年09月23日 16:04
_SEPARATOR = re.compile(
    r"(?:(?:昨天|前天|星期.|周.|[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日) ?)?"
    r"(?:(?:[上下]午 ?)?[0-9]{1,2}:[0-9]{2})?"
)
# What no name begins with, as other tools' headers do: 2024-03-04 08:01:00 周 · 1|周:2024-03-04 08:01:00:早
_STAMP = re.compile(r"(?:-?[0-9]{1,10}\|.*?:)?[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{1,2}:[0-9]{2}:[0-9]{2}\b")
_BULLET = "·"
_HALF = 0.5

HOW_TO_MAKE = Wording(
    "微信电脑版：聊天窗口里多选消息 → 复制（Ctrl+C）→ 粘贴到文本文件（每次最多 100 条）",
    "WeChat for desktop: choose messages → copy → paste into a text file (100 messages at a time)",
)
LACKS = (
    Wording("系统消息（邀请、移出、改名、撤回）", "notices: invitations, removals, renames, recalls"),
    Wording("秒", "seconds"),
    Wording("群名和账号", "the group's name, and accounts"),
    Wording("没有复制的消息", "messages that were not copied"),
)


class Opening(NamedTuple):
    """How a message opens.

    Attributes
    ----------
    start, end : int
        First character of its first line, and the end of its last.
    name : str
        Who speaks.
    one_line : bool
        Name, date and clock stand in one line.
    apart : bool
        A blank line, or nothing, stands before it; or a bullet before the name.
    printed : Printed
        Date and clock.
    """

    start: int
    end: int
    name: str
    one_line: bool
    apart: bool
    printed: Printed


def find_openings(text: str) -> tuple[list[Opening], Clocks]:
    r"""Return everything that looks like the opening of a message, and its wall clocks.

    Examples
    --------
    >>> found, clocks = find_openings("甲 2023/09/16 2:51 PM\n早\n\n·乙\n2026年09月23日 16:04\n好")
    >>> [(opening.name, opening.one_line, opening.apart) for opening in found]
    [('甲', True, True), ('乙', False, True)]
    """
    found = [opening for match in _DATED.finditer(text) if (opening := _maybe_opening(text, match))]
    clocks = read_printed([opening.printed for opening in found])
    valid = ~np.isnat(clocks)
    return list(compress(found, valid.tolist())), clocks[valid]


def openings_of(head: Head) -> tuple[Opening, ...]:
    """Return the openings at the beginning of a file."""
    return _openings_of(head.opening)


@lru_cache(maxsize=1)  # two formats ask
def _openings_of(opening: str) -> tuple[Opening, ...]:
    return tuple(find_openings(opening)[0])


def opens_with(text: str, openings: Sequence[Opening]) -> bool:
    """Return whether nothing but separators stands before the first of these openings."""
    before = text[: openings[0].start].split("\n") if openings else [text]
    return bool(openings) and all(_SEPARATOR.fullmatch(line.strip()) for line in before)


def read(source: Source, chosen: Callable[[Sequence[Opening]], Sequence[bool]]) -> Iterator[Batch | Note]:
    """Yield the messages of a file in its order.

    Parameters
    ----------
    source : Source
        People copy at most a hundred messages at a time: such files are small, and read whole.
    chosen : callable
        Which openings are in the layout of the file.
    """
    text = source.text()
    openings, clocks = find_openings(text)
    starts = [opening.start for opening in openings]
    lines = np.cumsum([1, *(text.count("\n", a, b) for a, b in pairwise([0, *starts]))])[1:]
    fitting: Flags = np.array(chosen(openings), bool) & _apart(openings)
    strange = np.zeros(len(openings), bool)
    places = np.flatnonzero(fitting)
    names = [openings[place].name for place in places]
    strange[places] = forged(clocks[places], names, np.datetime64(0, "s"), frozenset())
    sound = np.flatnonzero(fitting & ~strange)
    first = starts[sound[0]] if len(sound) else len(text)
    if preface := text[:first].strip("\n"):
        yield replace(UNEXPLAINED, line=1)
        yield Batch(1, {"platform": "wechat", "line": 1, "text": preface, "kind": "unknown"})
    kept = [openings[place] for place in sound]
    if kept:
        yield _batch(source, text, kept, clocks[sound], lines[sound].tolist())
    for note, where in ((FORGED, lines[strange]), (STYLE, lines[~fitting])):
        if len(where):
            yield replace(note, line=int(where[0]), count=len(where))


def _maybe_opening(text: str, match: re.Match[str]) -> Opening | None:
    name, *groups = match.groups(default="")
    printed = Printed(*groups)
    if not printed.word_month and (printed.second or not name):
        return None  # 赵磊 2023/5/5 23:59:31 is how QQ prints it
    start = match.start()
    if not name:  # the name stands in the line above; if that is blank, this line parts messages
        start, name = _line_above(text, start)
        if not name:
            return None
    if ":" in name and (_STAMP.match(name) or (not match[1] and _DATED.fullmatch(name))):
        return None
    bullet = name.startswith(_BULLET)
    return Opening(
        start=start,
        end=match.end(),
        name=name.removeprefix(_BULLET).strip(),
        one_line=bool(match[1]),
        apart=bullet or text.endswith("\n\n", 0, start) or not _line_above(text, start)[1],
        printed=printed,
    )


def _line_above(text: str, start: int) -> tuple[int, str]:
    """Return where the line above begins, and what it says; '' at the top."""
    end = start - 1 if start else 0
    begin = text.rfind("\n", 0, end) + 1
    return begin, text[begin:end].strip()


def _apart(openings: Sequence[Opening]) -> Flags:
    """Return which openings stand apart from what is before, as far as the file sets them apart."""
    apart = np.array([opening.apart for opening in openings], bool)
    later = apart[1:]  # the first stands at the top
    tight = later.sum() < _HALF * len(later)
    return np.ones(len(apart), bool) if tight else apart


def _batch(source: Source, text: str, openings: list[Opening], clocks: Clocks, lines: list[int]) -> Batch:
    ends = [*(opening.start for opening in openings[1:]), len(text)]
    said = [text[opening.end : end].strip("\n") for opening, end in zip(openings, ends, strict=True)]
    return Batch(
        len(openings),
        {
            "platform": "wechat",
            "line": lines,
            "sent_at": local_instants(clocks, source.zone),
            "time_quality": ["second" if opening.printed.second else "minute" for opening in openings],
            "sender": [opening.name for opening in openings],
            "kind": [kind_of(body) for body in said],
            "text": said,
        },
    )
