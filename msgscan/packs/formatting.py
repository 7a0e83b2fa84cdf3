"""Packs and their lexicon files in the one layout; what they say does not change."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from ..errors import Fault, PackError, Place, Wording
from ._canonical import canonical
from ._layout import layout_of
from ._source import read_text
from ._yaml import read_tree
from .load import load_packs, packs_at


class Formatted(NamedTuple):
    """A file, and the bytes that it should have."""

    path: Path
    content: bytes

    @property
    def changes(self) -> bool:
        """Whether the file has other bytes."""
        return self.path.read_bytes() != self.content


def formatted(paths: Iterable[str | os.PathLike[str]], *, sort_words: bool = False) -> list[Formatted]:
    """Return the files of packs, with their lexicons, as they should be laid out.

    Parameters
    ----------
    paths : iterable of str or path
        Files, and folders: all the packs in them.
    sort_words : bool
        Also sort the words of lexicon files between their comments and blank lines.

    Raises
    ------
    PackError
        With the faults of all packs: what has faults is not understood, and so not laid out.
    """
    found: dict[Path, Formatted] = {}
    faults: list[Fault] = []
    for pack in dict.fromkeys(pack for path in paths for pack in packs_at(path)):
        try:
            load_packs([pack])
            text = _unified(read_text(pack))
            found[pack] = Formatted(pack, formatted_pack(text, str(pack)).encode())
            for file in _lexicon_files(text, pack):
                words = formatted_words(_unified(read_text(file)), sort_words=sort_words)
                found[file] = Formatted(file, words.encode())
        except PackError as error:
            faults += error.faults
    if faults:
        raise PackError(tuple(faults))
    return list(found.values())


def formatted_pack(text: str, path: str) -> str:
    r"""Return the text of a sound pack in its layout.

    Raises
    ------
    PackError
        The text is written in a way that the layout would change the meaning of.

    Examples
    --------
    >>> text = "pack:\n    version: 1.0.0  # the first\n    id: a\nmsgscan: 1\n"
    >>> print(formatted_pack(text, "a.yaml"))
    msgscan: 1
    pack:
      id: a
      version: 1.0.0  # the first
    """
    layout = layout_of(text)
    made = canonical(layout)
    if not _means_the_same(text, sorted(layout.comments), made, path):
        wording = Wording(
            "这个文件的写法太特别，重新排版会改变它的意思，没有动它",
            "written so that a new layout would change what it says: it was left alone",
        )
        raise PackError((Fault(Place(path), wording),))
    return made


def formatted_words(text: str, *, sort_words: bool) -> str:
    r"""Return the text of a lexicon file in its layout.

    Examples
    --------
    >>> formatted_words("\n 丙 \n乙\n\n\n# 注释\n丁\n甲", sort_words=True)
    '丙\n乙\n\n# 注释\n丁\n甲\n'
    """
    lines = [line.strip() for line in text.split("\n")]
    kept = [line for number, line in enumerate(lines) if line or (number and lines[number - 1])]
    if sort_words:
        runs = groupby(kept, key=lambda line: bool(line) and not line.startswith("#"))
        kept = [line for are_words, run in runs for line in (sorted(run) if are_words else run)]
    said = "\n".join(kept).strip("\n")
    return f"{said}\n" if said else ""


def _means_the_same(text: str, comments: list[str], made: str, path: str) -> bool:
    try:
        before, _ = read_tree(text, path)
        after, faults = read_tree(made, path)
        again = layout_of(made)
    except PackError:
        return False
    says_the_same = not faults and before.plain() == after.plain() and comments == sorted(again.comments)
    return says_the_same and canonical(again) == made


def _unified(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _lexicon_files(text: str, pack: Path) -> Iterator[Path]:
    root, _ = read_tree(text, str(pack))
    for _, form in root.at("lexicons").pairs.values():
        if form.at("file").text:
            yield pack.parent / form.at("file").text
