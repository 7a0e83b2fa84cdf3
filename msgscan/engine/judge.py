"""Which rules apply to which messages, and what speaks for it: the face of the engine."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .first_look import FirstLook, first_look
from .matcher import Hits, Matcher
from .piece import Piece
from .pool import Flags, Ints, ragged
from .program import Program
from .repeats import Repeats
from .surroundings import Candidates
from .words import WordBorders

_SAMPLE = 2_000  # messages by which the matcher chooses its anchors


class Evidence(NamedTuple):
    """Hits that speak for judgements: parallel arrays, one entry a hit."""

    signal: Ints
    start: Ints
    end: Ints
    view: NDArray[np.uint8]  # index into VIEWS
    evasion: Flags

    def where(self, chosen: Flags | Ints) -> Evidence:
        """Return the chosen hits."""
        return Evidence(
            self.signal[chosen], self.start[chosen], self.end[chosen], self.view[chosen], self.evasion[chosen]
        )


class Judgements(NamedTuple):
    """Rules that apply to messages: parallel arrays, one entry a (message, rule), sorted so.

    Attributes
    ----------
    message, rule : int64
        Index into the piece, index into the program's rules.
    severity : int64
        Index into the severities.
    evasion : bool
        A signal of the rule is there in evasive writing only.
    first : int64, one more than judgements
        ``evidence[first[i]:first[i + 1]]`` speaks for judgement i; the first of them counts most.
    evidence : Evidence
        All hits.
    unfinished : dict of str to int
        Rules whose patterns took too long, and on how many different messages.
    """

    message: Ints
    rule: Ints
    severity: Ints
    evasion: Flags
    first: Ints
    evidence: Evidence
    unfinished: dict[str, int]

    def where(self, chosen: Flags | Ints) -> Judgements:
        """Return the chosen ones."""
        rows = np.arange(len(self.message))[chosen]
        size = np.diff(self.first)[rows]
        hits, _ = ragged(self.first[rows], size)
        return Judgements(
            self.message[rows], self.rule[rows], self.severity[rows], self.evasion[rows],
            np.concatenate(([0], np.cumsum(size))), self.evidence.where(hits), self.unfinished,
        )  # fmt: skip

    def spread(self, repeats: Repeats) -> Judgements:
        """Return the judgements of all messages that are equal to these."""
        message, row = repeats.spread(self.message)
        order = np.lexsort((self.rule[row], message))
        return self.where(row[order])._replace(message=message[order])


class Pending(NamedTuple):
    """What can be judged only when the other messages of the export are known.

    Attributes
    ----------
    whatever : dict of int to int64
        For each rule that counts whatever is said, the messages of the kinds that it looks at.
    found : Judgements
        Messages that the conditions of the other rules with a window let count; and messages on which rules
        that look at neighbours may fire.
    sparing : dict of int to int64
        For each rule that is so, the messages after which it does not count.
    candidates : dict of int to Candidates
        For each rule that looks at neighbours, what may fire.
    """

    whatever: dict[int, Ints]
    found: Judgements
    sparing: dict[int, Ints]
    candidates: dict[int, Candidates]

    def spread(self, repeats: Repeats) -> Pending:
        """Return what is pending of all messages that are equal to these."""
        return Pending(
            {rule: repeats.all_of(messages) for rule, messages in self.whatever.items()},
            self.found.spread(repeats),
            {rule: repeats.all_of(messages) for rule, messages in self.sparing.items()},
            {rule: candidates.spread(repeats) for rule, candidates in self.candidates.items()},
        )


class Judge:
    """A program with its machinery; messages in, judgements out.

    The matcher is built when first needed and can't be pickled; the program can.
    """

    def __init__(self, program: Program) -> None:
        self.program = program
        self._matcher: Matcher | None = None
        self._speaks = _speaking(program)

    def judge(
        self,
        texts: Sequence[str],
        kinds: Sequence[str],
        roles: Sequence[str] | None = None,
        exempt: Flags | None = None,
        standings: Sequence[str] | None = None,
    ) -> Judgements:
        """Return which rules apply to which messages, whatever stands around them.

        Parameters
        ----------
        texts : sequence of str, n
            What was said.
        kinds : sequence of str, n
            Kinds of the messages.
        roles : sequence of str, n, optional
            Roles of their senders.
        exempt : bool, rules by n, optional
            Which of them a rule does not judge.
        standings : sequence of str, n, optional
            What a roster says of their senders.
        """
        return self.judge_all(texts, kinds, roles, exempt, standings)[0]

    def judge_all(
        self,
        texts: Sequence[str],
        kinds: Sequence[str],
        roles: Sequence[str] | None = None,
        exempt: Flags | None = None,
        standings: Sequence[str] | None = None,
    ) -> tuple[Judgements, Pending]:
        """Return which rules apply to which messages, and what depends on other messages of the export."""
        if exempt is not None:  # by people, so that equal messages may be judged differently
            return self._judge_each(texts, kinds, roles, exempt, standings)
        repeats = Repeats(self._keys(texts, kinds, roles, standings))
        first = repeats.first.tolist()
        single, pending = self._judge_each(
            [texts[row] for row in first],
            [kinds[row] for row in first],
            None if roles is None else [roles[row] for row in first],
            None,
            None if standings is None else [standings[row] for row in first],
        )
        return single.spread(repeats), pending.spread(repeats)

    def _keys(
        self,
        texts: Sequence[str],
        kinds: Sequence[str],
        roles: Sequence[str] | None,
        standings: Sequence[str] | None,
    ) -> Sequence[Hashable]:
        """Return what the judgement of each message depends on."""
        keys: Sequence[Hashable] = texts
        if any(rule.kinds is not None for rule in self.program.rules):
            keys = [text if kind == "text" else (text, kind) for text, kind in zip(texts, kinds, strict=True)]
        if roles is not None and any(rule.roles for rule in self.program.rules):
            keys = list(zip(keys, roles, strict=True))
        if standings is not None and self.program.asks_standing:
            keys = list(zip(keys, standings, strict=True))
        return keys

    def _judge_each(
        self,
        texts: Sequence[str],
        kinds: Sequence[str],
        roles: Sequence[str] | None,
        exempt: Flags | None,
        standings: Sequence[str] | None,
    ) -> tuple[Judgements, Pending]:
        _, look, piece = self.run(texts, kinds, roles, exempt, standings)
        fired, severity = piece.fired()
        windowed = np.array([rule.window is not None for rule in self.program.rules], bool)
        single = self._judgements(piece, fired & ~windowed[:, None], severity)
        candidates = piece.candidates()
        fired &= windowed[:, None]
        for number, each in candidates.items():
            fired[number, np.searchsorted(piece.messages, each.messages)] = True
        found = self._judgements(piece, fired, severity)
        return single, Pending(look.counted, found, piece.sparing(), candidates)

    def run(
        self,
        texts: Sequence[str],
        kinds: Sequence[str],
        roles: Sequence[str] | None = None,
        exempt: Flags | None = None,
        standings: Sequence[str] | None = None,
    ) -> tuple[Hits, FirstLook, Piece]:
        """Return the matcher's hits, what they left open, and what is left of it after all stages."""
        if self._matcher is None:
            views = self.program.views_of_terms()
            self._matcher = Matcher(self.program.terms, views, sample=texts[:_SAMPLE])
        hits = self._matcher.find(texts)
        look = first_look(self.program, kinds, roles, hits, exempt, standings)
        piece = Piece(self.program, texts, hits, look)
        piece.run_patterns()
        piece.check_borders(word_borders())
        piece.cancel()
        return hits, look, piece

    def _judgements(self, piece: Piece, fired: Flags, severity: Ints) -> Judgements:
        """Return these of the rules that fired, each with the hits that speak for it."""
        place, rule = np.nonzero(fired.T)
        message = piece.messages[place]
        signal = self.program.parts.signal[piece.pool.part]
        of_rule = self.program.rule_of[signal]
        judged = np.searchsorted(piece.messages, piece.pool.message)
        chosen = np.flatnonzero(fired[of_rule, judged] & (self._speaks[signal] > 0))
        hits, signal, of_rule = piece.pool.where(chosen), signal[chosen], of_rule[chosen]
        # Of hits of one signal at one place the plainest writing comes first, and it alone is kept.
        spot = (-hits.end, hits.start, self._speaks[signal], of_rule, hits.message)
        order = np.lexsort((hits.evasion, hits.view, *spot))
        order = order[_first_of_equals([column[order] for column in spot])]
        hits, signal, of_rule = hits.where(order), signal[order], of_rule[order]
        width = len(self.program.rules)
        key, wanted = hits.message * width + of_rule, message * width + rule
        first = np.searchsorted(key, np.append(wanted, np.iinfo(np.int64).max), side="left")
        return Judgements(
            message=message,
            rule=rule,
            severity=severity[rule, place],
            evasion=_evasions(first, signal, hits.evasion),
            first=first,
            evidence=Evidence(signal, hits.start, hits.end, hits.view, hits.evasion),
            unfinished=piece.unfinished,
        )


