"""What a format is: the contract between a reader of one layout and the rest of the house.

How to write one (a file, a fixture, nothing else):

1. ``msgscan/formats/<name>.py``, the name with ``_`` for ``-``. Docstring: the layout, the tool that writes
   it, where its grammar was learnt. Every regex under a sample line that it matches.
2. ``recognises(head)`` says yes or no by structure. Two formats that say yes to one file are a bug.
3. ``parse(source)`` yields :class:`~msgscan.schema.Batch` (some hundred rows) and :class:`Note`, in the
   order of the file. A line that it can't explain becomes a row of kind ``unknown`` and a note; nothing is
   dropped in silence.
4. ``FORMAT = Format(...)``. The registry finds it.
5. ``fixtures/<name>/<case>.<ext>``; run ``pytest --update-expected`` and read what it writes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ..errors import Wording
from ..schema import Batch
from ._source import Head, Source


@dataclass(frozen=True, slots=True)
class Note:
    """One thing lost or doubtful in a file.

    Parameters
    ----------
    code : str
        Notes with one code are one note to people: their counts are added, the first line is kept.
    wording : Wording
        The sentence; ``{count}`` in it is replaced by the count.
    line : int, default 0
        Where it was first seen, from 1; 0 = the file as a whole.
    count : int, default 1
        How many rows, lines or bytes it is about.
    """

    code: str
    wording: Wording
    line: int = 0
    count: int = 1

    def text(self) -> Wording:
        """Return the sentence with its count."""
        count = str(self.count)
        return Wording(self.wording.zh.replace("{count}", count), self.wording.en.replace("{count}", count))


@dataclass(frozen=True, slots=True)
class Format:
    """One export layout by one tool.

    Parameters
    ----------
    name : str
        Spelt alike as format, file and fixture folder: ``qq-pc-txt``.
    title : Wording
        What people call it.
    how_to_make : Wording
        How a person gets such a file.
    lacks : tuple of Wording
        What this layout never holds, whatever the file: told to the reader of every report.
    recognises : callable
        ``Head -> bool``; never raises.
    parse : callable
        ``Source -> Iterator[Batch | Note]``.
    """

    name: str
    title: Wording
    how_to_make: Wording
    lacks: tuple[Wording, ...]
    recognises: Callable[[Head], bool]
    parse: Callable[[Source], Iterator[Batch | Note]]
