"""The files that a command line names: paths, folders, zip files, and what comes through a pipe."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from ..errors import Place, UsageError, Wording
from ..formats._units import Unit, Units, given_path, units_of

_PIPE = "-"
_OVERWRITTEN = Wording(
    "这是要读取的文件，结果会覆盖它：请换一个输出文件名",
    "this is what is to be read, and would be overwritten: choose another name for the output",
)


@contextmanager
def opened(paths: Sequence[str], *, target: str | None = None) -> Iterator[Units]:
    """Yield the exports that these paths hold; what comes through the pipe is kept in a file meanwhile.

    ``target`` is left out of folders: where the last scan wrote its findings, this one will.

    Raises
    ------
    UsageError
        One of the paths is the target itself: an export would be overwritten.
    """
    written = Path(target).resolve() if target else None
    with ExitStack() as stack:
        units: list[Unit] = []
        skipped = 0
        for path in paths:
            if path == _PIPE:
                units.append(Unit(_kept(stack), Wording("标准输入", "standard input").zh))
                continue
            file = given_path(path)
            if target and file.resolve() == written:
                raise UsageError(_OVERWRITTEN, Place(target))
            found = stack.enter_context(units_of(file, without=written))
            units += found.units
            skipped += found.skipped
        yield Units(tuple(units), skipped)


def _kept(stack: ExitStack) -> Path:
    """Return a file with all that comes through the pipe; it goes when the stack is left."""
    handle, name = tempfile.mkstemp(prefix="msgscan-")
    stack.callback(os.unlink, name)
    with os.fdopen(handle, "wb") as file:
        shutil.copyfileobj(sys.stdin.buffer, file)
    return Path(name)
