"""The benchmark of large exports runs, and refuses what takes too much memory."""

from __future__ import annotations

import os

import pytest

if not hasattr(os, "wait4"):
    pytest.skip("no way to ask for the memory of a process on this system", allow_module_level=True)

from benchmarks.bench_large import main


def test_runs_small(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--mib", "1"])
    lines = capsys.readouterr().out.splitlines()

    assert [line[:18].strip() for line in lines[-3:]] == ["QCE JSON", "QQ PC text", "QQ PC web archive"]


def test_what_takes_more_memory_than_the_limit_fails() -> None:
    with pytest.raises(AssertionError, match="QCE JSON took"):
        main(["--mib", "1", "--limit", "1"])
