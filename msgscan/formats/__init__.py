"""The registry: finds the formats in this folder. The one file that knows them all.

A format registers nothing; the registry looks for the constant ``FORMAT`` in every module here whose name
has no leading underscore.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from types import MappingProxyType

from ._format import Format


@cache
def formats() -> Mapping[str, Format]:
    """Return all formats by name, in the order of their names.

    Examples
    --------
    >>> formats()["qq-pc-txt"].title.zh
    'QQ 电脑版消息管理器导出的文本'
    """
    names = sorted(module.name for module in pkgutil.iter_modules(__path__) if module.name[0] != "_")
    found = [import_module(f"{__name__}.{name}").FORMAT for name in names]
    return MappingProxyType({format_.name: format_ for format_ in found})
