"""WeChat's app messages as its database keeps them: ``<msg><appmsg>`` XML of links, replies, red packets.

Exporters that print a short form of a message beside the XML drop just what matters: where a link leads to,
what a red packet says, whom a reply quotes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple
from xml.etree import ElementTree as ET

_LONGEST = 1 << 20  # characters; a forward of a hundred messages has some 100,000

# What people see of an app message, or follow: its texts in the order in which they are shown.
_SAID = (
    "title", "des", "url", "textannouncement", "wcpayinfo/sendertitle", "wcpayinfo/receivertitle",
    "wcpayinfo/feedesc", "wcpayinfo/pay_memo", "finderFeed/nickname", "finderFeed/desc",
)  # fmt: skip
# The same of a message inside a merged forward.
_FORWARDED = ("datatitle", "datadesc", "weburlitem/title", "weburlitem/desc", "weburlitem/link", "link")


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


def read_record(content: str) -> Iterator[str]:
    """Yield the messages of a merged forward as ``name: text``, after its title; nothing where it is damaged.

    Examples
    --------
    >>> list(read_record(
    ...     "<recordinfo><title>聊天记录</title><datalist><dataitem><sourcename>甲</sourcename>"
    ...     "<datadesc>第一句</datadesc></dataitem></datalist></recordinfo>"
    ... ))
    ['聊天记录', '甲: 第一句']
    """
    begin = content.find("<recordinfo", 0, 200)
    if begin < 0 or len(content) > _LONGEST:
        return
    try:
        root = ET.fromstring(content[begin:].strip())  # noqa: S314 - no entities, as above
    except ET.ParseError:
        return
    yield (root.findtext("title") or "").strip()
    for item in root.iter("dataitem"):
        said = [(item.findtext(path) or "").strip() for path in _FORWARDED]
        if any(said):
            yield f"{(item.findtext('sourcename') or '').strip()}: {' '.join(filter(None, said))}"
