"""The judge of word borders: it tells hits that stand on words from hits that cut through them.

In 手机密码 stands 机密, and no reader sees it: the words are 手机 and 密码. jieba says where words begin
and end. It is slow and takes a second to load, so it is asked only about hits whose rule wants to know, only
about the characters around them, and once about each such window, however often it comes up.

This is the only file that imports jieba.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cache, cached_property, partial
from itertools import accumulate, pairwise
from typing import Final, NamedTuple

import numpy as np
import platformdirs
from numpy.typing import NDArray

from ..text.fold_table import DROPPED, OTHER, SEPARATOR, fold_table
from ..text.folding import folding_points
from ._passes import SQUEEZE
from .matcher import Hits

# A path of jieba's word graph hardly ever depends on what is farther off: on 7,917 hits the verdicts were
# those of whole messages.
_CONTEXT: Final = 8
# The context in the original may be longer, by zero-width characters and entities. Beyond this it is cut.
_REACH: Final = 64
_ROWS_AT_A_TIME: Final = 4_000
# Parts the contexts when they are folded together; it ends a context as any structure mark does.
_BORDER: Final = "\n"
_SILENT: Final = 60  # above logging.CRITICAL


class WordBorders:
    """Judges hits by the words around them. The dictionary is loaded when the first hit needs it.

    Examples
    --------
    >>> from msgscan.engine.matcher import Matcher
    >>> texts = ["手机密码", "属于机密", "vxabc"]
    >>> hits = Matcher(["机密", "vx"]).find(texts)
    >>> crossed, aligned = WordBorders().judge(texts, hits, np.arange(3))
    >>> crossed.tolist(), aligned.tolist()
    ([True, False, True], [False, True, False])
    """

    def judge(
        self, texts: Sequence[str], hits: Hits, rows: NDArray[np.int64], terms: Sequence[str] | None = None
    ) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Return how some hits lie among the words around them.

        Parameters
        ----------
        texts : sequence of str
            The texts that the hits were found in.
        hits : Hits
        rows : int64, n
            Which of the hits to judge.
        terms : sequence of str
            The matcher's terms, needed for hits of other views than exact and squeeze: what is written
            otherwise is judged as if the term stood there.

        Returns
        -------
        crossed : bool, n
            A word lies across an edge of the hit: partly inside, partly outside. A word that contains the
            hit, or lies in it, does not.
        aligned : bool, n
            Both edges of the hit are borders of words.

        Notes
        -----
        Words are those of the folded text, with what was squeezed out of the hit left out; other signs end
        the context. A run of Latin letters and digits is one word, and a hit of nothing else is judged by
        ``hits.glued`` alone, without jieba. A hit without any letter is crossed by nothing.
        """
        crossed = np.zeros(len(rows), dtype=np.bool_)
        aligned = np.ones(len(rows), dtype=np.bool_)
        borders = cache(self._borders)
        for first, some in _some_at_a_time(rows):
            windows = _windows(texts, hits, some, terms)
            crossed[first : first + len(some)] = windows.latin & hits.glued[some]
            aligned[first : first + len(some)] = ~crossed[first : first + len(some)]
            for row, window in windows.of_words():
                crossed[first + row], aligned[first + row] = _verdict(window, borders(window.text))
        return crossed, aligned

    def read_as_words(self, texts: Sequence[str], hits: Hits, rows: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Return for each of these hits whether its characters, as they are written, belong to words.

        A word has two characters or more and is not spelt in Latin. What was written to be heard or seen as
        another word makes none.

        Examples
        --------
        >>> from msgscan.engine.matcher import Matcher
        >>> from msgscan.text.views import VIEWS
        >>> texts = ["一群若只", "倘若只有"]
        >>> hits = Matcher(["弱智"], [1 << VIEWS.index("homophone")]).find(texts)
        >>> WordBorders().read_as_words(texts, hits, np.arange(2)).tolist()
        [False, True]
        """
        found = np.zeros(len(rows), dtype=np.bool_)
        borders = cache(self._borders)
        for first, some in _some_at_a_time(rows):
            for row, window in _windows(texts, hits, some, None).of_words():
                words = _words_in(window, borders(window.text))
                found[first + row] = any(len(word) > 1 and not word.isascii() for word in words)
        return found

    def words_at(
        self, texts: Sequence[str], hits: Hits, rows: NDArray[np.int64], terms: Sequence[str] | None = None
    ) -> list[tuple[str, ...]]:
        """Return, for each of these hits, the words that share a character with it, in their order.

        With the matcher's terms these are the words that stood there if the term did, else those written.

        Examples
        --------
        >>> from msgscan.engine.matcher import Matcher
        >>> texts = ["手机密码", "加vx123"]
        >>> hits = Matcher(["机密", "加v"]).find(texts)
        >>> WordBorders().words_at(texts, hits, np.arange(2))
        [('手机', '密码'), ('加', 'vx123')]
        """
        found = []
        windows = _windows(texts, hits, rows, terms)
        for row in range(len(rows)):
            window = windows.window(row)
            found.append(_words_in(window, self._borders(window.text)))
        return found

    def _borders(self, text: str) -> list[int]:
        return list(accumulate(map(len, self._cut(text)), initial=0))

    @cached_property
    def _cut(self) -> Callable[[str], Iterable[str]]:
        with warnings.catch_warnings():
            # jieba's escapes make Python 3.12 warn, and it may import the deprecated pkg_resources.
            warnings.simplefilter("ignore")
            import jieba  # noqa: PLC0415 - takes 0.2 s, and most scans need no word borders
        jieba.setLogLevel(_SILENT)
        tokenizer = jieba.Tokenizer()
        # By default the cache lies in the shared temporary folder, where others could plant one.
        cache = platformdirs.user_cache_path("msgscan", appauthor=False)
        with suppress(OSError):  # without a cache jieba reads its dictionary
            cache.mkdir(parents=True, exist_ok=True)
        tokenizer.tmp_dir = str(cache)
        # Without the guesses at unknown words: they would join what a writer strewed.
        return partial(tokenizer.cut, HMM=False)


class _Window(NamedTuple):
    """A hit with the characters around it, folded and squeezed: ``text[start:end]`` is the hit."""

    text: str
    start: int
    end: int


class _Windows(NamedTuple):
    """The windows of some hits: parallel arrays of places in one text, and what the hits consist of."""

    text: str
    left: NDArray[np.int64]
    start: NDArray[np.int64]
    end: NDArray[np.int64]
    right: NDArray[np.int64]
    latin: NDArray[np.bool_]  # nothing but Latin letters and digits
    words: NDArray[np.bool_]  # other letters, above all Han

    def of_words(self) -> Iterator[tuple[int, _Window]]:
        """Return the windows that jieba has to judge, with their rows."""
        for row in np.flatnonzero(self.words).tolist():
            yield row, self.window(row)

    def window(self, row: int) -> _Window:
        """Return the window of one hit."""
        left = int(self.left[row])
        window = self.text[left : int(self.right[row])]
        return _Window(window, int(self.start[row]) - left, int(self.end[row]) - left)


def _some_at_a_time(rows: NDArray[np.int64]) -> Iterator[tuple[int, NDArray[np.int64]]]:
    """Yield the rows in pieces whose windows take little memory, each with the place of its first."""
    for first in range(0, len(rows), _ROWS_AT_A_TIME):
        yield first, rows[first : first + _ROWS_AT_A_TIME]


def _windows(
    texts: Sequence[str], hits: Hits, rows: NDArray[np.int64], terms: Sequence[str] | None
) -> _Windows:
    """Return the windows of these hits."""
    columns = (hits.message, hits.start, hits.end, hits.term, hits.view)
    pieces = [
        (
            texts[message][max(0, start - _REACH) : start],
            terms[term] if terms is not None and view > SQUEEZE else texts[message][start:end],
            texts[message][end : end + _REACH],
        )
        for message, start, end, term, view in zip(
            *(column[rows].tolist() for column in columns), strict=True
        )
    ]
    sizes = np.array([[len(part) for part in piece] for piece in pieces], dtype=np.int64).reshape(-1, 3)
    whole = sizes.sum(axis=1) + len(_BORDER)
    hit_start = np.cumsum(whole) - whole + sizes[:, 0]

    points = folding_points(_BORDER.join(map("".join, pieces)))
    kinds = fold_table().kind.take(points.codes)
    parting = kinds >= SEPARATOR
    kept = np.flatnonzero((kinds != DROPPED) & ~parting)
    place, _ = points.spans(kept, kept)
    start = np.searchsorted(place, hit_start)
    end = np.searchsorted(place, hit_start + sizes[:, 1])

    run = np.cumsum(parting)[kept]  # characters between the same two signs have the same number
    some = np.flatnonzero(end > start)
    left, right = start.copy(), end.copy()
    left[some] = np.maximum(start[some] - _CONTEXT, np.searchsorted(run, run[start[some]]))
    right[some] = np.minimum(end[some] + _CONTEXT, np.searchsorted(run, run[end[some] - 1], side="right"))
    others = np.concatenate(([0], np.cumsum(kinds[kept] == OTHER)))
    words = others[end] > others[start]
    text = fold_table().folded[points.codes[kept]].tobytes().decode("utf-32-le", "surrogatepass")
    return _Windows(text, left, start, end, right, latin=(end > start) & ~words, words=words)


def _words_in(window: _Window, borders: Sequence[int]) -> tuple[str, ...]:
    """Return the words that share a character with the hit."""
    return tuple(
        window.text[start:end]
        for start, end in pairwise(borders)
        if start < window.end and window.start < end
    )


def _verdict(window: _Window, borders: Sequence[int]) -> tuple[bool, bool]:
    """Return whether a word crosses an edge of the hit, and whether both edges are borders.

    Between two words that meet inside of the hit, the first one's begin or the second one's end may lie
    outside; where no words meet inside, one word contains the hit or is it.
    """
    aligned = window.start in borders and window.end in borders
    meet_inside = any(window.start < border < window.end for border in borders)
    return meet_inside and not aligned, aligned
