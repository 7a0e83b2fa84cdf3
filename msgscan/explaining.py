"""Why a rule finds a text, or why it does not: every step of the engine, told for one message.

Nothing is judged here. The engine runs on the text with the rule as it is, and with a rule that asks for
less and less: no exceptions; nor borders; nor check digits; in any view. What a run has and the next
stricter one has not was dropped by what lies between them. Whether a node of the condition holds, the
engine says too (:mod:`.engine.trace`).
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import Any, NamedTuple

import numpy as np

from .engine.compiler import compile_packs, parts_of
from .engine.entities import ENTITIES
from .engine.judge import word_borders
from .engine.pattern_folding import fold_pattern
from .engine.program import BOUNDARIES, SEVERITIES, CompiledRule, Program
from .engine.regexes import find
from .engine.trace import Trace, trace
from .errors import UsageError, Wording
from .explanation import (
    DropReason,
    ExplainedDowngrade,
    ExplainedHit,
    ExplainedScore,
    ExplainedSignal,
    Explanation,
    told_node,
    told_part,
    told_window,
)
from .packs.lookup import Packs, given_packs, rule_named
from .packs.model import Rule, RulePack
from .packs.signal import Except, Signal
from .text.folding import fold_texts
from .text.views import VIEWS, View

_Who = tuple[str, str]  # role and standing of a sender
_NOBODY: _Who = ("unknown", "unknown")


def explain(
    text: str,
    rule_id: str,
    packs: Packs | None = None,
    *,
    kind: str | None = None,
    role: str = "unknown",
    standing: str = "unknown",
) -> Explanation:
    """Return why a rule finds a text, or why it does not, whatever stands around it.

    Parameters
    ----------
    text : str
        What was said.
    rule_id : str
        Id of the rule.
    packs : iterable of (RulePack, name or path), optional
        Where to look for it; default: all packs that come with msgscan.
    kind : str, optional
        Kind of the message; default: one that the rule looks at.
    role, standing : str
        Of the sender, in the group and in the roster.

    Raises
    ------
    UsageError
        There is no such rule, or it is deprecated.
    PackError
        A pack has faults.

    Examples
    --------
    >>> from msgscan import explain
    >>> told = explain("绝密★启用前", "secret-mark", ["secret"])
    >>> told.severity, told.when.holds, [signal.name for signal in told.signals if signal.hit]
    (None, False, [])
    """
    pack, rule = rule_named(given_packs(packs), rule_id)
    if rule.status == "deprecated":
        raise UsageError(
            Wording(f"规则 {rule.id} 已经弃用，不再运行", f"rule {rule.id} is deprecated: not run")
        )
    kind = kind or (rule.applies_to.kinds[0] if rule.applies_to else "text")
    judged = _Run(pack, rule, text, kind, (role, standing))
    compiled, found = judged.rule, judged.trace
    seen = {node: bool(column[0]) for node, column in found.holds.items()}
    window = told_window(compiled, seen.get)
    fits = window is None or (window.shortest or 0) <= len(text) <= (window.longest or len(text))
    return Explanation(
        text=text,
        kind=kind,
        role=role,
        rule=rule.id,
        pack=compiled.pack,
        looked_at=compiled.kinds is None or kind in compiled.kinds,
        signals=_signals(pack, rule, text, kind, judged),
        when=told_node(compiled.when, compiled, seen.get) if compiled.when else None,
        score=_score(compiled, found),
        downgrade=ExplainedDowngrade(
            told_node(compiled.downgrade[0], compiled, seen.get), SEVERITIES[compiled.downgrade[1]]
        )
        if compiled.downgrade
        else None,
        severity=SEVERITIES[int(found.severity[0, 0])]
        if found.fired[0, 0] and compiled.window is None
        else None,
        evasion=bool(found.fired[0, 0]) and _is_evasion(judged),
        window=window,
        counted=None if window is None else bool(found.fired[0, 0]) and fits,
        join=compiled.join,
        unfinished=bool(found.unfinished),
    )


class _Key(NamedTuple):
    """A hit of a part, as runs are compared by it."""

    part: int
    start: int
    end: int
    view: str
    term: str | None


class _Run:
    """The engine's run of one rule on one message."""

    def __init__(self, pack: RulePack, rule: Rule, text: str, kind: str, who: _Who = _NOBODY) -> None:
        self.text = text
        self.program: Program = compile_packs([pack.model_copy(update={"rules": (rule,)})])
        self.rule = self.program.rules[0]
        self.trace: Trace = trace(self.program, [text], [kind], [who[0]], [who[1]])

    def hits(self) -> dict[_Key, int]:
        """Return the hits, each with its number among the matcher's hits (-1: a pattern's)."""
        pool = self.trace.pool
        found = {}
        for row, origin in enumerate(pool.origin.tolist()):
            term = self.program.terms[self.trace.hits.term[origin]] if origin >= 0 else None
            view = VIEWS[pool.view[row]]
            found[_Key(int(pool.part[row]), int(pool.start[row]), int(pool.end[row]), view, term)] = origin
        return found

    def words_at(self, origin: int, boundary: str) -> tuple[DropReason, tuple[str, ...]]:
        """Return what a hit of the matcher runs into, and the words that it shares characters with."""
        hits = self.trace.hits
        row, borders = np.array([origin]), word_borders()
        words = borders.words_at([self.text], hits, row, self.program.terms)[0]
        if hits.glued[origin]:
            return "latin", words
        crossed, _ = borders.judge([self.text], hits, row, self.program.terms)
        if boundary == "strange" and not crossed[0]:
            return "read", borders.words_at([self.text], hits, row)[0]
        return "word", words


