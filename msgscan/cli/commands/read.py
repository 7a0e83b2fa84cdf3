"""``msgscan read``: an export in, its messages as a table out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click

from ...errors import Language, UsageError, Wording
from ...reading import identify, stream
from ...report import lines, sheet
from ...report.coverage import FileCoverage, noted, told
from ...report.rows import message_rows
from ...schema import MESSAGES, Batch
from .._inputs import opened
from .._options import reading_options, zone_of
from .._output import output

_FORMS = ("csv", "jsonl", "parquet")


def command(language: Language) -> click.Command:
    """Build the command."""

    @click.command("read", help=_HELP.in_language(language))
    @click.argument("path", metavar=_PATH.in_language(language))
    @click.option("--to", "form", type=click.Choice(_FORMS), help=_TO.in_language(language))
    @click.option("-o", "--output", "target", help=_OUTPUT.in_language(language))
    @reading_options(language)
    def read(
        path: str, form: str | None, target: str | None, reader: str | None, encoding: str | None, tz: str
    ) -> None:
        form = form or _form_of(target)
        zone = zone_of(tz)
        with opened([path]) as inputs:
            for each in inputs.files:
                identified = identify(each.path, format=reader, encoding=encoding, zone=zone, name=each.name)
                file = FileCoverage(each.name, identified.format)
                _write(form, target, file.follow(stream(identified)), zone)
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

        write(batches, Path(target), zone)
        return
    rows: Iterator[dict[str, Any]] = message_rows(batches, zone)
    with output(target, form) as file:
        if form == "jsonl":
            lines.write(rows, file)
        else:
            sheet.write(rows, [column.name for column in MESSAGES], file)


def _form_of(target: str | None) -> str:
    """Return the form that the file's ending asks for; JSON lines where it asks for none."""
    ending = Path(target or "").suffix.removeprefix(".").lower()
    return ending if ending in _FORMS else "jsonl"


_HELP = Wording(
    "读取一个聊天记录导出文件，把消息存成 CSV、JSON Lines 或 Parquet。",
    "Read an exported chat and write its messages as CSV, JSON lines or Parquet.",
)
_PATH = Wording("路径", "PATH")
_TO = Wording("存成什么；默认看输出文件的后缀", "form; default: by the ending of the output file")
_OUTPUT = Wording("写到这个文件；默认显示在屏幕上", "write to this file; default: the screen")
