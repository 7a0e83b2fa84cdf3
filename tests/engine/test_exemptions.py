"""Messages that rules do not judge, by who sent them and where."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from msgscan.engine.compiler import compile_packs
from msgscan.engine.exemptions import People, exempted, maybe_exempted
from msgscan.frames import from_texts
from msgscan.packs.model import Exemption, Rule, RulePack
from msgscan.scanning import scan
from msgscan.schema import Batch
from tests.property.strategies import pack_of

PEOPLE = People(
    senders=["教务处", "教务处", "甲", "教务", ""],
    sender_ids=["1", None, "2", None, None],
    chats=["年级群", "班群", "班群", "年级群", ""],
    chat_ids=[None, "9", "9", None, None],
)


def rule(name: str, **changes: Any) -> Rule:  # noqa: ANN401 - any key of the language
    form = {"id": name, "title": "广告", "category": "ad", "severity": "low", "message": "广告"}
    body = {"signals": {"a": ["代写"]}, "when": "a", "examples": {"match": ["代写"], "no_match": ["书写"]}}
    return Rule.model_validate({**form, **body, **changes})


def pack(*exemptions: Exemption, **changes: Any) -> RulePack:  # noqa: ANN401 - any key of the language
    return pack_of(rule("ads", **changes), rule("other")).model_copy(update={"exemptions": exemptions})


# senders, chats, which messages are exempt
MEANT = [
    pytest.param(("教务处",), (), [1, 1, 0, 0, 0], id="a-name-to-the-letter"),
    pytest.param(("2",), (), [0, 0, 1, 0, 0], id="an-account"),
    pytest.param((), ("班群",), [0, 1, 1, 0, 0], id="a-group"),
    pytest.param((), ("9",), [0, 1, 1, 0, 0], id="number-of-a-group"),
    pytest.param(("教务处",), ("班群",), [0, 1, 0, 0, 0], id="in-this-group-only"),
    pytest.param(("甲", "1"), (), [1, 0, 1, 0, 0], id="several"),
]


@pytest.mark.parametrize(("senders", "chats", "expected"), MEANT)
def test_who_is_meant(senders: tuple[str, ...], chats: tuple[str, ...], expected: list[int]) -> None:
    program = compile_packs([pack(Exemption(rules=("ads",), senders=senders, chats=chats))])

    assert exempted(program, PEOPLE).astype(int).tolist() == [expected, [0] * 5]


def test_without_exemptions_people_need_not_be_known() -> None:
    assert maybe_exempted(compile_packs([pack()]), Batch(1, {})) is None


def test_exemptions_of_a_rule_add_up() -> None:
    one, two = (Exemption(rules=("ads",), senders=(name,), chats=()) for name in ("甲", "教务"))

    assert exempted(compile_packs([pack(one, two)]), PEOPLE)[0].astype(int).tolist() == [0, 0, 1, 1, 0]


def test_an_exempt_message_is_not_judged_by_that_rule() -> None:
    messages = from_texts(["代写", "代写"]).assign(sender=["甲", "乙"])
    found = scan(messages, pack(Exemption(rules=("ads",), senders=("甲",), chats=())))

    assert [*zip(found["seq"], found["rule"], strict=True)] == [(0, "other"), (1, "ads"), (1, "other")]


def test_an_exempt_message_is_not_counted_by_a_window() -> None:
    window = {"when": None, "window": {"span": "1m", "at_least": 2}}
    sent_at = pd.Timestamp("2026-09-01T08:00:00+08:00")
    messages = from_texts(["甲", "乙", "丙"]).assign(sender=["甲", "乙", "丙"], sent_at=sent_at)
    exemption = Exemption(rules=("ads",), senders=("甲",), chats=())
    found = scan(messages, pack(exemption, **window))

    assert [[span["seq"] for span in evidence] for evidence in found["evidence"]] == [[1, 2]]


def test_an_exempt_message_in_pieces_is_not_judged() -> None:
    sent_at = pd.date_range("2026-09-01T08:00:00+08:00", periods=4, freq="3s")
    messages = from_texts(["代", "写", "代", "写"]).assign(sender=[*"甲甲乙乙"], chat="群", sent_at=sent_at)
    found = scan(messages, pack(Exemption(rules=("ads",), senders=("甲",), chats=()), join="10s"))

    assert found["sender"].tolist() == ["乙"]
