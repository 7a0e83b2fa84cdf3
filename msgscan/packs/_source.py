"""Bytes of a pack or lexicon file → text, or a sentence that says how to save the file."""

from __future__ import annotations

import codecs
from pathlib import Path

from ..errors import Fault, PackError, Place, Wording

# The largest lexicon met in the wild (60,000 words) takes 1 MB; YAML of this size still loads in seconds.
MAX_BYTES = 16 * 2**20


def read_text(path: Path) -> str:
    """Return the text of a UTF-8 file, without its byte order mark.

    Raises
    ------
    PackError
        The file is missing, a folder, not readable, too large, or not UTF-8.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise _refusal(path, "找不到这个文件", "no such file") from None
    except IsADirectoryError:
        raise _refusal(path, "这里要一个文件，这是文件夹", "expected a file, found a folder") from None
    except OSError as error:
        reason = error.strerror or "?"
        raise _refusal(path, f"读不了这个文件：{reason}", f"cannot read the file: {reason}") from error
    if len(data) > MAX_BYTES:
        limit = f"{MAX_BYTES >> 20} MiB"
        raise _refusal(path, f"文件太大，最多 {limit}", f"the file is too large, at most {limit}")
    return _decode(data, path)


def _decode(data: bytes, path: Path) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        good = data[: error.start]
        line = good.count(b"\n") + 1
        column = len(good[good.rfind(b"\n") + 1 :].decode("utf-8-sig")) + 1
        found = _maybe_encoding(data) or "?"
    raise PackError(
        (
            Fault(
                Place(str(path), line, column),
                Wording(
                    f"这个文件不是 UTF-8（像是 {found}），请用编辑器另存为 UTF-8",
                    f"the file is not UTF-8 (looks like {found}); save it as UTF-8 in your editor",
                ),
            ),
        )
    )


def _maybe_encoding(data: bytes) -> str | None:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "UTF-16"
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return None
    return "GBK"


def _refusal(path: Path, zh: str, en: str) -> PackError:
    return PackError((Fault(Place(str(path)), Wording(zh, en)),))
