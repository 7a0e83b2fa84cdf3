"""Runs of messages: those that a window counts, close together in time.

Columns in, columns out: rows are sorted by group and time, and each is compared with the row where its window
begins, found by one search. A run is what windows that share a message cover together.

Decided: a window is closed, so messages exactly a span apart stand in one; a message without a time stands in
none; messages of one moment keep the order of the file, and the order of the file means nothing otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np

from .conditions import Node
from .pool import Flags, Ints

ANY_LENGTH = 10**9  # no message has as many characters


@dataclass(frozen=True, slots=True)
class Window:
    """A window over signal numbers; times in milliseconds.

    Attributes
    ----------
    by_sender : bool
        Each sender of a chat is counted alone.
    session : bool
        ``reach`` is the longest gap between neighbours, not the length of the window.
    at_least, senders : int
        How many messages, of how many different senders.
    same : {"text", "match"} or None
        What the messages of a run must have in common.
    shortest, longest : int
        Characters of a message that counts.
    spared_by : (Node, int) or None
        Messages of the same chat after which nothing counts, and for how long.
    """

    by_sender: bool
    session: bool
    reach: int
    at_least: int
    senders: int
    same: Literal["text", "match"] | None
    shortest: int
    longest: int
    spared_by: tuple[Node, int] | None


class Runs(NamedTuple):
    """Runs of rows: ``rows[first[i]:first[i + 1]]`` is run i, by time."""

    rows: Ints
    first: Ints


def runs(window: Window, group: Ints, moment: Ints, sender: Ints) -> Runs:
    """Return the runs of rows that lie close enough together, and are many enough.

    Parameters
    ----------
    window : Window
    group, moment, sender : int64, n
        Which rows are counted together, when each was sent (milliseconds), and by whom.

    Examples
    --------
    >>> three = Window(False, False, 10, 3, 1, None, 0, 9, None)
    >>> moment = np.array([0, 4, 40, 10, 45])
    >>> found = runs(three, np.zeros(5, int), moment, np.zeros(5, int))
    >>> found.rows.tolist(), found.first.tolist()
    ([0, 1, 3], [0, 3])
    """
    order = np.lexsort((moment, group))
    axis = _axis(group[order], moment[order], window.reach)
    place = np.arange(len(order))
    if window.session:
        begins = np.diff(axis, prepend=-1 - window.reach) > window.reach
        start = np.flatnonzero(begins)
        session = np.cumsum(begins) - 1
        first, last = start[session], np.append(start[1:], len(order))[session] - 1
    else:
        first, last = np.searchsorted(axis, axis - window.reach), place
    enough = last - first + 1 >= window.at_least
    begin, end = first[enough], last[enough]
    if window.senders > 1:
        within = _painted(begin, end + 1, len(order))
        place = np.cumsum(within) - 1
        many = _distinct(sender[order[within]], place[begin], place[end]) >= window.senders
        begin, end = begin[many], end[many]
    covered = _painted(begin, end + 1, len(order))
    joined = _painted(begin + 1, end + 1, len(order))  # to the row before
    return Runs(
        rows=order[covered],
        first=np.append(np.flatnonzero(~joined[covered]), np.count_nonzero(covered)),
    )


def spared(chat: Ints, moment: Ints, by_chat: Ints, by_moment: Ints, within: int) -> Flags:
    """Return which rows stand at most so long after one of the others in the same chat.

    Examples
    --------
    >>> zeros = np.zeros(3, int)
    >>> spared(zeros, np.array([4, 5, 8]), zeros[:1], np.array([5]), 2).tolist()
    [False, True, False]
    """
    if not len(by_chat):
        return np.zeros(len(chat), bool)
    # Of rows of one moment those that spare come first; the latest of them before a row decides.
    others = np.arange(len(chat) + len(by_chat)) >= len(chat)
    chats, moments = np.concatenate((chat, by_chat)), np.concatenate((moment, by_moment))
    order = np.lexsort((~others, moments, chats))
    latest = np.maximum.accumulate(np.where(others[order], np.arange(len(order)), -1))
    by = order[latest]
    near = (latest >= 0) & (chats[by] == chats[order]) & (moments[order] - moments[by] <= within)
    found = np.zeros(len(order), bool)
    found[order] = near
    return found[: len(chat)]


def _axis(group: Ints, moment: Ints, reach: int) -> Ints:
    """Return the moments of sorted rows on one axis, on which groups lie farther apart than windows reach."""
    step = np.diff(moment, prepend=0)
    step[np.diff(group, prepend=-1) != 0] = reach + 1
    return np.cumsum(step)


def _distinct(value: Ints, first: Ints, last: Ints) -> Ints:
    """Return how many different values stand in each of some ranges, whose ends both rise.

    A row is the last of its value in those ranges that reach it and not the next row of this value; as both
    ends rise, these are neighbours, and each row is one stroke over them.
    """
    size = len(value)
    order = np.argsort(value, kind="stable")
    following = np.full(size, size)
    same = value[order[1:]] == value[order[:-1]]
    following[order[:-1][same]] = order[1:][same]
    row = np.arange(size)
    begin = np.searchsorted(last, row)
    end = np.minimum(np.searchsorted(last, following), np.searchsorted(first, row, side="right"))
    stroke = end > begin
    return _strokes(begin[stroke], end[stroke], len(first))


def _painted(begin: Ints, end: Ints, size: int) -> Flags:
    """Return which of so many rows stand in at least one range."""
    return _strokes(begin, end, size) > 0


def _strokes(begin: Ints, end: Ints, size: int) -> Ints:
    """Return in how many ranges each of so many rows stands."""
    change = np.bincount(begin, minlength=size + 1) - np.bincount(end, minlength=size + 1)
    return np.cumsum(change)[:size]
