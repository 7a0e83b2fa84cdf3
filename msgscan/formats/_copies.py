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
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import compress, pairwise
from typing import NamedTuple

import numpy as np

from ..errors import Wording
from ..schema import Batch
from ._clock import local_instants
from ._doubts import FORGED, STYLE, UNEXPLAINED, doubts
from ._format import Note
from ._headers import Flags, Positions, forged
from ._placeholders import kinds_of
from ._source import Head, Source
from ._wall_clocks import DATE, SECONDS, TIME, WORDS, Clocks, Numbers, read_styled

# 女朋友 2023/09/16 2:51 PM · 张三 2025年6月10日 10:23:45 · without a name: 2026年09月23日 16:04
# The look ahead spares lines without a clock the search for where their name could end.
_DATED = re.compile(
    rf"^(?=.*:[0-9]{{2}})(?:(?P<name>.*\S) )?(?P<date>{DATE}) (?P<time>{TIME})$", re.MULTILINE
)
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


class Openings(NamedTuple):
    """How messages open, as columns, n.

    Attributes
    ----------
    start, end : ndarray of int64
        First character of the first line, and the end of the last.
    name : list of str
        Who speaks.
    one_line : ndarray of bool
        Name, date and clock stand in one line.
    apart : ndarray of bool
        A blank line, or nothing, stands before it; or a bullet before the name.
    clock : ndarray of datetime64[s]
        The wall clock.
    style : ndarray of int64
        How date and clock are printed, as flags of ``_wall_clocks``.
    """

    start: Positions
    end: Positions
    name: list[str]
    one_line: Flags
    apart: Flags
    clock: Clocks
    style: Numbers

    def where(self, chosen: Flags) -> Openings:
        """Return the chosen openings."""
        names = list(compress(self.name, chosen.tolist()))
        return Openings(
            self.start[chosen], self.end[chosen], names, self.one_line[chosen],
            self.apart[chosen], self.clock[chosen], self.style[chosen],
        )  # fmt: skip


def find_openings(text: str) -> Openings:
    r"""Return everything that looks like the opening of a message.

    Examples
    --------
    >>> found = find_openings("甲 2023/09/16 2:51 PM\n早\n\n·乙\n2026年09月23日 16:04\n好")
    >>> found.name, found.one_line, found.apart
    (['甲', '乙'], array([ True, False]), array([ True,  True]))
    """
    found = list(_DATED.finditer(text))
    given = [match["name"] for match in found]
    dated = [match.start() for match in found]
    # Without a name it stands in the line above; if that is blank, this line parts messages.
    starts = [place if name else _above(text, place) for place, name in zip(dated, given, strict=True)]
    names = [
        name or text[start:place].strip() for start, place, name in zip(starts, dated, given, strict=True)
    ]
    clock, style = read_styled([match["date"] for match in found], [match["time"] for match in found])
    one_line = np.array(list(map(bool, given)), bool)
    # 赵磊 2023/5/5 23:59:31 is how QQ prints it
    ours = (style & WORDS > 0) | (one_line & (style & SECONDS == 0))
    odd = [
        not name or (":" in name and _is_header(name, one)) for name, one in zip(names, given, strict=True)
    ]
    bullets = [name.startswith(_BULLET) for name in names]
    apart = [
        text.endswith("\n\n", 0, start) or not text[_above(text, start) : start].strip() for start in starts
    ]
    return Openings(
        start=np.array(starts, np.int64),
        end=np.array([match.end() for match in found], np.int64),
        name=[name.removeprefix(_BULLET).strip() for name in names],
        one_line=one_line,
        apart=np.array(bullets, bool) | np.array(apart, bool),
        clock=clock,
        style=style,
    ).where(ours & ~np.array(odd, bool) & ~np.isnat(clock))


def openings_of(head: Head) -> Openings:
    """Return the openings at the beginning of a file."""
    return _openings_of(head.opening)


_openings_of = lru_cache(maxsize=1)(find_openings)  # two formats ask


def opens_with(text: str, openings: Openings) -> bool:
    """Return whether nothing but separators stands before the first of these openings."""
    if not openings.name:
        return False
    return all(_SEPARATOR.fullmatch(line.strip()) for line in text[: openings.start[0]].split("\n"))


def read(source: Source, chosen: Callable[[Openings], Flags]) -> Iterator[Batch | Note]:
    """Yield the messages of a file in its order.

    Parameters
    ----------
    source : Source
        People copy at most a hundred messages at a time: such files are small, and read whole.
    chosen : callable
        Which openings are in the layout of the file.
    """
    text = source.text()
    openings = find_openings(text)
    starts = openings.start.tolist()
    lines = np.cumsum([1, *(text.count("\n", a, b) for a, b in pairwise([0, *starts]))])[1:]
    fitting = chosen(openings) & _apart(openings.apart)
    strange = np.zeros(len(starts), bool)
    candidates = openings.where(fitting)
    strange[fitting] = forged(candidates.clock, candidates.name, np.datetime64(0, "s"), frozenset())
    sound = fitting & ~strange
    kept = openings.where(sound)
    if preface := text[: kept.start[0] if kept.name else len(text)].strip("\n"):
        yield replace(UNEXPLAINED, line=1)
        yield Batch(1, {"platform": "wechat", "line": 1, "text": preface, "kind": "unknown"})
    if kept.name:
        yield _batch(source, text, kept, lines[sound].tolist())
    for note, where in ((FORGED, lines[strange]), (STYLE, lines[~fitting])):
        yield from doubts(note, where.tolist())


def _is_header(name: str, given: str | None) -> bool:
    """Return whether a name is the header of another tool, or stands above a clock and holds one itself."""
    return bool(_STAMP.match(name) or (not given and _DATED.fullmatch(name)))


def _above(text: str, start: int) -> int:
    """Return where the line above begins; at the top, where this one does."""
    return text.rfind("\n", 0, max(start - 1, 0)) + 1


def _apart(apart: Flags) -> Flags:
    """Return which openings stand apart from what is before, as far as the file sets them apart."""
    later = apart[1:]  # the first stands at the top
    tight = later.sum() < _HALF * len(later)
    return np.ones(len(apart), bool) if tight else apart


def _batch(source: Source, text: str, openings: Openings, lines: list[int]) -> Batch:
    ends = [*openings.start[1:].tolist(), len(text)]
    said = [text[a:b].strip("\n") for a, b in zip(openings.end.tolist(), ends, strict=True)]
    return Batch(
        len(said),
        {
            "platform": "wechat",
            "line": lines,
            "sent_at": local_instants(openings.clock, source.zone),
            "time_quality": np.where(openings.style & SECONDS, "second", "minute").tolist(),
            "sender": openings.name,
            "kind": kinds_of(said),
            "text": said,
        },
    )
