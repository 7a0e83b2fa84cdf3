"""Laws of QQ's formats whose messages are told apart by lines: no word is lost, whatever a member types."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from msgscan.formats import formats
from msgscan.formats._source import Head
from msgscan.reading import read

LAYOUTS = ("qce-txt", "qq-pc-copy", "qq-mobile-copy", "qqnt-copy", "qqnt-export-txt", "ark1-txt")
WORDS = tuple(f"词{number}" for number in range(8))
SAID = ("text", "quoted", "sender")
LINES = (
    "",
    "",
    "",
    *WORDS,
    "周岚:",
    "时间: 2025-10-10 08:00:00",
    "时间: 2024-01-01 00:00:00",
    "内容: 词0",
    "资源: 1 个文件",
    "  - image: 词1",
    "提及: 词2",
    "回复: 10-10 08:00 周岚 - 词3",
    "内容: [回复消息]词4",
    "内容: [回复 周岚: 词5]",
    "===============================================",
    "              导出完成",
    "总计导出 3 条消息",
    "[QQChatExporter V5 / x]",
    "QQ聊天记录导出文件",
    "消息总数: 1",
    "周岚 2023/5/5 23:59:31",
    "孙启航 2/14/2020 9:16:13 PM",
    "周岚 9:59:54 PM",
    " 2020-02-27",
    "周岚加入本群。",
    "— —  2020-2-21  — —",
    "周岚  23:50:12 ",
    "周岚: 08-20 20:31:50",
    "周岚: 2025-12-31 23:59:59",
    "2025-10-10 08:00:00 周岚",
    "2024-01-01 00:00:00 刘总",
    "[文本]",
    "[图片]",
    "[被引用的消息][文本]",
    "[提示]",
    "[",
    "应",
    "None",
    "[2025-10-10 08:00:00] 周岚: 词6",
    "[2025-10-10 08:00:00] 周岚: [引用->词7] 收到",
    "QQ 聊天记录归档",
    "-" * 40,
    "\ufffd\u202e",
)


@pytest.mark.parametrize("layout", LAYOUTS)
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=st.lists(st.sampled_from(LINES), max_size=30))
def test_every_word_of_a_text_stands_in_a_message(tmp_path: Path, layout: str, lines: list[str]) -> None:
    path = tmp_path / "group.txt"
    path.write_text("\n".join([*lines, "词0"]), encoding="utf-8")
    columns = [batch.texts(name) for batch in read(path, format=layout).batches for name in SAID]
    said = "\n".join(text for column in columns for text in column)

    assert {word for word in WORDS if word in lines} <= {word for word in WORDS if word in said}


@given(lines=st.lists(st.sampled_from(LINES), max_size=30))
def test_no_two_formats_claim_one_text(lines: list[str]) -> None:
    head = Head("group.txt", "\n".join(lines))

    assert sum(format_.recognises(head) for format_ in formats().values()) <= 1
