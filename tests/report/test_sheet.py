"""CSV: nothing runs in a spreadsheet, everything else comes back."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, strategies as st

from msgscan.report import sheet

FORMULAS = ("=", "+", "-", "@", "\t", "\n", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def written(value: object) -> str:
    """Return a value as it comes back from the file that it is written to."""
    file = io.StringIO(newline="")
    sheet.write([{"before": 0, "value": value}], ["before", "value"], file)
    file.seek(0)
    _, (_, cell) = csv.reader(file)
    return cell


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (None, ""),
        ("", ""),
        ("收到", "收到"),
        ("两行\n文字", "两行\n文字"),
        ('引号"和,逗号', '引号"和,逗号'),
        (-3, "-3"),
        (True, "True"),
        (["甲", "乙"], '["甲", "乙"]'),
        ([{"start": 0}], '[{"start": 0}]'),
        ("=1+1", "'=1+1"),
        ("\uff1d1+1", "'\uff1d1+1"),
        ("-", "'-"),
        ("\x1b[2J", "<U+001B>[2J"),
        ("\ud83d", "<U+D83D>"),
    ],
    ids=repr,
)
def test_a_value_becomes_a_cell(value: object, cell: str) -> None:
    assert written(value) == cell


@given(st.text(st.characters()))
def test_no_text_begins_a_formula(text: str) -> None:
    assert not written(text).startswith(FORMULAS)


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"])))
def test_a_text_comes_back_but_for_the_apostrophe_before_a_formula(text: str) -> None:
    assert written(text).removeprefix("'") == text.removeprefix("'")


def test_columns_come_in_the_order_asked_for_and_others_are_left_out() -> None:
    file = io.StringIO()
    sheet.write([{"a": 1, "b": 2, "c": 3}], ["c", "a"], file)

    assert file.getvalue() == "c,a\n3,1\n"
