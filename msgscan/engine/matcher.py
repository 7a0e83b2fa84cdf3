"""The multi-term matcher: every place where any term stands in any text, however it is written there.

The walk of one chunk (some thousand messages, joined)::

    texts ── join, decode ──▶ code points ── one table look-up ──▶ ids, 0 = not seen in this view
          ── drop the zeros, remember where they were ──▶ squeezed ids
          ── anchors (or the automaton) ──▶ places ── back to the original ──▶ hits

**One squeezed pass serves two views.** Spaces, punctuation, symbols and emoji are dropped with all that
folding drops. A hit in whose span none of them stood is a hit of the exact view too; one with a gap was
written to evade, or is an accident of two words that meet across a sign. :mod:`._fillers` tells which.

**Each other view is a pass of its own**, over text that is read by the view's own table, and only for the
terms that ask for it; :mod:`..text.views` tells what the views are. Fillers are the same in all of them.

**Terms with signs** (``c++``, ``👍``, ``[强]``, ``加 微信``) can't be found in squeezed text. If there are
any, a second, strict pass looks for these alone, in text that is folded only.

**Messages are parts of a chunk by their lengths**, never by a separator: a message may contain any
character. A hit that reaches over the end of a message is dropped.

What must hold, whatever the sample and the size of chunks (the tests compare with a naive loop over
messages and ``str.find``): all overlapping hits are reported; ``text[start:end]``, as the hit's view reads
it, is a spelling of the term; a span begins and ends with characters that the view keeps; where a term is
exact or squeezed, no other view reports the same place. A hit that begins or ends inside a character that
folds to several (㎏) or inside an entity (``&#24494;``) covers the whole of it.

Decided: no native matcher beside numpy and pyahocorasick, because the folded text is a numpy array already,
and handing it to a Rust matcher through ``str`` costs more than finding all anchors here.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from types import MappingProxyType
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..text.code_points import CodePoints, code_points
from ..text.fold_table import SEPARATOR, fold_table
from ..text.folding import BORDER, fold_all, folding_points
from ..text.views import VIEWS, View, spellings
from ._passes import SQUEEZE, CollapsedPass, Occurrences, Pass, SpeltPass, Terms
from ._patterns import Kept

# Chunks of 30,000 characters take up to 1.8 times as long; beyond 100,000 only the memory grows. So many
# messages of chat are about as long.
CHUNK_CHARACTERS: Final = 100_000
CHUNK_MESSAGES: Final = 5_000


class Hits(NamedTuple):
    """Occurrences of terms in texts: parallel arrays, one entry a hit.

    Sorted by message, start, end, term.

    Attributes
    ----------
    message : int64
        Index into the texts.
    start, end : int64
        Half-open range of code points in the original text.
    term : int32
        Index into the terms. Terms that fold alike all report.
    gap : int64
        Characters in the original range minus characters of the folded term. Above 0, something stood in
        between, were it but a zero-width space; below 0, one character stands for several.
    view : uint8
        Index into VIEWS: the view in which the term was found. exact: it is there as written; squeeze: a
        separator or a structure mark stood in between. Two other views may both report one place.
    glued : bool
        The term begins (ends) with a Latin letter or digit, and so does what stands directly before
        (after) it: ``vx`` in ``avx`` or ``vx1``.
    """

    message: NDArray[np.int64]
    start: NDArray[np.int64]
    end: NDArray[np.int64]
    term: NDArray[np.int32]
    gap: NDArray[np.int64]
    view: NDArray[np.uint8]
    glued: NDArray[np.bool_]


class Matcher:
    """Terms, ready to be found.

    Parameters
    ----------
    terms : sequence of str
        As people write them.
    views : sequence of int, optional
        For each term, the views that it is looked for in: bit i is ``VIEWS[i]``. exact and squeeze, which
        share a pass, are served in any case.
    sample : sequence of str, optional
        Some texts like those to come. They make finding faster and change nothing else.

    Attributes
    ----------
    empty : tuple of int
        Terms that fold to nothing, or to nothing but blanks. They are never found.

    Examples
    --------
    >>> hits = Matcher(["加微信", "c++"]).find(["请加*微*信", "學Ｃ++", "加：微信"])
    >>> hits.message.tolist(), hits.term.tolist(), hits.gap.tolist(), [VIEWS[view] for view in hits.view]
    ([0, 1], [0, 1], [2, 0], ['squeeze', 'exact'])
    >>> hits = Matcher(["加微信"], [1 << VIEWS.index("pinyin")]).find(["+加weixin："])
    >>> hits.start.tolist(), hits.end.tolist(), hits.gap.tolist(), [VIEWS[view] for view in hits.view]
    ([1], [8], [4], ['pinyin'])
    """

    def __init__(
        self, terms: Sequence[str], views: Sequence[int] | None = None, *, sample: Sequence[str] = ()
    ) -> None:
        folded = fold_all(terms)
        by_text: dict[str, list[int]] = {}
        for term, text in enumerate(folded):
            by_text.setdefault(text, []).append(term)
        empty = [text for text in by_text if not text.strip()]
        self.empty = tuple(sorted(term for text in empty for term in by_text.pop(text)))
        signs = _signs(by_text)
        plain = {text: group for text, group in by_text.items() if signs.isdisjoint(text)}
        signed = {text: group for text, group in by_text.items() if text not in plain}
        points = code_points(BORDER.join(sample))
        self._terms = Terms.of(folded)
        wanted: list[tuple[View, Mapping[str, Sequence[int]]]] = [("squeeze", plain), ("exact", signed)]
        wanted += [
            (view, _patterns(view, folded, [mask >> number & 1 for mask in views or ()]))
            for number, view in enumerate(VIEWS)
            if number > SQUEEZE
        ]
        self._passes = _by_sight(
            _PASSES.get(view, Pass)(view, patterns, self._terms, points)
            for view, patterns in wanted
            if patterns
        )

    def find(self, texts: Sequence[str]) -> Hits:
        """Return all hits in the texts.

        Parameters
        ----------
        texts : sequence of str, any number

        Returns
        -------
        Hits

        Notes
        -----
        Takes, beside the hits, memory for one chunk of about 100,000 characters at a time; a longer message
        is a chunk of its own.
        """
        found = [self._find_in(chunk) for chunk in _chunks(texts)]
        return Hits(*map(np.concatenate, zip(_NO_HITS, *found, strict=True)))

    def only(self, chosen: NDArray[np.bool_]) -> Matcher:
        """Return the matcher of the chosen terms, which keep their numbers; it may find others too."""
        other = copy(self)
        passes = (each.maybe_only(chosen) for _, some in self._passes for each in some)
        other._passes = _by_sight(each for each in passes if each)  # noqa: SLF001 - of the same class
        return other

    def touched(self, texts: Sequence[str]) -> NDArray[np.bool_]:
        """Return in which texts a term may stand; in the others none does. Much faster than to find them."""
        found = np.zeros(len(texts), np.bool_)
        for chunk in _chunks(texts):
            points = folding_points(BORDER.join(chunk.texts))
            for gone, passes in self._passes:
                kept = Kept.of(points.codes, gone)
                first = np.concatenate([each.begins(kept) for each in passes])
                start, _ = points.spans(first, first)
                found[chunk.first + np.searchsorted(chunk.bounds, start, side="right") - 1] = True
        return found

    def _find_in(self, chunk: _Chunk) -> Hits:
        points = folding_points(BORDER.join(chunk.texts))
        found = []
        for gone, passes in self._passes:
            kept = Kept.of(points.codes, gone)
            found += [each.find(points, kept) for each in passes]
        return _hits(chunk, points, found, self._terms)


class _Chunk(NamedTuple):
    """Some messages: the first one's index, and where in their joined text each begins (and the end)."""

    first: int
    texts: Sequence[str]
    bounds: NDArray[np.int64]


