"""Laws of the formats whose messages are read block by block, row by row, record by record."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from msgscan.formats import formats
from msgscan.formats._source import Head
from msgscan.reading import read

MARKDOWN = """# 2402班通知群

- 会话ID: `41000000021@chatroom`
- 会话类型: 群聊
- 消息数量: 1
- 导出工具: WeFlow

---

"""
WCDA = "会话: 2402班通知群 (41000000021@chatroom)\n账号: wxid_zhou\n导出时间: 2024-03-05T09:00:00\n\n"
# What stands above the messages of a text; its lines are taken from the table below.
TEXTS = {
    "wechat-weflow-txt": "",
    "wechat-weflow-md": MARKDOWN,
    "wechat-chatlog-txt": "",
    "wechat-wcda-txt": WCDA,
}
TABLES = {
    "wechat-weflow-csv": "id,MsgSvrID,type_name,is_sender,talker,msg,src,CreateTime",
    "wechat-chatlog-csv": "Time,SenderName,Sender,TalkerName,Talker,Content",
}
WORDS = tuple(f"词{number}" for number in range(8))
LINES = (
    "",
    "",
    *WORDS,
    "2024-03-04 08:00:05 '2402班通知群'",
    "2024-03-04 08:01:00 '周老师'",
    "2023-03-04 08:01:00 '陌生人'",
    "2024-13-04 08:01:00 '周老师'",
    '"周老师"邀请"小郑"加入了群聊',
    "[引用 周老师：你好]",
    r"## 2024\-03\-04 08:02:00 周老师",
    r"## 2024\-02\-30 08:02:00 周老师",
    r"## 2023\-03\-04 08:02:00 陌生人",
    "> 周老师(wxid_zhou) 03-04 08:01:00",
    "> 词0",
    "系统消息 08:00:00",
    "周老师(wxid_zhou) 08:02:00",
    "周老师(我) [2402班(通知)群(41000000021@chatroom)] 2024-03-04 08:02:00",
    "孙同学(wxid_sun) 03-04 08:02:00",
    "[2024-03-04 08:02:00] 周老师(wxid_zhou): 词0",
    "[2023-03-04 08:02:00] 陌生人(wxid_nobody): 词1",
    "[2024-03-04 08:02:00] [系统] 词2",
    "[图片](词3)",
    "![图片](http://127.0.0.1:5030/image/0)",
    "[合并转发|词4]",
    "\ufffd\u202e",
)
CELLS = (
    "",
    "1",
    "text",
    "image",
    "系统消息",
    "周老师",
    "2024-03-04 08:00:05",
    "2024-03-04T00:00:05Z",
    *WORDS,
)

slow = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
lines_of_texts = st.lists(st.sampled_from(LINES), max_size=30)


def said(path: Path, layout: str) -> str:
    frame = read(path, format=layout).messages
    return "\n".join([*frame["text"], *frame["quoted"], *frame["sender"]])


@pytest.mark.parametrize("layout", TEXTS)
@slow
@given(lines=lines_of_texts)
def test_every_word_of_a_text_stands_in_a_message(tmp_path: Path, layout: str, lines: list[str]) -> None:
    path = tmp_path / "group.txt"
    path.write_text(TEXTS[layout] + "\n".join([*lines, "词7"]), encoding="utf-8")
    found = said(path, layout)

    assert [word for word in WORDS if word in lines and word not in found] == []


@pytest.mark.parametrize("layout", TABLES)
@slow
@given(rows=st.lists(st.lists(st.sampled_from(CELLS), min_size=1, max_size=9), max_size=10))
def test_a_row_of_another_width_is_kept_whole(tmp_path: Path, layout: str, rows: list[list[str]]) -> None:
    width = TABLES[layout].count(",") + 1
    path = tmp_path / "group.csv"
    path.write_text("\n".join([TABLES[layout], *(",".join(row) for row in rows)]), encoding="utf-8")
    odd = {",".join(row) for row in rows if len(row) != width and any(row)}

    assert odd <= set(read(path, format=layout).messages["text"])


@given(above=st.sampled_from(sorted(set(TEXTS.values()))), lines=lines_of_texts)
def test_no_two_formats_claim_one_text(above: str, lines: list[str]) -> None:
    head = Head("group.txt", above + "\n".join(lines))

    assert sum(format_.recognises(head) for format_ in formats().values()) <= 1


SCALARS = (
    st.none() | st.booleans() | st.integers(-1, 1 << 70) | st.floats(allow_nan=False) | st.sampled_from(WORDS)
)
VALUES = st.recursive(
    SCALARS | st.sampled_from([244813135921, 10000, 49, "<msg><appmsg>", "<recordinfo>"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(WORDS), inner, max_size=3),
    max_leaves=4,
)
KEYS = (
    "content", "rawContent", "chatRecords", "localType", "type", "createTime", "senderUsername",
    "senderDisplayName", "quotedContent", "quotedSender", "time", "talker", "talkerName", "isChatRoom",
    "sender", "senderName", "subType", "contents", "renderType", "recordItem", "id", "serverId", "title",
)  # fmt: skip
RECORDS = st.lists(st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=8) | VALUES, max_size=5)
# What stands around the records.
DOCUMENTS: dict[str, dict[str, object] | None] = {
    "wechat-weflow-json": {"weflow": {}, "session": {"wxid": "1@chatroom"}},
    "wechat-echotrace-json": {"session": {"wxid": None, "displayName": 7}},
    "wechat-ciphertalk-json": {"exportInfo": {"generator": "CipherTalk"}, "session": []},
    "wechat-wcda-json": {"schemaVersion": 1, "conversation": {"displayName": ["群"]}, "filters": 3},
    "wechat-chatlog-json": None,
}


@pytest.mark.parametrize("layout", DOCUMENTS)
@slow
@given(records=RECORDS)
def test_every_record_is_a_row_whatever_its_types(tmp_path: Path, layout: str, records: list[object]) -> None:
    path = tmp_path / "group.json"
    outer = DOCUMENTS[layout]
    path.write_text(
        json.dumps(records if outer is None else {**outer, "messages": records}), encoding="utf-8"
    )

    assert len(read(path, format=layout).messages) == len(records)


@slow
@given(records=RECORDS)
def test_every_message_of_a_page_is_a_row(tmp_path: Path, records: list[object]) -> None:
    path = tmp_path / "group.html"
    drawn = ",\n".join(json.dumps(record).replace("<", "\\u003c") for record in records if record is not None)
    path.write_text(f"<!DOCTYPE html><script>window.WEFLOW_DATA = [\n{drawn}\n];</script>", encoding="utf-8")
    kept = [record for record in records if record is not None and not isinstance(record, list)]

    assert len(read(path, format="wechat-weflow-html").messages) >= len(kept)


def test_a_page_leads_to_no_file_outside_its_folder(tmp_path: Path) -> None:
    folder = tmp_path / "export"
    folder.mkdir()
    (tmp_path / "secret.js").write_text("window.__WEFLOW_CHUNK_LOADED__(0,[]);", encoding="utf-8")
    manifest = {"external": True, "chunks": [{"u": f"..{os.sep}secret.js"}]}
    page = folder / "group.html"
    page.write_text(
        f"<!DOCTYPE html><script>\nwindow.WEFLOW_MANIFEST = {json.dumps(manifest)};\n"
        "window.WEFLOW_DATA = null;</script>",
        encoding="utf-8",
    )

    with pytest.raises(ValueError, match=r"secret\.js"):
        read(page)
