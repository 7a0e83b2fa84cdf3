"""Checks of windows, made on the tree as those of conditions."""

from __future__ import annotations

from ..errors import Wording
from ._conditions import Told, told_of_trigger
from ._shape import maybe_whole
from ._yaml import Node


def conditions_of_window(window: Node) -> tuple[Node, Node]:
    """Return the conditions that stand in a window."""
    return window.at("of"), window.at("unless_after").at("when")


def told_of_window(rule: Node) -> Told:
    """Tell of windows that have no length or two, and of counts that nothing or everything reaches."""
    window = rule.at("window")
    if not window.is_mapping:
        return
    if ("span" in window.pairs) == ("gap" in window.pairs):
        yield window, Wording("窗口要写 span 或 gap，二选一", "a window has either 'span' or 'gap'")
    yield from _told_of_counts(window)
    if window.at("same").text == "match" and "of" not in window.pairs:
        yield (
            window.at("same"),
            Wording("same: match 要和 of 一起写：哪个信号的命中", "'same: match' needs 'of': hits of what"),
        )
    if "downgrade" in rule.pairs:
        yield (
            rule.pairs["downgrade"][0],
            Wording("有 window 的规则不能写 downgrade", "a rule with a window can't have a downgrade"),
        )
    if "join" in rule.pairs:
        yield (
            rule.pairs["join"][0],
            Wording("有 window 的规则不能写 join", "a rule with a window can't have a join"),
        )
    for condition in conditions_of_window(window):
        yield from told_of_trigger(condition)


def _told_of_counts(window: Node) -> Told:
    least, senders, shortest, longest = (
        maybe_whole(window.at(key).text) for key in ("at_least", "senders", "shortest", "longest")
    )
    if least == 1:
        yield (
            window.at("at_least"),
            Wording(
                "窗口至少要数 2 条：一条用 when 就够了", "a window counts at least 2: for one take 'when'"
            ),
        )
    if senders and window.at("by").text == "sender":
        yield (
            window.at("senders"),
            Wording("by: sender 每个人分开数，不会有几个人", "'by: sender' counts each sender alone"),
        )
    if senders and least and senders > least:
        yield (
            window.at("senders"),
            Wording(
                f"{senders} 个人至少要有 {senders} 条，at_least 却是 {least}",
                f"{senders} senders have at least {senders} messages, but at_least is {least}",
            ),
        )
    if shortest and longest and shortest > longest:
        yield (
            window.at("longest"),
            Wording(
                f"没有消息能至少 {shortest} 字又至多 {longest} 字",
                f"no message has at least {shortest} and at most {longest} characters",
            ),
        )


def told_of_examples(rule: Node) -> Told:
    """Tell of examples that are neither a message nor a chat, or both."""
    for side in ("match", "no_match"):
        for case in rule.at("examples").at(side).members:
            if case.is_mapping and ("text" in case.pairs) == ("chat" in case.pairs):
                yield (
                    case,
                    Wording("例句要写 text 或 chat，二选一", "an example has either 'text' or 'chat'"),
                )
