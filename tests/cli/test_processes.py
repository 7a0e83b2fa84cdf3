"""What only a process of its own shows: what is imported, pipes, consoles that can't print everything."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import INPUTS

# None of these is needed to show help; each takes longer to import than the rest of a start.
HEAVY = {
    "ahocorasick", "chardet", "ijson", "jieba", "numpy", "pandas", "platformdirs", "pyarrow", "pydantic",
    "python_calamine", "regex", "rich", "yaml",
}  # fmt: skip
CLASS, OFFICE, PACK = (str(INPUTS / name) for name in ("class.txt", "office.txt", "pack.yaml"))


def process(*arguments: str, stdin: bytes = b"", **variables: str) -> subprocess.CompletedProcess[bytes]:
    environment = {name: value for name, value in os.environ.items() if name != "MSGSCAN_LANG"}
    return subprocess.run(  # noqa: S603 - our own command
        [sys.executable, *arguments],
        check=False,
        capture_output=True,
        input=stdin,
        env={**environment, "PYTHONUTF8": "0", "PYTHONIOENCODING": "utf-8", **variables},
    )


def imported(*arguments: str) -> set[str]:
    """Return the top-level packages that a Python process imports."""
    told = process("-X", "importtime", *arguments).stderr.decode()
    lines = [line for line in told.splitlines() if line.startswith("import time:")]
    return {line.rpartition("|")[2].strip().partition(".")[0] for line in lines}


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["-c", "import msgscan"], id="import msgscan"),
        pytest.param(["-c", "import msgscan.cli"], id="import msgscan.cli"),
        pytest.param(["-m", "msgscan", "--help"], id="msgscan --help"),
        pytest.param(["-m", "msgscan", "--version"], id="msgscan --version"),
        pytest.param(["-m", "msgscan", "rules", "--help"], id="msgscan rules --help"),
    ],
)
def test_what_needs_no_library_imports_none(arguments: list[str]) -> None:
    packages = imported(*arguments)

    assert "msgscan" in packages
    assert packages & HEAVY == set()


def test_a_scan_imports_neither_pandas_nor_jieba_where_no_rule_asks_for_word_borders() -> None:
    packages = imported("-m", "msgscan", "scan", CLASS, "--rules", PACK)

    assert "ahocorasick" in packages
    assert packages & {"pandas", "jieba", "pyarrow", "chardet"} == set()


def test_a_scan_imports_jieba_where_a_rule_asks_for_word_borders(tmp_path: Path) -> None:
    pack = tmp_path / "pack.yaml"
    pack.write_text(
        Path(PACK).read_text("utf-8").replace("boundary: none", "boundary: hard"), encoding="utf-8"
    )

    assert "jieba" in imported("-m", "msgscan", "scan", CLASS, "--rules", str(pack))


@pytest.mark.parametrize("encoding", ["ascii", "gbk", "gb18030", "cp1252", "utf-8"])
@pytest.mark.parametrize("form", ["table", "jsonl", "csv"])
def test_a_console_that_cannot_print_everything_still_gets_the_findings(encoding: str, form: str) -> None:
    told = process(
        "-m", "msgscan", "scan", CLASS, "--rules", PACK, "-f", form, PYTHONIOENCODING=encoding, NO_COLOR="1"
    )

    assert told.returncode == 1
    assert b"Traceback" not in told.stderr
    assert "日结兼职".encode(encoding, "backslashreplace") in told.stdout


def test_a_pipe_that_is_closed_early_is_no_traceback() -> None:
    command = [sys.executable, "-m", "msgscan", "read", *[CLASS] * 2_000]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:  # noqa: S603 - ours
        assert running.stdout is not None
        assert running.stderr is not None
        first = running.stdout.readline()
        running.stdout.close()
        told = running.stderr.read()

    assert first.startswith(b'{"source": ')
    assert told == b""


def test_bytes_of_a_pipe_are_taken_as_they_are() -> None:
    chat = Path(CLASS).read_text("utf-8").replace("\u200b", "").encode("gb18030")
    told = process("-m", "msgscan", "scan", "-", "--rules", PACK, "-f", "csv", stdin=chat)

    assert told.returncode == 1
    assert "日结兼职" in told.stdout.decode()


# --- colours ---------------------------------------------------------------------------------------------


def test_a_terminal_gets_colours() -> None:
    told = process("-m", "msgscan", "scan", CLASS, "--rules", PACK, FORCE_COLOR="1", TERM="xterm")

    assert b"\x1b[31m" in told.stdout


def test_no_color_takes_the_colours_away() -> None:
    told = process(
        "-m", "msgscan", "scan", CLASS, "--rules", PACK, FORCE_COLOR="1", NO_COLOR="1", TERM="xterm"
    )

    assert told.returncode == 1
    assert b"\x1b[31m" not in told.stdout


def test_a_pipe_gets_no_escape_sequence() -> None:
    told = process("-m", "msgscan", "scan", CLASS, "--rules", PACK, TERM="xterm")

    assert b"\x1b" not in told.stdout
