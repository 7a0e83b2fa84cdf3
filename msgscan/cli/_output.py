"""Where results go: the screen, or a file that appears only when it is complete."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from ..errors import Place, UsageError, Wording


def form_of(target: str | None, forms: Sequence[str]) -> str:
    """Return the form that a file's ending asks for; the first one where it asks for none.

    Examples
    --------
    >>> form_of("每周/findings.CSV", ["table", "jsonl", "csv"]), form_of(None, ["table", "csv"])
    ('csv', 'table')
    """
    ending = Path(target or "").suffix.removeprefix(".").lower()
    return ending if ending in forms else forms[0]


@contextmanager
def output(target: str | None, form: str) -> Iterator[TextIO]:
    """Yield the file to write to; without a target, standard output.

    CSV files begin with a byte order mark, so that Excel reads them as UTF-8.

    Raises
    ------
    UsageError
        The file can't be written.
    """
    if target is None:
        yield sys.stdout
        return
    encoding = "utf-8-sig" if form == "csv" else "utf-8"
    with (
        completed(target) as path,
        path.open("w", encoding=encoding, newline="", errors="backslashreplace") as file,
    ):
        yield file


@contextmanager
def completed(target: str) -> Iterator[Path]:
    """Yield a path to write to, beside the target; what was written there becomes the target at the end.

    A target that exists and is no plain file (a device, a pipe) is written to as it is.

    Raises
    ------
    UsageError
        The file can't be written.
    """
    if not target:
        raise UsageError(Wording("输出的文件名是空的", "the name of the output file is empty"))
    path = Path(target).resolve()
    partial = path.with_name(path.name + ".part") if path.is_file() or not path.exists() else path
    try:
        partial.open("wb").close()
    except OSError as error:
        raise UsageError(_unwritten(error), Place(target)) from error
    try:
        yield partial
        if partial != path:
            _move(partial, path, target)
    finally:
        if partial != path:
            partial.unlink(missing_ok=True)


def _move(partial: Path, path: Path, target: str) -> None:
    try:
        partial.replace(path)
    except PermissionError as error:
        raise UsageError(_unwritten(error), Place(target)) from error


def _unwritten(error: OSError) -> Wording:
    if isinstance(error, PermissionError):
        return Wording(
            "写不进去：没有权限，或文件正在 Excel 里打开", "can't be written: no permission, or open in Excel"
        )
    if isinstance(error, FileNotFoundError):
        return Wording("写不进去：没有这个文件夹", "can't be written: there is no such folder")
    if isinstance(error, IsADirectoryError):
        return Wording("写不进去：这是一个文件夹", "can't be written: this is a folder")
    return Wording(f"写不进去：{error.strerror}", f"can't be written: {error.strerror}")
