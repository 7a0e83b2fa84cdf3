"""Every fixture gives its expected rows: whole, with other line ends, in other encodings, in small blocks."""

from __future__ import annotations

import codecs
import json
from pathlib import Path
from typing import Any

import pytest

from msgscan.formats import _json, _json_document
from tests.formats.fixture_files import FIXTURES, cases, expected_of, of, texts, told

# A name, and how a text becomes bytes.
REWRITTEN = {
    "crlf": lambda text: text.replace("\n", "\r\n").encode(),
    "bom": lambda text: codecs.BOM_UTF8 + text.encode(),
    "utf-16": lambda text: codecs.BOM_UTF16_LE + text.encode("utf-16-le"),
    "utf-16-without-mark": lambda text: text.encode("utf-16-be"),
    "gb18030": lambda text: text.encode("gb18030"),
}


@of(cases())
def test_a_fixture_gives_its_expected_rows(case: Path, *, update_expected: bool) -> None:
    lines = told(case)
    if update_expected:
        expected_of(case).write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")

    assert expected_of(case).read_text(encoding="utf-8").splitlines() == lines


@of(texts())
@pytest.mark.parametrize("rewrite", REWRITTEN)
def test_line_ends_and_encodings_change_no_row(case: Path, rewrite: str, tmp_path: Path) -> None:
    copy = tmp_path / case.name
    copy.write_bytes(REWRITTEN[rewrite](_text(case)))

    assert _rows(expected_of(case)) == told(copy)[1:]


@of(texts())
@pytest.mark.parametrize("block", [1, 7, 64, 1000])
def test_the_size_of_blocks_changes_no_row(case: Path, block: int) -> None:
    assert expected_of(case).read_text(encoding="utf-8").splitlines() == told(case, block=block)


@of([case for case in texts() if case.suffix in (".json", ".jsonl")])
def test_the_size_of_chunks_changes_only_which_accounts_are_known(
    case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_json, "CHUNK", 2)
    monkeypatch.setattr(_json_document, "CHUNK", 2)

    assert _without_accounts(_rows(expected_of(case))) == _without_accounts(told(case)[1:])


def test_every_expected_file_belongs_to_a_fixture() -> None:
    found = set(FIXTURES.rglob("*.expected.jsonl"))

    assert {expected_of(case) for case in cases()} == found


def _text(case: Path) -> str:
    """Return a fixture's text with LF, whatever its encoding."""
    head = json.loads(expected_of(case).read_text(encoding="utf-8").splitlines()[0])
    text = case.read_bytes().decode(head["encoding"]).removeprefix("\ufeff")
    return text.replace("\r\n", "\n")


def _rows(expected: Path) -> list[str]:
    return expected.read_text(encoding="utf-8").splitlines()[1:]


def _without_accounts(rows: list[str]) -> list[dict[str, Any]]:
    """Return rows without the accounts in notices: a notice may name one who speaks in a later chunk."""
    ids = ("event_actor_id", "event_target_ids")
    return [{name: value for name, value in json.loads(row).items() if name not in ids} for row in rows]
