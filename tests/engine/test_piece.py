"""How rules judge a message, case by case: borders, views, exceptions, conditions, points, kinds."""

# ruff: noqa: RUF001 - emoji are disguises here.
from __future__ import annotations

from typing import Any

import pytest

from msgscan.engine.compiler import compile_packs
from msgscan.engine.judge import Judge
from msgscan.engine.program import SEVERITIES
from msgscan.packs.model import Rule
from tests.property.strategies import pack_of

SQUEEZE = ["exact", "squeeze"]


def judged(text: str, kind: str = "text", **changes: Any) -> tuple[str, list[str]] | None:  # noqa: ANN401 - any key of the language
    """Return the severity of a rule on a message and what speaks for it; nothing where it does not apply."""
    rule = Rule.model_validate(
        {
            "id": "rule",
            "title": "规则",
            "category": "ad",
            "severity": "high",
            "message": "发现",
            "examples": {"match": ["甲"], "no_match": ["乙"]},
            **({} if "score" in changes else {"when": "a"}),
            **changes,
        }
    )
    found = Judge(compile_packs([pack_of(rule, lexicon=["路口交通"])])).judge(
        ["早", text, "晚"], ["text", kind, "text"]
    )
    if not len(found.message):
        return None
    assert found.message.tolist() == [1]
    spans = zip(found.evidence.start.tolist(), found.evidence.end.tolist(), strict=True)
    return SEVERITIES[int(found.severity[0])], [text[start:end] for start, end in spans]


