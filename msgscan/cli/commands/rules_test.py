"""``msgscan rules test``: packs held against the examples in them."""

from __future__ import annotations

import click

from ...checking import check_packs
from ...errors import Language, Wording
from ...packs.load import load_packs
from ...packs.shipped import shipped_names
from ...report.characters import visible
from .._options import OPTIONS_METAVAR


def command(language: Language) -> click.Command:
    """Build the command."""

    @click.command(
        "test", help=_HELP.in_language(language), options_metavar=OPTIONS_METAVAR.in_language(language)
    )
    @click.argument("packs", nargs=-1, metavar=_PACKS.in_language(language))
    @click.pass_context
    def test(ctx: click.Context, packs: tuple[str, ...]) -> None:
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
        ctx.exit(1 if problems else 0)

    return test


_HELP = Wording(
    "用规则自带的例句测试规则包；不写则测试全部自带的包。有例句不符时退出码为 1。",
    "Run the rules of packs on their own examples; default: all shipped. Exit code 1 when one fails.",
)
_PACKS = Wording("[规则包]...", "[PACK]...")
