"""Seeded texts and terms for the scan benchmark, with the truth of what was planted.

Messages are 5 to 60 characters of made-up Chinese: words of one to four common characters, both drawn by
Zipf's law, with the punctuation, digits and emoji of a chat. 2 % carry a term as it is, 1 % carry one in
disguise. Not realistic in: words are drawn independently, so there are no phrases; terms are words and pairs
of words of the same vocabulary.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from msgscan.text.fold_table import fold_table

_WORDS: Final = 60_000
_WORD_LENGTHS: Final = {1: 0.05, 2: 0.65, 3: 0.18, 4: 0.12}
_SIGNS: Final = (*"，。 ！？…、：\n😂👍@", "的", "了", "ok", "qq", "12", "2026")
_SHARE_OF_SIGNS: Final = 0.12
_BLOCK: Final = 20_000  # messages that are made at a time


class Planted(NamedTuple):
    """A term that was put into a message, at this half-open range."""

    message: int
    start: int
    end: int
    term: int


class Corpus(NamedTuple):
    """Texts, terms, and which term was planted where, plain and disguised."""

    texts: list[str]
    terms: list[str]
    plain: list[Planted]
    disguised: list[Planted]


def make_corpus(messages: int, terms: int, seed: int = 0) -> Corpus:
    """Return the corpus of this size; the same arguments give the same corpus."""
    rng = np.random.default_rng(seed)
    words = _vocabulary(rng)
    chosen = _terms(words, terms, rng)
    texts = _texts(words, messages, rng)
    carriers = rng.permutation(messages)[: max(3, messages * 3 // 100)]
    cut = len(carriers) * 2 // 3
    plain = [_plant(texts, carrier, chosen, rng, _as_it_is) for carrier in carriers[:cut].tolist()]
    disguised = [
        _plant(texts, carrier, chosen, rng, _DISGUISES[rng.integers(len(_DISGUISES))])
        for carrier in carriers[cut:].tolist()
    ]
    return Corpus(texts, chosen, plain, disguised)


def dense_latin(messages: int, seed: int = 0) -> Corpus:
    """Return English-like chat with three terms of the list in every message."""
    rng = np.random.default_rng(seed)
    letters = np.frombuffer(b"etaoinshrdlucmfwypvbgkqjxz", dtype=np.uint8)
    words = [
        letters[np.minimum(rng.geometric(0.12, rng.integers(2, 9)) - 1, 25)].tobytes().decode()
        for _ in range(4_000)
    ]
    pairs = rng.integers(0, len(words), (3_000, 2)).tolist()
    terms = sorted({words[first] + words[second] for first, second in pairs})
    drawn = rng.integers(0, len(words), (messages, 8)).tolist()
    planted = rng.integers(0, len(terms), (messages, 3)).tolist()
    texts = [
        " ".join([*(words[word] for word in row), *(terms[term] for term in extra)])
        for row, extra in zip(drawn, planted, strict=True)
    ]
    return Corpus(texts, terms, [], [])


def one_character(characters: int) -> Corpus:
    """Return a text of one character over and over, and terms that all begin with it."""
    terms = ["啊" * length for length in range(2, 9)] + ["啊啊" + char for char in _common()[:2_000]]
    return Corpus(["啊" * 1_000] * (characters // 1_000), terms, [], [])


def _common() -> list[str]:
    """Return the 3,755 common characters of GB 2312, level 1, that fold to themselves."""
    codes = [bytes((row, cell)) for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF)]
    chars = [code.decode("gb2312", "ignore") for code in codes]
    folded = fold_table().folded
    return [char for char in chars if char and folded[ord(char)] == ord(char) and char != "啊"]


def _zipf(count: int, shift: float, rng: np.random.Generator) -> NDArray[np.float64]:
    weights: NDArray[np.float64] = 1 / (np.arange(count) + shift)
    rng.shuffle(weights)
    weights /= weights.sum()
    return weights


def _vocabulary(rng: np.random.Generator) -> list[str]:
    chars = np.array(_common())
    lengths = rng.choice(list(_WORD_LENGTHS), _WORDS, p=list(_WORD_LENGTHS.values()))
    drawn = rng.choice(chars, int(lengths.sum()), p=_zipf(len(chars), 40, rng))
    ends = np.cumsum(lengths).tolist()
    made = ("".join(drawn[end - length : end]) for end, length in zip(ends, lengths.tolist(), strict=True))
    return list(dict.fromkeys(made))


def _terms(words: Sequence[str], count: int, rng: np.random.Generator) -> list[str]:
    """Return distinct terms: 30 % rare words, 65 % pairs of words, 5 % with letters and digits."""
    rare = [word for word in words[len(words) // 3 :] if len(word) > 1]
    terms: dict[str, None] = {}
    while len(terms) < count:
        first, second = (words[index] for index in rng.integers(0, len(words), 2).tolist())
        dice = rng.random()
        if dice < 0.30:
            terms[rare[rng.integers(len(rare))]] = None
        elif dice < 0.95:
            terms[first + second] = None
        else:
            terms[f"{first}{'vxqqabc'[rng.integers(6)]}{rng.integers(100)}"] = None
    return list(terms)


def _texts(words: Sequence[str], messages: int, rng: np.random.Generator) -> list[str]:
    units = [*words, *_SIGNS]
    weights = 1 / (np.arange(len(words)) + 20.0)
    chances = np.concatenate(
        (weights / weights.sum() * (1 - _SHARE_OF_SIGNS), np.full(len(_SIGNS), _SHARE_OF_SIGNS / len(_SIGNS)))
    )
    texts: list[str] = []
    while len(texts) < messages:
        count = min(_BLOCK, messages - len(texts))
        lengths = 5 + np.minimum(rng.geometric(1 / 17, count), 55)
        ends = np.cumsum(lengths)
        drawn = np.searchsorted(np.cumsum(chances), rng.random(int(ends[-1])))
        stream = "".join([units[unit] for unit in np.minimum(drawn, len(units) - 1).tolist()])
        texts += [stream[end - size : end] for end, size in zip(ends.tolist(), lengths.tolist(), strict=True)]
    return texts


def _plant(
    texts: list[str],
    message: int,
    terms: Sequence[str],
    rng: np.random.Generator,
    written: Callable[[str, np.random.Generator], str],
) -> Planted:
    term = int(rng.integers(len(terms)))
    shown = written(terms[term], rng)
    text = texts[message]
    start = int(rng.integers(len(text) + 1))
    texts[message] = text[:start] + shown + text[start:]
    return Planted(message, start, start + len(shown), term)


def _as_it_is(term: str, rng: np.random.Generator) -> str:  # noqa: ARG001 - a way of writing like the others
    return term


def _with_zero_width(term: str, rng: np.random.Generator) -> str:
    return "\u200b\u200d\u2060\ufeff"[rng.integers(4)].join(term)


def _with_fillers(term: str, rng: np.random.Generator) -> str:
    return "*._-· ~|"[rng.integers(8)].join(term)


def _in_variants(term: str, rng: np.random.Generator) -> str:
    """Write each character as another one that folds to it, where there is one."""
    return "".join(
        others[rng.integers(len(others))] if (others := _variants(char)) else char for char in term
    )


def _mixed(term: str, rng: np.random.Generator) -> str:
    return _with_fillers(_in_variants(term, rng), rng)


def _variants(char: str) -> list[str]:
    same = np.flatnonzero(fold_table().folded == ord(char))
    return [chr(code) for code in same.tolist() if code != ord(char)]


_DISGUISES: Final = (_with_zero_width, _with_fillers, _in_variants, _mixed)
