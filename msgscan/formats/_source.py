"""A file on disk as formats see it: the rim where exports are read.

A :class:`Source` knows the path, how the file is decoded and its head. Formats take decoded text in blocks,
lines, rows of CSV or JSON from it, and never open anything themselves.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from ..errors import Damaged, Place, Wording
from . import _json, _json_document
from ._decoding import Decoding, detect
from ._sheets import Cells, Workbook

HEAD_BYTES = 1 << 20  # 1 MiB: in some exports the telling key stands behind a long list of members
_OPENING = 1 << 16  # characters
BLOCK = 1 << 19  # bytes: large enough for vectorised parsing; larger pieces of memory come fresh, and slow
_HEAD_ROWS = 12  # of a sheet: some exporters write the chat's name and such above the table
_CSV_CHUNK = 500  # rows: what the processor keeps at hand while their columns are read
_CELL_LIMIT = 1 << 26  # csv refuses cells over 128 KiB; a forwarded log in one cell can be longer


def normal(text: str) -> str:
    """Return a text with LF as its line ends."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


@dataclass(frozen=True)
class Head:
    """What a format may sniff by: the first MiB of a file.

    Parameters
    ----------
    name : str
        The file's name; never enough to decide by.
    text : str
        Decoded, without byte order mark, line ends as LF; it may end inside a line.
    path : Path, optional
        The file, when it is a workbook; its text is then of no use.
    """

    name: str
    text: str
    path: Path | None = None

    def lines(self) -> Iterator[str]:
        """Yield the lines of the head: most ask for the first only."""
        return (found[0] for found in re.finditer(r"^.*$", self.text, re.MULTILINE))

    @cached_property
    def opening(self) -> str:
        """The whole lines of the first 64 KiB or so: enough for layouts that every line tells."""
        if len(self.text) <= _OPENING:
            return self.text
        return self.text[: self.text.rfind("\n", 0, _OPENING) + 1] or self.text[:_OPENING]

    @cached_property
    def json_paths(self) -> frozenset[str]:
        """Paths of the keys of a JSON document, such as ``messages.item.id``; empty when it is not JSON."""
        return _json.paths(self.text)

    @cached_property
    def first_line_paths(self) -> frozenset[str]:
        """Paths of the keys of the first line that says something, as in JSON lines."""
        first = next(filter(str.strip, self.lines()), "")
        return self.json_paths if len(first) == len(self.text) else _json.paths(first)

    @cached_property
    def workbook(self) -> Workbook | None:
        """The workbook, ``None`` when the file is none."""
        return Workbook(self.path) if self.path else None

    @cached_property
    def sheets(self) -> Mapping[str, Cells]:
        """The first rows of each sheet of a workbook, by name; empty when it is none."""
        return self.workbook.first_rows(_HEAD_ROWS) if self.workbook else {}


