"""``msgscan rules schema``: the JSON Schema of rule packs, for editors and other checkers."""

from __future__ import annotations

import click

from ...errors import Language, Wording
from ...packs._schema import schema_text
from .._options import OPTIONS_METAVAR


def command(language: Language) -> click.Command:
    """Build the command."""

    @click.command(
        "schema", help=_HELP.in_language(language), options_metavar=OPTIONS_METAVAR.in_language(language)
    )
    def schema() -> None:
        click.echo(schema_text(), nl=False)

    return schema


_HELP = Wording(
    "输出规则包的 JSON Schema，供编辑器补全和检查。", "Print the JSON Schema of rule packs, for editors."
)
