"""The door of the rule language: files → frozen packs, or all of their faults at once."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from ..errors import Fault, PackError, Place, UsageError, Wording
from ._family import Family, Source, gathered, judged
from ._form import PackForm
from ._head import DefinedBy
from ._overlays import Applied, Overlaid, overlaid
from ._wording import shown
from .model import Rule, RulePack, with_defaults
from .shipped import shipped_names, shipped_path
from .validity import this_day

PACK_SUFFIXES = (".yaml", ".yml")


class Loaded(NamedTuple):
    """Packs, and the trees that they were made of.

    Attributes
    ----------
    packs : tuple of RulePack
    sources : tuple of Source
        Of each pack, as overlays make it.
    said : tuple of Source
        Of each pack, as its file says it.
    applied : tuple of Applied
        The entries of overlays that came to bear, each with what it bears on.
    """

    packs: tuple[RulePack, ...]
    sources: tuple[Source, ...]
    said: tuple[Source, ...]
    applied: tuple[Applied, ...]


def load_pack(path: str | os.PathLike[str], *, today: date | None = None) -> RulePack:
    """Return a rule pack, checked and frozen, with its lexicons read and its defaults filled in.

    Parameters
    ----------
    path : str or path
        A YAML file; its lexicon files are named in it and lie beside it or below.
    today : date, optional
        The day on which rules that expire must be in force; default: expired ones load too, for a scan leaves
        them out and says so.

    Raises
    ------
    PackError
        With every fault of the file and its lexicons, in the order of their places. A pack that extends
        others is one too: it is several packs, for :func:`load_packs`.
    """
    loaded = _loaded([Path(path)], today, today)
    extends = loaded.said[-1].root.at("extends")
    if len(loaded.packs) > 1:
        wording = Wording(
            "这个规则包 extends 别的规则包，读出来是好几个：请用 load_packs",
            "this pack extends others, so it is several: take load_packs",
        )
        raise PackError((Fault(extends.place, wording),))
    return loaded.packs[0]


def load_packs(
    names_or_paths: Iterable[str | os.PathLike[str]],
    *,
    today: date | None = None,
    day: date | None = None,
) -> tuple[RulePack, ...]:
    """Return rule packs that can work together, in the order given; one that is given twice comes once.

    The packs that one of them extends come before it, as it changes them.

    Parameters
    ----------
    names_or_paths : iterable of str or path
        Each the name of a shipped pack, a file, or a folder: all the YAML files in it, by name. A file or
        folder that is called like a shipped pack is meant by ``./name``.
    today : date, optional
        As :func:`load_pack` takes it.
    day : date, optional
        The day by which entries of ``allow`` expire, which is told in the notes; default: ``today``, or else
        this day.

    Raises
    ------
    UsageError
        A name that is neither a shipped pack nor a file.
    PackError
        With the faults of all packs; ids of packs and rules must be unique over all.
    """
    return load_sources(names_or_paths, today=today, day=day).packs


def load_sources(
    names_or_paths: Iterable[str | os.PathLike[str]],
    *,
    today: date | None = None,
    day: date | None = None,
) -> Loaded:
    """Return rule packs as :func:`load_packs` does, with the trees that they were made of."""
    files: dict[Path, Path] = {}
    for name in names_or_paths:
        for file in _files(name):
            files.setdefault(file.resolve(), file)
    return _loaded(files.values(), today, day or today)


def _files(name: str | os.PathLike[str]) -> list[Path]:
    text = os.fspath(name)
    if text in shipped_names():
        return [shipped_path(text)]
    path = Path(text)
    is_name = path.name == text and path.suffix not in PACK_SUFFIXES and not path.exists()
    return [shipped_path(text)] if is_name else packs_at(text)


def packs_at(name: str | os.PathLike[str]) -> list[Path]:
    """Return the file, or the packs in the folder by name.

    Raises
    ------
    UsageError
        The path is empty, which the system takes for the current folder: hardly what was meant.
    PackError
        There is none in the folder.
    """
    if not os.fspath(name):
        wording = Wording(
            "规则包的路径是空的：请写上自带的包名、文件或文件夹；当前文件夹写一个点（.）",
            "the path of the pack is empty: give a shipped pack, a file or a folder (. is the current one)",
        )
        raise UsageError(wording)
    path = Path(name)
    if not path.is_dir():
        return [path]
    found = sorted(file for file in path.iterdir() if file.suffix in PACK_SUFFIXES)
    if not found:
        wording = Wording("文件夹里没有 .yaml 文件", "no .yaml file in this folder")
        raise PackError((Fault(Place(str(path)), wording),))
    return found


def _loaded(files: Iterable[Path], today: date | None, day: date | None) -> Loaded:
    family = gathered(files, today)
    done = overlaid(family, day or this_day())
    faults = [
        fault
        for path, some in family.faults.items()
        # One by one they are found in the order of the checks, some of them twice.
        for fault in _sorted([*some, *done.faults.get(path, ())])
    ]
    faults += _clashes(family)
    if faults:
        raise PackError(tuple(faults))
    packs: list[RulePack] = []
    for path, source in done.sources.items():
        form, faults_now = (
            judged(source.root, source.lexicons, today) if path in done.overlays else (source.form, [])
        )
        faults += _sorted([_blamed(fault, done, path, family) for fault in faults_now])
        if isinstance(form, PackForm):
            packs.append(_pack(form, done, path))
    if faults:
        raise PackError(tuple(faults))
    return Loaded(
        tuple(packs), tuple(done.sources.values()), tuple(family.sources.values()), tuple(done.applied)
    )


def _sorted(faults: Iterable[Fault]) -> list[Fault]:
    return sorted(set(faults), key=lambda fault: (fault.place, fault.wording))


def _clashes(family: Family) -> Iterator[Fault]:
    """Yield a fault for each pack or rule whose id an earlier pack has taken."""
    packs: dict[str, str] = {}
    rules: dict[str, str] = {}
    for source in family.sources.values():
        root, path = source.root, str(source.file)
        heads = [(packs, root.at("pack").at("id"))]
        heads += [(rules, rule.at("id")) for rule in root.at("rules").members]
        heads += [(rules, node) for rule in root.at("rules").members for node in rule.several("formerly")]
        for taken, node in heads:
            first = taken.setdefault(node.text, path)
            if first != path and node.text:
                yield Fault(
                    node.place,
                    Wording(
                        f"编号 {shown(node.text)} 重复了：{first} 里已经有",
                        f"the id {shown(node.text)} is taken in {first}",
                    ),
                )


def _blamed(fault: Fault, done: Overlaid, path: Path, family: Family) -> Fault:
    """Return a fault of a changed pack at the place that brought it about: by itself the pack has none."""
    if fault.place.path in {str(family.sources[overlay].file) for overlay in done.overlays[path]}:
        return fault
    entries = {name: entry for (pack, _, name), (_, entry) in done.changed.items() if pack == path}
    rules = done.sources[path].root.at("rules").members
    inside = [rule for rule in rules if rule.place <= fault.place and fault.place.path == rule.path]
    entry = entries.get(inside[-1].at("id").text) if inside else None
    entry = entry or next(iter(entries.values()), None)
    if entry is None:
        return fault
    return Fault(
        entry.place,
        Wording(
            f"这样改了以后，{fault.place}：{fault.wording.zh}",
            f"after this change, {fault.place}: {fault.wording.en}",
        ),
    )


def _pack(form: PackForm, done: Overlaid, path: Path) -> RulePack:
    source = done.sources[path]
    defaults = {key: getattr(form.defaults, key) for key in form.defaults.model_fields_set}
    words = {name: tuple(word.text for word in placed) for name, placed in source.lexicons.items()}
    exemptions = tuple(done.exemptions.get(path, ()))
    sets = {name: sorted(set(listed)) for name, listed in words.items()}
    said = [form.model_dump(by_alias=True, exclude_unset=True), sets]
    said += [exempt.model_dump() for exempt in exemptions]
    content = json.dumps(said, ensure_ascii=False, separators=(",", ":"), default=str)
    heads = [done.sources[each].root.at("pack") for each in done.overlays.get(path, ()) if each != path]
    # As semantic versioning writes what a version was made with.
    by = ".".join(f"{head.at('id').text}.{head.at('version').text}" for head in heads)
    return RulePack(
        id=form.pack.id,
        version=form.pack.version + (f"+{by}" if by else ""),
        locale=form.pack.locale,
        title=form.pack.title or Wording(form.pack.id, form.pack.id),
        license=form.pack.license,
        defined_by=form.pack.defined_by,
        categories=form.categories,
        rules=tuple(_settled(rule, defaults, form.pack.defined_by) for rule in form.rules),
        lexicons=words,
        exemptions=exemptions,
        notes=tuple(done.notes.get(path, ())),
        digest=hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest(),
        path=str(source.file),
    )


def _settled(rule: Rule, defaults: Mapping[str, object], defined_by: DefinedBy | None) -> Rule:
    """Return the rule with what it takes from its pack: settings of signals, and that it is for review."""
    message = rule.message
    if defined_by:
        message = Wording(f"{message.zh}（供人工复核）", f"{message.en} (for review by a person)")
    signals = {name: with_defaults(each, defaults) for name, each in rule.signals.items()}
    return rule.model_copy(update={"signals": signals, "message": message})
