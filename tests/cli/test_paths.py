"""Paths that a command line gives: what a script leaves empty is no wish to read the current folder."""

from __future__ import annotations

from pathlib import Path

import pytest

import msgscan
from msgscan.errors import UsageError
from tests.cli.conftest import Run

EMPTY = [
    ("scan", ""),
    ("scan", "class.txt", ""),
    ("scan", "class.txt", "--rules", ""),
    ("scan", "class.txt", "-o", ""),
    ("read", ""),
    ("sniff", ""),
    ("rules", "check", ""),
    ("rules", "test", ""),
    ("rules", "fmt", ""),
    ("rules", "new", ""),
    ("rules", "stats", ""),
    ("rules", "show", "--rules", ""),
    ("rules", "explain", "job-ads", "甲", "--rules", ""),
]


@pytest.mark.parametrize("arguments", EMPTY, ids=" ".join)
def test_an_empty_path_is_an_error(arguments: tuple[str, ...], at_inputs: Path, run: Run) -> None:
    before = sorted(at_inputs.iterdir())
    told = run(*arguments)

    assert (told.code, told.out) == (2, "")
    assert "是空的" in told.err
    assert sorted(at_inputs.iterdir()) == before


@pytest.mark.usefixtures("at_inputs")
def test_a_dot_is_the_current_folder(run: Run) -> None:
    assert "class.txt" in run("scan", ".", "--rules", "pack.yaml").out


@pytest.mark.usefixtures("at_inputs")
@pytest.mark.parametrize("reads", [msgscan.read, msgscan.sniff])
def test_an_empty_path_is_an_error_in_python_too(reads: object) -> None:
    assert callable(reads)
    with pytest.raises(UsageError, match="路径是空的"):
        reads("")
