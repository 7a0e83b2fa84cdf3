from __future__ import annotations

import pytest

from msgscan.errors import PackError
from msgscan.packs._yaml import MAX_DEPTH, Node, read_tree

# What YAML 1.1 makes of them, beside what was meant.
WORDS = [
    "no",
    "on",
    "0123",
    "22:30",
    "1.10",
    "520",
    "1_000",
    "~",
    "null",
    "2022-10-01",
    "true",
    "=",
    "<<",
    ".5",
    "0x1F",
]


@pytest.mark.parametrize("word", WORDS)
def test_a_word_stays_the_text_that_was_written(word: str) -> None:
    tree, faults = read_tree(f"words: [{word}]", "a.yaml")

    assert (tree.plain(), faults) == ({"words": [word]}, [])


# text, steps to the node, its line and column
PLACES = [
    pytest.param("标题: 词", ["标题"], (1, 5), id="after-chinese"),
    pytest.param("{😀: [甲, 乙]}", ["😀", 1], (1, 9), id="after-an-emoji"),
    pytest.param("\ufeffa: b", ["a"], (1, 4), id="after-a-byte-order-mark"),
    pytest.param("a:\r\n  - b\r\n  - 丙\r\n", ["a", 1], (3, 5), id="windows-line-ends"),
    pytest.param("a: 'b'", ["a"], (1, 4), id="quoted"),
    pytest.param("a: |\n  b\n", ["a"], (1, 4), id="block"),
    pytest.param("- a: 1\n", [0], (1, 3), id="mapping-in-a-list"),
]


@pytest.mark.parametrize(("text", "steps", "place"), PLACES)
def test_a_node_knows_its_line_and_column(text: str, steps: list[str | int], place: tuple[int, int]) -> None:
    node, _ = read_tree(text, "a.yaml")
    for step in steps:
        node = node.at(step) if isinstance(step, str) else node.members[step]

    assert (node.line, node.column) == place


def test_of_a_key_written_twice_the_first_counts() -> None:
    tree, faults = read_tree("a: 1\na: 2", "a.yaml")

    assert (tree.plain(), len(faults)) == ({"a": "1"}, 1)


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? "])
def test_nesting_beyond_the_limit_is_refused(opening: str) -> None:
    with pytest.raises(PackError, match=f"{MAX_DEPTH} 层"):
        read_tree(opening * 100_000, "a.yaml")


def test_a_bomb_of_aliases_is_refused_without_unfolding_it() -> None:
    levels = [f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 9)}]" for level in range(1, 30)]

    with pytest.raises(PackError, match="不能用别名"):
        read_tree("\n".join(["a0: &a0 [甲]", *levels]), "a.yaml")


def test_what_is_not_there_is_an_empty_text_that_stands_nowhere() -> None:
    tree, _ = read_tree("a: {b: c}", "a.yaml")

    assert tree.at("x").at("y") == Node(0, 0, "")
