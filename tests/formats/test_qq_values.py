"""Values of any type in JSON exports of QQ: no row is lost, and nothing raises."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from msgscan.reading import read
from tests.formats.fixture_files import FIXTURES

Json = Any  # whatever JSON can hold

# A format, and a file whose lines (or elements) are its records.
LINES = {
    "onebot11-events": "bot.jsonl",
    "qce-chunked-jsonl": "c000001.jsonl",
    "qce-html-chunked": "c000001.js",
}
ARRAYS = {"qqnt-export-json": "二五级三班.json"}
VALUES: tuple[object, ...] = (
    None,
    True,
    0,
    -1,
    1e300,
    10**400,
    "",
    "词",
    "\ud83d",
    [],
    [None],
    ["词"],
    {},
    {"type": "text"},
    [[]],
)


def places(value: Json, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the paths of all values within a value."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [place for key, each in items for place in [(*path, key), *places(each, (*path, key))]]


def replaced(record: Json, place: tuple[Any, ...], value: object) -> Json:
    """Return a record with another value at a place."""
    changed = deepcopy(record)
    inner = changed
    for key in place[:-1]:
        inner = inner[key]
    inner[place[-1]] = value
    return changed


def changed_text(text: str, data: st.DataObject) -> str:
    """Return a text of one JSON object a line with one value of one line changed."""
    lines = text.split("\n")
    objects = [number for number, line in enumerate(lines) if _maybe_object(line.removesuffix(","))]
    number = data.draw(st.sampled_from(objects))
    record = json.loads(lines[number].removesuffix(","))
    place = data.draw(st.sampled_from(places(record)))
    comma = "," if lines[number].endswith(",") else ""
    lines[number] = json.dumps(replaced(record, place, data.draw(st.sampled_from(VALUES)))) + comma
    return "\n".join(lines)


def _maybe_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except ValueError:
        return False


@pytest.mark.parametrize("layout", LINES)
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_line_with_a_value_of_another_type_is_a_row(
    tmp_path: Path, layout: str, data: st.DataObject
) -> None:
    original = FIXTURES / layout / LINES[layout]
    path = tmp_path / original.name
    path.write_text(changed_text(original.read_text(encoding="utf-8"), data), encoding="utf-8")

    assert rows(path, layout) in (
        rows(original, layout),
        rows(original, layout) + 1,
    )  # a heartbeat, or no more one


@pytest.mark.parametrize("layout", ARRAYS)
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_an_element_with_a_value_of_another_type_is_a_row(
    tmp_path: Path, layout: str, data: st.DataObject
) -> None:
    values = json.loads((FIXTURES / layout / ARRAYS[layout]).read_text(encoding="utf-8"))
    place = data.draw(st.sampled_from(places(values)))
    path = tmp_path / "export.json"
    path.write_text(json.dumps(replaced(values, place, data.draw(st.sampled_from(VALUES)))), encoding="utf-8")

    assert rows(path, layout) == len(values)


def rows(path: Path, layout: str) -> int:
    return sum(batch.size for batch in read(path, format=layout).batches)
