"""What the tables and JSON of wechat-decrypt (ylytdeng/wechat-decrypt and its forks) have in common."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from numpy.typing import NDArray

from ..errors import Wording
from ._doubts import UNEXPLAINED, doubts, untimed
from ._format import Note
from ._notices import notice_columns
from ._placeholders import kind_of, kind_of_word
from ._source import Source
from ._sysmsg import read_notice
from ._wall_clocks import read_times

_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "": "text", "text": "text", "文本": "text", "文本消息": "text", "system": "system", "系统": "system",
        "系统消息": "system", "系统通知": "system", "image": "image", "voice": "voice", "video": "video",
        "sticker": "sticker", "emoji": "sticker", "file": "file", "link": "link", "location": "location",
        "call": "call", "voip": "call", "card": "card", "contact_card": "card", "transfer": "transfer",
        "red_packet": "red_packet", "quote": "reply", "引用": "reply", "引用消息": "reply",
        "recall": "system", "撤回": "system",
    }
)  # fmt: skip
# 收到，我来通知\n  ↳ 回复 李老师: 同学们好 - the last one: what a member typed so is text
_REPLY = re.compile(r"(.*)\n *↳ ?(?:回复 ?)?([^\n]*)\s*", re.DOTALL)
# [链接/文件] 微信红包 · [链接/文件]: the exporter does not know the type
_UNKNOWN = re.compile(r"\[链接/文件\]\s*(.*)", re.DOTALL)
# [转账·发起转账] ￥50.00 备注: 班费
_TRANSFER = "[转账·"

CONTENTS_LOST = Note(
    "contents-lost",
    Wording(
        "{count} 条群公告、红包等消息只写了“[链接/文件]”，内容不在文件里，没有检查",
        "{count} announcements, red packets and such are told as [链接/文件] only: what they say is not in "
        "the file, and was not scanned",
    ),
)
LACKS = (
    Wording("群公告和红包的内容，链接的网址", "what announcements and red packets say; addresses of links"),
    Wording("图片、语音、视频和文件里的内容", "what pictures, voices, videos and files contain"),
)


class Body(NamedTuple):
    """What one message says."""

    kind: str
    text: str
    quoted: str = ""
    lost: bool = False


class Cells(NamedTuple):
    """A table as columns of text, n."""

    times: Sequence[str]
    senders: Sequence[str]
    types: Sequence[str]
    contents: Sequence[str]


def read_body(type_: str, content: str) -> Body:
    r"""Return what a message says; ``system`` is a notice.

    Examples
    --------
    >>> read_body("link_or_file", "收到\n  ↳ 回复 李老师: 同学们好")
    Body(kind='reply', text='收到', quoted='李老师: 同学们好', lost=False)
    >>> read_body("link_or_file", "[文件] 花名册.xlsx").kind
    'file'
    """
    known = _KINDS.get(type_.strip())
    if known is not None and known != "reply":
        return Body(known, content)
    if found := _REPLY.fullmatch(content):
        return Body("reply", found[1], found[2])
    if found := _UNKNOWN.fullmatch(content):
        return Body(_kind(f"[{found[1].removeprefix('微信')}]"), content, lost=True)
    if content.startswith(_TRANSFER):
        return Body("transfer", content)
    return Body(known or _kind(content, type_), content)


def _kind(content: str, type_: str = "") -> str:
    """Return the kind by the placeholder that opens a content, else by the type's word, else unknown."""
    kind = kind_of(content)
    kind = kind if kind != "text" else kind_of_word(type_)
    return kind if kind != "text" else "unknown"


def read_cells(
    source: Source,
    lines: Sequence[int],
    cells: Cells,
    odd: Mapping[int, str],
) -> tuple[dict[str, list[Any] | NDArray[Any]], list[Note]]:
    """Return the columns that the cells of a table give, and what is doubtful of them.

    Parameters
    ----------
    source : Source
        Where the table stands.
    lines : sequence of int, n
        Where its rows stand.
    cells : Cells, n
        Its columns.
    odd : mapping of int to str
        Rows that can't be explained, as they are.
    """
    bodies = list(map(read_body, cells.types, cells.contents))
    for row, text in odd.items():
        bodies[row] = Body("unknown", text)
    notices = {row: read_notice(body.text) for row, body in enumerate(bodies) if body.kind == "system"}
    instants, qualities = read_times(cells.times, source.zone)
    kinds = [body.kind for body in bodies]
    events = notice_columns(kinds, {row: notice.event for row, notice in notices.items()})
    columns: dict[str, list[Any] | NDArray[Any]] = {
        "sent_at": instants,
        "time_quality": qualities,
        "sender": ["" if row in notices else sender for row, sender in enumerate(cells.senders)],
        "sender_role": ["system" if row in notices else "unknown" for row in range(len(bodies))],
        "text": [notices[row].text if row in notices else body.text for row, body in enumerate(bodies)],
        "quoted": [body.quoted for body in bodies],
        **{name: values for name, values in events.items() if isinstance(values, list)},
    }
    notes = [
        *doubts(UNEXPLAINED, [lines[row] for row in odd]),
        *doubts(CONTENTS_LOST, [lines[row] for row, body in enumerate(bodies) if body.lost]),
        *untimed(instants, lines),
    ]
    return columns, notes
