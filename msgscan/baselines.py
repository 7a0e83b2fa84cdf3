"""Baselines: findings that a person has looked at and accepted, so that they are not listed again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from .errors import Place
from .packs.model import RulePack
from .packs.validity import this_day
from .schema import Batch

if TYPE_CHECKING:  # the command line scans without pandas
    import pandas as pd


class Accepted(NamedTuple):
    """A finding that a person has accepted.

    Attributes
    ----------
    rule, finding_id : str
        As in FINDINGS.
    chat : str
        Its name; '' = not known.
    sent_at : datetime, optional
        When the message was sent.
    reason, by : str
        Why, and who says so ('' = not said).
    on, expires : date, optional
        When it was accepted; the last day on which it is left out.
    place : Place
        The line.
    """

    rule: str
    finding_id: str
    chat: str
    sent_at: datetime | None
    reason: str
    by: str
    on: date | None
    expires: date | None
    place: Place


@dataclass(frozen=True, slots=True)
class Baseline:
    """The findings of a baseline.

    Attributes
    ----------
    entries : tuple of Accepted
        In the order of the file.
    """

    entries: tuple[Accepted, ...] = ()

    def without(self, findings: pd.DataFrame, *, today: date | None = None) -> pd.DataFrame:
        """Return the findings that are not accepted, in their order.

        Parameters
        ----------
        findings : DataFrame
            FINDINGS; it is not changed.
        today : date, optional
            The day by which entries expire; default: this day.
        """
        return findings[~findings["finding_id"].isin(self.accepted(today or this_day()))]

    def accepted(self, today: date) -> frozenset[str]:
        """Return the fingerprints that are to be left out on a day."""
        return frozenset(each.finding_id for each in self.entries if not _is_over(each, today))

    def expired(self, today: date) -> tuple[Accepted, ...]:
        """Return the entries that do nothing any more."""
        return tuple(each for each in self.entries if _is_over(each, today))

    def stale(
        self, found: Iterable[str], rules: frozenset[str], seen: Seen, today: date
    ) -> tuple[Accepted, ...]:
        """Return the entries that could have been found again, and were not: they can be removed.

        Parameters
        ----------
        found : iterable of str
            The fingerprints of all findings.
        rules : frozenset of str
            Ids of the rules that ran, former ones too.
        seen : Seen
            What was scanned. Of a chat without a name, or a message without a time, nothing can be said.
        today : date
        """
        there = set(found)
        return tuple(
            each
            for each in self.entries
            if each.rule in rules
            and each.finding_id not in there
            and not _is_over(each, today)
            and seen.covers(each.chat, each.sent_at)
        )


class Seen:
    """The chats of a scan, each with its first and last moment."""

    def __init__(self) -> None:
        self._spans: dict[str, tuple[np.datetime64, np.datetime64]] = {}

    def follow(self, batches: Iterable[Batch]) -> Iterator[Batch]:
        """Yield batches, keeping account of them."""
        for batch in batches:
            times = np.asarray(batch.values("sent_at"), "M8[ms]")
            known = ~np.isnat(times)
            names, which = np.unique(np.array(batch.texts("chat"), object), return_inverse=True)
            for number, name in enumerate(names.tolist()):
                own = times[known & (which == number)]
                if len(own):
                    self.add(name, own.min(), own.max())
            yield batch

    def add(self, chat: str, first: np.datetime64, last: np.datetime64) -> None:
        """Keep in mind that a chat was scanned from one moment to another."""
        name = one_spaced(chat)
        earliest, latest = self._spans.get(name, (first, last))
        self._spans[name] = (min(first, earliest), max(last, latest))

    def covers(self, chat: str, sent_at: datetime | None) -> bool:
        """Return whether a message sent then in this chat must have been among what was scanned."""
        if sent_at is None or not chat or chat not in self._spans:
            return False
        first, last = self._spans[chat]
        moment = np.datetime64(sent_at.astimezone(UTC).replace(tzinfo=None), "ms")
        return bool(first <= moment <= last)


def running_rules(packs: Iterable[RulePack]) -> frozenset[str]:
    """Return the ids of the rules that run, with those that they had before."""
    rules = [rule for pack in packs for rule in pack.rules if rule.status != "deprecated"]
    return frozenset(name for rule in rules for name in (rule.id, *rule.formerly))


def _is_over(entry: Accepted, today: date) -> bool:
    return entry.expires is not None and entry.expires < today


def one_spaced(text: str) -> str:
    """Return a text on one line, as names and reasons are written."""
    return " ".join(text.split())
