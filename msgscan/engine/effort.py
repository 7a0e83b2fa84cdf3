"""How hard a pattern can work on a text: an upper bound, read off its tree.

A clock beside every search costs five times the search itself. A pattern that can't run away needs none on a
text of ordinary length: where it may try few ways, it is soon through all of them.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache, reduce
from itertools import accumulate, repeat
from math import inf
from operator import mul
from typing import Any, NamedTuple

from .pattern_trees import kinds, maybe_tree

_LENGTHS = (400, 200, 100, 50, 25)  # characters of a text; most messages are shorter than the last
# Steps that may be taken without a clock: at 50 ns each a quarter of a second, as :mod:`.regexes` allows.
_STEPS = 10_000_000
# What is behind them never makes them try another way.
_TRIED_ONCE = (kinds.POSSESSIVE_REPEAT, kinds.ASSERT, kinds.ASSERT_NOT, kinds.ATOMIC_GROUP)
_WRITTEN_OUT = 64  # times; a repeat of something that has several ways is counted up to here


class Effort(NamedTuple):
    """What a part of a pattern may cost where a match is tried.

    Attributes
    ----------
    ways : float
        In how many ways it can match there; each is tried if what follows fails.
    steps : float
        Steps to try all of them.
    """

    ways: float
    steps: float


@cache
def harmless_length(pattern: str) -> int:
    r"""Return how long a text may be for the pattern to be soon done with it, whatever it says; 0 = unknown.

    Examples
    --------
    >>> harmless_length(r"(?:绝密|机密)[^。]{0,8}文件"), harmless_length(r"\s*甲\s*乙\s*")
    (400, 25)
    >>> harmless_length(r"(?:a|aa|aaa)+$")
    0
    """
    tree = maybe_tree(pattern)
    if tree is None:
        return 0
    return next((length for length in _LENGTHS if length * _sequence(tree, length).steps <= _STEPS), 0)


def _sequence(tree: Any, length: int) -> Effort:  # noqa: ANN401 - the parser's own type
    """Return what parts that follow each other may cost in a text of this length."""
    return reduce(_then, (_part(kind, value, length) for kind, value in tree), Effort(1.0, 1.0))


def _then(first: Effort, second: Effort) -> Effort:
    return Effort(first.ways * second.ways, first.steps + first.ways * second.steps)


def _part(kind: Any, value: Any, length: int) -> Effort:  # noqa: ANN401 - the parser's own types
    """Return what one node of the tree may cost."""
    effort = Effort(inf, inf)
    if kind in (kinds.LITERAL, kinds.NOT_LITERAL, kinds.ANY, kinds.IN, kinds.AT):
        effort = Effort(1.0, 1.0)
    elif kind is kinds.BRANCH:
        effort = _one_of(value[1], length)
    elif kind in (kinds.MAX_REPEAT, kinds.MIN_REPEAT, kinds.POSSESSIVE_REPEAT):
        least, most, inner = value
        once, most = _sequence(inner, length), min(most, length)
        # Once is enough for it: where it can't go on it ends, and tries nothing of what it has taken again.
        greedy = kind is kinds.POSSESSIVE_REPEAT and least <= 1
        effort = Effort(1.0, 1 + most * once.steps) if greedy else _repeated(once, least, most)
    elif kind in (kinds.SUBPATTERN, kinds.ASSERT, kinds.ASSERT_NOT):
        effort = _sequence(value[-1], length)
    elif kind is kinds.ATOMIC_GROUP:
        effort = _sequence(value, length)
    return effort._replace(ways=1.0) if kind in _TRIED_ONCE and effort.ways < inf else effort


def _one_of(branches: Any, length: int) -> Effort:  # noqa: ANN401 - the parser's own type
    """Return what alternatives cost; of those that begin with different characters one at most can match."""
    anywhere, steps = 0.0, 0.0
    ways: defaultdict[str, float] = defaultdict(float)
    for branch in branches:
        effort = _sequence(branch, length)
        steps += effort.steps
        if len(branch) and branch[0][0] is kinds.LITERAL:
            ways[chr(branch[0][1]).lower()] += effort.ways
        else:
            anywhere += effort.ways
    return Effort(anywhere + max(ways.values(), default=0), steps)


def _repeated(once: Effort, least: int, most: int) -> Effort:
    """Return what a repeat costs: it may end after each time."""
    if once.ways <= 1:
        return Effort(float(max(most - least + 1, 1)), 1 + most * once.steps)
    if most > _WRITTEN_OUT:
        return Effort(inf, inf)
    tried = list(accumulate(repeat(once.ways, most), mul, initial=1.0))
    return Effort(sum(tried[least:]), 1 + once.steps * sum(tried))
