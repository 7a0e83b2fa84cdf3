"""WeChat: JSON that MemoTrace 3 (留痕 3.x) writes beside its web page, ``<name>.html.json``.

An array of messages; see ``_memotrace_json`` for what stands in it.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..errors import Wording
from ..schema import Batch
from ._format import Format, Note
from ._memotrace import LACKS_3
from ._memotrace_json import KEYS, read_messages
from ._source import Head, Source


def recognises(head: Head) -> bool:
    """Return whether the file is an array of objects with the exporter's keys."""
    return {f"item.{key}" for key in KEYS} <= head.json_paths


def parse(source: Source) -> Iterator[Batch | Note]:
    """Yield the messages in the order of the file."""
    _, chunks = source.json_document("")
    rows = 0
    for values in chunks:
        yield from read_messages(values, range(rows + 1, rows + 1 + len(values)), "", page=False)
        rows += len(values)


FORMAT = Format(
    name="wechat-memotrace3-json",
    title=Wording(
        "留痕 MemoTrace 3 网页旁边的 JSON（.html.json）",
        "JSON beside the web page of MemoTrace 3 (.html.json)",
    ),
    how_to_make=Wording(
        "留痕 MemoTrace 3.x：选择群聊 → 导出 → HTML，取旁边的 .html.json",
        "MemoTrace 3.x: choose the group → export → HTML; take the .html.json beside it",
    ),
    lacks=LACKS_3,
    recognises=recognises,
    parse=parse,
)
