"""Names of PyWxDump's exports stand in a table of contacts beside the messages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from msgscan.reading import read

MESSAGES = (
    "id,MsgSvrID,type_name,is_sender,talker,room_name,msg,src,CreateTime\n"
    "1,7,文本,0,wxid_a,41000000001@chatroom,收到,,2024-03-04 08:01:00\n"
)
# What users.json holds, who is said to speak in which chat, and whether a note says that names are missing.
CASES = {
    "remark": ('{"wxid_a": {"nickname": "孙", "remark": "孙同学"}}', "孙同学", "", False),
    "nickname": ('{"wxid_a": {"nickname": "孙", "remark": ""}}', "孙", "", False),
    "room": ('{"41000000001@chatroom": {"nickname": "2402班"}}', "wxid_a", "2402班", False),
    "wrong types": ('{"wxid_a": [], "41000000001@chatroom": {"nickname": 7}}', "wxid_a", "7", False),
    "no table": ("[]", "wxid_a", "", True),
    "damaged": ('{"wxid_a": ', "wxid_a", "", True),
    "missing": (None, "wxid_a", "", True),
}


@pytest.mark.parametrize(("users", "sender", "chat", "noted"), CASES.values(), ids=CASES)
def test_names_come_from_the_table_beside_the_messages(
    users: str | None, sender: str, chat: str, *, noted: bool, tmp_path: Path
) -> None:
    path = tmp_path / "41000000001@chatroom_0_1.csv"
    path.write_text(MESSAGES, encoding="utf-8")
    if users is not None:
        (tmp_path / "users.json").write_text(users, encoding="utf-8")

    export = read(path)

    row = export.messages.iloc[0]
    assert (row["sender"], row["sender_id"], row["chat"]) == (sender, "wxid_a", chat)
    assert noted == any(note.code == "no-names" for note in export.notes)


def test_json_and_table_tell_the_same(tmp_path: Path) -> None:
    table, document = tmp_path / "a.csv", tmp_path / "a.json"
    table.write_text(MESSAGES, encoding="utf-8")
    keys, values = (line.split(",") for line in MESSAGES.splitlines())
    document.write_text(json.dumps([dict(zip(keys, values, strict=True))]), encoding="utf-8")

    first, second = (read(path).messages.drop(columns=["source", "line"]) for path in (table, document))

    assert first.equals(second)
