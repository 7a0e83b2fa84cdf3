"""WeChat: text written by wx-cli (jackwener/wx-cli ``export --format txt``).

Layout, learnt from the exporter's source::

    === 2501班工作群[群] (3 条) ===
    <blank>
    [2025-09-01 08:00] [系统] "张磊"邀请"王五"加入了群聊
    [2025-09-01 08:01] 李老师: body, over any number of lines
    [2025-09-01 08:06] A  小王: [图片] local_id=11
    [2025-09-01 08:12] 张磊: [引用] 收到，我来通知
      ↳ the quoted message

Notices have no name and are cut at 50 characters. No blank line parts the messages: see ``_spoken`` for typed
openings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from ..errors import Wording
from ..schema import Batch
from ._format import Format, Note
from ._passages import Passage
from ._source import Head, Source
from ._spoken import Layout, read_log, unexplained
from ._wall_clocks import Clocks
from ._wxcli import LACKS, NOTICE, TIME, checked, clocks_of, read_messages

# === 2501班工作群[群] (3 条) ===
_TOP = re.compile(r"\A=== (.*?)(?:\[群\])? \(([0-9]{1,12}) 条\) ===\n")
# [2025-09-01 08:01] 李老师:  · [2025-09-01 08:00] [系统] - and with seconds
_OPENING = re.compile(rf"^\[{TIME}\] (?:({NOTICE})|(.*?): ?|)", re.MULTILINE)


def recognises(head: Head) -> bool:
    """Return whether the file begins with the exporter's title."""
    return _TOP.match(head.text) is not None


def parse(source: Source) -> Iterator[Batch | Note]:
    """Yield the messages in the order of the file."""
    top = _TOP.match(source.head.text)
    chat, total = top.groups() if top else ("", "")
    layout = Layout(_OPENING, clocks_of, _name, partial(_batch, source, chat), _below_top)
    yield from checked(read_log(source, layout), total)


def _below_top(text: str, line: int) -> Iterator[Batch | Note]:
    return unexplained(_TOP.sub("", text), line)


def _name(opening: re.Match[str]) -> str:
    return opening[3] or ""


def _batch(source: Source, chat: str, passage: Passage, _clocks: Clocks) -> Iterator[Batch | Note]:
    names = [None if opening[2] else _name(opening) for opening in passage.begins]
    return read_messages(source, chat, passage, names, passage.bodies())


FORMAT = Format(
    name="wechat-wxcli-txt",
    title=Wording("wx-cli 导出的文本", "text of wx-cli"),
    how_to_make=Wording("wx-cli：wx export 群名 --format txt", "wx-cli: wx export NAME --format txt"),
    lacks=(
        *LACKS,
        Wording(
            "消息之间的界线（正文里手打的消息开头分不出来）",
            "where a message ends: a typed opening looks like a real one",
        ),
    ),
    recognises=recognises,
    parse=parse,
)