@cache
def word_borders() -> WordBorders:
    """Return the judge of word borders: its dictionary takes a second to load, so a process has one."""
    return WordBorders()


def _speaking(program: Program) -> Ints:
    """Return the place of each signal among those that speak for its rule, from 1; 0 = it does not."""
    speaks = np.zeros(program.signals, np.int64)
    for rule in program.rules:
        speaks[list(rule.speaking)] = np.arange(1, len(rule.speaking) + 1)
    return speaks


def _first_of_equals(columns: Sequence[Ints]) -> Flags:
    """Return which rows differ from the row before them."""
    first: Flags = np.arange(len(columns[0])) == 0
    for column in columns:
        first[1:] |= column[1:] != column[:-1]
    return first


def _evasions(first: Ints, signal: Ints, evasion: Flags) -> Flags:
    """Return which judgements have a signal whose hits are all evasive."""
    size = len(first) - 1
    judgement = np.repeat(np.arange(size), np.diff(first))
    if not len(judgement):
        return np.zeros(size, bool)
    starts = np.flatnonzero(np.append(True, (np.diff(signal) != 0) | (np.diff(judgement) != 0)))
    found = np.zeros(size, bool)
    found[judgement[starts][np.logical_and.reduceat(evasion, starts)]] = True
    return found
