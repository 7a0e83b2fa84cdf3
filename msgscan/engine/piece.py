"""One piece of messages on its way through the stages that the package's docstring tells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np

from ..text.folding import FoldedTexts, fold_texts
from . import regexes
from ._passes import SQUEEZE
from .conditions import holds
from .first_look import FirstLook, open_rows
from .matcher import Hits
from .pool import Flags, Ints, Pool, beside, gathered, overlapping
from .program import BOUNDARIES, Program, Regex
from .surroundings import Candidates
from .verdict import can_matter, can_matter_at_all, may_fire, verdict
from .words import WordBorders

_HARD, _STRANGE = BOUNDARIES.index("hard"), BOUNDARIES.index("strange")


class _Folded(NamedTuple):
    """Messages as patterns see them; their numbers rise."""

    messages: Ints
    texts: FoldedTexts


class Piece:
    """The messages on which a rule is open, and the hits of all parts in them; each stage leaves fewer.

    Columns have one entry for each of these messages.

    Attributes
    ----------
    messages : int64, n
        Which of the texts they are.
    pool : Pool
        Hits of parts that nothing has spoken against yet, where their rule is open.
    unfinished : dict of str to int
        Rules whose patterns took too long, and on how many messages.
    """

    def __init__(self, program: Program, texts: Sequence[str], hits: Hits, look: FirstLook) -> None:
        self._program = program
        self._texts = texts
        self._hits = hits
        self._look = look
        self._roles = look.roles
        self._looked_at = look.looked_at
        self._place = np.empty(len(texts), np.int64)  # of a message among those in question
        self._place[look.messages] = np.arange(len(look.messages))
        self.messages = look.messages
        self.pool = look.words
        self.unfinished: dict[str, int] = {}

    def run_patterns(self) -> None:
        """Add the hits of patterns, looking only where their rules can still fire."""
        waiting: dict[int, dict[int, Flags]] = {}
        wanted = np.zeros(len(self.messages), bool)
        for number, reach in self._look.reach.items():
            wanted |= reach
            waiting.setdefault(int(self._rules_of(self._program.regexes[number].part)), {})[number] = reach
        folded = self._folded(self.messages[wanted])
        columns = self._hit_columns()
        found = [self.pool]
        for rule, reaches in waiting.items():
            found += self._run_patterns_of(rule, reaches, columns, folded)
        self.pool = gathered(found)
        self._leave_open()

    def check_borders(self, borders: WordBorders) -> None:
        """Drop the hits that the words around them contradict."""
        boundary = self._program.parts.boundary[self.pool.part]
        asking = np.flatnonzero((boundary > 0) & (self.pool.origin >= 0))
        if not len(asking):
            return
        rows = self.pool.origin[asking]
        crossed, aligned = borders.judge(self._texts, self._hits, rows, self._program.terms)
        keep = np.ones(len(boundary), bool)
        keep[asking] = np.where(boundary[asking] == _HARD, aligned, ~crossed)
        strange = (boundary == _STRANGE) & (self.pool.origin >= 0)
        keep &= ~strange | self.pool.evasion
        doubtful = np.flatnonzero(keep & strange & (self.pool.view > SQUEEZE))
        keep[doubtful] = ~borders.read_as_words(self._texts, self._hits, self.pool.origin[doubtful])
        self.pool = self.pool.where(keep)
        self._leave_open()

    def cancel(self) -> None:
        """Drop the hits that an exception overlaps."""
        hits = {
            regex: np.unique(self.pool.message[self.pool.part == regex.part])
            for regex in self._program.regexes
            if regex.cancels
        }
        folded = self._folded(np.unique(np.concatenate([np.zeros(0, np.int64), *hits.values()])))
        cancelling = [
            self._found(regex, messages, folded) for regex, messages in hits.items() if len(messages)
        ]
        self.pool = self.pool.where(~overlapping(self.pool, gathered([self._look.cancelling, *cancelling])))

    def fired(self) -> tuple[Flags, Ints]:
        """Return where each rule applies, and how severe: rules by messages; everything is known now.

        Rules that look at neighbours apply nowhere yet.
        """
        columns, nears = self._known
        present = set(np.flatnonzero(np.logical_or.reduce(columns, axis=1)).tolist())
        fired = np.zeros(self._looked_at.shape, bool)
        severity = np.zeros(fired.shape, np.int64)
        for number, rule in enumerate(self._program.rules):
            if not rule.around and can_matter_at_all(rule, present):
                fired[number], severity[number] = verdict(rule, columns, nears, len(self.messages))
        return fired & self._looked_at, severity

    def candidates(self) -> dict[int, Candidates]:
        """Return, for each rule that looks at neighbours, the messages on which it may fire."""
        columns, nears = self._known
        found = {}
        for number, rule in enumerate(self._program.rules):
            if rule.around:
                chosen = self._looked_at[number] & may_fire(rule, columns, len(self.messages))
                found[number] = Candidates(
                    self.messages[chosen],
                    columns[rule.signals.start : rule.signals.stop, chosen],
                    {near: column[chosen] for near, column in nears.items()},
                    {signal: self.messages[columns[signal]] for signal in rule.around},
                )
        return found

    def sparing(self) -> dict[int, Ints]:
        """Return, for each rule with such a window, the messages after which it does not count."""
        columns, nears = self._known
        return {
            number: self.messages[holds(rule.window.spared_by[0], columns, nears)]
            for number, rule in enumerate(self._program.rules)
            if rule.window is not None and rule.window.spared_by is not None
        }

    @cached_property
    def _known(self) -> tuple[Flags, dict[int, Flags]]:
        """Where each signal hits, and each near-condition holds, after the last stage."""
        return self._hit_columns(), self._near_columns()

    def _run_patterns_of(
        self, rule: int, reaches: Mapping[int, Flags], columns: Flags, folded: _Folded
    ) -> Iterator[Pool]:
        """Yield the hits of the patterns of one rule; what one finds or not closes rows to the others."""
        compiled = self._program.rules[rule]
        patterns, signal = self._program.regexes, self._program.parts.signal
        rows = np.flatnonzero(self._look.opened[rule])
        reach = {number: column[rows] for number, column in reaches.items()}
        while reach:
            # What will match for sure closes no rows.
            number = min(
                reach, key=lambda each: (patterns[each].known, reach[each].sum(), -patterns[each].harmless)
            )
            looked_at = rows[reach.pop(number)]
            if not len(looked_at):
                continue
            found = self._found(patterns[number], self.messages[looked_at], folded)
            yield found
            if not reach:
                return
            columns[signal[found.part], self._place[found.message]] = True
            possibly = {name: columns[name, rows] for name in compiled.signals}
            for other, rows_of_other in reach.items():
                possibly[int(signal[patterns[other].part])] |= rows_of_other
            still = can_matter(compiled, possibly, self._looked_at[rule, rows])
            rows = rows[still]
            reach = {other: rows_of_other[still] for other, rows_of_other in reach.items()}

    def _folded(self, messages: Ints) -> _Folded:
        return _Folded(messages, fold_texts([self._texts[message] for message in messages.tolist()]))

    def _found(self, regex: Regex, messages: Ints, folded: _Folded) -> Pool:
        """Return the hits of a pattern in messages."""
        rows = np.searchsorted(folded.messages, messages).tolist()
        spans, unfinished = regexes.find(
            regex.pattern, regex.entity, folded.texts, rows, harmless=regex.harmless
        )
        if unfinished:
            rule = self._program.rules[self._rules_of(regex.part)].id
            self.unfinished[rule] = self.unfinished.get(rule, 0) + unfinished
        size = len(spans.message)
        part, origin = np.full(size, regex.part), np.full(size, -1)
        view, evasion = np.full(size, regex.view, np.uint8), np.full(size, regex.view > 0)
        return Pool(folded.messages[spans.message], spans.start, spans.end, part, view, evasion, origin)

    def _leave_open(self) -> None:
        """Keep the messages on which a rule is still open, and the hits of open rules."""
        opened = open_rows(self._program, self._hit_columns(), self._looked_at)
        self.pool = self.pool.where(opened[self._rules_of(self.pool.part), self._place[self.pool.message]])
        chosen = np.flatnonzero(opened.any(axis=0))
        self.messages = self.messages[chosen]
        self._looked_at = self._looked_at[:, chosen]
        self._roles = {signal: column[chosen] for signal, column in self._roles.items()}
        self._place[self.messages] = np.arange(len(chosen))

    def _rules_of(self, part: Ints | int) -> Ints:
        rules: Ints = self._program.rule_of[self._program.parts.signal[part]]
        return rules

    def _hit_columns(self) -> Flags:
        """Return where each signal has a hit: signals by messages."""
        columns = np.zeros((self._program.signals, len(self.messages)), bool)
        columns[self._program.parts.signal[self.pool.part], self._place[self.pool.message]] = True
        for signal, column in self._roles.items():
            columns[signal] |= column
        return columns

    def _near_columns(self) -> dict[int, Flags]:
        signal = self._program.parts.signal[self.pool.part]
        columns = {}
        for near in self._program.nears:
            anchors = self.pool.where(signal == near.signals[0])
            for other in near.signals[1:]:
                anchors = anchors.where(beside(anchors, self.pool.where(signal == other), near.within))
            columns[near.number] = np.zeros(len(self.messages), bool)
            columns[near.number][self._place[anchors.message]] = True
        return columns
