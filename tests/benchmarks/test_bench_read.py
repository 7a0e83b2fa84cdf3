"""The benchmark of reading runs for all its formats, and refuses to time what reads something else."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.bench_read import FORMATS, main
from benchmarks.corpus_exports import Expected


def test_runs_small(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--messages", "300", "--rounds", "1"])
    lines = capsys.readouterr().out.splitlines()

    assert [line.split()[0] for line in lines[2:]] == list(FORMATS)


def test_what_reads_another_number_of_characters_is_not_timed(monkeypatch: pytest.MonkeyPatch) -> None:
    known = FORMATS["chatlab-jsonl"]

    def one_too_many(path: Path, count: int) -> Expected:
        expected = known.write(path, count)
        return expected._replace(characters=expected.characters + 1)

    monkeypatch.setitem(FORMATS, "chatlab-jsonl", known._replace(write=one_too_many))
    with pytest.raises(AssertionError, match="chatlab-jsonl"):
        main(["--messages", "300", "--rounds", "1", "--formats", "chatlab-jsonl"])
