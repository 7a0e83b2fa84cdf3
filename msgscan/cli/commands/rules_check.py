"""``msgscan rules check``: all faults of packs, with their places."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType

import click

from ...checking import runaways
from ...errors import Fault, Language, PackError, Wording
from ...packs.doubts import run_together
from ...packs.load import load_sources
from ...packs.lookup import place_of
from ...packs.model import RulePack
from ...packs.shipped import shipped_names
from ...packs.validity import this_day
from ...report import lines
from ...report.characters import one_line
from .._options import OPTIONS_METAVAR, day_option

_FORMS = ("text", "json", "github")


def command(language: Language) -> click.Command:
    """Build the command."""

    @click.command(
        "check", help=_HELP.in_language(language), options_metavar=OPTIONS_METAVAR.in_language(language)
    )
    @click.argument("packs", nargs=-1, metavar=_PACKS.in_language(language))
    @click.option(
        "-f", "--format", "form", type=click.Choice(_FORMS), default="text", show_default=True,
        help=_FORM.in_language(language),
    )  # fmt: skip
    @day_option(language)
    @click.pass_context
    def check(ctx: click.Context, packs: tuple[str, ...], form: str, today: date | None) -> None:
        try:
            loaded = load_sources(packs or shipped_names(), today=today or this_day())
        except PackError as error:
            if form == "text":
                raise
            _write(error.faults, form, language)
            ctx.exit(2)
        for pack in loaded.packs if form == "text" else ():
            fine = Wording(
                f"{pack.id} {pack.version}：{len(pack.rules)} 条规则，没有问题",
                f"{pack.id} {pack.version}: {len(pack.rules)} rules, no faults",
            )
            click.echo(fine.in_language(language))
        both = zip(loaded.packs, loaded.said, strict=True)
        notes = [note for pack, said in both for note in (*pack.notes, *run_together(said), *_slow(pack))]
        _tell_notes(notes, form, language)

    return check


def _slow(pack: RulePack) -> Iterator[Fault]:
    """Yield a note for each pattern that runs away."""
    for slow in runaways([pack]):
        yield Fault(
            place_of(pack, slow.rule),
            Wording(
                f"规则 {slow.rule} 的正则 {slow.pattern} 遇到一长串“{slow.character}”会超时："
                "不要让可以重复的部分再整体重复",
                f"rule {slow.rule}: the pattern {slow.pattern} runs too long on a row of "
                f"{slow.character!r}: do not repeat what repeats itself",
            ),
        )


def _write(faults: tuple[Fault, ...], form: str, language: Language) -> None:
    rows = [fault.place._asdict() | {"message": fault.wording.in_language(language)} for fault in faults]
    if form == "json":
        lines.write(rows, sys.stdout)
        return
    for row in rows:
        click.echo(_annotation(**row))


def _tell_notes(notes: list[Fault], form: str, language: Language) -> None:
    """Tell what is no fault: it must not look like one to a program."""
    for note in notes:
        told = note.describe(language)
        if form == "github":
            row = note.place._asdict() | {"message": note.wording.in_language(language)}
            click.echo(_annotation(**row, level="warning"))
        else:
            click.echo(Wording(f"提醒：{told}", f"note: {told}").in_language(language), err=form == "json")


def _annotation(path: str, line: int, column: int, message: str, *, level: str = "error") -> str:
    """Return a fault as GitHub shows it beside the line.

    Source: docs.github.com, "Workflow commands for GitHub Actions", setting an error message.

    Examples
    --------
    >>> _annotation("a,b.yaml", 3, 0, "100% wrong")
    '::error file=a%2Cb.yaml,line=3::100%25 wrong'
    """
    told = {"file": path, "line": str(line or ""), "col": str(column or "")}
    place = ",".join(f"{name}={_escaped(value, _IN_PLACES)}" for name, value in told.items() if value)
    return f"::{level} {place}::{_escaped(one_line(message), _IN_MESSAGES)}"


def _escaped(text: str, escapes: Mapping[str, str]) -> str:
    return "".join(escapes.get(character, character) for character in text)


_IN_MESSAGES: Mapping[str, str] = MappingProxyType({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_PLACES: Mapping[str, str] = MappingProxyType({**_IN_MESSAGES, ":": "%3A", ",": "%2C"})
_HELP = Wording(
    "检查规则包（文件、文件夹或自带的包名）有没有写错；不写则检查全部自带的包。有错时退出码为 2。",
    "Check packs (files, folders or names of shipped packs) for faults; default: all shipped. "
    "Exit code 2 on faults.",
)
_PACKS = Wording("[规则包]...", "[PACK]...")
_FORM = Wording(
    "错误的形式：text 给人看，json 每行一个，github 显示在代码旁边；后两种没有错误时什么都不写",
    "form of the faults: text for people, json one a line, github beside the code; the latter two are silent "
    "where there are none",
)
