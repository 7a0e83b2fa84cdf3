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
from ..measuring import Measurement
from ..scanning import told_unfinished
from ..schema import REVIEW_ONLY
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

_MEASURED = (
    Wording("规则", "rule"), Wording("命中", "hits"), Wording("每万条", "in 10,000"),
    Wording("重合", "shared"), Wording("毫秒/万条", "ms/10,000"), Wording("例子", "examples"),
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
    notes: Sequence[Wording] = (),
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
    notes : sequence of Wording
        What else is to be told of rules, and of findings that are left out.
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
    about += [told_unfinished(rule, count) for rule, count in unfinished.items()]
    about.append(
        Wording(
            f"规则包：{'、'.join(packs) or '没有一条可以运行的规则，什么都没有检查'}",
            f"rule packs: {', '.join(packs) or 'no rule to run, nothing was checked'}",
        )
    )
    about += [Wording(one_line(note.zh), one_line(note.en)) for note in notes]
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


def write_measurement(told: Measurement, file: TextIO, language: Language) -> None:
    """Write what rules do to texts: a table with the noisiest rule on top, and how times were taken."""
    console = _console(file)
    table = Table(pad_edge=False)
    for column, heading in enumerate(_MEASURED):
        is_number = 0 < column < len(_MEASURED) - 1
        table.add_column(
            heading.in_language(language), justify="right" if is_number else "left", overflow="fold"
        )
    for rule in told.rules:
        by_label = (
            f"{name or '—'} {count}/{told.labels[name]}" for name, count in sorted(rule.labels.items())
        )
        table.add_row(
            Text(rule.rule, _SEVERITIES[rule.severity][1]),
            Text("\n".join([str(rule.hits), *map(one_line, by_label)])),
            f"{rule.rate:.1f}",
            f"{rule.shared:.0%}",
            _tenths(rule.milliseconds),
            Text("\n".join(one_line(example) for example in rule.examples)),
        )
    console.print(table)
    for name, count in told.unfinished.items():
        console.print(Text(told_unfinished(name, count).in_language(language)))
    found = Wording(
        f"{told.messages} 条消息，{told.found} 条被命中",
        f"{told.messages} messages, {told.found} of them found",
    )
    times = Wording("消息太少，没有测耗时", "too few messages to take times")
    if told.milliseconds is not None:
        times = Wording(
            f"耗时：每条规则单独运行前 {told.timed} 条，三次取最快；"
            f"全部规则一起每万条 {told.milliseconds:.1f} 毫秒",
            f"times: each rule alone on the first {told.timed} messages, best of three; all rules together: "
            f"{told.milliseconds:.1f} ms for 10,000",
        )
    for wording in (found, times):
        console.print(Text(wording.in_language(language), "bold"))


def _tenths(number: float | None) -> str:
    return "—" if number is None else f"{number:.1f}"


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
    if row["category"] == REVIEW_ONLY:
        for_review = Wording("供人工复核，不影响退出码", "for review: never sets the exit code")
        reasons.append(Text(for_review.in_language(language), "dim"))
    elif row["experimental"]:
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
