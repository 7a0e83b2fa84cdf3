"""Files of results: complete or not there, named by their endings, opened by Excel."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from msgscan.cli._output import output
from msgscan.errors import UsageError, Wording
from tests.cli.conftest import INPUTS, Run

SCAN = ("scan", str(INPUTS / "class.txt"), "--rules", str(INPUTS / "pack.yaml"))


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("findings.csv", b"\xef\xbb\xbffinding_id,"),
        ("findings.CSV", b"\xef\xbb\xbffinding_id,"),
        ("findings.jsonl", b'{"finding_id": '),
        ("findings.txt", "✓".encode()),
        ("findings", "✓".encode()),
    ],
)
def test_the_ending_of_the_file_asks_for_its_form(name: str, begins: bytes, tmp_path: Path, run: Run) -> None:
    told = run(*SCAN, "-o", str(tmp_path / name))

    assert told.code == 1
    assert told.out == ""
    assert (tmp_path / name).read_bytes().startswith(begins)


def test_a_form_that_is_asked_for_goes_before_the_ending(tmp_path: Path, run: Run) -> None:
    run(*SCAN, "-o", str(tmp_path / "findings.csv"), "-f", "jsonl")

    assert (
        len([json.loads(line) for line in (tmp_path / "findings.csv").read_text("utf-8").splitlines()]) == 3
    )


def test_nothing_but_the_file_itself_is_left(tmp_path: Path, run: Run) -> None:
    run(*SCAN, "-o", str(tmp_path / "findings.csv"))

    assert [path.name for path in tmp_path.iterdir()] == ["findings.csv"]


def test_a_file_appears_only_when_it_is_complete(tmp_path: Path) -> None:
    target = tmp_path / "findings.csv"
    with output(str(target), "csv") as file:
        file.write("half")
        file.flush()

        assert not target.exists()
    assert target.read_text("utf-8-sig") == "half"


def test_what_breaks_off_leaves_the_old_file_as_it_was(tmp_path: Path) -> None:
    target = tmp_path / "findings.csv"
    target.write_text("old", encoding="utf-8")
    with pytest.raises(UsageError), output(str(target), "csv") as file:  # noqa: PT012 - what is written first
        file.write("half")
        raise UsageError(Wording("写到一半", "half written"))

    assert target.read_text(encoding="utf-8") == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["findings.csv"]


def test_a_link_stays_a_link_and_its_file_is_written(tmp_path: Path, run: Run) -> None:
    (tmp_path / "week.csv").write_text("old", encoding="utf-8")
    (tmp_path / "latest.csv").symlink_to("week.csv")
    run(*SCAN, "-o", str(tmp_path / "latest.csv"))

    assert (tmp_path / "latest.csv").is_symlink()
    assert (tmp_path / "week.csv").read_text("utf-8-sig").startswith("finding_id")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_a_device_is_written_to_and_not_replaced(run: Run) -> None:
    told = run(*SCAN, "-o", os.devnull)

    assert told.code == 1
    assert not Path(os.devnull).is_file()


@pytest.mark.parametrize(
    ("target", "why"),
    [
        pytest.param("no-such-folder/findings.csv", "没有这个文件夹", id="no such folder"),
        pytest.param("", "这是一个文件夹", id="a folder"),
    ],
)
def test_a_file_that_cannot_be_written_is_told_before_anything_is_read(
    target: str, why: str, tmp_path: Path, run: Run
) -> None:
    told = run(*SCAN, "-o", str(tmp_path / target))

    assert told.code == 2
    assert why in told.err
    assert "条消息" not in told.err


@pytest.mark.parametrize("command", ["scan", "read"])
def test_an_export_is_never_overwritten(command: str, tmp_path: Path, run: Run) -> None:
    chat = tmp_path / "chat.txt"
    chat.write_bytes((INPUTS / "class.txt").read_bytes())
    told = run(command, str(chat), "-o", str(tmp_path / "." / "chat.txt"))

    assert told.code == 2
    assert "请换一个输出文件名" in told.err
    assert chat.read_bytes() == (INPUTS / "class.txt").read_bytes()


def test_a_file_that_another_program_holds_is_told(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def held(*_: object) -> None:
        raise PermissionError(13, "denied")

    monkeypatch.setattr(Path, "replace", held)  # as Windows does while Excel shows the file
    told = run(*SCAN, "-o", str(tmp_path / "findings.csv"))

    assert told.code == 2
    assert "文件正在 Excel 里打开" in told.err
    assert list(tmp_path.iterdir()) == []
