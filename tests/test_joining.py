"""What is sent in pieces: found once, told of the message that says most, with a span in each."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from msgscan.engine.compiler import compile_packs
from msgscan.packs.model import Rule
from msgscan.scanning import Scanner
from msgscan.schema import Batch, Values
from tests.property.strategies import pack_of

CONTACT = {"entity": "wechat_id"}


def rule(name: str = "cut", **changes: Any) -> Rule:  # noqa: ANN401 - any key of the language
    return Rule.model_validate(
        {
            "id": name, "title": "规则", "category": "ad", "severity": "low", "message": "疑似「{job}」",
            "join": "60s",
            "signals": {"job": {"words": ["兼职刷单"], "views": ["squeeze"]}, "contact": CONTACT},
            "when": {"all": ["job", "contact"]},
            "examples": {"match": ["甲"], "no_match": ["乙"]},
            **changes,
        }
    )  # fmt: skip


def findings(*said: str, rules: tuple[Rule, ...] = (rule(),), at_once: int = 100) -> list[dict[str, Any]]:
    """Return what is found in messages like ``甲 兼职``, ten seconds apart."""
    batches = []
    for first in range(0, len(said), at_once):
        some = [message.partition(" ") for message in said[first : first + at_once]]
        moments = np.datetime64("2025-01-01") + np.arange(first, first + len(some)) * np.timedelta64(10, "s")
        columns: dict[str, Values] = {
            "sender": [sender for sender, _, _ in some],
            "text": [text for _, _, text in some],
            "sent_at": moments,
            "seq": np.arange(first, first + len(some)),
        }
        batches.append(Batch(len(some), columns))
    names = ("seq", "rule", "matched", "start", "end", "message", "snippet", "evidence")
    return [
        dict(zip(names, row, strict=True))
        for told in Scanner(compile_packs([pack_of(*rules)])).scan(batches)
        for row in zip(*(told.values(name) for name in names), strict=True)
    ]


CUT = ("乙 早", "甲 兼职", "乙 收到", "甲 刷单", "甲 微", "甲 信abc12345")


@pytest.mark.parametrize("at_once", [1, 2, 3, 100])
def test_what_is_cut_is_found_wherever_the_export_is_cut(at_once: int) -> None:
    [found] = findings(*CUT, at_once=at_once)

    assert (found["seq"], found["matched"], found["message"]) == (1, "兼职", "疑似「兼职刷单」")


def test_the_evidence_is_a_span_in_each_message() -> None:
    [found] = findings(*CUT)
    spans = [(span["seq"], span["start"], span["end"]) for span in found["evidence"]]

    assert spans == [(1, 0, 2), (3, 0, 2), (4, 0, 1), (5, 0, 9)]


# messages, where a finding is
ELSEWHERE = {
    "of another person": (("甲 兼职", "乙 刷单", "乙 微信abc12345"), []),
    "a long message says it all": (("甲 兼职刷单兼职刷单兼职刷单，要的加我的微信abc12345",), [0]),
    "one message says it all": (("甲 兼职刷单微信abc12345", "甲 在吗"), [0]),
    "nothing is cut": (("甲 兼职刷单", "甲 在吗"), []),
    "two signals in two messages": (("甲 兼职刷单", "甲 微信abc12345"), [0]),
}


@pytest.mark.parametrize(("said", "expected"), ELSEWHERE.values(), ids=ELSEWHERE.keys())
def test_it_is_told_once(said: tuple[str, ...], expected: list[int]) -> None:
    assert expected == [found["seq"] for found in findings(*said)]


def test_what_another_rule_hides_is_hidden_here_too() -> None:
    hiding = rule(
        "hide", redact=True, join=None, when="contact", signals={"contact": {"entity": "wechat_id"}}
    )
    shown = [found["snippet"] for found in findings(*CUT, rules=(rule(), hiding)) if found["rule"] == "cut"]

    assert shown
    assert not any("abc12345" in snippet for snippet in shown)


@pytest.mark.parametrize(
    ("column", "value", "count"),
    [
        ("sender_role", "admin", 0),
        ("sender_role", "member", 1),
        ("standing", "staff", 0),
        ("standing", "other", 1),
    ],
)
def test_what_is_known_of_the_sender_holds_of_all_pieces(column: str, value: str, count: int) -> None:
    known = {"any": [{"role": "admin"}, {"standing": "staff"}]}
    made = rule(
        signals={"job": {"words": ["兼职刷单"]}, "contact": CONTACT, "known": known},
        when={"all": ["job", "contact"], "none": ["known"]},
    )
    columns: dict[str, Values] = {
        "sender": "甲",
        "text": ["兼职", "刷单", "微信号abc12345"],
        "sent_at": np.full(3, "2025-01-01T08:00", "M8[ms]"),
        column: [value] * 3,
    }
    found = list(Scanner(compile_packs([pack_of(made)])).scan([Batch(3, columns)]))

    assert count == sum(batch.size for batch in found)
