"""``msgscan formats``: what can be read, how to make it, what it lacks."""

from __future__ import annotations

import click

from ...errors import Language, Wording
from ...formats import formats
from .._options import OPTIONS_METAVAR


def command(language: Language) -> click.Command:
    """Build the command."""

    @click.command(
        "formats", help=_HELP.in_language(language), options_metavar=OPTIONS_METAVAR.in_language(language)
    )
    def list_formats() -> None:
        for format_ in formats().values():
            lacks = (Wording("、", ", ").in_language(language)).join(
                lack.in_language(language) for lack in format_.lacks
            )
            click.echo(f"{format_.name}  {format_.title.in_language(language)}")
            click.echo(f"    {_MAKE.in_language(language)}{format_.how_to_make.in_language(language)}")
            click.echo(f"    {_LACKS.in_language(language)}{lacks or _NOTHING.in_language(language)}")

    return list_formats


_HELP = Wording(
    "列出能读的导出格式、怎样导出、文件里没有什么。", "List what can be read, how to make it, what it lacks."
)
_MAKE = Wording("怎样导出：", "how to make it: ")
_LACKS = Wording("文件里没有：", "does not hold: ")
_NOTHING = Wording("—", "—")
