"""WeChat: text written by WechatExporter (BlueMatthew/WechatExporter) from a backup of an iPhone.

Layout, learnt from the exporter's text templates::

    2501班工作群 - 微信聊天记录
    <blank>
    "张磊"邀请"王五"加入了群聊
    李老师 (2025-09-01 08:01:00):body, over any number of lines
    「李老师：同学们好」
    - - - - - - - - - - - - - - -
    收到，我来通知

Notices have no time, replies neither a time nor a sender. No blank line parts the messages: a line is a
notice where its sentence is one, so a member can type one; a typed opening is told as in ``_spoken``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from typing import NamedTuple

from ..errors import Wording
from ..schema import Batch, Values
from ._clock import local_instants, no_instants, second_or_none
from ._doubts import UNEXPLAINED, doubts
from ._format import Format, Note
from ._notices import Event, notice_columns, plain, understand
from ._passages import Passage
from ._placeholders import kind_of
from ._source import Head, Source
from ._spoken import DAY, SECOND, Layout, Matches, read_log
from ._wall_clocks import Clocks, printed_clocks

# 2501班工作群 - 微信聊天记录
_TOP = re.compile(r"\A(.*) - 微信聊天记录\n")
# 张磊(班长) (2025-09-01 08:02:00):
_OPENING = re.compile(rf"^(.*?) \(({DAY} {SECOND})\):", re.MULTILINE)
# 「李老师：同学们好」\n- - - - - - - - - - - - - - -\n
_QUOTE = re.compile(r"^「([^\n：]*：(?:(?!\n「)[\s\S])*?)」\n(?:- ){9,}-\n", re.MULTILINE)

_UNTIMED = Note(
    "untimed",
    Wording(
        "{count} 条通知和回复没有时间（回复也没有发送者）：导出工具没有写",
        "{count} notices and replies have no time (replies no sender either): the exporter does not write it",
    ),
)


class _Piece(NamedTuple):
    """One message in a body: the one that the opening is of, or a notice or a reply behind it."""

    place: int
    text: str
    kind: str
    quoted: str = ""
    notice: bool = False
    event: Event | None = None


def recognises(head: Head) -> bool:
    """Return whether the first line is the exporter's title."""
    return _TOP.match(head.text) is not None


def parse(source: Source) -> Iterator[Batch | Note]:
    """Yield the messages in the order of the file."""
    top = _TOP.match(source.head.text)
    chat = top[1] if top else ""
    layout = Layout(_OPENING, _clocks, _name, partial(_batch, source, chat), partial(_above, chat))
    return read_log(source, layout)


def _clocks(openings: Matches) -> Clocks:
    return printed_clocks([opening[2] for opening in openings])


def _name(opening: re.Match[str]) -> str:
    return opening[1]


def _above(chat: str, text: str, line: int) -> Iterator[Batch | Note]:
    """Yield the notices that stand above the first opening."""
    below = _TOP.sub("", text)
    pieces = [piece for piece in _pieces(below, spoken=False) if piece.text or piece.notice]
    first = line + text.count("\n", 0, len(text) - len(below))
    lines = [first + below.count("\n", 0, piece.place) for piece in pieces]
    if pieces:
        yield Batch(
            len(pieces),
            {
                **_columns(pieces, lines, chat),
                "sent_at": no_instants(len(pieces)),
                "time_quality": "none",
                "sender": "",
            },
        )
        yield from _notes(pieces, lines, frozenset())


def _batch(source: Source, chat: str, passage: Passage, clocks: Clocks) -> Iterator[Batch | Note]:
    pieces: list[_Piece] = []
    spoken: list[int] = []  # the rows that the openings are of
    for opening, body in zip(passage.begins, passage.bodies(), strict=True):
        spoken.append(len(pieces))
        pieces += [piece._replace(place=opening.end() + piece.place) for piece in _pieces(body, spoken=True)]
    instants = no_instants(len(pieces))
    instants[spoken] = local_instants(clocks, source.zone)
    senders = [""] * len(pieces)
    for row, opening in zip(spoken, passage.begins, strict=True):
        senders[row] = opening[1]
    lines = passage.lines([piece.place for piece in pieces])
    yield Batch(
        len(pieces),
        {
            **_columns(pieces, lines, chat),
            "sent_at": instants,
            "time_quality": second_or_none(instants),
            "sender": senders,
        },
    )
    yield from _notes(pieces, lines, frozenset(spoken))


