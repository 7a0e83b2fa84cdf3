"""A rule as overlays make it: each value with the place that it comes from, what it was before, and why.

Lines of plain text, one a value and place, as in ``severity: critical  # my.yaml:6``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from ..errors import Language, Place, Wording
from ..packs._family import Source
from ..packs._yaml import Node
from ..packs.load import Loaded
from ..packs.model import Rule, RulePack
from .characters import one_line

_INDENT = "  "


class _Value(NamedTuple):
    """A scalar of a tree: the keys that lead to it, and where it stands."""

    key: str
    text: str
    place: Place


def effective_lines(loaded: Loaded, pack: RulePack, rule: Rule, language: Language) -> Iterator[str]:
    """Yield every value of a rule with its place, then what overlays took away, and their reasons.

    Parameters
    ----------
    loaded : Loaded
    pack, rule
        One of its packs, and one of the rules in it.
    """
    number = loaded.packs.index(pack)
    source, said = loaded.sources[number], loaded.said[number]
    now, before = _values(source, rule.id), _values(said, rule.id)
    lexicons = _lexicons(now)
    now += _words(lexicons, source, without=said)
    yield f"{rule.id}  {one_line(rule.title.in_language(language))}"
    yield f"{_INDENT}{pack.id}@{pack.version}"
    yield from _lines(now)
    kept = {value[1:] for value in now}
    gone = [value for value in before if value[1:] not in kept]
    gone += _words(lexicons, said, without=source)
    if gone:
        yield Wording("改掉或去掉的", "Changed or taken away").in_language(language)
        yield from _lines(gone)
    names = {("rule", rule.id), *(("lexicon", name) for name in lexicons)}
    path = loaded.sources[number].file.resolve()
    entries = [each for each in loaded.applied if each.on.pack == path and each.on[1:] in names]
    if entries:
        yield Wording("理由", "Reasons").in_language(language)
        yield from (f"{_INDENT}{_reason(each.entry, language)}" for each in entries)


def change_lines(loaded: Loaded, language: Language) -> Iterator[str]:
    """Yield all that overlays change, entry by entry: the reason, then the rules and lexicons it bears on."""
    if not loaded.applied:
        yield Wording("没有改动", "no changes").in_language(language)
    lexicon = Wording("词库 ", "lexicon ").in_language(language)
    order = sorted(loaded.applied, key=lambda each: (each.entry.place, each.on.kind != "rule", each.on.name))
    for _, same in groupby(order, key=lambda each: each.entry.place):
        entries = list(same)
        yield _reason(entries[0].entry, language)
        names = [f"{lexicon if each.on.kind == 'lexicon' else ''}{each.on.name}" for each in entries]
        yield _INDENT + Wording("、", ", ").in_language(language).join(dict.fromkeys(names))


def _reason(entry: Node, language: Language) -> str:
    expires = entry.at("expires").text
    until = Wording(f"（到 {expires} 为止）", f" (until {expires})").in_language(language) if expires else ""
    colon = Wording("：", ": ").in_language(language)
    return one_line(f"{entry.place} {_said(entry)}{colon}{entry.at('reason').text}{until}")


def _said(entry: Node) -> str:
    """Return the keys of an entry that say what it does."""
    return " ".join(
        key for key in entry.pairs if key not in {"rule", "rules", "lexicon", "pack", "reason", "expires"}
    )


def _values(source: Source, rule_id: str) -> list[_Value]:
    [rule] = [each for each in source.root.at("rules").members if each.at("id").text == rule_id]
    return [*_scalars(rule, "")]


def _words(lexicons: Sequence[str], source: Source, *, without: Source) -> Iterator[_Value]:
    """Yield the words of lexicons that another source lacks: all of them would be thousands."""
    for name in lexicons:
        others = set(without.lexicons.get(name, ()))
        yield from (
            _Value(f"lexicons.{name}", word.text, word.place)
            for word in source.lexicons.get(name, ())
            if word not in others
        )


def _scalars(node: Node, key: str) -> Iterator[_Value]:
    for name, (_, value) in node.pairs.items():
        yield from _scalars(value, f"{key}.{name}" if key else name)
    for number, member in enumerate(node.members):
        yield from _scalars(member, key if isinstance(member.value, str) else f"{key}[{number}]")
    if isinstance(node.value, str):
        yield _Value(key, node.text, node.place)


def _lexicons(values: Sequence[_Value]) -> list[str]:
    """Return the lexicons that a rule uses."""
    return [*dict.fromkeys(value.text for value in values if value.key.endswith(".lexicon"))]


def _lines(values: Sequence[_Value]) -> Iterator[str]:
    for (key, path, line), group in groupby(values, key=lambda value: (value.key, *value.place[:2])):
        shown = "、".join(one_line(value.text) for value in group)
        yield f"{_INDENT}{key}: {shown}  # {Place(path, line)}"
