"""Options that several commands share, and what they mean."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click

from ..errors import Language, UsageError, Wording

OPTIONS_METAVAR = Wording("[选项]", "[OPTIONS]")
COMMANDS_METAVAR = Wording("命令 [参数]...", "COMMAND [ARGS]...")
FILE_METAVAR = Wording("文件", "FILE")

_READER = Wording("按这种格式读取（名称见 msgscan formats）", "read as this format (names: msgscan formats)")
_ENCODING = Wording(
    "文件的编码，例如 gb18030；默认自动判断", "encoding of the files, such as gb18030; default: found out"
)
_RULES = Wording(
    "规则包：自带的包名、文件或文件夹，可写多次；默认用全部自带的包",
    "rule pack: name of a shipped one, file or folder; repeatable; default: all shipped",
)
_PACK = Wording("规则包", "PACK")
_ZONE = Wording("文件里的时间是哪个时区的", "zone of the clocks in the files")


def reading_options(language: Language) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Return a decorator that adds the options of reading: ``--reader``, ``--encoding``, ``--tz``."""

    def add(function: Callable[..., Any]) -> Callable[..., Any]:
        for option in (
            click.option(
                "--tz", default="Asia/Shanghai", show_default=True, help=_ZONE.in_language(language)
            ),
            click.option("--encoding", help=_ENCODING.in_language(language)),
            click.option("--reader", help=_READER.in_language(language)),
        ):
            function = option(function)
        return function

    return add


def rules_option(language: Language) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Return a decorator that adds the option ``--rules``."""
    return click.option(
        "-r", "--rules", multiple=True, metavar=_PACK.in_language(language), help=_RULES.in_language(language)
    )


def zone_of(name: str) -> ZoneInfo:
    """Return a zone by its name.

    Raises
    ------
    UsageError
        There is no such zone.
    """
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        wording = Wording(
            f"没有名为 {name} 的时区；例如 Asia/Shanghai", f"there is no zone {name}; try Asia/Shanghai"
        )
        raise UsageError(wording) from error
