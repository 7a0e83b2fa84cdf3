"""Words so short that they say too little by themselves, where one of them is enough to make a rule fire."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from ..errors import Fault, Wording
from ..text.folding import fold
from ._lexicons import Lexicons
from ._shape import maybe_whole
from ._signals import is_about_senders, parts, words_of
from ._windows import conditions_of_window
from ._wording import shown
from ._words import PlacedWord, placed
from ._yaml import Node

# Two characters are one everyday word of Chinese: it stands in innocent messages all the time.
FEWEST = 3
# 甲乙|丙丁 · (?:甲乙|丙丁): a list of words that is written as a pattern
_WORDS_ONLY = re.compile(r"\(?(?:\?:)?([^\\\[\](){}.*+?^$]+)\)?")


def bare_word_faults(rule: Node, lexicons: Lexicons) -> Iterator[Fault]:
    """Yield a fault for each word of one or two characters that makes a rule fire alone.

    Such a word may stand in a signal that ``all``, ``near`` or ``at_least`` joins with another one, or whose
    points do not reach a level.
    """
    for name, (_, signal) in rule.at("signals").pairs.items():
        if not _fires_alone(rule, name):
            continue
        for word in _words(signal, lexicons):
            length = sum(map(str.isalnum, fold(word.text)))
            if 0 < length < FEWEST:
                yield Fault(
                    word.place,
                    Wording(
                        f"{shown(word.text)} 只有 {length} 个字，单独出现就会命中："
                        f"请写 {FEWEST} 个字以上的说法，或者用 all、near 再要求一个信号",
                        f"{shown(word.text)} has only {length} characters and fires alone: use {FEWEST} or "
                        "more, or ask for a second signal by 'all' or 'near'",
                    ),
                )


def _words(signal: Node, lexicons: Lexicons) -> Iterator[PlacedWord]:
    for part, _ in parts(signal):
        yield from placed(words_of(part))
        for name in part.several("lexicon"):
            yield from lexicons.get(name.text, ())
        for pattern in part.several("regex"):
            listed = _WORDS_ONLY.fullmatch(pattern.text)
            for text in listed[1].split("|") if listed else ():
                yield PlacedWord(pattern.place, text)


def _fires_alone(rule: Node, name: str) -> bool:
    """Return whether the rule fires, or its window counts, where this signal hits and no other does.

    Who the sender is says nothing of the message: signals about that are taken to hit as well.
    """
    signals = rule.at("signals").pairs
    hits = {name, *(other for other, (_, signal) in signals.items() if is_about_senders(signal))}
    score = rule.at("score")
    levels = [maybe_whole(level.text) for _, level in score.at("levels").pairs.values()]
    least = min((level for level in levels if level is not None), default=None)
    points = sum(maybe_whole(score.at("add").at(hit).text) or 0 for hit in hits)
    return (
        _holds(rule.at("when"), hits)
        or _holds(conditions_of_window(rule.at("window"))[0], hits)
        or (least is not None and points >= least)
    )


def _holds(condition: Node, hits: Collection[str]) -> bool:
    """Return whether a condition holds where only these signals hit; ``none`` only ever takes away."""
    if not condition.is_mapping:
        return condition.text in hits
    inner = {
        key: [_holds(part, hits) for part in condition.at(key).members]
        for key in ("all", "any")
        if key in condition.pairs
    }
    at_least = condition.at("at_least")
    number = sum(node.text in hits for node in at_least.at("of").members)
    verdicts = {
        "all": all(inner.get("all", [])),
        "any": any(inner.get("any", [])),
        "at_least": number >= (maybe_whole(at_least.at("n").text) or 0),
        "near": False,
    }
    return condition.pairs != {} and all(verdicts.get(key, True) for key in condition.pairs)
