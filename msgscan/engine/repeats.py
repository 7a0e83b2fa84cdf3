"""Equal messages are judged once: in groups a good part of what is said is 收到, 好的 and [图片].

What a rule makes of a message depends on its text, its kind and its sender's role and standing, so of equal
ones the first is judged, and what comes of it holds of all.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import numpy as np

from .pool import Flags, Ints, ragged
from .program import Program


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
        # Backwards, so that of equal ones the first stays; without a line of Python for each message.
        first = dict(zip(reversed(keys), range(len(keys) - 1, -1, -1), strict=True))
        first_of = np.fromiter(map(first.__getitem__, keys), np.int64, len(keys))
        number = (np.cumsum(first_of == np.arange(len(keys))) - 1)[first_of]
        self._count = np.bincount(number, minlength=len(first))
        self._messages = np.argsort(number, kind="stable")
        self._begin = np.cumsum(self._count) - self._count
        self.first = self._messages[self._begin]

    def keep(self, chosen: Flags) -> None:
        """Forget all kinds but the chosen ones: nothing comes of the others."""
        self._count, self._begin, self.first = self._count[chosen], self._begin[chosen], self.first[chosen]

    def spread(self, judged: Ints) -> tuple[Ints, Ints]:
        """Return all messages that are equal to judged ones (indices into ``first``), and the rows of those.

        Rows of one judged message stand together; the messages of each rise.
        """
        places, row = ragged(self._begin[judged], self._count[judged])
        return self._messages[places], row

    def all_of(self, judged: Ints) -> Ints:
        """Return all messages that are equal to judged ones, rising."""
        return np.sort(self.spread(judged)[0])


def keys_of(
    program: Program,
    texts: Sequence[str],
    kinds: Sequence[str],
    roles: Sequence[str] | None,
    standings: Sequence[str] | None,
) -> Sequence[Hashable]:
    """Return what the judgement of each message depends on; kinds and senders where a rule asks for them."""
    keys: Sequence[Hashable] = texts
    if any(rule.kinds is not None for rule in program.rules):
        keys = [text if kind == "text" else (text, kind) for text, kind in zip(texts, kinds, strict=True)]
    if roles is not None and any(rule.roles for rule in program.rules):
        keys = list(zip(keys, roles, strict=True))
    if standings is not None and program.asks_standing:
        keys = list(zip(keys, standings, strict=True))
    return keys
