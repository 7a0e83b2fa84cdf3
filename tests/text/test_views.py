"""What is read as what in each view, and what a term is looked for as."""

# ruff: noqa: RUF001 - disguises are what this file is about.
from __future__ import annotations

from itertools import chain

import numpy as np
import pytest

from msgscan.text._emoji import EMOJI
from msgscan.text._glyphs import COMPONENT_FORMS, LOOKALIKES, NUMERALS
from msgscan.text.fold_table import DROPPED, EXPANDS, OTHER, SEPARATOR, WORD, fold_table
from msgscan.text.folding import fold
from msgscan.text.views import (
    AMPLE,
    LEAST,
    VIEWS,
    View,
    alternatives,
    has_digit,
    read,
    size,
    spellings,
    view_table,
)

# Tables whose rows are classes of characters.
TABLES = {
    "numerals": NUMERALS,
    "look-alikes": LOOKALIKES,
    "component forms": COMPONENT_FORMS,
    "emoji": tuple(signs + chars for signs, chars in EMOJI.items()),
}


@pytest.mark.parametrize("rows", TABLES.values(), ids=TABLES.keys())
def test_no_character_stands_in_two_rows(rows: tuple[str, ...]) -> None:
    characters = list(chain.from_iterable(rows))

    assert sorted(set(characters)) == sorted(characters)


@pytest.mark.parametrize("rows", TABLES.values(), ids=TABLES.keys())
def test_tables_are_written_as_text_is_after_folding(rows: tuple[str, ...]) -> None:
    assert fold("".join(rows)) == "".join(rows)


@pytest.mark.parametrize("rows", TABLES.values(), ids=TABLES.keys())
def test_a_row_has_more_than_one_character(rows: tuple[str, ...]) -> None:
    assert min(map(len, rows)) > 1


def test_an_emoji_was_a_sign_and_is_a_character() -> None:
    signs = "".join(EMOJI)

    assert all(fold_table().kind[ord(sign)] == SEPARATOR for sign in signs)
    assert all(view_table("emoji").kind[ord(sign)] == OTHER for sign in signs)


@pytest.mark.parametrize("view", VIEWS)
def test_reading_twice_is_reading_once(view: View) -> None:
    table = view_table(view)
    once = np.unique(table.folded[(table.kind != EXPANDS) & (table.kind != DROPPED)])

    assert np.array_equal(once, table.folded[once])


@pytest.mark.parametrize("view", VIEWS)
def test_what_is_read_is_of_the_kind_of_what_it_is_read_as(view: View) -> None:
    table = view_table(view)
    plain = np.flatnonzero((table.kind != EXPANDS) & (table.kind != DROPPED))

    assert np.array_equal(table.kind[plain], table.kind[table.folded[plain]])


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_drops_and_expands_what_folding_does(view: View) -> None:
    table, plain = view_table(view), fold_table()

    for kind in (DROPPED, EXPANDS):
        assert np.array_equal(table.kind == kind, plain.kind == kind)


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_cannot_be_changed_by_accident(view: View) -> None:
    with pytest.raises(ValueError, match="read-only"):
        view_table(view).kind[0] = 1


# view, two texts that it reads alike
ALIKE = {
    "Chinese numerals": ("digits", "一二三四五六七八九〇", "1234567890"),
    "numerals of banks": ("digits", "壹贰叁肆伍陆柒捌玖零", "1234567890"),
    "numerals of merchants": ("digits", "〡〢〣〤〥〦〧〨〩", "123456789"),
    "said on the radio": ("digits", "幺三八", "138"),
    "circled": ("digits", fold("➊③⑧"), "一三八"),
    "sounds": ("homophone", "加微信", "家薇芯"),
    "tones don't matter": ("homophone", "妈麻马骂", "吗嘛码蚂"),
    "the usual reading": ("homophone", "似乎", "四呼"),
    "shapes": ("similar", "微信", "徽伩"),
    "Latin shapes": ("similar", "lo10", "i0lo"),
    "components": ("split", "亻言", "人言"),
    "emoji": ("emoji", "➕微❤", "加微信"),
    "emoji of one thing": ("emoji", "💗💰🐎", "❤💵🐴"),
}  # fmt: skip


@pytest.mark.parametrize(("view", "left", "right"), ALIKE.values(), ids=ALIKE.keys())
def test_reads_alike(view: View, left: str, right: str) -> None:
    assert read(view, left) == read(view, right)


# view, two texts that it does not read alike
UNLIKE = {
    "places count nothing": ("digits", "十", "10"),
    "two of a kind": ("digits", "两", "2"),
    "letters are not heard": ("homophone", "wei", "微"),
    "n is not l": ("homophone", "牛", "刘"),
    "views don't add up": ("similar", "薇心", "徽薪"),
}


