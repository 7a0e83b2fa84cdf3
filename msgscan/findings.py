"""Judgements told as findings: tied to their messages, in words for people, with a fingerprint."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np

from .engine.judge import Judgements
from .engine.pool import Ints
from .engine.program import SEVERITIES, CompiledRule, Program
from .engine.tally import Run
from .errors import Language, Wording
from .schema import Batch, Values
from .text.folding import fold_all
from .text.views import VIEWS

_AROUND = 30  # characters of a snippet before and after what matched: most messages are shown whole
# 出现密级标志「{mark}」
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_CARRIED = ("source", "line", "chat", "sent_at", "sender", "sender_id")  # from the message, as they are
# Columns of messages that findings are made of.
TOLD = frozenset({*_CARRIED, "seq", "text", "chat_id", "sender_role", "standing"})


class _Count(NamedTuple):
    """What a sentence can say of a finding: how many hits, or messages of a run, and how long it lasts."""

    messages: int
    milliseconds: int


class Teller:
    """Turns judgements into FINDINGS; remembers only how often it has seen equal ones.

    Parameters
    ----------
    program : Program
        The rules that the judgements are by.
    language : {"zh", "en"}
        Of messages and advice.
    """

    def __init__(self, program: Program, language: Language) -> None:
        self._rules = program.rules
        self._signals = [name for rule in program.rules for name in rule.names]
        self._language = language
        self._seen: Counter[str] = Counter()

    def tell(self, batch: Batch, found: Judgements, first: int) -> Batch:
        """Return the judgements of the piece of a batch that begins at row ``first``.

        Where the batch has ``shown``, that is what may be shown of its texts.
        """
        rows = (found.message + first).tolist()
        rules = [self._rules[number] for number in found.rule.tolist()]
        evidence = self._evidence(found)
        said = batch.taken("shown" if "shown" in batch.columns else "text", rows)
        shown = _without_secrets(rows, rules, said, evidence)
        counts = [_Count(len(spans), 0) for spans in evidence]
        columns: dict[str, list[Any]] = {
            "severity": found.severity.tolist(),
            "evasion": found.evasion.tolist(),
        }
        return self._told(batch, rows, rules, shown, evidence, counts, columns)

    def tell_runs(
        self, batch: Batch, rows: Sequence[int], runs: Sequence[Run], seqs: Sequence[Ints]
    ) -> Batch:
        """Return runs as findings of their first messages.

        Parameters
        ----------
        batch : Batch
            Messages; ``shown`` is what may be shown of their text.
        rows : sequence of int, n
            The first message of each run, in the batch.
        runs : sequence of Run, n
        seqs : sequence of int64, n
            ``seq`` of all messages of each run.
        """
        rules = [self._rules[run.rule] for run in runs]
        evidence = [self._evidence_of(run, seq) for run, seq in zip(runs, seqs, strict=True)]
        shown = _without_secrets(rows, rules, batch.taken("shown", rows), [spans[:1] for spans in evidence])
        counts = [_Count(len(run.rows), run.lasting) for run in runs]
        columns: dict[str, list[Any]] = {
            "severity": [run.severity for run in runs],
            "evasion": [run.evasion for run in runs],
        }
        return self._told(batch, rows, rules, shown, evidence, counts, columns)

    def shown(self, batch: Batch, found: Judgements, first: int, rows: Sequence[int]) -> list[str]:
        """Return what may be shown of the texts of some rows, by what was found in the piece at ``first``."""
        redacting = [number for number, rule in enumerate(self._rules) if rule.redact]
        texts = dict(zip(rows, batch.taken("text", rows), strict=True))
        hiding = found.where(np.isin(found.rule, redacting) & np.isin(found.message + first, rows))
        for row, hits in zip((hiding.message + first).tolist(), self._evidence(hiding), strict=True):
            texts[row] = _masked_at(texts[row], hits)
        return list(texts.values())

    def _told(
        self,
        batch: Batch,
        rows: Sequence[int],
        rules: Sequence[CompiledRule],
        shown: Sequence[str],
        evidence: list[list[dict[str, Any]]],
        counts: Sequence[_Count],
        columns: dict[str, list[Any]],
    ) -> Batch:
        said = batch.taken("text", rows)
        start = [spans[0]["start"] if spans else 0 for spans in evidence]
        end = [spans[0]["end"] if spans else 0 for spans in evidence]
        told = list(zip(rules, shown, evidence, counts, strict=True))
        places = list(zip(said, shown, start, end, strict=True))
        carried: dict[str, Values] = {name: batch.taken(name, rows) for name in _CARRIED}
        return Batch(
            len(rows),
            {
                **carried,
                "seq": batch.taken("seq", rows),
                "finding_id": self._fingerprints(batch, rows, rules, said),
                "pack": [rule.pack for rule in rules],
                "rule": [rule.id for rule in rules],
                "category": [rule.category for rule in rules],
                "severity": [SEVERITIES[level] for level in columns["severity"]],
                "clause": [rule.clause for rule in rules],
                "matched": [text[a:b] for text, _, a, b in places],
                "start": start,
                "end": end,
                "view": [spans[0]["view"] if spans else "exact" for spans in evidence],
                "evasion": columns["evasion"],
                "snippet": [_snippet(text, spans) for _, text, spans, _ in told],
                "evidence": evidence,
                "message": [_message(*each, self._language) for each in told],
                "advice": [rule.advice.in_language(self._language) for rule in rules],
                "redact": [
                    rule.redact or text[a:b] != safe[a:b]
                    for rule, (text, safe, a, b) in zip(rules, places, strict=True)
                ],
                "experimental": [rule.experimental for rule in rules],
            },
        )

    def _evidence(self, found: Judgements) -> list[list[dict[str, Any]]]:
        """Return the spans that speak for each judgement, the one that counts most first."""
        hits = found.evidence
        views = [VIEWS[view] for view in hits.view.tolist()]
        columns = (hits.signal.tolist(), hits.start.tolist(), hits.end.tolist(), views)
        spans = [
            {"signal": self._signals[signal], "start": start, "end": end, "view": view}
            for signal, start, end, view in zip(*columns, strict=True)
        ]
        return [spans[a:b] for a, b in pairwise(found.first.tolist())]

    def _evidence_of(self, run: Run, seq: Ints) -> list[dict[str, Any]]:
        """Return one span a message of a run."""
        columns = (run.signal.tolist(), run.start.tolist(), run.end.tolist(), run.view.tolist(), seq.tolist())
        return [
            {
                "signal": self._signals[signal] if signal >= 0 else "",
                "start": start,
                "end": end,
                "view": VIEWS[view],
                "seq": number,
            }
            for signal, start, end, view, number in zip(*columns, strict=True)
        ]

    def _fingerprints(
        self, batch: Batch, rows: Sequence[int], rules: Sequence[CompiledRule], said: Sequence[str]
    ) -> list[str]:
        """Return ids that the same messages get in the next export, whatever else it holds.

        Made of rule (by its first id), chat, sender, minute and folded text, and of the order among equals;
        not of the line, which moves from export to export.
        """
        chats = zip(batch.taken("chat_id", rows), batch.taken("chat", rows), strict=True)
        senders = zip(batch.taken("sender_id", rows), batch.taken("sender", rows), strict=True)
        minutes = np.asarray(batch.taken("sent_at", rows), "M8[ms]").astype("M8[m]").astype(str).tolist()
        ids = []
        columns = zip(rules, chats, senders, minutes, fold_all(said), strict=True)
        for rule, chat, sender, minute, text in columns:
            key = "\0".join((rule.first_id, chat[0] or chat[1], sender[0] or sender[1], minute, text))
            digest = hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
            self._seen[digest] += 1
            ids.append(digest if self._seen[digest] == 1 else f"{digest}-{self._seen[digest]}")
        return ids


def masked(text: str) -> str:
    """Return a text of which only the first character can be read.

    Examples
    --------
    >>> masked("机密★3年")
    '机****'
    """
    return text[:1] + "*" * (len(text) - 1)


def _without_secrets(
    rows: Sequence[int],
    rules: Sequence[CompiledRule],
    said: Sequence[str],
    evidence: Sequence[list[dict[str, Any]]],
) -> list[str]:
    """Return the texts, of the same length, without what any rule redacts in the same message.

    The finding of another rule must not show it either.
    """
    shown = dict(zip(rows, said, strict=True))
    for row, rule, spans in zip(rows, rules, evidence, strict=True):
        if rule.redact:
            shown[row] = _masked_at(shown[row], spans)
    return [shown[row] for row in rows]


def _masked_at(text: str, spans: Sequence[dict[str, Any]]) -> str:
    for start, end in ((span["start"], span["end"]) for span in spans):
        text = text[:start] + masked(text[start:end]) + text[end:]
    return text


def _message(
    rule: CompiledRule, text: str, evidence: Sequence[dict[str, Any]], count: _Count, language: Language
) -> str:
    """Return the rule's sentence with its placeholders filled in from a text without secrets.

    All at once, for a message may itself contain what looks like a placeholder.
    """
    values = dict.fromkeys(rule.names, "")
    for span in reversed(evidence if rule.window is None else evidence[:1]):
        values[span["signal"]] = text[span["start"] : span["end"]]
    sentence = rule.message.in_language(language)
    values["count"] = str(count.messages)
    if "{span}" in sentence:
        values["span"] = lasting(count.milliseconds).in_language(language)
    return _PLACEHOLDER.sub(lambda match: values.get(match[1], match[0]), sentence)


def lasting(milliseconds: int) -> Wording:
    """Return how long something took, in the two largest units that it has.

    Examples
    --------
    >>> lasting(65_000).zh, lasting(7_260_000).en, lasting(0).zh
    ('1 分钟 5 秒', '2 h 1 min', '0 秒')
    """
    seconds = milliseconds // 1_000
    sizes = (("天", "d", 86_400), ("小时", "h", 3_600), ("分钟", "min", 60), ("秒", "s", 1))
    zh, en = [], []
    for name, unit, size in sizes:
        if seconds >= size:
            zh.append(f"{seconds // size} {name}")
            en.append(f"{seconds // size} {unit}")
            seconds %= size
    return Wording(" ".join(zh[:2]) or "0 秒", " ".join(en[:2]) or "0 s")


def _snippet(text: str, evidence: Sequence[dict[str, Any]]) -> str:
    """Return what counts most of a text without secrets, with some text around it, on one line."""
    start, end = (evidence[0]["start"], evidence[0]["end"]) if evidence else (0, 0)
    before = "…" if start > _AROUND else ""
    after = "…" if end + _AROUND < len(text) else ""
    return " ".join(f"{before}{text[max(start - _AROUND, 0) : end + _AROUND]}{after}".split())
