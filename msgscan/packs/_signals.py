"""Checks of signals, made on the tree as those of conditions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ..errors import Wording
from ..text.folding import fold_all
from ..text.views import VIEWS, View, has_digit
from ._conditions import Told
from ._lexicons import Lexicons
from ._shape import maybe_whole
from ._wording import maybe_meant, unknown
from ._yaml import Node
from .model import LATER_KEYS
from .patterns import maybe_flaw
from .signal import MATCHERS

_MOST_AROUND = 20  # messages before and after: beyond that it is another conversation


def told_of_part(part: Node, lexicons: Lexicons) -> Told:
    """Tell of a signal that finds nothing, of lexicons that are not there, of patterns that are none."""
    if part.is_mapping and not any(maybe_meant(key, MATCHERS) or key in LATER_KEYS for key in part.pairs):
        yield (
            part,
            Wording(
                "信号里没有要找的内容：写 words、lexicon、regex、entity、role、standing 或 any",
                "nothing to look for: give it words, lexicon, regex, entity, role, standing or any",
            ),
        )
    exceptions = part.at("except")
    if exceptions.is_mapping and not exceptions.pairs:
        yield exceptions, Wording("except 是空的", "the 'except' is empty")
    for listing in (part, *(matcher.at(key) for matcher in (part, exceptions) for key in MATCHERS)):
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
    inside = [part for part, _ in parts(signal)] if said else []
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


def told_of_context(rule: Node) -> Told:
    """Tell of contexts that are too wide, that stand inside a signal, or that a window can't have."""
    for _, signal in rule.at("signals").pairs.values():
        count = maybe_whole(signal.at("context").at("messages").text)
        if count is not None and count > _MOST_AROUND:
            yield (
                signal.at("context").at("messages"),
                Wording(
                    f"前后最多看 {_MOST_AROUND} 条，现在是 {count}",
                    f"at most {_MOST_AROUND} messages before and after, not {count}",
                ),
            )
        for part in (part for member in signal.at("any").members for part, _ in parts(member)):
            if "context" in part.pairs:
                yield (
                    part.pairs["context"][0],
                    Wording(
                        "context 不能写在 any 里面：请写在整个信号上",
                        "a context can't stand inside 'any': give it to the whole signal",
                    ),
                )
        for other in ("window", "join"):
            if "context" in signal.pairs and other in rule.pairs:
                yield (
                    signal.pairs["context"][0],
                    Wording(
                        f"有 {other} 的规则不能写 context：它自己会看前后的消息",
                        f"a rule with a {other} can't have a context: it looks at neighbours itself",
                    ),
                )


def without_place(signals: Node) -> set[str]:
    """Return the names of signals that may hit a message without standing in it: senders and contexts."""
    return {
        name
        for name, (_, signal) in signals.pairs.items()
        if "context" in signal.pairs or is_about_senders(signal)
    }


def is_about_senders(signal: Node) -> bool:
    """Return whether a signal may hit because of who the sender is, whatever is said."""
    return any(key in part.pairs for part, _ in parts(signal) for key in ("role", "standing"))


class Setting(NamedTuple):
    """How a signal looks for its words: as far as it is said, and is a view or a boundary at all."""

    views: tuple[View, ...] = ("exact",)
    boundary: str = "soft"


def parts(signal: Node, inherited: Setting = Setting()) -> Iterator[tuple[Node, Setting]]:  # noqa: B008 - immutable
    """Yield a signal and the signals inside it, each with its setting, said or inherited."""
    setting = setting_of(signal, inherited)
    yield signal, setting
    for part in signal.at("any").members:
        yield from parts(part, setting)


def setting_of(node: Node, inherited: Setting = Setting()) -> Setting:  # noqa: B008 - immutable
    """Return the setting that is said here, or else the one inherited."""
    said = {view.text for view in node.at("views").members}
    views = tuple(view for view in VIEWS if view in said)
    return Setting(views or inherited.views, node.at("boundary").text or inherited.boundary)


def words_of(part: Node) -> tuple[Node, ...]:
    """Return the words that stand in the signal itself, in the short form or under ``words``."""
    short = tuple(node for node in part.members if isinstance(node.value, str))
    return short or part.several("words")
