"""On which days a rule may run: from its approval to its last day, both included."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date, datetime

from ..errors import Wording
from .model import Rule, RulePack


def this_day() -> date:
    """Return the day on this machine's calendar; nothing else here looks at a clock."""
    return datetime.now().astimezone().date()


def maybe_lapse(rule: Rule, today: date) -> Wording | None:
    """Return why a rule may not run on a day, and that nothing is checked by it; nothing if it may.

    A rule that is approved from some later day on would otherwise run for longer than the language allows.
    """
    if rule.expires_on and rule.expires_on < today:
        return Wording(
            f"规则 {rule.id} 已于 {rule.expires_on} 过期，未检查",
            f"rule {rule.id} expired on {rule.expires_on}: not checked",
        )
    if rule.approved_on and rule.approved_on > today:
        return Wording(
            f"规则 {rule.id} 到 {rule.approved_on} 才获批准，未检查",
            f"rule {rule.id} is approved from {rule.approved_on} on: not checked",
        )
    return None


def in_force(packs: Iterable[RulePack], today: date) -> tuple[tuple[RulePack, ...], tuple[Wording, ...]]:
    """Return packs without the rules that may not run on a day, and why each of those may not.

    A pack that loses a rule has another digest: what was scanned with it has to be scanned again.
    """
    kept: list[RulePack] = []
    lapses: list[Wording] = []
    for pack in packs:
        lapsed = {
            rule.id: lapse
            for rule in pack.rules
            if rule.status != "deprecated" and (lapse := maybe_lapse(rule, today))
        }
        lapses += lapsed.values()
        kept.append(_without(pack, lapsed) if lapsed else pack)
    return tuple(kept), tuple(lapses)


def _without(pack: RulePack, rules: Iterable[str]) -> RulePack:
    gone = frozenset(rules)
    digest = hashlib.sha256("\n".join((pack.digest, *sorted(gone))).encode()).hexdigest()
    left = tuple(rule for rule in pack.rules if rule.id not in gone)
    return pack.model_copy(update={"rules": left, "digest": digest})
