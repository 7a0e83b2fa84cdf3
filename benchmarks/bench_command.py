"""How fast the whole command is, with all shipped packs: ``python -m benchmarks.bench_command``.

A fresh process each round: imports, packs, reading, scanning, the report. The number of findings is checked
against what was planted before any time is told. The peer is the same work done the obvious way in one
process: a line loop with a regex, and one ``pyahocorasick.iter`` a message with the words of the same packs;
it folds nothing, knows no conditions and reports nothing.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import ahocorasick

from benchmarks._process import msgscan
from benchmarks._timing import Variant, interleaved
from benchmarks.bench_read import loop
from benchmarks.corpus_exports import Expected, write_qq_pc_txt
from msgscan.scanning import compiled


def main(argv: Sequence[str] | None = None) -> None:
    """Run the benchmark and print its table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=2_000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as folder:
        path, report = Path(folder) / "qq.txt", Path(folder) / "findings.jsonl"
        expected = write_qq_pc_txt(path, options.messages)
        peak = _command(path, report)
        _check(report, expected)
        naive = _naive()
        variants = [
            Variant("msgscan scan", lambda: _command(path, report)),
            Variant("line loop + pyahocorasick.iter", lambda: naive(path)),
        ]
        seconds = interleaved(variants, options.rounds)
    print(f"\nwhole command, {options.messages:,} messages (median of {options.rounds} rounds)")
    for name, taken in seconds.items():
        print(f"  {name:34}{taken:8.2f} s {options.messages / taken:12,.0f} messages/s")
    print(f"  largest memory of the command: {peak:.0f} MiB")


def _command(path: Path, report: Path) -> float:
    """Run the command; return the MiB at its peak."""
    ended = msgscan("scan", str(path), "-f", "jsonl", "-o", str(report))
    assert ended.code == 1, ended.said
    return ended.peak


def _check(report: Path, expected: Expected) -> None:
    """Hold the advertisements found against those written; chance makes some runs of equal messages too."""
    rows = map(json.loads, report.read_text(encoding="utf-8").splitlines())
    found = {row["seq"] for row in rows if row["pack"].startswith("ads@")}
    assert len(found) == expected.suspicious, (len(found), expected.suspicious)


def _naive() -> Callable[[Path], int]:
    automaton = ahocorasick.Automaton(ahocorasick.STORE_INTS)
    for number, term in enumerate(compiled(None).terms):
        automaton.add_word(term, number)
    automaton.make_automaton()
    return lambda path: sum(1 for text in loop(path)[2] for _ in automaton.iter(text))


if __name__ == "__main__":
    main()