# signal, text, what hits
SIGNALS: dict[str, tuple[dict[str, Any], str, list[str]]] = {
    "soft, a word crosses": ({"words": ["机密"]}, "手机密码", []),
    "soft, in a longer word": ({"words": ["绝密"]}, "绝密文件", ["绝密"]),
    "soft, letters go on": ({"words": ["vx"]}, "avx", []),
    "soft, digits go on": ({"words": ["vx"]}, "加vx12", []),
    "soft, letters beside Han": ({"words": ["vx"]}, "加vx吧", ["vx"]),
    "soft, mixed": ({"words": ["加v"]}, "请加vx", []),
    "hard, in a longer word": ({"words": ["绝密"], "boundary": "hard"}, "绝密文件", []),
    "hard, a word": ({"words": ["机密"], "boundary": "hard"}, "属于机密", ["机密"]),
    "hard, letters go on": ({"words": ["vx"], "boundary": "hard"}, "vx12", []),
    "no border, a word crosses": ({"words": ["机密"], "boundary": "none"}, "手机密码", ["机密"]),
    "no border, letters go on": ({"words": ["vx"], "boundary": "none"}, "avx1", ["vx"]),
    "strange, written otherwise": (
        {"words": ["赌博"], "views": ["homophone"], "boundary": "strange"},
        "一起赌伯吧",
        ["赌伯"],
    ),
    "strange, what is written is a word": (
        {"words": ["傻子"], "views": ["homophone"], "boundary": "strange"},
        "一堆沙子",
        [],
    ),
    "strange, what is written is part of words": (
        {"words": ["弱智"], "views": ["homophone"], "boundary": "strange"},
        "倘若只有一人",
        [],
    ),
    "strange, a word would cross": (
        {"words": ["和服"], "views": ["similar"], "boundary": "strange"},
        "产品私服务",
        [],
    ),
    "strange, as it is": ({"words": ["赌博"], "boundary": "strange"}, "一起赌博吧", []),
    "strange, zero-width": ({"words": ["赌博"], "boundary": "strange"}, "赌\u200b博吧", ["赌\u200b博"]),
    "strange, strewn": (
        {"words": ["赌博"], "views": SQUEEZE, "boundary": "strange"},
        "一起赌 博吧",
        ["赌 博"],
    ),
    "strange, spelt in Latin": (
        {"words": ["赌博"], "views": ["pinyin"], "boundary": "strange"},
        "一起dubo吧",
        ["dubo"],
    ),
    "strange, half in Latin beside a word": (
        {"words": ["赌博"], "views": ["pinyin"], "boundary": "strange"},
        "一起du博士吧",
        [],
    ),
    "strange, in another order": (
        {"words": ["赌博"], "views": ["shuffle"], "boundary": "strange"},
        "一起博赌吧",
        ["博赌"],
    ),
    "patterns know no borders": ({"regex": ["机密"]}, "手机密码", ["机密"]),
    "exact, strewn": ({"words": ["加微信"]}, "加*微*信", []),
    "exact, zero-width": ({"words": ["加微信"]}, "加\u200b微信", ["加\u200b微信"]),
    "squeezed, strewn": ({"words": ["加微信"], "views": SQUEEZE}, "加*微*信", ["加*微*信"]),
    "squeezed, strewn, in a longer word": ({"words": ["机密"], "views": SQUEEZE}, "手机 密码", []),
    "another view overlooks signs too": (
        {"words": ["加微信"], "views": ["exact", "pinyin"]},
        "加*微*信",
        ["加*微*信"],
    ),
    "another view, and what stands there as it is": (
        {"words": ["加微信"], "views": ["pinyin"]},
        "加微信",
        ["加微信"],
    ),
    "a view that is not asked for": ({"words": ["加微信"], "views": ["homophone"]}, "加徽信", []),
    "a view, judged as if the term stood there": (
        {"words": ["机密件"], "views": ["homophone"]},
        "属于鸡蜜件",
        ["鸡蜜件"],
    ),
    "a view, in a longer word": ({"words": ["和服"], "views": ["similar"]}, "产品私服务", []),
    "an exception in the same disguise": (
        {"words": ["加微信"], "views": ["emoji"], "except": {"words": ["勿加微信"]}},
        "请勿➕微信",
        [],
    ),
    "an exception in a disguise that is not asked for": (
        {"words": ["加微信"], "views": ["emoji"], "except": {"words": ["请勿加微信"]}},
        "情勿➕微信",
        ["➕微信"],
    ),
    "an exception overlaps": (
        {"words": ["口交"], "boundary": "none", "except": {"words": ["路口交通"]}},
        "路口交通",
        [],
    ),
    "an exception touches": ({"words": ["微信"], "except": {"words": ["加我"]}}, "加我微信", ["微信"]),
    "an exception elsewhere": (
        {"words": ["口交"], "boundary": "none", "except": {"lexicon": ["odd"]}},
        "路口交通，口交",
        ["口交"],
    ),
    "an exception by pattern": (
        {"words": ["刷单"], "except": {"regex": ["谨防.{0,4}刷单"]}},
        "谨防网络刷单",
        [],
    ),
    "an exception of a pattern": (
        {"regex": ["刷单|兼职"], "except": {"words": ["兼职教师"]}},
        "兼职教师刷单",
        ["刷单"],
    ),
    "an exception of all parts": (
        {"any": [{"words": ["刷单"]}, {"regex": ["兼职"]}], "except": {"words": ["刷单兼职"]}},
        "刷单兼职",
        [],
    ),
    "an exception of one part": (
        {"any": [{"words": ["刷单"], "except": {"words": ["刷单兼职"]}}, {"words": ["兼职"]}]},
        "刷单兼职",
        ["兼职"],
    ),
    "one place, several parts": (
        {"words": ["刷单"], "regex": ["刷单"], "any": [{"words": ["刷单"]}]},
        "刷单",
        ["刷单"],
    ),
    "one place, words that fold alike": ({"words": ["vx", "ＶX"]}, "加vx", ["vx"]),
    "longer words first": (
        {"words": ["兼职", "兼职刷单"], "boundary": "none"},
        "兼职刷单",
        ["兼职刷单", "兼职"],
    ),
    "an entity": ({"entity": ["cn_mobile"]}, "电话13812345678", ["13812345678"]),
    "an entity with a wrong check digit": ({"entity": ["cn_id"]}, "110105194912310021", []),
    "a lexicon": ({"lexicon": ["odd"]}, "路口交通", ["路口交通"]),
}


