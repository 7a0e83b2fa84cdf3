"""The commands by name; none is imported before it is called, so that help comes at once."""

from __future__ import annotations

import errno
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from importlib import import_module
from importlib.metadata import version
from types import MappingProxyType
from typing import Any

import click

from ..errors import Language, MsgscanError, Wording
from ..report.characters import visible
from ._options import COMMANDS_METAVAR, OPTIONS_METAVAR

_COMMANDS: Mapping[str, tuple[str, Wording]] = MappingProxyType(
    {
        "scan": (
            "scan",
            Wording("扫描聊天记录，列出疑似违规的消息", "scan chats and list suspicious messages"),
        ),
        "read": (
            "read",
            Wording("读取聊天记录，存成 CSV、JSONL 等", "convert a chat to CSV, JSONL and others"),
        ),
        "sniff": ("sniff", Wording("说明文件是什么导出、缺什么", "tell what a file is and what it lacks")),
        "formats": ("formats", Wording("列出能读的导出格式", "list the exports that can be read")),
        "rules": ("rules", Wording("检查、测试、说明、编写规则", "check, test, explain and write rules")),
    }
)
_RULES_COMMANDS: Mapping[str, tuple[str, Wording]] = MappingProxyType(
    {
        "check": ("rules_check", Wording("检查规则包有没有写错", "check packs for faults")),
        "test": ("rules_test", Wording("用规则自带的例句测试规则", "run rules on their own examples")),
        "explain": (
            "rules_explain",
            Wording("说明一条规则为什么命中或没有命中", "tell why a rule finds a text, or why not"),
        ),
        "show": ("rules_show", Wording("列出规则，或显示一条规则", "list rules, or show one")),
        "stats": (
            "rules_stats",
            Wording("在一批文本上统计每条规则的命中和耗时", "count hits and time of each rule on texts"),
        ),
        "fmt": ("rules_fmt", Wording("统一规则包的排版，内容不变", "lay packs out in one way")),
        "schema": ("rules_schema", Wording("输出规则包的 JSON Schema", "print the JSON Schema of packs")),
        "new": ("rules_new", Wording("写一个规则包样板", "write a pack to begin with")),
    }
)

_INTERRUPTED = 130  # as shells have it: 128 and the number of the signal

_WHAT_IT_IS = Wording(
    "扫描微信群、QQ 群的聊天记录导出文件。全部在本机运行；结果只是线索，是否违规由人判断。",
    "Scan exported WeChat and QQ chats. Everything runs on this machine; a finding is a lead for people.",
)
_RULES = Wording("检查、测试、说明、编写规则。", "Check, test, explain and write rules.")
_LANG = Wording("界面语言（也可用环境变量 MSGSCAN_LANG）", "language (or environment variable MSGSCAN_LANG)")


class LazyGroup(click.Group):
    """A group whose commands live in files of their own.

    Parameters
    ----------
    language : {"zh", "en"}
        Of all texts.
    homes : mapping of str to (str, Wording)
        Name of a command → its file in this folder, and its line of help.
    """

    def __init__(
        self,
        language: Language,
        homes: Mapping[str, tuple[str, Wording]],
        **options: Any,  # noqa: ANN401 - click's
    ) -> None:
        super().__init__(
            options_metavar=OPTIONS_METAVAR.in_language(language),
            subcommand_metavar=COMMANDS_METAVAR.in_language(language),
            **options,
        )
        self._language: Language = language
        self._homes = homes

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names in the order in which people need them."""
        return list(self._homes)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's
        """Import and build one command."""
        if cmd_name not in self._homes:
            return None
        module = import_module(f".commands.{self._homes[cmd_name][0]}", __package__)
        build: Callable[[Language], click.Command] = module.command
        return build(self._language)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that these arguments name; an error says which was meant, or which there are."""
        name = args[0]
        if name in self._homes or name.startswith("-"):
            return super().resolve_command(ctx, args)
        meant = next(iter(get_close_matches(name, self._homes, n=1)), None)
        wording = (
            Wording(
                f"没有 {name!r} 这个命令，是不是想写 {meant!r}？",
                f"no such command {name!r}, did you mean {meant!r}?",
            )
            if meant
            else Wording(
                f"没有 {name!r} 这个命令；这里可以写：{'、'.join(self._homes)}",
                f"no such command {name!r}; here there are: {', '.join(self._homes)}",
            )
        )
        raise click.UsageError(wording.in_language(self._language), ctx)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's
        """Write the list of commands without importing any."""
        lines = [(name, line.in_language(self._language)) for name, (_, line) in self._homes.items()]
        with formatter.section(Wording("命令", "Commands").in_language(self._language)):
            formatter.write_dl(lines)

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's signature
        """Run the command; errors of ours end in one message and exit code 2."""
        try:
            return super().invoke(ctx)
        except MsgscanError as error:
            click.echo(visible(error.describe(self._language)), err=True)
            ctx.exit(2)
        except OSError as error:
            if error.errno == errno.EPIPE:  # the reader of the pipe has seen enough; click ends quietly
                raise
            click.echo(f"{error.filename or 'msgscan'}: {error.strerror or error}", err=True)
            ctx.exit(2)
        except KeyboardInterrupt:
            ctx.exit(_INTERRUPTED)


def program(language: Language) -> click.Group:
    """Return the whole command line in one language."""
    return LazyGroup(
        language,
        _COMMANDS,
        name="msgscan",
        help=_WHAT_IT_IS.in_language(language),
        params=[
            click.Option(
                ["--lang"],
                type=click.Choice(["zh", "en"]),
                help=_LANG.in_language(language),
                expose_value=False,
                is_eager=True,
            ),
            _version_option(language),
        ],
    )


def rules_group(language: Language) -> click.Group:
    """Return the group ``msgscan rules``."""
    return LazyGroup(language, _RULES_COMMANDS, name="rules", help=_RULES.in_language(language))


def _version_option(language: Language) -> click.Option:
    def show(ctx: click.Context, _parameter: click.Parameter, value: bool) -> None:  # noqa: FBT001 - click's
        if value and not ctx.resilient_parsing:
            click.echo(f"msgscan {version('msgscan')}")
            ctx.exit()

    wording = Wording("显示版本号", "show the version")
    return click.Option(
        ["--version"], is_flag=True, is_eager=True, expose_value=False, callback=show,
        help=wording.in_language(language),
    )  # fmt: skip