def _columns(pieces: Sequence[_Piece], lines: list[int], chat: str) -> dict[str, Values]:
    return {
        "platform": "wechat",
        "chat": chat,
        "line": lines,
        "sender_role": ["system" if piece.notice else "unknown" for piece in pieces],
        "text": [piece.text for piece in pieces],
        "quoted": [piece.quoted for piece in pieces],
        **notice_columns(
            [piece.kind for piece in pieces],
            {row: piece.event for row, piece in enumerate(pieces) if piece.notice},
        ),
    }


def _notes(pieces: Sequence[_Piece], lines: Sequence[int], timed: frozenset[int]) -> Iterator[Note]:
    odd = [row for row, piece in enumerate(pieces) if piece.kind == "unknown"]
    untimed = [row for row in range(len(pieces)) if row not in timed and pieces[row].kind != "unknown"]
    yield from doubts(_UNTIMED, [lines[row] for row in untimed])
    yield from doubts(UNEXPLAINED, [lines[row] for row in odd])


def _pieces(body: str, *, spoken: bool) -> list[_Piece]:
    """Return the messages in a body, in its order; its first one is the opening's, if there is one."""
    if spoken and "\n" not in (line := body.rstrip("\n")):
        return [_Piece(0, line, kind_of(line))]
    marks = sorted([*_quotes(body), *_notices(body, spoken=spoken)], key=lambda mark: mark[0])
    ends = [*(begin for begin, _, _ in marks), len(body)]
    first = body[: ends[0]].strip("\n")
    pieces: list[_Piece] = []
    if spoken and not (marks and marks[0][0] == 0):
        pieces.append(_Piece(0, first, kind_of(first)))
    elif first:
        pieces.append(_Piece(0, first, "unknown"))
    for (_, end, piece), until in zip(marks, ends[1:], strict=True):
        behind = body[end:until].lstrip("\n")
        if not piece.notice:
            pieces.append(piece._replace(text=behind.rstrip("\n")))
            continue
        pieces.append(piece)
        if behind:
            pieces.append(_Piece(until - len(behind), behind.rstrip("\n"), "unknown"))
    return pieces


def _quotes(body: str) -> Iterator[tuple[int, int, _Piece]]:
    """Yield what a reply quotes: where it begins and ends, and the reply without its text."""
    for found in _QUOTE.finditer(body):
        yield found.start(), found.end(), _Piece(found.start(), "", "reply", found[1])


def _notices(body: str, *, spoken: bool) -> Iterator[tuple[int, int, _Piece]]:
    """Yield the lines that are notices; not the line that the opening stands in, nor what is quoted."""
    unquoted = _QUOTE.sub(lambda found: "\n" * len(found[0]), body)
    begin = body.find("\n") + 1 if spoken else 0
    if spoken and not begin:
        return
    for line in unquoted[begin:].split("\n"):
        if line and (event := understand(line)):
            yield begin, begin + len(line), _Piece(begin, plain(line), "text", notice=True, event=event)
        begin += len(line) + 1


FORMAT = Format(
    name="wechat-exporter-txt",
    title=Wording("WechatExporter 导出的文本", "text of WechatExporter"),
    how_to_make=Wording(
        "WechatExporter：打开 iPhone 备份 → 选择群聊 → 导出为文本",
        "WechatExporter: open an iPhone backup → choose the group → text",
    ),
    lacks=(
        Wording("通知的时间，回复的时间和发送者", "times of notices, times and senders of replies"),
        Wording("账号和群号", "accounts, and the group's number"),
        Wording("图片、语音、视频和文件的内容", "contents of pictures, voices, videos and files"),
        Wording(
            "消息之间的界线（正文里手打的消息开头、通知和引用分不出来）",
            "where a message ends: typed openings, notices and quotations look like real ones",
        ),
    ),
    recognises=recognises,
    parse=parse,
)
