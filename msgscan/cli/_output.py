"""Where results go: the screen, or a file that appears only when it is complete."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO


from ..errors import Place, UsageError, Wording


@contextmanager
def output(target: str | None, form: str) -> Iterator[TextIO]:
    """Yield the file to write to; without a target, standard output.

    CSV files begin with a byte order mark, so that Excel reads them as UTF-8. A file is written beside its
    place and moved there at the end.

    Raises
    ------
    UsageError
        The file can't be written.
    """
    if target is None:
        yield sys.stdout
        return
    path = Path(target)
    partial = path.with_name(path.name + ".part")
    encoding = "utf-8-sig" if form == "csv" else "utf-8"
    try:
        file = partial.open("w", encoding=encoding, newline="", errors="backslashreplace")
    except OSError as error:
        raise UsageError(_unwritten(error), Place(target)) from error
    try:
        with file:
            yield file
        partial.replace(path)
    except PermissionError as error:
        raise UsageError(_unwritten(error), Place(target)) from error
    finally:
        partial.unlink(missing_ok=True)


def _unwritten(error: OSError) -> Wording:
    if isinstance(error, PermissionError):
        return Wording(
            "写不进去：没有权限，或文件正在 Excel 里打开", "can't be written: no permission, or open in Excel"
        )
    return Wording(f"写不进去：{error.strerror}", f"can't be written: {error.strerror}")
