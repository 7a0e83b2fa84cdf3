"""``msgscan rules show``: all rules in a list, or one as people read it, or as overlays make it."""

from __future__ import annotations

import click

from ...errors import Language, Wording
from ...packs.load import load_sources
from ...packs.lookup import place_of, rule_named
from ...packs.model import RulePack
from ...packs.shipped import shipped_names
from ...report.characters import one_line
from ...report.effective import change_lines, effective_lines
from ...report.rule_text import rule_lines
from .._options import OPTIONS_METAVAR, rules_option


def command(language: Language) -> click.Command:
    """Build the command."""

    @click.command(
        "show", help=_HELP.in_language(language), options_metavar=OPTIONS_METAVAR.in_language(language)
    )
    @click.argument("rule", required=False, metavar=_RULE.in_language(language))
    @click.option("--effective", is_flag=True, help=_EFFECTIVE.in_language(language))
    @rules_option(language)
    def show(rule: str | None, effective: bool, rules: tuple[str, ...]) -> None:  # noqa: FBT001 - click's
        loaded = load_sources(rules or shipped_names())
        if rule is None and not effective:
            _list(loaded.packs, language)
            return
        if rule is None:
            lines = change_lines(loaded, language)
        else:
            pack, found = rule_named(loaded.packs, rule)
            lines = (
                effective_lines(loaded, pack, found, language)
                if effective
                else rule_lines(pack, found, place_of(pack, found.id), language)
            )
        for line in lines:
            click.echo(line)

    return show


def _list(packs: tuple[RulePack, ...], language: Language) -> None:
    rules = [rule for pack in packs for rule in pack.rules]
    rows = [(rule.id, rule.severity, rule.category) for rule in rules]
    widths = [max((len(row[column]) for row in rows), default=0) for column in range(3)]
    for rule, row in zip(rules, rows, strict=True):
        padded = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
        click.echo("  ".join([*padded, one_line(rule.title.in_language(language))]))


_HELP = Wording(
    "列出规则（编号、级别、类别、标题）；写上编号则显示一条规则的全部内容，和它在哪个文件第几行。",
    "List rules (id, severity, category, title); with an id, show all of one rule, and where it stands.",
)
_EFFECTIVE = Wording(
    "逐项写出每个值来自哪个文件第几行、改掉了什么、为什么；不写编号则列出全部改动",
    "tell for each value its file and line, what was changed and why; without an id: all changes",
)
_RULE = Wording("[规则编号]", "[RULE]")
