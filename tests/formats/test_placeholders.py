"""Bodies that a client wrote in place of pictures, voices and files."""

from __future__ import annotations

import pytest

from msgscan.formats._placeholders import kind_of, kind_of_word
from msgscan.schema import CATEGORIES

TEXTS = (
    "",
    "收到",
    "收到[图片]",
    "[图片]加微信领取",
    "【图片】加微信领取",
    '[语音] 5"加微信',
    "[动画表情][动画表情]",
    "[强]",
    "【通知】今晚班会",
    "[图片",
    "[]",
    "[图片] https://example.com/a.jpg",
)
PLACEHOLDERS = (
    ("[图片]", "image"),
    ("[图片: 0123456789abcdef.jpg(请在附件中查看)]", "image"),
    ("[图片] 微信图片_20260304.jpg", "image"),
    ("[图片] 0123.dat", "image"),
    ("[闪照]请使用新版手机QQ查看闪照。", "image"),
    ("[Photo]", "image"),
    ('[语音] 5"', "voice"),
    ("[语音 00:03]", "voice"),
    ("【语音】", "voice"),
    ("[视频: 0123.mp4(请在附件中查看)]", "video"),
    ("[动画表情]", "sticker"),
    ("[表情]", "sticker"),
    ("[表情包：开心]", "sticker"),
    ("【表情包】 ", "sticker"),
    ("[文件] 花名册.xlsx", "file"),
    ("【文件】花名册.xlsx 0.01 MB  xlsx 0123", "file"),
    ("【分享链接】\n标题：放假通知\n链接: https://example.edu", "link"),
    ("[链接] 放假通知\nhttps://example.edu", "link"),
    ("【合并转发的聊天记录】\n\n    - 2024-03-03 21:00:01 甲: 第一句", "forward"),
    ("【红包】: 恭喜发财", "red_packet"),
    ("[QQ红包]请使用新版手机QQ查收红包。", "red_packet"),
    ("【发起转账】:￥50.00\n备注: 班费", "transfer"),
    ("[位置]教学楼", "location"),
    ("[名片]代课", "card"),
    ("[语音通话]", "call"),
    ("[群公告]今晚点名", "announcement"),
)


@pytest.mark.parametrize("body", TEXTS)
def test_a_body_with_words_of_its_own_is_text(body: str) -> None:
    assert kind_of(body) == "text"


@pytest.mark.parametrize(("body", "kind"), PLACEHOLDERS)
def test_a_placeholder_tells_the_kind(body: str, kind: str) -> None:
    assert kind_of(body) == kind


@pytest.mark.parametrize("body", [body for body, _ in PLACEHOLDERS])
def test_kinds_are_those_of_the_schema(body: str) -> None:
    assert kind_of(body) in CATEGORIES["kind"]


def test_a_word_that_names_no_kind_is_text() -> None:
    assert kind_of_word("通知") == "text"
