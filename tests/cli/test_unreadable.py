"""Files that can't be read: one clear message in Chinese and in English, exit code 2, no traceback.

Each file in ``unreadable/`` stands beside what is told of it.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run

UNREADABLE = Path(__file__).with_name("unreadable")
CASES = sorted(path.name for path in UNREADABLE.iterdir() if path.suffix != ".expected")


@pytest.mark.parametrize("case", [*CASES, "no-such-file.txt"])
def test_what_is_told_of_a_file_that_cannot_be_read(
    case: str, run: Run, monkeypatch: pytest.MonkeyPatch, *, update_expected: bool
) -> None:
    monkeypatch.chdir(UNREADABLE)
    expected = Path(f"{case}.expected")
    told = [run("read", case, "--lang", language) for language in ("zh", "en")]
    if update_expected:
        expected.write_text("".join(each.err for each in told), encoding="utf-8", newline="\n")

    assert "".join(each.err for each in told) == expected.read_text(encoding="utf-8")
    assert [each.code for each in told] == [2, 2]


@pytest.mark.parametrize("case", CASES)
def test_scan_and_read_tell_the_same(case: str, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(UNREADABLE)
    told = run("scan", case, "--rules", "../inputs/pack.yaml")

    assert run("read", case).err.strip() in told.out.replace("\n", "")
    assert told.code == 2


def test_no_expected_message_has_lost_its_file() -> None:
    told = {path.name.removesuffix(".expected") for path in UNREADABLE.glob("*.expected")}

    assert told == {*CASES, "no-such-file.txt"}
