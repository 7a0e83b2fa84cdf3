"""WeChat: Markdown written by wx-cli (jackwener/wx-cli ``export``, its default).

Layout, learnt from the exporter's source::

    # 2501班工作群（群聊）
    <blank>
    > 导出 2 条消息
    <blank>
    ### 2025-09-01 08:01
    <blank>
    **李老师**: body
    > every further line of the body
    <blank>

Nothing is escaped, but further lines of a body are marked by ``>``: nobody can type an opening. Notices have
no name.
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
from ._wxcli import LACKS, TIME, checked, clocks_of, read_messages

# # 2501班工作群（群聊）\n\n> 导出 2 条消息\n
_TOP = re.compile(r"\A# (.*?)(?:（群聊）)?\n\n> 导出 ([0-9]{1,12}) 条消息\n")
# ### 2025-09-01 08:01\n\n**李老师**:
_OPENING = re.compile(rf"(?:\A|(?<=\n\n))### {TIME}\n\n(?:\*\*(.*?)\*\*: ?)?")
# The further lines of a body: \n> 1. 今天下午班会
_FURTHER = re.compile(r"\n> ?")


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
    return opening[2] or ""


def _batch(source: Source, chat: str, passage: Passage, _clocks: Clocks) -> Iterator[Batch | Note]:
    bodies = [_FURTHER.sub("\n", body) for body in passage.bodies()]
    return read_messages(source, chat, passage, [opening[2] for opening in passage.begins], bodies)


FORMAT = Format(
    name="wechat-wxcli-md",
    title=Wording("wx-cli 导出的 Markdown", "Markdown of wx-cli"),
    how_to_make=Wording("wx-cli：wx export 群名", "wx-cli: wx export NAME"),
    lacks=LACKS,
    recognises=recognises,
    parse=parse,
)
