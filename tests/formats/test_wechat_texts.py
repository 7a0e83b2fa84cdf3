"""Laws of the formats whose messages are told apart by lines: no words are lost, whatever a member types."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from msgscan.formats import formats
from msgscan.formats._source import Head
from msgscan.reading import read

LAYOUTS = ("wechat-desktop3-txt", "wechat-desktop4-txt", "wechat-mobile-txt", "wechat-memotrace3-txt")
TABLES = {
    "wechat-memotrace3-csv": "消息ID,类型,发送人,时间,内容,备注,昵称,更多信息",
    "wechat-memotrace2-csv": (
        "localId,TalkerId,Type,SubType,IsSender,CreateTime,Status,StrContent,StrTime,Remark,NickName,Sender"
    ),
}
WORDS = tuple(f"词{number}" for number in range(8))
LINES = (
    "",
    "",
    *WORDS,
    "周老师",
    "·周老师",
    "周老师 2024/03/04 9:05 AM",
    "孙同学 2024-03-04 10:30",
    "孙同学 2024年3月4日 9:05:07",
    "2026年03月04日 16:04",
    "2026年02月30日 16:04",
    "—————  2024-03-04  —————",
    "—————  2024-13-04  —————",
    "周老师  08:01",
    "孙同学  99:01",
    "2024-03-04 08:00:05",
    "2024-03-04 08:01:00 周老师",
    "2023-03-04 08:01:00 陌生人",
    "2024-03-04 08:01:00 有 空格",
    "引用：周老师: 你好",
    "21474836481",
    "{'msg': {'appmsg': {'title': '词0'}}}",
    "\ufffd\u202e",
)
CELLS = ("", "1", "文本", "系统消息", "49", "3", "1709510405", "2024-03-04 08:00:05", "7E+18", *WORDS)


def said(path: Path, layout: str) -> str:
    frame = read(path, format=layout).messages
    return "\n".join([*frame["text"], *frame["quoted"], *frame["sender"]])


@pytest.mark.parametrize("layout", LAYOUTS)
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=st.lists(st.sampled_from(LINES), max_size=30))
def test_every_word_of_a_text_stands_in_a_message(tmp_path: Path, layout: str, lines: list[str]) -> None:
    path = tmp_path / "group.txt"
    path.write_text("\n".join([*lines, "词0"]), encoding="utf-8")

    assert {word for word in WORDS if word in lines} <= set(said(path, layout).replace("\n", " ").split())


@pytest.mark.parametrize("layout", TABLES)
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.lists(st.sampled_from(CELLS), min_size=1, max_size=13), max_size=10))
def test_a_row_of_another_width_is_kept_whole(tmp_path: Path, layout: str, rows: list[list[str]]) -> None:
    width = TABLES[layout].count(",") + 1
    path = tmp_path / "group.csv"
    path.write_text("\n".join([TABLES[layout], *(",".join(row) for row in rows)]), encoding="utf-8")
    odd = {",".join(row) for row in rows if len(row) != width and any(row)}

    assert odd <= set(read(path, format=layout).messages["text"])


@given(lines=st.lists(st.sampled_from(LINES), max_size=30))
def test_no_two_formats_claim_one_text(lines: list[str]) -> None:
    head = Head("group.txt", "\n".join(lines))

    assert sum(format_.recognises(head) for format_ in formats().values()) <= 1


@pytest.mark.parametrize(
    "text",
    [
        "购物清单\n\n明天 08:00 取快递\n",
        "赵磊 2023/5/5 23:59:31\n收到\n",
        "赵磊 2/14/2020 9:17:00 PM\n收到\n",
        "王小明: 2025-12-31 23:59:59\n收到\n",
        "2024-03-04 08:00:05 '周老师'\n收到\n",
        '2024-03-04 08:00:05 "周老师"邀请"小郑"加入了群聊\n',
        "2024-03-04 08:00:05 周老师\n[文本]\n收到\n",
        "— —  2020-2-21  — —\n王小明  23:50:12 \n收到\n",
        "—————  2024-03-04  —————\n\n收到\n",
    ],
)
def test_texts_of_other_tools_are_not_claimed(text: str) -> None:
    head = Head("group.txt", text)

    assert [name for name in (*LAYOUTS, *TABLES) if formats()[name].recognises(head)] == []


def test_what_stands_below_a_day_and_above_the_first_header_is_a_row(tmp_path: Path) -> None:
    path = tmp_path / "group.txt"
    path.write_text("—————  2024-03-04  —————\n\n词0\n\n周老师  08:01\n\n早\n", encoding="utf-8")
    export = read(path, format="wechat-mobile-txt")

    assert export.messages[["text", "sender", "kind", "line"]].to_numpy().tolist() == [
        ["词0", "", "unknown", 1],
        ["早", "周老师", "text", 5],
    ]
    assert "unexplained" in {note.code for note in export.notes}
