"""Packs and rules by what people call them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from ..errors import Place, UsageError, Wording
from ._source import read_text
from ._wording import unknown
from ._yaml import read_tree
from .load import load_packs
from .model import Rule, RulePack
from .shipped import shipped_names

# What callers may give where packs are asked for: packs, names of shipped ones, paths.
Pack = RulePack | str | os.PathLike[str]
Packs = Pack | Iterable[Pack]


def given_packs(packs: Packs | None, *, day: date | None = None) -> tuple[RulePack, ...]:
    """Return packs, those of names and paths loaded; all shipped packs for None.

    Parameters
    ----------
    packs : (iterable of) RulePack, name or path, optional
    day : date, optional
        As :func:`.load.load_packs` takes it.

    Raises
    ------
    PackError, UsageError
        As :func:`.load.load_packs` does.

    Examples
    --------
    >>> [pack.id for pack in given_packs(["secret"])]
    ['secret']
    """
    if packs is None:
        return load_packs(shipped_names())
    given = [packs] if isinstance(packs, str | os.PathLike | RulePack) else list(packs)
    loaded = [pack for pack in given if isinstance(pack, RulePack)]
    return (*loaded, *load_packs((pack for pack in given if not isinstance(pack, RulePack)), day=day))


def rule_named(packs: Sequence[RulePack], rule_id: str) -> tuple[RulePack, Rule]:
    """Return the rule of this id, or that was called so once, and the pack that it stands in.

    Raises
    ------
    UsageError
        No rule has this id; the message says which was meant.
    """
    every = [(pack, rule) for pack in packs for rule in pack.rules]
    found = {name: (pack, rule) for pack, rule in every for name in rule.formerly}
    found |= {rule.id: (pack, rule) for pack, rule in every}
    if rule_id not in found:
        raise UsageError(unknown(Wording("规则", "rule"), rule_id, found))
    return found[rule_id]


def place_of(pack: RulePack, rule_id: str) -> Place:
    """Return where in its pack's file a rule begins."""
    root, _ = read_tree(read_text(Path(pack.path)), pack.path)
    lines = {rule.at("id").text: rule.line for rule in root.at("rules").members}
    return Place(pack.path, lines.get(rule_id, 0))
