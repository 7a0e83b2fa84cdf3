"""Coverage, findings and progress on a terminal. The only file that imports rich."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from typing import Any, Protocol, TextIO
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from ..errors import Language, Wording
from .characters import one_line, visible
from .coverage import NOT_CHECKED, FileCoverage, noted, summary, told
from .rows import SEVERITY_RANK

_PIPE_WIDTH = 120  # columns where there is no terminal to ask
_WORTH_A_BAR = 8 << 20  # bytes; what is read within a second needs none
_NAME_WIDTH = 30

_SEVERITIES: Mapping[str, tuple[Wording, str]] = {
    "info": (Wording("提示", "info"), "dim"),
    "low": (Wording("低", "low"), "cyan"),
    "medium": (Wording("中", "medium"), "yellow"),
    "high": (Wording("高", "high"), "red"),
    "critical": (Wording("严重", "critical"), "bold white on red"),
}
_HEADINGS = (
    Wording("级别", "severity"), Wording("时间、发送者", "when, who"), Wording("内容", "text"),
    Wording("说明", "why"), Wording("位置", "line"),
)  # fmt: skip


class Advance(Protocol):
    """Moves a progress bar."""

    def __call__(self, name: str, position: int) -> None:
        """Show that a file has been read up to a byte."""


def write_coverage(
    files: Sequence[FileCoverage],
    packs: Sequence[str],
    unfinished: Mapping[str, int],
    skipped: int,
    file: TextIO,
    language: Language,
    zone: ZoneInfo,
) -> None:
    """Write what was read, with which rules, and what was not checked.

    Parameters
    ----------
    files : sequence of FileCoverage
        All files that were to be read.
    packs : sequence of str
        The rules, as ``id@version``.
    unfinished : mapping of str to int
        Rules that took too long, and on how many messages.
    skipped : int
        Files of folders that do not look like exports.
    """
    console = _console(file)
    for each in files:
        failed = each.error is not None
        line = ("✗ " if failed else "✓ ") + told(each, language, zone)
        console.print(Text(line, "red" if failed else ""), soft_wrap=True)
        for line in noted(each, language):
            console.print(Text(f"  · {line}", "dim"), soft_wrap=True)
    about = [summary(files)] if len(files) > 1 else []
    if skipped:
        about.append(
            Wording(
                f"{skipped} 个文件不像导出文件，没有读取",
                f"{skipped} files do not look like exports: not read",
            )
        )
    about += [
        Wording(
            f"规则 {rule} 在 {count} 条消息上超时，没有判断", f"rule {rule} took too long on {count} messages"
        )
        for rule, count in unfinished.items()
    ]
    about.append(Wording(f"规则包：{'、'.join(packs)}", f"rule packs: {', '.join(packs)}"))
    about.append(NOT_CHECKED)
    for wording in about:
        console.print(Text(wording.in_language(language)), soft_wrap=True)


def write_table(rows: Sequence[dict[str, Any]], hidden: int, file: TextIO, language: Language) -> None:
    """Write findings as one table a file, one row a message, then what to do about each kind.

    Parameters
    ----------
    rows : sequence of dict
        Findings as :func:`.rows.finding_rows` gives them, file by file.
    hidden : int
        How many less severe ones are not among them.
    """
    console = _console(file)
    for source, group in groupby(rows, key=lambda row: row["source"]):
        table = Table(title=Text(one_line(source)), title_justify="left", pad_edge=False, show_lines=True)
        for heading, width in zip(_HEADINGS, (8, 22, None, None, 6), strict=True):
            # Chinese has no spaces to break a line at, and nothing of a finding may be cut off.
            table.add_column(heading.in_language(language), min_width=4, max_width=width, overflow="fold")
        for _, of_message in groupby(group, key=lambda row: row["seq"]):
            table.add_row(*_cells(list(of_message), language))
        console.print(table)
    _write_advice(rows, console, language)
    messages = len({(row["source"], row["seq"]) for row in rows})
    count = Wording("没有发现", "nothing found")
    if rows:
        count = Wording(
            f"{messages} 条消息，共 {len(rows)} 处发现", f"{messages} messages, {len(rows)} findings"
        )
    more = Wording(f"，另有 {hidden} 处级别更低的没有列出", f", {hidden} less severe ones not listed")
    rest = more.in_language(language) if hidden else ""
    console.print(Text(count.in_language(language) + rest, "bold"))


@contextmanager
def progress_bar(sizes: Mapping[str, int]) -> Iterator[Advance]:
    """Yield a function that moves a bar over files of these sizes; on no terminal it shows nothing.

    Parameters
    ----------
    sizes : mapping of str to int
        Bytes by name.
    """
    console = Console(stderr=True)
    total = sum(sizes.values())
    if not console.is_terminal or total < _WORTH_A_BAR:
        yield lambda name, position: None  # noqa: ARG005 - the same face
        return
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("", total=total)
        done = dict.fromkeys(sizes, 0)

        def advance(name: str, position: int) -> None:
            done[name] = min(position, sizes[name])
            shown = one_line(Path(name).name)[:_NAME_WIDTH]
            bar.update(task, completed=sum(done.values()), description=shown)

        yield advance


def _cells(rows: Sequence[dict[str, Any]], language: Language) -> tuple[Text, ...]:
    """Return the findings of one message as a row: the most severe first."""
    ranked = sorted(rows, key=lambda row: -SEVERITY_RANK[row["severity"]])
    worst = ranked[0]
    label, style = _SEVERITIES[worst["severity"]]
    when = (worst["sent_at"] or "").replace("T", " ")[:16]
    who = one_line(worst["sender"] or worst["sender_id"] or "—")
    snippet = Text(one_line(worst["snippet"]))
    snippet.highlight_words([one_line(worst["matched"])], "bold underline")
    return (
        Text(label.in_language(language), style),
        Text(f"{when}\n{who}".strip()),
        snippet,
        Text("\n").join([part for row in ranked for part in _reasons(row, language)] + _clauses(ranked)),
        Text(str(worst["line"])),
    )


def _reasons(row: dict[str, Any], language: Language) -> list[Text]:
    reasons = [Text(visible(row["message"]))]
    if row["evasion"]:
        evading = Wording("写法有规避痕迹", "written to evade a search")
        reasons.append(Text(evading.in_language(language), "magenta"))
    if row["experimental"]:
        on_trial = Wording("试用规则，不影响退出码", "rule on trial: never sets the exit code")
        reasons.append(Text(on_trial.in_language(language), "dim"))
    return reasons


def _clauses(rows: Sequence[dict[str, Any]]) -> list[Text]:
    return [Text(visible(clause), "dim") for clause in dict.fromkeys(row["clause"] for row in rows) if clause]


def _write_advice(rows: Sequence[dict[str, Any]], console: Console, language: Language) -> None:
    advice = {row["rule"]: row["advice"] for row in rows if row["advice"]}
    if advice:
        console.print(Text(Wording("怎么办", "What to do").in_language(language), "bold"))
    for text in dict.fromkeys(advice.values()):
        rules = "、".join(rule for rule, given in advice.items() if given == text)
        told_for = f"（{rules}）" if language == "zh" else f" ({rules})"
        console.print(Text(f"  · {visible(text)}{told_for}"), soft_wrap=True)


def _console(file: TextIO) -> Console:
    """Return a console on a file; in a pipe lines are not as narrow as rich would make them."""
    console = Console(file=file, highlight=False, soft_wrap=False)
    return console if console.is_terminal else Console(file=file, highlight=False, width=_PIPE_WIDTH)