@pytest.mark.parametrize(("view", "left", "right"), UNLIKE.values(), ids=UNLIKE.keys())
def test_does_not_read_alike(view: View, left: str, right: str) -> None:
    assert read(view, left) != read(view, right)


def test_a_numeral_is_of_the_kind_of_digits() -> None:
    assert view_table("digits").kind[ord("捌")] == WORD


# view, term, what it is looked for as
SPELLINGS = {
    "collapse: said once": ("collapse", "加加微信", ["加微信"]),
    "collapse: of one character only": ("collapse", "天天", []),
    "digits: a number": ("digits", "加v壹叁捌", ["加v138"]),
    "digits: without any": ("digits", "加微信", []),
    "digits: too short": ("digits", "v一", []),
    "pinyin: any character, or some, or all": (
        "pinyin", "加微信",
        ["jia微信", "加wei信", "加微xin", "jiawei信", "jia微xin", "加weixin", "jiaweixin"],
    ),
    "pinyin: two syllables": ("pinyin", "微信", ["wei信", "微xin", "weixin"]),
    "pinyin: one syllable": ("pinyin", "加v", []),
    "split: what comes apart": ("split", "强奸", ["弓虽奸", "强女干", "弓虽女干"]),
    "split: what does not": ("split", "一乙", []),
    "split: a form of a component": ("split", "信一", ["人言一"]),
    "homophone: one syllable": ("homophone", "加v", []),
    "shuffle: two characters": ("shuffle", "微信", ["信微"]),
    "shuffle: three in any order": ("shuffle", "加微信", ["加信微", "微加信", "微信加", "信加微", "信微加"]),
    "shuffle: of many, two neighbours": (
        "shuffle", "刷单返利吗", ["单刷返利吗", "刷返单利吗", "刷单利返吗", "刷单返吗利"],
    ),
    "shuffle: what looks the same": ("shuffle", "加加", []),
    "shuffle: one character": ("shuffle", "信", []),
    "similar: no look-alike": ("similar", "霾霭", []),
    "emoji: no emoji": ("emoji", "霾霭", []),
    "a sign": ("emoji", "➕微信", []),
    "a space": ("pinyin", "加 微信", []),
    "the border between texts": ("pinyin", "加微信\uffff", []),
}  # fmt: skip


@pytest.mark.parametrize(("view", "term", "expected"), SPELLINGS.values(), ids=SPELLINGS.keys())
def test_is_looked_for_as(view: View, term: str, expected: list[str]) -> None:
    assert expected == list(spellings(view, term))


def test_a_second_reading_is_looked_for_too() -> None:
    heard = spellings("homophone", "银行卡")

    assert {read("homophone", other) for other in ("音形卡", "音航卡", "音形掐", "音航掐")} == set(heard)
    assert {"银行ka", "银行qia", "银hang卡", "银xing卡", "yinhangka"} <= set(spellings("pinyin", "银行卡"))


@pytest.mark.parametrize("view", ["pinyin", "split"])
def test_at_most_three_characters_are_spelt_or_all(view: View) -> None:
    term = "加好信明"
    spelt = spellings(view, term)

    assert len(spelt) == 4 + 6 + 4 + 1
    assert spelt[-1] == "".join(alternatives(view, char)[0] for char in term)


def test_of_a_long_term_one_character_is_spelt_or_all() -> None:
    assert len(spellings("pinyin", "加微信" * 5)) == 15 + 1


@pytest.mark.parametrize("view", VIEWS[2:])
def test_spellings_are_what_the_view_reads(view: View) -> None:
    for spelling in spellings(view, "加微信银行行长138零"):
        assert read(view, spelling) == spelling


@pytest.mark.parametrize("view", VIEWS[2:])
def test_spellings_are_distinct(view: View) -> None:
    found = spellings(view, "明明好好人人行行1")

    assert len(set(found)) == len(found)


def test_every_view_says_how_short_a_term_may_be() -> None:
    assert tuple(LEAST) == tuple(AMPLE) == VIEWS


def test_what_is_ample_is_no_less_than_the_least() -> None:
    assert all(AMPLE[view] >= LEAST[view] for view in VIEWS)


@pytest.mark.parametrize(
    ("view", "term", "expected"),
    [
        pytest.param("squeeze", "加*微 信", 3, id="signs don't count"),
        pytest.param("emoji", "➕微❤", 3, id="emoji that are read do"),
        pytest.param("pinyin", "加vx信1", 2, id="only characters have syllables"),
    ],
)
def test_size(view: View, term: str, expected: int) -> None:
    assert expected == size(view, term)


@pytest.mark.parametrize(
    ("term", "expected"), [("加v9", True), ("加v玖", True), ("加vx", False), ("十", False)]
)
def test_has_digit(term: str, *, expected: bool) -> None:
    assert expected == has_digit(term)
