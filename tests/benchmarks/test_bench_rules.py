"""The benchmark of the shipped rules runs, and checks what it counts."""

from __future__ import annotations

import pytest

from benchmarks.bench_rules import DISGUISES, main


def test_runs_small(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--messages", "400", "--rounds", "1"])
    lines = capsys.readouterr().out.splitlines()

    assert [line[2:22].strip() for line in lines[2 : 2 + len(DISGUISES)]] == list(DISGUISES)
    assert [line[2:26].strip() for line in lines[-4:]] == [
        "msgscan, no two alike",
        "msgscan, as people talk",
        "pyahocorasick.iter",
        "jieba.cut",
    ]
