"""ChatLab exchange format: one JSON file; see ``_chatlab`` for what stands in it.

::

    {"chatlab": {…}, "meta": {…}, "members": [ … ], "messages": [ … ]}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..errors import Wording
from ..schema import Batch
from ._chatlab import LACKS, Chat
from ._format import Format, Note
from ._source import Head, Source


def recognises(head: Head) -> bool:
    """Return whether the file is one JSON object with ChatLab's keys."""
    return "chatlab.version" in head.json_paths and "_type" not in head.json_paths


def parse(source: Source) -> Iterator[Batch | Note]:
    """Yield the messages in the order of the file."""
    outer, chunks = source.json_document("messages", "meta", "members")
    chat = Chat()
    chat.describe(outer.get("meta"))
    members = outer.get("members")
    chat.admit(members if isinstance(members, list) else [])
    rows = 0
    for values in chunks:
        yield from chat.read(values, range(rows + 1, rows + 1 + len(values)))
        rows += len(values)


FORMAT = Format(
    name="chatlab-json",
    title=Wording("ChatLab 交换格式（JSON）", "ChatLab exchange format (JSON)"),
    how_to_make=Wording(
        "ChatLab、WeFlow、CipherTalk 等工具：导出 → 格式选 ChatLab JSON",
        "ChatLab, WeFlow, CipherTalk and others: export → ChatLab JSON",
    ),
    lacks=LACKS,
    recognises=recognises,
    parse=parse,
)
