"""What rule packs mean, as one would write it on a first day: loops over messages, rules, signals and words.

Words are found by :mod:`tests.property.naive_matcher`, patterns by ``regex`` in the folded text; where a
word border is asked for, :class:`WordBorders` (which has its own oracle) is asked about each single hit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import regex

from msgscan.engine.matcher import Hits as Matches
from msgscan.engine.pattern_folding import fold_pattern
from msgscan.engine.words import WordBorders
from msgscan.packs.model import Condition, Near, Rule, RulePack
from msgscan.packs.signal import Except, Signal
from msgscan.schema import CATEGORIES
from msgscan.text.folding import fold, fold_with_offsets
from msgscan.text.views import VIEWS, View
from tests.property.naive_matcher import EXACT, SQUEEZE, NaiveHit, folded_chars, hits_of

SEVERITIES = CATEGORIES["severity"]


class Span(NamedTuple):
    signal: str
    start: int
    end: int
    view: str


class Found(NamedTuple):
    """A finding; its spans are sorted."""

    message: int
    rule: str
    severity: str
    evasion: bool
    spans: tuple[Span, ...]


class Place(NamedTuple):
    """A hit of a signal; of two hits of the same characters the lesser one counts, the plainer writing."""

    start: int
    end: int
    view: int
    evasion: bool


class Sender(NamedTuple):
    """What is known of who sent a message."""

    role: str = "unknown"
    standing: str = "unknown"


class Hits(NamedTuple):
    """Where a signal hits a message, and whether the sender makes it hit."""

    places: Sequence[Place]
    by_sender: bool

    def __bool__(self) -> bool:
        return self.by_sender or bool(self.places)


def naive_findings(
    packs: Iterable[RulePack],
    texts: Sequence[str],
    kinds: Sequence[str],
    senders: Sequence[Sender] | None = None,
) -> list[Found]:
    rules = [(pack, rule) for pack in packs for rule in pack.rules if rule.status != "deprecated"]
    found = []
    known = senders or [Sender()] * len(texts)
    for message, (text, kind, sender) in enumerate(zip(texts, kinds, known, strict=True)):
        for pack, rule in rules:
            if rule.applies_to is None or kind in rule.applies_to.kinds:
                found += [each._replace(message=message) for each in _judged(pack, rule, text, sender)]
    return sorted(found)


def _judged(pack: RulePack, rule: Rule, text: str, sender: Sender) -> Iterator[Found]:
    reader = _Reader(pack, text)
    hits = {
        name: Hits(reader.places(signal), _is_sent_by(signal, sender))
        for name, signal in rule.signals.items()
    }
    severity: str | None
    if rule.when is not None:
        severity = rule.severity if _holds(rule.when, hits) else None
        speaking = set(_speaking(rule.when))
    else:
        assert rule.score is not None
        points = sum(worth for name, worth in rule.score.add.items() if hits[name])
        reached = [level for level, least in rule.score.levels.items() if points >= least]
        severity = max(reached, key=SEVERITIES.index, default=None)
        speaking = {name for name, worth in rule.score.add.items() if worth > 0}
    if severity is None:
        return
    if rule.downgrade and _holds(rule.downgrade.when, hits):
        severity = min(severity, rule.downgrade.to, key=SEVERITIES.index)
    yield Found(
        message=0,
        rule=rule.id,
        severity=severity,
        evasion=any(hits[name].places and all(hit.evasion for hit in hits[name].places) for name in speaking),
        spans=tuple(
            sorted(
                Span(name, hit.start, hit.end, VIEWS[hit.view])
                for name in speaking
                for hit in hits[name].places
            )
        ),
    )


def _is_sent_by(signal: Signal, sender: Sender) -> bool:
    """Return whether a signal, or one inside it, asks for such a sender."""
    return (
        sender.role in signal.role
        or sender.standing in signal.standing
        or any(_is_sent_by(inner, sender) for inner in signal.any)
    )


def _holds(condition: Condition, hits: Mapping[str, Hits]) -> bool:
    if isinstance(condition, str):
        return bool(hits[condition])
    return (
        (condition.all is None or all(_holds(part, hits) for part in condition.all))
        and (condition.any is None or any(_holds(part, hits) for part in condition.any))
        and (condition.none is None or not any(_holds(part, hits) for part in condition.none))
        and (
            condition.at_least is None
            or sum(bool(hits[name]) for name in condition.at_least.of) >= condition.at_least.n
        )
        and (condition.near is None or _near(condition.near, hits))
    )


def _near(near: Near, hits: Mapping[str, Hits]) -> bool:
    """Return whether a hit of the first signal has one of each other signal beside it."""
    first, *others = near.of
    return any(
        all(
            any(
                max(anchor.start, other.start) - min(anchor.end, other.end) <= near.within
                for other in hits[name].places
            )
            for name in others
        )
        for anchor in hits[first].places
    )


def _speaking(condition: Condition) -> Iterator[str]:
    """Yield the signals that are asked for, not those that must be absent."""
    if isinstance(condition, str):
        yield condition
        return
    for part in (*(condition.all or ()), *(condition.any or ())):
        yield from _speaking(part)
    for named in (condition.at_least, condition.near):
        yield from named.of if named else ()


@dataclass(frozen=True)
class _Reader:
    """One text, read for the signals of one pack."""

    pack: RulePack
    text: str

    def places(self, signal: Signal, outer: tuple[Except, ...] = ()) -> list[Place]:
        """Return the hits of a signal that no exception overlaps, each place once."""
        excepts = (*outer, signal.except_) if signal.except_ else outer
        cancelled = [span for each in excepts for span in self._cancelling(each, signal.views)]
        found = [
            place
            for place in (*self._words(signal), *self._patterns(signal.regex))
            if not any(place.start < end and start < place.end for start, end in cancelled)
        ]
        found += [place for inner in signal.any for place in self.places(inner, excepts)]
        plainest = {place[:2]: place for place in sorted(found, reverse=True)}
        return sorted(plainest.values())

    def _words(self, signal: Signal) -> Iterator[Place]:
        exact_only = set(signal.views) == {"exact"}
        for word, hit in self._hits((*signal.words, *self._lexicon(signal.lexicon)), signal.views):
            if (hit.view == EXACT or not exact_only) and self._stands(word, hit, signal.boundary):
                yield Place(hit.start, hit.end, hit.view, hit.view != EXACT or hit.gap > 0)

    def _patterns(self, patterns: Iterable[str]) -> Iterator[Place]:
        folded = fold_with_offsets(self.text)
        for pattern in patterns:
            for match in regex.finditer(fold_pattern(pattern), folded.text):
                if match[0]:
                    start = int(folded.starts[match.start()])
                    yield Place(start, int(folded.ends[match.end() - 1]), view=EXACT, evasion=False)

    def _cancelling(self, excepts: Except, views: Iterable[View]) -> Iterator[tuple[int, int]]:
        for _, hit in self._hits((*excepts.words, *self._lexicon(excepts.lexicon)), views):
            yield hit.start, hit.end
        for place in self._patterns(excepts.regex):
            yield place.start, place.end

    def _hits(self, words: Iterable[str], views: Iterable[View]) -> Iterator[tuple[str, NaiveHit]]:
        chars = list(folded_chars(self.text))
        mask = sum(1 << number for number, view in enumerate(VIEWS) if view in set(views))
        for word in words:
            if fold(word).strip():
                yield from ((word, hit) for hit in hits_of(chars, fold(word), mask))

    def _lexicon(self, names: Iterable[str]) -> Iterator[str]:
        for name in names:
            yield from self.pack.lexicons[name]

    def _stands(self, word: str, hit: NaiveHit, boundary: str) -> bool:
        """Return whether the words around a hit leave it alone."""
        if boundary == "none":
            return True
        crossed, aligned = BORDERS.judge(
            [self.text], Matches(*(np.array([value]) for value in hit)), np.array([0]), [word]
        )
        stands = not hit.glued and bool(aligned[0] if boundary == "hard" else not crossed[0])
        if boundary == "strange":
            disguised = hit.view != EXACT or hit.gap > 0
            return stands and disguised and not (hit.view > SQUEEZE and self._is_read_as_words(hit))
        return stands

    def _is_read_as_words(self, hit: NaiveHit) -> bool:
        """Return whether a word of two characters, none of them Latin, has one of the hit's."""
        words = BORDERS.words_at([self.text], Matches(*(np.array([value]) for value in hit)), np.array([0]))[
            0
        ]
        return any(len(word) > 1 and not word.isascii() for word in words)


BORDERS = WordBorders()
