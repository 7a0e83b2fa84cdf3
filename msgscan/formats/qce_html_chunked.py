"""QQ Chat Exporter (shuakami/qq-chat-exporter, version 6): a folder with a page and its chunks of messages.

::

    index.html                 draws the chunks; holds no messages
    data/manifest.json         {"format": "qce-modern-html-chunked", "chat", "stats", "chunks": [{"file", …}]}
    data/manifest.js           the same, as a script
    data/chunks/c000001.js     scripts, see ``_qce_scripts`` and ``_qce_html``

The manifest is read, and the chunks beside it. People also hand in a lone chunk: it is read, and noted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..errors import Wording
from ..schema import Batch
from . import _json
from ._chunks import Chunk, chunks_of, read_chunks
from ._doubts import declared
from ._format import Format, Note
from ._qce_html import LACKS, Reader
from ._qce_scripts import OPENING, script_values
from ._qq_elements import plain
from ._records import Object
from ._source import Head, Source

_FORMAT = re.compile(r'"format":\s*"qce-modern-html-chunked"')
_CALL = "window.__QCE_MANIFEST__("
_KEYS = frozenset({"format", "chat", "stats", "chunks"})

_LONE = Note(
    "lone-chunk",
    Wording(
        "这只是分块导出中的一块：群名和其它各块不在此文件里；请给出整个文件夹（含 data/manifest.json）",
        "this is but one chunk of an export: the group's name and the other chunks are not in it; "
        "give the whole folder, with data/manifest.json",
    ),
)


def recognises(head: Head) -> bool:
    """Return whether the file is the exporter's manifest, as JSON or script, or one of its chunks."""
    return _is_chunk(head) or (
        _FORMAT.search(head.text) is not None and _json.paths(_manifest_text(head.text)) >= _KEYS
    )


def parse(source: Source) -> Iterator[Batch | Note]:
    """Yield the messages in the order of the manifest."""
    if _is_chunk(source.head):
        yield _LONE
        reader = Reader(source, {})
        for values in script_values(source):
            yield from reader.read_objects(values)
        return
    manifest = source.json_whole(_manifest_text)
    facts: Object = manifest if isinstance(manifest, dict) else {}
    chat, stats, paths = (_part(facts, key) for key in ("chat", "stats", "paths"))
    folder = plain(paths.get("dataDir")) or "data"
    listed = [
        Chunk(chunk.name.removeprefix(f"{folder}/"), chunk.rows)
        for chunk in chunks_of(facts.get("chunks"), f"{folder}/chunks")
    ]
    reader = Reader(source, chat)
    for part in read_chunks(source, listed, script_values):
        if isinstance(part, Note):
            yield part
        else:
            yield from reader.read_objects(part)
    yield from declared(stats.get("totalMessages"), reader.rows)


def _is_chunk(head: Head) -> bool:
    return head.text.lstrip().startswith("window.__QCE_CHUNK__") and OPENING in next(head.lines())


def _manifest_text(text: str) -> str:
    """Return the JSON of a manifest, without the script around it."""
    _, call, value = text.partition(_CALL)
    return value.rstrip().removesuffix(";").removesuffix(")") if call else text


def _part(facts: Object, key: str) -> Object:
    value = facts.get(key)
    return value if isinstance(value, dict) else {}


FORMAT = Format(
    name="qce-html-chunked",
    title=Wording("QQ Chat Exporter 导出的分块网页", "chunked HTML of QQ Chat Exporter"),
    how_to_make=Wording(
        "QQ Chat Exporter（qq-chat-exporter）6.x：选择群 → 导出 → 流式 ZIP（HTML）",
        "QQ Chat Exporter (qq-chat-exporter) 6: choose the group → export → streaming ZIP (HTML)",
    ),
    lacks=LACKS,
    recognises=recognises,
    parse=parse,
)
