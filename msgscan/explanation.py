"""What :func:`msgscan.explain` returns: a rule, taken apart, with what each of its parts meets in a text.

Nouns only, and how parts and conditions of a rule are told; :mod:`.explaining` adds what the engine says.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from .engine.conditions import All, AtLeastOf, Is, NearOf, Node, NoneOf
from .engine.program import Around, CompiledRule
from .engine.windows import ANY_LENGTH
from .packs.signal import Except, Signal

DropReason = Literal["view", "check", "latin", "word", "read", "exception"]

NodeKind = Literal["signal", "all", "any", "none", "at_least", "near"]


@dataclass(frozen=True, slots=True)
class ExplainedHit:
    """A place where a part of a signal hits, or would hit but for what dropped it.

    Attributes
    ----------
    view : str
        The view in which it was found.
    start, end : int
        Code points of the text, half-open.
    matched : str
        ``text[start:end]``.
    term : str or None
        The word that was looked for; None for a pattern's hit.
    dropped : {"view", "check", "latin", "word", "read", "exception"} or None
        ``view``: the signal does not look into this view. ``check``: it looks like the entity, but is none,
        for its check digit is wrong. ``latin``: a Latin word or number goes on beyond
        an edge. ``word``: a Chinese word does, or (``boundary: hard``) it is no word of its own.
        ``read``: what is written there makes words of its own (``boundary: strange``).
        ``exception``: an exception overlaps it.
    by : tuple of str
        The words around it, or the exceptions that overlap it.
    pattern : str or None
        The pattern, or the name of the entity, that hits; None for a word's hit.
    """

    view: str
    start: int
    end: int
    matched: str
    term: str | None
    dropped: DropReason | None
    by: tuple[str, ...]
    pattern: str | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for."""

    words: tuple[str, ...]
    lexicons: tuple[str, ...]  # by name
    patterns: tuple[str, ...]
    entities: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()  # of the sender
    standings: tuple[str, ...] = ()  # of the sender


@dataclass(frozen=True, slots=True)
class ExplainedPart:
    """What a part of a signal looks for, and how, and what it meets in the text."""

    wanted: Wanted
    exceptions: Wanted
    views: tuple[str, ...]
    boundary: str
    hits: tuple[ExplainedHit, ...]


@dataclass(frozen=True, slots=True)
class ExplainedSignal:
    """A signal with its parts; ``hit``: at least one hit of theirs was not dropped."""

    name: str
    hit: bool
    parts: tuple[ExplainedPart, ...]
    # Neighbours in which it may stand too (at most so many milliseconds away); nobody looked at them.
    context: Around | None = None


@dataclass(frozen=True, slots=True)
class ExplainedNode:
    """A node of a condition; ``holds`` is None where no text was looked at.

    Attributes
    ----------
    kind : {"signal", "all", "any", "none", "at_least", "near"}
    number : int
        Of ``any`` and ``at_least``: how many; of ``near``: within how many characters; else 0.
    signals : tuple of str
        Of ``signal``: its name; of ``near``: the names.
    parts : tuple of ExplainedNode
        Of the others.
    """

    kind: NodeKind
    number: int
    signals: tuple[str, ...]
    parts: tuple[ExplainedNode, ...]
    holds: bool | None


@dataclass(frozen=True, slots=True)
class ExplainedScore:
    """Points by signal, those of the signals that hit, and from how many points which severity holds."""

    points: tuple[tuple[str, int, bool], ...]  # signal, points, whether it hits
    total: int
    levels: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class ExplainedDowngrade:
    """The condition under which a finding is less severe, and how severe it is then."""

    when: ExplainedNode
    to: str


