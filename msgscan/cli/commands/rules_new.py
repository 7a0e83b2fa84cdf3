"""``msgscan rules new``: a pack to begin with."""

from __future__ import annotations

import click

from ...errors import Language, Wording
from ...formats._units import given_path
from ...packs.starter import write_organisation, write_starter
from .._options import FILE_METAVAR, OPTIONS_METAVAR


def command(language: Language) -> click.Command:
    """Build the command."""

    @click.command(
        "new", help=_HELP.in_language(language), options_metavar=OPTIONS_METAVAR.in_language(language)
    )
    @click.argument("file", metavar=FILE_METAVAR.in_language(language))
    @click.option("--organisation", is_flag=True, help=_ORGANISATION.in_language(language))
    @click.option("--id", "pack_id", metavar=_ID.in_language(language), help=_NAME.in_language(language))
    def new(file: str, pack_id: str | None, organisation: bool) -> None:  # noqa: FBT001 - click's
        write = write_organisation if organisation else write_starter
        name = write(given_path(file), pack_id)
        told = Wording(
            f"已写好规则包 {name}：{file}\n接着运行：msgscan rules check {file}、msgscan rules test {file}",
            f"wrote the pack {name}: {file}\nnext: msgscan rules check {file}, msgscan rules test {file}",
        )
        click.echo(told.in_language(language))

    return new


_HELP = Wording(
    "写一个带注释的规则包样板，可以直接检查、测试和使用；文件已存在则不动它。",
    "Write a pack with comments to begin with; it can be checked, tested and used as it is. "
    "A file that exists is left alone.",
)
_ORGANISATION = Wording(
    "写本单位自定规则的空模板：不带任何词；每条要理由、条款、批准人、期限（至多 90 天）和反例，只供人工复核",
    "write the empty template of an organisation's own rules: no words come with it; each entry needs a "
    "reason, a clause, an approval, an expiry within 90 days and counter-examples, and is for review only",
)
_ID = Wording("编号", "ID")
_NAME = Wording(
    "规则包的编号；默认用文件名，文件名不合适时用 my-rules",
    "id of the pack; default: the name of the file, or my-rules where that can't be an id",
)
