"""What rules do to a body of texts: hits, rates, what is shared, labels, times."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

import pytest

from msgscan.errors import UsageError
from msgscan.measuring import Measurement, measure
from msgscan.packs.model import Rule, RulePack
from tests.property.strategies import pack_of


def rule(name: str, word: str, **changes: object) -> Rule:
    return Rule.model_validate(
        {
            "id": name,
            "title": "规则",
            "category": "ad",
            "severity": "low",
            "status": "test",
            "message": "发现",
            "signals": {"a": {"words": [word], "boundary": "none"}},
            "when": "a",
            "examples": {"match": ["甲"], "no_match": ["乙"]},
            **changes,
        }
    )


def packs(*rules: Rule) -> list[RulePack]:
    return [pack_of(*(rules or (rule("one", "甲"), rule("two", "乙", severity="high"))))]


TEXTS = ["甲", "甲乙", "丙", "甲！", "乙"]


def by_rule(told: Measurement, column: str) -> dict[str, object]:
    return {each.rule: getattr(each, column) for each in told.rules}


# column, what it says of the two rules
COLUMNS = [
    ("hits", {"one": 3, "two": 2}),
    ("rate", {"one": 6_000, "two": 4_000}),
    ("shared", {"one": 1 / 3, "two": 1 / 2}),
    ("severity", {"one": "low", "two": "high"}),
    ("pack", {"one": "made@1.0.0", "two": "made@1.0.0"}),
    ("examples", {"one": ("甲", "甲乙"), "two": ("甲乙", "乙")}),
    ("labels", {"one": {}, "two": {}}),
]


@pytest.mark.parametrize(("column", "values"), COLUMNS, ids=[column for column, _ in COLUMNS])
def test_each_column_says_of_each_rule(column: str, values: dict[str, object]) -> None:
    assert by_rule(measure(TEXTS, packs(), examples=2), column) == values


def test_messages_are_counted_and_those_that_any_rule_finds() -> None:
    told = measure(TEXTS, packs())

    assert (told.messages, told.found, told.timed) == (5, 4, 5)


def test_hits_are_counted_by_label() -> None:
    told = measure(TEXTS, packs(), labels=["ham", "spam", "ham", "ham", "spam"])

    assert told.labels == {"ham": 3, "spam": 2}
    assert by_rule(told, "labels") == {"one": {"ham": 2, "spam": 1}, "two": {"spam": 2}}


def test_the_noisiest_rule_is_on_top_and_one_without_hits_is_there() -> None:
    told = measure(TEXTS, packs(rule("none", "丁"), rule("two", "乙"), rule("one", "甲")))

    assert [(each.rule, each.hits) for each in told.rules] == [("one", 3), ("two", 2), ("none", 0)]


def test_an_example_is_shown_once() -> None:
    assert measure(["甲", "甲", "甲"], packs()).rules[0].examples == ("甲",)


def test_what_a_rule_redacts_is_masked_in_examples() -> None:
    told = measure(["代号青鸾", "收到"], packs(rule("secret", "青鸾", redact=True)))

    assert told.rules[0].examples == ("代号青*",)


def test_a_rule_sees_messages_of_its_kinds() -> None:
    links = packs(rule("links", "甲", applies_to={"kinds": ["link"]}))

    assert measure(["甲", "甲"], links, kinds=["link", "text"]).rules[0].hits == 1


def test_a_deprecated_rule_is_left_out() -> None:
    assert by_rule(
        measure(TEXTS, packs(rule("one", "甲"), rule("old", "乙", status="deprecated"))), "hits"
    ) == {"one": 3}


def test_a_pattern_that_takes_too_long_is_told() -> None:
    slow = rule("slow", "甲", signals={"a": {"regex": "(?:a|aa)+$"}})

    assert measure(["a" * 60 + "!"], packs(slow)).unfinished == {"slow": 1}


@pytest.mark.parametrize(("texts", "rules"), [([], packs()), (TEXTS, [pack_of()]), ([], [pack_of()])])
def test_without_texts_or_rules_there_is_nothing_to_tell(texts: list[str], rules: list[RulePack]) -> None:
    told = measure(texts, rules)

    assert told.messages == len(texts)
    assert told.found == 0
    assert {each.hits for each in told.rules} <= {0}


@pytest.mark.parametrize("given", ["kinds", "labels"])
def test_as_many_kinds_and_labels_as_texts_are_asked_for(given: str) -> None:
    with pytest.raises(UsageError, match="1 个，文本有 5 条"):
        measure(TEXTS, packs(), **{given: ["text"]})  # type: ignore[arg-type]  # one of two names


# --- times -----------------------------------------------------------------------------------------------


def ticking() -> Callable[[], float]:
    """Return a clock that is a tenth of a second later whenever it is asked."""
    ticks = count()
    return lambda: next(ticks) / 10


def test_times_are_told_for_ten_thousand_messages() -> None:
    told = measure(["丙"] * 2_000, packs(), clock=ticking())

    assert told.timed == 2_000
    assert told.milliseconds == pytest.approx(500)
    assert by_rule(told, "milliseconds") == {"one": pytest.approx(500), "two": pytest.approx(500)}


def test_the_first_twenty_thousand_are_timed() -> None:
    told = measure(["丙"] * 20_001, packs(), clock=ticking())

    assert (told.messages, told.timed) == (20_001, 20_000)
    assert told.milliseconds == pytest.approx(50)


def test_the_fastest_of_three_runs_counts() -> None:
    moments = iter([0, 5, 5, 6, 6, 8, *range(8, 14)])
    told = measure(["丙"] * 1_000, packs(rule("one", "甲")), clock=lambda: next(moments))

    assert told.rules[0].milliseconds == pytest.approx(10_000)


def test_too_few_messages_are_not_timed() -> None:
    told = measure(["丙"] * 999, packs())

    assert told.milliseconds is None
    assert by_rule(told, "milliseconds") == {"one": None, "two": None}
