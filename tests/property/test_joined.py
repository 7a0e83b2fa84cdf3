"""Short messages in a row, against a naive loop, wherever the export is cut."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import numpy as np
from hypothesis import given, strategies as st

from msgscan.engine.joined import LONGEST, Joiner
from msgscan.engine.said import Coder, Said

GAP = 3  # seconds
MOST = 12


class Message(NamedTuple):
    chat: str
    sender: str
    moment: int | None  # seconds
    text: str
    spoken: bool


messages = st.builds(
    Message,
    st.sampled_from("AB"),
    st.sampled_from(["", "甲", "甲", "乙"]),
    st.none() | st.integers(0, 12),
    st.sampled_from(["加", "微信", "", "长" * LONGEST, "长" * (LONGEST + 1)]),
    st.sampled_from([True, True, True, False]),
)


def naive(said: list[Message]) -> set[tuple[int, ...]]:
    """Return the rows of the runs."""
    runs: dict[tuple[str, str], list[list[int]]] = {}
    for row, message in enumerate(said):
        if (
            message.spoken
            and message.sender
            and message.moment is not None
            and 0 < len(message.text) <= LONGEST
        ):
            mine = runs.setdefault(message[:2], [[]])
            last = said[mine[-1][-1]].moment if mine[-1] else None
            if last is not None and abs(message.moment - last) > GAP:
                mine.append([])
            mine[-1].append(row)
    cut = (
        run[first : first + MOST]
        for mine in runs.values()
        for run in mine
        for first in range(0, len(run), MOST)
    )
    return {tuple(run) for run in cut if len(run) > 1}


def joined(said: list[Message], cuts: list[int]) -> list[tuple[int, ...]]:
    coder, joiner = Coder(), Joiner(GAP * 1_000)
    found = []
    bounds = sorted({0, len(said), *(cut for cut in cuts if cut < len(said))})
    for a, b in pairwise(bounds):
        moments = ["NaT" if each.moment is None else np.datetime64(each.moment, "s") for each in said[a:b]]
        chats, senders, _, texts, spoken = (list(column) for column in zip(*said[a:b], strict=True))
        piece = Said(a, texts, chats, senders, np.array(moments, "M8[ms]"))
        found += joiner.add(coder.coded(piece), np.array(spoken, bool))
    found += joiner.close()
    assert all(each.texts == tuple(said[row].text for row in each.rows) for each in found)
    return [each.rows for each in found]


@given(st.lists(messages, max_size=40), st.lists(st.integers(0, 40), max_size=4))
def test_runs_are_those_of_a_naive_loop_wherever_the_export_is_cut(
    said: list[Message], cuts: list[int]
) -> None:
    found = joined(said, cuts)

    assert naive(said) == set(found)
    assert len(found) == len(set(found))
