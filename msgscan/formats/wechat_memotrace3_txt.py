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

from collections.abc import Generator, Iterator
from dataclasses import replace

import numpy as np

from ..errors import Wording
from ..schema import Batch
from ._clock import local_instants
from ._doubts import FORGED, STYLE, UNEXPLAINED
from ._format import Format, Note
from ._headers import PLAIN, Flags, Headers, Positions, bodies, dated_headers, forged
from ._memotrace import EMPTY_NOTICES, LACKS_3, RAW_TYPE, is_name, is_version_3, read_bodies
from ._notices import notice_columns, plain, understand
from ._source import Source

_LONGEST = 1 << 24  # characters: a message longer than that is cut into pieces, so that memory stays bounded


def parse(source: Source) -> Iterator[Batch | Note]:
    """Yield the messages in the order of the file, then the notes in the order of their lines."""
    notes: list[Note] = []
    for part in _parts(source):
        if isinstance(part, Note):
            notes.append(part)
        else:
            yield part
    yield from sorted(notes, key=lambda note: note.line)


def _parts(source: Source) -> Iterator[Batch | Note]:
    reader = _Reader(source)
    rest = ""
    for block in source.blocks():
        rest = yield from reader.read(rest + block, last=False)
    yield from reader.read(rest, last=True)


class _Reader:
    """The state that goes from block to block: where we are, and who has spoken so far."""

    def __init__(self, source: Source) -> None:
        self._zone = source.zone
        self._line = 1  # of the first character that has not been read
        self._latest = np.datetime64(0, "s")
        self._heard: set[str] = set()

    def read(self, text: str, *, last: bool) -> Generator[Batch | Note, None, str]:
        """Read all but what the next block may continue or decide; return that rest.

        Whether the last header was typed by a member shows at the next one, and until then the message before
        it may go on.
        """
        last = last or len(text) > _LONGEST
        found = dated_headers(text)
        names = found.names(text)
        sound = (found.style == PLAIN) & np.array([is_name(name) for name in names], bool)
        strange = self._strange(found, names, sound)
        starts = found.start[sound & ~strange].tolist()
        end = len(text) if last else starts[-2:][0] if starts else 0
        done = found.start < end
        yield from self._noted(FORGED, found.line[strange & done])
        yield from self._noted(STYLE, found.line[~sound & done])
        yield from self._preface(text[: starts[0] if starts else end])
        chosen = sound & ~strange & done
        if chosen.any():
            yield from self._messages(text[:end], found.where(chosen))
        self._line += text.count("\n", 0, end)
        return text[end:]

    def _strange(self, found: Headers, names: list[str], sound: Flags) -> Flags:
        strange = np.zeros(len(names), bool)
        chosen = np.flatnonzero(sound)
        speakers = [names[place] for place in chosen]
        strange[chosen] = forged(found.clock[sound], speakers, self._latest, self._heard)
        return strange

    def _noted(self, note: Note, lines: Positions) -> Iterator[Note]:
        if len(lines):
            yield replace(note, line=self._line + int(lines[0]), count=len(lines))

    def _preface(self, text: str) -> Iterator[Batch | Note]:
        """Yield what stands before the first header as one row: nothing is dropped."""
        if body := text.strip("\n"):
            yield replace(UNEXPLAINED, line=self._line)
            yield Batch(1, {"platform": "wechat", "line": self._line, "text": body, "kind": "unknown"})

    def _messages(self, text: str, headers: Headers) -> Iterator[Batch | Note]:
        names = headers.names(text)
        raw = bodies(text, headers)
        said = read_bodies(raw)
        texts = [body.text for body in said]
        notices = {row: plain(raw[row]) for row, name in enumerate(names) if not name}
        for row, sentence in notices.items():
            texts[row] = sentence
        empty = [row for row, sentence in notices.items() if not sentence]
        yield from self._noted(EMPTY_NOTICES, headers.line[empty])
        unknown = [row for row, body in enumerate(said) if body.kind == "unknown" and row not in notices]
        yield from self._noted(RAW_TYPE, headers.line[unknown])
        self._heard.update(names)
        self._latest = headers.clock[-1]
        yield Batch(
            len(names),
            {
                "platform": "wechat",
                "line": headers.line + self._line,
                "sent_at": local_instants(headers.clock, self._zone),
                "time_quality": "second",
                "sender": names,
                "sender_role": ["unknown" if name else "system" for name in names],
                "text": texts,
                "quoted": ["" if row in notices else body.quoted for row, body in enumerate(said)],
                **notice_columns(
                    [body.kind for body in said],
                    {row: understand(sentence) for row, sentence in notices.items()},
                ),
            },
        )


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
