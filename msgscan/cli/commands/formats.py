"""``msgscan formats``: what can be read, who brings it, how to make it, what it keeps and lacks."""

from __future__ import annotations

import click

from ...errors import Language, Wording
from ...formats import formats, origins, plugin_notes
from ...formats._features import FEATURES, shown_by
from ...formats._format import Format
from ...report.characters import one_line
from .._options import OPTIONS_METAVAR


def command(language: Language) -> click.Command:
    """Build the command."""

    @click.command(
        "formats", help=_HELP.in_language(language), options_metavar=OPTIONS_METAVAR.in_language(language)
    )
    def list_formats() -> None:
        brought = origins()
        for name, format_ in formats().items():
            click.echo(f"{name}  {one_line(format_.title.in_language(language))}")
            if name in brought:
                click.echo(f"    {_FROM.in_language(language)}{one_line(brought[name])}")
            for line in _about(format_):
                click.echo(f"    {one_line(line.in_language(language))}")
        for note in plugin_notes():
            click.echo(one_line(note.text().in_language(language)), err=True)

    return list_formats


def _about(format_: Format) -> list[Wording]:
    """Return how to make such an export, what its examples hold and what it lacks."""
    make = format_.how_to_make
    lines = [Wording(f"怎样导出：{make.zh}", f"how to make it: {make.en}")]
    shown = shown_by(format_.name)
    if shown is not None:
        held = {level: [FEATURES[name] for name, each in shown.items() if each == level] for level in _LEVELS}
        lines += [_listed(what, held[level]) for level, what in _LEVELS.items() if held[level]]
    lines.append(_listed(Wording("文件里没有", "does not hold"), list(format_.lacks)))
    return lines


def _listed(what: Wording, items: list[Wording]) -> Wording:
    zh, en = "、".join(item.zh for item in items), ", ".join(item.en for item in items)
    return Wording(f"{what.zh}：{zh or '—'}", f"{what.en}: {en or '—'}")


_LEVELS = {
    "yes": Wording("样例里有", "its examples show"),
    "some": Wording("样例里部分有", "they show in part"),
    "no": Wording("样例里没有", "they do not show"),
}
_HELP = Wording(
    "列出能读的导出格式、怎样导出、样例里有什么、文件里没有什么。",
    "List what can be read, how to make it, what its examples show, what it lacks.",
)
_FROM = Wording("来自：插件 ", "from: plug-in ")
