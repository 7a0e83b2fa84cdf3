"""The door of the rule language: files → frozen packs, or all of their faults at once."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

from ..errors import Fault, PackError, Place, Wording
from ._head import DefinedBy
from ._lexicons import Lexicons, read_lexicons
from ._lint import lint
from ._shape import fit, maybe_whole
from ._source import read_text
from ._wording import shape_faults, shown
from ._yaml import Node, read_tree
from .model import LANGUAGE, PackForm, Rule, RulePack, with_defaults
from .shipped import shipped_names, shipped_path

PACK_SUFFIXES = (".yaml", ".yml")


class _Loaded(NamedTuple):
    pack: RulePack
    root: Node


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
        With every fault of the file and its lexicons, in the order of their places.
    """
    return _load(Path(path), today).pack


def load_packs(
    names_or_paths: Iterable[str | os.PathLike[str]], *, today: date | None = None
) -> tuple[RulePack, ...]:
    """Return rule packs that can work together, in the order given; one that is given twice comes once.

    Parameters
    ----------
    names_or_paths : iterable of str or path
        Each the name of a shipped pack, a file, or a folder: all the YAML files in it, by name. A file or
        folder that is called like a shipped pack is meant by ``./name``.
    today : date, optional
        As :func:`load_pack` takes it.

    Raises
    ------
    UsageError
        A name that is neither a shipped pack nor a file.
    PackError
        With the faults of all packs; ids of packs and rules must be unique over all.
    """
    files: dict[Path, Path] = {}
    for name in names_or_paths:
        for file in _files(name):
            files.setdefault(file.resolve(), file)
    loaded: list[_Loaded] = []
    faults: list[Fault] = []
    for file in files.values():
        try:
            loaded.append(_load(file, today))
        except PackError as error:
            faults.extend(error.faults)
    faults.extend(_clashes(loaded))
    if faults:
        raise PackError(tuple(faults))
    return tuple(each.pack for each in loaded)


def _files(name: str | os.PathLike[str]) -> list[Path]:
    text = os.fspath(name)
    if text in shipped_names():
        return [shipped_path(text)]
    path = Path(text)
    is_name = path.name == text and path.suffix not in PACK_SUFFIXES and not path.exists()
    return [shipped_path(text)] if is_name else packs_at(path)


def packs_at(path: Path) -> list[Path]:
    """Return the file, or the packs in the folder by name.

    Raises
    ------
    PackError
        There is none in the folder.
    """
    if not path.is_dir():
        return [path]
    found = sorted(file for file in path.iterdir() if file.suffix in PACK_SUFFIXES)
    if not found:
        wording = Wording("文件夹里没有 .yaml 文件", "no .yaml file in this folder")
        raise PackError((Fault(Place(str(path)), wording),))
    return found


def _clashes(loaded: list[_Loaded]) -> Iterator[Fault]:
    """Yield a fault for each pack or rule whose id an earlier pack has taken."""
    packs: dict[str, str] = {}
    rules: dict[str, str] = {}
    for pack, root in loaded:
        heads = [(packs, root.at("pack").at("id"))]
        heads += [(rules, rule.at("id")) for rule in root.at("rules").members]
        for taken, node in heads:
            first = taken.setdefault(node.text, pack.path)
            if first != pack.path:
                yield Fault(
                    Place(pack.path, node.line, node.column),
                    Wording(
                        f"编号 {shown(node.text)} 重复了：{first} 里已经有",
                        f"the id {shown(node.text)} is taken in {first}",
                    ),
                )


def _load(path: Path, today: date | None) -> _Loaded:
    try:
        return _checked(path, today)
    except PackError as error:
        # One by one they are found in the order of the checks, some of them twice.
        faults = sorted(set(error.faults), key=lambda fault: (fault.place, fault.wording))
        raise PackError(tuple(faults)) from None


def _checked(path: Path, today: date | None) -> _Loaded:
    root, faults = read_tree(read_text(path), str(path))
    head = _maybe_head_fault(root, str(path))
    if head:
        raise PackError((*faults, head))
    lexicons, lexicon_faults = read_lexicons(root, path)
    form = fit(PackForm, root.plain())
    faults += lexicon_faults
    faults += lint(root, lexicons, str(path), today)
    if not isinstance(form, PackForm):
        faults += shape_faults(form, root, str(path))
    if faults or not isinstance(form, PackForm):
        raise PackError(tuple(faults))
    return _Loaded(_pack(form, lexicons, path), root)


def _pack(form: PackForm, lexicons: Lexicons, path: Path) -> RulePack:
    defaults = {key: getattr(form.defaults, key) for key in form.defaults.model_fields_set}
    words = {name: tuple(word.text for word in placed_words) for name, placed_words in lexicons.items()}
    said = form.model_dump(by_alias=True, exclude_unset=True)
    sets = {name: sorted(set(listed)) for name, listed in words.items()}
    content = json.dumps([said, sets], ensure_ascii=False, separators=(",", ":"), default=str)
    return RulePack(
        id=form.pack.id,
        version=form.pack.version,
        locale=form.pack.locale,
        title=form.pack.title or Wording(form.pack.id, form.pack.id),
        license=form.pack.license,
        defined_by=form.pack.defined_by,
        categories=form.categories,
        rules=tuple(_settled(rule, defaults, form.pack.defined_by) for rule in form.rules),
        lexicons=words,
        digest=hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest(),
        path=str(path),
    )


def _settled(rule: Rule, defaults: Mapping[str, object], defined_by: DefinedBy | None) -> Rule:
    """Return the rule with what it takes from its pack: settings of signals, and that it is for review."""
    message = rule.message
    if defined_by:
        message = Wording(f"{message.zh}（供人工复核）", f"{message.en} (for review by a person)")
    signals = {name: with_defaults(each, defaults) for name, each in rule.signals.items()}
    return rule.model_copy(update={"signals": signals, "message": message})


def _maybe_head_fault(root: Node, path: str) -> Fault | None:
    """Return the fault of a file that is no pack of this language; nothing else in it could be judged."""
    if not root.is_mapping:
        wording = Wording(
            "这里要写一个规则包，第一行是 msgscan: 1，现在"
            + ("什么都没有" if root.value == "" else "不是键和值"),
            "expected a rule pack that begins with msgscan: 1, found "
            + ("nothing" if root.value == "" else "something else"),
        )
        return Fault(Place(path, root.line, root.column), wording)
    language = root.at("msgscan")
    if "msgscan" in root.pairs and maybe_whole(language.text) != LANGUAGE:
        wording = Wording(
            f"规则语言的版本是 {shown(language.text)}，这个 msgscan 只懂 {LANGUAGE}",
            f"the language of these rules is {shown(language.text)}, this msgscan understands {LANGUAGE}",
        )
        return Fault(Place(path, language.line, language.column), wording)
    least = root.at("pack").at("min_engine")
    installed = metadata.version("msgscan")
    if _numbers(least.text) > _numbers(installed):
        wording = Wording(
            f"这个规则包要 msgscan {shown(least.text)} 或更新的版本，现在是 {installed}",
            f"this pack needs msgscan {shown(least.text)} or newer, here is {installed}",
        )
        return Fault(Place(path, least.line, least.column), wording)
    return None


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(maybe_whole(number) or 0 for number in version.split("."))
