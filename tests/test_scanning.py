"""From frames to findings: what frames look like, how packs are named, what is told of slow patterns."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from msgscan.engine.compiler import compile_packs
from msgscan.errors import Damaged, FrameError, UsageError, Wording
from msgscan.frames import from_texts
from msgscan.packs.load import load_pack
from msgscan.packs.model import Rule
from msgscan.packs.shipped import shipped_names
from msgscan.scanning import Scanner, ScanWarning, compiled, scan
from msgscan.schema import FINDINGS, Batch
from tests.packs.pack_texts import ORGANISATION, SMALL
from tests.property.strategies import pack_of

# It tries all ways to part a row of letters.
SLOW = {"signals": {"a": {"regex": ["(?:a|aa|aaa)+$"]}}, "when": "a"}
ENDLESS = "a" * 60 + "b"


def rule(name: str = "ads", **changes: Any) -> Rule:  # noqa: ANN401 - any key of the language
    return Rule.model_validate(
        {
            "id": name,
            "title": "广告",
            "category": "ad",
            "severity": "low",
            "message": {"zh": "广告", "en": "an ad"},
            "signals": {"a": ["代写"]},
            "when": "a",
            "examples": {"match": ["代写"], "no_match": ["书写"]},
            **changes,
        }
    )


ADS = pack_of(rule())

# frame, seq of the messages found
FRAMES = {
    "text only": (pd.DataFrame({"text": ["你好", "代写"]}), [1]),
    "further columns": (pd.DataFrame({"mood": [1, 2], "text": ["代写", "好"], "chat": ["甲", "乙"]}), [0]),
    "any index": (pd.DataFrame({"text": ["代写", "好", "代写"]}, index=[7, 7, -1]), [0, 2]),
    "a part of a frame": (pd.DataFrame({"text": ["代写", "好", "代写"]}).iloc[1:], [1]),
    "rows numbered elsewhere": (pd.DataFrame({"text": ["代写"], "seq": [41]}), [41]),
    "missing texts": (pd.DataFrame({"text": [None, "代写", np.nan, pd.NA]}, dtype=object), [1]),
    "objects": (pd.DataFrame({"text": pd.Series(["代写", "好"], dtype=object)}), [0]),
    "strings": (pd.DataFrame({"text": pd.Series(["好", "代写", None], dtype="string")}), [1]),
    "categories": (pd.DataFrame({"text": pd.Series(["好", "代写"], dtype="category")}), [1]),
    "no text at all": (pd.DataFrame({"text": [1, 2.5]}), []),
    "half a character": (pd.DataFrame({"text": pd.Series(["\ud83d代写"], dtype=object)}), [0]),
    "no rows": (pd.DataFrame({"text": []}), []),
    "a frame of messages": (from_texts(["好", "代写"], sender=["甲", "乙"]), [1]),
}


@pytest.mark.parametrize(("frame", "expected"), FRAMES.values(), ids=FRAMES.keys())
def test_finds_in_any_frame_with_texts_and_leaves_it_as_it_is(
    frame: pd.DataFrame, expected: list[int]
) -> None:
    before = frame.copy(deep=True)
    findings = scan(frame, ADS)

    assert expected == findings["seq"].tolist()
    assert [column.name for column in FINDINGS] == list(findings.columns)
    pd.testing.assert_frame_equal(before, frame)


WRONG = {
    "no column text": (pd.DataFrame({"message": ["代写"]}), "message"),
    "no column at all": (pd.DataFrame(), "没有列"),
    "an unknown kind": (pd.DataFrame({"text": ["代写"], "kind": ["mail"]}), "kind"),
    "a number that is none": (pd.DataFrame({"text": ["代写"], "seq": ["x"]}), "seq"),
    "a time that is none": (pd.DataFrame({"text": ["代写"], "sent_at": ["昨天"]}), "sent_at"),
}


@pytest.mark.parametrize(("frame", "named"), WRONG.values(), ids=WRONG.keys())
def test_a_wrong_frame_is_refused_with_the_column(frame: pd.DataFrame, named: str) -> None:
    with pytest.raises(FrameError, match=named):
        scan(frame, ADS)


def test_rules_look_at_the_kinds_they_name() -> None:
    links = pack_of(rule(applies_to={"kinds": ["link"]}))
    findings = scan(from_texts(["代写", "代写"], kind=["text", "link"]), links)

    assert findings["seq"].tolist() == [1]


def test_findings_come_in_the_order_of_messages_and_rules() -> None:
    both = pack_of(rule("b"), rule("a"))
    findings = scan(from_texts(["代写", "好", "代写"]), both)

    assert findings["seq"].tolist() == [0, 0, 2, 2]
    assert findings["rule"].tolist() == ["b", "a", "b", "a"]


def test_sentences_come_in_the_language_asked_for() -> None:
    assert scan(from_texts(["代写"]), ADS, language="en")["message"].tolist() == ["an ad"]


def test_a_rule_that_has_expired_is_not_run_and_that_is_told(tmp_path: Path) -> None:
    file = tmp_path / "ours.yaml"
    file.write_text(ORGANISATION, encoding="utf-8")
    messages = from_texts(["灯会门票", "转让饭卡"])

    assert len(scan(messages, file, today=date(2026, 3, 20))) == 2
    with pytest.warns(ScanWarning, match="规则 ours-meals 已于 2026-03-31 过期，未检查"):
        assert scan(messages, file, today=date(2026, 4, 1))["rule"].tolist() == ["ours-tickets"]


def test_packs_may_be_named_in_many_ways(tmp_path: Path) -> None:
    file = tmp_path / "small.yaml"
    file.write_text(SMALL, encoding="utf-8")
    pack = load_pack(file)
    ways: list[Any] = [
        pack,
        [pack],
        file,
        str(file),
        [file],
        (str(file),),
        tmp_path,
        [file, file],
        compile_packs([pack]),
    ]

    assert {pack.rules[0].id} == {found.id for way in ways for found in compiled(way).rules}
    assert [1] * len(ways) == [len(compiled(way).rules) for way in ways]


def test_a_folder_stands_for_all_its_packs_beside_others(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.yaml").write_text(SMALL.replace("small", name), encoding="utf-8")

    assert {"ads", "one-ads", "two-ads"} == {found.id for found in compiled([tmp_path, ADS]).rules}


def test_the_shipped_packs_are_the_default() -> None:
    assert compiled(None).digest == compiled(shipped_names()).digest


def test_a_name_that_is_nothing_is_refused() -> None:
    with pytest.raises(UsageError, match="nosuch"):
        scan(from_texts(["代写"]), ["nosuch"])


def test_no_packs_find_nothing() -> None:
    assert len(scan(from_texts(["代写"]), [])) == 0


@pytest.mark.parametrize(
    ("language", "said"), [("zh", "规则 slow 在至少 1 条消息上超时"), ("en", "slow took too long on 1")]
)
def test_a_rule_that_takes_too_long_is_told_and_the_others_are_judged(language: Any, said: str) -> None:  # noqa: ANN401 - a name
    packs = pack_of(rule("slow", **SLOW), rule())
    with pytest.warns(ScanWarning, match=said):
        findings = scan(from_texts([ENDLESS + "代写", "aa"]), packs, language=language)

    assert findings["rule"].tolist() == ["ads", "slow"]


def test_a_scanner_counts_what_takes_too_long_over_all_exports() -> None:
    scanner = Scanner(compile_packs([pack_of(rule("slow", **SLOW))]))
    for _ in range(2):
        assert list(scanner.scan([Batch(1, {"text": [ENDLESS]})])) == []

    assert scanner.unfinished == {"slow": 2}


def test_equal_messages_of_two_exports_have_equal_ids() -> None:
    scanner = Scanner(compile_packs([ADS]))
    first, second = (
        next(scanner.scan([Batch(1, {"text": ["代写"]})])).values("finding_id") for _ in range(2)
    )

    assert first == second


def test_a_program_survives_the_way_to_another_process() -> None:
    program = pickle.loads(pickle.dumps(compile_packs([ADS])))  # noqa: S301 - ours

    assert len(scan(from_texts(["代写"]), program)) == 1


def test_more_messages_than_a_piece_are_all_scanned() -> None:
    texts = ["好"] * 45_000
    texts[19_999] = texts[20_000] = texts[-1] = "代写"

    assert scan(from_texts(texts), ADS)["seq"].tolist() == [19_999, 20_000, 44_999]


def test_small_batches_are_judged_together_and_their_findings_know_their_rows() -> None:
    batches = [Batch(1, {"text": ["代写"], "seq": np.array([row])}) for row in range(3)]
    [findings] = Scanner(compile_packs([ADS])).scan(batches)

    assert list(findings.values("seq")) == [0, 1, 2]


def test_long_messages_are_judged_before_many_of_them_are_held() -> None:
    read = []

    def articles() -> Iterator[Batch]:
        for number in range(50):
            read.append(number)
            yield Batch(1, {"text": ["代写，" + "字" * 600_000]})

    next(Scanner(compile_packs([ADS])).scan(articles()))

    assert len(read) == 4


def test_what_stands_before_a_damaged_place_is_judged() -> None:
    def damaged() -> Iterator[Batch]:
        yield Batch(1, {"text": ["代写"]})
        raise Damaged(Wording("坏了", "broken"))

    findings = Scanner(compile_packs([ADS])).scan(damaged())

    assert next(findings).size == 1
    with pytest.raises(Damaged):
        next(findings)
