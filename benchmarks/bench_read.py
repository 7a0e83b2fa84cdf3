"""How fast exports are read, beside the obvious way: ``python -m benchmarks.bench_read``.

The peer of a format is the bare tokeniser that one would begin with: a loop over lines with one regex, which
gives clocks, senders and bodies as plain lists and knows nothing of forged headers, sections or notes;
``json.loads``, ``csv.reader`` or calamine alone, which give dicts and cells and no messages. Of msgscan,
messages and their characters are checked before any time is told; of a peer, messages.

What this does not show: cold disks, other encodings, files over memory.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import tempfile
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import NamedTuple

import python_calamine

from benchmarks import corpus_exports, corpus_wechat
from benchmarks._timing import Variant, extra_peak, interleaved
from benchmarks.corpus_exports import Expected
from msgscan.schema import Batch
from msgscan.streaming import identify, stream

_CLOCK = r"(\d{4}-\d\d-\d\d \d{1,2}:\d\d:\d\d)"
# 2025-03-03 8:00:12 王小明0(4200000000)
_QQ = re.compile(rf"^{_CLOCK} (.*)\((\d{{5,12}})\)$")
# 2025-03-03 08:00:12 '王小明0'
_WEFLOW = re.compile(rf"^{_CLOCK} '(.*)'$")
# 2025-03-03 08:00:12 王小明0
_MEMOTRACE = re.compile(rf"^{_CLOCK}(?: (.*))?$")
# 2025年03月03日 08:00
_DESKTOP = re.compile(r"^(\d{4})年(\d\d)月(\d\d)日 (\d\d):(\d\d)$")

Loop = tuple[list[datetime], list[tuple[str, ...]], list[str]]


class Compared(NamedTuple):
    """A format, and what it is compared with.

    Attributes
    ----------
    ending : str
        Of the file.
    write : callable
        Writes an export of so many messages.
    peer : str
        Name of the obvious way.
    run : callable
        Reads the file that way; returns how many messages it finds.
    """

    ending: str
    write: Callable[[Path, int], Expected]
    peer: str
    run: Callable[[Path], int]


def main(argv: Sequence[str] | None = None) -> None:
    """Run the benchmark and print its table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=2_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--formats", default=",".join(FORMATS), help="default: all")
    options = parser.parse_args(argv)
    print(f"{options.messages:,} messages, median of {options.rounds} rounds; MiB: the most extra memory")
    print(f"{'format':22}{'us/message':>11}{'peer':>8}{'ratio':>7}{'MiB':>7}  peer")
    with tempfile.TemporaryDirectory() as folder:
        for name in options.formats.split(","):
            path = Path(folder) / f"export{FORMATS[name].ending}"
            _compare(name, FORMATS[name], path, options.messages, options.rounds)


def _compare(name: str, compared: Compared, path: Path, count: int, rounds: int) -> None:
    expected = compared.write(path, count)
    found = identify(path).format.name
    assert found == name, (name, found)
    wanted = (expected.messages, expected.characters)
    assert _ours(path) == wanted, (name, _ours(path), wanted)
    assert compared.run(path) == expected.messages, (compared.peer, compared.run(path), wanted)
    variants = [Variant("msgscan", lambda: _ours(path)), Variant("peer", lambda: compared.run(path))]
    seconds = interleaved(variants, rounds)
    ours, peer = (seconds[variant.name] / count * 1e6 for variant in variants)
    peak = extra_peak(lambda: _ours(path)) / 2**20
    print(f"{name:22}{ours:11.2f}{peer:8.2f}{ours / peer:7.2f}{peak:7.1f}  {compared.peer}")


def _ours(path: Path) -> tuple[int, int]:
    """Return messages and characters; each batch is let go before the next is read."""
    count = characters = 0
    for part in stream(identify(path)):
        if isinstance(part, Batch):
            count += part.size
            characters += sum(map(len, part.texts("text")))
    return count, characters


def loop(path: Path, header: re.Pattern[str] = _QQ) -> Loop:
    """Return clocks, senders and bodies by the obvious loop."""
    clocks: list[datetime] = []
    senders: list[tuple[str, ...]] = []
    bodies: list[list[str]] = []
    with path.open(encoding="utf-8-sig") as file:
        for line in file:
            if found := header.match(line.rstrip("\n")):
                clocks.append(datetime.fromisoformat(_padded(found[1])))
                senders.append(found.groups()[1:])
                bodies.append([])
            elif bodies:
                bodies[-1].append(line)
    return clocks, senders, ["".join(body).rstrip("\n") for body in bodies]


def _padded(clock: str) -> str:
    day, _, time = clock.partition(" ")
    return f"{day} {time:0>8}"


def _loop(path: Path, header: re.Pattern[str]) -> int:
    return len(loop(path, header)[2])


def _loop_below(path: Path) -> int:
    """Return how many messages have their name in one line and their clock in the next."""
    clocks: list[datetime] = []
    senders: list[str] = []
    bodies: list[list[str]] = [[]]
    with path.open(encoding="utf-8") as file:
        for line in file:
            if found := _DESKTOP.match(line.rstrip("\n")):
                clocks.append(datetime(*map(int, found.groups())))  # type: ignore[arg-type]  # noqa: DTZ001 - a wall clock
                senders.append(bodies[-1].pop().rstrip("\n"))
                bodies.append([])
            else:
                bodies[-1].append(line)
    return len(["".join(body).rstrip("\n") for body in bodies[1:]])


def _json(path: Path) -> int:
    return len(json.loads(path.read_bytes())["messages"])


def _json_lines(path: Path) -> int:
    with path.open(encoding="utf-8") as file:
        return len([json.loads(line) for line in file]) - 1  # the header


def _csv(path: Path) -> int:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return len(list(csv.reader(file))) - 1  # the header


def _calamine(path: Path) -> int:
    book = python_calamine.CalamineWorkbook.from_path(str(path))
    return len(book.get_sheet_by_index(0).to_python()) - 3  # what stands above, and the header


_LINES = "line loop with a regex"
FORMATS = {
    "qq-pc-txt": Compared(".txt", corpus_exports.write_qq_pc_txt, _LINES, partial(_loop, header=_QQ)),
    "qce-json": Compared(".json", corpus_exports.write_qce_json, "json.loads", _json),
    "wechat-weflow-json": Compared(".json", corpus_wechat.write_weflow_json, "json.loads", _json),
    "wechat-weflow-xlsx": Compared(".xlsx", corpus_wechat.write_weflow_xlsx, "calamine to_python", _calamine),
    "wechat-weflow-txt": Compared(
        ".txt", corpus_wechat.write_weflow_txt, _LINES, partial(_loop, header=_WEFLOW)
    ),
    "wechat-memotrace3-txt": Compared(
        ".txt", corpus_wechat.write_memotrace3_txt, _LINES, partial(_loop, header=_MEMOTRACE)
    ),
    "wechat-memotrace3-csv": Compared(".csv", corpus_wechat.write_memotrace3_csv, "csv.reader", _csv),
    "wechat-memotrace2-csv": Compared(".csv", corpus_wechat.write_memotrace2_csv, "csv.reader", _csv),
    "chatlab-jsonl": Compared(".jsonl", corpus_wechat.write_chatlab_jsonl, "json.loads a line", _json_lines),
    "wechat-chatlog-csv": Compared(".csv", corpus_wechat.write_chatlog_csv, "csv.reader", _csv),
    "wechat-desktop4-txt": Compared(".txt", corpus_wechat.write_desktop4_txt, _LINES, _loop_below),
}


if __name__ == "__main__":
    main()
