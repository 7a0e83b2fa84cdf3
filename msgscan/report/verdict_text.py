"""What :func:`msgscan.explain` comes to, in one sentence: found how, or not found for want of what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..errors import Wording
from ..explanation import ExplainedNode, ExplainedSignal, Explanation


def verdict(told: Explanation) -> Wording:
    """Return whether the rule finds the message (or counts it), and what is missing if not."""
    if told.counted or told.severity:
        return _found(told)
    head = (
        Wording("✗ 没有命中", "✗ not found")
        if told.counted is None
        else Wording("✗ 窗口不数这条消息", "✗ not counted by the window")
    )
    reasons = [*_reasons(told)]
    if not reasons:
        return head
    zh, en = "；".join(each.zh for each in reasons), "; ".join(each.en for each in reasons)
    return Wording(f"{head.zh}：{zh}", f"{head.en}: {en}")


def _found(told: Explanation) -> Wording:
    if told.counted:
        return Wording("✓ 窗口会数这条消息", "✓ counted by the window")
    zh, en = f"✓ 命中，级别 {told.severity}", f"✓ found, severity {told.severity}"
    if told.downgrade and told.downgrade.when.holds:
        zh, en = f"{zh}（降级后）", f"{en} (downgraded)"
    if told.evasion:
        zh, en = f"{zh}，写法有规避痕迹", f"{en}, written to evade a search"
    return Wording(zh, en)


def _reasons(told: Explanation) -> Iterator[Wording]:
    """Yield why the rule does not find the message, or count it."""
    if not told.looked_at:
        yield Wording(
            f"这条规则不看 {told.kind} 类的消息",
            f"the rule does not look at messages of kind {told.kind}",
        )
    if told.when and not told.when.holds:
        yield from _missing(told.when, {signal.name: _excuse(signal) for signal in told.signals})
    if told.score and told.score.total < told.score.levels[0][0]:
        least, level = told.score.levels[0]
        yield Wording(
            f"合计 {told.score.total} 分，{least} 分才是 {level}",
            f"a total of {told.score.total}, {level} needs {least}",
        )
    window, length = told.window, len(told.text)
    if window and window.shortest and length < window.shortest:
        yield Wording(f"只有 {length} 个字，至少要 {window.shortest} 个", f"{length} characters are too few")
    if window and window.longest and length > window.longest:
        yield Wording(f"有 {length} 个字，至多 {window.longest} 个", f"{length} characters are too many")


def _missing(node: ExplainedNode, excuses: Mapping[str, Wording]) -> Iterator[Wording]:
    """Yield what keeps a condition from holding.

    Parameters
    ----------
    node : ExplainedNode
        It does not hold.
    excuses : mapping of str to Wording
        What is to be known of a signal that does not hit.
    """
    names = [name for part in node.parts for name in part.signals if part.kind == "signal"]
    simple = len(names) == len(node.parts)
    if node.kind == "signal":
        name = node.signals[0]
        yield Wording(f"没有找到 {name}{excuses[name].zh}", f"no {name}{excuses[name].en}")
    elif node.kind == "all":
        # First what is missing, then what should not be there.
        for part in sorted(node.parts, key=lambda part: part.kind == "none"):
            if not part.holds:
                yield from _missing(part, excuses)
    elif node.kind == "none":
        there = [part for part in node.parts if part.holds]
        if all(part.kind == "signal" for part in there):
            shown = [part.signals[0] for part in there]
            yield Wording(f"找到了不该有的 {'、'.join(shown)}", f"{', '.join(shown)} should not be there")
        else:
            yield Wording("“一个都不成立”里有成立的", "something holds that should not")
    elif node.kind == "near":
        shown = list(node.signals)
        yield Wording(
            f"{'、'.join(shown)} 没有在 {node.number} 个字以内一起出现",
            f"{', '.join(shown)} do not stand within {node.number} characters",
        )
    elif node.kind == "any":
        yield (
            Wording(f"{'、'.join(names)} 一个也没找到", f"none of {', '.join(names)} found")
            if simple
            else Wording("几种情况没有一种成立", "none of the cases holds")
        )
    else:
        holding = sum(bool(part.holds) for part in node.parts)
        of = Wording(f"{'、'.join(names)} 里", f"of {', '.join(names)} ") if simple else Wording("", "")
        yield Wording(
            f"{of.zh}要 {node.number} 个，只有 {holding} 个成立",
            f"{of.en}{node.number} are needed, {holding} hold",
        )


def _excuse(signal: ExplainedSignal) -> Wording:
    """Return what is to be known of a signal, if it does not hit."""
    if signal.context:
        return Wording("（前后的消息没有看）", " (neighbours were not looked at)")
    if any(part.hits for part in signal.parts):
        return Wording("（有像的，都不算，见下）", " (what is like it does not count, see below)")
    return Wording("", "")