def _signals(pack: RulePack, rule: Rule, text: str, kind: str, judged: _Run) -> tuple[ExplainedSignal, ...]:
    """Return the signals with all hits of all runs, and what dropped them."""
    whole, uncut, unchecked, anywhere = (_Run(pack, _changed(rule, loosen), text, kind) for loosen in _LOOSER)
    kept, in_words, in_form = judged.hits(), whole.hits(), uncut.hits()
    by_shape, anything = unchecked.hits(), anywhere.hits()
    exceptions = _exceptions(pack, rule, text, kind)
    patterns = [_patterns(part, text) for signal in rule.signals.values() for part, _ in parts_of(signal)]

    def told(key: _Key) -> ExplainedHit:
        dropped: DropReason | None = None
        by: tuple[str, ...] = ()
        if key in kept:
            pass
        elif key in in_words:
            met = (each for each in exceptions if each.part == key.part)
            touching = [text[each.start : each.end] for each in met if _overlap(each, key)]
            dropped, by = "exception", tuple(dict.fromkeys(touching))
        elif key in in_form:
            dropped, by = uncut.words_at(in_form[key], BOUNDARIES[judged.program.parts.boundary[key.part]])
        else:
            dropped = "check" if key in by_shape else "view"
        matched = text[key.start : key.end]
        pattern = None if key.term is not None else patterns[key.part].get((key.start, key.end))
        return ExplainedHit(key.view, key.start, key.end, matched, key.term, dropped, by, pattern)

    by_part: dict[int, list[ExplainedHit]] = {}
    asked_for = {*kept, *in_words, *in_form, *by_shape}
    # A hit in a view that nobody asked for says nothing new where one that was asked for stands.
    other = (
        key for key in anything if not any(key.part == one.part and _overlap(key, one) for one in asked_for)
    )
    for key in sorted({*asked_for, *other}, key=_by_place):
        by_part.setdefault(key.part, []).append(told(key))
    number = count()
    signals = []
    for name, signal in rule.signals.items():
        parts = tuple(
            told_part(part, excepts, tuple(by_part.get(next(number), ())))
            for part, excepts in parts_of(signal)
        )
        hit = any(hit.dropped is None for part in parts for hit in part.hits)
        hit = hit or bool(judged.trace.signals[judged.rule.names.index(name), 0])  # a sender has no place
        around = judged.rule.around.get(judged.rule.signals[judged.rule.names.index(name)])
        signals.append(ExplainedSignal(name, hit, parts, around))
    return tuple(signals)


