"""JSON in pieces: what comes out equals json.loads, wherever the pieces are cut; faults have a place."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, strategies as st

from msgscan.formats import _json_document
from msgscan.formats._json import JsonError
from msgscan.formats._json_document import document

NONE: frozenset[str] = frozenset()


def pieces(text: str, size: int = 5) -> Callable[[], list[str]]:
    """Return what opens a text in pieces of this size."""
    return lambda: [text[i : i + size] for i in range(0, len(text), size)]


def read(text: str, array: str = "m", needed: frozenset[str] = NONE, size: int = 5) -> tuple[Any, list[Any]]:
    outer, chunks = document(pieces(text, size), array, needed)
    elements = [element for chunk in chunks for element in chunk]
    return outer, elements


# text, array, what stands outside, the elements
DOCUMENTS = {
    "empty array": ('{"m":[]}', "m", {}, []),
    "blanks everywhere": (' {\n "m" : [ ] \n} \n', "m", {}, []),
    "keys before and behind": ('{"a":1,"m":[{"x":1},{}],"b":[2]}', "m", {"a": 1, "b": [2]}, [{"x": 1}, {}]),
    "the document is the array": ('[{"x":1},\n{"x":2}]', "", {}, [{"x": 1}, {"x": 2}]),
    "numbers end at a piece": ('{"m":[12345,67890]}', "m", {}, [12345, 67890]),
    "mixed elements": (
        '{"m":[1,"},{",{"a":"},{"},null,[{}]]}',
        "m",
        {},
        [1, "},{", {"a": "},{"}, None, [{}]],
    ),
    "the separator inside": (
        '{"m":[{"a":[{},{}]},{"a":"},{"},{}]}',
        "m",
        {},
        [{"a": [{}, {}]}, {"a": "},{"}, {}],
    ),
    "the key twice": ('{"m":[1],"m":[2]}', "m", {}, [1, 2]),
    "the key inside": ('{"a":{"m":[9]},"m":[1]}', "m", {"a": {"m": [9]}}, [1]),
    "a raw line feed in a text": ('{"m":["a\nb"]}', "m", {}, ["a\nb"]),
    "half a character": (r'{"m":["\ud83d","\ude00x","\ud83d\ude00"]}', "m", {}, ["\ufffd", "\ufffdx", "😀"]),
    "half a character in a key": (r'{"\ud83d":1,"m":[{"\ud83d":""}]}', "m", {"\ufffd": 1}, [{"\ufffd": ""}]),
    "a backslash and letters": (r'{"m":["\\ud83d"]}', "m", {}, ["\\ud83d"]),
}


@pytest.mark.parametrize("size", [1, 2, 3, 7, 1000])
@pytest.mark.parametrize(("text", "array", "outer", "elements"), DOCUMENTS.values(), ids=DOCUMENTS)
def test_a_document_is_its_array_and_the_rest(
    text: str, array: str, outer: dict[str, Any], elements: list[Any], size: int
) -> None:
    assert (outer, elements) == read(text, array, size=size)


# text, line, column
FAULTS = {
    "nothing": ("", 1, 1),
    "no array of that name": ('{"a":1}', 1, 8),
    "no array but an object": ('{"m":{}}', 1, 9),
    "a list at the top": ("[1]", 1, 1),
    "cut in a text": ('{"m":["ab', 1, 7),
    "cut between": ('{"m":[{"a":1},', 1, 15),
    "cut before the end": ('{"m":[{"a":1}]', 1, 15),
    "a comma is missing": ('{"m":[\n{"a":1},\n{"b":2 "c":3}]}', 3, 8),
    "something behind": ('{"m":[]}\n{"m":[]}', 2, 1),
    "a number of thousands of digits": ('{"m":[' + "1" * 5000 + "]}", 1, 7),
    "nested too deeply": ('{"m":[' + "[" * 100_000, 1, 7),
}


@pytest.mark.parametrize("size", [3, 9, 1 << 20])
@pytest.mark.parametrize(("text", "line", "column"), FAULTS.values(), ids=FAULTS)
def test_a_fault_has_a_place(text: str, line: int, column: int, size: int) -> None:
    with pytest.raises(JsonError) as caught:
        read(text, size=size)

    assert (line, column) == (caught.value.line, caught.value.column)


def test_elements_before_a_fault_are_handed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_json_document, "CHUNK", 2)
    _, chunks = document(pieces('{"m":[1,2,3,4,5,]}'), "m", NONE)

    assert next(chunks) == [1, 2]
    assert next(chunks) == [3, 4]
    with pytest.raises(JsonError):
        next(chunks)


def test_chunks_have_one_size_however_the_text_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_json_document, "CHUNK", 3)
    text = json.dumps({"m": [{"n": n} for n in range(10)]})
    sizes = {
        size: [len(chunk) for chunk in document(pieces(text, size), "m", NONE)[1]] for size in (1, 20, 999)
    }

    assert sizes == {1: [3, 3, 3, 1], 20: [3, 3, 3, 1], 999: [3, 3, 3, 1]}


def test_needed_keys_are_there_before_the_elements() -> None:
    text = '{"m":[1,2],"name":"群"}'

    assert "name" not in document(pieces(text), "m", NONE)[0]
    assert document(pieces(text), "m", frozenset({"name"}))[0] == {"name": "群"}
    assert read(text, needed=frozenset({"name"})) == ({"name": "群"}, [1, 2])


def test_a_needed_key_that_is_nowhere_is_no_fault() -> None:
    assert read('{"m":[1]}', needed=frozenset({"name"})) == ({}, [1])


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=8)
    | st.sampled_from(["},{", "},\n  {", "[", '"']),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=12,
)


@given(st.lists(JSON, max_size=12), st.integers(1, 40), st.sampled_from([None, 1]), st.booleans())
def test_any_elements_come_out_as_they_went_in(
    elements: list[Any],
    size: int,
    indent: int | None,
    ascii_only: bool,  # noqa: FBT001 - drawn by hypothesis
) -> None:
    text = json.dumps({"a": elements, "m": elements, "z": 1}, indent=indent, ensure_ascii=ascii_only)

    assert ({"a": elements, "z": 1}, elements) == read(text, size=size)
