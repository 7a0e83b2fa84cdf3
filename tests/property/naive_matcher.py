"""The matcher as one would write it on a first day: a loop over messages, characters and terms.

It shares the fold of single characters and their kinds with msgscan, so that it tests finding and offsets,
not what folds to what.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from msgscan.text.fold_table import DROPPED, SEPARATOR, STRUCTURE, WORD, fold_table
from msgscan.text.folding import fold


class NaiveHit(NamedTuple):
    message: int
    start: int
    end: int
    term: int
    gap: int
    squeezed: bool
    glued: bool


class Char(NamedTuple):
    """One folded character; '' for one that folds to nothing."""

    char: str
    start: int
    end: int


def naive_hits(terms: Sequence[str], texts: Sequence[str]) -> list[NaiveHit]:
    found = []
    for message, text in enumerate(texts):
        chars = list(folded_chars(text))
        for term, written in enumerate(terms):
            folded = fold(written)
            if folded.strip():
                found += [hit._replace(message=message, term=term) for hit in hits_in(chars, folded)]
    return sorted(found)


def hits_in(chars: Sequence[Char], term: str) -> Iterator[NaiveHit]:
    squeezed_term = not any(kind(char) >= SEPARATOR for char in term)
    seen = [
        index
        for index, char in enumerate(chars)
        if kind(char.char) != DROPPED and not (squeezed_term and kind(char.char) >= SEPARATOR)
    ]
    squeezed_text = "".join(chars[index].char for index in seen)
    at = squeezed_text.find(term)
    while at >= 0:
        inside = seen[at : at + len(term)]
        fillers = [
            [chars[index].char for index in range(left + 1, right) if kind(chars[index].char) >= SEPARATOR]
            for left, right in pairwise(inside)
        ]
        first, last = inside[0], inside[-1]
        if not squeezed_term or allowed(fillers):
            start, end = chars[first].start, chars[last].end
            yield NaiveHit(
                message=0,
                start=start,
                end=end,
                term=0,
                gap=end - start - len(term),
                squeezed=squeezed_term and any(fillers),
                glued=(is_word(term[0]) and first > 0 and is_word(chars[first - 1].char))
                or (is_word(term[-1]) and last + 1 < len(chars) and is_word(chars[last + 1].char)),
            )
        at = squeezed_text.find(term, at + 1)


def allowed(fillers: list[list[str]]) -> bool:
    """Return whether these fillers, one list between any two characters of a term, may stand there."""
    if any(len(filler) > 8 for filler in fillers):
        return False
    only_separators = all(kind(char) != STRUCTURE for filler in fillers for char in filler)
    dispersed = len(fillers) >= 2 and all(fillers)
    return only_separators or dispersed


def folded_chars(text: str) -> Iterator[Char]:
    at = 0
    while at < len(text):
        entity = re.match(r"&#?\w+;", text[at : at + 10], re.ASCII)
        decoded = html.unescape(entity[0]) if entity else ""
        size = len(entity[0]) if entity and len(decoded) == 1 and decoded != "\ufffd" else 1
        for char in fold(decoded if size > 1 else text[at]) or [""]:
            yield Char(char, at, at + size)
        at += size


def kind(folded: str) -> int:
    return int(fold_table().kind[ord(folded)]) if folded else DROPPED


def is_word(folded: str) -> bool:
    return kind(folded) == WORD
