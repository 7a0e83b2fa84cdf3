"""Entries of ``allow``: which rules they reach, what they cancel, whose messages they exempt.

Words and patterns work as exceptions of the signals that speak for a finding, so that nothing but a finding
can be cancelled by them: what mitigates a finding stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from fnmatch import fnmatchcase

from ..errors import Fault, Wording
from ..text.folding import fold
from ._conditions import asserted
from ._edits import with_members, with_pair, written_out
from ._shape import maybe_day, maybe_whole
from ._signals import parts
from ._wording import unknown
from ._words import placed, word_faults
from ._yaml import Node
from .patterns import maybe_flaw

_SAID, _BY_WHOM = ("words", "regex"), ("senders", "chats")
# What hits a text; a role or a standing hits whatever is said.
_READING = ("words", "lexicon", "regex", "entity")


def entry_faults(entry: Node) -> Iterator[Fault]:
    """Yield what an entry says that can't be meant so, whatever rules there are."""
    said = [key for key in _SAID if key in entry.pairs]
    by_whom = [key for key in _BY_WHOM if key in entry.pairs]
    if entry.is_mapping and not said and not by_whom:
        wording = Wording(
            "要写什么不算：words、regex，或者 senders、chats",
            "say what is allowed: words, regex, or senders, chats",
        )
        yield Fault(entry.place, wording)
    if said and by_whom:
        wording = Wording(
            f"{said[0]} 和 {by_whom[0]} 不能写在一项里：说法不算，或者人和群不判断，分成两项",
            f"'{said[0]}' and '{by_whom[0]}' can't stand in one entry: make two",
        )
        yield Fault(entry.pairs[by_whom[0]][0].place, wording)
    for key in (*_SAID, *_BY_WHOM):
        if entry.at(key).value == () and key in entry.pairs:
            yield Fault(entry.at(key).place, Wording("列表是空的", "the list is empty"))
        elif key != "regex":
            yield from word_faults(placed(entry.several(key)))
    for node in entry.several("regex"):
        flaw = maybe_flaw(node.text) if node.text else None
        if flaw:
            yield Fault(node.place, flaw.wording)


def maybe_expired(entry: Node, today: date) -> Fault | None:
    """Return the note that an entry has expired, if it has."""
    last = maybe_day(entry.at("expires").text)
    if last is None or last >= today:
        return None
    wording = Wording(
        f"这一项 {last} 到期，已经不起作用：删掉，或者重新核实后改日期",
        f"this entry expired on {last} and does nothing: remove it, or review it and set another day",
    )
    return Fault(entry.at("expires").place, wording)


def reached(entry: Node, rules: Mapping[str, str]) -> tuple[list[str], list[Fault]]:
    """Return the ids of the rules that an entry is for, and a fault for each name that leads to none.

    Parameters
    ----------
    entry : Node
    rules : mapping of str to str
        Ids, former ones too → ids.
    """
    found: list[str] = []
    faults: list[Fault] = []
    for node in entry.several("rules"):
        pattern = node.text
        ids = [rule for name, rule in rules.items() if fnmatchcase(name, pattern)] if pattern else []
        found += ids
        if pattern and not ids:
            faults.append(Fault(node.place, unknown(Wording("规则", "rule"), pattern, rules)))
    return list(dict.fromkeys(found)), faults


def spared_rule(rule: Node, entry: Node) -> Node:
    """Return a rule whose hits are cancelled where they overlap what the entry says."""
    signals = rule.at("signals")
    for name in speaking(rule):
        key, signal = signals.pairs[name]
        signals = with_pair(signals, name, (key, _spared_signal(written_out(signal), entry)))
    return with_pair(rule, "signals", (rule.pairs["signals"][0], signals)) if signals.pairs else rule


def speaking(rule: Node) -> tuple[str, ...]:
    """Return the names of the signals whose hits speak for a finding, of those that read what is said."""
    names = [*asserted(rule.at("when")), *asserted(rule.at("window").at("of"))]
    points = rule.at("score").at("add").pairs
    names += [name for name, (_, value) in points.items() if (maybe_whole(value.text) or 0) > 0]
    signals = rule.at("signals")
    return tuple(name for name in dict.fromkeys(names) if _reads(signals.at(name)))


def _reads(signal: Node) -> bool:
    inside = [part for part, _ in parts(signal)]
    return any(part.members or any(key in part.pairs for key in _READING) for part in inside)


def _spared_signal(signal: Node, entry: Node) -> Node:
    old = signal.at("except")
    exceptions = old if old.is_mapping else replace(entry, value={})
    for name in _SAID:
        there = {_same(name, node) for node in exceptions.several(name)}
        new = [node for node in entry.several(name) if _same(name, node) not in there]
        exceptions = with_members(exceptions, name, entry.at(name), new)
    return with_pair(signal, "except", (replace(entry, value="except"), exceptions))


def _same(name: str, node: Node) -> str:
    return fold(node.text) if name == "words" else node.text


def texts(nodes: Iterable[Node]) -> tuple[str, ...]:
    """Return what some scalars say."""
    return tuple(node.text for node in nodes)
