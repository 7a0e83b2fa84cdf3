"""The commands of the group, and how a command ends that could not go on."""

from __future__ import annotations

import sys
from importlib.metadata import version
from pathlib import Path
from types import SimpleNamespace

import pytest

from msgscan.cli import main
from msgscan.formats import formats
from tests.cli.conftest import INPUTS, Run


def test_help_lists_every_command(run: Run) -> None:
    told = run("--help").out

    assert [line.split()[0] for line in told.split("命令:\n")[1].splitlines()] == [
        "scan",
        "read",
        "sniff",
        "formats",
        "rules",
    ]


def test_without_a_command_help_is_shown(run: Run) -> None:
    told = run()

    assert told.code == 2
    assert "scan" in told.err


def test_the_version_is_the_package_s(run: Run) -> None:
    assert run("--version") == (0, f"msgscan {version('msgscan')}\n", "")


def test_formats_tells_of_every_format_how_to_make_it_and_what_it_lacks(run: Run) -> None:
    told = run("formats")

    assert told.code == 0
    for format_ in formats().values():
        assert f"{format_.name}  {format_.title.zh}\n    怎样导出：{format_.how_to_make.zh}\n" in told.out
        assert all(lack.zh in told.out for lack in format_.lacks)


def test_formats_tells_what_the_examples_of_a_format_show(run: Run) -> None:
    about = run("formats").out.partition("qq-mobile-copy  ")[2].splitlines()[2:4]

    assert about[0] == "    样例里有：日期、秒"
    assert about[1].startswith("    样例里没有：群名、群号、消息编号、发送者的账号、群主和管理员、系统通知")


class _Interrupted:
    def read(self, _size: int = -1) -> bytes:
        raise KeyboardInterrupt


def test_an_interrupted_command_ends_with_130(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=_Interrupted()))
    with pytest.raises(SystemExit) as left:
        main(["scan", "-", "--rules", str(INPUTS / "pack.yaml")])

    assert left.value.code == 130


def test_a_full_disk_is_told_and_is_no_traceback(run: Run) -> None:
    full = "/dev/full"
    if not Path(full).exists():
        pytest.skip("no such device on this system")
    told = run("read", str(INPUTS / "class.txt"), "-o", full)

    assert told.code == 2
    assert "No space left" in told.err
