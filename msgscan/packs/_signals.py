"""Checks of signals, made on the tree as those of conditions."""

from __future__ import annotations

from collections.abc import Iterator

from ..errors import Wording
from ..text.folding import fold_all
from ..text.views import VIEWS, View, has_digit
from ._conditions import Told
from ._lexicons import Lexicons
from ._wording import maybe_meant, unknown
from ._yaml import Node
from .model import LATER_KEYS
from .patterns import maybe_flaw

_MATCHERS = ("words", "lexicon", "regex", "entity", "any")


def told_of_part(part: Node, lexicons: Lexicons) -> Told:
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


def told_of_views(signal: Node, lexicons: Lexicons) -> Told:
    """Tell of the view ``digits`` where no word of the signal has a digit: it would find nothing."""
    said = next((view for view in signal.at("views").members if view.text == "digits"), None)
    inside = [part for part, _ in parts(signal, ())] if said else []
    words = [word.text for part in inside for word in words_of(part)]
    words += [
        word.text
        for part in inside
        for name in part.several("lexicon")
        for word in lexicons.get(name.text, ())
    ]
    if said and words and not any(map(has_digit, fold_all(words))):
        yield (
            said,
            Wording(
                "视图 digits 只对带数字的词有用，这里的词都不带数字：请去掉 digits",
                "the view digits is for words with a digit, and no word here has one: leave it out",
            ),
        )


def parts(signal: Node, inherited: tuple[View, ...]) -> Iterator[tuple[Node, tuple[View, ...]]]:
    """Yield a signal and the signals inside it, each with its views, said or inherited."""
    views = views_of(signal, inherited)
    yield signal, views
    for part in signal.at("any").members:
        yield from parts(part, views)


def views_of(node: Node, inherited: tuple[View, ...]) -> tuple[View, ...]:
    """Return the views that are said here, as far as there are such views, or else those inherited."""
    said = {view.text for view in node.at("views").members}
    return tuple(view for view in VIEWS if view in said) or inherited


def words_of(part: Node) -> tuple[Node, ...]:
    """Return the words that stand in the signal itself, in the short form or under ``words``."""
    short = tuple(node for node in part.members if isinstance(node.value, str))
    return short or part.several("words")
