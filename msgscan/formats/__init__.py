"""The registry: finds the formats in this folder and those that other distributions bring.

The one file that knows them all. A format registers nothing; the registry looks for the constant ``FORMAT``
in every module here whose name has no leading underscore, and asks :mod:`._plugins` for the others. Nothing
is looked up before a file is read.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from types import MappingProxyType

from ._format import Format, Note
from ._plugins import Plugins, installed


@cache
def formats() -> Mapping[str, Format]:
    """Return all formats by name: our own in the order of their names, then those of plug-ins.

    Examples
    --------
    >>> formats()["qq-pc-txt"].title.zh
    'QQ 电脑版消息管理器导出的文本'
    """
    others = {plugin.format.name: plugin.format for plugin in _plugins().plugins}
    return MappingProxyType({**_own(), **others})


def origins() -> Mapping[str, str]:
    """Return, by the name of each format of a plug-in, the distribution that brings it."""
    return MappingProxyType({plugin.format.name: plugin.origin for plugin in _plugins().plugins})


def plugin_notes() -> tuple[Note, ...]:
    """Return what is to be told of plug-ins that can't be used."""
    return _plugins().notes


@cache
def _own() -> Mapping[str, Format]:
    names = sorted(module.name for module in pkgutil.iter_modules(__path__) if module.name[0] != "_")
    found = [import_module(f"{__name__}.{name}").FORMAT for name in names]
    return MappingProxyType({format_.name: format_ for format_ in found})


@cache
def _plugins() -> Plugins:
    return installed(_own().keys())
