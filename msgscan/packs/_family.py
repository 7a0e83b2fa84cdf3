"""Files of packs, and of the packs that they extend → trees with their faults, those extended first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from importlib import metadata
from pathlib import Path
from types import MappingProxyType

from ..errors import Fault, PackError, Wording
from ._edits import with_pair
from ._form import PackForm
from ._lexicons import Lexicons, read_lexicons
from ._lint import lint
from ._shape import fit, maybe_whole
from ._source import read_text
from ._wording import shape_faults, shown, unknown
from ._yaml import Node, read_tree
from .model import LANGUAGE
from .shipped import shipped_names, shipped_path


@dataclass(frozen=True, slots=True)
class Source:
    """A pack as its files say it, or as overlays make it.

    Attributes
    ----------
    file : Path
        As people gave it.
    root : Node
        The tree; with the categories of the packs that it extends, which its own rules may use.
    form : PackForm, optional
        The tree in its shape; None where it has another.
    bases : tuple of Path
        The packs that it extends itself, resolved.
    """

    file: Path
    root: Node
    form: PackForm | None
    lexicons: Lexicons
    bases: tuple[Path, ...]


@dataclass(slots=True)
class Family:
    """Packs and all that they extend, by resolved path, each after those that it extends."""

    sources: dict[Path, Source] = field(default_factory=dict)
    faults: dict[Path, list[Fault]] = field(default_factory=dict)

    def above(self, path: Path) -> Iterator[Path]:
        """Yield all that a pack extends, at first or second hand, in the order of the family."""
        found = {path}
        for other in reversed(self.sources):
            if other in found:
                found.update(self.sources[other].bases)
        yield from (other for other in self.sources if other in found and other != path)


def gathered(files: Iterable[Path], today: date | None) -> Family:
    """Return these packs and all that they extend, held against the day on which rules must be in force."""
    family = Family()
    for file in files:
        _gather(family, file, (), today)
    return family


def judged(root: Node, lexicons: Lexicons, today: date | None) -> tuple[PackForm | None, list[Fault]]:
    """Return a tree in the shape of packs, and what is wrong with it."""
    form = fit(PackForm, root.plain())
    faults = list(lint(root, lexicons, today))
    if isinstance(form, PackForm):
        return form, faults
    return None, [*faults, *shape_faults(form, root)]


def _gather(family: Family, file: Path, trail: tuple[Path, ...], today: date | None) -> None:
    path = file.resolve()
    if path in family.faults:
        return
    faults = family.faults[path] = []
    try:
        root, told = read_tree(read_text(file), str(file))
        faults += told
        head = _maybe_head_fault(root)
        if head:
            faults.append(head)
            return
    except PackError as error:
        faults += error.faults
        return
    extends = root.several("extends")
    bases = [base for node in extends for base in _extended(node, file, (*trail, path), faults)]
    for base in bases:
        _gather(family, base, (*trail, path), today)
    keys = tuple(base.resolve() for base in bases)
    root = _with_categories(root, [family.sources[key].root for key in keys if key in family.sources])
    lexicons, more = read_lexicons(root, file)
    form, most = judged(root, lexicons, today)
    faults += [*more, *most]
    # Of one that extends what can't be read, nothing more can be said.
    if len(keys) == len(extends) and all(key in family.sources for key in keys):
        family.sources[path] = Source(file, root, form, lexicons, keys)


def _extended(node: Node, file: Path, trail: tuple[Path, ...], faults: list[Fault]) -> Iterator[Path]:
    """Yield the file that an entry of ``extends`` leads to, if it does."""
    names = shipped_names()
    if node.text in names:
        base = shipped_path(node.text)
    else:
        base = file.parent / node.text
        try:
            exists = bool(node.text) and base.is_file()
        except (OSError, ValueError):  # a name that the system does not take
            exists = False
        if not exists:
            told = unknown(Wording("规则包", "rule pack"), node.text, names)
            wording = Wording(
                f"{told.zh}（自己的规则包请写路径，例如 ./school.yaml）",
                f"{told.en} (for a pack of your own give its path, such as ./school.yaml)",
            )
            if node.text.endswith((".yaml", ".yml")):
                wording = Wording(
                    f"找不到规则包 {shown(node.text)}：路径从这个文件的文件夹算起",
                    f"no such pack: {shown(node.text)}; paths begin in the folder of this file",
                )
            if node.text:
                faults.append(Fault(node.place, wording))
            return
    if base.resolve() in trail:
        wording = Wording(
            f"{shown(node.text)} 绕回来又 extends 到了自己", f"{shown(node.text)} leads back to this pack"
        )
        faults.append(Fault(node.place, wording))
        return
    yield base


def _with_categories(root: Node, bases: Iterable[Node]) -> Node:
    inherited: dict[str, tuple[Node, Node]] = {}
    for base in bases:
        inherited = {**base.at("categories").pairs, **inherited}
    own = root.at("categories")
    if not inherited or ("categories" in root.pairs and not own.is_mapping):
        return root
    value: Mapping[str, tuple[Node, Node]] = MappingProxyType({**inherited, **own.pairs})
    key = root.pairs["categories"][0] if own.pairs else replace(root, value="categories")
    return with_pair(root, "categories", (key, replace(own if own.pairs else root, value=value)))


def _maybe_head_fault(root: Node) -> Fault | None:
    """Return the fault of a file that is no pack of this language; nothing else in it could be judged."""
    if not root.is_mapping:
        wording = Wording(
            "这里要写一个规则包，第一行是 msgscan: 1，现在"
            + ("什么都没有" if root.value == "" else "不是键和值"),
            "expected a rule pack that begins with msgscan: 1, found "
            + ("nothing" if root.value == "" else "something else"),
        )
        return Fault(root.place, wording)
    language = root.at("msgscan")
    if "msgscan" in root.pairs and maybe_whole(language.text) != LANGUAGE:
        wording = Wording(
            f"规则语言的版本是 {shown(language.text)}，这个 msgscan 只懂 {LANGUAGE}",
            f"the language of these rules is {shown(language.text)}, this msgscan understands {LANGUAGE}",
        )
        return Fault(language.place, wording)
    least = root.at("pack").at("min_engine")
    installed = metadata.version("msgscan")
    if _numbers(least.text) > _numbers(installed):
        wording = Wording(
            f"这个规则包要 msgscan {shown(least.text)} 或更新的版本，现在是 {installed}",
            f"this pack needs msgscan {shown(least.text)} or newer, here is {installed}",
        )
        return Fault(least.place, wording)
    return None


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(maybe_whole(number) or 0 for number in version.split("."))
