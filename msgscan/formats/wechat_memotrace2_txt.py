"""WeChat: text written by MemoTrace 2 (留痕 2.x; LC044/WeChatMsg ``exporter_txt.py``).

Layout, learnt from the exporter's own code, run on invented messages::

    2025-09-01 08:00:05 "张磊"邀请"王五"加入了群聊
    <blank>
    2025-09-01 08:01:00 李老师
    body, which may hold blank lines and lines that look like headers
    <blank>

A notice stands in the line of its time, with nothing below. Forwards, red packets, transfers and
announcements are not written at all.

Forged headers: a header follows a blank line, and says a name that the exporter could have written, or a
notice with nothing below it. What looks like one but is not is body; one by a stranger, or a notice, whose
clock runs back is body too, and noted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..errors import Wording
from ..schema import Batch
from ._format import Format, Note
from ._memotrace import Body, is_name, is_version_2
from ._memotrace_txt import Dialect, read_blocks
from ._notices import understand
from ._placeholders import kind_of
from ._source import Source

# 收到，我来通知\n引用:李老师:同学们好 - of a quoted picture: 引用:未知
_REPLY = re.compile(r"(.*?)\n引用:(.*)", re.DOTALL)


def parse(source: Source) -> Iterator[Batch | Note]:
    """Yield the messages in the order of the file, then the notes in the order of their lines."""
    return read_blocks(source, _DIALECT)


def _one_liners(names: Sequence[str], bodies: Sequence[str]) -> list[bool]:
    """Return which headers are notices: sentences, or no possible names, with nothing below."""
    return [
        not body.strip() and bool(name) and (not is_name(name) or understand(name) is not None)
        for name, body in zip(names, bodies, strict=True)
    ]


def _beside(name: str, body: str) -> str:
    """Return the sentence of a notice beside its time; what stands below a bare time, nobody is named for."""
    return name or body


def _read_bodies(said: Sequence[str]) -> list[Body]:
    return [_body(body.rstrip()) for body in said]


def _body(body: str) -> Body:
    if "\n引用:" in body and (found := _REPLY.fullmatch(body)):
        return Body("reply", found[1], found[2])
    text = body.lstrip(" ")
    return Body(kind_of(text), text, "")


_DIALECT = Dialect(_one_liners, is_name, _beside, _read_bodies)

FORMAT = Format(
    name="wechat-memotrace2-txt",
    title=Wording("留痕 MemoTrace 2 导出的文本", "text exported by MemoTrace 2"),
    how_to_make=Wording(
        "留痕 MemoTrace 2.x：选择群聊 → 导出 → TXT", "MemoTrace 2.x: choose the group → export → TXT"
    ),
    lacks=(
        Wording(
            "群名（只在文件名里）和群号", "name and number of the group (the name is in the file's name only)"
        ),
        Wording("账号（微信号、wxid）", "accounts of the senders"),
        Wording(
            "转发、红包、转账、群公告（整条不导出）",
            "forwards, red packets, transfers and announcements: they are not exported at all",
        ),
        Wording("文件名，图片、语音和视频的内容", "names of files, contents of pictures, voices and videos"),
        Wording("名字里的空格和标点（都变成 _）", "blanks and punctuation in names: they become _"),
        Wording(
            "引用与正文的界线（手打的“引用:”分不出来）",
            "where a quotation begins: a typed “引用:” looks the same",
        ),
    ),
    recognises=is_version_2,
    parse=parse,
)
