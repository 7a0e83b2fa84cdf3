"""Messages that rules do not judge, by who sent them and where."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..schema import Batch
from .pool import Flags
from .program import Exempt, Program

Values = Sequence[str | None] | NDArray[Any]


class People(NamedTuple):
    """Who sent the messages of a piece, and where: sequences of str or None, n each."""

    senders: Values
    sender_ids: Values
    chats: Values
    chat_ids: Values


def maybe_exempted(program: Program, batch: Batch, piece: slice = slice(None)) -> Flags | None:
    """Return which messages of a piece of a batch each rule does not judge; None where all judge all."""
    if not any(rule.exempt for rule in program.rules):
        return None
    people = People(
        senders=batch.texts("sender")[piece],
        sender_ids=batch.values("sender_id")[piece],
        chats=batch.texts("chat")[piece],
        chat_ids=batch.values("chat_id")[piece],
    )
    return exempted(program, people)


def exempted(program: Program, people: People) -> Flags:
    """Return which messages each rule does not judge: rules by messages.

    A name counts where it is the same to the letter, and so does a number. A group without a name and a
    sender without one are never meant.
    """
    columns: dict[Exempt, Flags] = {}
    found = np.zeros((len(program.rules), len(people.senders)), bool)
    for rule, row in zip(program.rules, found, strict=True):
        for exempt in rule.exempt:
            if exempt not in columns:
                columns[exempt] = _meant(people.senders, people.sender_ids, exempt.senders) & _meant(
                    people.chats, people.chat_ids, exempt.chats
                )
            np.logical_or(row, columns[exempt], out=row)
    return found


def _meant(names: Values, ids: Values, wanted: frozenset[str]) -> Flags:
    if not wanted:
        return np.ones(len(names), bool)
    return np.fromiter(
        (name in wanted or number in wanted for name, number in zip(names, ids, strict=True)),
        bool,
        len(names),
    )
