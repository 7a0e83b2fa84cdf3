"""QQ for PC (up to 9.7) and TIM: web archive (MHT) written by the message manager.

Layout, learnt from public readers of such files and from samples::

    From: <Save by Tencent MsgMgr>
    Subject: Tencent IM Message
    …  boundary="----=_NextPart_A240C18D_…"
    <blank>
    ------=_NextPart_A240C18D_…
    Content-Type: text/html
    <blank>
    <html …><table …>        one table, the whole page in one line:
      <tr><td>…消息对象:教务工作群…
      <tr><td style=…>日期: 2019-05-01</td></tr>
      <tr><td><div …><div …>名(账号)</div>8:43:38</div><div …><font …>…</font></div></td></tr>
    ------=_NextPart_A240C18D_…
    Content-Type:image/jpeg   pictures in base64: most of the file, never read

The header is no valid MIME (a semicolon is missing), so MIME parsers lose the rest of it. Attributes stand
without quotes; clocks follow the machine's locale; a sender ``&nbsp;`` is nobody. Words of members are
escaped, so nobody can forge a row.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from ..errors import Damaged, Place, Wording
from ..schema import Batch, Values
from ._clock import local_instants
from ._doubts import NO_TIME, UNEXPLAINED, doubts
from ._format import Format, Note
from ._notices import notice_columns, understand
from ._placeholders import kind_of
from ._qq_clocks import read_clocks
from ._qq_senders import LACKS, Sender, read_sender
from ._source import Head, Source

_SIGNATURE = "From: <Save by Tencent MsgMgr>"
# What separates the parts: boundary="----=_NextPart_A240C18D_603F_466a_8338.0D1C1796EFC3"
_BOUNDARY = re.compile(r'boundary="([^"\n]+)"', re.IGNORECASE)
_ROW = re.compile(r"<tr\b[^>]*>(.*?)</tr>", re.IGNORECASE | re.DOTALL)
_ROW_END = re.compile(r"</tr>", re.IGNORECASE)
# <div style=…><div style=…>教务-王小明(4200000001)</div>9:03:05 PM</div><div style=…>各位老师好</div></td>
_MESSAGE = re.compile(
    r"\s*<td[^>]*>\s*<div[^>]*>\s*<div[^>]*>(.*?)</div>\s*([^<]*?)\s*</div>\s*<div[^>]*>(.*)</div>\s*</td>\s*",
    re.IGNORECASE | re.DOTALL,
)
# 日期: 2020-02-11 · 消息对象:教务工作群 · 消息分组:我的QQ群 · 消息记录
_DATE = re.compile(r"日期[:：]\s*(\S+)")
_CHAT = re.compile(r"消息对象[:：](.*)", re.DOTALL)
_HEADING = re.compile(r"消息分组[:：].*|消息记录", re.DOTALL)
_BREAK = re.compile(r"<br\b[^>]*>", re.IGNORECASE)
_PICTURE = re.compile(r"<img\b[^>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")
_PICTURE_WORD = "[图片]"
_BEFORE_END = len("</tr") + 1
_NOBODY = Sender("", None, "unknown")
_LONGEST = 1 << 24  # characters of a row: longer ones are cut into pieces, so that memory stays bounded

_CUT = Note(
    "cut",
    Wording(
        "文件在表格中间断了：可能复制时被截断，最后的消息不完整",
        "the file breaks off within the table: the last message is not whole",
    ),
)


class _Told(NamedTuple):
    """One message of the table."""

    number: int
    chat: str
    clock: str
    sender: Sender
    text: str


def recognises(head: Head) -> bool:
    """Return whether the file begins as the message manager writes archives."""
    return head.text.startswith(_SIGNATURE)


def parse(source: Source) -> Iterator[Batch | Note]:
    """Yield the messages in the order of the file; nothing behind the page is read."""
    reader = _Reader(source)
    rest = ""
    for piece in _page(source):
        text = rest + piece
        ends = [end.end() for end in _ROW_END.finditer(text, max(len(rest) - _BEFORE_END, 0))]
        cut = len(text) if len(text) > _LONGEST else ends[-1] if ends else 0
        yield from reader.read(text[:cut])
        rest = text[cut:]
    yield from reader.close(rest)


def _page(source: Source) -> Iterator[str]:
    """Yield the page: what stands between the first and the second boundary.

    Raises
    ------
    Damaged
        The file names no boundary.
    """
    found = _BOUNDARY.search(source.head.text)
    if found is None:
        wording = Wording(
            "MHT 文件头不完整：请重新导出", "the head of the MHT file is not whole: export it again"
        )
        raise Damaged(wording, Place(source.name or str(source.path)))
    boundary = f"--{found[1]}"
    inside, text = False, ""
    for piece in source.pieces():
        text += piece
        if not inside:
            _, mark, rest = text.partition(boundary)
            inside, text = bool(mark), rest if mark else text
        page, mark, _ = text.partition(boundary)
        if inside and mark:
            yield page
            return
        if inside:
            yield text[: -len(boundary)]
            text = text[-len(boundary) :]
    if inside:
        yield text


class _Reader:
    """What goes from row to row: the chat, the day, and how many rows there were."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._chat = ""
        self._day = ""
        self._rows = 0
        self._begun = False  # before the first row of the table stand title and styles

    def read(self, page: str) -> Iterator[Batch | Note]:
        """Yield the messages of some whole rows of the table, and passages that are none."""
        told: list[_Told] = []
        end = 0
        for row in _ROW.finditer(page):
            if self._begun:
                told += self._other(page[end : row.start()])
            self._begun, end = True, row.end()
            message = _MESSAGE.fullmatch(row[1])
            told += [self._message(message)] if message else self._other(row[1])
        if self._begun:
            told += self._other(page[end:])
        if told:
            yield from self._batch(told)

    def close(self, rest: str) -> Iterator[Batch | Note]:
        """Yield what stands behind the last whole row."""
        if "<tr" in rest.lower():
            yield _CUT
        told = self._other(rest) if self._begun else []
        if told:
            yield from self._batch(told)

    def _message(self, found: re.Match[str]) -> _Told:
        self._rows += 1
        sender = read_sender(_text(found[1]).strip())
        if not sender.name and not sender.account:
            sender = Sender("", None, "system")
        return _Told(self._rows, self._chat, f"{self._day} {found[2]}", sender, _text(found[3]).strip())

    def _other(self, written: str) -> list[_Told]:
        """Take a row that is no message: a day, the chat, or a passage that nobody can explain."""
        text = _text(written).strip()
        if found := _DATE.fullmatch(text):
            self._day = found[1]
        elif found := _CHAT.fullmatch(text):
            self._chat = found[1].strip()
        elif text and not _HEADING.fullmatch(text):
            self._rows += 1
            return [_Told(self._rows, self._chat, "", _NOBODY, text)]
        return []

    def _batch(self, told: list[_Told]) -> Iterator[Batch | Note]:
        lines = [each.number for each in told]
        clocks = read_clocks([each.clock for each in told])
        strange = [row for row, each in enumerate(told) if each.sender is _NOBODY]
        notices = [row for row, each in enumerate(told) if each.sender.role == "system"]
        kinds = [_kind(each.text) for each in told]
        for row in strange:
            kinds[row] = "unknown"
        timeless = [line for line, clock, each in zip(lines, clocks, told, strict=True)
                    if np.isnat(clock) and each.sender is not _NOBODY]  # fmt: skip
        yield from doubts(UNEXPLAINED, [lines[row] for row in strange])
        yield from doubts(NO_TIME, timeless)
        columns: dict[str, Values] = {
            "platform": "qq",
            "chat": [each.chat for each in told],
            "line": lines,
            "sent_at": local_instants(clocks, self._source.zone),
            "time_quality": np.where(np.isnat(clocks), "none", "second").tolist(),
            "sender": [each.sender.name for each in told],
            "sender_id": [each.sender.account for each in told],
            "sender_role": [each.sender.role for each in told],
            "text": [each.text for each in told],
        }
        yield Batch(
            len(told),
            {**columns, **notice_columns(kinds, {row: understand(told[row].text) for row in notices})},
        )


def _text(written: str) -> str:
    """Return what a piece of the page shows; the client writes ``&get;`` behind mail addresses."""
    text = _PICTURE.sub(_PICTURE_WORD, _BREAK.sub("\n", written))
    return html.unescape(_TAG.sub("", text).replace("&get;", "&gt;")).replace("\xa0", " ")


def _kind(text: str) -> str:
    pictures = _PICTURE_WORD in text and not text.replace(_PICTURE_WORD, "").strip()
    return "image" if pictures else kind_of(text)


FORMAT = Format(
    name="qq-pc-mht",
    title=Wording("QQ 电脑版消息管理器导出的网页存档（MHT）", "web archive (MHT) exported by QQ for PC"),
    how_to_make=Wording(
        "QQ（9.7 及以前）或 TIM：消息管理器 → 右键群 → 导出消息记录 → 类型选“网页存档(*.mht)”",
        "QQ up to 9.7 or TIM: message manager → export → web archive",
    ),
    lacks=LACKS,
    recognises=recognises,
    parse=parse,
)
