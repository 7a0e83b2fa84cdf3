"""The two tables and the batches that carry them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from msgscan.schema import CATEGORIES, FINDINGS, MESSAGES, Batch, Column

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
