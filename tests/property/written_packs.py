"""Packs as people might write them: any order of keys, any indentation, comments and blank lines anywhere."""

from __future__ import annotations

import json
from random import Random
from typing import Any

# What is read as text whether it is quoted or not.
_BARE = ("no", "0123", "22:30", "~", "1.10", "2026-03-01", "加微信", "a b", "x#y")
_WORDS = (*_BARE, "#x", "- y", "'q'", '"d"', "k: v", "two\nlines", "behind ", "[a", "{b", "x #y")


def pack_tree(random: Random) -> dict[str, Any]:
    """Return what a sound pack says, keys in any order."""
    rules = [_rule(random, number) for number in range(random.randint(0, 3))]
    lexicons = {name: {"words": _words(random)} for name in random.sample("abcd", random.randint(0, 2))}
    return {
        "msgscan": 1,
        "pack": {"id": "made", "version": "1.0.0", "title": {"en": "made", "zh": random.choice(_WORDS)}},
        "categories": {"ad": {"title": random.choice(_WORDS)}},
        "lexicons": lexicons,
        "rules": rules,
    }


def _rule(random: Random, number: int) -> dict[str, Any]:
    words = _words(random)
    signal: Any = random.choice(
        [words, {"words": words, "boundary": "none"}, {"any": [words, {"words": ["外"], "views": ["exact"]}]}]
    )
    when: Any = random.choice(
        ["no", {"all": ["no"]}, {"any": ["no", {"near": {"of": ["no", "b"], "within": 3}}]}]
    )
    return {
        "id": f"made-{number}",
        "title": random.choice(_WORDS),
        "category": "ad",
        "severity": "low",
        "redact": True,
        "message": random.choice(_WORDS).replace("{", "("),
        "signals": {"no": signal, "b": {"words": ["例"], "except": {"words": _words(random)}}},
        "when": {"all": [when], "none": ["b"]} if when == "no" else {"any": [when, "b"]},
        "examples": {"match": _words(random), "no_match": [{"text": random.choice(_WORDS)}]},
    }


def _words(random: Random) -> list[str]:
    # Two digits keep words apart that would fold to the same.
    return [f"{word}{number:02}" if number else word for number, word in enumerate(random.sample(_WORDS, 2))]


class PackWriter:
    """Writes a tree as YAML, each time in another way; ``comments`` are those that were put into it."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self.comments: list[str] = []

    def text(self, tree: dict[str, Any]) -> str:
        """Return the tree as YAML."""
        head = [self._comment(), ""] if self._chance() else []
        return "\n".join([*head, *self._block(tree, 0)]) + "\n" * self._random.randint(1, 3)

    def _chance(self, percent: int = 30) -> bool:
        return self._random.randrange(100) < percent

    def _comment(self) -> str:
        self.comments.append(f"# {len(self.comments)}: 'x' - [y] # z")
        return self.comments[-1]

    def _behind(self) -> str:
        return " " * self._random.randint(1, 4) + self._comment() if self._chance(20) else ""

    def _between(self, column: int) -> list[str]:
        lines = []
        while self._chance():
            space = " " * self._random.randint(0, column + 5)
            lines.append(space + self._comment() if self._chance(60) else "")
        return lines

    def _block(self, value: Any, column: int) -> list[str]:  # noqa: ANN401 - a tree
        lines = []
        pairs = list(value.items()) if isinstance(value, dict) else [(None, member) for member in value]
        if isinstance(value, dict):
            self._random.shuffle(pairs)
        for key, member in pairs:
            lines += self._between(column)
            lines += self._member(column, "-" if key is None else f"{key}:", member)
        return lines

    def _member(self, column: int, head: str, value: Any) -> list[str]:  # noqa: ANN401 - a tree
        deeper = column + self._random.randint(1, 5)
        head = " " * column + head
        if isinstance(value, dict | list) and value and self._chance(80):
            if isinstance(value, list) and head.endswith(":") and self._chance():
                deeper = column
            inner = self._block(value, deeper)
            # - id: x
            if (
                head.endswith("-")
                and len(head) < deeper
                and inner[0].lstrip()[:1] not in {"", "#"}
                and self._chance(80)
            ):
                return [head.ljust(deeper) + inner[0].lstrip(), *inner[1:]]
            return [head + self._behind(), *inner]
        return [f"{head}{' ' * self._random.randint(1, 3)}{self._leaf(value, column)}"]

    def _leaf(self, value: Any, column: int) -> str:  # noqa: ANN401 - a tree
        shift = "\n" + " " * (column + self._random.randint(1, 7))
        # Further in than any comment that comes after it: that would be a part of the text.
        deep = "\n" + " " * (column + self._random.randint(6, 9))
        said = json.dumps(value, ensure_ascii=False)
        if isinstance(value, dict | list):
            said = said.replace(", ", f",{shift}") if self._chance() else said
        elif isinstance(value, str) and value in _BARE and self._chance(60):
            said = value
        elif isinstance(value, str) and value == value.strip() and "\n" not in value and self._chance():
            return self._random.choice(["|-", ">-"]) + self._behind() + deep + value
        return said + self._behind()
