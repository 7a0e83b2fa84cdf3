"""What the texts of wx-cli (jackwener/wx-cli) have in common."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ..errors import Wording
from ..schema import Batch
from ._doubts import declared, doubts
from ._format import Note
from ._passages import Passage
from ._placeholders import kind_of
from ._source import Source
from ._spoken import DAY, MINUTE, Matches, columns
from ._sysmsg import read_notice
from ._wall_clocks import Clocks, printed_clocks

# 2025-09-01 08:01 · and with seconds
TIME = rf"({DAY} {MINUTE}(?::[0-5][0-9])?)"

# [引用] 收到，我来通知\n  ↳ 同学们好
_REPLY = re.compile(r"\[引用\] ?(.*?)(?:\n *↳ ?(.*))?", re.DOTALL)
# [图片] local_id=11
_LOCAL_ID = re.compile(r" local_id=[0-9]+\s*\Z")
# [系统] "张磊"邀请… · [撤回] "张磊" 撤回了一条消息 · [系统消息], where the exporter can't read it
NOTICE = r"\[(?:系统|撤回)\] |\[系统消息\]$"
_NOTICE = re.compile(rf"\A(?:{NOTICE})")
_CUT = 50  # characters of a notice that are printed; of a recall, 30

_LOST = Note(
    "lost-notices",
    Wording(
        "{count} 条系统消息只写了“[系统消息]”：内容和姓名被导出工具丢掉了，谁邀请了谁无法核对",
        "{count} notices are printed as [系统消息] only: the exporter dropped what they say, and who invited",
    ),
)

_CUT_NOTICES = Note(
    "cut-notices",
    Wording(
        "{count} 条系统消息被截断在 50 个字：后面的名字不在文件里",
        "{count} notices are cut at 50 characters: the names behind are not in the file",
    ),
)
LACKS = (
    Wording("秒", "seconds"),
    Wording("账号和群号", "accounts, and the group's number"),
    Wording("系统消息第 50 个字以后的内容", "what notices say behind their 50th character"),
    Wording("图片、语音、视频和文件的内容", "contents of pictures, voices, videos and files"),
)


class _Body(NamedTuple):
    """What one body says."""

    kind: str
    text: str
    quoted: str


def clocks_of(openings: Matches) -> Clocks:
    """Return the wall clocks of openings whose first group is ``TIME``."""
    return printed_clocks([opening[1] for opening in openings])


def read_messages(
    source: Source, chat: str, passage: Passage, names: Sequence[str | None], bodies: Sequence[str]
) -> Iterator[Batch | Note]:
    """Yield messages as rows; ``None`` for a name is a notice."""
    said = [_body(body.strip("\n")) for body in bodies]
    notices = {
        row: read_notice(_NOTICE.sub("", bodies[row].strip("\n")))
        for row, name in enumerate(names)
        if name is None
    }
    shared = columns(
        source,
        passage,
        clocks_of(passage.begins),
        names=[name or "" for name in names],
        kinds=[body.kind for body in said],
        notices=notices,
        texts=[body.text for body in said],
    )
    quoted = ["" if row in notices else body.quoted for row, body in enumerate(said)]
    exact = ["second" if opening[1].count(":") > 1 else "minute" for opening in passage.begins]
    yield Batch(len(said), {**shared, "chat": chat, "quoted": quoted, "time_quality": exact})
    lines = passage.lines([opening.start() for opening in passage.begins])
    cut = [row for row, notice in notices.items() if len(notice.text) >= _CUT and notice.event is None]
    yield from doubts(_CUT_NOTICES, [lines[row] for row in cut])
    yield from doubts(_LOST, [lines[row] for row, notice in notices.items() if not notice.text])


def checked(parts: Iterable[Batch | Note], total: str) -> Iterator[Batch | Note]:
    """Yield the parts of a file, then a note if they have not as many rows as the file declares."""
    rows = 0
    for part in parts:
        rows += part.size if isinstance(part, Batch) else 0
        yield part
    yield from declared(int(total) if total else None, rows)


def _body(body: str) -> _Body:
    if body.startswith("[引用]") and (found := _REPLY.fullmatch(body)):
        return _Body("reply", found[1], (found[2] or "").strip())
    kind = kind_of(_LOCAL_ID.sub("", body))
    return _Body(kind, body if kind == "text" else _LOCAL_ID.sub("", body), "")
