"""The two tables and the batches that carry them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from msgscan.schema import CATEGORIES, FINDINGS, MESSAGES, Batch, Column, Joined

TYPES = {"str", "str?", "int", "bool", "time?", "list", "list?"}
both_tables = pytest.mark.parametrize("table", [MESSAGES, FINDINGS], ids=["MESSAGES", "FINDINGS"])


@both_tables
def test_columns_have_names_of_their_own_types_and_meanings(table: tuple[Column, ...]) -> None:
    assert len({column.name for column in table}) == len(table)
    assert all(column.type in TYPES or column.type.removesuffix("?") in CATEGORIES for column in table)
    assert all(column.meaning for column in table)


@both_tables
def test_defaults_are_of_the_type(table: tuple[Column, ...]) -> None:
    defaults = {
        column.name: column.default for column in table if column.type.removesuffix("?") in CATEGORIES
    }
    allowed = {
        column.name: {
            *CATEGORIES[column.type.removesuffix("?")],
            *([None] if column.type.endswith("?") else []),
        }
        for column in table
        if column.name in defaults
    }

    assert {name: default for name, default in defaults.items() if default not in allowed[name]} == {}


def test_columns_of_both_tables_have_one_default() -> None:
    messages = {column.name: column.default for column in MESSAGES}
    shared = {column.name: column.default for column in FINDINGS if column.name in messages}

    assert shared == {name: messages[name] for name in shared}


# name, kept as, three values
KEPT = {
    "a list": ("text", ["甲", "乙", "丙"], ["甲", "乙", "丙"]),
    "one for all": ("platform", "qq", ["qq", "qq", "qq"]),
    "nothing for all": ("chat_id", None, [None, None, None]),
    "an array": ("line", np.array([3, 4, 5]), [3, 4, 5]),
    "a truth for all": ("recalled", True, [True, True, True]),
}


@pytest.mark.parametrize(("name", "kept", "expected"), KEPT.values(), ids=KEPT.keys())
def test_a_column_has_a_value_a_row_however_it_is_kept(name: str, kept: Any, expected: list[Any]) -> None:  # noqa: ANN401 - any way
    batch = Batch(3, {name: kept})

    assert expected == list(batch.values(name))
    assert [expected[2], expected[0]] == batch.taken(name, [2, 0])


def test_columns_that_nobody_gave_have_their_default() -> None:
    batch = Batch(2, {})

    assert list(batch.values("seq")) == [0, 1]
    assert np.isnat(batch.values("sent_at")).all()
    assert batch.values("kind") == ["text", "text"] == batch.texts("kind")
    assert batch.texts("text") == ["", ""]


def test_a_column_that_no_table_has_is_refused() -> None:
    with pytest.raises(KeyError):
        Batch(1, {}).values("mood")


@pytest.mark.parametrize("values", [["甲"], np.array([1, 2, 3])], ids=["list", "array"])
def test_a_column_of_another_length_is_refused(values: Any) -> None:  # noqa: ANN401 - either way
    with pytest.raises(ValueError, match="'line' has"):
        Batch(2, {"line": values})


NOON = np.array(["2025-09-01T04:00"], "M8[ms]")
# column, how three batches of one row keep it (None: not at all), the values of all
JOINED = {
    "lists": ("text", (["甲"], ["乙"], ["丙"]), ["甲", "乙", "丙"]),
    "a plain value behind a list": ("text", (["甲"], "乙", ["丙"]), ["甲", "乙", "丙"]),
    "a list behind plain values": ("text", ("甲", "甲", ["乙"]), ["甲", "甲", "乙"]),
    "unequal plain values": ("platform", ("qq", "wechat", "qq"), ["qq", "wechat", "qq"]),
    "a column that the first lacks": ("quoted", (None, ["甲"], None), ["", "甲", ""]),
    "arrays": ("line", (np.array([1]), np.array([2]), np.array([3])), [1, 2, 3]),
    "a list behind an array": ("line", (np.array([1]), [2], 3), [1, 2, 3]),
    "an array behind a list": ("line", ([1], np.array([2]), 3), [1, 2, 3]),
    "no times, then some": ("sent_at", (None, NOON, NOON), [np.datetime64("NaT"), *NOON, *NOON]),
    "times, then none": ("sent_at", (NOON, None, NOON), [*NOON, np.datetime64("NaT"), *NOON]),
}


@pytest.mark.parametrize(("name", "kept", "expected"), JOINED.values(), ids=JOINED)
def test_joined_batches_hold_all_rows_however_they_are_kept(
    name: str,
    kept: tuple[Any, ...],
    expected: list[Any],
) -> None:
    joined = Joined()
    for values in kept:
        joined.add(Batch(1, {} if values is None else {name: values}))

    assert joined.batch().size == 3
    np.testing.assert_array_equal(np.array(joined.batch().values(name)), np.array(expected))


def test_equal_plain_values_of_joined_batches_stay_one() -> None:
    joined = Joined()
    for _ in range(2):
        joined.add(Batch(3, {"platform": "qq"}))

    assert joined.batch() == Batch(6, {"platform": "qq"})


def test_batches_are_not_changed_when_they_are_joined() -> None:
    batch, joined = Batch(1, {"text": ["甲"]}), Joined()
    joined.add(batch)
    joined.add(batch)

    assert batch.texts("text") == ["甲"]
