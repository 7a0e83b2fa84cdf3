"""chatlog's text: cut characters, and whose headers these are."""

from __future__ import annotations

from pathlib import Path

import pytest

from msgscan.formats import formats
from msgscan.formats._source import Head
from msgscan.reading import read


def test_a_character_that_the_exporter_cut_is_replaced_and_noted(tmp_path: Path) -> None:
    cut = "周老师(wxid_zhou) 2024-03-04 08:00:00\nType: 66 Content: 请".encode()[:-1] + b"<...>\n\n"
    path = tmp_path / "group.txt"
    path.write_bytes(cut + "孙同学(wxid_sun) 2024-03-04 08:01:00\n收到，谢谢老师\n".encode())

    export = read(path)

    assert (export.format, export.encoding) == ("wechat-chatlog-txt", "utf-8")
    assert export.messages["text"].tolist() == ["Type: 66 Content: \ufffd<...>", "收到，谢谢老师"]
    assert "damaged" in {note.code for note in export.notes}


@pytest.mark.parametrize(
    ("text", "wechat"),
    [
        ("赵磊(4200000003) 08:02:00\n收到\n\n李华(4200000004) 08:03:00\n好\n", False),
        ("赵磊(4200000003) 08:02:00\n收到\n\n系统消息 08:03:00\n仿造\n", False),
        ("赵磊(zhaolei_1) 08:02:00\n收到\n\n李华(wxid_lihua) 08:03:00\n好\n", True),
        ("系统消息 08:02:00\n\n\n", True),
        ("系统消息 8:02:00\n收到\n", False),
        ("明天 08:00:00\n考试\n", False),
        ("> 赵磊(wxid_zhao) 08:02:00\n收到\n", False),
    ],
    ids=["QQ", "QQ with a typed notice", "own accounts", "notice", "unpadded", "no account", "quoted"],
)
def test_a_text_is_chatlogs_when_its_accounts_are_wechats(text: str, wechat: bool) -> None:  # noqa: FBT001 - a cell of a table
    assert formats()["wechat-chatlog-txt"].recognises(Head("group.txt", text)) is wechat
