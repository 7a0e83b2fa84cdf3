"""What elements of QQ messages say: cards, files, merged forwards, of any shape."""

from __future__ import annotations

import json
from typing import Any

import pytest

from msgscan.formats._qq_elements import joined, said

CARD = json.dumps(
    {
        "prompt": "[分享]招聘",
        "meta": {"news": {"desc": "加V abc123", "jumpUrl": "https://example.com", "ctime": 1}},
    }
)


def message(name: str, text: str, *elements: dict[str, Any]) -> dict[str, Any]:
    return {"sender": {"name": name}, "content": {"text": text, "elements": list(elements)}}


def forward(*messages: object) -> dict[str, Any]:
    return {"type": "forward", "data": {"title": "记录", "messages": list(messages)}}


# type, data, texts
ELEMENTS: dict[str, tuple[str, dict[str, Any], list[str]]] = {
    "a file": ("file", {"filename": "名单.xlsx"}, ["名单.xlsx"]),
    "a card": ("json", {"title": "题", "description": None, "url": "u"}, ["题", "", "", "u"]),
    "a card's own JSON": (
        "json",
        {"content": CARD},
        ["", "", "", "", "[分享]招聘", "加V abc123", "https://example.com"],
    ),
    "a card that is no JSON": ("json", {"content": "加V {"}, ["", "", "", "", "加V {"]),
    "a title that is a list": ("file", {"filename": ["加V"]}, ['["加V"]']),
    "a forward": (
        "forward",
        {"messages": [message("甲", "一"), message("乙", "二")]},
        ["", "", "甲: 一", "乙: 二"],
    ),
    "a forward with a card": (
        "forward",
        {"messages": [message("甲", "[JSON消息]", {"type": "json", "data": {"title": "题"}})]},
        ["", "", "甲: [JSON消息]\n题"],
    ),
    "a forward in a forward": (
        "forward",
        {"messages": [message("甲", "", forward(message("乙", "加V")))]},
        ["", "", "甲: 记录\n乙: 加V"],
    ),
    "a forward that was not fetched": (
        "forward",
        {"preview": ["甲: 一", 7], "messages": []},
        ["", "", "甲: 一", "7"],
    ),
    "a forward of anything": (
        "forward",
        {"messages": ["加V", {"content": []}]},
        ["", "", "加V", '{"content": []}'],
    ),
    "a forward as XML": (
        "forward",
        {"xmlContent": '<title size="26">甲: &lt;一&gt;</title>'},
        ["", "", "甲: <一>", ""],
    ),
    "an unknown element": ("gift", {"title": "题"}, []),
}


@pytest.mark.parametrize(("kind", "data", "texts"), ELEMENTS.values(), ids=ELEMENTS)
def test_what_an_element_says(kind: str, data: dict[str, Any], texts: list[str]) -> None:
    assert texts == list(said(kind, data))


def test_forwards_without_end_are_cut_but_not_lost() -> None:
    deep = message("底", "加V abc123")
    for _ in range(100):
        deep = message("甲", "", forward(deep))

    assert "加V abc123" in "".join(said("forward", {"messages": [deep]}))


def test_a_text_is_joined_with_what_it_does_not_hold() -> None:
    assert joined("[文件: 名单.xlsx]", iter(["名单.xlsx", "", "新的"])) == "[文件: 名单.xlsx]\n新的"
    assert joined("", iter(["一"])) == "一"
