"""One rule to be explained: made of its signals."""

from __future__ import annotations

from typing import Any

from msgscan.explaining import explain
from msgscan.explanation import Explanation
from msgscan.packs.model import Rule, RulePack
from tests.property.strategies import pack_of


def pack(signals: dict[str, Any], lexicon: tuple[str, ...] = (), **changes: Any) -> RulePack:  # noqa: ANN401 - any key of the language
    rule = {
        "id": "tried",
        "title": "规则",
        "category": "ad",
        "severity": "high",
        "message": "发现",
        "signals": signals,
        "when": next(iter(signals)),
        "examples": {"match": ["甲"], "no_match": ["乙"]},
    }
    kept = {key: value for key, value in (rule | changes).items() if value is not None}
    return pack_of(Rule.model_validate(kept), lexicon=lexicon)


def told(text: str, signals: dict[str, Any], **changes: Any) -> Explanation:  # noqa: ANN401 - any key of the language
    return explain(text, "tried", [pack(signals, **changes)])
