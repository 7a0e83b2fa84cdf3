"""ChatLab files: they follow the rules of the format, and come back as what ChatLab can hold."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from msgscan.errors import UsageError
from msgscan.formats._placeholders import kind_of
from msgscan.schema import Batch
from msgscan.streaming import identify, stream
from tests.formats.fixture_files import cases, of
from tests.report.chatlab_rules import faults
from tests.report.chatlab_texts import messages_of, said, written

SHAPES = pytest.mark.parametrize("name", ["y.json", "y.jsonl"])


def batches_of(path: Path) -> list[Batch]:
    return [part for part in stream(identify(path)) if isinstance(part, Batch)]


# --- every fixture ---------------------------------------------------------------------------------------


def first_chat(case: Path) -> list[Batch]:
    """Return the messages of the first chat of a fixture that has times."""
    batches = batches_of(case)
    chats = [
        (str(chat), number)
        for batch in batches
        for chat, number, moment in zip(
            batch.values("chat"), batch.values("chat_id"), batch.values("sent_at"), strict=True
        )
        if not np.isnat(moment)
    ]
    if not chats:
        return []
    return [
        batch.where(
            np.array(
                [
                    (str(chat), number) == chats[0]
                    for chat, number in zip(batch.values("chat"), batch.values("chat_id"), strict=True)
                ],
                np.bool_,
            )
        )
        for batch in batches
    ]


FILES = [case for case in cases() if case.is_file() and case.suffix != ".zip"]
HELD = ("sent_at", "sender", "sender_id", "text", "quoted", "message_id")


@SHAPES
@of(FILES)
def test_a_fixture_comes_back_as_what_chatlab_can_hold(case: Path, name: str, tmp_path: Path) -> None:
    batches = first_chat(case)
    path = tmp_path / name
    if not batches:
        with pytest.raises(UsageError, match=r"没有一条消息有时间|没有消息可写"):
            written(batches_of(case), path)
        return
    written(batches, path)
    expected = held(batches)

    assert faults(path) == []
    assert [{**row, "kind": kind} for row, kind in rows(batches_of(path))] == expected


def held(batches: list[Batch]) -> list[dict[str, Any]]:
    """Return what the format can hold of messages, in the order of time."""
    found, ids, moment = [], set(), None
    for row, kind in rows(batches):
        notice = kind in ("system", "recall") and not row["sender"]
        name = row["sender"] or row["sender_id"] or "未知"
        moment = moment if np.isnat(row["sent_at"]) else row["sent_at"]
        again = row["message_id"] in ids
        ids.add(row["message_id"])
        says = {
            "sent_at": moment,
            "sender": "" if kind in ("system", "recall") else name,
            "sender_id": None
            if notice or kind in ("system", "recall")
            else row["sender_id"] or f"name:{name}",
            "message_id": None if again else row["message_id"],
        }
        found.append({**row, **says, "kind": _kind_back(row, kind)})
    first = next(row["sent_at"] for row in found if row["sent_at"] is not None)
    return sorted(
        ({**row, "sent_at": first if row["sent_at"] is None else row["sent_at"]} for row in found),
        key=lambda row: row["sent_at"],
    )


def _kind_back(row: dict[str, Any], kind: str) -> str:
    if row["quoted"]:
        return "reply"
    if row["text"][:1] in ("[", "【") and kind_of(row["text"]) != "text":
        return kind_of(row["text"])
    return "text" if kind == "announcement" else kind


def rows(batches: list[Batch]) -> list[tuple[dict[str, Any], str]]:
    found = []
    for batch in batches:
        times = np.asarray(batch.values("sent_at"), "M8[ms]").astype("M8[s]")
        columns = [times if name == "sent_at" else batch.values(name) for name in HELD]
        found += [
            (dict(zip(HELD, values, strict=True)), kind)
            for values, kind in zip(zip(*columns, strict=True), batch.values("kind"), strict=True)
        ]
    return found


# --- one fact each ---------------------------------------------------------------------------------------


def test_what_has_no_time_takes_that_of_its_neighbour(tmp_path: Path) -> None:
    path = tmp_path / "y.json"
    times = np.array(["NaT", "2031-05-06T00:05", "NaT", "2031-05-06T00:06", "9999-01-01"], "M8[ms]")
    told = written([said("一", "二", "三", "四", "五", sent_at=times)], path)
    messages = messages_of(path)

    assert told == [("chatlab-no-time", 3)]
    assert [message["content"] for message in messages] == ["一", "二", "三", "四", "五"]
    assert [message["timestamp"] - messages[0]["timestamp"] for message in messages] == [0, 0, 0, 60, 60]


def test_messages_come_in_the_order_of_time_and_within_a_second_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "y.json"
    times = np.array(["2031-05-06T00:06", "2031-05-06T00:05", "2031-05-06T00:05"], "M8[ms]")
    written([said("三", "一", "二", sent_at=times)], path)

    assert [message["content"] for message in messages_of(path)] == ["一", "二", "三"]


# Number and name of each chat, and what the file calls the chat.
ONE_CHAT = [
    pytest.param([(None, "教务群")], {"name": "教务群"}, id="a name"),
    pytest.param([("7", "")], {"name": "7", "groupId": "7"}, id="a number"),
    pytest.param([("7", "旧名"), ("7", "新名")], {"name": "旧名", "groupId": "7"}, id="renamed"),
    pytest.param(
        [("7", "教务群"), (None, "教务群")], {"name": "教务群", "groupId": "7"}, id="number in one file"
    ),
    pytest.param([(None, ""), (None, "教务群")], {"name": "教务群"}, id="lines above the name"),
    pytest.param([(None, "")], {"name": "教务"}, id="no name but the file's"),
]


@pytest.mark.parametrize(("chats", "expected"), ONE_CHAT)
def test_the_name_of_the_chat(
    chats: list[tuple[str | None, str]], expected: dict[str, str], tmp_path: Path
) -> None:
    path = tmp_path / "y.json"
    written([said("一", chat=name, chat_id=number) for number, name in chats], path)

    meta = json.loads(path.read_text(encoding="utf-8"))["meta"]
    assert meta == {"platform": "qq", "type": "group", **expected}


@pytest.mark.parametrize(
    "chats",
    [[(None, "甲群"), (None, "乙群")], [("7", "工作群"), ("8", "工作群")], [("7", "甲群"), (None, "乙群")]],
)
def test_several_chats_are_an_error_that_lists_them(
    chats: list[tuple[str | None, str]], tmp_path: Path
) -> None:
    with pytest.raises(UsageError) as caught:
        written([said("一", chat=name, chat_id=number) for number, name in chats], tmp_path / "y.json")

    assert "--chat" in caught.value.describe("zh")
    assert all(name in caught.value.describe("en") for _, name in chats)


def test_no_message_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="没有消息可写"):
        written([], tmp_path / "y.json")


# --- the rules find faults -------------------------------------------------------------------------------

WRONG = [
    ({"sender": "99"}, "a sender who is no member: 99"),
    ({"sender": "SYSTEM"}, "SYSTEM says something"),
    ({"type": 6}, "type 6"),
    ({"timestamp": 1936051500000}, "time 1936051500000"),
    ({"accountName": ""}, "a sender without a name"),
    ({"platformMessageId": 7}, "platformMessageId is 7"),
    ({"recalled": True}, "unknown key recalled"),
]


@SHAPES
@pytest.mark.parametrize(("wrong", "told"), WRONG, ids=[told for _, told in WRONG])
def test_a_fault_in_a_message_is_found(wrong: dict[str, Any], told: str, name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    written([said("一")], path)
    old = next(line for line in path.read_text("utf-8").splitlines() if '"content"' in line)
    changed = json.dumps({**json.loads(old), **wrong}, ensure_ascii=False)
    path.write_text(path.read_text("utf-8").replace(old, changed), encoding="utf-8")

    assert faults(path) == [told]
