"""Findings of frames held against a baseline, and baselines read and written."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from .baseline_text import extended, parse_baseline
from .baselines import Accepted, Baseline, Seen, running_rules
from .errors import UsageError, Wording
from .packs._source import read_text
from .packs.lookup import Packs, given_packs
from .packs.validity import this_day

if TYPE_CHECKING:  # the command line scans without pandas
    import pandas as pd

_WRITTEN = ("rule", "finding_id", "chat", "sent_at")


def read_baseline(path: str | os.PathLike[str]) -> Baseline:
    """Return the findings that a person has accepted.

    Parameters
    ----------
    path : str or path
        A text file, as :func:`write_baseline` writes it.

    Raises
    ------
    BaselineError
        With every fault of the file.
    PackError
        The file is not there, or not UTF-8.
    """
    return parse_baseline(read_text(Path(path)), str(path))


def write_baseline(
    path: str | os.PathLike[str], findings: pd.DataFrame, *, reason: str, today: date | None = None
) -> int:
    """Add findings to a baseline, which is made where there is none; return how many were new.

    Parameters
    ----------
    path : str or path
        A text file; what stands in it stays as it is.
    findings : DataFrame
        FINDINGS that a person has looked at.
    reason : str
        Why they are accepted, for those who read the file later.
    today : date, optional
        The day to write beside them; default: this day.

    Raises
    ------
    UsageError
        There is no reason.
    BaselineError
        With every fault of the file that is there.
    """
    file = Path(path)
    text = read_text(file) if file.exists() else ""
    sent_at = [
        None if unknown else moment.isoformat()
        for unknown, moment in zip(findings["sent_at"].isna(), findings["sent_at"], strict=True)
    ]
    names = (findings[name].tolist() for name in ("rule", "finding_id", "chat"))
    rows = [dict(zip(_WRITTEN, values, strict=True)) for values in zip(*names, sent_at, strict=True)]
    made, new = with_findings(text, str(path), rows, reason, today or this_day())
    file.write_text(made, encoding="utf-8", newline="\n")
    return new


def with_findings(
    text: str, path: str, rows: Sequence[Mapping[str, str | None]], reason: str, today: date
) -> tuple[str, int]:
    """Return the text of a baseline with these findings in it, and how many of them are new.

    Raises
    ------
    UsageError, BaselineError
        As of :func:`write_baseline`.
    """
    if not reason.strip() or "=" in reason.split(maxsplit=1)[0]:
        raise UsageError(
            Wording(
                "要写一句理由，以后看的人才知道为什么可以不管；第一个词里不能有等号",
                "write a reason for those who read this later; its first word can't have a '='",
            )
        )
    there = {each.finding_id for each in parse_baseline(text, path).entries}
    new = [row for row in rows if row["finding_id"] not in there]
    return extended(text, new, reason, today) if new else text, len(new)


def stale_entries(
    baseline: Baseline,
    findings: pd.DataFrame,
    messages: pd.DataFrame,
    packs: Packs | None = None,
    *,
    today: date | None = None,
) -> tuple[Accepted, ...]:
    """Return the entries of a baseline that could have been found again, and were not.

    Parameters
    ----------
    baseline : Baseline
    findings : DataFrame
        All FINDINGS in the messages.
    messages : DataFrame
        MESSAGES that were scanned. Of a chat without a name, of a message without a time, and of what was
        sent before or after them, nothing is said.
    packs : (iterable of) RulePack, name or path, optional
        The rules that ran; default: all packs that come with msgscan.
    today : date, optional
        The day by which entries expire; default: this day.
    """
    seen = Seen()
    for chat, sent_at in messages.groupby("chat", observed=True)["sent_at"]:
        known = sent_at.dropna()
        if len(known):
            first, last = (
                np.datetime64(each.tz_convert("UTC").tz_localize(None)) for each in (known.min(), known.max())
            )
            seen.add(str(chat), first, last)
    return baseline.stale(
        findings["finding_id"].tolist(), running_rules(given_packs(packs)), seen, today or this_day()
    )
