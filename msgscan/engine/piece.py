"""One piece of messages on its way through the stages that the package's docstring tells."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..schema import CATEGORIES
from ..text.folding import fold_all
from . import regexes
from .conditions import Bounds, bounds
from .matcher import Hits
from .pool import Flags, Ints, Pool, beside, gathered, overlapping, ragged
from .program import BOUNDARIES, CANCEL, HIT, LITERAL, CompiledRule, Program
from .words import WordBorders

_HARD = BOUNDARIES.index("hard")
_KINDS = {kind: number for number, kind in enumerate(CATEGORIES["kind"])}


class Piece:
    """Some messages and the hits of all parts in them; each stage makes ``pool`` truer.

    Attributes
    ----------
    pool : Pool
        Hits of parts that nothing has spoken against yet.
    unfinished : dict of str to int
        Rules whose patterns took too long, and on how many messages.
    """

    def __init__(self, program: Program, texts: Sequence[str], kinds: Sequence[str], hits: Hits) -> None:
        self._program = program
        self._rule_of = program.rule_of
        self._texts = texts
        self._hits = hits
        numbers = np.fromiter(map(_KINDS.__getitem__, kinds), np.int64, len(kinds))
        self._looked_at = [_of_kinds(rule, numbers) for rule in program.rules]
        self.unfinished: dict[str, int] = {}
        uses, parts = program.uses, program.parts
        first = np.searchsorted(uses.term, hits.term, side="left")
        count = np.searchsorted(uses.term, hits.term, side="right") - first
        use, origin = ragged(first, count)
        wanted = (uses.views[use] >> hits.view[origin]) & 1 > 0
        use, origin = use[wanted], origin[wanted]
        purpose, target = uses.purpose[use], uses.target[use]
        found = _pool(hits, origin, target)
        words, cancelling = purpose == HIT, purpose == CANCEL
        words[words] = (parts.boundary[target[words]] == 0) | ~hits.glued[origin[words]]
        self.pool = found.where(words)
        self._cancelling = found.where(cancelling)
        self._literals = found.where(purpose == LITERAL)  # part = number of the regex

    def run_patterns(self) -> None:
        """Add the hits of patterns, looking only where their rules can still fire."""
        waiting = [number for number, regex in enumerate(self._program.regexes) if not regex.cancels]
        reach = {number: self._reach(number) for number in waiting}
        possibly = self._hit_columns()
        for number in waiting:
            possibly[self._signal(number)] |= reach[number]
        opened = self._open_rows(np.zeros_like(possibly), possibly)
        rows = {
            number: np.flatnonzero(reach[number] & opened[self._rule_of[self._signal(number)]])
            for number in waiting
        }
        self.pool = gathered([self.pool, *self._found(rows)])

    def check_borders(self, borders: WordBorders) -> None:
        """Drop the hits that the words around them contradict; words are only looked at where it matters."""
        opened = self._open_rows(None, self._hit_columns())
        boundary = self._program.parts.boundary[self.pool.part]
        rule = self._rule_of[self._program.parts.signal[self.pool.part]]
        asked = (boundary > 0) & (self.pool.origin >= 0) & opened[rule, self.pool.message]
        asking = np.flatnonzero(asked)
        if not len(asking):
            return
        rows = self.pool.origin[asking]
        crossed, aligned = borders.judge(self._texts, self._hits, rows, self._program.terms)
        wrong = np.where(boundary[asking] == _HARD, ~aligned, crossed)
        keep = np.ones(len(asked), bool)
        keep[asking[wrong]] = False
        self.pool = self.pool.where(keep)

    def cancel(self) -> None:
        """Drop the hits that an exception overlaps."""
        opened = self._open_rows(None, self._hit_columns())
        signal = self._program.parts.signal
        rows: dict[int, Ints] = {}
        for number, regex in enumerate(self._program.regexes):
            if regex.cancels:
                hit = np.unique(self.pool.message[self.pool.part == regex.part])
                rows[number] = hit[opened[self._rule_of[signal[regex.part]], hit]]
        cancelling = gathered([self._cancelling, *self._found(rows)])
        self.pool = self.pool.where(~overlapping(self.pool, cancelling))

    def fired(self) -> tuple[Flags, Ints]:
        """Return where each rule applies, and how severe: rules by messages; everything is known now."""
        columns = self._hit_columns()
        signals = [Bounds(column, column) for column in columns]
        nears = self._near_columns()
        fired = np.zeros((len(self._program.rules), len(self._texts)), bool)
        severity = np.zeros(fired.shape, np.int64)
        for number, rule in enumerate(self._program.rules):
            if rule.when is not None:
                fired[number] = bounds(rule.when, signals, nears).surely
                severity[number] = rule.severity
            elif rule.window is not None:
                fired[number] = True
                severity[number] = rule.severity
            else:
                severity[number] = _level(rule, columns)
                fired[number] = severity[number] >= 0
            if rule.downgrade is not None:
                condition, to = rule.downgrade
                lowered = bounds(condition, signals, nears).surely & (severity[number] > to)
                severity[number][lowered] = to
            fired[number] &= self._looked_at[number]
        return fired, severity

    def sparing(self) -> dict[int, Ints]:
        """Return, for each rule with such a window, the messages after which it does not count."""
        columns = self._hit_columns()
        signals = [Bounds(column, column) for column in columns]
        nears = self._near_columns()
        return {
            number: np.flatnonzero(bounds(rule.window.spared_by[0], signals, nears).surely)
            for number, rule in enumerate(self._program.rules)
            if rule.window is not None and rule.window.spared_by is not None
        }

    def _signal(self, number: int) -> int:
        return int(self._program.parts.signal[self._program.regexes[number].part])

    def _reach(self, number: int) -> Flags:
        """Return the messages that a pattern can match: those with one of its literals."""
        if not self._program.regexes[number].literals:
            return np.ones(len(self._texts), bool)
        reach = np.zeros(len(self._texts), bool)
        reach[self._literals.message[self._literals.part == number]] = True
        return reach

    def _hit_columns(self) -> Flags:
        """Return where each signal has a hit: signals by messages."""
        columns = np.zeros((self._program.signals, len(self._texts)), bool)
        columns[self._program.parts.signal[self.pool.part], self.pool.message] = True
        return columns

    def _open_rows(self, surely: Flags | None, possibly: Flags) -> Flags:
        """Return where each rule can still fire: rules by messages."""
        surely = np.zeros_like(possibly) if surely is None else surely
        signals = [Bounds(*pair) for pair in zip(surely, possibly, strict=True)]
        opened = np.zeros((len(self._program.rules), len(self._texts)), bool)
        for number, rule in enumerate(self._program.rules):
            if rule.when is not None:
                opened[number] = bounds(rule.when, signals).possibly & self._looked_at[number]
                if rule.window is not None and rule.window.spared_by is not None:
                    opened[number] |= bounds(rule.window.spared_by[0], signals).possibly
            elif rule.window is not None:
                opened[number] = True
            else:
                opened[number] = (_level(rule, possibly, best=True) >= 0) & self._looked_at[number]
        return opened

    def _found(self, rows: dict[int, Ints]) -> list[Pool]:
        """Return the hits of patterns (by number) on their messages."""
        needed = np.unique(np.concatenate([np.empty(0, np.int64), *rows.values()]))
        place = np.empty(len(self._texts), np.int64)
        place[needed] = np.arange(len(needed))
        folded = fold_all([self._texts[row] for row in needed.tolist()])
        pools = []
        for number, looked_at in rows.items():
            if not len(looked_at):
                continue
            regex = self._program.regexes[number]
            spans, unfinished = regexes.find(
                regex.pattern,
                regex.entity,
                [folded[i] for i in place[looked_at].tolist()],
                [self._texts[row] for row in looked_at.tolist()],
            )
            if unfinished:
                rule = self._program.rules[self._rule_of[self._signal(number)]].id
                self.unfinished[rule] = self.unfinished.get(rule, 0) + unfinished
            size = len(spans.message)
            exact, no = np.zeros(size, np.uint8), np.zeros(size, bool)
            part, origin = np.full(size, regex.part), np.full(size, -1)
            pools.append(Pool(looked_at[spans.message], spans.start, spans.end, part, exact, no, origin))
        return pools

    def _near_columns(self) -> dict[int, Flags]:
        signal = self._program.parts.signal[self.pool.part]
        columns = {}
        for near in self._program.nears:
            anchors = self.pool.where(signal == near.signals[0])
            for other in near.signals[1:]:
                anchors = anchors.where(beside(anchors, self.pool.where(signal == other), near.within))
            columns[near.number] = np.zeros(len(self._texts), bool)
            columns[near.number][anchors.message] = True
        return columns


def _pool(hits: Hits, origin: Ints, target: Ints) -> Pool:
    return Pool(
        hits.message[origin], hits.start[origin], hits.end[origin], target,
        hits.view[origin], (hits.view[origin] > 0) | (hits.gap[origin] > 0), origin,
    )  # fmt: skip


def _of_kinds(rule: CompiledRule, numbers: Ints) -> Flags:
    """Return the messages that a rule looks at, by the numbers of their kinds."""
    if rule.kinds is None:
        return np.ones(len(numbers), bool)
    chosen: Flags = np.array([kind in rule.kinds for kind in _KINDS])[numbers]
    return chosen


def _level(rule: CompiledRule, columns: Flags, *, best: bool = False) -> Ints:
    """Return the severity that a rule's points reach on each message, -1 for none.

    With ``best``, only points that speak for the rule are counted: the most that it can reach.
    """
    assert rule.scoring is not None  # noqa: S101 - a rule has a condition or points
    points = np.zeros(columns.shape[1], np.int64)
    for signal, worth in rule.scoring.points:
        if worth > 0 or not best:
            points += columns[signal] * worth
    level = np.full(len(points), -1)
    for least, severity in rule.scoring.levels:
        level[points >= least] = severity
    return level
