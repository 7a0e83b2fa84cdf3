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
from ..text.folding import FoldedTexts
from .entities import ENTITIES

TIME_LIMIT = 0.25  # seconds for one message; a sound pattern needs some microseconds
PATIENCE = 20  # messages of a piece that may exceed it before the pattern is given up for the piece


class Spans(NamedTuple):
    """Where patterns hit: parallel arrays, one entry a hit; code points of the original texts."""

    message: NDArray[np.int64]
    start: NDArray[np.int64]
    end: NDArray[np.int64]


def find(
    pattern: str, entity: str | None, folded: FoldedTexts, rows: Sequence[int], *, harmless: int = 0
) -> tuple[Spans, int]:
    """Return where a pattern hits, and in how many messages it could not be finished.

    Parameters
    ----------
    pattern : str
        Folded.
    entity : str, optional
        Name of the entity whose test a match must pass.
    folded : FoldedTexts
        The messages.
    rows : sequence of int
        Those to look at.
    harmless : int
        Characters of a text that needs no time limit.

    Examples
    --------
    >>> from msgscan.text.folding import fold_texts
    >>> spans, _ = find("机密", None, fold_texts(["絕　機密"]), [0])
    >>> spans.start.tolist(), spans.end.tolist()
    ([2], [4])
    """
    compiled = compile_pattern(pattern)
    valid = ENTITIES[entity].valid if entity else None
    texts, search = folded.texts, compiled.search
    hopeful = [row for row in rows if len(texts[row]) > harmless or search(texts[row])]
    message: list[int] = []
    matches: list[tuple[int, int]] = []
    unfinished = 0
    for index, row in enumerate(hopeful):
        if unfinished == PATIENCE:
            unfinished += len(hopeful) - index
            break
        try:
            limit = TIME_LIMIT if len(texts[row]) > harmless else None
            found = [match.span() for match in compiled.finditer(texts[row], timeout=limit)]
        except TimeoutError:
            unfinished += 1
            continue
        for a, b in found:
            if b > a and (valid is None or valid(texts[row][a:b])):  # a match of no character is nowhere
                message.append(row)
                matches.append((a, b))
    at, (start, end) = np.array(message, np.int64), np.array(matches, np.int64).reshape(-1, 2).T
    return Spans(at, *folded.spans(at, start, end)), unfinished
