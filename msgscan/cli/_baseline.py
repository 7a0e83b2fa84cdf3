"""What a scan does with a baseline: it leaves out what is accepted, tells what has gone, writes a new one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click

from ..accepting import read_baseline, with_findings
from ..baselines import Accepted, Baseline, Seen, running_rules
from ..errors import Language, UsageError, Wording
from ..packs._source import read_text
from ..packs.model import RulePack
from ..schema import Batch
from ._options import FILE_METAVAR
from ._output import completed


def baseline_options(language: Language) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Return a decorator that adds the options of baselines."""
    file = FILE_METAVAR.in_language(language)

    def add(function: Callable[..., Any]) -> Callable[..., Any]:
        for option in (
            click.option("--reason", metavar=_TEXT.in_language(language), help=_REASON.in_language(language)),
            click.option("--write-baseline", metavar=file, help=_WRITE.in_language(language)),
            click.option("--baseline", metavar=file, help=_READ.in_language(language)),
        ):
            function = option(function)
        return function

    return add


class BaselineWork:
    """The baselines of one scan; their faults come to light before anything is scanned.

    Parameters
    ----------
    path, target : str, optional
        The baseline to go by, and the one to write to.
    reason : str, optional
        For what is written.
    today : date
        The day of the scan.

    """

    def __init__(self, path: str | None, target: str | None, reason: str | None, today: date) -> None:
        if (target is None) != (reason is None):
            raise UsageError(_TOGETHER)
        self._seen = Seen()
        self._path, self._target, self._reason = path, target, reason or ""
        self._today = today
        self._baseline = read_baseline(path) if path is not None else Baseline()
        self._accepted = self._baseline.accepted(self._today)
        if target is not None:
            self._made(())

    def follow(self, batches: Iterator[Batch]) -> Iterator[Batch]:
        """Return the batches of a file, of which account is kept where there is a baseline to go by."""
        return batches if self._path is None else self._seen.follow(batches)

    def left(self, rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
        """Return the findings that are not accepted."""
        return [row for row in rows if row["finding_id"] not in self._accepted]

    def notes(
        self, rows: Sequence[dict[str, Any]], packs: Sequence[RulePack], unfinished: Sequence[str]
    ) -> Iterator[Wording]:
        """Yield what is to be told of the baseline: how much it left out, what in it does nothing any more.

        Parameters
        ----------
        rows : sequence of dict
            All findings.
        packs : sequence of RulePack
            The rules that ran.
        unfinished : sequence of str
            Rules that did not judge all messages.
        """
        if self._path is None:
            return
        count = len(rows) - len(self.left(rows))
        yield Wording(
            f"基线 {self._path}：{count} 处发现已经看过，没有列出",
            f"baseline {self._path}: {count} accepted findings are not listed",
        )
        for each in self._baseline.expired(self._today):
            yield _about(each, Wording(f"{each.expires} 已到期，重新列出", f"expired on {each.expires}"))
        rules = running_rules(packs) - set(unfinished)
        ids = (row["finding_id"] for row in rows)
        for each in self._baseline.stale(ids, rules, self._seen, self._today):
            yield _about(each, Wording("这次没有再发现，可以删掉", "not found any more, can be removed"))

    def write(self, rows: Sequence[dict[str, Any]]) -> tuple[frozenset[str], Wording] | None:
        """Write findings to the baseline that is wanted; return their fingerprints and what to tell."""
        if self._target is None:
            return None
        made, new = self._made(rows)
        with completed(self._target) as path:
            path.write_text(made, encoding="utf-8", newline="\n")
        wording = Wording(f"基线 {self._target}：加了 {new} 处", f"baseline {self._target}: {new} added")
        return frozenset(row["finding_id"] for row in rows), wording

    def _made(self, rows: Sequence[dict[str, Any]]) -> tuple[str, int]:
        file = Path(self._target or "")
        text = read_text(file) if file.exists() else ""
        return with_findings(text, str(file), rows, self._reason, self._today)


def _about(entry: Accepted, what: Wording) -> Wording:
    told = f"{entry.place} {entry.rule}"
    return Wording(
        f"基线 {told}（{entry.reason}）：{what.zh}", f"baseline {told} ({entry.reason}): {what.en}"
    )


_TEXT = Wording("理由", "TEXT")
_READ = Wording(
    "不列出这个基线文件里已经看过的发现，并指出其中不再出现的",
    "leave out the findings that this baseline accepts, and tell which of them are gone",
)
_WRITE = Wording(
    "把列出的发现加进这个基线文件：以后不再列出；要同时写 --reason",
    "add the listed findings to this baseline, so that they are not listed again; needs --reason",
)
_REASON = Wording(
    "为什么可以不再列出，写进基线文件", "why they need not be listed again; it goes into the baseline"
)
_TOGETHER = Wording(
    "--write-baseline 和 --reason 要一起写：以后看的人要知道为什么可以不管",
    "--write-baseline and --reason go together: those who read it later need to know why",
)
