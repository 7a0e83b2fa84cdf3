"""Overlays laid over the packs that they extend: trees in, trees out.

An overlay may change every pack that it extends, at first or second hand. Overlays come in the order of the
family, those that are extended first, so that one that extends another has the last word. Two that do not
know each other must not change the same rule: no order between them would be right.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Literal, NamedTuple

from ..errors import Fault, Wording
from ._allowing import entry_faults, maybe_expired, reached, spared_rule, speaking, texts
from ._edits import changed_lexicon, changed_rule, with_pair
from ._family import Family, Source
from ._organisation import is_of_organisation
from ._wording import shown, unknown
from ._yaml import Node
from .model import Exemption

_RULE, _LEXICON = Wording("规则", "rule"), Wording("词库", "lexicon")
# What belongs to every override, and what to those of lexicons.
_ALWAYS, _OF_LEXICONS = ("reason",), ("lexicon", "pack", "words")


class Named(NamedTuple):
    """A rule or a lexicon, and the pack that it is in."""

    pack: Path
    kind: Literal["rule", "lexicon"]
    name: str


class Applied(NamedTuple):
    """An entry of an overlay, and what it bears on."""

    on: Named
    entry: Node


@dataclass(slots=True)
class Overlaid:
    """What overlays make of a family.

    Attributes
    ----------
    sources : dict of Path to Source
        The packs, as overlays make them.
    overlays : dict of Path to list of Path
        The overlays that each pack is changed by, in their order.
    exemptions, notes, faults : dict of Path to list
        Of each pack; of each file that says it.
    applied : list of Applied
        All entries that came to bear, in their order.
    """

    sources: dict[Path, Source]
    overlays: dict[Path, list[Path]] = field(default_factory=dict)
    exemptions: dict[Path, list[Exemption]] = field(default_factory=dict)
    notes: dict[Path, list[Fault]] = field(default_factory=dict)
    faults: dict[Path, list[Fault]] = field(default_factory=dict)
    applied: list[Applied] = field(default_factory=list)
    # By what an override names: the overlay, and the entry.
    changed: dict[Named, tuple[Path, Node]] = field(default_factory=dict)


def overlaid(family: Family, today: date) -> Overlaid:
    """Return what the overlays of a family make of its packs on a day."""
    done = Overlaid(dict(family.sources))
    for path, source in family.sources.items():
        above = [*family.above(path)]
        faults = done.faults.setdefault(path, [])
        # Names that a faulty pack has, or has not, are no fault of this one.
        sound = not any(family.faults[each] for each in above)
        for entry in source.root.at("overrides").members:
            faults += [*_override_faults(entry)]
            faults += [*_override(done, path, above, entry)] if sound else []
        for entry in source.root.at("allow").members:
            faults += [*entry_faults(entry)]
            faults += [*_allow(done, path, above, entry, today)] if sound else []
    return done


def rules_by_name(sources: Mapping[Path, Source], paths: list[Path]) -> dict[str, tuple[Path, int]]:
    """Return the rules of some packs: pack and place in its list, by their ids and by their former ids."""
    rules = [
        (path, number, rule)
        for path in paths
        for number, rule in enumerate(sources[path].root.at("rules").members)
    ]
    found = {node.text: (path, number) for path, number, rule in rules for node in rule.several("formerly")}
    return {**found, **{rule.at("id").text: (path, number) for path, number, rule in rules}}


def _override_faults(entry: Node) -> Iterator[Fault]:
    if not entry.is_mapping:
        return
    keys = [key for key in entry.pairs if key not in _ALWAYS]
    by_rule, by_lexicon = "rule" in keys, "lexicon" in keys
    if by_rule == by_lexicon:
        wording = Wording(
            "要写 rule 或 lexicon，二选一：改什么", "write either 'rule' or 'lexicon': what to change"
        )
        yield Fault(entry.place, wording)
        return
    for key in keys:
        if by_rule == (key in _OF_LEXICONS):
            whole = "rule" if by_rule else "lexicon"
            wording = Wording(f"{key} 不能和 {whole} 一起写", f"'{key}' can't stand beside '{whole}'")
            yield Fault(entry.pairs[key][0].place, wording)
    if keys in (["rule"], ["lexicon"], ["lexicon", "pack"]):
        yield Fault(entry.place, Wording("这一项什么都没有改", "this entry changes nothing"))
    if "enabled" in keys and len(keys) > 2:  # noqa: PLR2004 - rule and enabled
        wording = Wording("停用的规则不必再改别的", "a rule that is switched off needs no other changes")
        yield Fault(entry.pairs["enabled"][0].place, wording)


def _override(done: Overlaid, path: Path, above: list[Path], entry: Node) -> Iterator[Fault]:
    if "lexicon" in entry.pairs:
        yield from _override_lexicon(done, path, above, entry)
        return
    name = entry.at("rule")
    if not name.text:
        return
    rules = rules_by_name(done.sources, above)
    if name.text not in rules:
        own = name.text in rules_by_name(done.sources, [path])
        yield Fault(name.place, _OWN_RULE if own else _not_inherited(_RULE, name.text, rules, above))
        return
    target, number = rules[name.text]
    source = done.sources[target]
    old = source.root.at("rules").members[number]
    if old.at("id").text != name.text:
        now = old.at("id").text
        wording = Wording(f"规则 {name.text} 现在叫 {now}", f"the rule {name.text} is called {now} now")
        done.notes.setdefault(path, []).append(Fault(name.place, wording))
    yield from _taken(done, path, above, Named(target, "rule", old.at("id").text), name, entry)
    if is_of_organisation(source.root) and "enabled" not in entry.pairs:
        yield Fault(name.place, _APPROVED)
        return
    new, problems = changed_rule(old, entry, source.lexicons)
    _put_rules(done, path, target, {number: new})
    yield from (Fault(node.place, wording) for node, wording in problems)


def _override_lexicon(done: Overlaid, path: Path, above: list[Path], entry: Node) -> Iterator[Fault]:
    name, pack = entry.at("lexicon"), entry.at("pack")
    ids = {done.sources[each].root.at("pack").at("id").text: each for each in above}
    if pack.text and pack.text not in ids:
        yield Fault(pack.place, _not_inherited(Wording("规则包", "rule pack"), pack.text, ids, above))
        return
    asked = [ids[pack.text]] if pack.text else above
    known = {each: done.sources[each].lexicons for each in asked}
    found = [each for each in asked if name.text in known[each]]
    if not found:
        names = dict.fromkeys(key for lexicons in known.values() for key in lexicons)
        yield Fault(name.place, _not_inherited(_LEXICON, name.text, names, above))
    elif len(found) > 1:
        packs = [key for key, each in ids.items() if each in found]
        wording = Wording(
            f"好几个规则包都有词库 {name.text}：再写 pack: {' 或 '.join(packs)}",
            f"several packs have a lexicon {name.text}: add 'pack: {' or '.join(packs)}'",
        )
        yield Fault(name.place, wording)
    else:
        [target] = found
        source = done.sources[target]
        yield from _taken(done, path, above, Named(target, "lexicon", name.text), name, entry)
        if is_of_organisation(source.root):
            yield Fault(name.place, _APPROVED)
            return
        words, problems = changed_lexicon(source.lexicons[name.text], entry.at("words"))
        done.sources[target] = replace(source, lexicons={**source.lexicons, name.text: words})
        _note_overlay(done, path, target)
        yield from (Fault(node.place, wording) for node, wording in problems)


def _taken(
    done: Overlaid, path: Path, above: list[Path], what: Named, name: Node, entry: Node
) -> Iterator[Fault]:
    """Keep in mind who changes what; yield a fault where someone did who must not have."""
    by, first = done.changed.get(what, (None, entry))
    if by == path:
        wording = Wording(
            f"{shown(name.text)} 在第 {first.line} 行已经改过：写在一项里",
            f"{shown(name.text)} is changed on line {first.line} already: make it one entry",
        )
        yield Fault(name.place, wording)
    elif by is not None and by not in above:
        wording = Wording(
            f"{first.place} 也改了 {shown(name.text)}：两个文件互不相干，请让一个 extends 另一个",
            f"{first.place} changes {shown(name.text)} too: let one of the files extend the other",
        )
        yield Fault(name.place, wording)
    done.applied.append(Applied(what, entry))
    done.changed[what] = (path, first if by == path else entry)


def _allow(done: Overlaid, path: Path, above: list[Path], entry: Node, today: date) -> Iterator[Fault]:
    rules = rules_by_name(done.sources, [*above, path])
    rules.pop("", None)
    found, faults = reached(
        entry,
        {
            name: done.sources[pack].root.at("rules").members[number].at("id").text
            for name, (pack, number) in rules.items()
        },
    )
    yield from faults
    expired = maybe_expired(entry, today)
    if expired:
        done.notes.setdefault(path, []).append(expired)
        return
    by_pack: dict[Path, list[str]] = {}
    for rule in found:
        by_pack.setdefault(rules[rule][0], []).append(rule)
        done.applied.append(Applied(Named(rules[rule][0], "rule", rule), entry))
    for target, ids in by_pack.items():
        members = done.sources[target].root.at("rules").members
        numbers = [rules[rule][1] for rule in ids]
        if "words" in entry.pairs or "regex" in entry.pairs:
            named = texts(entry.several("rules"))
            deaf = [rule for rule, number in zip(ids, numbers, strict=True) if not speaking(members[number])]
            yield from (_deaf(entry, rule) for rule in deaf if rule in named)
            _put_rules(
                done, path, target, {number: spared_rule(members[number], entry) for number in numbers}
            )
        else:
            exempt = Exemption(
                rules=tuple(ids), senders=texts(entry.several("senders")), chats=texts(entry.several("chats"))
            )
            done.exemptions.setdefault(target, []).append(exempt)
            _note_overlay(done, path, target)


def _deaf(entry: Node, rule: str) -> Fault:
    wording = Wording(
        f"规则 {rule} 数全部消息，不看说了什么：用 senders 或 chats",
        f"the rule {rule} counts whatever is said: use senders or chats",
    )
    return Fault(entry.at("rules").place, wording)


def _put_rules(done: Overlaid, path: Path, target: Path, new: Mapping[int, Node]) -> None:
    root = done.sources[target].root
    key, rules = root.pairs["rules"]
    members = tuple(new.get(number, rule) for number, rule in enumerate(rules.members))
    root = with_pair(root, "rules", (key, replace(rules, value=members)))
    done.sources[target] = replace(done.sources[target], root=root)
    _note_overlay(done, path, target)


def _note_overlay(done: Overlaid, path: Path, target: Path) -> None:
    overlays = done.overlays.setdefault(target, [])
    if path not in overlays:
        overlays.append(path)


def _not_inherited(what: Wording, name: str, known: Mapping[str, object], above: list[Path]) -> Wording:
    if not above:
        return Wording(
            "overrides 改的是 extends 的规则包，这里没有 extends",
            "overrides change the packs of 'extends', and there is no 'extends' here",
        )
    return unknown(what, name, known)


_APPROVED = Wording(
    "这是本单位批准过的规则包：只能停用（enabled: false），要改就改那个文件，重新批准",
    "the pack was approved as it is, its rules can only be switched off: have a change approved in that file",
)
_OWN_RULE = Wording(
    "这条规则就写在这个文件里：直接改它", "this rule stands in this very file: change it there"
)
