"""A folder with a pack, and overlays laid over it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from msgscan.packs.load import load_packs
from msgscan.packs.lookup import rule_named
from msgscan.packs.model import Rule, RulePack

BASES = Path(__file__).with_name("errors") / "bases"
HEAD = """\
msgscan: 1
pack: {id: try-out, version: 0.2.0}
extends: [school.yaml]
"""
TODAY = date(2027, 1, 31)


def with_bases(folder: Path) -> Path:
    for name in ("school.yaml", "other.yaml", "harder.yaml"):
        (folder / name).write_text((BASES / name).read_text(encoding="utf-8"), encoding="utf-8")
    return folder


def overlaid(folder: Path, text: str, *, today: date = TODAY) -> dict[str, RulePack]:
    (folder / "overlay.yaml").write_text(HEAD + text, encoding="utf-8")
    return {pack.id: pack for pack in load_packs([folder / "overlay.yaml"], today=today)}


def rule_of(packs: dict[str, RulePack], name: str) -> Rule:
    return rule_named(list(packs.values()), name)[1]
