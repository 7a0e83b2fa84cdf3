"""Folding: one spelling for all the ways in which a text can be written.

Width, case, traditional characters, marks, zero-width characters, styled letters, look-alikes and HTML
entities are folded away, for rules' terms and for messages by the same table, so neither side can drift from
the other. What a single character folds to is told in :mod:`._build_table`.

Folding knows no context: code points are folded one by one. So it never needs to look back, and the place of
every folded character in the original is known.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from .code_points import CodePoints, code_points, spelled_out
from .fold_table import DROPPED, EXPANDS, SEPARATOR, fold_table

# Parts texts that are handled as one. Any code point would do, as places are computed from lengths; a
# noncharacter keeps hits from reaching over the border, and entities from forming across it.
BORDER: Final = "\uffff"


class FoldedText(NamedTuple):
    """A folded text and the way back.

    Attributes
    ----------
    text : str, n code points
    starts, ends : int64, n
        Folded character i comes from ``original[starts[i]:ends[i]]``.
    """

    text: str
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]


class FoldedTexts(NamedTuple):
    """Some texts folded, and the way back.

    Attributes
    ----------
    texts : list of str, n
    begins, first : int64, n
        Where text i begins among the originals, and folded among all folded characters.
    starts, ends : int64
        For each folded character, borders included, where in the originals it comes from.
    """

    texts: list[str]
    begins: NDArray[np.int64]
    first: NDArray[np.int64]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]

    def spans(
        self, text: NDArray[np.int64], start: NDArray[np.int64], end: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return ranges of folded texts, none of them empty, as ranges of the originals."""
        first, begin = self.first[text], self.begins[text]
        return self.starts[first + start] - begin, self.ends[first + end - 1] - begin


def fold(text: str) -> str:
    r"""Return the text in its one spelling; spaces, signs and newlines are kept.

    Examples
    --------
    >>> fold("加\u200bＶ❤️：①②㎏ 裏面")
    '加v❤:12kg 里面'
    >>> fold("&#24494;信&nbsp;VX\r\n")
    '微信 vx\n'
    """
    return fold_with_offsets(text).text


def squeeze(text: str) -> str:
    """Return the folded text without spaces, punctuation, symbols and emoji.

    Examples
    --------
    >>> squeeze("加·微 信：V_X❤️")
    '加微信vx'
    """
    table = fold_table()
    codes = folding_points(text).codes
    kinds = table.kind.take(codes)
    return _text(table.folded.take(codes[(kinds != DROPPED) & (kinds < SEPARATOR)]))


def fold_with_offsets(text: str) -> FoldedText:
    """Return the folded text with the original range of each of its characters.

    For single texts, such as the candidates of a regular expression, at some 30 µs each.

    Examples
    --------
    >>> folded = fold_with_offsets("共5㎏")
    >>> folded.text, folded.starts.tolist(), folded.ends.tolist()
    ('共5kg', [0, 1, 2, 2], [1, 2, 3, 3])
    """
    table = fold_table()
    points = folding_points(text)
    kept = np.flatnonzero(table.kind.take(points.codes) != DROPPED)
    return FoldedText(_text(table.folded.take(points.codes[kept])), *points.spans(kept, kept))


def fold_all(texts: Sequence[str]) -> list[str]:
    """Return each text folded; much faster than one by one.

    Examples
    --------
    >>> fold_all(["ＱＱ群", "", "裏"])
    ['qq群', '', '里']
    """
    return fold_texts(texts).texts


def fold_texts(texts: Sequence[str]) -> FoldedTexts:
    """Return each text folded, with the way back for all of them.

    Examples
    --------
    >>> folded = fold_texts(["共", "5㎏"])
    >>> folded.texts, folded.spans(np.array([1]), np.array([2]), np.array([3]))
    (['共', '5kg'], (array([1]), array([2])))
    """
    lengths = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts)) + len(BORDER)
    begins = np.cumsum(lengths) - lengths
    folded = fold_with_offsets(BORDER.join(texts))
    first = np.searchsorted(folded.starts, begins)
    last = np.searchsorted(folded.starts, begins + lengths - len(BORDER))
    parts = [folded.text[a:b] for a, b in zip(first.tolist(), last.tolist(), strict=True)]
    return FoldedTexts(parts, begins, first, folded.starts, folded.ends)


def folding_points(text: str) -> CodePoints:
    """Return the code points of a text, ready for the fold table: none of them expands."""
    points = code_points(text)
    expands = (fold_table().kind.take(points.codes) == EXPANDS).any()
    return spelled_out(points) if expands else points


def _text(codes: NDArray[np.uint32]) -> str:
    return codes.tobytes().decode("utf-32-le", "surrogatepass")
