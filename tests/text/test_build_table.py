"""The shipped fold table is the one that its source makes."""

from __future__ import annotations

import unicodedata

import numpy as np
import pytest

from msgscan.text import _build_table
from msgscan.text.fold_table import CODE_POINTS, DROPPED, EXPANDS, SEPARATOR, STRUCTURE, fold_table

TABLE = fold_table()


def test_the_shipped_table_is_up_to_date() -> None:
    pytest.importorskip("opencc")
    if unicodedata.unidata_version != TABLE.unicode_version:
        pytest.skip(f"the table was made with Unicode {TABLE.unicode_version}")
    made = _build_table.arrays()
    folded = np.arange(CODE_POINTS)
    folded[made["changed"]] = made["changed_to"]

    assert np.array_equal(folded, TABLE.folded)
    assert made["expanding"].tolist() == TABLE.expanding.tolist()
    assert made["expansions"].tolist() == TABLE.expansions.tolist()
    kinds = np.repeat(made["kinds"], np.diff(made["kind_starts"], append=CODE_POINTS))
    assert np.array_equal(kinds, TABLE.kind)


def test_folding_twice_is_folding_once() -> None:
    once = np.unique(TABLE.folded[TABLE.kind != EXPANDS])

    assert np.array_equal(once, TABLE.folded[once])
    assert np.array_equal(TABLE.expansions, TABLE.folded[TABLE.expansions])


def test_dropped_is_what_folds_to_nothing() -> None:
    assert np.array_equal(TABLE.folded == 0, TABLE.kind == DROPPED)


def test_an_expansion_is_of_several_characters() -> None:
    assert np.diff(TABLE.expansion_starts).min() > 1
    assert np.array_equal(TABLE.expanding, np.flatnonzero(TABLE.kind == EXPANDS))


@pytest.mark.parametrize("char", "·*.-_~|/+=^@#%& ★👍❤\ue000・")
def test_separators(char: str) -> None:
    assert TABLE.kind[ord(char)] == SEPARATOR


@pytest.mark.parametrize("char", "\n,，、;；:：!！?？。…—\"'“”《》<>()（）[]【】{}「」")
def test_structure(char: str) -> None:
    assert TABLE.kind[ord(char)] == STRUCTURE


def test_the_table_cannot_be_changed_by_accident() -> None:
    with pytest.raises(ValueError, match="read-only"):
        TABLE.folded[0] = 1
