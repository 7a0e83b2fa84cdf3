r"""WeChat: Markdown written by MemoTrace 3 (留痕 3.x; zprolab/WeChatMsg ``exporter_markdown.py``).

Layout, learnt from the exporter's source and its code, run on invented messages::

    ## 2025
    <blank>
    ### 2025-09
    <blank>
    #### 2025-09-01
    <blank>
    > 2025-09-01 08:00:05 "张磊"邀请"王五"加入了群聊
    <blank>
    **08:01:00 辅导员\-李敏**: body, in which \ ` * _ { } [ ] ( ) # + - . ! | have a backslash before them
    <blank>
    **08:12:00 张磊**: a reply, not escaped
    > the quoted message
    <blank>

A message has the date of the heading above it. A notice that the exporter could not read is empty. In names
blanks and punctuation are replaced by ``_``. Texts are escaped, so nobody can type an opening in one; replies
are not, and there a stranger's opening whose clock runs back is body, and noted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..errors import Wording
from ..schema import Batch
from ._doubts import doubts
from ._format import Format, Note
from ._memotrace import EMPTY_NOTICES, LACKS_3, Body
from ._passages import Passage
from ._placeholders import kind_of
from ._source import Head, Source
from ._spoken import DAY, SECOND, Layout, Matches, columns, read_log, unexplained
from ._sysmsg import read_notice
from ._wall_clocks import Clocks, printed_clocks

# ## 2025\n\n### 2025-09\n\n#### 2025-09-01\n
_TOP = re.compile(rf"\A\n*## [0-9]{{4}}年?\n\n### [0-9]{{4}}-[0-9]{{2}}\n\n#### {DAY}\n")
# #### 2025-09-01 · > 2025-09-01 08:00:05 · **08:01:00 辅导员\-李敏**:
_OPENING = re.compile(
    rf"(?:\A|(?<=\n\n))(?:(?:## [0-9]{{4}}年?\n\n)?(?:### [0-9]{{4}}-[0-9]{{2}}\n\n)?#### ({DAY})\n"
    rf"|> ({DAY} {SECOND}) ?|\*\*({SECOND}) ((?:[^*\n\\]|\\.)*)\*\*: ?)"
)
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|])")
# ![图片](./image/2025-09/1) · [语音] 我五点到 · [表情包][开心] · [视频] · [文件]
_MEDIUM = re.compile(r"!\[(图片)\]\(.*\)|\[(语音|视频|文件)\] ?(.*)|\[(表情包)\]\[(.*)\]", re.DOTALL)
# [关于放假的通知](https://example.edu/notice?id=1) · a song's singer may stand before, the app behind
_LINK = re.compile(r"((?:[^\[\]\n]* )?)\[((?:[^\[\]\\]|\\.)*)\]\(([^()\s]*)\)([^\[\]\n]*)")


def recognises(head: Head) -> bool:
    """Return whether the file begins with headings of a year, a month and a day."""
    return _TOP.match(head.text) is not None


def parse(source: Source) -> Iterator[Batch | Note]:
    """Yield the messages in the order of the file."""
    reader = _Reader(source)
    return read_log(source, Layout(_OPENING, reader.clocks, _name, reader.read, unexplained))


class _Reader:
    """The state that goes from passage to passage: the day of the last heading."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._day = ""

    def clocks(self, openings: Matches) -> Clocks:
        """Return the wall clocks of openings; a heading has its midnight."""
        day, printed = self._day, list[str]()
        for opening in openings:
            day = opening[1] or day
            printed.append(opening[2] or (f"{day} {opening[3]}" if opening[3] and day else day))
        return printed_clocks(printed)

    def read(self, passage: Passage, clocks: Clocks) -> Iterator[Batch | Note]:
        """Yield the messages of a passage; headings are none."""
        bodies = passage.bodies()
        rows: list[int] = []
        for row, opening in enumerate(passage.begins):
            if opening[1]:
                self._day = opening[1]
                yield from unexplained(bodies[row], *passage.lines([opening.start()]))
            else:
                rows.append(row)
        if rows:
            messages = passage._replace(begins=[passage.begins[row] for row in rows])
            yield from self._messages(messages, [bodies[row] for row in rows], clocks[rows])

    def _messages(self, passage: Passage, bodies: list[str], clocks: Clocks) -> Iterator[Batch | Note]:
        said = [_body(body.strip("\n")) for body in bodies]
        notices = {row: read_notice(bodies[row]) for row, opening in enumerate(passage.begins) if opening[2]}
        shared = columns(
            self._source,
            passage,
            clocks,
            names=[_name(opening) for opening in passage.begins],
            kinds=[body.kind for body in said],
            notices=notices,
            texts=[body.text for body in said],
        )
        quoted = ["" if row in notices else body.quoted for row, body in enumerate(said)]
        yield Batch(len(said), {**shared, "quoted": quoted})
        empty = [passage.begins[row].start() for row, notice in notices.items() if not notice.text]
        yield from doubts(EMPTY_NOTICES, passage.lines(empty))


def _name(opening: re.Match[str]) -> str:
    return _unescaped(opening[4] or "")


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(r"\1", text) if "\\" in text else text


def _body(body: str) -> Body:
    """Return what a body says. What the exporter writes itself is not escaped, unlike what people type."""
    if body.startswith(("!", "[")) and (found := _MEDIUM.fullmatch(body)):
        word = found[1] or found[2] or found[4]
        said = (found[3] or found[5] or "").strip()
        return Body(kind_of(f"[{word}]"), f"[{word}]{said}", "")
    if "](" in body and (found := _LINK.fullmatch(body)):
        before, title, address, behind = found.groups()
        return Body("link", f"{before}{_unescaped(title)}\n{address}{behind}".strip(), "")
    text, mark, quoted = body.partition(" \n> ")
    if mark:
        return Body("reply", _unescaped(text), _unescaped(quoted))
    kind = kind_of(body.lstrip("\n"))
    return Body(kind, _unescaped(body), "")


FORMAT = Format(
    name="wechat-memotrace3-md",
    title=Wording("留痕 MemoTrace 3 导出的 Markdown", "Markdown exported by MemoTrace 3"),
    how_to_make=Wording(
        "留痕 MemoTrace 3.x：选择群聊 → 导出 → Markdown",
        "MemoTrace 3.x: choose the group → export → Markdown",
    ),
    lacks=(
        *LACKS_3,
        Wording(
            "红包、群公告、音乐和笔记（整条不导出），文件名",
            "red packets, announcements, music and notes: they are not exported at all; names of files",
        ),
        Wording("引用了谁", "whom a reply quotes"),
    ),
    recognises=recognises,
    parse=parse,
)
