"""From messages to findings, for frames and for batches."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from .engine.compiler import compile_packs
from .engine.exemptions import maybe_exempted
from .engine.judge import Judge
from .engine.program import Program
from .errors import Language, MsgscanError, Wording
from .findings import Teller
from .gathering import Gatherer
from .packs.lookup import Packs, given_packs
from .packs.validity import this_day
from .roster import Roster, Standings
from .schema import FINDINGS, Batch, Joined, Values

if TYPE_CHECKING:  # the command line scans without pandas
    import pandas as pd

_FEWEST = 10_000  # messages judged at a time, as long as there are more: a piece costs hundredths of a second
_MOST_CHARACTERS = 2_000_000  # or fewer messages, where they are articles
_PIECE = 20000  # messages judged at a time: boolean columns of all signals stay at some megabytes


class ScanWarning(UserWarning):
    """Something that a scan could not judge."""


def scan(
    messages: pd.DataFrame,
    packs: Packs | Program | None = None,
    *,
    language: Language = "zh",
    today: date | None = None,
    roster: Roster | None = None,
) -> pd.DataFrame:
    """Return what the rules find in messages: suspicions for a person to judge.

    Parameters
    ----------
    messages : DataFrame, n rows
        MESSAGES, or any frame with a column ``text``; it is not changed.
    packs : (iterable of) RulePack, name or path, or Program, optional
        The rules; default: all packs that come with msgscan.
    language : {"zh", "en"}
        Of the column ``message`` and ``advice``.
    today : date, optional
        Rules that may not run on this day, such as expired ones, are left out; default: this day. A Program
        is taken as it was compiled.
    roster : Roster, optional
        The people by whom rules judge who speaks; without it nobody is known.

    Returns
    -------
    DataFrame
        FINDINGS, one row a (message, rule), in the order of the messages; then one row a run of messages
        that a window found, in the order of their first messages.
        ``text[start:end] == matched`` for every row.

    Raises
    ------
    FrameError
        The frame lacks ``text``, or a column holds what MESSAGES does not allow.
    PackError
        A pack has faults.

    Warns
    -----
    ScanWarning
        A pattern took too long on some messages, a rule may not run on this day, or an entry of ``allow``
        has expired.

    Examples
    --------
    >>> from msgscan import from_texts, scan
    >>> findings = scan(from_texts(["请各位老师周五前交表", "兼职刷单，日结300，加微信abc12345"]))
    >>> findings["seq"].unique().tolist()
    [1]
    """
    from .frames import to_frame, to_text_batch  # noqa: PLC0415 - pandas takes half a second to import

    program = compiled(packs, today=today)
    scanner = Scanner(program, language=language, roster=roster)
    found = list(scanner.scan([to_text_batch(messages)]))
    slow = [told_unfinished(rule, count) for rule, count in scanner.unfinished.items()]
    for note in (*program.notes, *slow):
        warnings.warn(note.in_language(language), ScanWarning, stacklevel=2)
    return to_frame(found, FINDINGS)


def told_unfinished(rule: str, count: int) -> Wording:
    """Return the sentence on a rule that took too long; equal messages were tried, and count, once."""
    return Wording(
        f"规则 {rule} 在至少 {count} 条消息上超时，对它们的判断可能不对",
        f"the rule {rule} took too long on {count} messages at least: what it says of them may be wrong",
    )


def compiled(packs: Packs | Program | None, *, today: date | None = None) -> Program:
    """Return the program of packs, of names and paths of packs, or of all shipped packs.

    Rules that may not run on the day (default: this day) are left out; no shipped rule expires.
    """
    if isinstance(packs, Program):
        return packs
    if packs is None:
        return _shipped()
    day = today or this_day()
    return compile_packs(given_packs(packs, day=day), today=day)


@cache
def _shipped() -> Program:
    return compile_packs(given_packs(None))


class Scanner:
    """A program at work on export after export.

    Parameters
    ----------
    program : Program
        The rules.
    language : {"zh", "en"}
        Of messages and advice.
    roster : Roster, optional
        The people by whom rules judge who speaks.

    Attributes
    ----------
    unfinished : Counter
        Rules whose patterns took too long so far, and on how many messages.
    """

    def __init__(self, program: Program, *, language: Language = "zh", roster: Roster | None = None) -> None:
        self._judge = Judge(program)
        self._standings = Standings(roster) if roster is not None and program.asks_standing else None
        self._language: Language = language
        self.unfinished: Counter[str] = Counter()

    def scan(self, batches: Iterable[Batch]) -> Iterator[Batch]:
        """Yield the findings in the messages of one export, piece by piece."""
        teller = Teller(self._judge.program, self._language)
        gatherer = Gatherer(self._judge, teller)
        for batch in map(self._with_standings, _joined(batches)):
            texts, kinds, roles = (batch.texts(name) for name in ("text", "kind", "sender_role"))
            standings = batch.constant("standing")
            for first in range(0, batch.size, _PIECE):
                piece = slice(first, first + _PIECE)
                exempt = maybe_exempted(self._judge.program, batch, piece)
                judgements, pending = self._judge.judge_all(
                    texts[piece],
                    kinds[piece],
                    roles[piece],
                    exempt,
                    standings[piece] if isinstance(standings, list) else None,
                )
                self.unfinished.update(judgements.unfinished)
                if gatherer.wanted:
                    yield from gatherer.add(batch, first, judgements, pending, len(texts[piece]))
                if len(judgements.message):
                    yield teller.tell(batch, judgements, first)
            gatherer.rows += batch.size
        yield from gatherer.findings()

    def _with_standings(self, batch: Batch) -> Batch:
        """Return a batch with what the roster says of the senders, where a rule asks for it."""
        if self._standings is None:
            return batch
        columns: dict[str, Values] = {**batch.columns, "standing": self._standings.of(batch)}
        return Batch(batch.size, columns)


def told_without_roster(program: Program) -> tuple[Wording, ...]:
    """Return the sentence on rules that ask who speaks, where no roster tells; none where no rule asks."""
    rules = [rule.id for rule in program.rules if rule.standings]
    sentence = Wording(
        f"没有给名册（--roster），{'、'.join(rules)} 没有核对发送人是谁",
        f"without a roster (--roster) {', '.join(rules)} could not check who speaks",
    )
    return (sentence,) if rules else ()


def _joined(batches: Iterable[Batch]) -> Iterator[Batch]:
    """Yield batches worth judging, made of small ones; what stands before a damaged place is judged too."""
    held, characters = Joined(), 0
    try:
        for batch in batches:
            held.add(batch)
            characters += sum(map(len, batch.texts("text")))
            if held.size >= _FEWEST or characters >= _MOST_CHARACTERS:
                yield held.batch()
                held, characters = Joined(), 0
    except MsgscanError:
        if held.size:
            yield held.batch()
        raise
    if held.size:
        yield held.batch()
