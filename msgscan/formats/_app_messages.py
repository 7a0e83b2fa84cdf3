"""WeChat's app messages as its database keeps them: ``<msg><appmsg>`` XML of links, replies, red packets.

Exporters that print a short form of a message beside the XML drop just what matters: where a link leads to,
what a red packet says, whom a reply quotes.
"""

from __future__ import annotations

from typing import NamedTuple
from xml.etree import ElementTree as ET

_LONGEST = 1 << 20  # characters; a forward of a hundred messages has some 100,000

# What people see of an app message, or follow: its texts in the order in which they are shown.
_SAID = (
    "title", "des", "url", "textannouncement", "wcpayinfo/sendertitle", "wcpayinfo/receivertitle",
    "wcpayinfo/feedesc", "wcpayinfo/pay_memo", "finderFeed/nickname", "finderFeed/desc",
)  # fmt: skip


class AppMessage(NamedTuple):
    """What an app message says, and what it quotes of others."""

    said: list[str]
    quoted: str


def read_app_message(content: str) -> AppMessage | None:
    r"""Return what an app message says; ``None`` where the content is none, or damaged.

    Examples
    --------
    >>> read_app_message(
    ...     "wxid_b:\n<msg><appmsg><title>收到</title><type>57</type><url /><refermsg>"
    ...     "<displayname>周老师</displayname><content>请核对</content></refermsg></appmsg></msg>"
    ... )
    AppMessage(said=['收到'], quoted='请核对')
    """
    begin = content.find("<msg>", 0, 200)
    if begin < 0 or len(content) > _LONGEST or "<appmsg" not in content:
        return None
    try:
        # An XML declaration stands before the part that is read, and a document type could only stand there.
        root = ET.fromstring(content[begin:].strip())  # noqa: S314 - so no entities can be defined
    except ET.ParseError:
        return None
    message = root.find("appmsg")
    if message is None:
        return None
    said = [(message.findtext(path) or "").strip() for path in _SAID]
    quoted = (message.findtext("refermsg/content") or "").strip()
    inner = read_app_message(quoted) if quoted.startswith("<") else None
    return AppMessage([text for text in said if text], "\n".join(inner.said) if inner else quoted)
