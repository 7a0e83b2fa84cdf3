"""Patterns that run away: found by giving them what makes such patterns run, and a clock.

A nested repeat such as ``(?:刷|刷刷)+单`` tries all ways to part a row of one character. In a scan the clock
of :mod:`.regexes` stops it, message by message; whoever writes the pattern should hear of it before.
"""

from __future__ import annotations

from typing import Final

from ..packs.patterns import compile_pattern
from .effort import harmless_length
from .pattern_folding import fold_pattern
from .regexes import TIME_LIMIT

_LENGTH: Final = 2_000  # characters of a row: a forwarded article has more
_ENOUGH: Final = 400  # a pattern that is harmless on so long a text is none of these
_CHARACTERS: Final = 16  # of a pattern that are tried, besides a digit, a letter, a blank and a Han character


def maybe_runaway(pattern: str) -> str | None:
    r"""Return a character of which a long row makes a pattern run for longer than a scan allows, if any does.

    Examples
    --------
    >>> maybe_runaway("(?:刷|刷刷)+单")
    '刷'
    >>> maybe_runaway(r"刷单.{0,20}加微信") is None
    True
    """
    folded = fold_pattern(pattern)
    if harmless_length(folded) >= _ENOUGH:
        return None
    compiled = compile_pattern(folded)
    own = [character for character in dict.fromkeys(folded) if character.isalnum()]
    # Where a character that must be there is not, the search ends before it begins.
    rest = "\n" + "".join(own)
    for character in dict.fromkeys([*own[:_CHARACTERS], "1", "a", " ", "中"]):
        try:
            compiled.search(character * _LENGTH + rest, timeout=TIME_LIMIT)
        except TimeoutError:
            return character
    return None
