"""The command line as a person runs it: in, out, and the exit code."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import NamedTuple, Protocol

import pytest

from msgscan.cli import main


class Outcome(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str


class Run(Protocol):
    """Runs the command line within this process."""

    def __call__(self, *arguments: str, stdin: bytes = b"") -> Outcome: ...


INPUTS = Path(__file__).with_name("inputs")
# What would change how a command speaks and paints.
_VARIABLES = ("MSGSCAN_LANG", "NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "COLUMNS")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("LANGUAGE", "")  # the command sets it; so it is set back
    for variable in _VARIABLES:
        monkeypatch.delenv(variable, raising=False)

    def run(*arguments: str, stdin: bytes = b"") -> Outcome:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        with pytest.raises(SystemExit) as left:
            main(arguments)
        out, err = capsys.readouterr()
        assert isinstance(left.value.code, int)
        return Outcome(left.value.code, out, err)

    return run


@pytest.fixture
def at_inputs(monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in the folder of inputs, so that reports name files and no folders."""
    monkeypatch.chdir(INPUTS)
    return INPUTS
