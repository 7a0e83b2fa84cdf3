"""Encodings are told by marks, by strict UTF-8, by NULs, and by what looks like a Chinese chat."""

from __future__ import annotations

import pytest

from msgscan.formats._decoding import detect

CHAT = (
    "2026-09-01 8:05:12 教务-王小明(4200000101)\r\n各位老师早上好，请在周五下班前提交教学日历。\r\n\r\n"
    "2026-09-01 8:06:40 李华(4200000102)\r\n收到，谢谢王老师\r\n\r\n"
)
TRADITIONAL = "各位老師早上好，請在週五下班前提交教學日曆。\r\n收到，謝謝王老師，我們會準時參加會議。\r\n" * 3

# bytes, encoding, length of the mark, certain
CASES = {
    "nothing": (b"", "utf-8", 0, True),
    "ASCII": (b"2026-09-01 8:05:12", "utf-8", 0, True),
    "UTF-8": (CHAT.encode(), "utf-8", 0, True),
    "UTF-8 with a mark": (CHAT.encode("utf-8-sig"), "utf-8", 3, True),
    "UTF-8 cut inside a character": (CHAT.encode()[:-7], "utf-8", 0, True),
    "UTF-8 with one damaged byte": (CHAT.encode().replace("收".encode(), b"\xe6\x94"), "utf-8", 0, True),
    "GB18030": (CHAT.encode("gb18030"), "gb18030", 0, True),
    "GBK cut inside a character": (CHAT.encode("gbk")[:-5], "gb18030", 0, True),
    "GB18030 with damaged bytes": (CHAT.encode("gb18030").replace(b"8:06", b"\xff\x81"), "gb18030", 0, True),
    "GB18030 with its mark": (("\ufeff" + CHAT).encode("gb18030"), "gb18030", 4, True),
    "Big5": (TRADITIONAL.encode("big5"), "big5hkscs", 0, True),
    "UTF-16 LE with a mark": (("\ufeff" + CHAT).encode("utf-16-le"), "utf-16-le", 2, True),
    "UTF-16 BE with a mark": (("\ufeff" + CHAT).encode("utf-16-be"), "utf-16-be", 2, True),
    "UTF-16 LE without a mark": (CHAT.encode("utf-16-le"), "utf-16-le", 0, True),
    "UTF-16 BE without a mark": (CHAT.encode("utf-16-be"), "utf-16-be", 0, True),
    "UTF-32 with a mark": (("\ufeff" + CHAT).encode("utf-32-le"), "utf-32-le", 4, True),
}


@pytest.mark.parametrize(("raw", "encoding", "mark", "certain"), CASES.values(), ids=CASES)
def test_how_bytes_become_text(raw: bytes, encoding: str, mark: int, certain: bool) -> None:  # noqa: FBT001 - a case
    assert (encoding, mark, certain) == detect(raw)


@pytest.mark.parametrize("length", range(1, 60))
def test_a_head_may_end_anywhere(length: int) -> None:
    raw = CHAT.encode("utf-8")

    assert detect(raw[:-length]).encoding == "utf-8"


def test_noise_is_uncertain_but_no_error() -> None:
    found = detect(bytes(range(128, 256)) * 20)

    assert not found.certain
    assert "x".encode(found.encoding)
