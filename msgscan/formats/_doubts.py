"""What formats of plain text can't be sure of, told in the same words by all of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ..errors import Wording
from ._format import Note

FORGED = Note(
    "forged-header",
    Wording(
        "{count} 处正文像新消息的开头，但时间倒退、发送者此前从未出现：按正文处理，请人工核对",
        "{count} lines look like the start of a message, but their clock runs back and nobody of that name "
        "has spoken before: kept as text, please check",
    ),
)
STYLE = Note(
    "header-like-text",
    Wording(
        "{count} 处正文像消息开头，但写法与本文件不同（位置、名字或时间格式不同）：按正文处理",
        "{count} lines look like the start of a message, but are not in this file's style: kept as text",
    ),
)
UNEXPLAINED = Note(
    "unexplained",
    Wording(
        "{count} 段文字不属于任何消息：保留为“未知”类型，照样检查",
        "{count} passages belong to no message: kept as kind 'unknown', and scanned",
    ),
)
NO_TIME = Note(
    "no-time",
    Wording("{count} 条消息的时间读不出来", "the times of {count} messages can't be read"),
)


def declared(total: object, rows: int) -> Iterator[Note]:
    """Yield a note when a file declares another number of messages than were read; it may declare none."""
    if isinstance(total, int) and total != rows:
        wording = Wording(
            f"文件声明有 {total} 条消息，实际读到 {rows} 条",
            f"the file declares {total} messages, {rows} were read",
        )
        yield Note("declared", wording)


def doubts(note: Note, lines: Sequence[int]) -> Iterator[Note]:
    """Yield a note for the lines that it is about, in rising order; none for no lines."""
    if len(lines):
        yield replace(note, line=int(lines[0]), count=len(lines))


def untimed(instants: NDArray[np.datetime64], lines: Sequence[int]) -> Iterator[Note]:
    """Yield the note on messages whose time can't be read; ``lines`` tells where each stands."""
    yield from doubts(NO_TIME, [lines[row] for row in np.flatnonzero(np.isnat(instants)).tolist()])
