"""Checks of what a pack means: names that lead nowhere, rules that can't fire or always would.

They read the tree, not the model, so that a pack with a fault of shape is told everything else as well; what
has the wrong shape is passed over here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from ..errors import Fault, Wording
from ..text.views import AMPLE, LEAST, View
from ._bare import bare_word_faults
from ._conditions import Told, mentions, told_of_condition, told_of_trigger
from ._lexicons import Lexicons
from ._organisation import is_of_organisation, told_of_organisation
from ._scores import told_of_downgrade, told_of_score
from ._signals import (
    Setting,
    parts,
    setting_of,
    told_of_context,
    told_of_part,
    told_of_views,
    without_place,
    words_of,
)
from ._windows import conditions_of_window, told_of_examples, told_of_window
from ._wording import maybe_meant, shown, unknown
from ._words import placed, short_word_faults, word_faults
from ._yaml import Node
from .model import LATER_KEYS

_DECISIONS = ("when", "score", "window")
# What a message may name besides signals.
PLACEHOLDERS = ("count", "span")
# 出现密级标志「{mark}」
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


def lint(root: Node, lexicons: Lexicons, today: date | None) -> Iterator[Fault]:
    """Yield the faults of meaning of a pack.

    Parameters
    ----------
    root : Node
        The whole pack.
    lexicons : mapping of str to sequence of PlacedWord
        The words of its lexicons; none of a lexicon that can't be read.
    today : date, optional
        The day on which rules that expire must be in force.
    """
    yield from _word_faults(root, lexicons)
    for rule in root.at("rules").members if is_of_organisation(root) else ():
        yield from bare_word_faults(rule, lexicons)
    for node, wording in (*_told(root, lexicons), *told_of_organisation(root, today)):
        yield Fault(node.place, wording)


def _word_faults(root: Node, lexicons: Lexicons) -> Iterator[Fault]:
    for words in lexicons.values():
        yield from word_faults(words)
    settings_of_lexicon: dict[str, set[Setting]] = {}
    for part, setting in _all_parts(root):
        words = placed(words_of(part))
        yield from word_faults(words)
        yield from word_faults(placed(part.at("except").several("words")))
        yield from short_word_faults(words, _needs([setting]))
        for node in part.several("lexicon"):
            settings_of_lexicon.setdefault(node.text, set()).add(setting)
    for name, some in settings_of_lexicon.items():
        yield from short_word_faults(lexicons.get(name, ()), _needs(some))


def _needs(settings: Iterable[Setting]) -> dict[View, int]:
    """Return how long a word must be in each view that one of some settings looks into."""
    needs: dict[View, int] = {}
    for setting in settings:
        least = LEAST if setting.boundary == "strange" else AMPLE
        needs |= {view: max(least[view], needs.get(view, 0)) for view in setting.views}
    return needs


def _all_parts(root: Node) -> Iterator[tuple[Node, Setting]]:
    defaults = setting_of(root.at("defaults"))
    for rule in root.at("rules").members:
        for _, signal in rule.at("signals").pairs.values():
            yield from parts(signal, defaults)


def _told(root: Node, lexicons: Lexicons) -> Told:
    yield from _told_of_ids(root)
    if not any(maybe_meant(key, ("rules", "extends")) for key in root.pairs):
        yield root, Wording("缺少键 'rules'（规则）", "the key 'rules' is missing")
    categories = root.at("categories").pairs
    for rule in root.at("rules").members:
        category = rule.at("category")
        if category.text and category.text not in categories:
            yield category, unknown(Wording("类别", "category"), category.text, categories)
        yield from _told_of_decision(rule)
        yield from _told_of_names(rule)
        yield from _told_of_placeholders(rule)
        placeless = without_place(rule.at("signals"))
        yield from told_of_trigger(rule.at("when"), placeless)
        yield from told_of_context(rule)
        yield from told_of_window(rule)
        yield from told_of_examples(rule)
        for condition in _conditions(rule):
            yield from told_of_condition(condition, placeless)
        yield from told_of_score(rule.at("score"))
        yield from told_of_downgrade(rule)
    for part, _ in _all_parts(root):
        yield from told_of_part(part, lexicons)
        yield from told_of_views(part, lexicons)


def _told_of_ids(root: Node) -> Told:
    first: dict[str, Node] = {}
    rules = root.at("rules").members
    formerly = [name for rule in rules for name in rule.several("formerly")]
    for name in (*(rule.at("id") for rule in rules), *formerly):
        if name.text and first.setdefault(name.text, name) is not name:
            line = first[name.text].line
            yield (
                name,
                Wording(
                    f"编号 {shown(name.text)} 重复了：第 {line} 行的规则已经用了",
                    f"the id {shown(name.text)} is taken by the rule on line {line}",
                ),
            )


def _told_of_decision(rule: Node) -> Told:
    """Tell of a rule that decides in no way or in more than one, and of one without the signals for it."""
    given = [rule.pairs[key][0] for key in _DECISIONS if key in rule.pairs]
    if len(given) > 1:
        later = max(given, key=lambda key: (key.line, key.column))
        yield (
            later,
            Wording(
                "when、score 和 window 只能写一个", "write 'when', 'score' or 'window', not more than one"
            ),
        )
    elif rule.is_mapping and not any(maybe_meant(key, _DECISIONS) or key in LATER_KEYS for key in rule.pairs):
        yield (
            rule,
            Wording(
                "规则要有 when、score 或 window：命中哪些信号才算",
                "a rule needs 'when', 'score' or 'window': what must hit",
            ),
        )
    if {"when", "score"} & rule.pairs.keys() and not any(
        maybe_meant(key, ("signals",)) for key in rule.pairs
    ):
        yield rule, Wording("缺少键 'signals'（信号：名字和要找的内容）", "the key 'signals' is missing")


def _told_of_names(rule: Node) -> Told:
    """Tell of signals that are asked for and not there, or there and not asked for."""
    signals = rule.at("signals").pairs
    asked = [node for condition in _conditions(rule) for node in mentions(condition)]
    asked += [key for key, _ in rule.at("score").at("add").pairs.values()]
    strangers = [node.text for node in asked if node.text not in signals]
    for node in asked:
        if node.text not in signals:
            yield node, unknown(Wording("信号", "signal"), node.text, signals)
    used = {node.text for node in asked}
    for name, (key, _) in signals.items():
        if name in PLACEHOLDERS:
            yield (
                key,
                Wording(
                    f"信号不能叫 {name!r}：message 里的 {{{name}}} 另有含义",
                    f"a signal can't be called {name!r}: {{{name}}} has a meaning of its own in a message",
                ),
            )
        # Where nothing is asked, or this one by a misspelt name, that is the fault.
        elif asked and name not in used and not maybe_meant(name, strangers):
            yield (
                key,
                Wording(
                    f"信号 {shown(name)} 没有用到：写进 when、score、window 或 downgrade，或者删掉",
                    f"the signal {shown(name)} is not used: ask for it in when, score, window or downgrade",
                ),
            )


def _told_of_placeholders(rule: Node) -> Told:
    known = (*rule.at("signals").pairs, *PLACEHOLDERS)
    message = rule.at("message")
    for node in (message, *(value for _, value in message.pairs.values())):
        for name in _PLACEHOLDER.findall(node.text):
            if name not in known:
                yield node, unknown(Wording("占位符", "placeholder"), name, known)


def _conditions(rule: Node) -> tuple[Node, ...]:
    return rule.at("when"), rule.at("downgrade").at("when"), *conditions_of_window(rule.at("window"))
