"""How characters sound; the shipped table is the one that its source makes."""

from __future__ import annotations

import re

import numpy as np
import pytest

from msgscan.text import _build_sounds
from msgscan.text.fold_table import fold_table
from msgscan.text.sounds import END_HAN, FIRST_HAN, sounds

SOUNDS = {
    "one reading": ("信", ("xin",)),
    "ü is v": ("绿", ("lv",)),
    "two readings": ("行", ("xing", "hang")),
    "the other way round": ("长", ("zhang", "chang")),
    "most words decide": ("似", ("si",)),
    "a rare second reading is none": ("单", ("dan",)),
    "a letter": ("v", ()),
    "a sign": ("。", ()),
    "an emoji": ("👍", ()),
    "a noise without a vowel": ("呣", ("mou",)),
    "rarer than phones show": ("\U00020000", ()),
}


@pytest.mark.parametrize(("char", "expected"), SOUNDS.values(), ids=SOUNDS.keys())
def test_sounds(char: str, expected: tuple[str, ...]) -> None:
    assert expected == sounds().of(char)


def test_syllables_are_small_letters() -> None:
    assert all(re.fullmatch("[a-z]+", syllable) for syllable in sounds().syllables[1:])


def test_only_what_folds_to_itself_has_a_sound() -> None:
    han = np.arange(FIRST_HAN, END_HAN)

    assert not sounds().usual[fold_table().folded[han] != han].any()


def test_every_common_character_has_a_sound() -> None:
    codes = [bytes((row, cell)) for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF)]
    common = [char for code in codes if (char := code.decode("gb2312", "ignore"))]

    assert [
        char for char in common if fold_table().folded[ord(char)] == ord(char) and not sounds().of(char)
    ] == []


def test_the_shipped_table_is_up_to_date() -> None:
    pytest.importorskip("pypinyin")
    made, table = _build_sounds.arrays(), sounds()

    assert tuple(made["syllables"].tolist()) == table.syllables
    assert np.array_equal(made["usual"], table.usual)
    assert [chr(code) for code in made["polyphones"].tolist()] == list(table.second)
    assert [table.syllables[index] for index in made["second"].tolist()] == list(table.second.values())
