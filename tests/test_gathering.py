"""What windows find, as findings: told of the first message, at the end of the export, with all messages."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from msgscan.errors import Language
from msgscan.explaining import explain
from msgscan.frames import from_texts
from msgscan.packs.model import Rule
from msgscan.report.explanation_text import explanation_lines
from msgscan.scanning import scan
from tests.property.strategies import pack_of

SECRET = {"words": ["找代"], "boundary": "none"}
Said = list[tuple[int | None, str, str]]


def rule(**changes: Any) -> Rule:  # noqa: ANN401 - any key of the language
    return Rule.model_validate(
        {
            "id": "flood",
            "title": "刷屏",
            "category": "flood",
            "severity": "low",
            "message": {"zh": "{count} 条「{word}」在 {span} 内", "en": "{count} of {word} in {span}"},
            "signals": {"word": ["代写", "代考"]},
            "window": {"of": "word", "span": "2m", "at_least": 3},
            "examples": {"match": ["代写"], "no_match": ["书写"]},
            **changes,
        }
    )


def found(said: Said, *rules: Rule, language: Language = "zh") -> list[dict[Any, Any]]:
    frame = from_texts(
        [text for _, _, text in said],
        sender=[sender for _, sender, _ in said],
        sent_at=pd.to_datetime(np.array([seconds for seconds, _, _ in said], "M8[s]"), utc=True),
    )
    return scan(frame, pack_of(*(rules or (rule(),))), language=language).to_dict("records")


RUN: Said = [(0, "甲", "找代写"), (5, "乙", "好"), (65, "乙", "代考"), (120, "丙", "代写代考")]


def test_a_run_is_one_finding_of_its_first_message_with_all_of_them_as_evidence() -> None:
    [row] = found(RUN)

    assert (row["seq"], row["sender"], row["matched"], row["snippet"]) == (0, "甲", "代写", "找代写")
    assert row["evidence"] == [
        {"signal": "word", "start": 1, "end": 3, "view": "exact", "seq": 0},
        {"signal": "word", "start": 0, "end": 2, "view": "exact", "seq": 2},
        {"signal": "word", "start": 0, "end": 2, "view": "exact", "seq": 3},
    ]


@pytest.mark.parametrize(
    ("language", "sentence"), [("zh", "3 条「代写」在 2 分钟 内"), ("en", "3 of 代写 in 2 min")]
)
def test_the_sentence_tells_how_many_and_how_long(language: Language, sentence: str) -> None:
    assert [sentence] == [row["message"] for row in found(RUN, language=language)]


SILENT: dict[str, tuple[Said, dict[str, Any]]] = {
    "no time": ([(None, "甲", "代写")] * 3, {}),
    "one has no time": ([(0, "甲", "代写"), (None, "甲", "代写"), (1, "甲", "代写")], {}),
    "nobody sent it": ([(0, "", "代写")] * 3, {"by": "sender"}),
    "several senders": (RUN, {"by": "sender"}),
    "too long": (RUN, {"longest": 2}),
    "too short": (RUN, {"shortest": 3}),
    "different texts": (RUN, {"same": "text"}),
    "different matches": ([(0, "甲", "代写"), (1, "甲", "代写"), (2, "甲", "代考")], {"same": "match"}),
}


@pytest.mark.parametrize(("said", "changes"), SILENT.values(), ids=SILENT.keys())
def test_what_does_not_count_makes_no_run(said: Said, changes: dict[str, Any]) -> None:
    window = {"of": "word", "span": "2m", "at_least": 3, **changes}

    assert found(said, rule(window=window)) == []


def test_equal_texts_are_equal_once_folded() -> None:
    window = {"by": "sender", "span": "1m", "at_least": 3, "same": "text"}
    plain = rule(window=window, message="{count}").model_copy(update={"signals": {}})
    [row] = found([(0, "甲", "卖ＡＢ"), (1, "甲", " 卖ab"), (2, "甲", "賣ab "), (3, "甲", "卖")], plain)

    assert (row["message"], row["matched"]) == ("3", "卖ＡＢ")


def test_a_message_is_counted_for_each_thing_that_it_shares() -> None:
    window = {"of": "word", "span": "2m", "at_least": 2, "same": "match"}
    rows = found([(0, "甲", "代写代考代写"), (1, "乙", "代考"), (2, "丙", "代写")], rule(window=window))

    assert sorted((row["matched"], row["message"]) for row in rows) == [
        ("代写", "2 条「代写」在 2 秒 内"),
        ("代考", "2 条「代考」在 1 秒 内"),
    ]


def test_findings_of_runs_come_after_those_of_messages() -> None:
    single = rule(id="ads", signals={"word": ["代写"]}, window=None, when="word", message="广告")
    rows = found(RUN, rule(), single)

    assert [(row["rule"], row["seq"]) for row in rows] == [("ads", 0), ("ads", 3), ("flood", 0)]


def test_what_another_rule_redacts_is_not_shown() -> None:
    secret = rule(id="secret", signals={"word": SECRET}, window=None, when="word", message="密", redact=True)
    row = found(RUN, rule(), secret)[-1]

    assert (row["rule"], row["snippet"], row["redact"]) == ("flood", "找*写", True)
    assert "代写" not in row["message"]


def test_an_explanation_tells_whether_a_message_counts() -> None:
    for text, said in (("代写", "✓ 窗口会数这条消息"), ("书写", "✗ 窗口不数这条消息")):
        told = explain(text, "flood", [pack_of(rule())])

        assert told.severity is None
        assert said in next(explanation_lines(told, "zh"))