@dataclass(frozen=True, slots=True)
class ExplainedWindow:
    """What messages a rule counts, and how many of them it takes; times in milliseconds.

    Attributes
    ----------
    by_sender, session : bool
        Each sender is counted alone; ``reach`` is the longest gap, not the length of the window.
    reach, at_least, senders : int
        How far, how many messages, of how many senders.
    same : {"text", "match"} or None
        What they have in common.
    shortest, longest : int or None
        Characters of a message that counts.
    unless_after : ExplainedNode or None
        Messages of this kind are followed by ``rest`` milliseconds in which nothing counts.
    """

    by_sender: bool
    session: bool
    reach: int
    at_least: int
    senders: int
    same: str | None
    shortest: int | None
    longest: int | None
    unless_after: ExplainedNode | None
    rest: int


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a rule makes of a text, step by step.

    Attributes
    ----------
    text, kind, role : str
        The message, of which kind it was taken to be, and by whom it was taken to be sent.
    rule, pack : str
        Id of the rule, ``id@version`` of its pack.
    looked_at : bool
        The rule looks at messages of this kind.
    signals : tuple of ExplainedSignal
        In the order of the pack.
    when : ExplainedNode or None
        The condition; None for a rule with a score.
    score : ExplainedScore or None
    downgrade : ExplainedDowngrade or None
    severity : str or None
        Of the finding; None: the rule finds nothing, or counts messages in a window.
    evasion : bool
        A signal that speaks for the finding is there in evasive writing only.
    window : ExplainedWindow or None
    counted : bool or None
        The message fits what the window of the rule counts; whether it is in a run, only its chat can tell.
        None: the rule has no window.
    join : int or None
        Short messages of a sender that are at most so many milliseconds apart are read as one too.
    unfinished : bool
        A pattern took too long, so that hits may be missing.
    """

    text: str
    kind: str
    role: str
    rule: str
    pack: str
    looked_at: bool
    signals: tuple[ExplainedSignal, ...]
    when: ExplainedNode | None
    score: ExplainedScore | None
    downgrade: ExplainedDowngrade | None
    severity: str | None
    evasion: bool
    window: ExplainedWindow | None
    counted: bool | None
    join: int | None
    unfinished: bool


def told_node(node: Node, rule: CompiledRule, holds: Callable[[Node], bool | None]) -> ExplainedNode:
    """Return a node of a rule's condition with the names of its signals, and whether it holds.

    What must all hold within what must all hold stands beside it: ``all`` and ``none`` of one group.
    """
    first = rule.signals.start
    parts: tuple[Node, ...]
    match node:
        case Is(signal):
            return ExplainedNode("signal", 0, (rule.names[signal - first],), (), holds(node))
        case NearOf(_, signals, within):
            names = tuple(rule.names[signal - first] for signal in signals)
            return ExplainedNode("near", within, names, (), holds(node))
        case AtLeastOf(number, parts):
            kind: NodeKind = "any" if number == 1 else "at_least"
        case NoneOf(parts):
            kind, number = "none", 0
        case All(parts):
            kind, number = "all", 0
            parts = tuple(
                below for part in parts for below in (part.parts if isinstance(part, All) else (part,))
            )
    below = tuple(told_node(part, rule, holds) for part in parts)
    return ExplainedNode(kind, number, (), below, holds(node))


def told_window(rule: CompiledRule, holds: Callable[[Node], bool | None]) -> ExplainedWindow | None:
    """Return the window of a rule, if it has one."""
    window = rule.window
    if window is None:
        return None
    spared_by, rest = window.spared_by or (None, 0)
    return ExplainedWindow(
        window.by_sender,
        window.session,
        window.reach,
        window.at_least,
        window.senders,
        window.same,
        window.shortest or None,
        window.longest if window.longest < ANY_LENGTH else None,
        told_node(spared_by, rule, holds) if spared_by else None,
        rest,
    )


def told_part(
    part: Signal, excepts: tuple[Except, ...], hits: tuple[ExplainedHit, ...] = ()
) -> ExplainedPart:
    """Return what a part of a signal looks for, with what it met."""
    return ExplainedPart(
        wanted=Wanted(part.words, part.lexicon, part.regex, part.entity, part.role, part.standing),
        exceptions=Wanted(
            words=tuple(word for each in excepts for word in each.words),
            lexicons=tuple(name for each in excepts for name in each.lexicon),
            patterns=tuple(pattern for each in excepts for pattern in each.regex),
        ),
        views=part.views,
        boundary=part.boundary,
        hits=hits,
    )
