"""Make ``sounds.npz``: ``python -m msgscan.text._build_sounds``, at development time only.

Source: pypinyin (MIT), its readings of characters and of 47,000 words. The usual reading of a character is
the one that pypinyin lists first, unless ten times as many words have another (似: shi in 2, si in 58). The
second reading is the next one by words, where it has at least five words and a tenth of all: 行 is xing and
hang, 长 zhang and chang. Which of them a word has is not looked at: nobody who writes by ear does so either.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from .fold_table import fold_table
from .sounds import END_HAN, FIRST_HAN

# A syllable has a vowel: 呣 (m) and 嗯 (ng) are noises. ê is no letter that people type.
_SYLLABLE: Final = re.compile(r"[a-z]*[aeiouv][a-z]*")
_LEAST_WORDS: Final = 5
_LEAST_SHARE: Final = 0.1
_MANY_TIMES: Final = 10


def arrays() -> dict[str, NDArray[Any]]:
    """Return the arrays of ``sounds.npz`` by name."""
    import pypinyin  # noqa: PLC0415 - at development time only

    words = _readings_in_words()
    folded = fold_table().folded
    usual: dict[int, str] = {}
    second: dict[int, str] = {}
    for code in range(FIRST_HAN, END_HAN):
        if folded[code] != code:
            continue
        (listed,) = pypinyin.pinyin(chr(code), style=pypinyin.NORMAL, heteronym=True)
        first = next((reading for reading in listed if _SYLLABLE.fullmatch(reading)), "")
        if first:
            usual[code], other = _two(first, words.get(chr(code), Counter()))
            if other:
                second[code] = other
    syllables = ["", *sorted({*usual.values(), *second.values()})]
    number = {syllable: index for index, syllable in enumerate(syllables)}
    table = np.zeros(END_HAN - FIRST_HAN, dtype=np.uint16)
    for code, syllable in usual.items():
        table[code - FIRST_HAN] = number[syllable]
    return {
        "syllables": np.array(syllables),
        "usual": table,
        "polyphones": np.array(list(second), dtype=np.uint16),
        "second": np.array([number[syllable] for syllable in second.values()], dtype=np.uint16),
    }


def _readings_in_words() -> Mapping[str, Counter[str]]:
    """Return how many words of pypinyin have which reading of a character."""
    from pypinyin.contrib.tone_convert import to_normal  # noqa: PLC0415 - at development time only
    from pypinyin.phrases_dict import phrases_dict  # noqa: PLC0415 - at development time only

    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for word, readings in phrases_dict.items():
        if len(word) == len(readings):
            for char, (reading, *_) in zip(word, readings, strict=True):
                counts[char][to_normal(reading)] += 1
    return counts


def _two(first: str, words: Counter[str]) -> tuple[str, str]:
    """Return the usual reading and the second one, or ''."""
    best, most = max(words.items(), key=lambda each: each[1], default=(first, 0))
    usual = best if most >= _MANY_TIMES * max(1, words[first]) else first
    least = max(_LEAST_WORDS, _LEAST_SHARE * words.total())
    others = [reading for reading, count in words.most_common() if reading != usual and count >= least]
    return usual, next(iter(others), "")


if __name__ == "__main__":
    np.savez_compressed(Path(__file__).with_name("sounds.npz"), **arrays())  # type: ignore[arg-type] # typeshed reads ** as allow_pickle
