"""``msgscan read``: exports in, their messages as one table or one ChatLab file out."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click
import numpy as np

from ...errors import Language, UsageError, Wording
from ...formats._format import Note
from ...formats._units import Unit
from ...merging import Merger
from ...report import chatlab, lines, sheet
from ...report.coverage import FileCoverage, noted, told
from ...report.rows import message_rows
from ...schema import MESSAGES, Batch
from ...streaming import identify, stream
from .._inputs import opened
from .._options import FILE_METAVAR, OPTIONS_METAVAR, reading_options, zone_of
from .._output import completed, form_of, output

_ENDINGS = ("jsonl", "csv", "parquet")
_CHATLAB = "chatlab"


def command(language: Language) -> click.Command:
    """Build the command."""

    @click.command(
        "read", help=_HELP.in_language(language), options_metavar=OPTIONS_METAVAR.in_language(language)
    )
    @click.argument("paths", nargs=-1, required=True, metavar=_PATHS.in_language(language))
    @click.option("--to", "form", type=click.Choice([*_ENDINGS, _CHATLAB]), help=_TO.in_language(language))
    @click.option(
        "-o", "--output", "target", metavar=FILE_METAVAR.in_language(language),
        help=_OUTPUT.in_language(language),
    )  # fmt: skip
    @click.option("--chat", metavar=_NAME.in_language(language), help=_CHAT.in_language(language))
    @reading_options(language)
    def read(
        paths: tuple[str, ...], form: str | None, target: str | None, chat: str | None,
        reader: str | None, encoding: str | None, tz: str,
    ) -> None:  # fmt: skip
        zone = zone_of(tz)
        files: list[FileCoverage] = []

        def messages(inputs: tuple[Unit, ...]) -> Iterator[Batch]:
            merger = Merger(len(inputs))
            for each in inputs:
                if each.refusal is not None:
                    raise each.refusal
                identified = identify(each.path, format=reader, encoding=encoding, zone=zone, name=each.name)
                files.append(FileCoverage(each.name, identified.format))
                yield from files[-1].follow(merger.merged(stream(identified), identified.format.name))

        with opened(paths, target=target) as inputs:
            batches = messages(inputs.units)
            wanted = batches if chat is None else _of_chat(batches, chat, files)
            notes = _write(form or form_of(target, _ENDINGS), target, wanted, zone)
        for file in files:
            for line in (told(file, language, zone), *noted(file, language)):
                click.echo(line, err=True)
        for note in notes:
            click.echo(note.text().in_language(language), err=True)

    return read


def _of_chat(batches: Iterator[Batch], wanted: str, files: list[FileCoverage]) -> Iterator[Batch]:
    """Yield the messages of the chat that bears this name or number."""
    found = False
    for batch in batches:
        named = zip(batch.values("chat"), batch.values("chat_id"), strict=True)
        part = batch.where(np.array([wanted in pair for pair in named], np.bool_))
        found = found or part.size > 0
        yield part
    if not found:
        names = dict.fromkeys(name for file in files for name in file.chats if name)
        raise UsageError(
            Wording(
                f"没有名称或群号是 {wanted} 的聊天；里面有：{'、'.join(names) or '（没有群名）'}",
                f"no chat has the name or number {wanted}; there are: {', '.join(names) or '(no names)'}",
            )
        )


def _write(form: str, target: str | None, batches: Iterator[Batch], zone: ZoneInfo) -> tuple[Note, ...]:
    """Write the messages; return what the form can't tell."""
    if form in ("parquet", _CHATLAB):
        if target is None:
            name = "ChatLab" if form == _CHATLAB else "Parquet"
            raise UsageError(
                Wording(f"{name} 要写到文件：请加 -o 文件名", f"{name} goes to a file: add -o FILE")
            )
        with completed(target) as path:
            if form == _CHATLAB:
                by_line = Path(target).suffix.lower() == ".jsonl"
                return chatlab.write(batches, path, by_line=by_line, exported_at=int(time.time()))
            from ...report.parquet import write  # noqa: PLC0415 - pyarrow is an extra

            write(batches, path, zone)
        return ()
    rows: Iterator[dict[str, Any]] = message_rows(batches, zone)
    with output(target, form) as file:
        if form == "jsonl":
            lines.write(rows, file)
        else:
            sheet.write(rows, [column.name for column in MESSAGES], file)
    return ()


_HELP = Wording(
    "读取聊天记录导出文件，把消息存成一个 CSV、JSON Lines、Parquet 或 ChatLab 文件。"
    "有文件读不了就不写；几个文件重叠的部分只算一次。"
    "CSV 给人看：控制字符换成 <U+001B> 这样的写法；JSON Lines 和 Parquet 一字不改。",
    "Read exported chats and write their messages as one CSV, JSON lines, Parquet or ChatLab file; nothing "
    "is written when a file can't be read, and what several files hold is told once. CSV is for people: "
    "control characters become <U+001B>; JSON lines and Parquet keep every character.",
)
_PATHS = Wording("路径...", "PATH...")
_TO = Wording(
    "存成什么；默认看输出文件的后缀，否则是 jsonl。chatlab：供 ChatLab 等工具读取，后缀 .jsonl 则每行一条",
    "form; default: by the ending of the output file, otherwise jsonl. chatlab: for ChatLab and other tools, "
    "a line a message where the ending is .jsonl",
)
_OUTPUT = Wording("写到这个文件；默认显示在屏幕上", "write to this file; default: the screen")
_NAME = Wording("群名或群号", "NAME")
_CHAT = Wording("只要这个聊天", "this chat only")
