"""Text of MemoTrace, versions 2 and 3: blocks under a date, a clock and a name.

A block is a header line, body lines and a blank line. Bodies may hold blank lines and lines that look like
headers. What a version prints in a header's line, and how it marks bodies, is told by a :class:`Dialect`.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from ..schema import Batch
from ._clock import local_instants
from ._doubts import FORGED, STYLE, UNEXPLAINED, doubts
from ._format import Note
from ._headers import PLAIN, Flags, Headers, Positions, bodies, dated_headers, forged
from ._memotrace import EMPTY_NOTICES, RAW_TYPE, Body
from ._notices import notice_columns, plain, understand
from ._source import Source

_LONGEST = 1 << 24  # characters: a message longer than that is cut into pieces, so that memory stays bounded


class Dialect(NamedTuple):
    """What a version of MemoTrace does its own way.

    Attributes
    ----------
    notices : callable
        Names and bodies of headers -> which of them the exporter wrote for a notice, n flags.
    is_name : callable
        Whether the exporter could have written this for a name; what is neither a name nor a notice is body.
    notice : callable
        Name and body of a notice -> its sentence.
    read_bodies : callable
        Bodies of messages -> what they say.
    """

    notices: Callable[[Sequence[str], Sequence[str]], Sequence[bool]]
    is_name: Callable[[str], bool]
    notice: Callable[[str, str], str]
    read_bodies: Callable[[Sequence[str]], list[Body]]


def read_blocks(source: Source, dialect: Dialect) -> Iterator[Batch | Note]:
    """Yield the messages in the order of the file, then the notes in the order of their lines."""
    notes: list[Note] = []
    for part in _parts(source, dialect):
        if isinstance(part, Note):
            notes.append(part)
        else:
            yield part
    yield from sorted(notes, key=lambda note: note.line)


def _parts(source: Source, dialect: Dialect) -> Iterator[Batch | Note]:
    reader = _Reader(source, dialect)
    rest = ""
    for block in source.blocks():
        rest = yield from reader.read(rest + block, last=False)
    yield from reader.read(rest, last=True)


class _Reader:
    """The state that goes from block to block: where we are, and who has spoken so far."""

    def __init__(self, source: Source, dialect: Dialect) -> None:
        self._zone = source.zone
        self._dialect = dialect
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
        speakers = self._speakers(text, found)
        sound = (found.style == PLAIN) & np.array([speaker is not None for speaker in speakers], bool)
        strange = self._strange(found, speakers, sound)
        starts = found.start[sound & ~strange].tolist()
        end = len(text) if last else starts[-2:][0] if starts else 0
        done = found.start < end
        yield from self._noted(FORGED, found.line[strange & done])
        yield from self._noted(STYLE, found.line[~sound & done])
        yield from self._preface(text[: starts[0] if starts else end])
        chosen = sound & ~strange & done
        if chosen.any():
            kept = [speakers[place] or "" for place in np.flatnonzero(chosen).tolist()]
            yield from self._messages(text[:end], found.where(chosen), kept)
        self._line += text.count("\n", 0, end)
        return text[end:]

    def _speakers(self, text: str, found: Headers) -> list[str | None]:
        """Return who speaks under each header, '' = a notice, ``None`` = it is no header."""
        names = found.names(text)
        notices = self._dialect.notices(names, bodies(text, found))
        return [
            "" if notice else name if self._dialect.is_name(name) else None
            for name, notice in zip(names, notices, strict=True)
        ]

    def _strange(self, found: Headers, speakers: Sequence[str | None], sound: Flags) -> Flags:
        strange = np.zeros(len(speakers), bool)
        chosen = np.flatnonzero(sound)
        names = [speakers[place] or "" for place in chosen.tolist()]
        strange[chosen] = forged(found.clock[sound], names, self._latest, self._heard)
        return strange

    def _noted(self, note: Note, lines: Positions) -> Iterator[Note]:
        return doubts(note, (lines + self._line).tolist())

    def _preface(self, text: str) -> Iterator[Batch | Note]:
        """Yield what stands before the first header as one row: nothing is dropped."""
        if body := text.strip("\n"):
            yield from doubts(UNEXPLAINED, [self._line])
            yield Batch(1, {"platform": "wechat", "line": self._line, "text": body, "kind": "unknown"})

    def _messages(self, text: str, headers: Headers, speakers: list[str]) -> Iterator[Batch | Note]:
        raw = bodies(text, headers)
        said = self._dialect.read_bodies(raw)
        texts = [body.text for body in said]
        names = headers.names(text)
        notices = {
            row: plain(self._dialect.notice(names[row], raw[row]))
            for row, speaker in enumerate(speakers)
            if not speaker
        }
        for row, sentence in notices.items():
            texts[row] = sentence
        empty = [row for row, sentence in notices.items() if not sentence]
        yield from self._noted(EMPTY_NOTICES, headers.line[empty])
        unknown = [row for row, body in enumerate(said) if body.kind == "unknown" and row not in notices]
        yield from self._noted(RAW_TYPE, headers.line[unknown])
        self._heard.update(speakers)
        self._latest = headers.clock[-1]
        yield Batch(
            len(names),
            {
                "platform": "wechat",
                "line": headers.line + self._line,
                "sent_at": local_instants(headers.clock, self._zone),
                "time_quality": "second",
                "sender": speakers,
                "sender_role": ["unknown" if speaker else "system" for speaker in speakers],
                "text": texts,
                "quoted": ["" if row in notices else body.quoted for row, body in enumerate(said)],
                **notice_columns(
                    [body.kind for body in said],
                    {row: understand(sentence) for row, sentence in notices.items()},
                ),
            },
        )
