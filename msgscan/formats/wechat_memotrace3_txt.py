"""WeChat: text written by MemoTrace 3 (留痕 3.x; zprolab/WeChatMsg ``exporter_txt.py``).

Layout, learnt from the exporter's own code, run on invented messages::

    2025-09-01 08:00:05
    "张磊"邀请"王五"加入了群聊
    <blank>
    2025-09-01 08:01:00 李老师
    body, which may hold blank lines and lines that look like headers
    <blank>

A notice stands under a bare time, a notice that the exporter could not read is empty. In names blanks and
punctuation are replaced by ``_``.

Forged headers: a header follows a blank line, and its name is one that the exporter could have written. What
looks like one but is not is body; one by a stranger whose clock runs back is body too, and noted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..errors import Wording
from ..schema import Batch
from ._format import Format, Note
from ._memotrace import LACKS_3, is_name, is_version_3, read_bodies
from ._memotrace_txt import Dialect, read_blocks
from ._source import Source


def parse(source: Source) -> Iterator[Batch | Note]:
    """Yield the messages in the order of the file, then the notes in the order of their lines."""
    return read_blocks(source, _DIALECT)


def _nameless(names: Sequence[str], _bodies: Sequence[str]) -> list[bool]:
    """Return which headers are bare times."""
    return [not name for name in names]


def _below(_name: str, body: str) -> str:
    """Return the sentence of a notice: it stands below its time."""
    return body


_DIALECT = Dialect(_nameless, is_name, _below, read_bodies)

FORMAT = Format(
    name="wechat-memotrace3-txt",
    title=Wording("留痕 MemoTrace 3 导出的文本", "text exported by MemoTrace 3"),
    how_to_make=Wording(
        "留痕 MemoTrace 3.x：选择群聊 → 导出 → TXT", "MemoTrace 3.x: choose the group → export → TXT"
    ),
    lacks=(
        *LACKS_3,
        Wording(
            "引用与正文的界线（手打的“引用：”分不出来）",
            "where a quotation begins: a typed “引用：” looks the same",
        ),
    ),
    recognises=is_version_3,
    parse=parse,
)
