"""The note on notices without content: it advises another export than the one at hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from msgscan.reading import read

NOTICE = {
    "id": "7600000000000000001", "seq": "1", "timestamp": 1760054400000, "time": "", "type": "type_5",
    "sender": {"uid": "u_zhou", "uin": "4290000001", "name": "周岚"},
    "content": {"text": "[12]", "html": "", "elements": [], "resources": [], "mentions": []},
    "recalled": False, "system": True,
}  # fmt: skip
WHOLE = {
    "metadata": {"name": "QQChatExporter"}, "statistics": {"totalMessages": 1}, "messages": [NOTICE],
    "chatInfo": {"name": "二五级三班", "type": "group"},
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "content", "advice"),
    [
        ("chat.json", WHOLE, "请用 6.x 版或分块 JSONL 重新导出"),
        ("c000001.jsonl", NOTICE, "请用 6.x 版重新导出"),
    ],
    ids=["whole", "chunk"],
)
def test_notices_without_content_call_for_another_export(
    name: str, content: object, advice: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    notes = [note.text().zh for note in read(tmp_path / name).notes if note.code == "bare-notices"]

    assert notes == [f"1 条系统通知没有内容：谁邀请了谁、谁被移出不在此文件里；{advice}"]
