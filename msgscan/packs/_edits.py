"""What an override does to the tree of the rule that it names.

Nothing is changed in place: a tree comes in, another goes out, and every node keeps the place where it was
written, be it in the pack or in the overlay. What can't be done is told, and the rest is done.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from types import MappingProxyType

from ..errors import Wording
from ..text.folding import fold
from ._lexicons import Lexicons
from ._signals import parts
from ._wording import shown, unknown
from ._words import PlacedWord
from ._yaml import Node
from .signal import MATCHERS

Problem = tuple[Node, Wording]

# Values that are replaced by the one that is written.
REPLACED = ("severity", "status", "title", "clause", "message", "advice", "redact", "join")
# How a member of a list is recognised: words as they are compared with texts.
_SAME: dict[str, Callable[[str], str]] = {"words": fold, "lexicon": str, "regex": str}
_WHAT = {
    "words": Wording("词", "word"),
    "lexicon": Wording("词库", "lexicon"),
    "regex": Wording("正则表达式", "pattern"),
}


def changed_rule(rule: Node, override: Node, lexicons: Lexicons) -> tuple[Node, list[Problem]]:
    """Return a rule as an override makes it, and what in the override leads nowhere.

    Parameters
    ----------
    rule : Node
        As it is so far: in its pack, or as another overlay has left it.
    override : Node
        The entry that names it.
    lexicons : mapping of str to sequence of PlacedWord
        Those of the rule's pack, for what is told.
    """
    problems: list[Problem] = []
    for name in REPLACED:
        if name in override.pairs:
            rule = with_pair(rule, name, override.pairs[name])
    if "enabled" in override.pairs:
        key, value = override.pairs["enabled"]
        rule = with_pair(rule, "status", (key, replace(value, value="deprecated")))
    for name, (key, change) in override.at("signals").pairs.items():
        signals = rule.at("signals")
        if name in signals.pairs:
            signal, told = _changed_signal(signals.at(name), change, lexicons)
            problems += told
            signals = with_pair(signals, name, (signals.pairs[name][0], signal))
            rule = with_pair(rule, "signals", (rule.pairs["signals"][0], signals))
        else:
            problems.append((key, unknown(Wording("信号", "signal"), name, signals.pairs)))
    for steps in (("window",), ("score", "levels")):
        rule, told = _with_values(rule, override, steps)
        problems += told
    for side in ("match", "no_match"):
        rule, told = _with_cases(rule, override.at("examples").at(side), side)
        problems += told
    return rule, problems


def changed_lexicon(
    words: Sequence[PlacedWord], change: Node
) -> tuple[tuple[PlacedWord, ...], list[Problem]]:
    """Return the words of a lexicon as an override makes them, and what in it leads nowhere."""
    present = {fold(word.text): word.text for word in words}
    going = change.several("remove")
    problems = [
        (node, unknown(_WHAT["words"], node.text, present.values()))
        for node in going
        if fold(node.text) not in present
    ]
    gone = {fold(node.text) for node in going}
    kept = [word for word in words if fold(word.text) not in gone]
    return (*kept, *(PlacedWord(node.place, node.text) for node in change.several("add"))), problems


def with_pair(node: Node, name: str, pair: tuple[Node, Node]) -> Node:
    """Return a mapping in which this pair stands under this name."""
    return replace(node, value=MappingProxyType({**node.pairs, name: pair}))


def written_out(signal: Node) -> Node:
    """Return a signal in its long form."""
    if signal.is_mapping:
        return signal
    return replace(signal, value=MappingProxyType({"words": (replace(signal, value="words"), signal)}))


def with_members(node: Node, name: str, change: Node, members: Sequence[Node]) -> Node:
    """Return a mapping with more members in one of its lists; ``change`` is where they are written."""
    if not members:
        return node
    old = node.several(name)
    key, value = node.pairs[name] if old else (replace(change, value=name), change)
    return with_pair(node, name, (key, replace(value, value=(*old, *members))))


def _changed_signal(signal: Node, change: Node, lexicons: Lexicons) -> tuple[Node, list[Problem]]:
    signal = written_out(signal)
    problems: list[Problem] = []
    for name in ("words", "lexicon", "regex"):
        going = change.at(name).several("remove")
        inside = [part for part, _ in parts(signal)]
        present = [node.text for part in inside for node in _listed(part, name)]
        problems += _missing(going, name, present)
        if name == "words":
            problems = [(node, _maybe_in_lexicon(node, inside, lexicons) or told) for node, told in problems]
        signal = _without(signal, name, {_SAME[name](node.text) for node in going})
        signal = with_members(signal, name, change.at(name), change.at(name).several("add"))
    for name in ("views", "boundary", "context"):
        if name in change.pairs:
            signal = with_pair(signal, name, change.pairs[name])
    if "except" in change.pairs:
        key, below = change.pairs["except"]
        old = signal.at("except")
        exceptions, told = _changed_exceptions(old if old.is_mapping else replace(key, value={}), below)
        problems += told
        value = dict(signal.pairs)
        value.pop("except", None)
        if exceptions.pairs:
            value["except"] = (key, exceptions)
        signal = replace(signal, value=MappingProxyType(value))
    return signal, problems


def _changed_exceptions(exceptions: Node, change: Node) -> tuple[Node, list[Problem]]:
    problems: list[Problem] = []
    for name in ("words", "lexicon", "regex"):
        going = change.at(name).several("remove")
        problems += _missing(going, name, [node.text for node in exceptions.several(name)])
        exceptions = _without(exceptions, name, {_SAME[name](node.text) for node in going})
        exceptions = with_members(exceptions, name, change.at(name), change.at(name).several("add"))
    return exceptions, problems


def _listed(part: Node, name: str) -> tuple[Node, ...]:
    return part.several(name) if part.is_mapping else part.members if name == "words" else ()


def _missing(going: Sequence[Node], name: str, present: Sequence[str]) -> list[Problem]:
    there = {_SAME[name](text) for text in present}
    return [
        (node, unknown(_WHAT[name], node.text, dict.fromkeys(present)))
        for node in going
        if _SAME[name](node.text) not in there
    ]


def _maybe_in_lexicon(word: Node, inside: Sequence[Node], lexicons: Lexicons) -> Wording | None:
    for lexicon in (node.text for part in inside for node in part.several("lexicon")):
        if fold(word.text) in {fold(each.text) for each in lexicons.get(lexicon, ())}:
            return Wording(
                f"{shown(word.text)} 在词库 {lexicon} 里：另写一项 lexicon: {lexicon} 来去掉它",
                f"{shown(word.text)} is in the lexicon {lexicon}: take it away by 'lexicon: {lexicon}'",
            )
    return None


def _without(part: Node, name: str, gone: set[str]) -> Node:
    """Return a signal without some members of its lists; lists and parts that are left empty go too."""
    if not gone:
        return part
    if not part.is_mapping:
        kept = tuple(node for node in part.members if name != "words" or fold(node.text) not in gone)
        return replace(part, value=kept)
    pairs = dict(part.pairs)
    if name in pairs:
        key, value = pairs.pop(name)
        kept = tuple(node for node in part.several(name) if _SAME[name](node.text) not in gone)
        if kept:
            pairs[name] = (key, replace(value, value=kept))
    if "any" in pairs:
        key, value = pairs.pop("any")
        inner = (_without(each, name, gone) for each in value.members)
        kept = tuple(each for each in inner if each.members or any(each.pairs.get(m) for m in MATCHERS))
        if kept:
            pairs["any"] = (key, replace(value, value=kept))
    return replace(part, value=MappingProxyType(pairs))


def _with_values(rule: Node, override: Node, steps: tuple[str, ...]) -> tuple[Node, list[Problem]]:
    """Return a rule with other numbers in what these keys lead to."""
    name, *rest = steps
    if name not in override.pairs:
        return rule, []
    key, change = override.pairs[name]
    if not rule.at(name).is_mapping:
        return rule, [(key, Wording(f"这条规则没有 {name}", f"the rule has no '{name}'"))]
    if rest:
        below, problems = _with_values(rule.at(name), change, tuple(rest))
    else:
        below, problems = rule.at(name), []
        for each, pair in change.pairs.items():
            below = with_pair(below, each, pair)
    return with_pair(rule, name, (rule.pairs[name][0], below)), problems


def _with_cases(rule: Node, change: Node, side: str) -> tuple[Node, list[Problem]]:
    examples = rule.at("examples")
    if not change.is_mapping or side not in examples.pairs:
        return rule, []
    key, old = examples.pairs[side]
    present = [_said(case) for case in old.members]
    going = change.at("remove").members
    problems = [
        (node, unknown(Wording("例句", "example"), _said(node), present))
        for node in going
        if _said(node) not in present
    ]
    kept = [case for case in old.members if not any(_is_meant(case, node) for node in going)]
    cases = replace(old, value=(*kept, *change.at("add").members))
    examples = with_pair(examples, side, (key, cases))
    return with_pair(rule, "examples", (rule.pairs["examples"][0], examples)), problems


def _is_meant(case: Node, by: Node) -> bool:
    """Return whether an example is the one that is written here; who sends it needs not be said again."""
    return _said(case) == _said(by) and all(
        by.at(key).text in {"", case.at(key).text} for key in ("role", "standing")
    )


def _said(case: Node) -> str:
    chat = " / ".join(line.text for line in case.at("chat").members)
    return case.text or case.at("text").text or chat
