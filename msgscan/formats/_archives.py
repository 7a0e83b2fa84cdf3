"""Zip files, looked at before they are opened: bombs and names that lead out of the folder are refused.

A workbook (XLSX) is a zip file too, and guarded the same way.
"""

from __future__ import annotations

import re
import shutil
import struct
import sys
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path, PurePosixPath

from ..errors import Damaged, Place, Refused, Wording

MAGIC = b"PK\x03\x04"

_MEMBERS = 20_000
_BYTES = 8 << 30  # of all members unpacked
_WORKBOOK_BYTES = 512 << 20  # a workbook is read into memory
_RATIO = 200  # unpacked size by packed size; chats shrink to a tenth, a bomb to a thousandth
_RATIO_MATTERS = 1 << 20  # bytes unpacked, below which no ratio does harm
_ENCRYPTED = 1  # bit of a member's flags
_CELLS = 1 << 24  # of a sheet, the empty ones between others too: a reader keeps room for them all
_PIECE = 1 << 20  # bytes unpacked at a time
_SHEETS = "xl/worksheets/"
# What zipfile raises where bytes were changed: a place before the file's start is an OSError, a name that is
# no text a UnicodeDecodeError, an unknown method or a password a RuntimeError.
_BROKEN = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, RuntimeError, UnicodeDecodeError
)  # fmt: skip
# <c r="XFD1048576" t="s"> · <row spans="1:9" r="12">
_PLACE = re.compile(rb"<(?:\w+:)?(?:c|row)\s(?:[^<]*?\s)??r\s*=\s*[\"']([A-Z]{0,3})([0-9]{1,9})[\"']")


def is_workbook(path: Path) -> bool:
    """Return whether a file is a zip file with a workbook in it."""
    try:
        with zipfile.ZipFile(path) as archive:
            return "xl/workbook.xml" in archive.namelist()
    except _BROKEN:
        return False


def guard_workbook(path: Path, place: Place) -> None:
    """Refuse a workbook that would fill the memory.

    It is unpacked once for that: its reader does not heed what the members say of their size, and keeps room
    for all cells between two that stand far apart.

    Raises
    ------
    Refused, Damaged
        It is a bomb, or no whole zip file.
    """
    with _opened(path, place) as archive:
        members = archive.infolist()
        _guard(members, _WORKBOOK_BYTES, place)
        left = _WORKBOOK_BYTES
        for member in members:
            most = min(left, max(_RATIO_MATTERS, _RATIO * member.compress_size))
            size = _guard_member(archive, member, most, place)
            left -= size


def unpack(path: Path, folder: Path, wanted: Callable[[PurePosixPath], bool], place: Place) -> int:
    """Unpack the wanted members of a zip file into a folder; return how many others it holds.

    Parameters
    ----------
    path, folder : Path
        The zip file, and where to.
    wanted : callable
        Whether to unpack a member, by its name.

    Raises
    ------
    Refused, Damaged
        It is a bomb, is encrypted, holds a name that leads out of the folder, or is no whole zip file.
    """
    with _opened(path, place) as archive:
        members = [member for member in archive.infolist() if not member.is_dir()]
        chosen = [member for member in members if wanted(PurePosixPath(member.filename))]
        _guard(chosen, _BYTES, place)
        for member in chosen:
            target = folder / _inside(member.filename, place)
            target.parent.mkdir(parents=True, exist_ok=True)
            try:
                with archive.open(member) as packed, target.open("wb") as file:
                    shutil.copyfileobj(packed, file)
            except _BROKEN as error:
                wording = Wording(
                    f"压缩包里的 {member.filename} 已损坏", f"{member.filename} is damaged in the zip"
                )
                raise Damaged(wording, place) from error
    return len(members) - len(chosen)


def _opened(path: Path, place: Place) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except _BROKEN as error:
        wording = Wording(
            "压缩包不完整：请重新复制或导出", "the zip file is not whole: copy or export it again"
        )
        raise Damaged(wording, place) from error


def _guard_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, most: int, place: Place) -> int:
    """Return how many bytes a member of a workbook holds; refuse too many of them, or of cells."""
    member.file_size = sys.maxsize  # zipfile would stop at the size that the member claims
    size = rows = columns = 0
    rest = b""
    try:
        with archive.open(member) as packed:
            while piece := packed.read(_PIECE):
                size += len(piece)
                if member.filename.startswith(_SHEETS):
                    text = rest + piece
                    found = _PLACE.findall(text)
                    columns = max([columns, *map(_column, {letters for letters, _ in found})])
                    rows = max([rows, *map(int, {number for _, number in found})])
                    rest = text[max(text.rfind(b"<"), 0) :]
                if size > most or rows * columns > _CELLS or len(rest) > _PIECE:
                    raise _bomb(f"{member.filename}: {size >> 20} MiB, {rows}×{columns}", place)
    except _BROKEN as error:
        wording = Wording(
            f"表格文件里的 {member.filename} 已损坏：请重新导出",
            f"{member.filename} is damaged in the workbook: export it again",
        )
        raise Damaged(wording, place) from error
    return size


def _column(letters: bytes) -> int:
    """Return the number of a column, from 1: A is 1, XFD 16384; a row as a whole has none."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _bomb(size: str, place: Place) -> Refused:
    return Refused(
        Wording(
            f"表格文件解开后过大（{size}），可能是“压缩炸弹”，没有打开；请重新导出，或另存为 CSV",
            f"the workbook is too large unpacked ({size}), it may be a bomb: not opened; export it again, or "
            "save it as CSV",
        ),
        place,
    )


def _guard(members: list[zipfile.ZipInfo], limit: int, place: Place) -> None:
    """Refuse by what the members say of themselves; what they say is all that zipfile unpacks."""
    total = sum(member.file_size for member in members)
    bomb = any(
        member.file_size > max(_RATIO_MATTERS, _RATIO * max(member.compress_size, 1)) for member in members
    )
    if len(members) > _MEMBERS or total > limit or bomb:
        size = f"{len(members)} 个文件、解开后 {total >> 20} MiB"
        raise Refused(
            Wording(
                f"压缩包可能是“压缩炸弹”（{size}），没有打开；请先解压再扫描需要的文件",
                f"the zip file may be a bomb ({len(members)} files, {total >> 20} MiB unpacked): not opened; "
                "unpack it yourself and scan the files you need",
            ),
            place,
        )
    if any(member.flag_bits & _ENCRYPTED for member in members):
        raise Refused(
            Wording("压缩包有密码：请先解压", "the zip file is encrypted: please unpack it first"), place
        )


def _inside(name: str, place: Place) -> PurePosixPath:
    """Return a member's name as a path that can't leave the folder."""
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in name:
        wording = Wording(f"压缩包里有不安全的路径 {name}", f"the zip file holds an unsafe path {name}")
        raise Refused(wording, place)
    return path
