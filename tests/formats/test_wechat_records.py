"""JSON and tables of WeChat's exporters with values of any type: no error, and a row for every record."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from msgscan.errors import Damaged
from msgscan.reading import read
from tests.formats.fixture_files import FIXTURES

KEYS = {
    "wechat-memotrace3-json": (
        "type", "timestamp", "server_id", "display_name", "xml_dict", "text", "title", "messages",
        "quote_text", "url",
    ),
    "wechat-pywxdump-json": ("MsgSvrID", "type_name", "talker", "room_name", "msg", "src", "CreateTime"),
    "wechat-decrypt-json": ("local_id", "timestamp", "sender", "type", "content"),
    "wechat-wecom-archive": (
        "msgid", "action", "from", "roomid", "msgtime", "msgtype", "text", "revoke", "info",
    ),
}  # fmt: skip
HEADERS = {
    "wechat-pywxdump-csv": "id,MsgSvrID,type_name,is_sender,talker,room_name,msg,src,CreateTime",
    "wechat-decrypt-csv": "时间,发送者,消息类型,内容,图片路径,server_id",
    "wechat-wecom-csv": "时间,会话,会话ID,发送者,发送者ID,消息类型,内容,message_id,server_id,sequence,flag",
}
SCALARS = st.sampled_from(
    ["", "1", "10000", "49", "revoke", "text", "system", "引用回复", "合并转发的聊天记录", "系统通知", "词0",
     "<sysmsg><template>$names$", "{'a': [", "\ufffd", None, True, 0, -1, 1.5, 1 << 70, 1709510405,
     "244813135921"]
)  # fmt: skip
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(["msg", "appmsg", "content", "item", "messages", "pre_msgid", "title"]),
        inner,
        max_size=3,
    ),
    max_leaves=6,
)  # fmt: skip
HOSTILE = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def document(layout: str, records: list[Any]) -> object:
    if layout == "wechat-decrypt-json":
        return {"chat": "群", "username": "1@chatroom", "exported_at": "", "messages": records}
    return records


@pytest.mark.parametrize("layout", KEYS)
@HOSTILE
@given(data=st.data())
def test_records_of_any_type_are_rows(tmp_path: Path, layout: str, data: st.DataObject) -> None:
    record = st.dictionaries(st.sampled_from(KEYS[layout]), VALUES, max_size=10)
    records = data.draw(st.lists(record | VALUES, min_size=1, max_size=5))
    path = tmp_path / "export.json"
    path.write_text(json.dumps(document(layout, records)), encoding="utf-8")

    switches = sum(isinstance(each, dict) and each.get("action") == "switch" for each in records)
    assert len(read(path, format=layout).messages) == len(records) - switches


@pytest.mark.parametrize("layout", HEADERS)
@HOSTILE
@given(cells=st.lists(st.lists(SCALARS.map(str), min_size=1, max_size=12), max_size=6))
def test_a_row_of_another_width_is_kept_whole(tmp_path: Path, layout: str, cells: list[list[str]]) -> None:
    header = HEADERS[layout].split(",")
    path = tmp_path / "export.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *cells])
    odd = {",".join(row) for row in cells if len(row) != len(header) and any(row)}

    assert odd <= set(read(path, format=layout).messages["text"])


CUT = {
    "wechat-memotrace3-html": "wechat-memotrace3-html/group.html",
    "wechat-pywxdump-js": "wechat-pywxdump-js/data.js",
    "wechat-decrypt-json": "wechat-decrypt-json/group_export.json",
}


@pytest.mark.parametrize("fixture", CUT.values(), ids=CUT)
def test_a_file_that_breaks_off_is_refused(fixture: str, tmp_path: Path) -> None:
    whole = (FIXTURES / fixture).read_text(encoding="utf-8")
    path = tmp_path / "cut.txt"
    path.write_text(whole[: len(whole) * 2 // 3], encoding="utf-8")

    with pytest.raises(Damaged):
        read(path)


def test_objects_of_a_page_that_breaks_off_are_rows(tmp_path: Path) -> None:
    path = tmp_path / "cut.html"
    path.write_text(
        "<html><script>const chatMessages = [{ type:1, text: '早',timestamp:1709510405,displayname:'甲'},"
        "{ type:1, text: '词0",
        encoding="utf-8",
    )

    frame = read(path).messages

    assert frame["kind"].tolist() == ["text", "unknown"]
    assert "词0" in frame["text"].iloc[1]
