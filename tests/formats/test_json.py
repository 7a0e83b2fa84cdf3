"""Keys of a head, lines of a JSON-lines file, and values as text."""

from __future__ import annotations

from typing import Any

import pytest

from msgscan.formats._json import Broken, as_text, lines, paths


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
