"""Exports of QQ Chat Exporter that stand in several files: a manifest, and chunks of messages beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any, NamedTuple

from ..errors import Damaged, Place, Wording
from ._format import Note
from ._qq_elements import plain
from ._records import Object
from ._source import Source


class Chunk(NamedTuple):
    """A file of messages, as the manifest tells.

    Attributes
    ----------
    name : str
        Relative to the manifest.
    rows : int, optional
        How many messages it should hold.
    """

    name: str
    rows: int | None


def chunks_of(listed: object, folder: str) -> list[Chunk]:
    """Return the chunks that a manifest lists, under any of the keys that versions of the exporter use.

    Parameters
    ----------
    listed : object
        The list in the manifest.
    folder : str
        Where the chunks stand when only their names are given.

    Examples
    --------
    >>> chunks_of([{"fileName": "c000001.jsonl", "count": 7}, {"file": "data/chunks/c000002.js"}], "chunks")
    [Chunk(name='chunks/c000001.jsonl', rows=7), Chunk(name='data/chunks/c000002.js', rows=None)]
    """
    found: list[Chunk] = []
    for each in listed if isinstance(listed, list) else []:
        data: Object = each if isinstance(each, dict) else {}
        name = plain(data.get("relativePath") or data.get("file") or data.get("fileName"))
        counts = (data.get("count"), data.get("messages"), data.get("messageCount"))
        count = next((each for each in counts if isinstance(each, int)), None)
        found.append(Chunk(name if "/" in name else f"{folder}/{name}", count))
    return found


def read_chunks(
    source: Source, chunks: list[Chunk], read: Callable[[Source], Iterator[list[Any]]]
) -> Iterator[list[Any] | Note]:
    """Yield the messages of all chunks from the oldest on, and a note for each chunk that is not as declared.

    Parameters
    ----------
    source : Source
        The manifest.
    chunks : list of Chunk
        What it lists.
    read : callable
        Reads the messages of one chunk in lists.

    Raises
    ------
    Damaged
        Not one of the chunks is there.
    """
    opened = [(chunk, _maybe_beside(source, chunk)) for chunk in chunks]
    missing = [chunk.name for chunk, file in opened if file is None]
    if len(missing) == len(chunks):
        shown = missing[0] if missing else "chunks"
        wording = Wording(
            f"只有清单，没有消息文件（{shown} 等）：请给出整个导出文件夹",
            f"only the manifest is here, no messages ({shown} …): give the whole folder of the export",
        )
        raise Damaged(wording, Place(source.name or str(source.path)))
    if missing:
        yield Note(
            "missing-chunks",
            Wording(
                f"缺少 {{count}} 个消息文件（{missing[0]} 等）：其中的消息没有读到",
                f"{{count}} files of messages are missing ({missing[0]} …): not read",
            ),
            count=len(missing),
        )
    files = [(chunk, file) for chunk, file in opened if file is not None]
    backward = any(newest_first(next(read(file), [])) for _, file in files[:1])
    for chunk, file in reversed(files) if backward else files:
        rows = 0
        for values in forward(read(file), backward=backward):
            rows += len(values)
            yield values
        source.damaged += file.damaged
        if chunk.rows is not None and chunk.rows != rows:
            wording = Wording(
                "{count} 个消息文件里的条数与清单不符：可能不完整或被改动过",
                "{count} files of messages hold another number than the manifest says: cut, or changed",
            )
            yield Note("chunk-count", wording)


def newest_first(values: list[Any]) -> bool:
    """Return whether messages run from the newest to the oldest.

    Examples
    --------
    >>> newest_first([{"timestamp": 30}, {"timestamp": 30}, {"timestamp": 20}])
    True
    """
    times = [value.get("timestamp", value.get("ts")) for value in values if isinstance(value, dict)]
    numbers: list[Any] = [time for time in times if isinstance(time, int)]
    falls = [
        one > other
        for one, other in pairwise(numbers or [time for time in times if isinstance(time, str)])
        if one != other
    ]
    return falls[:1] == [True]


def forward(chunks: Iterator[list[Any]], *, backward: bool) -> Iterator[list[Any]]:
    """Yield lists of messages from the oldest on; those of one file are gathered if they run backward."""
    if not backward:
        yield from chunks
        return
    values = [value for chunk in chunks for value in chunk]
    yield values[::-1]


def _maybe_beside(source: Source, chunk: Chunk) -> Source | None:
    try:
        return source.beside(chunk.name)
    except Damaged:
        return None
