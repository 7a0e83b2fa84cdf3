"""What was read, what could not be, and what was not checked: the beginning of every report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

import numpy as np

from ..errors import Language, MsgscanError, Wording
from ..formats._format import Format, Note
from ..schema import Batch
from .characters import one_line
from .rows import iso

_NAMED = 3  # chats of a file that a line has room for
_DAY = len("2031-05-06")

# Whatever the file: words are all that a program reads.
NOT_CHECKED = Wording(
    "图片、语音、视频和文件的内容没有检查；命中只是线索，是否违规由人判断",
    "pictures, voice, video and the contents of files were not checked; a finding is a lead, people judge it",
)


@dataclass
class FileCoverage:
    """What is known of one file of a scan; filled in while it is read.

    Attributes
    ----------
    path : str
        As people gave it.
    format : Format, optional
        ``None`` when the file could not be read.
    chats : dict of str to int
        Messages by chat, in the order of the file.
    first, last : datetime64[ms], optional
        Earliest and latest message.
    notes : list of Note
        What the file does not tell.
    error : MsgscanError, optional
        Why it could not be read (to its end).
    """

    path: str
    format: Format | None = None
    chats: dict[str, int] = field(default_factory=dict)
    first: np.datetime64 | None = None
    last: np.datetime64 | None = None
    notes: list[Note] = field(default_factory=list)
    error: MsgscanError | None = None

    @property
    def messages(self) -> int:
        """Number of messages read."""
        return sum(self.chats.values())

    def follow(self, parts: Iterable[Batch | Note]) -> Iterator[Batch]:
        """Yield the batches of a stream, keeping account of them and keeping the notes."""
        for part in parts:
            if isinstance(part, Note):
                self.notes.append(part)
                continue
            names, counts = np.unique(np.array(part.texts("chat"), object), return_counts=True)
            for name, count in zip(names.tolist(), counts.tolist(), strict=True):
                self.chats[name] = self.chats.get(name, 0) + count
            times = np.asarray(part.values("sent_at"), "M8[ms]")
            times = times[~np.isnat(times)]
            if len(times):
                self.first = min(times.min(), self.first) if self.first is not None else times.min()
                self.last = max(times.max(), self.last) if self.last is not None else times.max()
            yield part


def told(file: FileCoverage, language: Language, zone: ZoneInfo) -> str:
    """Return one line on a file: what it is, whose messages, how many, from when to when."""
    if file.format is None:
        assert file.error is not None  # noqa: S101 - a file without a format was refused
        return one_line(file.error.describe(language))
    named = [name for name in file.chats if name]
    chats = "、".join(named[:_NAMED]) + ("…" if len(named) > _NAMED else "")
    chat = Wording(chats or "群名不详", chats or "chat not named")
    count = (
        Wording(f"（{len(named)} 个聊天）", f" ({len(named)} chats)") if len(named) > 1 else Wording("", "")
    )
    period = _period(file.first, file.last, zone)
    wording = Wording(
        f"{file.path}：{file.format.title.zh}，{chat.zh}{count.zh}，{file.messages} 条消息{period.zh}",
        f"{file.path}: {file.format.title.en}, {chat.en}{count.en}, {file.messages} messages{period.en}",
    )
    return one_line(wording.in_language(language))


def noted(file: FileCoverage, language: Language) -> list[str]:
    """Return one line a note."""
    lines = [
        note.text().in_language(language) + (_line(note.line).in_language(language) if note.line else "")
        for note in file.notes
    ]
    if file.error is not None and file.format is not None:
        lines.insert(0, file.error.describe(language))
    return [one_line(line) for line in lines]


def _period(first: np.datetime64 | None, last: np.datetime64 | None, zone: ZoneInfo) -> Wording:
    if first is None or last is None:
        return Wording("，没有日期", ", no dates")
    begin, end = ((iso(moment, zone) or "")[:_DAY] for moment in (first, last))
    return Wording(f"，{begin} 至 {end}", f", {begin} to {end}")


def _line(line: int) -> Wording:
    return Wording(f"（首次出现在第 {line} 行）", f" (first at line {line})")


def summary(files: Sequence[FileCoverage]) -> Wording:
    """Return one sentence on all files."""
    read = [file for file in files if file.format is not None]
    failed = len(files) - len(read)
    messages = sum(file.messages for file in read)
    lost = (
        Wording(f"，{failed} 个文件没能读取", f", {failed} files could not be read")
        if failed
        else Wording("", "")
    )
    return Wording(
        f"共读取 {len(read)} 个文件、{messages} 条消息{lost.zh}",
        f"{len(read)} files, {messages} messages read{lost.en}",
    )
