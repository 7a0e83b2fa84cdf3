"""A whole export at once, for a person at a prompt; :mod:`.streaming` reads in bounded memory."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from .errors import UsageError, Wording
from .formats._format import Note
from .formats._units import Unit, given_path, units_of
from .merging import Merger
from .schema import MESSAGES, Batch
from .streaming import CHINA, Identified, identify, stream

if TYPE_CHECKING:  # the command line reads without pandas
    import pandas as pd


@dataclass(frozen=True)
class Export:
    """A whole export.

    Attributes
    ----------
    messages : DataFrame
        The MESSAGES frame, one row a message, in the order of the file.
    notes : tuple of Note
        What the file does not tell, and what was doubtful.
    format : str
        Name of the format.
    encoding : str
        Encoding of the (first) file.
    chat : str
        Name of the (first) chat, '' where the file does not tell.
    sha256 : str
        Of the bytes of all files read, in their order; chunks that a manifest names are not among them.
    """

    batches: tuple[Batch, ...]
    notes: tuple[Note, ...]
    format: str
    encoding: str
    chat: str
    sha256: str
    zone: ZoneInfo

    @cached_property
    def messages(self) -> pd.DataFrame:
        """The MESSAGES frame."""
        from .frames import to_frame  # noqa: PLC0415 - pandas takes half a second to import

        return to_frame(self.batches, MESSAGES, zone=self.zone.key)


def sniff(path: str | os.PathLike[str]) -> str:
    """Return the name of the format of a file; for a folder or zip file, of all in it.

    Raises
    ------
    ReadError
        No format knows the file, or it is no export; the message says what it is and what to export instead.
    """
    with units_of(given_path(path)) as found:
        names = sorted({identify(unit.path, name=unit.name).format.name for unit in _readable(found.units)})
    return "、".join(names)


def read(
    path: str | os.PathLike[str],
    *,
    format: str | None = None,  # noqa: A002 - as in Export.format
    encoding: str | None = None,
    zone: ZoneInfo = CHINA,
) -> Export:
    """Return an export with its messages and the notes on what it does not hold.

    Parameters
    ----------
    path : path
        The file; or a folder or zip file with one export, or with several of one format: what comes again
        in a later file is left out, see :mod:`.merging`.
    format : str, optional
        Name of the format, for a file that several or none recognise.
    encoding : str, optional
        Encoding, for a file whose encoding is guessed wrong.
    zone : ZoneInfo, default Asia/Shanghai
        Zone of the clocks that the file prints.

    Raises
    ------
    ReadError
        The file can't be opened, is no export, or breaks off.

    Examples
    --------
    >>> export = read("fixtures/qq-pc-txt/office.txt")
    >>> export.format, export.chat, len(export.messages)
    ('qq-pc-txt', '教务工作群', 9)
    """
    with units_of(given_path(path)) as found:
        known = [
            identify(unit.path, format=format, encoding=encoding, zone=zone, name=unit.name)
            for unit in _readable(found.units)
        ]
        return _export(known, found.units, zone)


def _readable(units: tuple[Unit, ...]) -> tuple[Unit, ...]:
    """Return the units, or raise why one of them can't be read."""
    for unit in units:
        if unit.refusal is not None:
            raise unit.refusal
    return units


def _export(known: list[Identified], units: tuple[Unit, ...], zone: ZoneInfo) -> Export:
    """Return files of one format as one export."""
    names = sorted({identified.format.name for identified in known})
    if len(names) > 1:
        shown = "、".join(names)
        wording = Wording(
            f"里面有几种不同的导出（{shown}）：请分别读取，或用 scan 扫描整个文件夹",
            f"it holds different exports ({shown}): read them one by one, or scan the folder",
        )
        raise UsageError(wording)
    batches: list[Batch] = []
    notes: list[Note] = []
    digest = hashlib.sha256()
    merger = Merger(len(units))
    for identified, unit in zip(known, units, strict=True):
        first = int(batches[-1].values("seq")[-1]) + 1 if batches else 0
        parts = stream(identified, first=first)
        for part in merger.merged(parts, identified.format.name):
            (batches if isinstance(part, Batch) else notes).append(part)  # type: ignore[arg-type]  # one of the two
        with unit.path.open("rb") as file:
            hashlib.file_digest(file, lambda: digest)
    chats = (str(chat) for batch in batches for chat in batch.values("chat")[:1])
    return Export(
        batches=tuple(batches),
        notes=tuple(dict.fromkeys(notes)),
        format=names[0],
        encoding=known[0].source.decoding.encoding,
        chat=next(chats, ""),
        sha256=digest.hexdigest(),
        zone=zone,
    )
