"""From a file to its messages in bounded memory: look at the head, choose the one format, read in batches."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np

from .errors import AmbiguousFormat, Place, ReadError, UnknownFormat, UsageError, Wording
from .formats import formats, plugin_notes
from .formats._archives import is_workbook
from .formats._decoding import Decoding, detect
from .formats._format import Format, Note
from .formats._refusals import refuse_binary, refuse_shape
from .formats._source import HEAD_BYTES, Head, Source, normal
from .schema import Batch

CHINA = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True)
class Identified:
    """A file whose format is known: what ``stream`` reads.

    ``name`` is what messages call it: its path, unless it is no file of the user's.
    """

    format: Format
    source: Source
    name: str


def identify(
    path: str | os.PathLike[str],
    *,
    format: str | None = None,  # noqa: A002 - as in Export.format
    encoding: str | None = None,
    zone: ZoneInfo = CHINA,
    name: str | None = None,
) -> Identified:
    """Return the one format that recognises a file, and the file opened for it.

    Raises
    ------
    UnknownFormat, AmbiguousFormat, Refused
        See :mod:`msgscan.errors`.
    """
    source = opened(path, encoding=encoding, zone=zone, name=name)
    return Identified(_choose(source.head, format, Place(source.name)), source, source.name)


def opened(
    path: str | os.PathLike[str],
    *,
    encoding: str | None = None,
    zone: ZoneInfo = CHINA,
    name: str | None = None,
) -> Source:
    """Return a file of texts or a workbook, ready to be read, whatever its format.

    Raises
    ------
    ReadError
        It can't be opened, or is neither.
    """
    file = Path(path)
    place = Place(name or str(file))
    try:
        with file.open("rb") as found:
            raw = found.read(HEAD_BYTES)
    except OSError as error:
        raise ReadError(_unopened(error), place) from error
    if is_workbook(file):
        decoding, head = Decoding("utf-8", 0, certain=True), Head(file.name, "", file)
    else:
        if encoding is None:
            refuse_binary(raw, place)
        decoding = Decoding(_known(encoding), 0, certain=True) if encoding else detect(raw)
        text = raw[decoding.mark :].decode(decoding.encoding, errors="replace")
        head = Head(file.name, normal(text))
    return Source(file, decoding, head, zone, name=place.path)


def stream(identified: Identified, *, first: int = 0) -> Iterator[Batch | Note]:
    """Yield the messages of a file in batches, then its notes; memory does not grow with the file.

    Every batch has ``source`` and ``seq``, which begins with ``first``; notes of one kind are one note with
    the sum of their counts.
    """
    seq = first
    notes: dict[str, Note] = {}
    for part in identified.format.parse(identified.source):
        if isinstance(part, Batch):
            columns = {**part.columns, "source": identified.name, "seq": np.arange(seq, seq + part.size)}
            yield Batch(part.size, columns)
            seq += part.size
        else:
            known = notes.get(part.code)
            notes[part.code] = replace(known, count=known.count + part.count) if known else part
    yield from notes.values()
    yield from _closing_notes(identified, seq - first)
    yield from plugin_notes()


def _choose(head: Head, wanted: str | None, place: Place) -> Format:
    known = formats()
    if wanted is not None:
        if wanted not in known:
            raise UsageError(
                Wording(
                    f"没有名为 {wanted} 的格式；可用的有：{'、'.join(known)}",
                    f"there is no format {wanted}; known are {', '.join(known)}",
                )
            )
        return known[wanted]
    fitting = [format_ for format_ in known.values() if format_.recognises(head)]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        names = [format_.name for format_ in fitting]
        raise AmbiguousFormat(
            Wording(
                f"{'、'.join(names)} 都说认识这个文件：请用 --reader 指定一个，并把这个情况报告给我们",
                f"{', '.join(names)} all recognise this file: choose one with --reader, and please report it",
            ),
            place,
        )
    refuse_shape(head, place)
    begins = head.text.strip()[:40].replace("\n", "⏎")
    raise UnknownFormat(
        Wording(
            f"不认识这种文件，开头是“{begins}”；支持的导出方式见 msgscan formats",
            f"unknown kind of file, it begins with {begins!r}; see msgscan formats for what can be read",
        ),
        place,
    )


def _closing_notes(identified: Identified, messages: int) -> Iterator[Note]:
    source = identified.source
    if not messages:
        yield Note("empty", Wording("文件里没有消息", "the file holds no messages"))
    if not source.decoding.certain:
        code = source.decoding.encoding
        yield Note(
            "encoding", Wording(f"编码不能确定，按 {code} 读取", f"encoding uncertain, read as {code}")
        )
    if source.damaged:
        yield Note(
            "damaged",
            Wording("{count} 处乱码（损坏的字节），已用 � 代替", "{count} damaged places were replaced by �"),
            count=source.damaged,
        )
    if identified.format.lacks:
        zh = "；".join(lack.zh for lack in identified.format.lacks)
        en = "; ".join(lack.en for lack in identified.format.lacks)
        yield Note("lacks", Wording(f"这种导出里没有：{zh}", f"this kind of export does not hold: {en}"))


def _unopened(error: OSError) -> Wording:
    if isinstance(error, FileNotFoundError):
        return Wording("找不到这个文件", "there is no such file")
    if isinstance(error, IsADirectoryError):
        return Wording("这是一个文件夹，不是文件", "this is a folder, not a file")
    if isinstance(error, PermissionError):
        return Wording("没有权限读取，或文件正被别的程序占用", "may not be read, or another program holds it")
    return Wording(f"打不开：{error.strerror}", f"can't be opened: {error.strerror}")


def _known(encoding: str) -> str:
    try:
        "".encode(encoding)
    except LookupError as error:
        wording = Wording(f"没有名为 {encoding} 的编码", f"there is no encoding {encoding}")
        raise UsageError(wording) from error
    return encoding
