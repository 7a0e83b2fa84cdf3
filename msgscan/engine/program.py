"""Packs compiled: immutable plain data that says all the engine needs, and can be sent to any process."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..errors import Wording
from ..schema import CATEGORIES
from .conditions import NearOf, Node
from .windows import Window

SEVERITIES = CATEGORIES["severity"]
BOUNDARIES = ("none", "soft", "hard", "strange")

# What a term is looked up for.
HIT, CANCEL, LITERAL = range(3)


class Uses(NamedTuple):
    """In which groups each term is: parallel arrays, one entry a (term, group), sorted so.

    Attributes
    ----------
    term, group : int64
        Numbers of them.
    views : int64
        The views in which the term counts: bit i is ``VIEWS[i]``.
    """

    term: NDArray[np.int64]
    group: NDArray[np.int64]
    views: NDArray[np.int64]


class Group(NamedTuple):
    """Terms that are looked up together, such as a lexicon; many parts may want the same ones.

    Attributes
    ----------
    purpose : int
        HIT: they make the targets hit; CANCEL: they cancel hits of the targets; LITERAL: the targets can't
        match without one of them.
    targets : tuple of int
        Numbers of the parts, or of the regexes.
    """

    purpose: int
    targets: tuple[int, ...]


class Parts(NamedTuple):
    """Parts of signals: words or patterns with one setting. Parallel arrays, one entry a part."""

    signal: NDArray[np.int64]
    boundary: NDArray[np.int64]  # index into BOUNDARIES


@dataclass(frozen=True, slots=True)
class Regex:
    """A pattern of a part: it makes the part hit, or cancels its hits."""

    part: int
    pattern: str  # folded
    entity: str | None
    cancels: bool
    bounds: int  # groups of literals that have it as a target: it can't match without one of each
    harmless: int  # characters of a text with which it is soon done, whatever it says
    view: int  # index into VIEWS: what its hits are seen in
    known: bool  # where its literals stand it matches, but for what stands around them


class Around(NamedTuple):
    """Where else than in the message itself a signal may stand.

    Attributes
    ----------
    messages : int
        So many messages before and after.
    within : int or None
        Milliseconds.
    same_sender : bool
        Only messages of the same sender, and only these are counted.
    """

    messages: int
    within: int | None
    same_sender: bool


@dataclass(frozen=True, slots=True)
class Scoring:
    """Points of signals, and the points from which each severity holds, in rising order."""

    points: tuple[tuple[int, int], ...]  # (signal, points)
    levels: tuple[tuple[int, int], ...]  # (points, severity)


class Exempt(NamedTuple):
    """Whose messages a rule does not judge, and in which chats: names or numbers; empty = any."""

    senders: frozenset[str]
    chats: frozenset[str]


@dataclass(frozen=True, slots=True)
class CompiledRule:
    """A rule over signal numbers."""

    id: str
    first_id: str  # what it was called at first: fingerprints are made of it
    pack: str  # id@version
    category: str
    clause: str
    severity: int  # index into SEVERITIES
    experimental: bool
    message: Wording
    advice: Wording
    redact: bool
    kinds: frozenset[str] | None  # of messages that it looks at; None = all
    exempt: tuple[Exempt, ...]
    signals: range
    names: tuple[str, ...]  # of its signals
    speaking: tuple[int, ...]  # signals whose hits are its evidence
    when: Node | None
    scoring: Scoring | None
    downgrade: tuple[Node, int] | None
    # Then ``when`` tells which messages it counts; None = all.
    window: Window | None
    join: int | None  # short messages that follow each other within so many milliseconds are read as one
    around: Mapping[int, Around]  # signals that may stand in a neighbouring message
    roles: Mapping[int, frozenset[str]]  # signals that are roles of the sender
    standings: Mapping[int, frozenset[str]]  # signals that are what a roster says of the sender

    @property
    def counts_all(self) -> bool:
        """Whether a window counts messages whatever they say."""
        return self.window is not None and self.when is None


@dataclass(frozen=True, slots=True)
class Program:
    """All that the engine needs of some packs.

    Attributes
    ----------
    terms : tuple of str
        Distinct words of all rules and literals of all patterns, as written.
    rule_of : ndarray of int64
        The rule of each signal.
    digest : str
        Programs of equal digest judge alike.
    notes : tuple of Wording
        What is to be told of the packs: rules that may not run on the day, entries that have expired.
    """

    terms: tuple[str, ...]
    uses: Uses
    groups: tuple[Group, ...]
    parts: Parts
    regexes: tuple[Regex, ...]
    rules: tuple[CompiledRule, ...]
    nears: tuple[NearOf, ...]
    rule_of: NDArray[np.int64]
    digest: str
    notes: tuple[Wording, ...] = ()

    @property
    def asks_standing(self) -> bool:
        """Whether a rule asks what a roster says of senders."""
        return any(rule.standings for rule in self.rules)

    @property
    def signals(self) -> int:
        """Number of signals of all rules."""
        return len(self.rule_of)

    def views_of_terms(self) -> list[int]:
        """Return for each term the views that some use of it wants: bit i is ``VIEWS[i]``."""
        views = np.zeros(len(self.terms), np.int64)
        np.bitwise_or.at(views, self.uses.term, self.uses.views)
        wanted: list[int] = views.tolist()
        return wanted
