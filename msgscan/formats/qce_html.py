"""QQ Chat Exporter (shuakami/qq-chat-exporter, versions 5 and 6): one HTML page.

::

    <!DOCTYPE html>
    <html lang="zh-CN">
    <!-- QCE_METADATA: {"messageCount":14,"chatName":"教务工作群","chatType":"group","exportTime":"…"} -->

Version 5 writes the messages as HTML, version 6 as scripts (``_qce_scripts``) that a viewer draws when the
page is opened. See ``_qce_html`` for what a message looks like.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from ..errors import Wording
from ..schema import Batch
from ._doubts import declared
from ._format import Format, Note
from ._json import maybe_whole
from ._passages import passages
from ._qce_html import LACKS, Reader
from ._qce_scripts import OPENING, script_values
from ._records import Object
from ._source import Head, Source

# <!-- QCE_METADATA: {"messageCount":14,"chatName":"教务工作群"} -->
_METADATA = re.compile(r"^<!-- QCE_METADATA: (\{.*\}) -->$", re.MULTILINE)
_METADATA_WITHIN = 10  # lines
_BLOCK = re.compile(r'<div class="message-block"')
_SCRIPTED = '"mode":"chunked"'

_VIEWER = Note(
    "viewer-only",
    Wording(
        "这个网页里没有消息：消息在它旁边的 data 文件夹里，请给出整个文件夹或 ZIP",
        "this page holds no messages: they stand in the folder data beside it; give the folder or the ZIP",
    ),
)


def recognises(head: Head) -> bool:
    """Return whether the page begins with what the exporter says of it."""
    return _METADATA.search("\n".join(islice(head.lines(), _METADATA_WITHIN))) is not None


def parse(source: Source) -> Iterator[Batch | Note]:
    """Yield the messages in the order of the page."""
    facts = _facts(source.head)
    reader = Reader(source, facts)
    if _SCRIPTED in source.head.text or OPENING in source.head.text:
        for values in script_values(source):
            yield from reader.read_objects(values)
        if not reader.rows:
            yield _VIEWER
    else:
        for passage in passages(source, _BLOCK):
            if passage.begins:
                yield from reader.read_pieces(passage.records())
    yield from declared(facts.get("messageCount"), reader.rows)


def _facts(head: Head) -> Object:
    found = _METADATA.search(head.text)
    value = maybe_whole(found[1]) if found else None
    return value if isinstance(value, dict) else {}


FORMAT = Format(
    name="qce-html",
    title=Wording("QQ Chat Exporter 导出的网页（HTML）", "HTML page of QQ Chat Exporter"),
    how_to_make=Wording(
        "QQ Chat Exporter（qq-chat-exporter）：选择群 → 导出 → 格式选 HTML（建议改选 JSON：信息更全）",
        "QQ Chat Exporter (qq-chat-exporter): choose the group → export → HTML (JSON holds more)",
    ),
    lacks=LACKS,
    recognises=recognises,
    parse=parse,
)
