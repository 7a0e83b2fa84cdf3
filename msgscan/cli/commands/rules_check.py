"""``msgscan rules check``: all faults of packs, with their places."""

from __future__ import annotations

import click

from ...errors import Language, Wording
from ...packs.load import load_packs
from ...packs.shipped import shipped_names
from .._options import OPTIONS_METAVAR


def command(language: Language) -> click.Command:
    """Build the command."""

    @click.command(
        "check", help=_HELP.in_language(language), options_metavar=OPTIONS_METAVAR.in_language(language)
    )
    @click.argument("packs", nargs=-1, metavar=_PACKS.in_language(language))
    def check(packs: tuple[str, ...]) -> None:
        for pack in load_packs(packs or shipped_names()):
            fine = Wording(
                f"{pack.id} {pack.version}：{len(pack.rules)} 条规则，没有问题",
                f"{pack.id} {pack.version}: {len(pack.rules)} rules, no faults",
            )
            click.echo(fine.in_language(language))

    return check


_HELP = Wording(
    "检查规则包（文件、文件夹或自带的包名）有没有写错；不写则检查全部自带的包。有错时退出码为 2。",
    "Check packs (files, folders or names of shipped packs) for faults; default: all shipped. "
    "Exit code 2 on faults.",
)
_PACKS = Wording("[规则包]...", "[PACK]...")
