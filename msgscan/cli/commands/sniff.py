"""``msgscan sniff``: what files are, what they lack for an audit, and what to export instead."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import click

from ...errors import Language, MsgscanError, Wording
from ...formats import formats
from ...formats._features import FEATURES, better_than, missed_by
from ...formats._units import Unit
from ...report.characters import one_line, visible
from ...report.coverage import FileCoverage, noted
from ...streaming import Identified, identify, stream
from .._inputs import opened
from .._options import OPTIONS_METAVAR, reading_options, zone_of

_FORMS = ("text", "json")
# A chat is named by the first messages. Larger files may have to be read twice for them: not without --notes.
_CHEAP = 64 << 20  # bytes


def command(language: Language) -> click.Command:
    """Build the command."""

    @click.command(
        "sniff", help=_HELP.in_language(language), options_metavar=OPTIONS_METAVAR.in_language(language)
    )
    @click.argument("paths", nargs=-1, required=True, metavar=_PATHS.in_language(language))
    @click.option("--notes", is_flag=True, help=_NOTES.in_language(language))
    @click.option(
        "-f", "--format", "form", type=click.Choice(_FORMS), default="text", show_default=True,
        help=_FORM.in_language(language),
    )  # fmt: skip
    @reading_options(language)
    @click.pass_context
    def sniff(
        ctx: click.Context, paths: tuple[str, ...], *, notes: bool, form: str,
        reader: str | None, encoding: str | None, tz: str,
    ) -> None:  # fmt: skip
        zone = zone_of(tz)
        found: list[_Sniffed] = []
        with opened(paths) as inputs:
            for each in inputs.units:
                sniffed = _Sniffed(FileCoverage(each.name))
                found.append(sniffed)
                try:
                    if each.refusal is not None:
                        raise each.refusal
                    sniffed.take(
                        identify(each.path, format=reader, encoding=encoding, zone=zone, name=each.name)
                    )
                    sniffed.read(each, whole=notes)
                except MsgscanError as error:
                    sniffed.file.error = error
        if form == "json":
            click.echo(json.dumps([each.as_object(language) for each in found], ensure_ascii=False, indent=2))
        else:
            for one in found:
                click.echo("\n".join(one.lines(language)))
        ctx.exit(2 if any(each.file.error for each in found) else 0)

    return sniff


@dataclass
class _Sniffed:
    """What is known of one file."""

    file: FileCoverage
    identified: Identified | None = None
    whole: bool = False

    def take(self, identified: Identified) -> None:
        """Take in what the file is."""
        self.identified = identified
        self.file.format = identified.format

    def read(self, unit: Unit, *, whole: bool) -> None:
        """Read the file: to its end, or its first messages where they come at little cost."""
        assert self.identified is not None  # noqa: S101 - it has been taken in
        self.whole = whole
        if not whole and unit.size() > _CHEAP:
            return
        parts = self.file.follow(stream(self.identified))
        for _ in parts:
            if not whole:
                break

    def as_object(self, language: Language) -> dict[str, Any]:
        """Return what is known as an object for JSON."""
        found: dict[str, Any] = {"path": self.file.path}
        if self.identified is not None:
            known = self.identified.format
            found |= {
                "format": known.name,
                "title": known.title.in_language(language),
                "encoding": self.identified.source.decoding.encoding,
                "chats": [name for name in self.file.chats if name],
                "lacks": [lack.in_language(language) for lack in known.lacks],
                "missed": list(missed_by(known.name)),
                "instead": list(better_than(known.name)),
            }
        if self.whole:
            found |= {"messages": self.file.messages, "notes": noted(self.file, language)}
        if self.file.error is not None:
            found["error"] = self.file.error.wording.in_language(language)
        return found

    def lines(self, language: Language) -> list[str]:
        """Return what is known as lines for people."""
        if self.identified is None:
            assert self.file.error is not None  # noqa: S101 - a file without a format was refused
            return [visible(self.file.error.describe(language))]
        known = self.identified.format
        head = f"{known.title.in_language(language)}（{known.name}）"
        about = [line.in_language(language) for line in self._about()]
        told = noted(self.file, language) if self.whole or self.file.error else []
        return [
            one_line(Wording(f"{self.file.path}：{head}", f"{self.file.path}: {head}").in_language(language)),
            *(f"  · {one_line(line)}" for line in (*about, *told)),
        ]

    def _about(self) -> Iterator[Wording]:
        assert self.identified is not None  # noqa: S101 - as above
        name = self.identified.format.name
        encoding = self.identified.source.decoding.encoding
        yield Wording(f"编码：{encoding}", f"encoding: {encoding}")
        chats = [chat for chat in self.file.chats if chat]
        if chats:
            yield Wording(f"聊天：{'、'.join(chats)}", f"chats: {', '.join(chats)}")
        if not self.whole:  # among the notes it stands anyway
            lacks = self.identified.format.lacks
            yield _listed("这种导出里没有", "this kind of export does not hold", lacks, "；")
        missed = tuple(FEATURES[feature] for feature in missed_by(name))
        if missed:
            yield _listed(
                "核查成员和邀请要用、而这种导出里没见过的",
                "needed to check members and invitations, not seen in such exports",
                missed,
            )
        for better in map(formats().__getitem__, better_than(name)):
            title, make = better.title, better.how_to_make
            yield Wording(
                f"要核查，请改用：{title.zh}（{better.name}）。{make.zh}",
                f"for such checks export instead: {title.en} ({better.name}). {make.en}",
            )


def _listed(zh: str, en: str, items: tuple[Wording, ...], mark: str = "、") -> Wording:
    shown = [mark.join(item.zh for item in items), ", ".join(item.en for item in items)]
    return Wording(f"{zh}：{shown[0]}", f"{en}: {shown[1]}")


_HELP = Wording(
    "说明文件是什么导出、编码、聊天、缺什么、该改用哪种导出。退出码：0 都认识，2 有不认识或读不了的文件。",
    "Tell what exports files are: encoding, chats, what they lack, what to export instead. "
    "Exit code: 0 all are known, 2 one is unknown or can't be read.",
)
_PATHS = Wording("路径...", "PATH...")
_NOTES = Wording("读完整个文件，列出它特有的缺失", "read whole files and tell what each of them lacks")
_FORM = Wording("结果的形式", "form of the result")
