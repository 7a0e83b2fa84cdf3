"""What tests of ChatLab files share: messages to write, and a file read by plain JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from msgscan.report.chatlab import write
from msgscan.schema import Batch, Values


def written(batches: Sequence[Batch], path: Path) -> list[tuple[str, int]]:
    """Write a file; return what was told to be lost, and how often."""
    notes = write(batches, path, by_line=path.suffix == ".jsonl", exported_at=1788220800)
    return [(note.code, note.count) for note in notes]


def messages_of(path: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["messages"]
    return found


def said(*texts: str, **columns: Values) -> Batch:
    moments = np.datetime64("2031-05-06T00:05", "ms") + np.arange(len(texts)) * np.timedelta64(1, "m")
    return Batch(
        len(texts),
        {
            "platform": "qq", "chat": "教务群", "source": "导出/教务.txt", "sender": "甲",
            "sender_id": "41001", "text": list(texts), "sent_at": moments,
            "time_quality": "second", **columns,
        },
    )  # fmt: skip
