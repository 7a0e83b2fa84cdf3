"""Characters that no reader sees, made visible.

Names and messages are strangers' texts. On a terminal an escape sequence in them could recolour, clear or
rename the screen, a change of direction could swap columns, and a zero-width character hides how a word was
written. All three are shown as ``<U+200B>``, the way pagers do it.
"""

from __future__ import annotations

import re

# All controls but tab and line feed, and halves of characters, which UTF-8 can't hold.
_CONTROLS = "\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff"
# Soft hyphen, fillers, zero widths, directions, separators, tags. Not the joiner behind an emoji: 👨‍👩‍👧
_UNSEEN = (
    "\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164"
    "\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e007f"
)
_LONE_JOINER = "(?<![\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])\u200d"

_CONTROL = re.compile(f"[{_CONTROLS}]")
_HIDDEN = re.compile(f"[{_CONTROLS}{_UNSEEN}]|{_LONE_JOINER}")


def visible(text: str) -> str:
    r"""Return a text for a screen: whatever hides in it can be seen, lines and tabs stay.

    Examples
    --------
    >>> visible("加\u200b微信 \x1b[2J"), visible("👨\u200d👩")
    ('加<U+200B>微信 <U+001B>[2J', '👨\u200d👩')
    """
    return _HIDDEN.sub(_code, text)


def one_line(text: str) -> str:
    r"""Return a text for one line of a screen.

    Examples
    --------
    >>> one_line("三班\n家长群\u202e")
    '三班 家长群<U+202E>'
    """
    return " ".join(visible(text).split())


def controls_visible(text: str) -> str:
    r"""Return a text of which only the control characters were changed: it can be matched again.

    Examples
    --------
    >>> controls_visible("加\u200b微信 \x1b[2J") == "加\u200b微信 <U+001B>[2J"
    True
    """
    return _CONTROL.sub(_code, text)


def _code(found: re.Match[str]) -> str:
    return f"<U+{ord(found.group()):04X}>"
