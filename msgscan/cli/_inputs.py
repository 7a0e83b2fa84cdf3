"""The files that a command line names: paths, folders, and what comes through a pipe."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple

from ..errors import Place, Refused, Wording

# What exports end in. In folders only these are tried: chats are exported with their pictures beside them.
ENDINGS = frozenset(
    {".txt", ".csv", ".json", ".jsonl", ".md", ".htm", ".html", ".mht", ".eml", ".xlsx", ".zip"}
)
PIPE = "-"


class Input(NamedTuple):
    """A file to read, and what people call it; or a folder, and why nothing in it can be read."""

    path: Path
    name: str
    refusal: Refused | None = None

    def size(self) -> int:
        """Return the size in bytes, 0 when it is not known."""
        try:
            return self.path.stat().st_size
        except OSError:
            return 0


class Inputs(NamedTuple):
    """What to read, and how many files of folders were not tried."""

    files: tuple[Input, ...]
    skipped: int


@contextmanager
def opened(paths: Sequence[str], *, target: str | None = None) -> Iterator[Inputs]:
    """Yield the files that these paths name; what comes through the pipe is kept in a file meanwhile.

    Folders are searched with all that is in them, in the order of names. Hidden files are left out, and so
    is ``target``: where the last scan wrote its findings, this one will.
    """
    written = Path(target).resolve() if target else None
    with ExitStack() as stack:
        files: list[Input] = []
        skipped = 0
        for path in paths:
            if path == PIPE:
                files.append(Input(_kept(stack), Wording("标准输入", "standard input").zh))
            elif Path(path).is_dir():
                inside = [found for found in sorted(Path(path).rglob("*")) if found.is_file()]
                inside = [found for found in inside if found.resolve() != written]
                wanted = [found for found in inside if _is_tried(found.relative_to(path))]
                skipped += len(inside) - len(wanted)
                files += [Input(found, str(found)) for found in wanted]
                if not wanted:
                    files.append(Input(Path(path), path, Refused(_nothing_in(), Place(path))))
            else:
                files.append(Input(Path(path), path))
        yield Inputs(tuple(files), skipped)


def _is_tried(path: Path) -> bool:
    return path.suffix.lower() in ENDINGS and not any(part.startswith((".", "~$")) for part in path.parts)


def _kept(stack: ExitStack) -> Path:
    """Return a file with all that comes through the pipe; it goes when the stack is left."""
    handle, name = tempfile.mkstemp(prefix="msgscan-")
    stack.callback(os.unlink, name)
    with os.fdopen(handle, "wb") as file:
        shutil.copyfileobj(sys.stdin.buffer, file)
    return Path(name)


def _nothing_in() -> Wording:
    endings = " ".join(sorted(ENDINGS))
    return Wording(
        f"文件夹里没有可以读取的文件（要找的后缀：{endings}）",
        f"this folder holds no file that could be an export (looked for: {endings})",
    )
