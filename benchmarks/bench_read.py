"""How fast exports are read, beside the obvious way: ``python -m benchmarks.bench_read``.

QQ text against a loop over lines with one regex, which gives clocks, senders and bodies as plain lists and
knows nothing of forged headers, sections or notes. QCE JSON against ``json.loads`` alone, which gives dicts
and no messages. Counts and characters are checked before any time is told.

What this does not show: cold disks, other encodings, files over memory.
"""

from __future__ import annotations

import argparse
import json
import re
import tempfile
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from benchmarks._timing import Variant, extra_peak, interleaved
from benchmarks.corpus_exports import Expected, write_qce_json, write_qq_pc_txt
from msgscan.streaming import identify, stream
from msgscan.schema import Batch

# 2025-03-03 8:00:12 王小明0(4200000000)
_HEADER = re.compile(r"^(\d{4}-\d\d-\d\d \d{1,2}:\d\d:\d\d) (.*)\((\d{5,12})\)$")


def main(argv: Sequence[str] | None = None) -> None:
    """Run the benchmark and print its tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=2_000)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as folder:
        text, document = Path(folder) / "qq.txt", Path(folder) / "qce.json"
        expected = write_qq_pc_txt(text, options.messages)
        _compare("QQ PC text", text, expected, "line loop with a regex", _loop, options.rounds)
        expected = write_qce_json(document, options.messages)
        _compare("QCE JSON", document, expected, "json.loads alone", _json, options.rounds)


def _compare(
    title: str, path: Path, expected: Expected, peer: str, run: Callable[[Path], tuple[int, int]], rounds: int
) -> None:
    wanted = (expected.messages, expected.characters)
    assert _ours(path) == wanted, (title, _ours(path), wanted)
    assert run(path) == wanted, (peer, run(path), wanted)
    seconds = interleaved([Variant("msgscan", lambda: _ours(path)), Variant(peer, lambda: run(path))], rounds)
    size = path.stat().st_size / 2**20
    print(f"\n{title}, {expected.messages:,} messages, {size:.0f} MiB (median of {rounds} rounds)")
    for name, taken in seconds.items():
        print(f"  {name:34}{taken * 1e3:10.1f} ms {taken / seconds['msgscan']:7.2f} x")
    peak = extra_peak(lambda: _ours(path)) / 2**20
    print(f"  extra memory of msgscan at its peak, batch after batch: {peak:.1f} MiB")


def _ours(path: Path) -> tuple[int, int]:
    """Return messages and characters; each batch is let go before the next is read."""
    count = characters = 0
    for part in stream(identify(path)):
        if isinstance(part, Batch):
            count += part.size
            characters += sum(map(len, part.texts("text")))
    return count, characters


def _loop(path: Path) -> tuple[int, int]:
    clocks, _, texts = loop(path)
    return len(clocks), sum(map(len, texts))


def loop(path: Path) -> tuple[list[datetime], list[tuple[str, str]], list[str]]:
    """Return clocks, senders and bodies by the obvious loop."""
    clocks: list[datetime] = []
    senders: list[tuple[str, str]] = []
    bodies: list[list[str]] = []
    with path.open(encoding="utf-8-sig") as file:
        for line in file:
            if found := _HEADER.match(line.rstrip("\n")):
                clocks.append(datetime.fromisoformat(_padded(found[1])))
                senders.append((found[2], found[3]))
                bodies.append([])
            elif bodies:
                bodies[-1].append(line)
    return clocks, senders, ["".join(body).rstrip("\n") for body in bodies]


def _padded(clock: str) -> str:
    day, _, time = clock.partition(" ")
    return f"{day} {time:0>8}"


def _json(path: Path) -> tuple[int, int]:
    records = json.loads(path.read_bytes())["messages"]
    return len(records), sum(len(record["content"]["text"]) for record in records)


if __name__ == "__main__":
    main()
