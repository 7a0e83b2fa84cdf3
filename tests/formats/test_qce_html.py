"""Messages of nothing but words are read by one pattern, all others by their tree: both see the same."""

from __future__ import annotations

from html import escape

import pytest
from hypothesis import given, strategies as st

from msgscan.formats._qce_html import _drawn_piece, _plain_piece

WORDS = st.text(st.sampled_from("词加V<>&\"' \n;#amplt39[图片]"), max_size=20)


def page(name: str, text: str) -> str:
    """Return a message as the exporter writes it; name and text are HTML."""
    return (
        '<div class="message-block" data-date="2025-10-10">\n'
        '<div class="message other" data-sender-uid="u_1" id="msg-7600000000000000001">\n'
        '<div class="avatar"><img src="http://q.qlogo.cn/g?b=qq&nk=4290000001&s=100" alt="x"></div>\n'
        '<div class="message-wrapper">\n<div class="message-header">\n'
        f'<span class="sender-title">班主任</span><span class="sender">{name}</span>\n'
        '<span class="time">2025/10/10 08:00:00</span>\n</div>\n<div class="message-bubble">\n'
        f'<div class="content"><span class="text-content">{text}</span></div>\n</div></div></div></div>\n'
    )


@given(name=WORDS, text=WORDS)
def test_the_pattern_sees_what_the_tree_sees(name: str, text: str) -> None:
    html = page(*(escape(each).replace("&#x27;", "&#39;") for each in (name, text)))

    assert _plain_piece(html) == _drawn_piece(html) is not None


# What stands in the place of the text, and is no plain text.
OTHERS = {
    "a tag": "<b>词</b>",
    "a link": '<a href="https://example.edu.cn">词</a>',
    "another escape": "&nbsp;词&hearts;",
    "a message within the message": '</span></div><div class="message-block"><span>词',
}


@pytest.mark.parametrize("text", OTHERS.values(), ids=OTHERS)
def test_anything_else_is_left_to_the_tree(text: str) -> None:
    assert _plain_piece(page("周岚", text)) is None
