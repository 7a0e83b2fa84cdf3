"""Regular expressions of rule packs, run on the few messages where they can matter.

Patterns see folded text (they are folded themselves, by :mod:`.pattern_folding`). Hits are given in the
original text. Each search has a time limit; a message that exceeds it is counted, never fatal.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..packs.patterns import compile_pattern
from ..text.folding import FoldedText, fold_with_offsets
from .entities import ENTITIES

TIME_LIMIT = 0.25  # seconds for one message; a sound pattern needs some microseconds
PATIENCE = 20  # messages of a piece that may exceed it before the pattern is given up for the piece


class Spans(NamedTuple):
    """Where patterns hit: parallel arrays, one entry a hit; code points of the original texts."""

    message: NDArray[np.int64]
    start: NDArray[np.int64]
    end: NDArray[np.int64]


def find(pattern: str, entity: str | None, folded: Sequence[str], texts: Sequence[str]) -> tuple[Spans, int]:
    """Return where a pattern hits, and how many messages it could not finish.

    Parameters
    ----------
    pattern : str
        Folded.
    entity : str, optional
        Name of the entity whose test a match must pass.
    folded, texts : sequence of str, n
        The messages, folded and as they are.

    Examples
    --------
    >>> spans, _ = find("机密", None, ["绝 机密"], ["絕　機密"])
    >>> spans.start.tolist(), spans.end.tolist()
    ([2], [4])
    """
    compiled = compile_pattern(pattern)
    valid = ENTITIES[entity].valid if entity else None
    message: list[int] = []
    start: list[int] = []
    end: list[int] = []
    unfinished = 0
    for row, text in enumerate(folded):
        if unfinished == PATIENCE:
            unfinished += len(folded) - row
            break
        try:
            found = [match.span() for match in compiled.finditer(text, timeout=TIME_LIMIT)]
        except TimeoutError:
            unfinished += 1
            continue
        if valid:
            found = [(a, b) for a, b in found if valid(text[a:b])]
        if found:
            way_back = fold_with_offsets(texts[row])
            for a, b in found:
                original = _original(way_back, a, b)
                if original:
                    message.append(row)
                    start.append(original[0])
                    end.append(original[1])
    spans = Spans(np.array(message, np.int64), np.array(start, np.int64), np.array(end, np.int64))
    return spans, unfinished


def _original(way_back: FoldedText, start: int, end: int) -> tuple[int, int] | None:
    """Return the original range of a match; nothing when it matched no character."""
    return (int(way_back.starts[start]), int(way_back.ends[end - 1])) if end > start else None