def _by_sight(passes: Iterable[Pass]) -> tuple[tuple[NDArray[np.bool_], list[Pass]], ...]:
    """Return the passes by which code points go unseen in them: what is kept is worked out once for many."""
    groups: list[tuple[NDArray[np.bool_], list[Pass]]] = []
    for each in passes:
        gone = each.gone
        for known, some in groups:
            if np.array_equal(known, gone):
                some.append(each)
                break
        else:
            groups.append((gone, [each]))
    return tuple(groups)


def _chunks(texts: Sequence[str]) -> Iterator[_Chunk]:
    first = 0
    while first < len(texts):
        texts_ahead = texts[first : first + CHUNK_MESSAGES]
        lengths = np.fromiter(map(len, texts_ahead), dtype=np.int64, count=len(texts_ahead))
        bounds = np.concatenate(([0], np.cumsum(lengths + len(BORDER))))
        count = max(1, int(np.searchsorted(bounds, CHUNK_CHARACTERS, side="right")) - 1)
        yield _Chunk(first, texts_ahead[:count], bounds[: count + 1])
        first += count


def _hits(chunk: _Chunk, points: CodePoints, found: Sequence[Occurrences], terms: Terms) -> Hits:
    """Return the occurrences as hits of single messages, sorted."""
    if not any(len(occurrences.term) for occurrences in found):
        return _NO_HITS
    all_found = Occurrences(*map(np.concatenate, zip(*found, strict=True)))
    start, end = points.spans(all_found.first, all_found.last)
    message = np.searchsorted(chunk.bounds, start, side="right") - 1
    inside = np.flatnonzero(end <= chunk.bounds[message + 1] - len(BORDER))
    order = inside[_by_place(start[inside], end[inside], all_found.term[inside], all_found.view[inside])]
    if (all_found.view > SQUEEZE).any():
        order = order[_first_of_plain(start[order], end[order], all_found.term[order], all_found.view[order])]
    message, start, end = message[order], start[order], end[order]
    return Hits(
        message=chunk.first + message,
        start=start - chunk.bounds[message],
        end=end - chunk.bounds[message],
        term=all_found.term[order],
        gap=end - start - terms.lengths[all_found.term[order]],
        view=all_found.view[order],
        glued=all_found.glued[order],
    )


