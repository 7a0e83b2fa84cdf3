"""``msgscan read``: exports in, their messages as one table out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

import click

from ...errors import Language, UsageError, Wording
from ...formats._units import Unit
from ...report import lines, sheet
from ...report.coverage import FileCoverage, noted, told
from ...report.rows import message_rows
from ...schema import MESSAGES, Batch
from ...streaming import identify, stream
from .._inputs import opened
from .._options import FILE_METAVAR, OPTIONS_METAVAR, reading_options, zone_of
from .._output import completed, form_of, output

_FORMS = ("jsonl", "csv", "parquet")


def command(language: Language) -> click.Command:
    """Build the command."""

    @click.command(
        "read", help=_HELP.in_language(language), options_metavar=OPTIONS_METAVAR.in_language(language)
    )
    @click.argument("paths", nargs=-1, required=True, metavar=_PATHS.in_language(language))
    @click.option("--to", "form", type=click.Choice(_FORMS), help=_TO.in_language(language))
    @click.option(
        "-o", "--output", "target", metavar=FILE_METAVAR.in_language(language),
        help=_OUTPUT.in_language(language),
    )  # fmt: skip
    @reading_options(language)
    def read(
        paths: tuple[str, ...], form: str | None, target: str | None,
        reader: str | None, encoding: str | None, tz: str,
    ) -> None:  # fmt: skip
        zone = zone_of(tz)
        files: list[FileCoverage] = []

        def messages(inputs: tuple[Unit, ...]) -> Iterator[Batch]:
            for each in inputs:
                if each.refusal is not None:
                    raise each.refusal
                identified = identify(each.path, format=reader, encoding=encoding, zone=zone, name=each.name)
                files.append(FileCoverage(each.name, identified.format))
                yield from files[-1].follow(stream(identified))

        with opened(paths, target=target) as inputs:
            _write(form or form_of(target, _FORMS), target, messages(inputs.units), zone)
        for file in files:
            for line in (told(file, language, zone), *noted(file, language)):
                click.echo(line, err=True)

    return read


def _write(form: str, target: str | None, batches: Iterator[Batch], zone: ZoneInfo) -> None:
    if form == "parquet":
        if target is None:
            raise UsageError(
                Wording("Parquet 要写到文件：请加 -o 文件名", "Parquet goes to a file: add -o FILE")
            )
        from ...report.parquet import write  # noqa: PLC0415 - pyarrow is an extra

        with completed(target) as path:
            write(batches, path, zone)
        return
    rows: Iterator[dict[str, Any]] = message_rows(batches, zone)
    with output(target, form) as file:
        if form == "jsonl":
            lines.write(rows, file)
        else:
            sheet.write(rows, [column.name for column in MESSAGES], file)


_HELP = Wording(
    "读取聊天记录导出文件，把消息存成一个 CSV、JSON Lines 或 Parquet 文件。"
    "有文件读不了就不写。CSV 给人看：控制字符换成 <U+001B> 这样的写法；JSON Lines 和 Parquet 一字不改。",
    "Read exported chats and write their messages as one CSV, JSON lines or Parquet file; nothing is written "
    "when a file can't be read. CSV is for people: control characters become <U+001B>; the others keep every "
    "character.",
)
_PATHS = Wording("路径...", "PATH...")
_TO = Wording(
    "存成什么；默认看输出文件的后缀，否则是 jsonl",
    "form; default: by the ending of the output file, otherwise jsonl",
)
_OUTPUT = Wording("写到这个文件；默认显示在屏幕上", "write to this file; default: the screen")
