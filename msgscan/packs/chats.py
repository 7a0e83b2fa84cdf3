"""Chats of examples: one message a line, as in ``+3s 乙: 收到``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ._shape import milliseconds
from .model import Example


class Spoken(NamedTuple):
    """A message of an example: how long after the first moment, in milliseconds, who, and what."""

    after: int
    sender: str
    text: str


def spoken(lines: Iterable[str]) -> Iterator[Spoken]:
    """Yield the messages of a chat as an example writes them.

    Examples
    --------
    >>> list(spoken(["+1m 甲: [强]"]))
    [Spoken(after=60000, sender='甲', text='[强]')]
    """
    for line in lines:
        moment, _, said = line.removeprefix("+").partition(" ")
        sender, _, text = said.partition(": ")
        yield Spoken(milliseconds(moment), sender, text)


def shown_example(example: Example) -> str:
    """Return the message of an example, or its chat on one line; with what is known of the sender.

    Examples
    --------
    >>> shown_example(Example(text="收班费", role="admin", standing="stranger"))
    '收班费 [admin, stranger]'
    """
    who = ", ".join(each for each in (example.role, example.standing) if each != "unknown")
    return (example.text or " / ".join(example.chat)) + (f" [{who}]" if who else "")