@dataclass
class Source:
    """An export, opened for reading.

    Parameters
    ----------
    path : Path
        The file.
    decoding : Decoding
        How its bytes become text.
    head : Head
        Its beginning.
    zone : ZoneInfo
        The zone of clocks that the file prints without one.
    block : int
        Bytes read at a time. No row depends on it.
    name : str
        What people call the file; default: its path.

    Attributes
    ----------
    damaged : int
        How many damaged places were replaced by U+FFFD in the last reading.
    position : int
        How many bytes the last reading has taken so far.
    """

    path: Path
    decoding: Decoding
    head: Head
    zone: ZoneInfo
    block: int = BLOCK
    name: str = ""
    damaged: int = field(default=0, init=False)
    position: int = field(default=0, init=False)

    def beside(self, name: str) -> Source:
        """Return another file of the same export.

        Parameters
        ----------
        name : str
            Relative to the folder of this file, with ``/``.

        Raises
        ------
        Damaged
            There is no such file, or the name leads out of the folder.
        """
        folder = self.path.parent.resolve()
        path = (folder / name).resolve()
        if folder not in path.parents or not path.is_file():
            wording = Wording(
                f"缺少文件 {name}：请把整个导出文件夹放在一起", f"{name} is missing: keep the export together"
            )
            raise Damaged(wording, Place(self.name or str(self.path)))
        with path.open("rb") as file:
            raw = file.read(HEAD_BYTES)
        decoding = detect(raw)
        head = Head(path.name, normal(raw[decoding.mark :].decode(decoding.encoding, errors="replace")))
        return Source(path, decoding, head, self.zone, self.block)

    def modified(self) -> datetime:
        """Return when the file was written last, in its zone: a hint where clocks have no date."""
        return datetime.fromtimestamp(self.path.stat().st_mtime, self.zone)

    def pieces(self) -> Iterator[str]:
        """Yield the text in pieces; line ends are LF."""
        self.damaged = 0
        decoder = codecs.getincrementaldecoder(self.decoding.encoding)(errors="replace")
        text = io.IncrementalNewlineDecoder(decoder, translate=True)
        with self.path.open("rb") as file:
            file.seek(self.decoding.mark)
            for raw in chain(iter(lambda: file.read(self.block), b""), [b""]):
                piece = text.decode(raw, final=not raw)
                self.damaged += piece.count("\ufffd")
                self.position = file.tell()
                if piece:
                    yield piece

    def blocks(self) -> Iterator[str]:
        """Yield the text in blocks that end after a line end; line ends are LF."""
        rest = ""
        for piece in self.pieces():
            cut = piece.rfind("\n") + 1
            if cut:
                yield rest + piece[:cut]
                rest = piece[cut:]
            else:
                rest += piece
        if rest:
            yield rest

    def text(self) -> str:
        """Return the whole text; for formats whose files stay small."""
        return "".join(self.blocks())

    def lines(self) -> Iterator[str]:
        """Yield the lines without their ends."""
        for block in self.blocks():
            yield from block.removesuffix("\n").split("\n")

    def csv_rows(self) -> Iterator[tuple[list[int], list[list[str]]]]:
        """Yield the rows of a CSV file in chunks: the line each begins on (from 1), and their cells.

        Raises
        ------
        Damaged
            A cell is longer than 64 MiB: a quote that is never closed.
        """
        csv.field_size_limit(_CELL_LIMIT)
        # the last line may lack its end, which is no reason to read it otherwise
        whole = (block if block.endswith("\n") else block + "\n" for block in self.blocks())
        reader = csv.reader(chain.from_iterable(map(io.StringIO, whole)))
        numbers: list[int] = []
        rows: list[list[str]] = []
        line = 1
        try:
            for row in reader:
                numbers.append(line)
                rows.append(row)
                line = reader.line_num + 1
                if len(rows) == _CSV_CHUNK:
                    yield numbers, rows
                    numbers, rows = [], []
        except csv.Error as error:
            wording = Wording(f"CSV 到这里读不下去了：{error}", f"the CSV breaks off here: {error}")
            raise Damaged(wording, Place(self.name or str(self.path), line)) from error
        if rows:
            yield numbers, rows

    def sheets(self) -> Iterator[tuple[str, Cells]]:
        """Yield the sheets of a workbook: name, and rows of cells (texts, numbers, dates; ``""`` = empty).

        Raises
        ------
        Refused, Damaged
            It is a zip bomb, or no whole workbook.
        """
        return (self.head.workbook or Workbook(self.path)).sheets()

    def json_document(self, array: str, *needed: str) -> tuple[dict[str, Any], Iterator[list[Any]]]:
        """Return a JSON object without one of its arrays, and the elements of that array in chunks.

        Parameters
        ----------
        array : str
            Key of the (possibly huge) array; ``""`` when the document itself is the array.
        *needed : str
            Keys that the object must have before its elements are read; other keys that stand behind the
            array appear in the object when the last chunk has been taken.

        Raises
        ------
        Damaged
            The JSON breaks off or is damaged; from the iterator too.
        """
        try:
            outer, chunks = _json_document.document(self.pieces, array, frozenset(needed))
        except _json.JsonError as error:
            raise self._broken(error) from error
        return outer, self._guarded(chunks)

    def json_whole(self, within: Callable[[str], str] = str) -> Any:  # noqa: ANN401 - whatever JSON can hold
        """Return the value of a JSON file that stays small.

        Parameters
        ----------
        within : callable
            Finds the JSON in the text; default: all of it.

        Raises
        ------
        Damaged
            The JSON breaks off or is damaged.
        """
        try:
            return _json.whole(within(self.text()))
        except _json.JsonError as error:
            raise self._broken(error) from error

    def json_array(self, mark: str) -> Iterator[list[Any]]:
        """Yield the elements of the JSON array that stands behind a mark in a script or page, in chunks.

        Raises
        ------
        Damaged
            It is not there, breaks off or is damaged.
        """
        return self._guarded(_json_document.embedded(self.pieces(), mark))

    def json_lines(self) -> Iterator[tuple[list[int], list[Any]]]:
        """Yield the values of a JSON-lines file in chunks: line numbers (from 1), and values.

        A line that is not JSON stands as ``_json.Broken``; blank lines are left out.
        """
        return _json.lines(enumerate(self.lines(), 1))

    def _guarded(self, chunks: Iterator[list[Any]]) -> Iterator[list[Any]]:
        try:
            yield from chunks
        except _json.JsonError as error:
            raise self._broken(error) from error

    def _broken(self, error: _json.JsonError) -> Damaged:
        wording = Wording(
            f"JSON 不完整或已损坏（{error.message}）：可能没有导出完，或复制时被截断，请重新导出",
            f"the JSON is cut or damaged ({error.message}): maybe the export did not finish; export it again",
        )
        return Damaged(wording, Place(self.name or str(self.path), error.line, error.column))
