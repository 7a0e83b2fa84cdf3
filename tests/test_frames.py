"""Frames from outside become MESSAGES frames, or an error tells which column is wrong."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from msgscan.errors import FrameError
from msgscan.frames import conform, from_texts, to_batch, to_frame
from msgscan.schema import CATEGORIES, FINDINGS, MESSAGES, Batch


@pytest.mark.parametrize("table", [MESSAGES, FINDINGS], ids=["MESSAGES", "FINDINGS"])
@pytest.mark.parametrize("batches", [[], [Batch(0, {})]], ids=["no batch", "an empty batch"])
def test_no_rows_are_a_frame_with_all_columns(table: tuple[Any, ...], batches: list[Batch]) -> None:
    frame = to_frame(batches, table)

    assert [column.name for column in table] == list(frame.columns)
    assert len(frame) == 0
    assert frame.dtypes.equals(to_frame([Batch(1, {})], table).dtypes)


def test_columns_that_nobody_gave_have_their_default() -> None:
    row = to_frame([Batch(1, {"text": ["收到"]})], MESSAGES).iloc[0]
    defaults = {"seq": 0, "line": 0, "sender": "", "kind": "text", "platform": "other", "recalled": False}

    assert {**defaults, "text": "收到"} == {name: row[name] for name in (*defaults, "text")}
    assert row[["chat_id", "sent_at", "event", "event_targets"]].isna().all()


def test_a_plain_value_stands_for_all_rows_of_its_batch() -> None:
    frame = to_frame([Batch(2, {"chat": "甲群"}), Batch(1, {"chat": "乙群"})], MESSAGES)

    assert frame["chat"].tolist() == ["甲群", "甲群", "乙群"]
    assert frame["seq"].tolist() == [0, 1, 2]


def test_categories_are_the_closed_lists() -> None:
    frame = to_frame([Batch(1, {"kind": ["image"]})], MESSAGES)

    assert list(CATEGORIES["kind"]) == frame["kind"].cat.categories.tolist()
    assert not frame["kind"].cat.ordered


def test_severities_have_an_order() -> None:
    frame = to_frame([Batch(2, {"severity": ["low", "critical"], "seq": [0, 1]})], FINDINGS)

    assert (frame["severity"] >= "high").tolist() == [False, True]


def test_times_are_shown_in_the_zone() -> None:
    batch = Batch(2, {"sent_at": np.array(["2026-09-01T00:00", "NaT"], "M8[ms]")})
    shown = {
        zone: str(to_frame([batch], MESSAGES, zone=zone)["sent_at"][0]) for zone in ("Asia/Shanghai", "UTC")
    }

    assert shown == {"Asia/Shanghai": "2026-09-01 08:00:00+08:00", "UTC": "2026-09-01 00:00:00+00:00"}
    assert to_frame([batch], MESSAGES)["sent_at"].isna().tolist() == [False, True]


def test_from_texts_takes_further_columns() -> None:
    frame = from_texts(["收到", "好"], sender=["甲", None], sent_at=["2026-09-01 08:00:00+08:00", None])

    assert frame["sender"].tolist() == ["甲", ""]
    assert str(frame["sent_at"][0]) == "2026-09-01 08:00:00+08:00"
    assert pd.isna(frame["sent_at"][1])


def test_from_texts_takes_an_iterator() -> None:
    assert from_texts(text for text in "12")["text"].tolist() == ["1", "2"]


def test_a_column_of_another_length_is_refused() -> None:
    with pytest.raises(FrameError, match="列 sender 有 1 个值，文本有 2 条"):
        from_texts(["一", "二"], sender=["甲"])


def test_unknown_columns_are_refused_with_the_known_ones() -> None:
    with pytest.raises(FrameError, match=r"不认识的列：author、time；可用的列：.*sender"):
        conform(pd.DataFrame({"text": ["一"], "author": ["甲"], "time": [1]}), MESSAGES)


# column, values
WRONG = {
    "a word that is no kind": ("kind", ["picture"]),
    "a word that is no event": ("event", ["joined"]),
    "text for a number": ("line", ["七"]),
    "nothing for a number": ("line", [None]),
    "no date": ("sent_at", ["昨天"]),
}


@pytest.mark.parametrize(("column", "values"), WRONG.values(), ids=WRONG)
def test_wrong_values_are_refused_with_the_column(column: str, values: list[Any]) -> None:
    with pytest.raises(FrameError) as caught:
        conform(pd.DataFrame({"text": ["一"], column: values}), MESSAGES)

    assert f"列 {column} 应为" in caught.value.describe("zh")
    assert f"column {column} should be" in caught.value.describe("en")


# what people have in frames, what becomes of it
TEXTS = {
    "object": pd.Series(["收到", None], dtype=object),
    "string": pd.Series(["收到", None], dtype="string"),
    "numbers": pd.Series([5, float("nan")]),
    "category": pd.Series(["收到", None], dtype="category"),
}


@pytest.mark.parametrize("texts", TEXTS.values(), ids=TEXTS)
def test_texts_of_any_type_become_texts_that_are_never_missing(texts: pd.Series[Any]) -> None:
    frame = conform(pd.DataFrame({"text": texts}), MESSAGES)

    assert ["", frame["text"].dtype] == [frame["text"][1], from_texts(["一"])["text"].dtype]
    assert not frame["text"].isna().any()


def test_the_index_of_a_frame_does_not_matter_and_the_frame_stays_as_it_is() -> None:
    given = pd.DataFrame({"text": ["一", "二"], "kind": ["text", "image"]}, index=[7, 7])
    before = given.copy()
    frame = conform(given, MESSAGES)

    assert [0, 1] == frame.index.tolist() == frame["seq"].tolist()
    assert frame["kind"].tolist() == ["text", "image"]
    pd.testing.assert_frame_equal(before, given)


def test_a_clock_without_a_zone_is_taken_as_utc() -> None:
    frame = conform(pd.DataFrame({"text": ["一"], "sent_at": pd.to_datetime(["2026-09-01 00:00"])}), MESSAGES)

    assert str(frame["sent_at"][0]) == "2026-09-01 08:00:00+08:00"


def test_a_conformed_frame_conforms_to_itself() -> None:
    frame = from_texts(["一"], event=["invite"], event_targets=[["甲", "乙"]], sent_at=["2026-09-01T00:00Z"])

    pd.testing.assert_frame_equal(frame, conform(frame, MESSAGES))


def test_a_frame_becomes_a_batch_of_the_columns_that_it_has() -> None:
    batch = to_batch(pd.DataFrame({"text": ["一"], "mine": [1], "recalled": [True]}), MESSAGES)

    assert {"text", "recalled"} == set(batch.columns)
    assert batch.values("text") == ["一"]


def test_a_batch_with_a_column_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="column 'text' has 1 values, the batch 2 rows"):
        Batch(2, {"text": ["一"]})
