"""Checks of signals, made on the tree as those of conditions."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from ..errors import Wording
from ._conditions import Told
from ._wording import maybe_meant, unknown
from ._yaml import Node
from .model import LATER_KEYS, VIEWS
from .patterns import maybe_flaw

_MATCHERS = ("words", "lexicon", "regex", "entity", "any")


def told_of_part(part: Node, lexicons: Collection[str]) -> Told:
    """Tell of a signal that finds nothing, of lexicons that are not there, of patterns that are none."""
    if part.is_mapping and not any(maybe_meant(key, _MATCHERS) or key in LATER_KEYS for key in part.pairs):
        yield (
            part,
            Wording(
                "信号里没有要找的内容：写 words、lexicon、regex、entity 或 any",
                "the signal has nothing to look for: give it words, lexicon, regex, entity or any",
            ),
        )
    exceptions = part.at("except")
    if exceptions.is_mapping and not exceptions.pairs:
        yield exceptions, Wording("except 是空的", "the 'except' is empty")
    for listing in (part, *(matcher.at(key) for matcher in (part, exceptions) for key in _MATCHERS)):
        if listing.value == ():
            yield listing, Wording("列表是空的", "the list is empty")
    for matcher in (part, exceptions):
        for node in matcher.several("lexicon"):
            if node.text not in lexicons:
                yield node, unknown(Wording("词库", "lexicon"), node.text, lexicons)
        for node in matcher.several("regex"):
            flaw = maybe_flaw(node.text) if node.text else None
            if flaw:
                yield node, flaw.wording


def parts(signal: Node, inherited: tuple[str, ...]) -> Iterator[tuple[Node, tuple[str, ...]]]:
    """Yield a signal and the signals inside it, each with its views, said or inherited."""
    views = views_of(signal, inherited)
    yield signal, views
    for part in signal.at("any").members:
        yield from parts(part, views)


def views_of(node: Node, inherited: tuple[str, ...]) -> tuple[str, ...]:
    """Return the views that are said here, as far as there are such views, or else those inherited."""
    return tuple(view.text for view in node.at("views").members if view.text in VIEWS) or inherited


def words_of(part: Node) -> tuple[Node, ...]:
    """Return the words that stand in the signal itself, in the short form or under ``words``."""
    short = tuple(node for node in part.members if isinstance(node.value, str))
    return short or part.several("words")