def _by_place(
    start: NDArray[np.int64], end: NDArray[np.int64], term: NDArray[np.int32], view: NDArray[np.uint8]
) -> NDArray[np.int64]:
    """Return the order of hits by start, end, term and view; one number for all is sorted twice as fast."""
    length = end - start
    sizes = [int(column.max(initial=0)) + 1 for column in (start, length, term, view)]
    if math.prod(sizes) > np.iinfo(np.int64).max:
        return np.lexsort((view, term, end, start))
    return np.argsort(((start * sizes[1] + length) * sizes[2] + term) * sizes[3] + view)


def _first_of_plain(
    start: NDArray[np.int64], end: NDArray[np.int64], term: NDArray[np.int32], view: NDArray[np.uint8]
) -> NDArray[np.bool_]:
    """Return which of sorted hits to keep: not those of other views where the exact or squeezed one is."""
    is_first = np.append(True, (np.diff(start) != 0) | (np.diff(end) != 0) | (np.diff(term) != 0))
    first = np.maximum.accumulate(np.where(is_first, np.arange(len(view)), 0))
    kept: NDArray[np.bool_] = is_first | (view[first] > SQUEEZE)
    return kept


def _patterns(view: View, folded: Sequence[str], wanted: Iterable[int]) -> Mapping[str, Sequence[int]]:
    """Return what is looked for in a view, and the terms that want it."""
    patterns: dict[str, list[int]] = {}
    for term, (text, wants) in enumerate(zip(folded, wanted, strict=False)):
        for spelling in spellings(view, text) if wants else ():
            patterns.setdefault(spelling, []).append(term)
    return patterns


def _signs(folded: Iterable[str]) -> frozenset[str]:
    """Return which characters of the folded terms would be squeezed out."""
    kind = fold_table().kind
    return frozenset(char for char in set().union(*folded) if kind[ord(char)] >= SEPARATOR)


_NO_HITS: Final = Hits(
    message=np.zeros(0, np.int64),
    start=np.zeros(0, np.int64),
    end=np.zeros(0, np.int64),
    term=np.zeros(0, np.int32),
    gap=np.zeros(0, np.int64),
    view=np.zeros(0, np.uint8),
    glued=np.zeros(0, np.bool_),
)
# How the views are passed over whose terms are more than a text that is looked for.
_PASSES: Final[Mapping[View, type[Pass]]] = MappingProxyType({"collapse": CollapsedPass, "pinyin": SpeltPass})
