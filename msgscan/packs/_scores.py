"""Checks of points, levels and severities, made on the tree as those of conditions."""

from __future__ import annotations

from ..errors import Wording
from ..schema import CATEGORIES
from ._conditions import Told
from ._shape import maybe_whole
from ._yaml import Node


def told_of_score(score: Node) -> Told:
    """Tell of points that do nothing and of levels that can't be reached."""
    points = [(value, maybe_whole(value.text)) for _, value in score.at("add").pairs.values()]
    for value, number in points:
        if number == 0:
            yield (
                value,
                Wording("0 分不起作用：写正数或负数，或者删掉", "0 points do nothing: use another number"),
            )
    numbers = [number for _, number in points if number is not None]
    # With a number that can't be read, what can be reached is not known.
    most = sum(filter(lambda number: number > 0, numbers)) if 0 < len(numbers) == len(points) else None
    below = 0
    for name, value in _rising(score.at("levels")):
        level = maybe_whole(value.text)
        if level is None:
            continue
        if level <= below:
            yield (
                value,
                Wording(
                    f"{name} 要的分数必须大于 {below}（0，或者更低一级的分数）",
                    f"{name} must ask for more than {below} (zero, or the points of the level below)",
                ),
            )
        elif most is not None and level > most:
            yield (
                value,
                Wording(
                    f"达不到 {level} 分：正分加起来只有 {most}",
                    f"{level} points can't be reached: all positive points add up to {most}",
                ),
            )
        below = max(below, level)


def told_of_downgrade(rule: Node) -> Told:
    """Tell of a downgrade that does not go down."""
    order = CATEGORIES["severity"]
    levels = [name for name, _ in _rising(rule.at("score").at("levels"))]
    given = levels or [rule.at("severity").text]
    to = rule.at("downgrade").at("to")
    if to.text in order and given[-1] in order and order.index(to.text) >= order.index(given[-1]):
        yield (
            to,
            Wording(
                f"downgrade 要降到更低的一级：{to.text} 不比 {given[-1]} 低",
                f"a downgrade must lower the severity: {to.text} is not below {given[-1]}",
            ),
        )


def _rising(levels: Node) -> list[tuple[str, Node]]:
    return [(name, levels.at(name)) for name in CATEGORIES["severity"] if name in levels.pairs]
