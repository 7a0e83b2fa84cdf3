"""Whether large exports are read in bounded memory: ``python -m benchmarks.bench_large --mib 1024``.

Each export is written to the temporary folder, read by ``msgscan read`` in a process of its own, batch after
batch, to Parquet, and deleted. Counts and characters are checked before any figure is told. The web archive
has pictures behind its page, as such files have; half of its size.

What this does not show: speed on another machine, cold disks.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from pyarrow import compute, parquet

from benchmarks._process import msgscan
from benchmarks.corpus_exports import Expected, write_qce_json, write_qq_pc_mht, write_qq_pc_txt

_SAMPLE = 2_000  # messages, to learn how many bytes one takes


class Kind(NamedTuple):
    """One kind of export, and how to write it."""

    title: str
    name: str
    write: Callable[[Path, int], Expected]


_KINDS = (
    Kind("QCE JSON", "large.json", write_qce_json),
    Kind("QQ PC text", "large.txt", write_qq_pc_txt),
    Kind("QQ PC web archive", "large.mht", write_qq_pc_mht),
)


def main(argv: Sequence[str] | None = None) -> None:
    """Run the benchmark and print its table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mib", type=int, default=2)
    parser.add_argument("--limit", type=int, default=600, help="MiB of memory that no reading may exceed")
    parser.add_argument("--only", choices=[kind.name for kind in _KINDS], help="one of the exports")
    options = parser.parse_args(argv)
    print("\nexport                    size      messages   seconds   peak memory", flush=True)
    for kind in (kind for kind in _KINDS if options.only in (None, kind.name)):
        with tempfile.TemporaryDirectory() as folder:
            path, table = Path(folder) / kind.name, Path(folder) / "messages.parquet"
            expected = kind.write(path, _messages(kind, options.mib, path))
            seconds, peak = _read(path, table)
            _check(table, expected)
            size = path.stat().st_size / 2**20
        print(
            f"{kind.title:20}{size:8.0f} MiB{expected.messages:14,}{seconds:9.1f} s{peak:10.0f} MiB",
            flush=True,
        )
        assert peak < options.limit, f"{kind.title} took {peak:.0f} MiB, over {options.limit}"


def _messages(kind: Kind, mib: int, path: Path) -> int:
    """Return how many messages make a file of this size."""
    kind.write(path, _SAMPLE)
    return max(mib * 2**20 * _SAMPLE // path.stat().st_size, 1)


def _read(path: Path, table: Path) -> tuple[float, float]:
    """Return the seconds and the MiB at its peak that reading took, in a process of its own."""
    began = time.perf_counter()
    ended = msgscan("read", str(path), "-o", str(table))
    seconds = time.perf_counter() - began
    assert ended.code == 0, ended.said
    return seconds, ended.peak


def _check(table: Path, expected: Expected) -> None:
    """Hold what was read against what was written, a row group at a time."""
    file = parquet.ParquetFile(table)
    texts = file.iter_batches(columns=["text"])
    characters = sum(compute.sum(compute.utf8_length(batch["text"])).as_py() for batch in texts)
    found = (file.metadata.num_rows, characters)
    assert found == (expected.messages, expected.characters), (found, expected)


if __name__ == "__main__":
    main()
