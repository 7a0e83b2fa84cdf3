"""What a path holds: one export, a folder of them, or a zip file with either.

Some exporters write a folder of chunks with a manifest: there the manifest is the export, and its chunks are
read by the format that knows it.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path, PurePath
from typing import NamedTuple

from ..errors import Place, ReadError, Refused, UsageError, Wording
from ._archives import MAGIC, is_workbook, unpack

# What exports end in. In folders only these are tried: chats are exported with their pictures beside them.
ENDINGS = frozenset(
    {".txt", ".csv", ".json", ".jsonl", ".md", ".htm", ".html", ".mht", ".eml", ".xlsx", ".zip"}
)
# Beside a manifest lies the folder of its chunks; both may lie in a folder named data.
_CHUNKS = "chunks"
_DATA = "data"
_SCRIPT = ".js"  # chunks of web pages are scripts
_NAMED = frozenset({"data.js"})  # exports that their ending does not tell
_SIDE_TABLES = frozenset({"users.json"})  # members' names: the format that writes them reads them


class Unit(NamedTuple):
    """One export: the file to read, and what people call it; or why it can't be read."""

    path: Path
    name: str
    refusal: ReadError | None = None

    def size(self) -> int:
        """Return the size in bytes, 0 when it is not known."""
        try:
            return self.path.stat().st_size
        except OSError:
            return 0


class Units(NamedTuple):
    """The exports that a path holds, and how many other files it holds."""

    units: tuple[Unit, ...]
    skipped: int = 0


def given_path(path: str | os.PathLike[str]) -> Path:
    """Return a path as people gave it.

    Raises
    ------
    UsageError
        It is empty, which the system takes for the current folder: hardly what was meant.

    Examples
    --------
    >>> given_path("群聊.txt").name
    '群聊.txt'
    """
    if not os.fspath(path):
        wording = Wording(
            "路径是空的：请写上文件或文件夹；要读当前文件夹，写一个点（.）",
            "the path is empty: give a file or folder; for the current folder, give a dot (.)",
        )
        raise UsageError(wording)
    return Path(path)


@contextmanager
def units_of(path: Path, *, without: Path | None = None) -> Iterator[Units]:
    """Yield the exports that a path holds; what was unpacked for it goes at the end.

    Folders are searched with all that is in them, in the order of names; hidden files are left out. There is
    always a unit: a folder without exports, or a zip file that can't be opened, is one with a refusal.

    Parameters
    ----------
    path : Path
        A file, a folder or a zip file; it need not exist.
    without : Path, optional
        A file to leave out.
    """
    with ExitStack() as stack:
        if path.is_dir():
            yield _in_folder(path, str(path), stack, without)
        elif _is_archive(path):
            yield _in_archive(path, str(path), stack)
        else:
            yield Units((Unit(path, str(path)),))


def _in_folder(folder: Path, name: str, stack: ExitStack, without: Path | None = None) -> Units:
    files = [found for found in sorted(folder.rglob("*")) if found.is_file() and found.resolve() != without]
    roots = {found: _root_of(found) for found in files if _is_manifest(found)}
    units: list[Unit] = []
    skipped = 0
    for file in files:
        shown = str(PurePath(name) / file.relative_to(folder))
        if file in roots:
            units.append(Unit(file, shown))
        elif any(root in file.parents for root in roots.values()):
            continue  # a part of what its manifest describes
        elif not _is_tried(file.relative_to(folder)):
            skipped += 1
        elif _is_archive(file):
            inner = _in_archive(file, shown, stack)
            units += inner.units
            skipped += inner.skipped
        else:
            units.append(Unit(file, shown))
    return Units(tuple(units or [Unit(folder, name, Refused(_nothing(), Place(name)))]), skipped)


def _in_archive(path: Path, name: str, stack: ExitStack) -> Units:
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="msgscan-")))
    try:
        others = unpack(path, folder, _is_tried_in_archive, Place(name))
    except ReadError as error:
        return Units((Unit(path, name, error),))
    inside = _in_folder(folder, name, stack)
    return Units(inside.units, inside.skipped + others)


def _is_manifest(file: Path) -> bool:
    """Return whether a file is a manifest: as JSON, or as a script where there is none as JSON."""
    manifest = file.name == "manifest.json" or (
        file.name == "manifest.js" and not file.with_suffix(".json").exists()
    )
    return manifest and (file.parent / _CHUNKS).is_dir()


def _root_of(manifest: Path) -> Path:
    """Return the folder that a manifest describes: its own, or the one that holds ``data``."""
    return manifest.parent.parent if manifest.parent.name == _DATA else manifest.parent


def _is_tried(path: PurePath) -> bool:
    exported = path.suffix.lower() in ENDINGS or path.name in _NAMED
    hidden = any(part.startswith((".", "~$")) for part in path.parts)
    return exported and not hidden and path.name not in _SIDE_TABLES


def _is_tried_in_archive(path: PurePath) -> bool:
    """Return whether a member is unpacked: exports and scripts of chunks, but no archive in an archive."""
    return path.suffix.lower() == _SCRIPT or (_is_tried(path) and path.suffix.lower() != ".zip")


def _is_archive(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(MAGIC)) == MAGIC and not is_workbook(path)
    except OSError:
        return False


def _nothing() -> Wording:
    endings = " ".join(sorted(ENDINGS))
    return Wording(
        f"里面没有可以读取的文件（要找的后缀：{endings}）",
        f"it holds no file that could be an export (looked for: {endings})",
    )
