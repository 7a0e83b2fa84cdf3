"""Options that several commands share, and what they mean."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
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
_DAY = Wording("日期", "DAY")
_TODAY = Wording(
    "限期的规则按哪一天算，例如 2026-03-01；默认今天",
    "the day on which rules that expire must be in force, such as 2026-03-01; default: today",
)
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


def day_option(language: Language) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Return a decorator that adds the option ``--today``: a day, or None for this day."""

    def day_of(_ctx: click.Context, _parameter: click.Parameter, value: datetime | None) -> date | None:
        return value and value.date()

    return click.option(
        "--today", type=click.DateTime(["%Y-%m-%d"]), callback=day_of,
        metavar=_DAY.in_language(language), help=_TODAY.in_language(language),
    )  # fmt: skip


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
