"""Which messages lie close enough together: a table of edges. Loops with a deque are the oracle elsewhere."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from msgscan.engine.windows import Window, runs

PLAIN: dict[str, Any] = {
    "by_sender": False, "session": False, "reach": 10, "at_least": 3, "senders": 1, "same": None,
    "shortest": 0, "longest": 99, "spared_by": None,
}  # fmt: skip
SESSION_OF_TWO = {"session": True, "senders": 2}

# window, moments, senders, runs
CASES: dict[str, tuple[dict[str, Any], list[int], str, list[list[int]]]] = {
    "exactly a span": ({}, [0, 5, 10], "aaa", [[0, 1, 2]]),
    "a little more than a span": ({}, [0, 5, 11], "aaa", []),
    "too few": ({}, [0, 5], "aa", []),
    "none at all": ({}, [], "", []),
    "out of order": ({}, [10, 0, 5], "aaa", [[1, 2, 0]]),
    "one moment keeps the order of the file": ({}, [7, 7, 7], "aaa", [[0, 1, 2]]),
    "windows that share a message are one run": ({}, [0, 5, 10, 15, 20], "aaaaa", [[0, 1, 2, 3, 4]]),
    "windows that only touch are two": ({}, [0, 1, 2, 12, 13, 14], "a" * 6, [[0, 1, 2], [3, 4, 5]]),
    "a message before a run is not in it": ({}, [0, 20, 21, 22], "aaaa", [[1, 2, 3]]),
    "one sender where two are asked for": ({"senders": 2}, [0, 1, 2], "aaa", []),
    "two senders": ({"senders": 2}, [0, 1, 2], "aab", [[0, 1, 2]]),
    "the second sender comes too late": ({"senders": 2}, [0, 1, 2, 30], "aaab", []),
    "a sender from the middle of many": ({"senders": 3}, [0, 1, 2, 3, 4], "abbbc", [[0, 1, 2, 3, 4]]),
    "a session goes on and on": ({"session": True}, [0, 10, 20, 30], "aaaa", [[0, 1, 2, 3]]),
    "a gap ends a session": ({"session": True}, [0, 10, 20, 31], "aaaa", [[0, 1, 2]]),
    "a session of two senders": (SESSION_OF_TWO, [0, 10, 20, 40, 50, 60], "aabccc", [[0, 1, 2]]),
}  # fmt: skip


@pytest.mark.parametrize(("changes", "moments", "senders", "expected"), CASES.values(), ids=CASES.keys())
def test_messages_that_lie_close_together_are_a_run(
    changes: dict[str, Any], moments: list[int], senders: str, expected: list[list[int]]
) -> None:
    size = len(moments)
    by = np.array([ord(sender) for sender in senders], np.int64)
    found = runs(Window(**{**PLAIN, **changes}), np.zeros(size, np.int64), np.array(moments, np.int64), by)

    assert expected == [found.rows[a:b].tolist() for a, b in pairwise(found.first.tolist())]


def test_groups_are_counted_apart() -> None:
    found = runs(Window(**PLAIN), np.array([0, 1, 0, 1]), np.arange(4), np.zeros(4, np.int64))

    assert len(found.rows) == 0
