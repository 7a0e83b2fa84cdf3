"""Make ``fold_table.npz``: ``python -m msgscan.text._build_table``, at development time only.

A character folds to

1. what :mod:`._lookalikes` says it is read as, or the digit that it shows (❶, ٣);
2. else its compatibility decomposition (NFKD) without combining marks, in lower case, simplified.

Both are applied until nothing changes, so folding twice is folding once. Where a decomposition has one
letter among signs, the letter stands alone (㈠ → 一, ⑴ → 1, ℃ → c); where it is nothing but signs the
character stays itself (… is no three full stops). What remains longer than one character expands (㎏ → kg).

Decomposing before marks are dropped makes é and e + U+0301, or ｶﾞ and ガ, fold alike although each code
point is folded for itself. Korean syllables are composed again; bare conjoining letters are not.

Sources: unicodedata of the running Python; OpenCC's ``t2s``, asked one character at a time, as its phrases
would need context.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ._lookalikes import INVISIBLE, LOOKALIKES, STRUCTURE as STRUCTURE_MARKS
from .fold_table import CODE_POINTS, DROPPED, EXPANDS, OTHER, SEPARATOR, STRUCTURE, WORD

# \r goes, so that \r\n is one newline.
_WHITESPACE = {"\n": "\n", "\v": "\n", "\f": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n", "\t": " "}
_BLANK = {"\u2800": " "}  # a Braille pattern without dots
_HAN = ((0x3400, 0x4DC0), (0x4E00, 0xA000), (0xF900, 0xFB00), (0x20000, 0x323B0))
# Emoji are added here every year: what this Python does not know yet is taken for a symbol.
_PICTOGRAPHS = range(0x1F000, 0x1FB00)


def arrays() -> dict[str, NDArray[Any]]:
    """Return the arrays of ``fold_table.npz`` by name."""
    fold = character_folder()
    folds = [fold(chr(code)) for code in range(CODE_POINTS)]
    changed = [code for code, text in enumerate(folds) if len(text) <= 1 and text != chr(code)]
    expanding = [code for code, text in enumerate(folds) if len(text) > 1]
    kinds = np.array([kind_of(text) for text in folds], dtype=np.uint8)
    kind_starts = np.flatnonzero(np.diff(kinds, prepend=255))
    return {
        "changed": np.array(changed, dtype=np.uint32),
        "changed_to": np.array([ord(folds[code] or "\0") for code in changed], dtype=np.uint32),
        "kind_starts": kind_starts.astype(np.uint32),
        "kinds": kinds[kind_starts],
        "expanding": np.array(expanding, dtype=np.uint32),
        "expansion_lengths": np.array([len(folds[code]) for code in expanding], dtype=np.uint8),
        "expansions": np.array([ord(char) for code in expanding for char in folds[code]], dtype=np.uint32),
        "unicode_version": np.array(unicodedata.unidata_version),
    }


def character_folder() -> Callable[[str], str]:
    """Return the function that folds one character; it remembers what it was asked."""
    simplified = _simplified()

    @cache
    def fold(char: str) -> str:
        category = unicodedata.category(char)
        if char in _WHITESPACE or char in _BLANK:
            return (_WHITESPACE | _BLANK)[char]
        if category in ("Cc", "Cf", "Mn", "Me") or char in INVISIBLE:
            return ""
        if category in ("Cn", "Co", "Cs"):
            return char
        parts = LOOKALIKES.get(char) or _shown_number(char) or _decomposed(char)
        parts = "".join(simplified.get(part, part) for part in parts)
        return char if parts == char else _without_signs(char, "".join(map(fold, parts)))

    return fold


def kind_of(folded: str) -> int:
    """Return the kind of a character that folds to this."""
    if len(folded) != 1:
        return EXPANDS if folded else DROPPED
    category = unicodedata.category(folded)
    if folded in STRUCTURE_MARKS or category in ("Ps", "Pe", "Pi", "Pf"):
        return STRUCTURE
    if category[0] in "PSZ" or category in ("Co", "Cs"):
        return SEPARATOR
    if category == "Cn" and ord(folded) in _PICTOGRAPHS:
        return SEPARATOR
    if folded in "0123456789" or (category[0] == "L" and unicodedata.name(folded, "").startswith("LATIN ")):
        return WORD
    return OTHER


def _simplified() -> dict[str, str]:
    import opencc  # noqa: PLC0415 - at development time only

    han = [chr(code) for first, end in _HAN for code in range(first, end)]
    converted = opencc.OpenCC("t2s").convert("\n".join(han)).split("\n")
    return {old: new for old, new in zip(han, converted, strict=True) if old != new and len(new) == 1}


def _shown_number(char: str) -> str:
    """Return the number that a digit of any script or a circled number shows, else ''."""
    digit = unicodedata.digit(char, None)
    if digit is not None:
        return str(digit)
    circled = "CIRCLED NUMBER" in unicodedata.name(char, "") or "CIRCLED DIGIT" in unicodedata.name(char, "")
    return str(int(unicodedata.numeric(char))) if circled else ""


def _decomposed(char: str) -> str:
    letters = (
        part for part in unicodedata.normalize("NFKD", char) if unicodedata.category(part) not in ("Mn", "Me")
    )
    return unicodedata.normalize("NFC", "".join(letters)).casefold()


def _without_signs(char: str, folded: str) -> str:
    """Return the one letter of a longer folding, the character itself where there is none."""
    if len(folded) <= 1:
        return folded
    letters = [part for part in folded if unicodedata.category(part)[0] not in "PSZ"]
    if not letters:
        return char
    return letters[0] if len(letters) == 1 else folded


if __name__ == "__main__":
    np.savez_compressed(Path(__file__).with_name("fold_table.npz"), **arrays())  # type: ignore[arg-type] # typeshed reads ** as allow_pickle
