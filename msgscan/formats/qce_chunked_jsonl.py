"""QQ Chat Exporter (shuakami/qq-chat-exporter, versions 5 and 6): a folder of JSON lines with a manifest.

Layout, learnt from the exporter's source and from files that its versions write::

    manifest.json            {"metadata", "chatInfo", "statistics", "chunked": {"chunks": [
                                 {"relativePath": "chunks/c000001.jsonl", "count", …}]}, "exportOptions"}
    chunks/c000001.jsonl     one object a line, built as the messages of qce-json

The user interface of version 5 wrote ``chunk_0001.jsonl``, from the newest message to the oldest; rows come
from the oldest on. People also hand in a lone chunk: it is read, and noted.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..errors import Wording
from ..schema import Batch
from ._chunks import chunks_of, forward, newest_first, read_chunks
from ._format import Format, Note
from ._qce import LACKS, Reader, is_manifest
from ._qq_elements import plain
from ._source import Head, Source

_MESSAGE = frozenset({"id", "timestamp", "sender.uid", "content.elements"})
_RAW_MESSAGE = frozenset({"messageId", "timestamp", "sender.uid", "content.text"})

_LONE = Note(
    "lone-chunk",
    Wording(
        "这只是分块导出中的一块：群名和其它各块不在此文件里；请给出整个文件夹（含 manifest.json）",
        "this is but one chunk of an export: the group's name and the other chunks are not in it; "
        "give the whole folder, with manifest.json",
    ),
)


def recognises(head: Head) -> bool:
    """Return whether the file is the exporter's manifest of chunks, or JSON lines built as its messages."""
    return is_manifest(head) or _is_chunk(head)


def parse(source: Source) -> Iterator[Batch | Note]:
    """Yield the messages from the oldest on."""
    if not is_manifest(source.head):
        yield _LONE
        reader = Reader(source, {}, chunked_jsonl=True)
        for values in forward(_values(source), backward=newest_first(next(_values(source), []))):
            yield from reader.read(values)
        yield from reader.close({})
        return
    manifest = source.json_whole()
    outer = manifest if isinstance(manifest, dict) else {}
    reader = Reader(source, outer, chunked_jsonl=True)
    chunked = outer.get("chunked")
    chunked = chunked if isinstance(chunked, dict) else {}
    listed = chunks_of(chunked.get("chunks"), plain(chunked.get("chunksDir")) or "chunks")
    for part in read_chunks(source, listed, _values):
        if isinstance(part, Note):
            yield part
        else:
            yield from reader.read(part)
    yield from reader.close(outer)


def _is_chunk(head: Head) -> bool:
    keys = head.first_line_paths
    return keys >= _MESSAGE or keys >= _RAW_MESSAGE


def _values(source: Source) -> Iterator[list[Any]]:
    return (values for _, values in source.json_lines())


FORMAT = Format(
    name="qce-chunked-jsonl",
    title=Wording("QQ Chat Exporter 导出的分块 JSONL", "chunked JSON lines of QQ Chat Exporter"),
    how_to_make=Wording(
        "QQ Chat Exporter（qq-chat-exporter）：选择群 → 导出 → 分块 JSONL（流式），得到一个文件夹",
        "QQ Chat Exporter (qq-chat-exporter): choose the group → export → chunked JSONL: a folder",
    ),
    lacks=LACKS,
    recognises=recognises,
    parse=parse,
)
