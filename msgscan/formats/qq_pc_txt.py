"""QQ for PC (up to 9.7) and TIM: text written by the message manager, 消息管理器 → 导出消息记录 → 文本文件.

Layout, learnt from public readers of such files and from samples::

    消息记录（此消息记录为文本格式，不支持重新导入）
    <blank>
    ================================================================
    消息分组:我的QQ群
    ================================================================
    消息对象:教务工作群
    ================================================================
    <blank>
    2019-05-01 9:03:05 【群主】教务-王小明(4200000001)
    body, which may hold blank lines and lines that look like headers
    <blank>

The three lines between the rules come again for each chat of 全部消息记录.txt, which also repeats every chat
under 最近联系人. Hours are not padded; under a 12-hour locale AM or PM stands behind the clock, or 上午 or
下午 before it. Groups print accounts behind names, private chats and discussions do not.

Forged headers: a header follows a blank line, in the style of the file's first header, with an account where
the chat has accounts. What looks like one but breaks a rule is body; one by a stranger whose clock runs back
is body too, and noted.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ..errors import Wording
from ..schema import Batch, Values
from ._clock import local_instants
from ._format import Format, Note
from ._headers import PLAIN, Flags, Headers, Positions, bodies, dated_headers, dips
from ._notices import notice_columns, understand
from ._placeholders import OPENERS, kind_of
from ._qq_senders import LACKS, Sender, read_sender
from ._source import Head, Source

_SIGNATURE = "消息记录（此消息记录为文本格式，不支持重新导入）"
_RULE = "=" * 64
# ====…\n消息分组:我的QQ群\n====…\n消息对象:教务工作群\n====…\n
_SECTION = re.compile(rf"^{_RULE}\n消息分组:(.*)\n{_RULE}\n消息对象:(.*)\n{_RULE}\n", re.MULTILINE)
_SECTION_LINES = 5
_RECENT = "最近联系人"
_OPENERS = [ord(opener) for opener in OPENERS]
_LONGEST = 1 << 24  # characters: a message longer than that is cut into pieces, so that memory stays bounded

_FORGED = Note(
    "forged-header",
    Wording(
        "{count} 处正文像新消息的开头，但时间倒退、发送者从未出现过：按正文处理，请人工核对",
        "{count} lines look like the start of a message, but their clock runs back and nobody else has that "
        "name: kept as text, please check",
    ),
)
_STYLE = Note(
    "header-like-text",
    Wording(
        "{count} 处空行后的正文像消息开头，但写法与本文件不同（没有账号或时间格式不同）：按正文处理",
        "{count} lines after a blank look like the start of a message, but not in this file's style: "
        "kept as text",
    ),
)
_PREFACE = Note(
    "unexplained",
    Wording(
        "{count} 段文字不属于任何消息：保留为“未知”类型，照样检查",
        "{count} passages belong to no message: kept as kind 'unknown', and scanned",
    ),
)
_REPEATED = Note(
    "recent-contacts",
    Wording(
        "“最近联系人”下的 {count} 个聊天在文件别处已有，不重复读取",
        "{count} chats under 最近联系人 stand elsewhere in the file too and are read once",
    ),
)


@dataclass
class _Chat:
    """What is known of the chat that is being read.

    Its first header sets the style of clocks, its first member whether there are accounts.
    """

    name: str
    skipped: bool = False
    accounts: bool | None = None
    style: int | None = None
    latest: np.datetime64 = field(default_factory=lambda: np.datetime64(0, "s"))


def recognises(head: Head) -> bool:
    """Return whether the file begins as the message manager writes it."""
    return head.text.startswith(_SIGNATURE) or _SECTION.match(head.text.lstrip("\n")) is not None


def parse(source: Source) -> Iterator[Batch | Note]:
    """Yield the messages of all chats in the order of the file."""
    reader = _Reader(source)
    rest = ""
    for block in source.blocks():
        rest = yield from reader.read(rest + block, last=False)
    yield from reader.read(rest, last=True)


class _Reader:
    """The state that goes from block to block: where we are, and who has spoken so far."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._chat = _Chat("")
        self._line = 1  # of the first character that has not been read
        self._senders = _Senders()
        self._heard: set[str] = set()  # writings that headed a message

    def read(self, text: str, *, last: bool) -> Generator[Batch | Note, None, str]:
        """Read all but what the next block may continue; return that rest."""
        begin = 0
        for section in _SECTION.finditer(text) if "\n消息分组:" in text else ():
            yield from self._passage(text[begin : section.start()], last=True)
            yield from self._enter(section[1].strip(), section[2].strip())
            begin = section.end()
        return (yield from self._passage(text[begin:], last=last or len(text) > _LONGEST))

    def _enter(self, group: str, name: str) -> Iterator[Note]:
        self._chat = _Chat(name, skipped=group == _RECENT and name in self._elsewhere)
        if self._chat.skipped:
            yield replace(_REPEATED, line=self._line)
        self._line += _SECTION_LINES

    @cached_property
    def _elsewhere(self) -> frozenset[str]:
        """The names of the chats that do not stand under 最近联系人."""
        found: set[str] = set()
        rest = ""
        for block in replace(self._source).blocks():  # a second reading, which counts nothing twice
            text = rest + block
            found.update(name.strip() for group, name in _SECTION.findall(text) if group.strip() != _RECENT)
            rest = "".join(text.splitlines(keepends=True)[-_SECTION_LINES:])
        return frozenset(found)

    def _passage(self, text: str, *, last: bool) -> Generator[Batch | Note, None, str]:
        """Read the records of a passage of one chat; return the record that may go on in the next block."""
        found = dated_headers(text)
        names = found.names(text)
        senders = self._senders.numbers(names)
        sound, forged = self._sift(found, names, senders)
        starts = found.start[sound].tolist()
        # The last header may prove forged when the next is seen, and then goes on the message before it.
        end = len(text) if last else starts[-2:][0] if starts else 0
        done = found.start < end
        if not self._chat.skipped:
            yield from self._noted(_FORGED, found.line[forged & done])
            yield from self._noted(_STYLE, found.line[~sound & ~forged & done])
            yield from self._preface(text[: starts[0] if starts else end])
            chosen = sound & done
            if chosen.any():
                yield self._batch(text[:end], found.where(chosen), senders[chosen])
        self._line += text.count("\n", 0, end)
        return text[end:]

    def _sift(self, found: Headers, names: list[str], senders: Positions) -> tuple[Flags, Flags]:
        """Return which candidates are headers, and which are not because a stranger's clock runs back."""
        accounts = self._senders.column("account")[senders].astype(bool)
        notices = self._senders.column("role")[senders] == "system"
        if self._chat.style is None and names:
            self._chat.style = int(found.style[0])
        if self._chat.accounts is None and not notices.all():
            self._chat.accounts = bool(accounts[~notices][0])
        sound = found.style == (self._chat.style or PLAIN)
        if self._chat.accounts:
            sound &= accounts | notices
        forged = np.zeros(len(names), bool)
        candidates = np.flatnonzero(sound)
        for i in candidates[dips(found.clock[sound], self._chat.latest)].tolist():
            forged[i] = names[i] not in self._heard and names.count(names[i]) == 1
        return sound & ~forged, forged

    def _noted(self, note: Note, lines: Positions) -> Iterator[Note]:
        if len(lines):
            yield replace(note, line=self._line + int(lines[0]), count=len(lines))

    def _preface(self, text: str) -> Iterator[Batch | Note]:
        """Yield what stands before the first header as one row: nothing is dropped."""
        body = text.removeprefix(_SIGNATURE).strip("\n")
        if body:
            yield replace(_PREFACE, line=self._line)
            common: dict[str, Values] = {"chat": self._chat.name, "platform": "qq", "line": self._line}
            yield Batch(1, {**common, "text": body, "kind": "unknown"})

    def _batch(self, text: str, headers: Headers, senders: Positions) -> Batch:
        said = bodies(text, headers)
        kinds = ["text"] * len(said)
        for row in np.flatnonzero(np.isin(headers.opening, _OPENERS)).tolist():
            kinds[row] = kind_of(said[row])
        role = self._senders.column("role")[senders]
        notices = np.flatnonzero(role == "system").tolist()
        columns = notice_columns(kinds, {row: understand(said[row]) for row in notices})
        self._heard.update(self._senders.column("writing")[np.unique(senders)].tolist())
        self._chat.latest = headers.clock[-1]
        return Batch(
            len(said),
            {
                "platform": "qq",
                "chat": self._chat.name,
                "line": headers.line + self._line,
                "sent_at": local_instants(headers.clock, self._source.zone),
                "time_quality": "second",
                "sender": self._senders.column("name")[senders].tolist(),
                "sender_id": self._senders.column("account")[senders].tolist(),
                "sender_role": role.tolist(),
                "text": said,
                **columns,
            },
        )


class _Senders:
    """Who stands behind clocks: each distinct writing is read once, and has a number from then on."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._columns: dict[str, list[str | None]] = {"writing": [], **{key: [] for key in Sender._fields}}

    def numbers(self, writings: list[str]) -> Positions:
        """Return the number of each writing."""
        for writing in set(writings).difference(self._numbers):
            self._numbers[writing] = len(self._numbers)
            for column, value in zip(self._columns.values(), (writing, *read_sender(writing)), strict=True):
                column.append(value)
        return np.fromiter(map(self._numbers.__getitem__, writings), np.int64, len(writings))

    def column(self, key: str) -> NDArray[np.object_]:
        """Return the names, accounts, roles or writings by number."""
        return np.array(self._columns[key], object)


FORMAT = Format(
    name="qq-pc-txt",
    title=Wording("QQ 电脑版消息管理器导出的文本", "text exported by the message manager of QQ for PC"),
    how_to_make=Wording(
        "QQ（9.7 及以前）或 TIM：消息管理器 → 右键群 → 导出消息记录 → 类型选“文本文件(*.txt)”",
        "QQ up to 9.7 or TIM: message manager → export → text file",
    ),
    lacks=LACKS,
    recognises=recognises,
    parse=parse,
)
