"""Equal messages are judged once: in groups a good part of what is said is 收到, 好的 and [图片].

What a rule makes of a message depends on its text, its kind and its sender's role and standing, so of equal
ones the first is judged, and what comes of it holds of all.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import numpy as np

from .pool import Ints, ragged


class Repeats:
    """Which messages of a piece are equal.

    Parameters
    ----------
    keys : sequence of hashable, n
        Equal for messages that are judged alike.

    Attributes
    ----------
    first : int64, m
        The first of each kind, in their order.

    Examples
    --------
    >>> repeats = Repeats(["收到", "早", "收到"])
    >>> repeats.first.tolist(), [column.tolist() for column in repeats.spread(np.array([0, 1]))]
    ([0, 1], [[0, 2, 1], [0, 0, 1]])
    """

    def __init__(self, keys: Sequence[Hashable]) -> None:
        numbers: dict[Hashable, int] = {}
        number = np.fromiter((numbers.setdefault(key, len(numbers)) for key in keys), np.int64, len(keys))
        self._count = np.bincount(number, minlength=len(numbers))
        self._messages = np.argsort(number, kind="stable")
        self._begin = np.cumsum(self._count) - self._count
        self.first = self._messages[self._begin]

    def spread(self, judged: Ints) -> tuple[Ints, Ints]:
        """Return all messages that are equal to judged ones (indices into ``first``), and the rows of those.

        Rows of one judged message stand together; the messages of each rise.
        """
        places, row = ragged(self._begin[judged], self._count[judged])
        return self._messages[places], row

    def all_of(self, judged: Ints) -> Ints:
        """Return all messages that are equal to judged ones, rising."""
        return np.sort(self.spread(judged)[0])
