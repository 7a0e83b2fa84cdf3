"""Every fixture is recognised by the format of its folder, and by no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from msgscan.formats import formats
from msgscan.streaming import identify
from tests.formats.fixture_files import FIXTURES, cases, of


@of([case for case in cases() if case.is_file() and case.suffix != ".zip"])
def test_only_the_format_of_its_folder_recognises_a_fixture(case: Path) -> None:
    head = identify(case, format=case.parent.name).source.head

    assert [case.parent.name] == [name for name, format_ in formats().items() if format_.recognises(head)]


@pytest.mark.parametrize("name", formats())
def test_every_format_has_a_fixture(name: str) -> None:
    assert any((FIXTURES / name).iterdir())
