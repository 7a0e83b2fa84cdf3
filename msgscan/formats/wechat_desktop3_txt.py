"""WeChat for desktop 3.x and for Mac: messages chosen in the window, copied, and pasted into a text file.

Layout, learnt from a public reader of such files (langchain, WeChat chat loader) and its example; the clock
follows the locale of the machine::

    女朋友 2023/09/16 2:51 PM
    body, which may hold blank lines
    <blank>

Other clocks: ``下午 2:51``, ``14:51``; other dates: ``2025年6月10日 10:23:45``, ``2024-01-15 10:30``.
The client copies no notices, accounts or seconds, and at most a hundred messages at a time: people paste such
pieces in any order.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ..errors import Wording
from ..schema import Batch
from ._copies import HOW_TO_MAKE, LACKS, Openings, openings_of, opens_with, read
from ._format import Format, Note
from ._headers import Flags
from ._source import Head, Source


def recognises(head: Head) -> bool:
    """Return whether the text begins with a header of one line, and most headers are of this form."""
    openings = openings_of(head)
    ours = openings.where(openings.one_line)
    return opens_with(head.opening, ours) and 2 * len(ours.name) > len(openings.name)


def parse(source: Source) -> Iterator[Batch | Note]:
    """Yield the messages in the order of the file."""
    return read(source, _like_the_first)


def _like_the_first(openings: Openings) -> Flags:
    """Return which openings are printed as the first one is: one machine prints one form."""
    styles = openings.style[openings.one_line]
    return openings.one_line & np.isin(openings.style, styles[:1])


FORMAT = Format(
    name="wechat-desktop3-txt",
    title=Wording(
        "微信电脑版 3.x（及 Mac 版）复制的聊天记录", "messages copied from WeChat 3.x for desktop or Mac"
    ),
    how_to_make=HOW_TO_MAKE,
    lacks=LACKS,
    recognises=recognises,
    parse=parse,
)
