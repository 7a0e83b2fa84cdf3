"""QQ Chat Exporter (shuakami/qq-chat-exporter, versions 4 to 6): one JSON file.

Layout, learnt from the exporter's source and from files that its versions 4.10, 5.5 and 6 write::

    {"metadata": {…}, "chatInfo": {"name", "type", …}, "statistics": {"totalMessages", …},
     "messages": [ one object a message ], "exportOptions": {…}}

Versions lie about themselves, so messages are read by their keys. Most have ``id, seq, timestamp`` (ms),
``sender{uid, uin, name, groupCard}, type, content{text, elements}, recalled, system``. Those of 4.9.2 to
5.0.10 have ``messageId, messageSeq, timestamp`` (ISO), ``messageType, isRecalled, isSystemMessage`` and the
client's own ``rawMessage``.

``content.text`` is what the exporter drew, not what was said: versions 4 and 5 put the quoted message in
front of a reply, all of them leave out what cards and forwards say. Up to version 5 notices are ``[12]`` or
``[4]`` there, and nothing else is left of them unless there is a ``rawMessage``.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..errors import Wording
from ..schema import Batch
from ._format import Format, Note
from ._qce import LACKS, Reader, is_manifest
from ._source import Head, Source


def recognises(head: Head) -> bool:
    """Return whether the file is one JSON object with the exporter's keys; a manifest of chunks is not."""
    return {"metadata", "chatInfo", "statistics"} <= head.json_paths and not is_manifest(head)


def parse(source: Source) -> Iterator[Batch | Note]:
    """Yield the messages in the order of the file."""
    outer, chunks = source.json_document("messages", "chatInfo")
    reader = Reader(source, outer)
    for values in chunks:
        yield from reader.read(values)
    yield from reader.close(outer)


FORMAT = Format(
    name="qce-json",
    title=Wording("QQ Chat Exporter 导出的 JSON", "JSON of QQ Chat Exporter"),
    how_to_make=Wording(
        "QQ Chat Exporter（qq-chat-exporter）：选择群 → 导出 → 格式选 JSON",
        "QQ Chat Exporter (qq-chat-exporter): choose the group → export → JSON",
    ),
    lacks=LACKS,
    recognises=recognises,
    parse=parse,
)
