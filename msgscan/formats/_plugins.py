"""Formats of other distributions: found by the entry point group ``msgscan.formats``.

In the ``pyproject.toml`` of such a distribution::

    [project.entry-points."msgscan.formats"]
    school-app = "school_app.export"           # a module with FORMAT, or "school_app.export:FORMAT"

What can't be used is told in a :class:`Note` and left out: a broken plug-in must not stop the reading of what
msgscan knows by itself.
"""

from __future__ import annotations

from collections.abc import Collection
from importlib.metadata import EntryPoint, entry_points
from typing import NamedTuple

from ..errors import Wording
from ._format import Format, Note

GROUP = "msgscan.formats"


class Plugin(NamedTuple):
    """A format of another distribution, and that distribution's name and version."""

    format: Format
    origin: str


class Plugins(NamedTuple):
    """The formats found, in the order of their distributions, and a note if some can't be used."""

    plugins: tuple[Plugin, ...]
    notes: tuple[Note, ...]


def installed(taken: Collection[str]) -> Plugins:
    """Return the formats that other distributions bring.

    Parameters
    ----------
    taken : collection of str
        Names of formats that no plug-in may bear.
    """
    plugins: list[Plugin] = []
    faults: list[Wording] = []
    names = set(taken)
    for entry in sorted(entry_points(group=GROUP), key=lambda each: (_origin(each), each.name)):
        found = _loaded(entry)
        if isinstance(found, Wording):
            faults.append(_fault(entry, found))
        elif found.name in names:
            clash = Wording(
                f"已经有名为 {found.name} 的格式，请换一个名称",
                f"there is a format {found.name} already; it needs another name",
            )
            faults.append(_fault(entry, clash))
        else:
            names.add(found.name)
            plugins.append(Plugin(found, _origin(entry)))
    return Plugins(tuple(plugins), (_told(faults),) if faults else ())


def _loaded(entry: EntryPoint) -> Format | Wording:
    """Return the format that an entry point leads to, or what is wrong with it."""
    try:
        value = entry.load()
    except Exception as error:  # noqa: BLE001 - the code of strangers may raise anything
        why = f"{type(error).__name__}: {error}"
        return Wording(f"装载失败（{why}）", f"it can't be loaded ({why})")
    found = getattr(value, "FORMAT", value)
    if isinstance(found, Format):
        return found
    kind = type(found).__name__
    return Wording(
        f"指向的是 {kind}，应为 Format，或带有 FORMAT 的模块",
        f"it leads to a {kind}, and should lead to a Format, or to a module with FORMAT",
    )


def _origin(entry: EntryPoint) -> str:
    """Return the name and version of the distribution that brings an entry point."""
    return f"{entry.dist.name} {entry.dist.version}" if entry.dist else entry.value


def _fault(entry: EntryPoint, why: Wording) -> Wording:
    origin = _origin(entry)
    return Wording(f"{origin} 的 {entry.name}：{why.zh}", f"{entry.name} of {origin}: {why.en}")


def _told(faults: list[Wording]) -> Note:
    zh = "；".join(fault.zh for fault in faults)
    en = "; ".join(fault.en for fault in faults)
    wording = Wording(f"没有使用的格式插件：{zh}", f"plug-ins of formats that are not used: {en}")
    return Note("plug-ins", wording, count=len(faults))
