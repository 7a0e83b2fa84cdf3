"""The matcher as one would write it on a first day: a loop over messages, characters and terms.

It shares the fold of single characters, their kinds and the tables of the views with msgscan, so that it
tests finding and offsets, not what folds to what.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from msgscan.text.fold_table import DROPPED, SEPARATOR, STRUCTURE, WORD, fold_table
from msgscan.text.folding import fold
from msgscan.text.views import LEAST, VIEWS, View, alternatives, has_digit, most_spelt, read, size, view_table

EXACT, SQUEEZE = VIEWS.index("exact"), VIEWS.index("squeeze")


class NaiveHit(NamedTuple):
    message: int
    start: int
    end: int
    term: int
    gap: int
    view: int
    glued: bool


class Char(NamedTuple):
    """One folded character; '' for one that folds to nothing."""

    char: str
    start: int
    end: int


def naive_hits(
    terms: Sequence[str], texts: Sequence[str], views: Sequence[int] | None = None
) -> list[NaiveHit]:
    """Return all hits; ``views`` has a mask for each term."""
    found = []
    for message, text in enumerate(texts):
        chars = list(folded_chars(text))
        for term, written in enumerate(terms):
            folded = fold(written)
            if folded.strip():
                mask = views[term] if views else 0
                found += [hit._replace(message=message, term=term) for hit in hits_of(chars, folded, mask)]
    return sorted(found)


def hits_of(chars: Sequence[Char], term: str, mask: int) -> list[NaiveHit]:
    """Return the hits of a term: exact and squeezed, and those that only views of the mask have."""
    plain = list(hits_in(chars, term))
    places = {(hit.start, hit.end) for hit in plain}
    others = [view for number, view in enumerate(VIEWS) if number > SQUEEZE and mask >> number & 1]
    only = [hit for view in others for hit in hits_in_view(chars, term, view)]
    return plain + [hit for hit in only if (hit.start, hit.end) not in places]


def hits_in(chars: Sequence[Char], term: str) -> Iterator[NaiveHit]:
    """Yield the exact and squeezed hits."""
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
        fillers = fillers_in(chars, inside, "squeeze")
        if not squeezed_term or allowed(fillers):
            view: View = "squeeze" if squeezed_term and any(fillers) else "exact"
            yield hit_at(chars, inside, term, view)
        at = squeezed_text.find(term, at + 1)


def hits_in_view(chars: Sequence[Char], term: str, view: View) -> Iterator[NaiveHit]:
    """Yield the hits of a term in one of the other views."""
    if any(kind(char) >= SEPARATOR for char in term) or "\uffff" in term or size(view, term) < LEAST[view]:
        return
    if view == "digits" and not has_digit(term):
        return
    seen = [index for index, char in enumerate(chars) if DROPPED < kind(char.char, view) < SEPARATOR]
    ends_from = {"collapse": collapsed_ends, "shuffle": shuffled_ends}.get(view, spelt_ends)
    text = "".join(read(view, chars[index].char) for index in seen)
    for start in range(len(text)):
        for end in ends_from(text, start, term, view):
            inside = seen[start:end]
            if view == "pinyin" and touches_letter(chars, inside):
                continue
            if allowed(fillers_in(chars, inside, view)):
                yield hit_at(chars, inside, term, view)


def spelt_ends(text: str, start: int, term: str, view: View) -> set[int]:
    """Return where a spelling of the term may end that begins here."""
    choices = [alternatives(view, char) for char in term]
    first_of_all = {place: others[0] for place, others in enumerate(choices) if others}

    def ends(at: int, place: int, replaced: dict[int, str]) -> Iterator[int]:
        if place == len(term):
            few = len(replaced) <= most_spelt(len(first_of_all)) or replaced == first_of_all
            if few and (replaced or view not in ("pinyin", "split")):
                yield at
            return
        if text.startswith(read(view, term[place]), at):
            yield from ends(at + 1, place + 1, replaced)
        for other in choices[place]:
            if text.startswith(other, at):
                yield from ends(at + len(other), place + 1, replaced | {place: other})

    return set(ends(start, 0, {}))


def collapsed_ends(text: str, start: int, term: str, view: View) -> set[int]:  # noqa: ARG001 - like the other
    """Return where a collapsed term may end that begins here."""
    own = runs(term)
    found = set()
    for end in range(start + 1, len(text) + 1):
        said = runs(text[start:end])
        if len(own) == 1 or [char for char, _ in said] != [char for char, _ in own]:
            continue
        enough = all(count >= least for (_, count), (_, least) in zip(said, own, strict=True))
        edges = ((said[0], own[0], text[start - 1 : start]), (said[-1], own[-1], text[end : end + 1]))
        if enough and all(
            beside != char if is_word(char) else count == least for (char, count), (_, least), beside in edges
        ):
            found.add(end)
    return found


def shuffled_ends(text: str, start: int, term: str, view: View) -> set[int]:  # noqa: ARG001 - like the other
    """Return where a term with its characters in another order may end that begins here."""
    end = start + len(term)
    said = text[start:end]
    changed = [place for place, pair in enumerate(zip(said, term, strict=False)) if pair[0] != pair[1]]
    swapped = len(changed) == 2 and changed[1] == changed[0] + 1
    is_other = sorted(said) == sorted(term) and (len(term) <= 4 or swapped)
    return {end} if changed and is_other else set()


def runs(text: str) -> list[tuple[str, int]]:
    return [(char, len(list(run))) for char, run in groupby(text)]


def hit_at(chars: Sequence[Char], inside: Sequence[int], term: str, view: View) -> NaiveHit:
    """Return the hit whose characters are these."""
    first, last = inside[0], inside[-1]
    start, end = chars[first].start, chars[last].end
    before, after = beside(chars, inside)
    return NaiveHit(
        message=0,
        start=start,
        end=end,
        term=0,
        gap=end - start - len(term),
        view=VIEWS.index(view),
        glued=(is_word(term[0]) and is_word(before, view)) or (is_word(term[-1]) and is_word(after, view)),
    )


def touches_letter(chars: Sequence[Char], inside: Sequence[int]) -> bool:
    """Return whether a Latin letter at an edge has another one directly beside it."""
    own = (chars[inside[0]].char, chars[inside[-1]].char)
    return any(
        all(is_word(char) and not char.isdigit() for char in pair)
        for pair in zip(own, beside(chars, inside), strict=True)
    )


def beside(chars: Sequence[Char], inside: Sequence[int]) -> tuple[str, str]:
    first, last = inside[0], inside[-1]
    return chars[first - 1].char if first else "", chars[last + 1].char if last + 1 < len(chars) else ""


def fillers_in(chars: Sequence[Char], inside: Sequence[int], view: View) -> list[list[str]]:
    """Return the signs that the view overlooks, one list between any two characters."""
    return [
        [chars[index].char for index in range(left + 1, right) if kind(chars[index].char, view) >= SEPARATOR]
        for left, right in pairwise(inside)
    ]


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


def kind(folded: str, view: View = "exact") -> int:
    table = fold_table() if view in ("exact", "squeeze") else view_table(view)
    return int(table.kind[ord(folded)]) if folded else DROPPED


def is_word(folded: str, view: View = "exact") -> bool:
    return kind(folded, view) == WORD
