"""What a pack may mean otherwise than it says: no fault, but worth a word to the person who wrote it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..errors import Fault, Place, Wording
from ._family import Source
from ._wording import shown
from ._yaml import Node

# 转让门票，转让演出票 · 转让门票、演出票 · 转让门票, 演出票: a comma of English parts words in [ ] only
_RUN_TOGETHER = re.compile(r"[\u3400-\u9fff](?:[，、；]|, )[\u3400-\u9fff]")


def run_together(source: Source) -> Iterator[Fault]:
    """Yield a note for each word that looks like several: with the signs that part words in Chinese.

    Such a word is found only where a message has all of it, signs and all.
    """
    words = [(node.place, node.text) for node in _words(source.root)]
    words += [(word.place, word.text) for listed in source.lexicons.values() for word in listed]
    for place, word in dict.fromkeys(words):
        if _RUN_TOGETHER.search(word):
            yield _doubt(place, word)


def _doubt(place: Place, word: str) -> Fault:
    return Fault(
        place,
        Wording(
            f"{shown(word)} 是一个词，连同标点一起找；如果是几个词，请写成 [甲, 乙]，用英文逗号"
            "（词库文件里一行一个）",
            f"{shown(word)} is one word, looked for with its signs; several words are written [a, b], with "
            "commas of English, in a lexicon's file one a line",
        ),
    )


def _words(node: Node, key: str = "") -> Iterator[Node]:
    """Yield the words of all signals and lexicons in a tree; a list of a signal may be its words."""
    for name, (_, value) in node.pairs.items():
        if name == "words" or (key == "signals" and not value.is_mapping):
            yield from (each for each in value.members or (value,) if isinstance(each.value, str))
        else:
            yield from _words(value, name)
    for member in node.members:
        yield from _words(member)
