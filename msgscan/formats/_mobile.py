"""Messages chosen on the phone and shared, 多选 → 更多 → 邮件 or 分享: the text of a mail or a file.

Layout, learnt from public readers of such texts and their examples::

    Dear:                                       (mails only)
    <blank>
    2501班工作群 微信群上的聊天记录如下，请查收。
    <blank>
    —————  2025-09-01  —————
    <blank>
    李老师  08:01                                (two blanks before the clock)
    <blank>
    body, which may hold blank lines
    <blank>

A member can type a line such as ``明天  08:00``. A header stands between blank lines, and the clock never
runs back within a day: of the lines that look like headers, the longest row in order of time is taken, the
rest is body and noted.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import compress, groupby, pairwise
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from ..errors import Wording
from ..schema import Batch
from ._clock import local_instants
from ._doubts import UNEXPLAINED, doubts
from ._format import Note
from ._headers import Flags
from ._placeholders import kind_of
from ._wall_clocks import DATE, Clocks, Printed, read_printed

_BLANK = "[ \\t\\u00a0\\u3000]"
# —————  2025-09-01  ————— · ----- 2026/04/07 -----
_DAY = re.compile(
    rf"(?:\A|(?<=\n\n))[—–-]{{3,}}{_BLANK}+{DATE}{_BLANK}+[—–-]{{3,}}{_BLANK}*$(?=\n\n|\n?\Z)", re.MULTILINE
)
# A  小王  08:05
_HEADER = re.compile(
    rf"(?<=\n\n)(.*){_BLANK}{{2}}([0-9]{{1,2}}):([0-9]{{2}}){_BLANK}*$(?=\n\n|\n?\Z)", re.MULTILINE
)
# 2501班工作群 微信群上的聊天记录如下，请查收。 · 小明 和 小红 在微信上的聊天记录如下，请查收。
_TITLE = re.compile(r"^(?:(.*?) ?微信群上的|(.+ 和 .+?) ?在微信上的)聊天记录如下.*$", re.MULTILINE)
_SALUTE = re.compile(r"\s*Dear[:：]?\s*")

_HOURS, _MINUTES = 24, 60
_ONE = 1 << 20  # weighs one header; a name that comes again weighs one more, to decide between equal rows

LACKS = (
    Wording("系统消息（邀请、移出、改名、撤回）", "notices: invitations, removals, renames, recalls"),
    Wording("秒", "seconds"),
    Wording("账号", "accounts"),
    Wording("没有选中的消息；链接、文件和语音", "messages not chosen; links, files and voices"),
)

_OUT_OF_ORDER = Note(
    "forged-header",
    Wording(
        "{count} 处正文像新消息的开头，但时间与前后不符：按正文处理，请人工核对",
        "{count} lines look like the start of a message, but their time does not fit those around: kept as "
        "text, please check",
    ),
)


def is_shared(text: str) -> bool:
    """Return whether nothing but a title stands before the first day, and a header behind it."""
    day = _DAY.search(text)
    header = _HEADER.search(text, day.end()) if day else None
    if day is None or header is None or text[day.end() : header.start()].strip():
        return False
    return not _TITLE.sub("", _SALUTE.sub("", text[: day.start()], count=1), count=1).strip()


def read_shared(text: str, zone: ZoneInfo) -> Iterator[Batch | Note]:
    """Yield the messages of a text in its order; ``zone`` is that of its clocks."""
    days, dates = _days(text)
    top = days[0].start() if days else len(text)
    headers = [found for found in _HEADER.finditer(text, top) if _is_clock(found)]
    names = [found[1].strip() for found in headers]
    minutes = [int(found[2]) * _MINUTES + int(found[3]) for found in headers]
    day = np.searchsorted([found.start() for found in days], [found.start() for found in headers]) - 1
    counts = Counter(names)
    sound = _in_order(day.tolist(), minutes, [counts[name] > 1 for name in names])

    title = _TITLE.search(text, 0, top)
    chat = (title[1] or title[2]).strip() if title else ""
    common = {"platform": "wechat", "chat": chat}
    preface = _TITLE.sub("", _SALUTE.sub("", text[:top], count=1), count=1).strip()
    if preface:
        yield replace(UNEXPLAINED, line=1)
        yield Batch(1, {**common, "line": 1, "text": preface, "kind": "unknown"})
    # What stands between a day and the first header behind it is nobody's.
    openings = sorted([*days, *compress(headers, sound)], key=re.Match.start)
    starts = [opening.start() for opening in openings]
    bodies = [
        text[opening.end() : end].strip("\n")
        for opening, end in zip(openings, [*starts, len(text)][1:], strict=True)
    ]
    spoken = [opening.re is _HEADER for opening in openings]
    shown = [by_somebody or bool(body.strip()) for by_somebody, body in zip(spoken, bodies, strict=True)]
    if any(shown):
        clocks = np.full(len(openings), np.datetime64("NaT"), "M8[m]")
        clocks[spoken] = dates[day[sound]] + np.array(minutes, "m8[m]")[sound]
        lines = _lines(text, starts)
        names_ = iter(compress(names, sound))
        said = Batch(
            len(openings),
            {
                **common,
                "line": lines,
                "sent_at": local_instants(clocks, zone),
                "time_quality": np.where(spoken, "minute", "none").tolist(),
                "sender": [next(names_) if by_somebody else "" for by_somebody in spoken],
                "kind": [
                    kind_of(body) if by_somebody else "unknown"
                    for body, by_somebody in zip(bodies, spoken, strict=True)
                ],
                "text": bodies,
            },
        )
        yield said.where(np.array(shown))
        stray = np.flatnonzero(np.array(shown) & ~np.array(spoken))
        yield from doubts(UNEXPLAINED, lines[stray].tolist())
    if odd := np.flatnonzero(~sound).tolist():
        yield replace(_OUT_OF_ORDER, line=int(_lines(text, [headers[odd[0]].start()])[0]), count=len(odd))


def _days(text: str) -> tuple[list[re.Match[str]], Clocks]:
    """Return the lines that name a day, and their dates."""
    found = list(_DAY.finditer(text))
    dates = read_printed([Printed(*day.groups(default="")) for day in found])
    real = ~np.isnat(dates)
    return list(compress(found, real.tolist())), dates[real]


def _is_clock(header: re.Match[str]) -> bool:
    return int(header[2]) < _HOURS and int(header[3]) < _MINUTES


def _in_order(days: Sequence[int], minutes: Sequence[int], known: Sequence[bool]) -> Flags:
    """Return the longest rows of headers whose clock does not run back within a day.

    Of equally long rows, the one with more people who speak again, then the one that runs later: what a
    member pastes is mostly older than what was said before.

    Examples
    --------
    >>> _in_order([0, 0, 0, 0, 1], [481, 485, 483, 486, 60], [False] * 5).tolist()
    [True, True, False, True, True]
    """
    chosen = np.zeros(len(days), bool)
    rows = range(len(days))
    for _, today in groupby(rows, key=days.__getitem__):
        weight = np.zeros(_HOURS * _MINUTES, np.int64)  # of the best row that ends in this minute
        tip = np.full(_HOURS * _MINUTES, -1)  # its last header
        before: dict[int, int] = {}
        for row in today:
            best = _latest_best(weight[: minutes[row] + 1])
            before[row] = int(tip[best])
            weight[minutes[row]] = weight[best] + _ONE + known[row]
            tip[minutes[row]] = row
        row = int(tip[_latest_best(weight)])
        while row >= 0:
            chosen[row] = True
            row = before[row]
    return chosen


def _latest_best(weight: NDArray[np.int64]) -> int:
    return len(weight) - 1 - int(np.argmax(weight[::-1]))


def _lines(text: str, starts: Sequence[int]) -> NDArray[np.int64]:
    """Return the numbers of the lines that begin at these places, in rising order."""
    return np.cumsum([text.count("\n", a, b) for a, b in pairwise([0, *starts])]) + 1
