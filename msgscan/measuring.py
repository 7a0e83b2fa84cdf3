"""What rules do to a body of texts: how often each hits, what it shares with others, and how fast it is.

Run on innocent texts it shows the false alarms of a rule before anybody else sees them; run on labelled texts
it shows, label by label, what a rule finds.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Final, NamedTuple

from .engine.compiler import compile_packs
from .engine.judge import Judge
from .engine.program import Program
from .errors import UsageError, Wording
from .packs.lookup import Packs, given_packs
from .scanning import Scanner
from .schema import Batch

# Rates are told for so many messages: a busy group of a week or two.
PER: Final = 10_000
# So many messages are timed, and each rule so often: the best of three is what the machine can do, and the
# first builds the matcher and loads the dictionary.
_TIMED: Final = 20_000
_RUNS: Final = 3
# What a run costs whatever it is run on takes longer than fewer messages do.
_FEWEST: Final = 1_000


class Measured(NamedTuple):
    """What one rule does.

    Attributes
    ----------
    rule, pack, severity : str
        Id, ``id@version`` of its pack, severity that the pack gives it.
    hits : int
        Messages that it finds.
    rate : float
        Hits in 10,000 messages.
    shared : float
        Share of the hits that another rule finds too, 0 to 1.
    milliseconds : float or None
        For 10,000 messages, run alone; None where less than 1,000 are too few to tell.
    labels : dict of str to int
        Hits by label.
    examples : tuple of str
        Snippets of the first hits; what a rule redacts is masked.
    """

    rule: str
    pack: str
    severity: str
    hits: int
    rate: float
    shared: float
    milliseconds: float | None
    labels: dict[str, int]
    examples: tuple[str, ...]


class Measurement(NamedTuple):
    """What rules do to some texts.

    Attributes
    ----------
    messages : int
        How many texts.
    labels : dict of str to int
        Texts by label.
    found : int
        Messages that at least one rule finds.
    milliseconds : float or None
        For 10,000 messages, all rules together.
    timed : int
        On how many messages times were taken.
    unfinished : dict of str to int
        Rules whose patterns took too long, and on how many messages.
    rules : tuple of Measured
        The one with most hits first.
    """

    messages: int
    labels: dict[str, int]
    found: int
    milliseconds: float | None
    timed: int
    unfinished: dict[str, int]
    rules: tuple[Measured, ...]


def measure(
    texts: Iterable[str],
    packs: Packs | None = None,
    *,
    kinds: Iterable[str] | None = None,
    labels: Iterable[str] | None = None,
    examples: int = 3,
    clock: Callable[[], float] = time.perf_counter,
) -> Measurement:
    """Return how often each rule hits some texts, what it shares with other rules, and how long it takes.

    Parameters
    ----------
    texts : iterable of str, n
        The messages; all are kept in memory.
    packs : iterable of (RulePack, name or path), optional
        The rules; default: all packs that come with msgscan. Deprecated rules are left out.
    kinds, labels : iterable of str, n, optional
        Kinds of the messages (default: text), and what each of them is, such as spam or ham.
    examples : int
        How many snippets a rule at most.
    clock : callable
        Tells seconds.

    Raises
    ------
    PackError
        A pack has faults.
    UsageError
        There are not as many kinds or labels as texts.

    Notes
    -----
    A rule is timed alone, as a program of its own, on the first 20,000 messages: the best of three runs,
    without loading. Alone it folds and searches the text for itself; together rules share that, so the times
    of all rules add up to more than ``Measurement.milliseconds``.

    Examples
    --------
    >>> from msgscan import measure
    >>> told = measure(["收到", "兼职刷单，日结300，加微信abc12345"], ["ads"], labels=["ham", "spam"])
    >>> told.messages, told.found, told.rules[0].labels
    (2, 1, {'spam': 1})
    """
    said = list(texts)
    sorts = _as_many(said, kinds, "text", Wording("种类", "kinds"))
    marks = _as_many(said, labels, "", Wording("标签", "labels"))
    loaded = given_packs(packs)
    program = compile_packs(loaded)
    found = _Found(program, said, sorts, examples)
    timed = (said[:_TIMED], sorts[:_TIMED])
    alone = {
        rule.id: _milliseconds(compile_packs([pack.model_copy(update={"rules": (rule,)})]), *timed, clock)
        for pack in loaded
        for rule in pack.rules
        if rule.status != "deprecated"
    }
    severity = {rule.id: rule.severity for pack in loaded for rule in pack.rules}
    rules = []
    for rule in program.rules:
        rows = found.rows.get(rule.id, [])
        rules.append(
            Measured(
                rule=rule.id,
                pack=rule.pack,
                severity=severity[rule.id],
                hits=len(rows),
                rate=len(rows) * PER / max(len(said), 1),
                shared=sum(found.rules_at[row] > 1 for row in rows) / max(len(rows), 1),
                milliseconds=alone[rule.id],
                labels=dict(Counter(marks[row] for row in rows)) if labels is not None else {},
                examples=tuple(found.examples.get(rule.id, ())),
            )
        )
    return Measurement(
        messages=len(said),
        labels=dict(Counter(marks)) if labels is not None else {},
        found=len(found.rules_at),
        milliseconds=_milliseconds(program, *timed, clock),
        timed=len(timed[0]),
        unfinished=found.unfinished,
        rules=tuple(sorted(rules, key=lambda each: (-each.hits, -(each.milliseconds or 0), each.rule))),
    )


class _Found:
    """Which rules find which messages: rows by rule, number of rules by row, snippets by rule."""

    def __init__(self, program: Program, texts: list[str], kinds: list[str], examples: int) -> None:
        self.rows: dict[str, list[int]] = {}
        self.rules_at: Counter[int] = Counter()
        self.examples: dict[str, list[str]] = {}
        scanner = Scanner(program)
        for findings in scanner.scan([Batch(len(texts), {"text": texts, "kind": kinds})]):
            columns = (findings.values("rule"), findings.values("seq"), findings.values("snippet"))
            for rule, row, snippet in zip(*columns, strict=True):
                self.rows.setdefault(rule, []).append(int(row))
                self.rules_at[int(row)] += 1
                shown = self.examples.setdefault(rule, [])
                if len(shown) < examples and snippet not in shown:
                    shown.append(snippet)
        self.unfinished = dict(scanner.unfinished)


def _as_many(texts: list[str], given: Iterable[str] | None, default: str, what: Wording) -> list[str]:
    values = [default] * len(texts) if given is None else list(given)
    if len(values) != len(texts):
        raise UsageError(
            Wording(
                f"{what.zh}有 {len(values)} 个，文本有 {len(texts)} 条：两者要一样多",
                f"{len(values)} {what.en} for {len(texts)} texts: there must be one a text",
            )
        )
    return values


def _milliseconds(
    program: Program, texts: Sequence[str], kinds: Sequence[str], clock: Callable[[], float]
) -> float | None:
    """Return how long a program takes for 10,000 of these messages: the best of some runs."""
    if len(texts) < _FEWEST:
        return None
    judge = Judge(program)
    taken = []
    for _ in range(_RUNS):
        began = clock()
        judge.judge(texts, kinds)
        taken.append(clock() - began)
    return min(taken) * 1_000 * PER / len(texts)
