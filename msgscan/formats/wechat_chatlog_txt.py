"""chatlog (sjzar/chatlog): text of WeChat messages, as its HTTP interface and its MCP tool write it.

Layout, learnt from the exporter's source and files that it writes::

    2501张磊(wxid_zhang00000002) 08:02:00
    body, which may hold blank lines and lines that look like headers
    <blank>
    辅导员-李敏(我) [2501班工作群(10000000001@chatroom)] 2025-09-01 08:01:00
    …

The time is printed as short as what was asked for allows: ``08:02:00`` within a day, ``09-01 08:02:00``
within a year, with the year only beyond that; the group only where several chats were asked for. ``我`` is
the account that made the export, a sender without a name is its account, notices are sent by 系统消息. The
fork chatlog_alpha has ``[number]`` before the time. Texts may be cut inside a character.

A file that prints no date takes it from its name, when that holds one (``2025-09-01``); else it has no times.

Forged headers: a header follows a blank line, has an account, and prints its time as the first one does.
What looks like one but is not is body; one by a stranger whose clock runs back is body too, and noted. Quoted
lines begin with ``>``, forwarded ones with two blanks: neither opens a message.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..errors import Wording
from ..schema import Batch
from ._blocks import Find, Headings, Messages, fixed_clocks, notes_last, read_blocks
from ._chatlog import HEADER, LACKS, SYSTEM, empty_notices, is_chatlog_text, read_bodies, read_notices
from ._clock import Instants, local_instants, no_instants
from ._doubts import doubts
from ._format import Format, Note
from ._notices import notice_columns
from ._source import Source

_FULL, _YEARLESS, _DATELESS = len("2025-09-01 08:02:00"), len("09-01 08:02:00"), len("08:02:00")
_STAND_IN = {_FULL: "", _YEARLESS: "2000-", _DATELESS: "2000-01-01 "}  # for what is not printed; a leap year

# 2501张磊(wxid_zhang00000002) · 张磊(班长)(我)
_SENDER = re.compile(r"(.*)\((我|[A-Za-z0-9_@.-]+)\)")
# [2501班工作群(10000000001@chatroom)] · [10000000001@chatroom]
_ROOM = re.compile(r"\[(?:(.*)\()?([\w.-]+@chatroom)\)?\] ")
# 群_2025-09-01.txt · 10000000001@chatroom_2025-09-01_2025-09-07.txt
_DATE = re.compile(r"(?<![0-9])([0-9]{4}-)([0-9]{2}-[0-9]{2})(?![0-9])")
_SELF = "我"

_NO_DATE = Note(
    "no-date",
    Wording(
        "{count} 条消息只有时刻，没有日期或年份：没有时间，与时间有关的规则（如刷屏）不起作用；"
        "请把日期写进文件名（如 群名_2025-09-01.txt）再扫描，或者改为导出 CSV",
        "{count} messages print a clock without the date or the year: they have no times, and rules on times "
        "do not work; put the date into the file's name (as in group_2025-09-01.txt), or export CSV",
    ),
)
_GUESSED = Note(
    "guessed-date",
    Wording(
        "{count} 条消息的日期或年份取自文件名",
        "the date or the year of {count} messages is taken from the file's name",
    ),
)


class _Speaker(NamedTuple):
    name: str
    account: str | None


def parse(source: Source) -> Iterator[Batch | Note]:
    """Yield the messages in the order of the file."""
    return notes_last(_parts(source))


def _parts(source: Source) -> Iterator[Batch | Note]:
    first = HEADER.search(source.head.text.lstrip("\n"))
    width = len(first[3]) if first else _FULL
    found = _DATE.search(source.head.name)
    for part in read_blocks(source, _finder(width)):
        if not isinstance(part, Messages):
            yield part
            continue
        if width == _FULL:
            instants = local_instants(part.clock, source.zone)
        else:
            instants = local_instants(_dated(part.clock, width, found), source.zone)
            yield from doubts(_GUESSED if found else _NO_DATE, part.lines)
        yield from _messages(part, instants, "second" if width == _FULL else "date_guessed")


def _finder(width: int) -> Find:
    """Return a finder of headers whose times are printed this wide."""

    def find(text: str) -> Headings:
        found = list(HEADER.finditer(text))
        fitting = [match for match in found if len(match[3]) == width]
        clock = fixed_clocks([_STAND_IN[width] + match[3] for match in fitting])
        valid = ~np.isnat(clock)
        sound = [match for match, good in zip(fitting, valid.tolist(), strict=True) if good]
        starts = [match.start() for match in sound]
        return Headings(
            starts,
            [match.end() for match in sound],
            clock[valid],
            ["" if match[1] == SYSTEM else match[1] for match in sound],
            sorted({match.start() for match in found}.difference(starts)),
            [match[2] for match in sound],
        )

    return find


def _dated(clock: NDArray[np.datetime64], width: int, date: re.Match[str] | None) -> NDArray[np.datetime64]:
    """Return the clocks with the date of the file's name; NaT without one."""
    if date is None:
        return no_instants(len(clock))
    known = date[1] if width == _YEARLESS else f"{date[1]}{date[2]} "
    printed = [text.replace("T", " ")[-width:] for text in np.datetime_as_string(clock).tolist()]
    return fixed_clocks([known + text for text in printed])


def _messages(part: Messages, instants: Instants, quality: str) -> Iterator[Batch | Note]:
    speakers = {name: _speaker(name) for name in set(part.names)}
    kinds, texts, quoted = read_bodies(part.said)
    notices, events = read_notices({row: part.said[row] for row, name in enumerate(part.names) if not name})
    for row, sentence in notices.items():
        texts[row], quoted[row] = sentence, ""
    rooms = [_ROOM.fullmatch(room) for room in part.rooms]
    yield from empty_notices(notices, part.lines)
    yield Batch(
        len(part.lines),
        {
            "platform": "wechat",
            "chat": [(room[1] or "") if room else "" for room in rooms],
            "chat_id": [room[2] if room else None for room in rooms],
            "line": part.lines,
            "sent_at": instants,
            "time_quality": np.where(np.isnat(instants), "none", quality).tolist(),
            "sender": [speakers[name].name for name in part.names],
            "sender_id": [speakers[name].account for name in part.names],
            "sender_role": ["unknown" if name else "system" for name in part.names],
            "text": texts,
            "quoted": quoted,
            **notice_columns(kinds, events),
        },
    )


def _speaker(written: str) -> _Speaker:
    """Return who stands before the time; without an account for the one who made the export."""
    found = _SENDER.fullmatch(written)
    if found is None:
        return _Speaker(written, written or None)
    return _Speaker(found[1], None if found[2] == _SELF else found[2])


FORMAT = Format(
    name="wechat-chatlog-txt",
    title=Wording("chatlog 导出的文本", "text of chatlog"),
    how_to_make=Wording(
        "chatlog：浏览器打开 /api/v1/chatlog?talker=…&time=…（建议加 &format=csv：有日期和群名）",
        "chatlog: open /api/v1/chatlog?talker=…&time=… in a browser; &format=csv has dates and groups",
    ),
    lacks=(
        Wording(
            "日期或年份、群名（只查一天、一年或一个群时不写）",
            "date or year, and the group, where one day, one year or one group was asked for",
        ),
        Wording("导出者自己的账号", "the account that made the export"),
        Wording(
            "通知与成员仿造的“系统消息”的区别（时间不倒退就分不出来）",
            "what tells a notice from one that a member typed, unless its clock runs back",
        ),
        *LACKS,
    ),
    recognises=is_chatlog_text,
    parse=parse,
)
