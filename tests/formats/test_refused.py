"""Every file in fixtures/_refused is refused, in the words that stand beside it in Chinese and English."""

from __future__ import annotations

from pathlib import Path

import pytest

from msgscan.errors import Place, ReadError
from msgscan.reading import read
from tests.formats.fixture_files import FIXTURES

_MESSAGE = ".error.txt"
REFUSED = [file for file in sorted((FIXTURES / "_refused").iterdir()) if not file.name.endswith(_MESSAGE)]


@pytest.mark.parametrize("case", REFUSED, ids=[file.name for file in REFUSED])
def test_a_refusal_says_why(case: Path, *, update_expected: bool) -> None:
    with pytest.raises(ReadError) as caught:
        read(case)
    error = caught.value
    assert error.place
    place = Place(case.name, error.place.line, error.place.column)
    message = "".join(f"{place}: {wording}\n" for wording in error.wording)
    beside = case.with_name(case.name + _MESSAGE)
    if update_expected:
        beside.write_text(message, encoding="utf-8", newline="\n")

    assert beside.read_text(encoding="utf-8") == message


def test_every_message_belongs_to_a_refused_file() -> None:
    messages = set((FIXTURES / "_refused").glob(f"*{_MESSAGE}"))

    assert {file.with_name(file.name + _MESSAGE) for file in REFUSED} == messages
