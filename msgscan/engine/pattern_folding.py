r"""Folding of patterns: text is folded before a pattern sees it, so the pattern must be folded too.

Each character that a pattern names, were it by an escape (``\u3000``, ``\（``), becomes what it folds to;
what is grammar stays as it is. A range of characters becomes the set of what they fold to. A pattern that
compiles compiles when it is folded, and where it matched a text as it is, the folded one matches the folded
text; not so a set or a class that matched a character which folds to several or to none.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import groupby

from ..text.folding import fold

_SPECIAL = frozenset(r"\.^$*+?{}[]()|#&~- ")
_ESCAPES = {"t": "\t", "n": "\n", "v": "\v", "f": "\f", "r": "\r"}

# \x41 · \u3000 · \U0001f600 · \d · \（ · 微
_CHARACTER = r"\\x[0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\U[0-9a-fA-F]{8}|\\.|."
_TOKEN = re.compile(
    r"(?P<grammar>"
    r"\\[pPNgkL](?:\{[^}]*\}|<[^>]*>)"  # \p{Han} · \N{DIGIT ONE} · \g<name>
    r"|\(\?(?:P?<(?![=!])[^>]*>|P[=>][^)]*|&[^)]*|\#[^)]*)"  # (?P<name> · (?P=name · (?#note
    r"|\(\?[-a-zA-Z0-9]+[:)]"  # (?i) · (?i:
    r"|\(\?(?:\([^)]*\)|<?[=!]|[>|])?"  # (?(1) · (?<= · (?>
    r"|\(\*[A-Z]+\)"  # (*FAIL)
    r"|\{[a-z0-9,<=+: ]*\}[+?]?|[*+?][+?]?|[(|^$]"  # {2,5}? · {e<=1} · *+ · (
    r")"
    r"|\[(?P<set>\^?\]?(?:\\.|\[:[^:\]]*:\]|[^\]\\])*)\]"  # [^\dＶ-Ｘ]
    rf"|(?P<character>{_CHARACTER})",
    re.DOTALL,
)
_ITEM = re.compile(
    r"(?P<grammar>\[:[^:\]]*:\]|\\[pPN]\{[^}]*\})"  # [:alpha:] · \p{Han}
    rf"|(?P<first>{_CHARACTER})(?:-(?P<last>{_CHARACTER}))?",  # 微 · Ｖ-Ｘ
    re.DOTALL,
)


@cache
def fold_pattern(pattern: str) -> str:
    r"""Return a pattern that matches in folded text what people meant it to match in theirs.

    Examples
    --------
    >>> print(fold_pattern(r"[Ｖv]Ｘ：（\d+）㎏{2}"))
    [vv]x:\(\d+\)(?:kg){2}
    >>> print(fold_pattern(r"(?P<A>[Ｖ-Ｘ甲]\（)"))
    (?P<A>[v-x甲]\()
    """
    parts: list[str] = []
    repeatable = False  # does the last part take a quantifier?
    for token in _TOKEN.finditer(pattern):
        if token["grammar"] is not None:
            parts.append(token[0])
        elif token["set"] is not None:
            parts.append(f"[{_folded_set(token['set'])}]")
        else:
            parts.append(_folded_character(token[0], repeatable=repeatable))
        repeatable = token["grammar"] is None or token[0].startswith("\\")
    return "".join(parts)


def _folded_character(written: str, *, repeatable: bool) -> str:
    if written == "{":
        return r"\{"  # {①} is no quantifier, {1} would be
    character = _maybe_character(written)
    folded = None if character is None else _fold(character)
    if folded is None or folded == character:
        return written
    if not folded:
        # ❤️{3} means three hearts, though what it repeats is the selector behind the heart.
        return "" if repeatable else "(?:)"
    return _escaped(folded) if len(folded) == 1 else f"(?:{_escaped(folded)})"


def _folded_set(written: str) -> str:
    parts: list[str] = []
    for item in _ITEM.finditer(written):
        first, last = (item[end] and _maybe_character(item[end]) for end in ("first", "last"))
        if not first or (item["last"] and not last):
            folded = ""
        elif not last:
            folded = _fold(first)
        else:
            unchanged = _fold(first) == first and _fold(last) == last
            folded = "" if unchanged else fold("".join(map(chr, range(ord(first), ord(last) + 1))))
        # What folds to nothing stays: a set may not be empty, and folded text does not have it.
        parts.append(item[0] if folded in {"", first} else _as_ranges(set(folded)))
    return "".join(parts)


@cache
def _fold(character: str) -> str:
    """Return what a character folds to; patterns are written with the same ones again and again."""
    return fold(character)


def _maybe_character(written: str) -> str | None:
    r"""Return the character that a token stands for; nothing for a class such as ``\d``."""
    if not written.startswith("\\") or written == "\\":
        return written
    if len(written) > 2:  # noqa: PLR2004 - longer than a backslash and a letter: a number
        return chr(int(written[2:], 16))  # noqa: FURB166 - \\x is no prefix that int knows
    name = written[1]
    return _ESCAPES.get(name) if name.isascii() and name.isalnum() else name


def _escaped(text: str) -> str:
    return "".join(f"\\{character}" if character in _SPECIAL else character for character in text)


def _as_ranges(characters: set[str]) -> str:
    """Return characters as the inside of a set."""
    codes = sorted(map(ord, characters))
    runs = [[code for _, code in run] for _, run in groupby(enumerate(codes), lambda each: each[1] - each[0])]
    return "".join(
        _escaped(chr(run[0])) + (f"-{_escaped(chr(run[-1]))}" if len(run) > 1 else "") for run in runs
    )
