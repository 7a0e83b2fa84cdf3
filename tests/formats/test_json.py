"""Keys of a head, lines of a JSON-lines file, and values as text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from msgscan.formats import _json
from msgscan.formats._json import Broken, as_text, lines, maybe_whole, paths


def test_lines_that_are_not_json_stand_as_broken() -> None:
    text = ['{"a":1}', "", '{"a":', "# x", "7", "  "]

    assert [([1, 3, 4, 5], [{"a": 1}, Broken('{"a":'), Broken("# x"), 7])] == list(lines(enumerate(text, 1)))


# head, paths
HEADS = {
    "no JSON": ("消息记录", set()),
    "cut in a text": ('{"chatlab":{"version":"0.0', {"chatlab", "chatlab.version"}),
    "arrays": ('[{"a":{"b":1}},{"c":2}]', {"item.a", "item.a.b", "item.c"}),
    "down to four levels": (
        '{"a":{"b":{"c":{"d":{"e":{"f":1}}}}}}',
        {"a", "a.b", "a.b.c", "a.b.c.d", "a.b.c.d.e"},
    ),
    "half a character": (r'{"name":"\ud83d","m":[]}', {"name", "m"}),
}


@pytest.mark.parametrize(("head", "found"), HEADS.values(), ids=HEADS)
def test_paths_of_a_head(head: str, found: set[str]) -> None:
    assert found == paths(head)


def test_what_is_too_deep_to_write_is_still_a_text() -> None:
    deep: list[Any] = []
    for _ in range(100_000):
        deep = [deep]

    assert as_text(deep) == "{…}"


READERS = sorted(Path(_json.__file__).parent.glob("*.py"))

# a small text of JSON inside something else, what it holds
INSIDE = {
    "an object": ('{"a":"早"}', {"a": "早"}),
    "half a character": (r'{"a":"\ud83d"}', {"a": "\ufffd"}),
    "no JSON": ("早", None),
    "cut": ('{"a":', None),
    "brackets without end": ("[" * 100_000, None),
    "an integer without end": ("1" * 10_000, None),
}


@pytest.mark.parametrize(("text", "value"), INSIDE.values(), ids=INSIDE)
def test_a_small_text_is_read_if_it_is_json(text: str, value: object) -> None:
    assert maybe_whole(text) == value


@pytest.mark.parametrize("path", READERS, ids=lambda path: path.stem)
def test_json_of_exports_is_read_in_one_way(path: Path) -> None:
    assert "json.loads(" not in path.read_text("utf-8") or path.stem == "_features", (
        "json.loads lets halves of characters through, and brackets without end: use maybe_whole"
    )
