"""How fast and how right all shipped rules are, with all their views: ``python -m benchmarks.bench_rules``.

Speed is that of judging messages in memory, findings told and word borders included; the number of findings
is checked against what was planted before any time is told. The peers are ``pyahocorasick.iter`` once a
message with the words of the same rules on the raw text, which folds nothing and knows no conditions, and
``jieba.cut`` of everything, which only cuts words.

Equal messages are judged once, and the made-up chat has many, as real ones have: ``no two alike`` is the same
chat with two rare characters behind each message, on which the peers run too.

Right is told of the examples that the rules bring along: how many of those that must be found are still found
when they are written as evaders write, and how many counter-examples are found. These texts are invented, and
the rules were made to fit them: the first table tells what a disguise costs, not how good the rules are. For
that see the README.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence

import ahocorasick
import jieba
import numpy as np

from benchmarks._timing import Variant, interleaved
from benchmarks.corpus_exports import Expected, expected_of, messages
from msgscan.packs.lookup import given_packs
from msgscan.packs.model import Example
from msgscan.scanning import Scanner, compiled
from msgscan.schema import Batch

_SHARE = 0.02  # of the messages are cut by jieba: a hundred times slower
_WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
DISGUISES: dict[str, Callable[[str], str]] = {
    "as it is": lambda text: text,
    "full-width": lambda text: text.translate(_WIDE),
    "zero-width between": "\u200b".join,
    "signs between": "·".join,
    "blanks between": " ".join,
}


def main(argv: Sequence[str] | None = None) -> None:
    """Run the benchmark and print its tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=2_000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args(argv)
    scanner = Scanner(compiled(None))
    for line in (*_right(scanner), *_fast(scanner, options.messages, options.rounds)):
        print(line)


def _right(scanner: Scanner) -> list[str]:
    """Return how many examples of all rules are found in each disguise."""
    rules = [rule for pack in given_packs(None) for rule in pack.rules]
    wanted = [(rule.id, case.text) for rule in rules for case in rule.examples.match if _is_alone(case)]
    spared = [(rule.id, case.text) for rule in rules for case in rule.examples.no_match if _is_alone(case)]
    lines = [f"{len(wanted)} examples, {len(spared)} counter-examples of all rules", f"  {'':22}kept  wrong"]
    for name, disguise in DISGUISES.items():
        kept, wrong = (_share_found(scanner, cases, disguise) for cases in (wanted, spared))
        assert name != "as it is" or (kept, wrong) == (1, 0), (kept, wrong)
        lines.append(f"  {name:20}{kept:6.2f} {wrong:6.2f}")
    return lines


def _is_alone(case: Example) -> bool:
    return bool(case.text) and case.role == case.standing == "unknown"


def _share_found(scanner: Scanner, cases: Sequence[tuple[str, str]], disguise: Callable[[str], str]) -> float:
    """Return the share of texts that their own rule finds."""
    found = _findings([disguise(text) for _, text in cases], scanner)
    return sum((seq, rule) in found for seq, (rule, _) in enumerate(cases)) / len(cases)


def _fast(scanner: Scanner, count: int, rounds: int) -> list[str]:
    """Return how many messages a second are judged."""
    said = [message.text for message in messages(count)]
    expected = expected_of(said)
    texts = [text + _rare(number) for number, text in enumerate(said)]
    for each in (said, texts):
        _check(scanner, each, expected)
    automaton = ahocorasick.Automaton(ahocorasick.STORE_INTS)
    for number, term in enumerate(compiled(None).terms):
        automaton.add_word(term, number)
    automaton.make_automaton()
    cut = texts[: max(int(count * _SHARE), 1)]
    variants = [
        Variant("msgscan, no two alike", lambda: _findings(texts, scanner)),
        Variant("msgscan, as people talk", lambda: _findings(said, scanner)),
        Variant("pyahocorasick.iter", lambda: sum(1 for text in texts for _ in automaton.iter(text))),
        Variant("jieba.cut", lambda: sum(1 for text in cut for _ in jieba.cut(text)), len(cut) / count),
    ]
    seconds = interleaved(variants, rounds)
    ours = seconds["msgscan, no two alike"]
    return [f"{count:,} messages (median of {rounds} rounds)"] + [
        f"  {name:24}{taken:8.2f} s {count / taken:12,.0f} messages/s {taken / ours:6.1f} x"
        for name, taken in seconds.items()
    ]


def _rare(number: int) -> str:
    """Return two characters that stand in no rule, others for each number."""
    return chr(0x20000 + number % 40_000) + chr(0x20000 + number // 40_000)


def _check(scanner: Scanner, texts: Sequence[str], expected: Expected) -> None:
    """Hold the advertisements found against those written."""
    rules = {rule.id for pack in given_packs(None) if pack.id == "ads" for rule in pack.rules}
    found = {seq for seq, rule in _findings(texts, scanner) if rule in rules}
    assert len(found) == expected.suspicious, (len(found), expected.suspicious)


def _findings(texts: Sequence[str], scanner: Scanner) -> set[tuple[int, str]]:
    """Return the rules that find something, by message; each message is a chat of its own."""
    batch = Batch(
        len(texts),
        {
            "text": list(texts),
            "chat_id": list(map(str, range(len(texts)))),
            "sender": "",
            "sent_at": np.full(len(texts), np.datetime64("NaT"), "M8[ms]"),
        },
    )
    return {
        (seq, rule)
        for told in scanner.scan([batch])
        for seq, rule in zip(told.values("seq"), told.values("rule"), strict=True)
    }


if __name__ == "__main__":
    main()
