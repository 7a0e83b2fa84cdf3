"""Checks of lists of words: what can never match, what stands twice, what would match everywhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ..errors import Fault, Place, Wording
from ..text.folding import fold_all, squeeze
from ._wording import shown
from ._yaml import Node

# Characters that a word must keep in a view that leaves things out.
SHORTEST = 2


class PlacedWord(NamedTuple):
    """A word of a list, and where it stands."""

    place: Place
    text: str


def placed(words: Iterable[Node], path: str) -> list[PlacedWord]:
    """Return words that stand in the pack itself with their places."""
    return [PlacedWord(Place(path, node.line, node.column), node.text) for node in words]


def word_faults(words: Sequence[PlacedWord]) -> Iterator[Fault]:
    """Yield a fault for each word that is empty, folds to nothing, or stands in the list already."""
    first: dict[str, PlacedWord] = {}
    for word, folded in zip(words, fold_all([word.text for word in words]), strict=True):
        if not word.text.strip():
            yield Fault(word.place, Wording("词不能是空的", "a word must not be empty"))
        elif not folded.strip():
            yield Fault(
                word.place,
                Wording(
                    f"{shown(word.text)} 折叠之后什么都不剩，永远不会命中",
                    f"nothing is left of {shown(word.text)} after folding: it never matches",
                ),
            )
        elif folded in first:
            yield Fault(word.place, _repeated(word, first[folded]))
        else:
            first[folded] = word


def short_word_faults(words: Sequence[PlacedWord], view: str) -> Iterator[Fault]:
    """Yield a fault for each word of which this view leaves less than two characters.

    One character between any signs is found in half of all messages.
    """
    for word, folded in zip(words, fold_all([word.text for word in words]), strict=True):
        # Letters and digits are never squeezed out, so most words need no closer look.
        is_long = len(folded) >= SHORTEST and folded[:SHORTEST].isalnum()
        if folded.strip() and not is_long and len(squeeze(word.text)) < SHORTEST:
            yield Fault(
                word.place,
                Wording(
                    f"{shown(word.text)} 在视图 {view} 里不到两个字，会到处误报：请加长，或只用 exact",
                    f"less than two characters of {shown(word.text)} are left in the view {view}, "
                    "it would be found everywhere: use a longer word, or exact only",
                ),
            )


def _repeated(word: PlacedWord, first: PlacedWord) -> Wording:
    line = first.place.line
    if word.text == first.text:
        return Wording(
            f"{shown(word.text)} 重复了：第 {line} 行已经有",
            f"{shown(word.text)} stands here twice: it is on line {line} already",
        )
    return Wording(
        f"{shown(word.text)} 折叠之后和第 {line} 行的 {shown(first.text)} 一样，留一个就够",
        f"{shown(word.text)} folds to the same as {shown(first.text)} on line {line}: one of them is enough",
    )
