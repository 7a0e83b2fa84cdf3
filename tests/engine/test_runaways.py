"""Which patterns run away, and on a row of what."""

from __future__ import annotations

import pytest

from msgscan.engine.runaways import maybe_runaway

# pattern, the character
CASES = {
    "a word": ("刷单", None),
    "a long run": (r"刷单[^。]*加微信\s*", None),
    "two ways to read a row": ("(?:刷|刷刷)+单", "刷"),
    "in any script": ("(?:機|機機)+密", "机"),
    "several runs of anything, which the engine knows to cut short": (".*.*.*.*.*.*单", None),
    "runs of digits": (r"(?:\d|\d\d)+元", "1"),
    "never given back": ("(?:刷|刷刷)++单", None),
}


@pytest.mark.parametrize(("pattern", "expected"), CASES.values(), ids=CASES.keys())
def test_tells(pattern: str, expected: str | None) -> None:
    assert expected == maybe_runaway(pattern)
