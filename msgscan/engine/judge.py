"""Which rules apply to which messages, and what speaks for it: the face of the engine."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .first_look import counted, first_look
from .matcher import Hits, Matcher
from .piece import Piece
from .pool import Flags, Ints, ragged
from .program import Program
from .repeats import Repeats, keys_of
from .sieve import Sieve
from .surroundings import Candidates
from .words import WordBorders

_SAMPLE = 2_000  # messages by which the matcher and the sieve choose what to look for
_MANY = 20_000  # different messages; fewer are judged before a sieve is made


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
        """Return what is pending of all messages that are equal to these; of ``whatever`` they are known."""
        return Pending(
            self.whatever,
            self.found.spread(repeats),
            {rule: repeats.all_of(messages) for rule, messages in self.sparing.items()},
            {rule: candidates.spread(repeats) for rule, candidates in self.candidates.items()},
        )


class Judge:
    """A program with its machinery; messages in, judgements out.

    The matcher is built when first needed and can't be pickled; the program can.

    Parameters
    ----------
    program : Program
    many : int
        Different messages that are judged without a sieve. It changes the speed, never the result.
    """

    def __init__(self, program: Program, *, many: int = _MANY) -> None:
        self.program = program
        self._unsieved = many
        self._matcher: Matcher | None = None
        self._sieve: Sieve | None = None
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
        # Where people are exempt, equal messages may be judged differently.
        repeats = Repeats(
            keys_of(self.program, texts, kinds, roles, standings) if exempt is None else range(len(texts))
        )
        self._unsieved -= len(repeats.first)
        if self._unsieved < 0:
            repeats.keep(self._sieved([texts[row] for row in repeats.first.tolist()]))
        rows = repeats.first.tolist()
        single, pending = self._judge_each(
            [texts[row] for row in rows],
            [kinds[row] for row in rows],
            None if roles is None else [roles[row] for row in rows],
            None if exempt is None else exempt[:, rows],
            None if standings is None else [standings[row] for row in rows],
            counted(self.program, kinds, exempt),
        )
        return single.spread(repeats), pending.spread(repeats)

    def _sieved(self, texts: Sequence[str]) -> Flags:
        """Return on which messages some rule may be open."""
        if self._sieve is None:
            sample = texts[:_SAMPLE]
            self._sieve = Sieve(self.program, self._known_matcher(sample), sample)
        return self._sieve.open(texts)

    def _judge_each(
        self,
        texts: Sequence[str],
        kinds: Sequence[str],
        roles: Sequence[str] | None,
        exempt: Flags | None,
        standings: Sequence[str] | None,
        whatever: dict[int, Ints],
    ) -> tuple[Judgements, Pending]:
        _, piece = self.run(texts, kinds, roles, exempt, standings)
        fired, severity = piece.fired()
        windowed = np.array([rule.window is not None for rule in self.program.rules], bool)
        single = self._judgements(piece, fired & ~windowed[:, None], severity)
        candidates = piece.candidates()
        fired &= windowed[:, None]
        for number, each in candidates.items():
            fired[number, np.searchsorted(piece.messages, each.messages)] = True
        found = self._judgements(piece, fired, severity)
        return single, Pending(whatever, found, piece.sparing(), candidates)

    def run(
        self,
        texts: Sequence[str],
        kinds: Sequence[str],
        roles: Sequence[str] | None = None,
        exempt: Flags | None = None,
        standings: Sequence[str] | None = None,
    ) -> tuple[Hits, Piece]:
        """Return the matcher's hits, and what is left of them after all stages."""
        hits = self._known_matcher(texts[:_SAMPLE]).find(texts)
        look = first_look(self.program, kinds, roles, hits, exempt, standings)
        piece = Piece(self.program, texts, hits, look)
        piece.run_patterns()
        piece.check_borders(word_borders())
        piece.cancel()
        return hits, piece

    def _known_matcher(self, sample: Sequence[str]) -> Matcher:
        if self._matcher is None:
            self._matcher = Matcher(self.program.terms, self.program.views_of_terms(), sample=sample)
        return self._matcher

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
