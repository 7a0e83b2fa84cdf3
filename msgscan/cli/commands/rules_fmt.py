"""``msgscan rules fmt``: packs and their lexicon files in the one layout."""

from __future__ import annotations

import click

from ...errors import Language, Wording
from ...packs.formatting import formatted
from .._options import OPTIONS_METAVAR
from .._output import completed


def command(language: Language) -> click.Command:
    """Build the command."""

    @click.command(
        "fmt", help=_HELP.in_language(language), options_metavar=OPTIONS_METAVAR.in_language(language)
    )
    @click.argument("paths", nargs=-1, required=True, metavar=_PATHS.in_language(language))
    @click.option("--check", is_flag=True, help=_CHECK.in_language(language))
    @click.option("--sort-words", is_flag=True, help=_SORT.in_language(language))
    @click.pass_context
    def fmt(ctx: click.Context, paths: tuple[str, ...], check: bool, sort_words: bool) -> None:  # noqa: FBT001 - click's
        files = formatted(paths, sort_words=sort_words)
        changed = [file for file in files if file.changes]
        for file in changed:
            if not check:
                with completed(str(file.path)) as path:
                    path.write_bytes(file.content)
            click.echo(str(file.path))
        told = _would_change(len(changed), len(files)) if check else _has_changed(len(changed), len(files))
        click.echo(told.in_language(language), err=True)
        ctx.exit(1 if check and changed else 0)

    return fmt


def _would_change(changed: int, files: int) -> Wording:
    return Wording(
        f"{files} 个文件：{changed} 个要重新排版" if changed else f"{files} 个文件：排版都对",
        f"{files} files: {changed or 'none'} would be laid out anew",
    )


def _has_changed(changed: int, files: int) -> Wording:
    return Wording(
        f"{files} 个文件：重新排版了 {changed} 个" if changed else f"{files} 个文件：排版都对",
        f"{files} files: {changed or 'none'} laid out anew",
    )


_HELP = Wording(
    "统一规则包和它的词库文件的排版：键的顺序、缩进、空行、必要的引号；注释保留，内容不变。"
    "列出改过的文件；有错误的规则包不动。",
    "Lay packs and their lexicon files out in one way: order of keys, indentation, blank lines, quotes where "
    "they are needed. Comments stay, and what the packs say does not change. Lists the files that changed; a "
    "pack with faults is left alone.",
)
_PATHS = Wording("路径...", "PATH...")
_CHECK = Wording(
    "不改文件，只列出要改的；有要改的退出码为 1",
    "change nothing, list what would change; exit code 1 where there is any",
)
_SORT = Wording(
    "词库文件里的词也按编码排序（注释、空行之间的各段分别排）",
    "also sort the words of lexicon files, between comments and blank lines",
)
