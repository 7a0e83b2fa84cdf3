"""The messages of an export as columns of numbers: what rules that look beyond one message need of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import count
from typing import Final, NamedTuple

import numpy as np

from .pool import Ints

NO_TIME: Final = np.iinfo(np.int64).min
NOBODY: Final = 0  # the number of the sender who is not known


class Said(NamedTuple):
    """The messages of a piece as columns.

    Attributes
    ----------
    first : int
        Row of the first of them, from the beginning of the export.
    texts, chats, senders : sequence of str, n
        What was said, where (something that tells chats apart), by whom ('' = not known).
    sent_at : datetime64[ms], n
    """

    first: int
    texts: Sequence[str]
    chats: Sequence[str]
    senders: Sequence[str]
    sent_at: np.ndarray[tuple[int], np.dtype[np.datetime64]]


class Coded(NamedTuple):
    """The messages of a piece, with numbers for names: parallel arrays of int64, one entry a message.

    Attributes
    ----------
    said : Said
    moment : int64
        Milliseconds since 1970; NO_TIME where it is not known.
    chat, sender : int64
        Equal names have equal numbers in all pieces of an export; NOBODY is not known.
    length : int64
        Characters of the text.
    """

    said: Said
    moment: Ints
    chat: Ints
    sender: Ints
    length: Ints


class Coder:
    """Gives the names of an export their numbers.

    Examples
    --------
    >>> said = Said(0, ["早", "早"], ["群", "群"], ["", "甲"], np.array(["2025-01-01", "NaT"], "M8[ms]"))
    >>> coded = Coder().coded(said)
    >>> coded.sender.tolist(), coded.moment.tolist() == [1735689600000, NO_TIME]
    ([0, 1], True)
    """

    def __init__(self) -> None:
        # A name that is new gets the next number, without a line of Python for each.
        self._chats: defaultdict[str, int] = defaultdict(count().__next__)
        self._senders: defaultdict[str, int] = defaultdict(count(NOBODY + 1).__next__, {"": NOBODY})

    def coded(self, said: Said) -> Coded:
        """Return the messages with numbers for names."""
        return Coded(
            said,
            moment=np.asarray(said.sent_at, "M8[ms]").astype(np.int64),
            chat=_coded(self._chats, said.chats),
            sender=_coded(self._senders, said.senders),
            length=np.fromiter(map(len, said.texts), np.int64, len(said.texts)),
        )


def _coded(codes: Mapping[str, int], names: Sequence[str]) -> Ints:
    return np.fromiter(map(codes.__getitem__, names), np.int64, len(names))
