"""How fast terms are found, beside other matchers: ``python -m benchmarks.bench_scan``.

msgscan folds and squeezes every message and gives exact original spans; the others search the raw text and
see no disguise. Three sorts of text: Chinese chat with few hits, Latin chat with three hits a message, and
one character over and over. What each further view costs is told beside the one pass that serves the views
exact and squeeze. Before any time is told, the hits of all variants are checked against what was
planted, and msgscan's against a naive loop on a slice.

What this does not show: reading, rules, word borders and reports; real chats (see :mod:`.corpus_terms`);
matchers that compile for long (hyperscan) or are faster than all of these from Python (daachorse).
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Final, NamedTuple

import ahocorasick
import ahocorasick_rs

from benchmarks._timing import Variant, extra_peak, interleaved
from benchmarks.corpus_terms import Corpus, Planted, dense_latin, make_corpus, one_character
from msgscan.engine.matcher import Hits, Matcher
from msgscan.text.views import VIEWS
from tests.property.naive_matcher import naive_hits

# A slow comparator runs on this many messages at most, and its time is scaled up.
_SLICE: Final = 200_000
_ORACLE_MESSAGES: Final = 50
_ORACLE_TERMS: Final = 100
# The naive loop tries every spelling at every place.
_VIEWS_MESSAGES: Final = 10
_VIEWS_TERMS: Final = 20
_OURS: Final = "msgscan"
_PLAIN: Final = "exact and squeeze"

Find = Callable[[Sequence[str]], list[Planted]]


class Comparator(NamedTuple):
    """Another matcher on the raw text: ``find`` says where, ``count`` is what the clock sees."""

    name: str
    find: Find
    count: Callable[[Sequence[str]], int]


def main(argv: Sequence[str] | None = None) -> None:
    """Run the benchmark and print its tables."""
    options = _options(argv)
    for terms in options.terms:
        corpus = make_corpus(options.messages, terms)
        title = f"Chinese chat, {options.messages:,} messages, {terms:,} terms"
        sample = corpus.texts[:: max(1, options.messages // 5_000)]
        _compare(title, corpus, options.rounds, sample)
        _compare_views(corpus, options.rounds, sample)
    few = max(options.messages // 20, 100)
    latin = dense_latin(few)
    _compare(
        f"Latin chat, {few:,} messages, three hits each", latin, options.rounds, sample=latin.texts[::10]
    )
    characters = max(options.messages // 5, 1_000)
    same = one_character(characters)
    _compare(f"one character {characters:,} times", same, options.rounds, sample=same.texts[:1])


def _options(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=2_000)
    parser.add_argument("--terms", type=_numbers, default=[500, 5_000], help="such as 500,5000,50000")
    parser.add_argument("--rounds", type=int, default=5)
    return parser.parse_args(argv)


def _numbers(text: str) -> list[int]:
    return [int(part) for part in text.split(",")]


def _compare(title: str, corpus: Corpus, rounds: int, sample: Sequence[str]) -> None:
    texts, terms = corpus.texts, corpus.terms
    matcher = Matcher(terms, sample=sample)
    others = [_iter_on_str(terms), _iter_on_latin(terms), _rust(terms)]
    _check(corpus, matcher, others)

    part = texts[:_SLICE]
    share = len(part) / len(texts)
    variants = [
        Variant(_OURS, lambda: matcher.find(texts)),
        *(Variant(other.name, partial(other.count, part), share) for other in others),
    ]
    seconds = interleaved(variants, rounds)
    peak = extra_peak(lambda: matcher.find(texts))

    scaled = f"; the others on {len(part):,}, scaled up" if share < 1 else ""
    print(f"\n{title} (median of {rounds} rounds{scaled})")
    for name, taken in seconds.items():
        print(f"  {name:34}{taken * 1e3:10.1f} ms {taken / seconds[_OURS]:7.2f} x")
    print(f"  extra memory of {_OURS} at its peak, hits included: {peak / 2**20:.1f} MiB")


def _compare_views(corpus: Corpus, rounds: int, sample: Sequence[str]) -> None:
    """Tell what it takes to look for all terms in one view more."""
    texts, terms = corpus.texts, corpus.terms
    matchers = {_PLAIN: Matcher(terms, sample=sample)}
    for number, view in enumerate(VIEWS):
        if view not in ("exact", "squeeze"):
            matchers[view] = Matcher(terms, [1 << number] * len(terms), sample=sample)
    few = Corpus(texts[:_VIEWS_MESSAGES], terms[:_VIEWS_TERMS], [], [])
    _check_slice(few, [(1 << len(VIEWS)) - 1] * len(few.terms))
    variants = [Variant(name, partial(matcher.find, texts)) for name, matcher in matchers.items()]
    seconds = interleaved(variants, rounds)

    print(f"  the pass of {_PLAIN}, and what a pass more takes for it:")
    for name, taken in seconds.items():
        more = taken if name == _PLAIN else taken - seconds[_PLAIN]
        print(f"  {name:34}{more * 1e3:10.1f} ms {more / seconds[_PLAIN]:7.2f} x")


def _check(corpus: Corpus, matcher: Matcher, others: Sequence[Comparator]) -> None:
    """Refuse to time what does not find what it should."""
    ours = set(_planted(matcher.find(corpus.texts)))
    assert ours.issuperset(corpus.plain), "msgscan misses a planted term"
    assert ours.issuperset(corpus.disguised), "msgscan misses a disguised term"
    plain_in_part = {hit for hit in corpus.plain if hit.message < _SLICE}
    for other in others:
        theirs = set(other.find(corpus.texts[:_SLICE]))
        assert theirs >= plain_in_part, f"{other.name} misses a planted term"
        assert theirs <= ours, f"{other.name} finds what msgscan does not"
    _check_slice(corpus, [0] * len(corpus.terms))


def _check_slice(corpus: Corpus, views: Sequence[int]) -> None:
    texts, terms = corpus.texts[:_ORACLE_MESSAGES], corpus.terms[:_ORACLE_TERMS]
    naive = [tuple(hit) for hit in naive_hits(terms, texts, views)]
    assert naive == list(_rows(Matcher(terms, views).find(texts))), "msgscan is not what a naive loop finds"


def _planted(hits: Hits) -> Iterator[Planted]:
    columns = (hits.message, hits.start, hits.end, hits.term)
    return map(Planted, *(column.tolist() for column in columns))


def _rows(hits: Hits) -> Iterator[tuple[int, ...]]:
    return zip(*(column.tolist() for column in hits), strict=True)


def _iter_on_str(terms: Sequence[str]) -> Comparator:
    automaton = _automaton(terms)

    def find(texts: Sequence[str]) -> list[Planted]:
        return [
            Planted(message, last + 1 - len(terms[term]), last + 1, term)
            for message, text in enumerate(texts)
            for last, term in automaton.iter(text)
        ]

    def count(texts: Sequence[str]) -> int:
        return sum(1 for text in texts for _ in automaton.iter(text))

    return Comparator("pyahocorasick, str", find, count)


def _iter_on_latin(terms: Sequence[str]) -> Comparator:
    """Return pyahocorasick on UTF-8 bytes read as Latin-1: its fastest way with Chinese."""
    automaton = _automaton([_bytes_as_latin(term) for term in terms])

    def find(texts: Sequence[str]) -> list[Planted]:
        found = []
        for message, text in enumerate(texts):
            for last, term in automaton.iter(_bytes_as_latin(text)):
                end = len(text.encode()[: last + 1].decode())
                found.append(Planted(message, end - len(terms[term]), end, term))
        return found

    def count(texts: Sequence[str]) -> int:
        return sum(1 for text in texts for _ in automaton.iter(_bytes_as_latin(text)))

    return Comparator("pyahocorasick, UTF-8 as Latin-1", find, count)


def _rust(terms: Sequence[str]) -> Comparator:
    automaton = ahocorasick_rs.AhoCorasick(terms)

    def find(texts: Sequence[str]) -> list[Planted]:
        return [
            Planted(message, start, end, term)
            for message, text in enumerate(texts)
            for term, start, end in automaton.find_matches_as_indexes(text, overlapping=True)
        ]

    def count(texts: Sequence[str]) -> int:
        return sum(len(automaton.find_matches_as_indexes(text, overlapping=True)) for text in texts)

    return Comparator("ahocorasick_rs, str", find, count)


def _automaton(words: Sequence[str]) -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton(ahocorasick.STORE_INTS)
    for number, word in enumerate(words):
        automaton.add_word(word, number)
    automaton.make_automaton()
    return automaton


def _bytes_as_latin(text: str) -> str:
    return text.encode().decode("latin-1")


if __name__ == "__main__":
    main()
