"""QQ for PC (up to 9.7) and TIM: messages copied from a window or the message manager into a text file.

Layout, learnt from public readers of such copies::

    【群主】教务-王小明 2/14/2020 9:16:13 PM        dates and clocks as the machine prints them
    body, which may hold blank lines
    <blank>
    赵磊(4200000003) 2023/5/5 23:59:31
    …
    李华加入本群。                                  a notice: without sender and clock
    <blank>
    李华 9:59:54 PM                                 today's messages have no date

and from the message manager, where the day stands above its messages::

     2020-02-27
    <blank>
    【1】教务-王小明(4200000001) 上午 3:13:28

See ``_qq_copies`` for how openings are told from text. A line by itself, behind the last blank line of a
message, that reads like one of QQ's notices is taken for one: a member can type it, so it is noted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from ..errors import Wording
from ..schema import Batch
from ._chatlog import is_chatlog_text
from ._doubts import doubts
from ._format import Format, Note
from ._notices import Event, understand
from ._qq_copies import CLOCK, Layout, Told, batch, opens_with, read_copy
from ._qq_senders import Sender, read_copied_sender
from ._source import Head, Source

# 2020-02-27 · 2023/5/5 · 2/14/2020
_DATE = r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}|[0-9]{4}/[0-9]{1,2}/[0-9]{1,2}|[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}"
# What other layouts print before the clock: 王小明: 08-20 (QQ NT) · 李老师 2024年3月4日 (WeChat)
_NOT_OTHERS = r"(?<!:)(?<![0-9]日)(?<!: [0-9]{2}-[0-9]{2})(?<!: [0-9]{4}-[0-9]{2}-[0-9]{2})"
_LAYOUT = Layout(
    # 【群主】教务-王小明 2/14/2020 9:16:13 PM · 李华 9:59:54 PM
    re.compile(
        rf"(?!(?:{_DATE})(?: |$))(?P<name>\S(?:.*?\S)?){_NOT_OTHERS}"
        rf" (?:(?P<date>{_DATE}) )?(?P<clock>{CLOCK})\s*"
    ),
    # The day, as the message manager prints it: 2020-02-27
    re.compile(r"\s*(?P<date>[0-9]{4}-[0-9]{1,2}-[0-9]{1,2})\s*"),
)
_NOTICE = Sender("", None, "system")

_BARE = Note(
    "notice-by-wording",
    Wording(
        "{count} 行按措辞认作系统通知（没有时间和发送者，也可能是成员自己打的字），请人工核对",
        "{count} lines are taken for notices by their wording (no clock, no sender; a member may have typed "
        "them): please check",
    ),
)


def recognises(head: Head) -> bool:
    """Return whether the first line opens a message, after one that names the day.

    Texts of chatlog, which has accounts of WeChat's, open alike.
    """
    return opens_with(head, _LAYOUT) and not is_chatlog_text(head)


def parse(source: Source) -> Iterator[Batch | Note]:
    """Yield the messages in the order of the file."""
    told: list[Told] = []
    events: dict[int, Event | None] = {}
    for part in read_copy(source, _LAYOUT, read_copied_sender):
        if isinstance(part, Note):
            yield part
            continue
        message, notices = _without_notices(part)
        told.append(message)
        for notice, event in notices:
            events[len(told)] = event
            told.append(notice)
    yield from doubts(_BARE, [told[row].line for row in events])
    yield batch(source, told, events)


def _without_notices(told: Told) -> tuple[Told, list[tuple[Told, Event]]]:
    """Return a message without the notices behind it, and these."""
    text = told.text
    notices: list[tuple[Told, Event]] = []
    while True:
        before, gap, last = text.rpartition("\n\n")
        event = understand(last.strip()) if gap and "\n" not in last.strip("\n") else None
        if event is None:
            break
        line = told.first + before.count("\n") + 2
        never = np.datetime64("NaT", "s")
        notices.insert(0, (Told(line, line, _NOTICE, never, "none", last.strip(), "system"), event))
        text = before.rstrip("\n")
    return told._replace(text=text), notices


FORMAT = Format(
    name="qq-pc-copy",
    title=Wording("从旧版 QQ 电脑版复制的文字", "text copied from QQ for PC (old versions)"),
    how_to_make=Wording(
        "QQ（9.7 及以前）或 TIM：在聊天窗口或消息管理器里选中消息 → 复制 → 粘贴到文本文件",
        "QQ up to 9.7 or TIM: select messages in a window or the message manager → copy → paste into a file",
    ),
    lacks=(
        Wording("群名和群号", "the group's name and number"),
        Wording("多数发送者的账号", "accounts of most senders"),
        Wording(
            "系统通知的时间；当天消息的日期（按文件推测）",
            "clocks of notices; the date of the day's messages (guessed)",
        ),
        Wording("没有复制的消息", "messages that were not copied"),
    ),
    recognises=recognises,
    parse=parse,
)
