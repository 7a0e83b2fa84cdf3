"""What is made visible, and what is left as it is."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, strategies as st

from msgscan.report.characters import controls_visible, one_line, visible

any_text = st.text(st.characters())  # surrogates and controls included

LEFT_AS_IT_IS = [
    pytest.param("三年二班\n家长\t群", id="lines and tabs"),
    pytest.param("é ü 加微信 ①", id="letters"),
    pytest.param("👨\u200d👩\u200d👧", id="a family"),
    pytest.param("🏃🏻\u200d♂\ufe0f", id="a man who runs"),
    pytest.param("❤\ufe0f\u200d🔥", id="a heart on fire"),
]
SHOWN = [
    ("\x00", "<U+0000>"),
    ("\r", "<U+000D>"),
    ("\x1b", "<U+001B>"),
    ("\x7f", "<U+007F>"),
    ("\x85", "<U+0085>"),
    ("\xad", "<U+00AD>"),
    ("\u200b", "<U+200B>"),
    ("\u2028", "<U+2028>"),
    ("\u202e", "<U+202E>"),
    ("\ufeff", "<U+FEFF>"),
    ("\ud83d", "<U+D83D>"),
    ("\U000e0061", "<U+E0061>"),
    ("加\u200d微信", "加<U+200D>微信"),
]


@pytest.mark.parametrize("text", LEFT_AS_IT_IS)
def test_what_can_be_seen_is_left_as_it_is(text: str) -> None:
    assert visible(text) == text


@pytest.mark.parametrize(("text", "shown"), SHOWN, ids=ascii)
def test_what_cannot_be_seen_is_shown_by_its_code(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_only_joiners_are_left_of_all_characters_that_have_no_shape() -> None:
    every = (chr(code) for code in range(0x110000))
    shapeless = [each for each in every if unicodedata.category(each) in {"Cc", "Cf", "Cs", "Zl", "Zp"}]
    left = [each for each in shapeless if visible(each) == each]

    # Besides lines and tabs: signs of Arabic, Syriac, Kaithi, Egyptian and music, which are drawn.
    assert {each for each in left if unicodedata.category(each) != "Cf"} == {"\t", "\n"}
    assert not any("\u2000" <= each <= "\u2fff" for each in left)


@given(any_text)
def test_a_visible_text_stays_as_it_is(text: str) -> None:
    assert visible(visible(text)) == visible(text)


@given(any_text)
def test_one_line_is_one_line(text: str) -> None:
    assert len(one_line(text).splitlines()) <= 1


@given(any_text)
def test_a_text_without_controls_can_be_matched_again(text: str) -> None:
    clean = "".join(each for each in text if unicodedata.category(each) not in {"Cc", "Cs"})

    assert controls_visible(clean) == clean
