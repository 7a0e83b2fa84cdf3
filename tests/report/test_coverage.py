"""What is told of a file: by what it is known, whose messages, how many, from when to when."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import numpy as np
import pytest

from msgscan.errors import Damaged, Place, Refused, Wording
from msgscan.formats import formats
from msgscan.formats._format import Note
from msgscan.report.coverage import FileCoverage, noted, summary, told
from msgscan.schema import Batch

CHINA = ZoneInfo("Asia/Shanghai")
QQ = formats()["qq-pc-txt"]
LATE = np.array(["2031-05-06T16:30", "2031-05-08T01:00"], "M8[ms]")  # already the 7th in China
REFUSED = FileCoverage("1.png", error=Refused(Wording("一张图片", "a picture"), Place("1.png")))


def followed(*batches: Batch) -> FileCoverage:
    file = FileCoverage("群.txt", QQ)
    list(file.follow(batches))
    return file


@pytest.mark.parametrize(
    ("batches", "zh", "en"),
    [
        pytest.param([], "群名不详，0 条消息，没有日期", "chat not named, 0 messages, no dates", id="none"),
        pytest.param(
            [Batch(2, {"chat": "三班", "sent_at": LATE})],
            "三班，2 条消息，2031-05-07 至 2031-05-08",
            "三班, 2 messages, 2031-05-07 to 2031-05-08",
            id="a chat",
        ),
        pytest.param(
            [Batch(1, {"chat": "三班"}), Batch(1, {"chat": "三班"})],
            "三班，2 条消息，没有日期",
            "三班, 2 messages, no dates",
            id="a chat in two batches",
        ),
        pytest.param(
            [Batch(4, {"chat": ["甲", "乙", "丙", "丁"]})],
            "丁、丙、乙…（4 个聊天），4 条消息，没有日期",
            "丁、丙、乙… (4 chats), 4 messages, no dates",
            id="more chats than a line has room for",
        ),
    ],
)
def test_one_line_on_a_file(batches: list[Batch], zh: str, en: str) -> None:
    file = followed(*batches)

    assert told(file, "zh", CHINA) == f"群.txt：{QQ.title.zh}，{zh}"
    assert told(file, "en", CHINA) == f"群.txt: {QQ.title.en}, {en}"


def test_of_a_file_that_could_not_be_read_its_error_is_told() -> None:
    assert told(REFUSED, "zh", CHINA) == "1.png: 一张图片"
    assert noted(REFUSED, "zh") == []


def test_notes_are_told_with_their_line_and_what_broke_off_comes_first() -> None:
    file = followed()
    file.notes.append(Note("lost", Wording("{count} 处", "{count} places"), line=7, count=2))
    file.error = Damaged(Wording("被截断", "cut"), Place("群.txt", 9))

    assert noted(file, "zh") == ["群.txt:9: 被截断", "2 处（首次出现在第 7 行）"]
    assert noted(file, "en") == ["群.txt:9: cut", "2 places (first at line 7)"]


def test_one_sentence_on_all_files() -> None:
    files = [followed(Batch(2, {})), REFUSED]

    assert summary(files) == (
        "共读取 1 个文件、2 条消息，1 个文件没能读取",
        "1 files, 2 messages read, 1 files could not be read",
    )
    assert summary(files[:1]).zh == "共读取 1 个文件、2 条消息"
