"""Checks of lists of words: what can never match, what stands twice, what would match everywhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from ..errors import Fault, Place, Wording
from ..text.folding import fold_all
from ..text.views import HEARD, VIEWS, View, has_digit, size
from ._wording import shown
from ._yaml import Node

_COUNTS = ("no", "one", "two", "three")


class PlacedWord(NamedTuple):
    """A word of a list, and where it stands."""

    place: Place
    text: str


def placed(words: Iterable[Node]) -> list[PlacedWord]:
    """Return words that stand in the pack itself with their places."""
    return [PlacedWord(node.place, node.text) for node in words]


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


def short_word_faults(words: Sequence[PlacedWord], needs: Mapping[View, int]) -> Iterator[Fault]:
    """Yield a fault for each word that is too short for one of the views, and would be found everywhere."""
    strict: dict[View, int] = {view: needs[view] for view in VIEWS if view in needs and view != "exact"}
    # Letters and digits are never squeezed out, so most words need no closer look.
    ample = max(strict.values(), default=0)
    for word, folded in zip(words, fold_all([word.text for word in words]), strict=True) if strict else ():
        is_ample = len(folded) >= ample and folded[:ample].isalnum() and HEARD.isdisjoint(strict)
        if not is_ample and folded.strip():
            short = {view: least for view, least in strict.items() if _is_short(view, folded, least)}
            if short:
                yield Fault(word.place, _too_short(word.text, short))


def _is_short(view: View, folded: str, least: int) -> bool:
    # A word without a digit is not looked for in digits, so it can't be too short there.
    return size(view, folded) < least and (view != "digits" or has_digit(folded))


def _too_short(word: str, needs: Mapping[View, int]) -> Wording:
    zh, en = [], []
    for (least, heard), some in groupby(needs, key=lambda view: (needs[view], view in HEARD)):
        names = list(some)
        zh.append(f"视图 {'、'.join(names)} 里至少要{'零一两三'[least]}个{'音节' if heard else '字'}")
        en.append(f"{_COUNTS[least]} {'syllables' if heard else 'characters'} in the view {', '.join(names)}")
    return Wording(
        f"{shown(word)} 太短，会到处误报：{'，'.join(zh)}；请加长，或不用这个视图",
        f"{shown(word)} is too short and would be found everywhere: it needs at least {', '.join(en)}; "
        "use a longer word, or leave the view out",
    )


def _repeated(word: PlacedWord, first: PlacedWord) -> Wording:
    line = first.place.line
    if word.place.path != first.place.path:
        return Wording(
            f"{shown(word.text)} 重复了：{first.place} 已经有",
            f"{shown(word.text)} stands here twice: it is at {first.place} already",
        )
    if word.text == first.text:
        return Wording(
            f"{shown(word.text)} 重复了：第 {line} 行已经有",
            f"{shown(word.text)} stands here twice: it is on line {line} already",
        )
    return Wording(
        f"{shown(word.text)} 折叠之后和第 {line} 行的 {shown(first.text)} 一样，留一个就够",
        f"{shown(word.text)} folds to the same as {shown(first.text)} on line {line}: one of them is enough",
    )
