"""``msgscan scan``: files in, findings out."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from typing import Any, TextIO
from zoneinfo import ZoneInfo

import click

from ...engine.program import Program
from ...errors import Language, MsgscanError, Wording
from ...formats._units import Unit
from ...merging import Merger
from ...packs.lookup import given_packs
from ...packs.validity import this_day
from ...report import lines, sheet
from ...report.characters import one_line
from ...report.coverage import FileCoverage
from ...report.rows import SEVERITY_RANK, finding_rows
from ...report.terminal import Advance, progress_bar, write_coverage, write_table
from ...roster import Roster
from ...roster_table import read_roster
from ...scanning import Scanner, compiled, told_without_roster
from ...schema import CATEGORIES, FINDINGS, Batch
from ...streaming import identify, stream
from .._baseline import BaselineWork, baseline_options
from .._inputs import opened
from .._options import FILE_METAVAR, OPTIONS_METAVAR, day_option, reading_options, rules_option, zone_of
from .._output import form_of, output

_FORMS = ("table", "jsonl", "csv")
_NEVER = "never"


def command(language: Language) -> click.Command:
    """Build the command."""
    levels = list(CATEGORIES["severity"])

    @click.command(
        "scan", help=_HELP.in_language(language), options_metavar=OPTIONS_METAVAR.in_language(language)
    )
    @click.argument("paths", nargs=-1, required=True, metavar=_PATHS.in_language(language))
    @rules_option(language)
    @click.option("-f", "--format", "form", type=click.Choice(_FORMS), help=_FORM.in_language(language))
    @click.option(
        "-o", "--output", "target", metavar=FILE_METAVAR.in_language(language),
        help=_OUTPUT.in_language(language),
    )  # fmt: skip
    @click.option(
        "--min-severity", type=click.Choice(levels), default="low", show_default=True,
        help=_LEAST.in_language(language),
    )  # fmt: skip
    @click.option(
        "--fail-on", type=click.Choice([*levels, _NEVER]), default="low", show_default=True,
        help=_FAIL.in_language(language),
    )  # fmt: skip
    @day_option(language)
    @click.option(
        "--roster", "people", metavar=FILE_METAVAR.in_language(language), help=_ROSTER.in_language(language)
    )
    @baseline_options(language)
    @reading_options(language)
    @click.pass_context
    def scan(
        ctx: click.Context, paths: tuple[str, ...], rules: tuple[str, ...],
        form: str | None, target: str | None, min_severity: str, fail_on: str, today: date | None,
        people: str | None, baseline: str | None, write_baseline: str | None, reason: str | None,
        reader: str | None, encoding: str | None, tz: str,
    ) -> None:  # fmt: skip
        day = today or this_day()
        given = given_packs(rules or None, day=day)
        program = compiled(given, today=day)
        accepting = BaselineWork(baseline, write_baseline, reason, day)
        roster = None if people is None else read_roster(people)
        scanner = Scanner(program, language=language, roster=roster)
        work = _Work(scanner, zone_of(tz), reader, encoding, accepting)
        packs = list(dict.fromkeys(rule.pack for rule in program.rules))
        form = form or form_of(target, _FORMS)
        with output(target, form) as file:
            with (
                opened(paths, target=target) as inputs,
                progress_bar({each.name: each.size() for each in inputs.units}) as advance,
            ):
                found = list(finding_rows(work.findings(inputs.units, advance), work.zone))
            left = accepting.left(found)
            shown = [row for row in left if SEVERITY_RANK[row["severity"]] >= SEVERITY_RANK[min_severity]]
            unfinished = work.scanner.unfinished
            notes = [*program.notes, *_of_roster(roster, program)]
            notes += accepting.notes(found, given, [*unfinished])
            about = file if form == "table" else sys.stderr
            write_coverage(work.files, packs, unfinished, inputs.skipped, about, language, work.zone, notes)
            _write(form, shown, len(left) - len(shown), file, language)
        written = accepting.write(shown)
        if written:
            ids, told = written
            left = [row for row in left if row["finding_id"] not in ids]
            click.echo(one_line(told.in_language(language)), err=True)
        ctx.exit(_exit_code(work.files, left, fail_on))

    return scan


class _Work:
    """Reads and scans file after file, keeping account of each; one that fails is not the end."""

    def __init__(
        self,
        scanner: Scanner,
        zone: ZoneInfo,
        reader: str | None,
        encoding: str | None,
        accepting: BaselineWork,
    ) -> None:
        self.scanner = scanner
        self._accepting = accepting
        self.zone = zone
        self.files: list[FileCoverage] = []
        self._reader, self._encoding = reader, encoding

    def findings(self, inputs: tuple[Unit, ...], advance: Advance) -> Iterator[Batch]:
        """Yield the findings of all files."""
        merger = Merger(len(inputs))
        for each in inputs:
            file = FileCoverage(each.name)
            self.files.append(file)
            try:
                yield from self._of_file(each, file, merger, advance)
            except MsgscanError as error:
                file.error = error

    def _of_file(self, each: Unit, file: FileCoverage, merger: Merger, advance: Advance) -> Iterator[Batch]:
        if each.refusal is not None:
            raise each.refusal
        identified = identify(
            each.path, format=self._reader, encoding=self._encoding, zone=self.zone, name=each.name
        )
        file.format = identified.format

        def watched() -> Iterator[Batch]:
            parts = merger.merged(stream(identified), identified.format.name)
            for batch in file.follow(parts):
                yield batch
                advance(each.name, identified.source.position)

        yield from self.scanner.scan(self._accepting.follow(watched()))


def _of_roster(roster: Roster | None, program: Program) -> tuple[Wording, ...]:
    """Return what is to be told of the roster: what of it was not read, or that there is none."""
    if roster is None:
        return told_without_roster(program)
    return tuple(Wording(note.describe("zh"), note.describe("en")) for note in roster.notes)


def _write(form: str, shown: list[dict[str, Any]], hidden: int, file: TextIO, language: Language) -> None:
    if form == "jsonl":
        lines.write(shown, file)
    elif form == "csv":
        sheet.write(shown, [column.name for column in FINDINGS], file)
    else:
        write_table(shown, hidden, file, language)


def _exit_code(files: list[FileCoverage], found: list[dict[str, Any]], fail_on: str) -> int:
    if any(file.error for file in files):
        return 2
    if fail_on == _NEVER:
        return 0
    limit = SEVERITY_RANK[fail_on]
    return int(any(SEVERITY_RANK[row["severity"]] >= limit and not row["experimental"] for row in found))


_HELP = Wording(
    "扫描聊天记录导出文件或文件夹，列出疑似违规的消息；路径写 - 表示从标准输入读取。"
    "退出码：0 没有发现，1 有发现（见 --fail-on），2 有文件读不了或用法不对。",
    "Scan exported chats (files or folders; - = standard input) and list suspicious messages. "
    "Exit code: 0 nothing found, 1 findings (see --fail-on), 2 a file can't be read or wrong usage.",
)
_PATHS = Wording("路径...", "PATH...")
_FORM = Wording(
    "结果的形式；默认看输出文件的后缀，否则是 table",
    "form of the findings; default: by the ending of the output file, otherwise table",
)
_OUTPUT = Wording("写到这个文件；默认显示在屏幕上", "write to this file; default: the screen")
_ROSTER = Wording(
    "名册（CSV 或 .xlsx，至少有姓名、类别两列）：有的规则据此区分发送人是谁",
    "roster (CSV or .xlsx, columns name and category at least) by which some rules judge who speaks",
)
_LEAST = Wording("只列出这一级及以上的发现", "list findings of this severity and above")
_FAIL = Wording(
    "有这一级及以上的发现时退出码为 1；never 表示总为 0", "exit code 1 from this severity on; never: always 0"
)
