"""From rule packs to a program: terms, parts and signals get their numbers."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import date

import numpy as np

from ..errors import Wording
from ..packs.model import Rule, RulePack, Window as WindowForm
from ..packs.signal import MATCHERS, Except, Signal
from ..packs.validity import in_force
from ..schema import REVIEW_ONLY
from ..text.views import VIEWS, View
from .conditions import NearOf, compile_condition, positive_names
from .effort import harmless_length
from .entities import ENTITIES
from .literals import is_known, needed_literals
from .pattern_folding import fold_pattern
from .program import (
    BOUNDARIES,
    CANCEL,
    HIT,
    LITERAL,
    SEVERITIES,
    Around,
    CompiledRule,
    Exempt,
    Group,
    Parts,
    Program,
    Regex,
    Scoring,
    Uses,
)  # fmt: skip
from .windows import ANY_LENGTH, Window

_PLAIN = 1 << VIEWS.index("exact") | 1 << VIEWS.index("squeeze")


def compile_packs(packs: Iterable[RulePack], *, today: date | None = None) -> Program:
    """Return the program of some packs.

    Deprecated rules are left out.

    Parameters
    ----------
    packs : iterable of RulePack
        The packs.
    today : date, optional
        Rules that may not run on this day are left out; default: rules are taken whatever their days.
    """
    kept, notes = in_force(packs, today) if today else (tuple(packs), ())
    notes += tuple(Wording(note.describe("zh"), note.describe("en")) for pack in kept for note in pack.notes)
    builder = _Builder()
    for pack in kept:
        for rule in pack.rules:
            if rule.status != "deprecated":
                builder.add(pack, rule)
    digest = hashlib.sha256("\n".join(pack.digest for pack in kept).encode()).hexdigest()
    return builder.program(digest, notes)


class _Builder:
    """Numbers terms, parts and signals while rules come in."""

    def __init__(self) -> None:
        self._groups: dict[tuple[tuple[str, ...], int, int], list[int]] = {}
        self._parts: list[tuple[int, int]] = []
        self._regexes: list[Regex] = []
        self._rules: list[CompiledRule] = []
        self._nears: list[NearOf] = []
        self._signals = 0

    def add(self, pack: RulePack, rule: Rule) -> None:
        """Take in one rule."""
        first = self._signals
        numbers = {name: first + i for i, name in enumerate(rule.signals)}
        self._signals += len(numbers)
        for name, signal in rule.signals.items():
            for part, excepts in parts_of(signal):
                self._add_part(pack, numbers[name], part, excepts)
        category = pack.categories.get(rule.category)
        points = rule.score.add if rule.score else {}
        when = rule.window.of if rule.window else rule.when
        speaking = positive_names(when) if when else [name for name in points if points[name] > 0]
        self._rules.append(
            CompiledRule(
                id=rule.id,
                first_id=next(iter(rule.formerly), rule.id),
                pack=f"{pack.id}@{pack.version}",
                category=rule.category,
                clause=rule.clause or (category.clause if category else None) or "",
                severity=SEVERITIES.index(rule.severity),
                experimental=rule.status == "experimental" or rule.category == REVIEW_ONLY,
                message=rule.message,
                advice=rule.advice,
                redact=rule.redact,
                kinds=frozenset(rule.applies_to.kinds) if rule.applies_to else None,
                exempt=tuple(
                    Exempt(frozenset(each.senders), frozenset(each.chats))
                    for each in pack.exemptions
                    if rule.id in each.rules
                ),
                signals=range(first, self._signals),
                names=tuple(rule.signals),
                speaking=tuple(numbers[name] for name in speaking),
                when=compile_condition(when, numbers, self._nears) if when else None,
                scoring=_scoring(rule, numbers),
                downgrade=(
                    compile_condition(rule.downgrade.when, numbers, self._nears),
                    SEVERITIES.index(rule.downgrade.to),
                )
                if rule.downgrade
                else None,
                window=self._window(rule.window, numbers) if rule.window else None,
                join=rule.join,
                around={
                    numbers[name]: Around(form.messages, form.within, form.from_ == "same_sender")
                    for name, signal in rule.signals.items()
                    if (form := signal.context) is not None
                },
                roles={
                    numbers[name]: roles
                    for name, signal in rule.signals.items()
                    if (roles := frozenset(role for part, _ in parts_of(signal) for role in part.role))
                },
                standings={
                    numbers[name]: found
                    for name, signal in rule.signals.items()
                    if (found := frozenset(each for part, _ in parts_of(signal) for each in part.standing))
                },
            )
        )

    def _window(self, window: WindowForm, numbers: dict[str, int]) -> Window:
        reach = window.gap if window.span is None else window.span
        spared = window.unless_after
        return Window(
            by_sender=window.by == "sender",
            session=window.span is None,
            reach=reach or 0,
            at_least=window.at_least,
            senders=window.senders or 1,
            same=window.same,
            shortest=window.shortest or 0,
            longest=window.longest or ANY_LENGTH,
            spared_by=(compile_condition(spared.when, numbers, self._nears), spared.within)
            if spared
            else None,
        )

    def _add_part(self, pack: RulePack, signal: int, part: Signal, excepts: tuple[Except, ...]) -> None:
        number = len(self._parts)
        self._parts.append((signal, BOUNDARIES.index(part.boundary)))
        views = _mask(part.views)
        self._use(_words(pack, part.words, part.lexicon), HIT, number, views)
        for pattern in part.regex:
            self._add_regex(number, pattern)
        for name in part.entity:
            entity = ENTITIES[name]
            self._add_regex(number, entity.pattern, name)
            if entity.spelled:
                self._add_regex(number, entity.spelled, name, view="digits")
        for exception in excepts:
            # An exception is seen through every disguise that a hit is seen through, and through signs.
            self._use(_words(pack, exception.words, exception.lexicon), CANCEL, number, views | _PLAIN)
            for pattern in exception.regex:
                self._add_regex(number, pattern, cancels=True)

    def _add_regex(
        self,
        part: int,
        pattern: str,
        entity: str | None = None,
        *,
        cancels: bool = False,
        view: View = "exact",
    ) -> None:
        folded = fold_pattern(pattern)
        # A pattern that cancels runs only where its part has hits: few enough without literals.
        literals = () if cancels else needed_literals(folded)
        for texts in literals:
            self._use(texts, LITERAL, len(self._regexes), _mask(("exact",)))
        self._regexes.append(
            Regex(
                part, folded, entity, cancels, len(literals), harmless_length(folded), VIEWS.index(view),
                known=bool(literals) and is_known(folded),
            )
        )  # fmt: skip

    def _use(self, words: Iterable[str], purpose: int, target: int, views: int) -> None:
        known = tuple(dict.fromkeys(words))
        if known:
            self._groups.setdefault((known, purpose, views), []).append(target)

    def program(self, digest: str, notes: tuple[Wording, ...]) -> Program:
        """Return what has been gathered."""
        terms: dict[str, int] = {}
        uses = [
            (terms.setdefault(word, len(terms)), group, views)
            for group, (words, _, views) in enumerate(self._groups)
            for word in words
        ]
        parts = np.array(self._parts, np.int64).reshape(-1, 2)
        sizes = np.array([len(rule.signals) for rule in self._rules], np.int64)
        return Program(
            terms=tuple(terms),
            uses=Uses(*np.array(sorted(uses), np.int64).reshape(-1, 3).T.copy()),
            groups=tuple(Group(purpose, tuple(targets)) for (_, purpose, _), targets in self._groups.items()),
            parts=Parts(*parts.T.copy()),
            regexes=tuple(self._regexes),
            rules=tuple(self._rules),
            nears=tuple(self._nears),
            rule_of=np.repeat(np.arange(len(sizes)), sizes),
            digest=digest,
            notes=notes,
        )


def parts_of(signal: Signal, outer: tuple[Except, ...] = ()) -> Iterator[tuple[Signal, tuple[Except, ...]]]:
    """Yield the parts of a signal in their order, each with its own exceptions and those of what holds it."""
    excepts = (*outer, signal.except_) if signal.except_ else outer
    if any(getattr(signal, key) for key in MATCHERS if key != "any"):
        yield signal, excepts
    for inner in signal.any:
        yield from parts_of(inner, excepts)


def _mask(views: Iterable[View]) -> int:
    """Return views as bits, with those that they imply: exact, and where it is not alone, squeeze."""
    mask = 1 << VIEWS.index("exact")
    for view in views:
        mask |= 1 << VIEWS.index(view)
    return mask if mask == 1 << VIEWS.index("exact") else mask | _PLAIN


def _words(pack: RulePack, words: tuple[str, ...], lexicons: tuple[str, ...]) -> Iterator[str]:
    yield from words
    for name in lexicons:
        yield from pack.lexicons[name]


def _scoring(rule: Rule, numbers: dict[str, int]) -> Scoring | None:
    if rule.score is None:
        return None
    points = tuple((numbers[name], worth) for name, worth in rule.score.add.items())
    levels = sorted((worth, SEVERITIES.index(severity)) for severity, worth in rule.score.levels.items())
    return Scoring(points, tuple(levels))
