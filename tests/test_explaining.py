"""Why a rule finds a text or not: every hit with what dropped it, every node, and the verdict of a scan."""

from __future__ import annotations

from dataclasses import asdict
from json import dumps
from typing import Any

import pytest

from msgscan.errors import UsageError
from msgscan.explaining import explain
from msgscan.explanation import ExplainedNode, Explanation
from msgscan.packs.lookup import given_packs
from msgscan.packs.model import Rule, RulePack
from msgscan.packs.shipped import shipped_names
from tests.property.strategies import pack_of


def pack(signals: dict[str, Any], lexicon: tuple[str, ...] = (), **changes: Any) -> RulePack:  # noqa: ANN401 - any key of the language
    rule = {
        "id": "tried",
        "title": "规则",
        "category": "ad",
        "severity": "high",
        "message": "发现",
        "signals": signals,
        "when": next(iter(signals)),
        "examples": {"match": ["甲"], "no_match": ["乙"]},
    }
    kept = {key: value for key, value in (rule | changes).items() if value is not None}
    return pack_of(Rule.model_validate(kept), lexicon=lexicon)


def told(text: str, signals: dict[str, Any], **changes: Any) -> Explanation:  # noqa: ANN401 - any key of the language
    return explain(text, "tried", [pack(signals, **changes)])


# --- hits ------------------------------------------------------------------------------------------------

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


# --- conditions ------------------------------------------------------------------------------------------


def shape(node: ExplainedNode) -> str:
    """Return a node on one line: ``+all(+a -none(+b))``."""
    mark = "+" if node.holds else "-"
    if node.kind == "signal":
        return mark + node.signals[0]
    number = str(node.number) if node.kind in {"at_least", "near"} else ""
    return f"{mark}{node.kind}{number}({' '.join([*node.signals, *map(shape, node.parts)])})"


SIGNALS = {"a": ["甲"], "b": ["乙"], "c": ["丙"]}
# condition, text, the tree
TREES: dict[str, tuple[Any, str, str]] = {
    "a signal that hits": ("a", "甲", "+a"),
    "a signal that does not": ("a", "乙", "-a"),
    "all": ({"all": ["a", "b"]}, "甲", "-all(+a -b)"),
    "any": ({"any": ["a", "b"]}, "甲", "+any(+a -b)"),
    "none": ({"none": ["a", "b"]}, "甲", "-none(+a -b)"),
    "at least": ({"at_least": {"n": 2, "of": ["a", "b", "c"]}}, "甲丙", "+at_least2(+a -b +c)"),
    "near": ({"near": {"of": ["a", "b"], "within": 1}}, "甲 乙", "+near1(a b)"),
    "not near enough": ({"near": {"of": ["a", "b"], "within": 1}}, "甲 — 乙", "-near1(a b)"),
    "keys of one group stand side by side": ({"all": ["a"], "none": ["b"]}, "甲", "+all(+a +none(-b))"),
    "a group in a group": ({"all": ["a", {"any": ["b", "c"]}]}, "甲丙", "+all(+a +any(-b +c))"),
}


@pytest.mark.parametrize(("when", "text", "tree"), TREES.values(), ids=TREES)
def test_every_node_of_the_condition_says_whether_it_holds(when: object, text: str, tree: str) -> None:
    explained = told(text, SIGNALS, when=when)

    assert explained.when is not None
    assert tree == shape(explained.when)
    assert explained.severity == ("high" if tree.startswith("+") else None)


# text, sum, severity
SCORES = [("甲", 2, None), ("甲丙", 3, "low"), ("甲乙丙", 1, None), ("甲甲", 2, None), ("甲丙丁", 6, "high")]


@pytest.mark.parametrize(("text", "total", "severity"), SCORES)
def test_a_score_is_told_by_signal(text: str, total: int, severity: str | None) -> None:
    points = {"a": 2, "b": -2, "c": 1, "d": 3}
    explained = told(
        text, {**SIGNALS, "d": ["丁"]}, when=None, score={"add": points, "levels": {"high": 5, "low": 3}}
    )

    assert explained.score is not None
    assert explained.score.points == tuple(
        (name, points[name], sign in text) for name, sign in zip("abcd", "甲乙丙丁", strict=True)
    )
    assert explained.score.levels == ((3, "low"), (5, "high"))
    assert (explained.score.total, explained.severity) == (total, severity)


@pytest.mark.parametrize(("text", "severity"), [("甲", "high"), ("甲乙", "low")])
def test_a_downgrade_is_told_with_its_condition(text: str, severity: str) -> None:
    explained = told(text, SIGNALS, downgrade={"when": "b", "to": "low"})

    assert explained.severity == severity
    assert explained.downgrade is not None
    assert (explained.downgrade.to, explained.downgrade.when.holds) == ("low", severity == "low")


# --- the message and the rule ----------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "severity"), [(None, "high"), ("link", "high"), ("text", None)])
def test_a_rule_that_does_not_look_at_a_kind_says_so(kind: str | None, severity: str | None) -> None:
    tried = pack(SIGNALS, applies_to={"kinds": ["link"]})
    explained = explain("甲", "tried", [tried], kind=kind)

    assert (explained.looked_at, explained.severity) == (severity is not None, severity)
    assert explained.when is not None
    assert explained.when.holds


def test_a_pattern_that_takes_too_long_is_told() -> None:
    explained = told("a" * 40 + "!", {"a": {"regex": "(?:a|a)*b|(?:a|aa)+$"}})

    assert explained.unfinished


def test_a_rule_that_is_not_there_is_an_error_that_says_which_was_meant() -> None:
    with pytest.raises(UsageError, match="未知的规则 'tired'，是不是想写 'tried'"):
        explain("甲", "tired", [pack(SIGNALS)])


def test_a_deprecated_rule_is_an_error() -> None:
    with pytest.raises(UsageError, match="已经弃用"):
        explain("甲", "tried", [pack(SIGNALS, status="deprecated")])


def test_an_explanation_can_be_written_as_json() -> None:
    assert '"severity": "high"' in dumps(asdict(told("甲", SIGNALS)))


@pytest.mark.parametrize("name", shipped_names())
def test_each_shipped_rule_is_explained_as_its_first_examples_say(name: str) -> None:
    packs = given_packs([name])
    for rule in (each for each in packs[0].rules if each.window is None):
        found, left = (
            next((case for case in side if case.text), None)
            for side in (rule.examples.match, rule.examples.no_match)
        )
        if found is None or left is None:
            continue  # its examples are chats, and an explanation is of one message

        severities = [
            explain(case.text, rule.id, packs, role=case.role, standing=case.standing).severity
            for case in (found, left)
        ]
        assert severities[0] is not None, rule.id
        assert severities[1] is None, rule.id
