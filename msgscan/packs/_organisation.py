"""Checks of packs that an organisation defines: approved, for a short time, for review by a person only.

What such a pack looks for (sensitive topics, religious content) is the organisation's own to say; that it
looks for little, for a good reason and not for long is checked here.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date

from ..errors import Wording
from ..schema import CATEGORIES, REVIEW_ONLY
from ._conditions import Told
from ._head import ORGANISATION
from ._schema import keys_at
from ._shape import maybe_day
from ._wording import maybe_meant, missing, shown
from ._yaml import Node
from .model import APPROVAL

# A semester's event, or a quarter: after that somebody has to say again that it is still needed.
LONGEST_DAYS = 90
FEWEST_NO_MATCH = 2
_MILD = CATEGORIES["severity"][: CATEGORIES["severity"].index("low") + 1]
# The clause any rule may have; the rest of an approval would promise an expiry that nobody keeps.
_OWN_KEYS = [key for key in APPROVAL if key != "clause"]


def is_of_organisation(root: Node) -> bool:
    """Return whether an organisation defines the pack."""
    return root.at("pack").at("defined_by").text == ORGANISATION


def told_of_organisation(root: Node, today: date | None) -> Told:
    """Tell of entries that lack their approval, outlive it or go beyond review.

    Parameters
    ----------
    root : Node
        Any pack.
    today : date, optional
        The day on which entries must be in force; default: any day will do.
    """
    for rule in root.at("rules").members:
        if is_of_organisation(root) or rule.at("category").text == REVIEW_ONLY:
            yield from _told_of_severities(rule)
        if not is_of_organisation(root):
            yield from _told_of_strays(rule)
        elif rule.is_mapping:
            yield from _told_of_approval(rule)
            yield from _told_of_days(rule, today if rule.at("status").text != "deprecated" else None)
            yield from _told_of_review(rule)


def _told_of_strays(rule: Node) -> Told:
    for key in _OWN_KEYS:
        if key in rule.pairs:
            yield (
                rule.pairs[key][0],
                Wording(
                    f"{key} 只能写在本单位自定的规则包里：先在 pack 里写 defined_by: {ORGANISATION}",
                    f"{key!r} is for packs that an organisation defines: write 'defined_by: {ORGANISATION}' "
                    "in 'pack' first",
                ),
            )


def _told_of_approval(rule: Node) -> Told:
    known = keys_at(("rules", 0))
    unknown = [key for key in rule.pairs if key not in known]
    for key in APPROVAL:
        # A misspelt key is told by its own sentence.
        if key not in rule.pairs and not any(maybe_meant(each, (key,)) for each in unknown):
            yield rule, missing(("rules", 0, key))


def _told_of_days(rule: Node, today: date | None) -> Told:
    approved, expires = (maybe_day(rule.at(key).text) for key in ("approved_on", "expires_on"))
    if approved and expires and not 0 <= (expires - approved).days <= LONGEST_DAYS:
        yield (
            rule.at("expires_on"),
            Wording(
                f"expires_on 要在 approved_on（{approved}）之后 {LONGEST_DAYS} 天以内，现在是 {expires}",
                f"expires_on must be within {LONGEST_DAYS} days after approved_on ({approved}), "
                f"found {expires}",
            ),
        )
    if approved and today and approved > today:
        yield (
            rule.at("approved_on"),
            Wording(
                f"批准日期 {approved} 还没到，今天是 {today}：批准之后才能用",
                f"approved on {approved}, but today is {today}: no use before it is approved",
            ),
        )
    if expires and today and expires < today:
        yield (
            rule.at("expires_on"),
            Wording(
                f"已于 {expires} 过期，今天是 {today}：请重新批准并改 approved_on 和 expires_on，"
                "或写 status: deprecated",
                f"expired on {expires}, and today is {today}: have it approved anew and change approved_on "
                "and expires_on, or write 'status: deprecated'",
            ),
        )


def _told_of_review(rule: Node) -> Told:
    category, cases = rule.at("category"), rule.at("examples").at("no_match")
    if category.text and category.text != REVIEW_ONLY:
        yield (
            category,
            Wording(
                f"本单位自定的规则，类别只能是 {REVIEW_ONLY}，现在是 {shown(category.text)}",
                f"a rule that an organisation defines is of the category {REVIEW_ONLY}, "
                f"found {shown(category.text)}",
            ),
        )
    different = {json.dumps(case.plain(), sort_keys=True) for case in cases.members}
    if 0 < len(different) < FEWEST_NO_MATCH:
        yield (
            cases,
            Wording(
                f"至少要有 {FEWEST_NO_MATCH} 条不同的反例，现在是 {len(different)} 条：写最像的正常说法",
                f"at least {FEWEST_NO_MATCH} different counter-examples are needed, found {len(different)}",
            ),
        )
    by = rule.at("window").at("by")
    if by.text == "sender":
        yield (
            by,
            Wording(
                "本单位自定的规则不能按人计数：请写 by: chat",
                "a rule that an organisation defines can't count by person: write 'by: chat'",
            ),
        )


def _told_of_severities(rule: Node) -> Told:
    for node in _severities(rule):
        if node.text in CATEGORIES["severity"] and node.text not in _MILD:
            yield (
                node,
                Wording(
                    f"类别 {REVIEW_ONLY} 只供人工复核，最高是 low，现在是 {node.text}",
                    f"the category {REVIEW_ONLY} is for review only: low at most, found {node.text}",
                ),
            )


def _severities(rule: Node) -> Iterator[Node]:
    yield rule.at("severity")
    yield from (key for key, _ in rule.at("score").at("levels").pairs.values())
