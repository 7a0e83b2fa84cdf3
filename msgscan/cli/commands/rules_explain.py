"""``msgscan rules explain``: why a rule finds a text, or why it does not."""

from __future__ import annotations

import sys
from dataclasses import asdict

import click

from ...errors import Language, Wording
from ...explaining import explain as explained
from ...report import lines
from ...report.explanation_text import explanation_lines
from ...schema import CATEGORIES
from .._options import OPTIONS_METAVAR, rules_option

_FORMS = ("text", "json")
_PIPE = "-"


def command(language: Language) -> click.Command:
    """Build the command."""

    @click.command(
        "explain", help=_HELP.in_language(language), options_metavar=OPTIONS_METAVAR.in_language(language)
    )
    @click.argument("rule", metavar=_RULE.in_language(language))
    @click.argument("text", metavar=_TEXT.in_language(language))
    @rules_option(language)
    @click.option("--kind", type=click.Choice(CATEGORIES["kind"]), help=_KIND.in_language(language))
    @click.option(
        "--role", type=click.Choice(CATEGORIES["role"]), default="unknown", help=_ROLE.in_language(language)
    )
    @click.option(
        "--standing", type=click.Choice(CATEGORIES["standing"]), default="unknown",
        help=_STANDING.in_language(language),
    )  # fmt: skip
    @click.option(
        "-f", "--format", "form", type=click.Choice(_FORMS), default="text", show_default=True,
        help=_FORM.in_language(language),
    )  # fmt: skip
    def explain(
        rule: str, text: str, rules: tuple[str, ...], kind: str | None, role: str, standing: str, form: str
    ) -> None:
        said = sys.stdin.buffer.read().decode("utf-8-sig", "replace").rstrip("\n") if text == _PIPE else text
        told = explained(said, rule, rules or None, kind=kind, role=role, standing=standing)
        if form == "json":
            lines.write([asdict(told)], sys.stdout)
        else:
            for line in explanation_lines(told, language):
                click.echo(line)

    return explain


_HELP = Wording(
    "逐步说明一条规则为什么命中、或为什么没有命中一段文字：每个信号找到了什么、哪些被排除、条件成立与否。"
    "原文会显示出来，不遮住。文字写 - 表示从标准输入读取。",
    "Tell step by step why a rule finds a text, or why not: what each signal found, what was dropped, which "
    "conditions hold. The text is shown as it is, unmasked. TEXT - = standard input.",
)
_RULE = Wording("规则编号", "RULE")
_TEXT = Wording("文字", "TEXT")
_KIND = Wording(
    "当作这一类消息；默认是规则要看的一类",
    "take it for a message of this kind; default: one that the rule looks at",
)
_ROLE = Wording("发送人在群里的身份", "role of the sender in the group")
_STANDING = Wording("发送人在名册里是谁", "what the roster says of the sender")
_FORM = Wording("结果的形式", "form of the answer")
