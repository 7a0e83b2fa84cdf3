"""Laws of the text logs of exporters: no words are lost, whatever a member types; blocks change nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from msgscan.formats import formats
from msgscan.formats._source import Head
from msgscan.schema import Batch
from msgscan.streaming import identify, stream
from tests.formats.fixture_files import rows

WORDS = tuple(f"词{number}" for number in range(6))
# The beginning of a file in each layout.
LAYOUTS = {
    "wechat-memotrace2-txt": "2024-03-04 08:00:00 周老师\n[图片]\n",
    "wechat-memotrace3-md": "## 2024\n\n### 2024-03\n\n#### 2024-03-04\n",
    "wechat-pcwechatexp-txt": "联系人: 群\n微信号: 1@chatroom\n导出时间: 2024-03-05\n消息数: 4\n====\n",
    "wechat-wxcli-txt": "=== 群[群] (3 条) ===\n",
    "wechat-wxcli-md": "# 群（群聊）\n\n> 导出 2 条消息\n",
    "wechat-dump-txt": "1|周老师:2024-03-04 08:00:00:早\n",
    "wechat-exporter-txt": "群 - 微信聊天记录\n",
    "wechat-names-txt": "周老师：早\n孙同学：早\n周老师：好\n孙同学：好\n",
}
LINES = (
    "",
    "",
    *WORDS,
    "2024-03-04 08:01:00 周老师",
    '2024-03-04 08:01:00 "周老师"邀请"小郑"加入了群聊',
    "2023-03-04 08:01:00 陌生人",
    "[图片]",
    "引用:周老师:你好",
    "#### 2024-03-05",
    '> 2024-03-04 08:01:00 你将"小郑"移出了群聊',
    "**08:01:00 周老师**: 早",
    "**周老师**: 早 ",
    "> 词0",
    "[2024-03-04 08:01:00] 周老师: 早",
    "[2024-03-04 08:01:00] [系统消息] 系统消息: [系统消息] <sysmsg>",
    "[2023-03-04 08:01] 陌生人: 早",
    '[2024-03-04 08:01] [系统] "周老师" 撤回了一条消息',
    "[引用] 早",
    "  ↳ 词1",
    "### 2024-03-04 08:01",
    "1|周老师:2024-03-04 08:01:00:早",
    '10000|:2023-03-04 08:01:00:"周老师" 撤回了一条消息',
    "周老师 (2024-03-04 08:01:00):早",
    "「周老师：词2",
    "词3」",
    "- - - - - - - - - - - - - - -",
    '"周老师"修改群名为“群”',
    "周老师：早",
    "\ufffd\u202e",
)
HOSTILE = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def told(path: Path, layout: str, block: int) -> list[dict[str, object]]:
    identified = identify(path, format=layout)
    parts = stream(replace(identified, source=replace(identified.source, block=block)))
    return rows([part for part in parts if isinstance(part, Batch)])


@pytest.mark.parametrize("layout", LAYOUTS)
@HOSTILE
@given(lines=st.lists(st.sampled_from(LINES), max_size=25))
def test_every_word_of_a_log_stands_in_a_message(tmp_path: Path, layout: str, lines: list[str]) -> None:
    path = tmp_path / "log.txt"
    path.write_text("\n".join([LAYOUTS[layout], *lines, "词0"]), encoding="utf-8")

    said = [
        f"{row.get('text', '')} {row.get('quoted', '')} {row.get('sender', '')}"
        for row in told(path, layout, 99)
    ]

    assert all(word in " ".join(said) for word in WORDS if word in lines)


@pytest.mark.parametrize("layout", LAYOUTS)
@HOSTILE
@given(lines=st.lists(st.sampled_from(LINES), max_size=25), block=st.integers(1, 80))
def test_the_size_of_blocks_changes_no_row_of_a_log(
    tmp_path: Path, layout: str, lines: list[str], block: int
) -> None:
    path = tmp_path / "log.txt"
    path.write_text("\n".join([LAYOUTS[layout], *lines]), encoding="utf-8")

    assert told(path, layout, block) == told(path, layout, 1 << 20)


@given(top=st.sampled_from(list(LAYOUTS.values())), lines=st.lists(st.sampled_from(LINES), max_size=25))
def test_no_two_formats_claim_one_log(top: str, lines: list[str]) -> None:
    head = Head("log.txt", "\n".join([top, *lines]))

    assert sum(format_.recognises(head) for format_ in formats().values()) <= 1


@pytest.mark.parametrize(
    "text",
    [
        "说明：第一步\n操作：第二步\n注意：第三步\n结果：第四步\n备注：第五步\n",
        "INFO: started\nWARN: slow\nINFO: working\nWARN: slow\nINFO: done\nWARN: slow\n",
        "周老师：早\n孙同学：早\n",
        "周老师: 2024-03-04 08:01:00\n孙同学: 2024-03-04 08:02:00\n" * 3,
        "http://example.edu/一\nhttp://example.edu/二\n" * 3,
        "08:01：起床\n08:02：早操\n08:01：起床\n08:02：早操\n08:01：起床\n08:02：早操\n",
    ],
    ids=["headings", "program", "too-short", "times-below-names", "addresses", "timetable"],
)
def test_other_texts_with_colons_are_no_chat(text: str) -> None:
    assert not formats()["wechat-names-txt"].recognises(Head("notes.txt", text))
