"""JSON objects as columns: plain values become texts, anything else makes its row strange."""

from __future__ import annotations

from typing import Any

import pytest

from msgscan.formats._json import Broken
from msgscan.formats._notices import Event
from msgscan.formats._records import Records

# values under a key, texts, strange rows
TEXTS = {
    "texts": (["一", "二"], ["一", "二"], set()),
    "nothing": ([None, "二"], ["", "二"], set()),
    "numbers and truth": ([7, 1.5, True], ["7", "1.5", "True"], set()),
    "a list and an object": (["一", ["二"], {"三": 3}], ["一", "", ""], {1, 2}),
}


@pytest.mark.parametrize(("values", "texts", "strange"), TEXTS.values(), ids=TEXTS)
def test_texts(values: list[Any], texts: list[str], strange: set[int]) -> None:
    records = Records([{"key": value} for value in values])

    assert texts == records.texts("key")
    assert strange == records.strange


def test_a_missing_key_is_nothing() -> None:
    records = Records([{"a": "一"}, {}])

    assert records.texts("a") == ["一", ""]
    assert records.lists("b") == [[], []]
    assert records.flags("c") == [False, False]
    assert set() == records.strange


@pytest.mark.parametrize("value", [None, 7, "一", ["一"]], ids=str)
def test_a_value_that_is_no_object_is_strange(value: object) -> None:
    records = Records([{}, value])

    assert records.objects == [{}, {}]
    assert {1} == records.strange


def test_parts_of_parts_keep_their_rows() -> None:
    records = Records([{"sender": {"name": "甲"}}, {"sender": "乙"}, {"sender": {"name": ["丙"]}}, {}])

    assert records.texts("name", records.parts("sender")) == ["甲", "", "", ""]
    assert {1, 2} == records.strange


# value, truth
FLAGS = {
    "true": (True, True),
    "one": (1, True),
    "text": ("true", True),
    "zero": (0, False),
    "no": ("否", False),
}


@pytest.mark.parametrize(("value", "truth"), FLAGS.values(), ids=FLAGS)
def test_flags(value: object, truth: bool) -> None:  # noqa: FBT001 - a case
    assert [truth] == Records([{"recalled": value}]).flags("recalled")


def test_a_required_key_makes_rows_without_it_strange() -> None:
    records = Records([{"content": None}, {"text": "加V"}])
    records.require("content")

    assert {1} == records.strange


def test_strange_rows_show_the_whole_record_and_are_no_notices() -> None:
    records = Records([{"a": "一"}, {"a": ["加V"]}, Broken('{"a')])
    kinds, texts = ["text", "text", "text"], records.texts("a")
    notices: dict[int, Event | None] = {0: None, 1: Event("join")}
    records.expose(kinds, texts, notices)

    assert kinds == ["text", "unknown", "unknown"]
    assert texts == ["一", '{"a": ["加V"]}', '{"a']
    assert notices == {0: None}


def test_strange_rows_are_one_note_with_the_first_line() -> None:
    records = Records([{}, 7, 8])
    [note] = records.notes([10, 20, 30])

    assert (note.code, note.line, note.count) == ("strange-record", 20, 2)
    assert list(Records([{}]).notes([1])) == []
