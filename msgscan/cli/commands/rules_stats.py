"""``msgscan rules stats``: what rules do to a body of texts."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TextIO

import click

from ...corpora import Shape, corpus
from ...errors import Language, Wording
from ...measuring import Measured, Measurement, measure
from ...packs.lookup import given_packs
from ...report import lines, sheet
from ...report.characters import one_line
from ...report.terminal import write_measurement
from .._inputs import opened
from .._options import FILE_METAVAR, OPTIONS_METAVAR, reading_options, rules_option, zone_of
from .._output import form_of, output

_FORMS = ("table", "jsonl", "csv")
_SHAPES: tuple[Shape, ...] = ("export", "table", "lines")


def command(language: Language) -> click.Command:
    """Build the command."""

    @click.command(
        "stats", help=_HELP.in_language(language), options_metavar=OPTIONS_METAVAR.in_language(language)
    )
    @click.argument("paths", nargs=-1, required=True, metavar=_PATHS.in_language(language))
    @rules_option(language)
    @click.option("--as", "shape", type=click.Choice(_SHAPES), help=_AS.in_language(language))
    @click.option("--text-column", metavar=_COLUMN.in_language(language), help=_TEXT.in_language(language))
    @click.option("--label-column", metavar=_COLUMN.in_language(language), help=_LABEL.in_language(language))
    @click.option(
        "--examples", type=click.IntRange(0), default=3, show_default=True,
        metavar=_NUMBER.in_language(language), help=_EXAMPLES.in_language(language),
    )  # fmt: skip
    @click.option("-f", "--format", "form", type=click.Choice(_FORMS), help=_FORM.in_language(language))
    @click.option(
        "-o", "--output", "target", metavar=FILE_METAVAR.in_language(language),
        help=_OUTPUT.in_language(language),
    )  # fmt: skip
    @reading_options(language)
    def stats(
        paths: tuple[str, ...], rules: tuple[str, ...], shape: Shape | None,
        text_column: str | None, label_column: str | None, examples: int,
        form: str | None, target: str | None, reader: str | None, encoding: str | None, tz: str,
    ) -> None:  # fmt: skip
        packs = given_packs(rules or None)
        texts: list[str] = []
        kinds: list[str] = []
        labels: list[str] = []
        with opened(paths, target=target) as inputs:
            for each in inputs.units:
                if each.refusal is not None:
                    raise each.refusal
                before = len(texts)
                read = corpus(
                    each.path, name=each.name, shape=shape, text_column=text_column,
                    label_column=label_column, format=reader, encoding=encoding, zone=zone_of(tz),
                )  # fmt: skip
                for batch in read.batches:
                    texts += batch.texts("text")
                    kinds += batch.texts("kind")
                    labels += batch.texts("label")
                _tell(each.name, read.shape, len(texts) - before, language)
        told = measure(texts, packs, kinds=kinds, labels=labels if label_column else None, examples=examples)
        form = form or form_of(target, _FORMS)
        with output(target, form) as file:
            _write(form, told, file, language)

    return stats


def _tell(name: str, shape: Shape, messages: int, language: Language) -> None:
    """Tell what a file was read as."""
    how, file = _READ_AS[shape], one_line(name)
    told = Wording(f"{file}：{how.zh}，{messages} 条消息", f"{file}: {how.en}, {messages} messages")
    click.echo(told.in_language(language), err=True)


def _write(form: str, told: Measurement, file: TextIO, language: Language) -> None:
    rows = [rule._asdict() | {"examples": list(rule.examples)} for rule in told.rules]
    if form == "jsonl":
        lines.write(rows, file)
    elif form == "csv":
        sheet.write(rows, list(Measured._fields), file)
    else:
        write_measurement(told, file, language)


_READ_AS: Mapping[Shape, Wording] = MappingProxyType(
    {
        "export": Wording("按聊天记录读取", "read as an export"),
        "table": Wording("按表格读取", "read as a table"),
        "lines": Wording("按一行一条读取", "read as one message a line"),
    }
)
_HELP = Wording(
    "在一批文本（最好是正常聊天）上运行规则，列出每条规则命中多少、每万条命中率、与别的规则重合多少、每万条耗时，"
    "并给出例子；命中最多的在最前。路径可以是聊天记录、有文本列的 CSV/TSV/JSONL，或一行一条的文本。"
    "耗时是每条规则单独运行前两万条、三次里最快的一次。",
    "Run rules on a body of texts (best: innocent chat) and list for each how often it hits, in 10,000 "
    "messages, how much it shares with other rules, how long it takes, and examples; the noisiest first. A "
    "path may be an export, a CSV, TSV or JSONL file with a column of texts, or a message a line. "
    "Times: each rule alone on the first 20,000 messages, the best of three runs.",
)
_PATHS = Wording("路径...", "PATH...")
_AS = Wording(
    "路径是什么：export 聊天记录、table 表格、lines 一行一条；默认自动判断",
    "what the paths are: exports, tables, or a message a line; default: found out",
)
_COLUMN = Wording("列名", "NAME")
_NUMBER = Wording("个数", "N")
_TEXT = Wording(
    "文本在哪一列；默认找 text、content、内容 等", "column of the texts; default: text, content …"
)
_LABEL = Wording(
    "标签在哪一列（例如 正常、广告）；按标签分别统计",
    "column of labels (such as ham, spam); hits are counted by label",
)
_EXAMPLES = Wording("每条规则最多给几个例子", "examples of each rule at most")
_FORM = Wording(
    "结果的形式；默认看输出文件的后缀，否则是 table",
    "form of the result; default: by the ending of the output file, otherwise table",
)
_OUTPUT = Wording("写到这个文件；默认显示在屏幕上", "write to this file; default: the screen")
