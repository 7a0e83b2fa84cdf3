"""WeChat for desktop 4.x: messages chosen in the window, copied, and pasted into a text file.

Layout, learnt from public readers of such files and their examples::

    李老师
    2026年09月23日 16:04
    body, which may hold blank lines
    <blank, or not>

A bullet ``·`` may stand before the name. Some files mix this with headers of one line, from pieces copied
elsewhere: ``张三 2025年6月10日 10:23:45``. The client copies no notices, accounts or seconds, and at most a
hundred messages at a time: people paste such pieces in any order.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..errors import Wording
from ..schema import Batch
from ._copies import HOW_TO_MAKE, LACKS, Openings, openings_of, opens_with, read
from ._format import Format, Note
from ._headers import Flags
from ._source import Head, Source
from ._wall_clocks import WORDS

_FEWEST = 0.25  # of the openings must be in one line for that form to be the file's own


def recognises(head: Head) -> bool:
    """Return whether the text begins with a header, and half or more of the headers are of two lines."""
    openings = openings_of(head)
    ours = openings.where(_in_words(openings))
    blocks = int((~ours.one_line).sum())
    return opens_with(head.opening, ours) and 2 * blocks >= len(openings.name)


def parse(source: Source) -> Iterator[Batch | Note]:
    """Yield the messages in the order of the file."""
    return read(source, _own)


def _own(openings: Openings) -> Flags:
    """Return which openings are in a form that the file uses."""
    mixed = openings.one_line.sum() >= _FEWEST * len(openings.name)
    words = _in_words(openings)
    return words if mixed else words & ~openings.one_line


def _in_words(openings: Openings) -> Flags:
    """Return which dates are printed as this client prints them: 2026年09月23日."""
    return openings.style & WORDS > 0


FORMAT = Format(
    name="wechat-desktop4-txt",
    title=Wording("微信电脑版 4.x 复制的聊天记录", "messages copied from WeChat 4.x for desktop"),
    how_to_make=HOW_TO_MAKE,
    lacks=LACKS,
    recognises=recognises,
    parse=parse,
)
