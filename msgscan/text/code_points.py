"""Texts as arrays of code points, each with its place in the original.

Two things make a text longer or shorter before it is folded: HTML entities (``&#24494;`` is one character)
and characters that fold to several (㎏ is two). Both are rare and both are rewritten here, on a path of
their own; an array that needed no rewriting has no map, since a code point's place is its index.
"""

from __future__ import annotations

import html
import re
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .fold_table import EXPANDS, fold_table

# &#24494; &#x5fae; &nbsp; &amp; - at most ten characters, and only with the semicolon: in ?a=1&lt=2 nothing
# is meant. HTML Standard, 13.5 Named character references.
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,7});")


class CodePoints(NamedTuple):
    """A text as code points.

    Attributes
    ----------
    codes : uint32, n
        Code points, lone surrogates among them.
    starts, ends : int64, n, or None
        Code point i stands for ``text[starts[i]:ends[i]]``; both rise, and the code points of an expansion
        all have the range of the one character. None: i stands for ``text[i:i + 1]``.
    """

    codes: NDArray[np.uint32]
    starts: NDArray[np.int64] | None = None
    ends: NDArray[np.int64] | None = None

    def spans(
        self, first: NDArray[np.int64], last: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the half-open original ranges from code points ``first`` to code points ``last``."""
        if self.starts is None or self.ends is None:
            return first, last + 1
        return self.starts[first], self.ends[last]


def code_points(text: str) -> CodePoints:
    """Return the code points of a text, HTML entities decoded.

    Examples
    --------
    >>> points = code_points("a&#24494;")
    >>> points.codes.tolist() == [ord("a"), ord("微")], points.ends.tolist()
    (True, [1, 9])
    """
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    entities = [
        (match.start(), match.end(), char)
        for match in (_ENTITY.finditer(text) if "&" in text else ())
        if (char := _maybe_entity(match[0])) is not None
    ]
    return _with_entities(codes, entities) if entities else CodePoints(codes)


def spelled_out(points: CodePoints) -> CodePoints:
    """Return the code points with every expanding one replaced by what it folds to.

    Examples
    --------
    >>> points = spelled_out(code_points("5㎏"))
    >>> points.codes.tobytes().decode("utf-32-le"), points.starts.tolist()
    ('5kg', [0, 1, 1])
    """
    table = fold_table()
    expanding = np.flatnonzero(table.kind.take(points.codes) == EXPANDS)
    entry = np.searchsorted(table.expanding, points.codes[expanding])
    expansion = table.expansion_starts[entry]
    size = table.expansion_starts[entry + 1] - expansion
    lengths = np.ones(len(points.codes), dtype=np.int64)
    lengths[expanding] = size
    codes = np.repeat(points.codes, lengths)
    place = (np.cumsum(lengths) - lengths)[expanding]
    step = ragged_steps(size)
    codes[np.repeat(place, size) + step] = table.expansions[np.repeat(expansion, size) + step]
    every = np.arange(len(points.codes))
    starts, ends = points.spans(every, every)
    return CodePoints(codes, np.repeat(starts, lengths), np.repeat(ends, lengths))


def ragged_steps(lengths: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return 0, 1, … for each length, one after the other.

    Examples
    --------
    >>> ragged_steps(np.array([2, 0, 3])).tolist()
    [0, 1, 0, 1, 2]
    """
    before = np.cumsum(lengths) - lengths
    return np.arange(int(lengths.sum())) - np.repeat(before, lengths)


def _maybe_entity(entity: str) -> str | None:
    """Return the one character that an entity stands for, if it does."""
    char = html.unescape(entity)
    return char if len(char) == 1 and char != "\ufffd" else None


def _with_entities(codes: NDArray[np.uint32], entities: list[tuple[int, int, str]]) -> CodePoints:
    codes = codes.copy()
    kept = np.ones(len(codes), dtype=np.bool_)
    ends = np.arange(1, len(codes) + 1)
    for start, end, char in entities:
        codes[start] = ord(char)
        kept[start + 1 : end] = False
        ends[start] = end
    return CodePoints(codes[kept], np.flatnonzero(kept), ends[kept])