@pytest.mark.parametrize(("signal", "text", "expected"), SIGNALS.values(), ids=SIGNALS.keys())
def test_a_signal_hits(signal: dict[str, Any], text: str, expected: list[str]) -> None:
    found = judged(text, signals={"a": signal})

    assert expected == (found[1] if found else [])


WORDS = {
    name: {"words": [word], "boundary": "none"}
    for name, word in (("a", "刷单"), ("b", "微信"), ("c", "警惕"))
}
NEAR = {"near": {"of": ["a", "b"], "within": 3}}

# what decides, text, severity and what speaks for it
RULES: dict[str, tuple[dict[str, Any], str, tuple[str, list[str]] | None]] = {
    "all, one is missing": ({"when": {"all": ["a", "b"]}}, "刷单", None),
    "all": ({"when": {"all": ["b", "a"]}}, "刷单加微信", ("high", ["微信", "刷单"])),
    "none": ({"when": {"all": ["a"], "none": ["c"]}}, "警惕刷单", None),
    "two of three": (
        {"when": {"at_least": {"n": 2, "of": ["a", "b", "c"]}}},
        "警惕，刷单",
        ("high", ["刷单", "警惕"]),
    ),
    "near enough": ({"when": NEAR}, "刷单一二三微信", ("high", ["刷单", "微信"])),
    "near enough the other way round": ({"when": NEAR}, "微信一二三刷单", ("high", ["刷单", "微信"])),
    "too far": ({"when": NEAR}, "刷单一二三四微信", None),
    "near counts what is written": ({"when": NEAR}, "刷单一\u200b\u200b三微信", None),
    "near is measured from the first signal": (
        {"when": {"near": {"of": ["b", "a", "c"], "within": 2}}},
        "刷单一微信一警惕",
        ("high", ["微信", "刷单", "警惕"]),
    ),
    "near is not a chain": (
        {"when": {"near": {"of": ["a", "b", "c"], "within": 2}}},
        "刷单一微信一警惕",
        None,
    ),
    "lower where it says so": (
        {"when": "a", "downgrade": {"when": "c", "to": "low"}},
        "警惕刷单",
        ("low", ["刷单"]),
    ),
    "not lower elsewhere": (
        {"when": "a", "downgrade": {"when": "c", "to": "low"}},
        "刷单",
        ("high", ["刷单"]),
    ),
    "never higher": (
        {"when": "a", "downgrade": {"when": "c", "to": "critical"}},
        "警惕刷单",
        ("high", ["刷单"]),
    ),
    "too few points": ({"score": {"add": {"a": 2, "b": 2}, "levels": {"low": 3}}}, "刷单", None),
    "enough points": (
        {"score": {"add": {"a": 2, "b": 2}, "levels": {"low": 3, "high": 5}}},
        "刷单微信",
        ("low", ["刷单", "微信"]),
    ),
    "points once a signal": ({"score": {"add": {"a": 2}, "levels": {"low": 3}}}, "刷单，刷单", None),
    "points taken off": ({"score": {"add": {"a": 3, "c": -2}, "levels": {"low": 3}}}, "警惕刷单", None),
    "the highest level": (
        {"score": {"add": {"a": 9}, "levels": {"low": 3, "medium": 9}}},
        "刷单",
        ("medium", ["刷单"]),
    ),
    "points, lower where it says so": (
        {"score": {"add": {"a": 9}, "levels": {"high": 9}}, "downgrade": {"when": "c", "to": "info"}},
        "警惕刷单",
        ("info", ["刷单"]),
    ),
}


@pytest.mark.parametrize(("decision", "text", "expected"), RULES.values(), ids=RULES.keys())
def test_a_rule_judges(decision: dict[str, Any], text: str, expected: tuple[str, list[str]] | None) -> None:
    assert expected == judged(text, signals=WORDS, **decision)


@pytest.mark.parametrize(("kind", "applies"), [("link", True), ("text", False)])
def test_a_rule_judges_the_kinds_it_names(kind: str, *, applies: bool) -> None:
    found = judged("刷单", kind, signals=WORDS, applies_to={"kinds": ["link", "card"]})

    assert applies == (found is not None)
