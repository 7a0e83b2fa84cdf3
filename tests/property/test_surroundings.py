"""Rules that look at neighbours, against a naive loop over all pairs of messages."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import numpy as np
from hypothesis import given, settings, strategies as st

from msgscan.engine.compiler import compile_packs
from msgscan.packs.model import Rule
from msgscan.scanning import Scanner
from msgscan.schema import Batch
from tests.property.strategies import pack_of


class Message(NamedTuple):
    chat: str
    sender: str
    moment: int | None  # seconds
    text: str


messages = st.builds(
    Message,
    st.sampled_from("AB"),
    st.sampled_from(["", "甲", "乙"]),
    st.none() | st.integers(0, 9),
    st.sampled_from(["刷单", "微信", "反诈", "刷单微信", "早"]),
)
contexts = st.fixed_dictionaries(
    {"messages": st.integers(1, 3), "from": st.sampled_from(["same_sender", "any"])},
    optional={"within": st.sampled_from(["1s", "3s"])},
)


def rule(beside: dict[str, object], against: dict[str, object]) -> Rule:
    return Rule.model_validate(
        {
            "id": "beside", "title": "规则", "category": "ad", "severity": "low", "message": "发现",
            "signals": {
                "a": ["刷单"],
                "b": {"words": ["微信"], "context": beside},
                "c": {"words": ["反诈"], "context": against},
            },
            "when": {"all": ["a", "b"], "none": ["c"]},
            "examples": {"match": ["甲"], "no_match": ["乙"]},
        }
    )  # fmt: skip


def near(said: list[Message], row: int, word: str, context: dict[str, object]) -> bool:
    """Return whether a word stands in a message or in one that the context reaches."""
    mine = said[row]
    alike = [
        other
        for other, message in enumerate(said)
        if message.chat == mine.chat and (context["from"] == "any" or message.sender == mine.sender)
    ]
    place = alike.index(row)
    for other in alike[
        max(place - int(str(context["messages"])), 0) : place + int(str(context["messages"])) + 1
    ]:
        theirs = said[other]
        if context["from"] == "same_sender" and not mine.sender and other != row:
            continue
        timed = mine.moment is not None and theirs.moment is not None and "within" in context
        if timed and abs((mine.moment or 0) - (theirs.moment or 0)) > int(str(context["within"])[:-1]):
            continue
        if word in theirs.text:
            return True
    return False


def batch(said: list[Message], first: int) -> Batch:
    moments = ["NaT" if each.moment is None else np.datetime64(each.moment, "s") for each in said]
    return Batch(
        len(said),
        {
            "text": [each.text for each in said],
            "chat": [each.chat for each in said],
            "sender": [each.sender for each in said],
            "sent_at": np.array(moments, "M8[ms]"),
            "seq": np.arange(first, first + len(said)),
        },
    )


@settings(deadline=None)  # the first one loads the dictionary of words
@given(st.lists(messages, max_size=12), contexts, contexts, st.lists(st.integers(0, 12), max_size=3))
def test_finds_what_a_naive_loop_finds_wherever_the_export_is_cut(
    said: list[Message], beside: dict[str, object], against: dict[str, object], cuts: list[int]
) -> None:
    expected = {
        row
        for row, message in enumerate(said)
        if "刷单" in message.text and near(said, row, "微信", beside) and not near(said, row, "反诈", against)
    }
    bounds = sorted({0, len(said), *(cut for cut in cuts if cut < len(said))})
    batches = [batch(said[a:b], a) for a, b in pairwise(bounds)]
    scanner = Scanner(compile_packs([pack_of(rule(beside, against))]))
    found = [seq for part in scanner.scan(batches) for seq in np.asarray(part.values("seq")).tolist()]

    assert sorted(expected) == sorted(found)
    assert len(found) == len(set(found))
