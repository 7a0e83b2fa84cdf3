"""Checks of conditions, made on the tree: it may still have faults of shape, which are told elsewhere."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from ..errors import Wording
from ._shape import maybe_whole
from ._wording import shown
from ._yaml import Node

Told = Iterator[tuple[Node, Wording]]

_PARTS = ("all", "any", "none")


def mentions(condition: Node) -> Iterator[Node]:
    """Yield every scalar that stands where the name of a signal is due."""
    if condition.text:
        yield condition
    for key in _PARTS:
        for part in condition.at(key).members:
            yield from mentions(part)
    for key in ("at_least", "near"):
        yield from (node for node in condition.at(key).at("of").members if node.text)


def asserted(condition: Node) -> Iterator[str]:
    """Yield the signals that must hit, or may: those outside of every ``none``."""
    if condition.text:
        yield condition.text
    for key in ("all", "any"):
        for part in condition.at(key).members:
            yield from asserted(part)
    for key in ("at_least", "near"):
        yield from (node.text for node in condition.at(key).at("of").members if node.text)


def told_of_condition(condition: Node, placeless: Collection[str] = ()) -> Told:
    """Tell of what can't be meant so, in the condition and all conditions inside it."""
    yield from _told_of_denials(condition, denied=False)
    yield from _told_of_groups(condition)
    yield from _told_of_nears(condition, placeless)


def told_of_trigger(condition: Node, placeless: Collection[str] = ()) -> Told:
    """Tell of a condition that holds of a message in which no signal stands.

    ``placeless`` are signals that may hit a message without standing in it.
    """
    if _holds_of_nothing(condition, placeless) and not _holds_of_nothing(condition):
        yield (
            condition,
            Wording(
                "只凭发送人是谁或前后的消息就会报警：请在 role、standing、context 之外再要求一个信号",
                "this fires by who the sender is or by neighbours alone: ask for a signal in the message too",
            ),
        )
    elif _holds_of_nothing(condition):
        yield (
            condition,
            Wording(
                "没有任何信号命中时这个条件也成立，会对每条消息报警：请在 none 之外再要求一个信号",
                "this holds of a message without any hit, it would fire on everything: "
                "ask for a signal outside 'none'",
            ),
        )


def _holds_of_nothing(condition: Node, placeless: Collection[str] = ()) -> bool:
    """Return whether a condition holds where only signals without a place hit, or none."""
    if condition.text:
        return condition.text in placeless
    parts = {
        key: [_holds_of_nothing(part, placeless) for part in condition.at(key).members]
        for key in ("all", "any")
    }
    denied = [_holds_of_nothing(part) for part in condition.at("none").members]
    at_least = condition.at("at_least")
    without = sum(node.text in placeless for node in at_least.at("of").members)
    # near asks for hits in the message
    truths = {
        "all": all(parts["all"]),
        "any": any(parts["any"]),
        "none": not any(denied),
        "at_least": without >= (maybe_whole(at_least.at("n").text) or 1),
    }
    return condition.pairs != {} and all(truths.get(key, False) for key in condition.pairs)


def _told_of_denials(condition: Node, *, denied: bool) -> Told:
    """Tell of each ``none`` inside another: the evidence of a finding are the signals outside of them."""
    for key in _PARTS:
        if denied and key == "none" and key in condition.pairs:
            yield (
                condition.pairs[key][0],
                Wording(
                    "none 里面不能再写 none：双重否定请改成肯定的写法",
                    "no 'none' inside 'none': say it positively",
                ),
            )
        for part in condition.at(key).members:
            yield from _told_of_denials(part, denied=denied or key == "none")


def _told_of_groups(condition: Node) -> Told:
    if condition.is_mapping and not condition.pairs:
        yield condition, Wording("条件是空的", "the condition is empty")
    for key in _PARTS:
        for part in condition.at(key).members:
            yield from _told_of_groups(part)
    at_least = condition.at("at_least")
    for group in (at_least, condition.at("near")):
        yield from _told_of_repeats(group)
    number = maybe_whole(at_least.at("n").text)
    names = {node.text for node in at_least.at("of").members}
    if number is not None and number > len(names) > 0:
        yield (
            at_least.at("n"),
            Wording(
                f"of 里只有 {len(names)} 个信号，凑不够 {number} 个",
                f"there are only {len(names)} signals in 'of', never {number}",
            ),
        )


def _told_of_nears(condition: Node, placeless: Collection[str]) -> Told:
    for node in condition.at("near").at("of").members:
        if node.text in placeless:
            yield (
                node,
                Wording(
                    f"信号 {shown(node.text)} 有 role、standing 或 context，在消息里没有位置，不能写进 near",
                    f"the signal {shown(node.text)} has a role, standing or context, so no place for 'near'",
                ),
            )
    for key in _PARTS:
        for part in condition.at(key).members:
            yield from _told_of_nears(part, placeless)


def _told_of_repeats(group: Node) -> Told:
    seen = set()
    for node in group.at("of").members:
        if node.text and node.text in seen:
            yield (
                node,
                Wording(
                    f"信号 {shown(node.text)} 写了两次", f"the signal {shown(node.text)} stands here twice"
                ),
            )
        seen.add(node.text)
