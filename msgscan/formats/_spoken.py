"""Text logs in which every message opens with who and when, and the body goes on until the next opening.

A member can type such an opening too. Where no blank line parts the messages only the clock can tell: an
opening by a stranger, or of a notice, whose clock runs back is text of the message before it, and noted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from ..schema import Batch, Values
from ._clock import local_instants
from ._doubts import FORGED, UNEXPLAINED, doubts
from ._format import Note
from ._headers import Flags, forged
from ._notices import notice_columns
from ._passages import Passage, passages
from ._source import Source
from ._sysmsg import Sentence
from ._wall_clocks import Clocks

Matches = list[re.Match[str]]

# 2025-09-01 · 08:01: no others stand in what an exporter writes, so a line with one was typed
DAY = (
    r"[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"
    r"|02-(?:0[1-9]|[12][0-9]))"
)
MINUTE = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]"
SECOND = rf"{MINUTE}:[0-5][0-9]"


class Layout(NamedTuple):
    """How one tool writes its log.

    Attributes
    ----------
    opening : re.Pattern
        What a message opens with; it spans no more than the lines that the exporter itself writes.
    clocks : callable
        Openings -> their wall clocks, NaT = none.
    name : callable
        An opening -> who speaks, '' = nobody.
    batch : callable
        Whole messages and their wall clocks -> rows and notes.
    top : callable
        What stands above the first message, and its line -> rows and notes.
    """

    opening: re.Pattern[str]
    clocks: Callable[[Matches], Clocks]
    name: Callable[[re.Match[str]], str]
    batch: Callable[[Passage, Clocks], Iterator[Batch | Note]]
    top: Callable[[str, int], Iterator[Batch | Note]]


class _Heard:
    """Who has spoken so far, and when the last message was sent."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._latest = np.datetime64(0, "s")
        self._names: set[str] = set()

    def refuse(self, openings: Matches) -> Flags:
        """Return which openings are text."""
        names = list(map(self._layout.name, openings))
        return forged(self._layout.clocks(openings), names, self._latest, self._names)

    def hear(self, openings: Matches, clocks: Clocks) -> None:
        """Remember messages that have been read."""
        self._names.update(map(self._layout.name, openings))
        self._latest = clocks[-1]


def read_log(source: Source, layout: Layout) -> Iterator[Batch | Note]:
    """Yield the messages of a log in the order of the file."""
    heard = _Heard(layout)
    for passage in passages(source, layout.opening, heard.refuse):
        yield from doubts(FORGED, passage.lines(passage.refused))
        read_top = layout.top if passage.line == 1 else unexplained
        yield from read_top(passage.top(), passage.line)
        if passage.begins:
            clocks = layout.clocks(passage.begins)
            yield from layout.batch(passage, clocks)
            heard.hear(passage.begins, clocks)


def unexplained(text: str, line: int) -> Iterator[Batch | Note]:
    """Yield a text that belongs to no message as a row, with a note; nothing for blank lines."""
    if text := text.strip("\n"):
        yield from doubts(UNEXPLAINED, [line])
        yield Batch(1, {"platform": "wechat", "line": line, "text": text, "kind": "unknown"})


def columns(
    source: Source,
    passage: Passage,
    clocks: Clocks,
    *,
    names: Sequence[str],
    kinds: list[str],
    notices: Mapping[int, Sentence],
    texts: list[str],
) -> dict[str, Values]:
    """Return the columns that all logs have; notices show their sentence and are by nobody.

    Parameters
    ----------
    source, passage
        Where the messages stand.
    clocks : ndarray of datetime64, n
        When they were sent.
    names, kinds, texts : sequence of str, n
        Who, what sort, what; whatever they are for notices.
    notices : mapping of int to Sentence
        The rows that are notices.
    """
    return {
        "platform": "wechat",
        "line": passage.lines([opening.start() for opening in passage.begins]),
        "sent_at": local_instants(clocks, source.zone),
        "time_quality": np.where(np.isnat(clocks), "none", "second").tolist(),
        "sender": ["" if row in notices else name for row, name in enumerate(names)],
        "sender_role": ["system" if row in notices else "unknown" for row in range(len(names))],
        "text": [notices[row].text if row in notices else text for row, text in enumerate(texts)],
        **notice_columns(kinds, {row: notice.event for row, notice in notices.items()}),
    }
