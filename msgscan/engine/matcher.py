"""The multi-term matcher: every place where any term stands in any text, however it is written there.

The walk of one chunk (some thousand messages, joined)::

    texts ── join, decode ──▶ code points ── one table look-up ──▶ ids, 0 = not seen in this view
          ── drop the zeros, remember where they were ──▶ squeezed ids
          ── anchors (or the automaton) ──▶ places ── back to the original ──▶ hits

**One squeezed pass serves two views.** Spaces, punctuation, symbols and emoji are dropped with all that
folding drops. A hit in whose span none of them stood is a hit of the exact view too; one with a gap was
written to evade, or is an accident of two words that meet across a sign. :mod:`._fillers` tells which.

**Terms with signs** (``c++``, ``👍``, ``[强]``, ``加 微信``) can't be found in squeezed text. If there are
any, a second, strict pass looks for these alone, in text that is folded only.

**Messages are parts of a chunk by their lengths**, never by a separator: a message may contain any
character. A hit that reaches over the end of a message is dropped.

What must hold, whatever the sample and the size of chunks (the tests compare with a naive loop over
messages and ``str.find``): all overlapping hits are reported; ``text[start:end]`` folds (and squeezes) to the
folded term; a span begins and ends with characters that folding keeps. A hit that begins or ends inside a
character that folds to several (㎏) or inside an entity (``&#24494;``) covers the whole of it.

Decided: no native matcher beside numpy and pyahocorasick, because the folded text is a numpy array already,
and handing it to a Rust matcher through ``str`` costs more than finding all anchors here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..text.code_points import CodePoints, code_points, spelled_out
from ..text.fold_table import SEPARATOR, fold_table
from ..text.folding import BORDER, fold_all
from ._view import Occurrences, View, needs_spelling_out

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
    squeezed : bool
        A separator or a structure mark stood in between: the term is not there as written.
    glued : bool
        The term begins (ends) with a Latin letter or digit, and so does what stands directly before
        (after) it: ``vx`` in ``avx`` or ``vx1``.
    """

    message: NDArray[np.int64]
    start: NDArray[np.int64]
    end: NDArray[np.int64]
    term: NDArray[np.int32]
    gap: NDArray[np.int64]
    squeezed: NDArray[np.bool_]
    glued: NDArray[np.bool_]


class Matcher:
    """Terms, ready to be found.

    Parameters
    ----------
    terms : sequence of str
        As people write them.
    sample : sequence of str, optional
        Some texts like those to come. They make finding faster and change nothing else.

    Attributes
    ----------
    empty : tuple of int
        Terms that fold to nothing, or to nothing but blanks. They are never found.

    Examples
    --------
    >>> hits = Matcher(["加微信", "c++"]).find(["请加*微*信", "學Ｃ++", "加：微信"])
    >>> hits.message.tolist(), hits.term.tolist(), hits.gap.tolist(), hits.squeezed.tolist()
    ([0, 1], [0, 1], [2, 0], [True, False])
    """

    def __init__(self, terms: Sequence[str], *, sample: Sequence[str] = ()) -> None:
        by_text: dict[str, list[int]] = {}
        for term, text in enumerate(fold_all(terms)):
            by_text.setdefault(text, []).append(term)
        empty = [text for text in by_text if not text.strip()]
        self.empty = tuple(sorted(term for text in empty for term in by_text.pop(text)))
        signs = _signs(by_text)
        plain = {text: group for text, group in by_text.items() if signs.isdisjoint(text)}
        signed = {text: group for text, group in by_text.items() if text not in plain}
        points = code_points(BORDER.join(sample))
        self._views = tuple(
            View(group, squeezed=squeezed, sample=points)
            for group, squeezed in ((plain, True), (signed, False))
            if group
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

    def _find_in(self, chunk: _Chunk) -> Hits:
        points = code_points(BORDER.join(chunk.texts))
        found = []
        for view in self._views:
            ids = view.ids(points)
            if needs_spelling_out(ids):  # true of the first view or of none
                points = spelled_out(points)
                ids = view.ids(points)
            found.append(view.find(points, ids))
        return _hits(chunk, points, found)


class _Chunk(NamedTuple):
    """Some messages: the first one's index, and where in their joined text each begins (and the end)."""

    first: int
    texts: Sequence[str]
    bounds: NDArray[np.int64]


def _chunks(texts: Sequence[str]) -> Iterator[_Chunk]:
    first = 0
    while first < len(texts):
        texts_ahead = texts[first : first + CHUNK_MESSAGES]
        lengths = np.fromiter(map(len, texts_ahead), dtype=np.int64, count=len(texts_ahead))
        bounds = np.concatenate(([0], np.cumsum(lengths + len(BORDER))))
        count = max(1, int(np.searchsorted(bounds, CHUNK_CHARACTERS, side="right")) - 1)
        yield _Chunk(first, texts_ahead[:count], bounds[: count + 1])
        first += count


def _hits(chunk: _Chunk, points: CodePoints, found: Sequence[Occurrences]) -> Hits:
    """Return the occurrences as hits of single messages, sorted."""
    if not any(len(occurrences.term) for occurrences in found):
        return _NO_HITS
    all_found = Occurrences(*map(np.concatenate, zip(*found, strict=True)))
    start, end = points.spans(all_found.first, all_found.last)
    message = np.searchsorted(chunk.bounds, start, side="right") - 1
    inside = np.flatnonzero(end <= chunk.bounds[message + 1] - len(BORDER))
    order = inside[np.lexsort((all_found.term[inside], end[inside], start[inside]))]
    message, start, end = message[order], start[order], end[order]
    return Hits(
        message=chunk.first + message,
        start=start - chunk.bounds[message],
        end=end - chunk.bounds[message],
        term=all_found.term[order],
        gap=end - start - all_found.length[order],
        squeezed=all_found.squeezed[order],
        glued=all_found.glued[order],
    )


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
    squeezed=np.zeros(0, np.bool_),
    glued=np.zeros(0, np.bool_),
)
