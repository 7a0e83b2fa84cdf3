"""Regular expressions of rule packs, run on the few messages where they can matter.

Patterns see folded text (they are folded themselves, by :mod:`.pattern_folding`). Hits are given in the
original text. A search that could run away has a time limit; a message that exceeds it is counted, never
fatal.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..packs.patterns import compile_pattern
from ..text.folding import BORDER, fold_with_offsets
from .entities import ENTITIES

TIME_LIMIT = 0.25  # seconds for one message; a sound pattern needs some microseconds
PATIENCE = 20  # messages of a piece that may exceed it before the pattern is given up for the piece


class Spans(NamedTuple):
    """Where patterns hit: parallel arrays, one entry a hit; code points of the original texts."""

    message: NDArray[np.int64]
    start: NDArray[np.int64]
    end: NDArray[np.int64]


def find(
    pattern: str, entity: str | None, folded: Sequence[str], texts: Sequence[str], *, harmless: int = 0
) -> tuple[Spans, int]:
    """Return where a pattern hits, and how many messages it could not finish.

    Parameters
    ----------
    pattern : str
        Folded.
    entity : str, optional
        Name of the entity whose test a match must pass.
    folded, texts : sequence of str, n
        The messages, folded and as they are.
    harmless : int
        Characters of a text that needs no time limit.

    Examples
    --------
    >>> spans, _ = find("机密", None, ["绝 机密"], ["絕　機密"])
    >>> spans.start.tolist(), spans.end.tolist()
    ([2], [4])
    """
    compiled = compile_pattern(pattern)
    valid = ENTITIES[entity].valid if entity else None
    hopeful = [row for row, text in enumerate(folded) if len(text) > harmless or compiled.search(text)]
    message: list[int] = []
    matches: list[tuple[int, int]] = []
    unfinished = 0
    for index, row in enumerate(hopeful):
        if unfinished == PATIENCE:
            unfinished += len(hopeful) - index
            break
        try:
            limit = TIME_LIMIT if len(folded[row]) > harmless else None
            found = [match.span() for match in compiled.finditer(folded[row], timeout=limit)]
        except TimeoutError:
            unfinished += 1
            continue
        for a, b in found:
            if b > a and (valid is None or valid(folded[row][a:b])):  # a match of no character is nowhere
                message.append(row)
                matches.append((a, b))
    return _originals(
        np.array(message, np.int64), np.array(matches, np.int64).reshape(-1, 2), texts
    ), unfinished


def _originals(message: NDArray[np.int64], matches: NDArray[np.int64], texts: Sequence[str]) -> Spans:
    """Return matches in folded messages as spans of the original ones; all are folded as one text."""
    rows, row = np.unique(message, return_inverse=True)
    matched = [texts[index] for index in rows.tolist()]
    lengths = np.fromiter(map(len, matched), np.int64, len(matched)) + len(BORDER)
    begins = np.cumsum(lengths) - lengths
    way_back = fold_with_offsets(BORDER.join(matched))
    first = np.searchsorted(way_back.starts, begins)[row]
    start = way_back.starts[first + matches[:, 0]] - begins[row]
    end = way_back.ends[first + matches[:, 1] - 1] - begins[row]
    return Spans(message, start, end)
