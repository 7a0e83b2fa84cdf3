"""Texts that a pattern can't match without: one of them stands in every match.

A regex over every message is what makes scanners slow. Most patterns hold a word or a sign that must be
there; looking for all of those in the one pass of the matcher leaves a regex few messages to look at.

The tree of a pattern comes from Python's own parser of regular expressions. What it does not understand, or
understands in another way than the rule language's engine (which knows more than ``re``), simply has no
literals, and sees every message.
"""

from __future__ import annotations

import re
import warnings
from importlib import import_module
from itertools import product
from typing import Any, NamedTuple

from ..text.folding import fold

_parser: Any = import_module("re._parser")
_constants: Any = import_module("re._constants")

_MANY = 256  # alternatives; above it looking for them costs more than it saves
_DIGITS = frozenset("0123456789")  # all that ``\d`` can meet: folding leaves no others
# Characters that stand in every other message, and so say little about it: three of them stand in more
# messages than a word of two others.
_COMMON = _DIGITS | frozenset(
    "的一是不了在人有我他她它你这个们来到时大上为子中说就那和要出也得里后以会家可下过天去能对小多心么之都好看起发"
    "没成只事把还用样想做作开从自面前些所同日手又行动头老给很什真太吗啊吧呢买卖拿带拍死打叫请谢收"
)
_COMMON_WORTH = 0.4
_FLAGS = re.IGNORECASE  # the text is folded to lower case, and so is the pattern
# (?:刷单){e<=1}: with one error at most. ``re`` takes it for these very characters.
_FUZZY = re.compile(r"\{[^{}]*[a-z<=][^{}]*\}")


class _Found(NamedTuple):
    """What is known of a part of a pattern.

    ``exact``: all texts that it matches, when they are few; ``needed``: texts of which one is in each match;
    ``starts``: texts of which one begins each match, where ``exact`` is not known.
    """

    exact: frozenset[str] | None
    needed: frozenset[str] | None
    starts: frozenset[str] | None = None


_NOTHING = _Found(None, None)


def needed_literals(pattern: str) -> tuple[str, ...]:
    r"""Return texts of which at least one stands in every match of a pattern; empty when there are none.

    Parameters
    ----------
    pattern : str
        A folded pattern.

    Examples
    --------
    >>> needed_literals(r"(?:绝密|机密)\s*[★*]")
    ('机密', '绝密')
    >>> needed_literals(r"1[35]\d{9}")[:3]
    ('1300', '1301', '1302')
    >>> needed_literals(r"\w{4}|甲")
    ()
    """
    if _FUZZY.search(pattern):
        return ()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", FutureWarning)  # [[:alpha:]]: ``re`` does not know such sets
            tree = _parser.parse(pattern, _FLAGS)
    except (re.error, RecursionError, OverflowError, FutureWarning):
        return ()
    found = _sequence(tree)
    return tuple(sorted(found.needed)) if found.needed else ()


def _sequence(tree: Any) -> _Found:  # noqa: ANN401 - the parser's own type
    """Return what is known of parts that follow each other."""
    run: frozenset[str] | None = frozenset({""})  # texts that the parts since the last unknown one match
    exact: frozenset[str] | None = run
    best: frozenset[str] | None = None
    for kind, value in tree:
        part = _part(kind, value)
        best = _better(best, part.needed)
        joined = _joined(run, part.exact)
        if joined is None:
            best = _better(best, _extended(run, part.exact or part.starts))
        run = joined if joined is not None else part.exact if part.exact is not None else frozenset({""})
        exact = _joined(exact, part.exact)
    return _Found(exact, _better(best, run))


def _part(kind: Any, value: Any) -> _Found:  # noqa: ANN401, PLR0911 - one return a kind of node reads best
    """Return what is known of one node of the tree."""
    if kind is _constants.LITERAL:
        return _known(frozenset({chr(value).lower()}))
    if kind is _constants.IN:
        options = [_characters(*option) for option in value]
        return _NOTHING if None in options else _known(frozenset().union(*filter(None, options)))
    if kind is _constants.SUBPATTERN:
        return _sequence(value[-1])
    if kind is _constants.BRANCH:
        branches = [_sequence(branch) for branch in value[1]]
        if any(branch.needed is None for branch in branches):
            return _NOTHING
        needed = frozenset().union(*(branch.needed for branch in branches if branch.needed))
        exacts = [branch.exact for branch in branches if branch.exact is not None]
        exact = frozenset[str]().union(*exacts) if len(exacts) == len(branches) else None
        return _Found(_few(exact), _few(needed))
    if kind in (_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT):
        least, most, inner = value
        return _repeated(_sequence(inner), least, most) if least else _NOTHING
    if kind is _constants.ATOMIC_GROUP:
        return _sequence(value)
    if kind in (_constants.AT, _constants.ASSERT, _constants.ASSERT_NOT):
        return _Found(frozenset({""}), None)  # matches no character of its own
    return _NOTHING


def _characters(kind: Any, value: Any) -> frozenset[str] | None:  # noqa: ANN401 - the parser's own types
    """Return the characters that an entry of a set stands for, when they are few."""
    if kind is _constants.LITERAL:
        return frozenset({chr(value).lower()})
    if kind is _constants.RANGE and value[1] - value[0] < len(_DIGITS):
        return frozenset(chr(code).lower() for code in range(value[0], value[1] + 1))
    return _DIGITS if kind is _constants.CATEGORY and value is _constants.CATEGORY_DIGIT else None


def _repeated(found: _Found, least: int, most: int) -> _Found:
    """Return what is known of a part that comes so many times; never none."""
    if found.exact is None or not all(found.exact):
        return found if least == most == 1 else _Found(None, found.needed)
    start = found.exact
    times = 1
    while times < least and (longer := _joined(start, found.exact)) is not None:
        start, times = longer, times + 1
    return _Found(start if times == least == most else None, start, start)


def _known(exact: frozenset[str]) -> _Found:
    return _Found(_few(exact), _few(exact))


def _few(texts: frozenset[str] | None) -> frozenset[str] | None:
    return texts if texts and len(texts) <= _MANY else None


def _joined(left: frozenset[str] | None, right: frozenset[str] | None) -> frozenset[str] | None:
    """Return all texts of the left followed by those of the right, when they are few."""
    if left is None or right is None or len(left) * len(right) > _MANY:
        return None
    return frozenset(a + b for a, b in product(left, right))


def _extended(run: frozenset[str] | None, following: frozenset[str] | None) -> frozenset[str] | None:
    """Return the run with as much of what follows it as leaves them few."""
    for length in range(max(map(len, following or ()), default=0), 0, -1):
        longer = _joined(run, frozenset(text[:length] for text in following or ()))
        if longer is not None:
            return longer
    return run


def _better(left: frozenset[str] | None, right: frozenset[str] | None) -> frozenset[str] | None:
    """Return the one that fewer messages hold: its commonest text is rarer, or it has fewer texts."""
    if not right or not all(map(_can_be_found, right)):
        return left
    if left is None:
        return right
    return max(left, right, key=lambda texts: (min(map(_worth, texts)), -len(texts)))


def _worth(text: str) -> float:
    return sum(_COMMON_WORTH if character in _COMMON else 1 for character in text)


def _can_be_found(text: str) -> bool:
    """Return whether the matcher finds a text wherever it stands in folded text."""
    return bool(text.strip()) and fold(text) == text