def _by_place(key: _Key) -> tuple[object, ...]:
    return (*key[:4], key.term or "")


def _overlap(left: _Key, right: _Key) -> bool:
    return left.start < right.end and right.start < left.end


def _patterns(part: Signal, text: str) -> dict[tuple[int, int], str]:
    """Return which pattern or entity of a part matches at each place, whatever its test says."""
    forms = [(pattern, pattern) for pattern in part.regex]
    for name in part.entity:
        entity = ENTITIES[name]
        forms += [(name, pattern) for pattern in (entity.pattern, entity.spelled) if pattern]
    folded = fold_texts([text])
    found: dict[tuple[int, int], str] = {}
    for name, pattern in forms:
        spans, _ = find(fold_pattern(pattern), None, folded, [0])
        for place in zip(spans.start.tolist(), spans.end.tolist(), strict=True):
            found.setdefault(place, name)
    return found


def _unchecked(signal: Signal) -> dict[str, Any]:
    """Return the entities of a signal as patterns, so that what they match is not tested."""
    shapes = tuple(ENTITIES[name].pattern for name in signal.entity)
    return {"regex": (*signal.regex, *shapes), "entity": ()}


# What the signals of a rule are changed in, run for run, each looser than the one before.
_LOOSER: tuple[Callable[[Signal], dict[str, Any]], ...] = (
    lambda _: {"except_": None},
    lambda _: {"except_": None, "boundary": "none"},
    lambda signal: {"except_": None, "boundary": "none", **_unchecked(signal)},
    lambda signal: {"except_": None, "boundary": "none", **_unchecked(signal), "views": VIEWS},
)


def _changed(rule: Rule, loosen: Callable[[Signal], dict[str, Any]]) -> Rule:
    """Return the rule with all of its signals, and those inside them, changed."""

    def changed(signal: Signal) -> Signal:
        return signal.model_copy(update={**loosen(signal), "any": tuple(map(changed, signal.any))})

    return rule.model_copy(
        update={"signals": {name: changed(signal) for name, signal in rule.signals.items()}}
    )


def _exceptions(pack: RulePack, rule: Rule, text: str, kind: str) -> list[_Key]:
    """Return where exceptions stand in the text; ``part`` is the part whose hits they cancel."""
    parts = [part for signal in rule.signals.values() for part in parts_of(signal)]
    signals = {str(number): _as_signal(*part) for number, part in enumerate(parts) if part[1]}
    if not signals:
        return []
    update = {
        "signals": signals, "when": next(iter(signals)), "score": None, "window": None, "downgrade": None
    }  # fmt: skip
    run = _Run(pack, rule.model_copy(update=update), text, kind)
    part_of = [int(name) for name, signal in signals.items() for _ in parts_of(signal)]
    return [key._replace(part=part_of[key.part]) for key in sorted(run.hits(), key=_by_place)]


def _as_signal(part: Signal, excepts: tuple[Except, ...]) -> Signal:
    """Return a signal that hits where one of the exceptions of a part stands, as the part sees it."""
    views: tuple[View, ...] = ("exact", "squeeze", *part.views)
    return Signal(
        any=tuple(
            Signal(words=each.words, lexicon=each.lexicon, regex=each.regex, views=views, boundary="none")
            for each in excepts
        )
    )


def _is_evasion(judged: _Run) -> bool:
    """Return whether a signal that speaks for the rule has none but evasive hits."""
    pool = judged.trace.pool
    signal = judged.program.parts.signal[pool.part]
    hits = (pool.evasion[signal == speaking] for speaking in judged.rule.speaking)
    return any(len(evasion) and evasion.all() for evasion in hits)


def _score(rule: CompiledRule, found: Trace) -> ExplainedScore | None:
    if rule.scoring is None:
        return None
    points = tuple(
        (rule.names[signal - rule.signals.start], worth, bool(found.signals[signal, 0]))
        for signal, worth in rule.scoring.points
    )
    levels = tuple((least, SEVERITIES[severity]) for least, severity in rule.scoring.levels)
    return ExplainedScore(points, sum(worth for _, worth, hit in points if hit), levels)
