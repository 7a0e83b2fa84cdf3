"""``msgscan rules new``: a pack to begin with."""

from __future__ import annotations

from pathlib import Path

import click

from ...errors import Language, Wording
from ...packs.starter import write_starter
from .._options import FILE_METAVAR, OPTIONS_METAVAR


def command(language: Language) -> click.Command:
    """Build the command."""

    @click.command(
        "new", help=_HELP.in_language(language), options_metavar=OPTIONS_METAVAR.in_language(language)
    )
    @click.argument("file", metavar=FILE_METAVAR.in_language(language))
    @click.option("--id", "pack_id", metavar=_ID.in_language(language), help=_NAME.in_language(language))
    def new(file: str, pack_id: str | None) -> None:
        name = write_starter(Path(file), pack_id)
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
_ID = Wording("编号", "ID")
_NAME = Wording(
    "规则包的编号；默认用文件名，文件名不合适时用 my-rules",
    "id of the pack; default: the name of the file, or my-rules where that can't be an id",
)
