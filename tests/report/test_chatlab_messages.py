"""Messages as ChatLab has them: accounts, names, types; and what they lose."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from msgscan.schema import Batch, Values
from tests.report.chatlab_rules import faults
from tests.report.chatlab_texts import messages_of, said, written


def test_members_have_names_other_names_and_roles(tmp_path: Path) -> None:
    path = tmp_path / "y.json"
    batch = said(
        "一", "二", "三",
        sender=["王老师", "李华", "王小明"], sender_id=["41001", "41002", "41001"],
        sender_role=["unknown", "member", "owner"],
    )  # fmt: skip
    written([batch], path)

    assert json.loads(path.read_text(encoding="utf-8"))["members"] == [
        {"platformId": "41001", "accountName": "王老师", "aliases": ["王小明"], "roles": [{"id": "owner"}]},
        {"platformId": "41002", "accountName": "李华"},
    ]


# Columns of one message, and what the message becomes.
MESSAGES = [
    pytest.param({}, {"sender": "41001", "accountName": "甲", "type": 0}, id="a text"),
    pytest.param({"sender_id": None}, {"sender": "name:甲", "accountName": "甲"}, id="no account"),
    pytest.param(
        {"sender": "", "sender_id": None}, {"sender": "name:未知", "accountName": "未知"}, id="nobody"
    ),
    pytest.param({"sender": ""}, {"sender": "41001", "accountName": "41001"}, id="no name"),
    pytest.param({"sender_id": "SYSTEM"}, {"sender": "name:SYSTEM", "type": 0}, id="who is called SYSTEM"),
    pytest.param(
        {"sender": "", "sender_id": None, "kind": "system"}, {"sender": "SYSTEM", "type": 80}, id="a notice"
    ),
    pytest.param({"sender": "", "kind": "recall"}, {"sender": "SYSTEM", "type": 81}, id="a recall"),
    pytest.param({"kind": "unknown"}, {"type": 99}, id="a line that nobody explains"),
    pytest.param({"kind": "card"}, {"type": 27}, id="a card"),
    pytest.param({"quoted": "几点"}, {"type": 25, "content": "一[引用 ：几点]"}, id="a quote"),
    pytest.param({"message_id": "m1"}, {"platformMessageId": "m1"}, id="an id"),
    pytest.param({"text": ["半个\ud83d"]}, {"content": "半个\ud83d"}, id="half a character"),
]


@pytest.mark.parametrize(("columns", "expected"), MESSAGES)
def test_what_a_message_becomes(columns: dict[str, Values], expected: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "y.json"
    written([said("一", **columns)], path)
    [message] = messages_of(path)

    assert faults(path) == []
    assert {**message, **expected} == message


# Messages, and what is told to be lost.
LOSSES = [
    pytest.param(said("一", "二"), [], id="nothing"),
    pytest.param(said("一", time_quality="minute"), [("chatlab-minute", 1)], id="seconds"),
    pytest.param(said("一", time_quality="date_guessed"), [("chatlab-date_guessed", 1)], id="a guessed date"),
    pytest.param(said("一", "二", sender_id=None), [("chatlab-no-account", 2)], id="accounts"),
    pytest.param(said("一", recalled=True), [("chatlab-recalled", 1)], id="that it was taken back"),
    pytest.param(
        said("一", kind="system", event="invite", sender="", sender_id=None),
        [("chatlab-events", 1)],
        id="an event",
    ),
    pytest.param(
        said("一", "二", "三", message_id="m"), [("chatlab-same-id", 2)], id="an id that comes again"
    ),
]


@pytest.mark.parametrize(("batch", "told"), LOSSES)
def test_what_is_lost_is_told_and_stands_in_the_file(
    batch: Batch, told: list[tuple[str, int]], tmp_path: Path
) -> None:
    path = tmp_path / "y.json"

    assert written([batch], path) == told
    assert faults(path) == []
    assert ("description" in json.loads(path.read_text(encoding="utf-8"))["chatlab"]) is bool(told)
