"""Texts that a pattern can't match without: of each set of them one stands in every match.

A regex over every message is what makes scanners slow. Most patterns hold a word or a sign that must be
there; looking for all of those in the one pass of the matcher leaves a regex few messages to look at.

A pattern without a tree (:mod:`.pattern_trees`) simply has no literals, and sees every message.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import product
from typing import Any, NamedTuple, TypeAlias

from ..text.folding import fold
from .pattern_trees import kinds, maybe_tree

_MANY = 256  # texts that a part of a pattern may match, to be looked for one by one
_MANY_IN_ALL = 512  # above it looking for all alternatives costs more than it saves
_SETS = 2  # what a third one still sorts out is not worth the looking
_DIGITS = frozenset("0123456789")  # all that ``\d`` can meet: folding leaves no others
_BLANKS = frozenset(" \n\u1680")  # all that ``\s`` can meet
# Characters that stand in every other message, and so say little about it: three of them stand in more
# messages than a word of two others.
_COMMON = _DIGITS | frozenset(
    "的一是不了在人有我他她它你这个们来到时大上为子中说就那和要出也得里后以会家可下过天去能对小多心么之都好看起发"
    "没成只事把还用样想做作开从自面前些所同日手又行动头老给很什真太吗啊吧呢买卖拿带拍死打叫请谢收"
)
_WITHOUT_COMMON = dict.fromkeys(map(ord, _COMMON))
_COMMON_WORTH, _RARE_WORTH = 2, 5
_CATEGORIES = {kinds.CATEGORY_DIGIT: _DIGITS, kinds.CATEGORY_SPACE: _BLANKS}

Texts: TypeAlias = frozenset[str]


class _Found(NamedTuple):
    """What is known of a part of a pattern.

    ``exact``: all texts that it matches, when they are few; ``needed``: sets of texts, of each of which one
    is in every match, the most telling first; ``starts``: texts of which one begins each match, where
    ``exact`` is not known.
    """

    exact: Texts | None
    needed: tuple[Texts, ...]
    starts: Texts | None = None


_NOTHING = _Found(None, ())
_EMPTY = frozenset({""})


def needed_literals(pattern: str) -> tuple[tuple[str, ...], ...]:
    r"""Return sets of texts, of each of which at least one stands in every match of a pattern.

    Parameters
    ----------
    pattern : str
        A folded pattern.

    Returns
    -------
    tuple of tuple of str
        At most two sets, none of which follows from the other; often none.

    Examples
    --------
    >>> needed_literals(r"(?:绝密|机密)\s*[★*]")
    (('机密', '绝密'),)
    >>> needed_literals(r"把[他她][^。]*(?:照片|电话)[^。]*(?:挂出|曝光)")
    (('照片', '电话'), ('挂出', '曝光'))
    >>> needed_literals(r"1[35]\d{9}")[0][:3]
    ('1300', '1301', '1302')
    >>> needed_literals(r"\w{4}|甲")
    ()
    """
    return tuple(tuple(sorted(texts)) for texts in _found(pattern).needed)


def is_known(pattern: str) -> bool:
    r"""Return whether a folded pattern matches some few texts and no others, but for what stands around them.

    Examples
    --------
    >>> is_known("成绩(?:汇总)?表(?!格)"), is_known(r"成绩\w")
    (True, False)
    """
    return _found(pattern).exact is not None


@cache
def _found(pattern: str) -> _Found:
    tree = maybe_tree(pattern)
    return _NOTHING if tree is None else _sequence(tree)


def _sequence(tree: Any) -> _Found:  # noqa: ANN401 - the parser's own type
    """Return what is known of parts that follow each other; what may be missing does not part them."""
    run = _EMPTY  # one of these ends where the parts so far end
    exact: Texts | None = run
    needed: list[Texts | None] = []
    for kind, value in tree:
        part = _part(kind, value)
        needed += part.needed
        joined = _joined(run, part.exact)
        if joined is None:
            needed.append(_extended(run, part.exact or part.starts))
        run = _latest(joined or part.exact or _EMPTY)
        exact = _joined(exact, part.exact)
    return _Found(exact, _telling([*needed, run]))


def _part(kind: Any, value: Any) -> _Found:  # noqa: ANN401, PLR0911 - one return a kind of node reads best
    """Return what is known of one node of the tree."""
    if kind is kinds.LITERAL:
        return _known(frozenset({chr(value).lower()}))
    if kind is kinds.IN:
        options = [_characters(*option) for option in value]
        return _NOTHING if None in options else _known(frozenset().union(*filter(None, options)))
    if kind is kinds.SUBPATTERN:
        return _sequence(value[-1])
    if kind is kinds.BRANCH:
        return _one_of([_sequence(branch) for branch in value[1]])
    if kind in (kinds.MAX_REPEAT, kinds.MIN_REPEAT, kinds.POSSESSIVE_REPEAT):
        least, most, inner = value
        return _repeated(_sequence(inner), least, most)
    if kind is kinds.ATOMIC_GROUP:
        return _sequence(value)
    if kind in (kinds.AT, kinds.ASSERT, kinds.ASSERT_NOT):
        return _Found(frozenset({""}), ())  # matches no character of its own
    return _NOTHING


def _one_of(branches: Sequence[_Found]) -> _Found:
    """Return what is known of alternatives: each set is made of one set of each branch."""
    depth = max(len(branch.needed) for branch in branches) if all(branch.needed for branch in branches) else 0
    needed = [
        frozenset[str]().union(*(branch.needed[min(nth, len(branch.needed) - 1)] for branch in branches))
        for nth in range(depth)
    ]
    exacts = [branch.exact for branch in branches if branch.exact is not None]
    exact = frozenset[str]().union(*exacts) if len(exacts) == len(branches) else None
    return _Found(_few(exact), _telling(texts for texts in needed if len(texts) <= _MANY_IN_ALL))


def _characters(kind: Any, value: Any) -> Texts | None:  # noqa: ANN401 - the parser's own types
    """Return the characters that an entry of a set stands for, when they are few."""
    if kind is kinds.LITERAL:
        return frozenset({chr(value).lower()})
    if kind is kinds.RANGE and value[1] - value[0] < len(_DIGITS):
        return frozenset(chr(code).lower() for code in range(value[0], value[1] + 1))
    return _CATEGORIES.get(value) if kind is kinds.CATEGORY else None


def _repeated(found: _Found, least: int, most: int) -> _Found:
    """Return what is known of a part that comes so many times."""
    exact = _times(found.exact, least, most)
    if exact is not None or not least:
        return _NOTHING if exact is None else _known(exact)
    if found.exact is None or not all(found.exact):
        return found if least == most == 1 else _Found(None, found.needed)
    start = found.exact
    for _ in range(1, least):
        start = _joined(start, found.exact) or start
    return _Found(None, _telling([start]), start)


def _times(once: Texts | None, least: int, most: int) -> Texts | None:
    """Return all texts that so many of these make, when they are few."""
    run: Texts | None = _EMPTY
    found: Texts = frozenset()
    for times in range(min(most, _MANY) + 1):
        if run is None:
            return None
        if times >= least:
            found |= run
        run = _joined(run, once)
    return _few(found) if most <= _MANY else None


def _known(exact: Texts) -> _Found:
    return _Found(_few(exact), _telling([_few(exact)]))


def _few(texts: Texts | None) -> Texts | None:
    return texts if texts and len(texts) <= _MANY else None


def _joined(left: Texts | None, right: Texts | None) -> Texts | None:
    """Return all texts of the left followed by those of the right, when they are few."""
    if left is None or right is None or len(left) * len(right) > _MANY:
        return None
    return frozenset(a + b for a, b in product(left, right))


def _extended(run: Texts | None, following: Texts | None) -> Texts | None:
    """Return the run with as much of what follows it as leaves them few."""
    for length in range(max(map(len, following or ()), default=0), 0, -1):
        longer = _joined(run, frozenset(text[:length] for text in following or ()))
        if longer is not None:
            return longer
    return run


def _telling(candidates: Iterable[Texts | None]) -> tuple[Texts, ...]:
    """Return the sets that fewest messages hold: their commonest text is rare, or they have few texts.

    A set that follows from one before it says nothing more; single characters and numbers, which stand
    everywhere, are worth looking for only where there is nothing better.
    """
    stripped = (frozenset(map(str.strip, texts)) for texts in candidates if texts)
    usable = {_shortest(texts) for texts in stripped if all(map(_can_be_found, texts))}
    worth = {texts: min(map(_worth, texts)) for texts in usable}
    found: list[Texts] = []
    for texts in sorted(usable, key=lambda texts: (-worth[texts], len(texts), min(texts))):
        telling = min(map(len, texts)) > 1 and worth[texts] >= _RARE_WORTH
        more = len(found) < _SETS and (telling or worth[found[0]] < _RARE_WORTH) if found else True
        if more and not any(_follows(texts, other) for other in found):
            found.append(texts)
    return tuple(found)


def _shortest(texts: Texts) -> Texts:
    """Return the texts in which none of the others stands."""
    return _without(
        texts, lambda text, length: (text[at : at + length] for at in range(len(text) - length + 1))
    )


def _latest(texts: Texts) -> Texts:
    """Return the texts with which none of the others ends."""
    return _without(texts, lambda text, length: (text[len(text) - length :],))


def _without(texts: Texts, parts: Callable[[str, int], Iterable[str]]) -> Texts:
    """Return the texts of which no such part, of the length of another, is one of the others."""
    lengths = sorted(set(map(len, texts)))
    return frozenset(
        text
        for text in texts
        if not any(
            not texts.isdisjoint(parts(text, length)) for length in lengths[: bisect_left(lengths, len(text))]
        )
    )


def _follows(texts: Texts, other: Texts) -> bool:
    """Return whether in each text of the other stands one of these."""
    return all(any(text in longer for text in texts) for longer in other)


def _worth(text: str) -> int:
    return len(text) * _COMMON_WORTH + len(text.translate(_WITHOUT_COMMON)) * (_RARE_WORTH - _COMMON_WORTH)


def _can_be_found(text: str) -> bool:
    """Return whether the matcher finds a text wherever it stands in folded text."""
    # Entities alone are folded as a whole; all else character by character.
    return bool(text) and (fold(text) == text if "&" in text else all(map(_is_folded, text)))


@cache
def _is_folded(character: str) -> bool:
    return fold(character) == character
