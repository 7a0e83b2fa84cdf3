"""JSON lines: one row a line to every reader, and every character comes back."""

from __future__ import annotations

import io
import json

import pytest
from hypothesis import given, strategies as st

from msgscan.report import lines


def written(text: str) -> str:
    file = io.StringIO()
    lines.write([{"text": text}], file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("加微信", '{"text": "加微信"}\n'),
        ("两行\n文字", '{"text": "两行\\n文字"}\n'),
        ("\x1b[2J", '{"text": "\\u001b[2J"}\n'),
        ("\x9b", '{"text": "\\u009b"}\n'),
        ("\u2028", '{"text": "\\u2028"}\n'),
        ("\u202e", '{"text": "\\u202e"}\n'),
        ("\ud83d", '{"text": "\\ud83d"}\n'),
    ],
    ids=ascii,
)
def test_a_text_is_written_as_people_can_read_it(text: str, line: str) -> None:
    assert written(text) == line


@given(st.text(st.characters()))
def test_every_character_comes_back(text: str) -> None:
    assert json.loads(written(text)) == {"text": text}


@given(st.text(st.characters()))
def test_a_row_is_one_line_of_utf_8(text: str) -> None:
    assert len(written(text).encode().decode().splitlines()) == 1
