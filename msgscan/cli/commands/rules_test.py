"""``msgscan rules test``: packs held against the examples in them."""

from __future__ import annotations

from collections.abc import Sequence

import click

from ...checking import check_packs, idle_signals
from ...errors import Language, Wording
from ...packs.load import load_packs
from ...packs.model import RulePack
from ...packs.shipped import shipped_names
from ...report.characters import visible
from .._options import OPTIONS_METAVAR


def command(language: Language) -> click.Command:
    """Build the command."""

    @click.command(
        "test", help=_HELP.in_language(language), options_metavar=OPTIONS_METAVAR.in_language(language)
    )
    @click.argument("packs", nargs=-1, metavar=_PACKS.in_language(language))
    @click.option("--coverage", is_flag=True, help=_COVERAGE.in_language(language))
    @click.option("--strict", is_flag=True, help=_STRICT.in_language(language))
    @click.pass_context
    def test(ctx: click.Context, packs: tuple[str, ...], coverage: bool, strict: bool) -> None:  # noqa: FBT001 - click's
        loaded = load_packs(packs or shipped_names())
        problems = check_packs(loaded)
        for problem in problems:
            told = f"{problem.rule}: {problem.wording.in_language(language)}: {problem.text}"
            click.echo(visible(told))
        rules = sum(len(pack.rules) for pack in loaded)
        examples = sum(
            len(rule.examples.match) + len(rule.examples.no_match) for pack in loaded for rule in pack.rules
        )
        verdict = Wording(
            f"{rules} 条规则、{examples} 个例句：{len(problems)} 个不符"
            if problems
            else f"{rules} 条规则、{examples} 个例句：全部符合",
            f"{rules} rules, {examples} examples: {len(problems) or 'none'} failed",
        )
        click.echo(verdict.in_language(language))
        idle = _told_coverage(loaded, language) if coverage or strict else 0
        ctx.exit(1 if problems or (strict and idle) else 0)

    return test


def _told_coverage(packs: Sequence[RulePack], language: Language) -> int:
    """Tell which signals no example makes hit; return how many."""
    idle = idle_signals(packs)
    for rule, signal in idle:
        line = Wording(f"{rule}：没有例句让信号 {signal} 命中", f"{rule}: no example makes {signal} hit")
        click.echo(line.in_language(language))
    signals = sum(len(rule.signals) for pack in packs for rule in pack.rules if rule.status != "deprecated")
    summary = Wording(
        f"{signals} 个信号：{len(idle)} 个没有例句覆盖" if idle else f"{signals} 个信号：全部有例句覆盖",
        f"{signals} signals: {len(idle) or 'none'} without an example",
    )
    click.echo(summary.in_language(language))
    return len(idle)


_HELP = Wording(
    "用规则自带的例句测试规则包；不写则测试全部自带的包。有例句不符时退出码为 1。",
    "Run the rules of packs on their own examples; default: all shipped. Exit code 1 when one fails.",
)
_COVERAGE = Wording(
    "再列出没有任何例句让它命中的信号", "also list signals that none of the examples makes hit"
)
_STRICT = Wording(
    "同 --coverage；有这样的信号时退出码为 1", "as --coverage, with exit code 1 when there are any"
)
_PACKS = Wording("[规则包]...", "[PACK]...")
