"""What an explanation says of the places that a signal meets: each hit, with what dropped it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.explained import told

# signal, text, hits: view, place, matched, word, what dropped it, by what
HITS: dict[str, tuple[dict[str, Any], str, list[tuple[str, str, str, str | None, str | None, str]]]] = {
    "nothing there": ({"words": ["代写"]}, "收到", []),
    "a word": ({"words": ["代写"]}, "找代写吗", [("exact", "1:3", "代写", "代写", None, "")]),
    "a word written otherwise": (
        {"words": ["vx群"], "boundary": "none"},
        "ＶＸ羣",
        [("exact", "0:3", "ＶＸ羣", "vx群", None, "")],
    ),
    "two words that fold alike": (
        {"words": ["VX"], "any": [{"words": ["vx"]}]},
        "vx",
        [("exact", "0:2", "vx", "VX", None, ""), ("exact", "0:2", "vx", "vx", None, "")],
    ),
    "written otherwise, and a word as it is written": (
        {"words": ["傻子"], "views": ["homophone"], "boundary": "strange"},
        "一堆沙子",
        [("homophone", "2:4", "沙子", "傻子", "read", "沙子")],
    ),
    "written otherwise, cutting words": (
        {"words": ["和服"], "views": ["similar"], "boundary": "strange"},
        "产品私服务",
        [("similar", "2:4", "私服", "和服", "word", "和 服务")],
    ),
    "a view that is not asked for": (
        {"words": ["加微信"]},
        "加*微*信",
        [("squeeze", "0:5", "加*微*信", "加微信", "view", "")],
    ),
    "a view that is": (
        {"words": ["加微信"], "views": ["exact", "squeeze"]},
        "加*微*信",
        [("squeeze", "0:5", "加*微*信", "加微信", None, "")],
    ),
    "words that it cuts": (
        {"words": ["机密"]},
        "手机密码",
        [("exact", "1:3", "机密", "机密", "word", "手机 密码")],
    ),
    "no word of its own": (
        {"words": ["密码"], "boundary": "hard"},
        "请输入密码本",
        [("exact", "3:5", "密码", "密码", "word", "密码本")],
    ),
    "letters go on": ({"words": ["vx"]}, "加avx1", [("exact", "2:4", "vx", "vx", "latin", "avx1")]),
    "letters go on behind a Chinese word": (
        {"words": ["加v"]},
        "加vx123",
        [("exact", "0:2", "加v", "加v", "latin", "加 vx123")],
    ),
    "an exception by a word": (
        {"words": ["口交"], "boundary": "none", "except": {"words": ["路口交通"]}},
        "路口交通",
        [("exact", "1:3", "口交", "口交", "exception", "路口交通")],
    ),
    "an exception by a pattern and one by a lexicon": (
        {"words": ["刷单"], "except": {"regex": "谨防.{0,3}刷单", "lexicon": ["odd"]}},
        "谨防网上刷单",
        [("exact", "4:6", "刷单", "刷单", "exception", "谨防网上刷单 上刷单")],
    ),
    "an exception that is seen as the part sees it": (
        {"words": ["加微信"], "boundary": "none", "views": ["squeeze"], "except": {"words": ["加微信群"]}},
        "加 微 信 群",
        [("squeeze", "0:5", "加 微 信", "加微信", "exception", "加 微 信 群")],
    ),
    "an exception elsewhere": (
        {"words": ["刷单"], "except": {"words": ["警惕刷单"]}},
        "警惕刷单，刷单",
        [
            ("exact", "2:4", "刷单", "刷单", "exception", "警惕刷单"),
            ("exact", "5:7", "刷单", "刷单", None, ""),
        ],
    ),
    "an exception of what holds the part": (
        {"any": [{"words": ["刷单"]}], "except": {"words": ["警惕刷单"]}},
        "警惕刷单",
        [("exact", "2:4", "刷单", "刷单", "exception", "警惕刷单")],
    ),
    "an exception of another part": (
        {"any": [{"words": ["刷单"]}, {"words": ["兼职"], "except": {"words": ["刷单"]}}]},
        "刷单",
        [("exact", "0:2", "刷单", "刷单", None, "")],
    ),
    "a pattern": ({"regex": "1+号"}, "共11号", [("exact", "1:4", "11号", None, None, "")]),
    "an entity": (
        {"entity": "cn_id"},
        "11010519491231002X",
        [("exact", "0:18", "11010519491231002X", None, None, "")],
    ),
    "an entity whose check digit is wrong": (
        {"entity": "cn_id"},
        "110105194912310021",
        [("exact", "0:18", "110105194912310021", None, "check", "")],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("signal", "text", "hits"), HITS.values(), ids=HITS)
def test_every_hit_is_told_with_what_dropped_it(
    signal: dict[str, Any], text: str, hits: list[tuple[str, ...]]
) -> None:
    [explained] = told(text, {"a": signal}, lexicon=("上刷单",)).signals

    assert hits == [
        (hit.view, f"{hit.start}:{hit.end}", hit.matched, hit.term, hit.dropped, " ".join(hit.by))
        for part in explained.parts
        for hit in part.hits
    ]
    assert explained.hit == any(dropped is None for *_, dropped, _ in hits)


def test_a_view_that_is_not_asked_for_says_nothing_where_another_one_sees() -> None:
    signal = {"words": ["加徽信", "加微信"], "boundary": "none"}
    [explained] = told("加微信", {"a": signal}).signals

    assert [(hit.view, hit.term) for hit in explained.parts[0].hits] == [("exact", "加微信")]


def test_a_hit_of_a_pattern_names_it() -> None:
    signal = {"regex": ["1+号", "2+号"], "entity": "cn_mobile", "words": ["3号"]}
    [explained] = told("1号2号3号一三八12345678", {"a": signal}).signals

    assert [hit.pattern for hit in explained.parts[0].hits] == ["1+号", "2+号", None, "cn_mobile"]


def test_hits_of_a_signal_whose_rule_is_out_of_reach_are_told_too() -> None:
    explained = told("手机密码", {"a": ["机密"], "b": ["代写"]}, when={"all": ["a", "b"]})

    assert [hit.dropped for part in explained.signals[0].parts for hit in part.hits] == ["word"]


def test_a_part_says_what_it_looks_for() -> None:
    signal = {
        "any": [
            {"words": ["代写"], "lexicon": ["odd"], "except": {"words": ["代写人"]}},
            {"regex": ["a+"], "entity": ["url"], "boundary": "none", "views": ["squeeze"]},
        ],
        "except": {"lexicon": ["odd"], "regex": ["b"]},
    }
    first, second = told("", {"a": signal}).signals[0].parts

    assert (first.wanted.words, first.wanted.lexicons) == (("代写",), ("odd",))
    assert (first.exceptions.words, first.exceptions.lexicons, first.exceptions.patterns) == (
        ("代写人",), ("odd",), ("b",),
    )  # fmt: skip
    assert (second.wanted.patterns, second.wanted.entities) == (("a+",), ("url",))
    assert (second.boundary, second.views) == ("none", ("squeeze",))
