"""Lexicons: the words of a pack that stand in a list of their own, in the pack or in files beside it.

A lexicon file is UTF-8 text with one word a line; blank lines and lines that begin with ``#`` say nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from ..errors import Fault, PackError, Place, Wording
from ._shape import WORD_FILE
from ._source import read_text
from ._wording import shown
from ._words import PlacedWord, placed
from ._yaml import Node

Lexicons = Mapping[str, Sequence[PlacedWord]]


def read_lexicons(root: Node, path: Path) -> tuple[Lexicons, list[Fault]]:
    """Return the words of each lexicon of a pack, and the faults of how they are given.

    Parameters
    ----------
    root : Node
        The pack.
    path : path
        Its file; lexicon files lie in the same folder or below.
    """
    lexicons: dict[str, list[PlacedWord]] = {}
    faults: list[Fault] = []
    for name, (key, form) in root.at("lexicons").pairs.items():
        lexicons[name] = placed(form.several("words"))
        file = form.at("file")
        if form.is_mapping and ("file" in form.pairs) == ("words" in form.pairs):
            faults.append(
                _fault(key, "词库要写 file 或 words，二选一", "a lexicon has either 'file' or 'words'")
            )
        elif form.at("words").value == () and "words" in form.pairs:
            faults.append(_fault(form.at("words"), "列表是空的", "the list is empty"))
        elif re.match(WORD_FILE, file.text):  # otherwise it is a fault of shape
            target = path.parent / file.text
            refusal = _maybe_refusal(target, path.parent, file)
            if refusal:
                faults.append(refusal)
                continue
            try:
                lexicons[name] = _words_of_lines(read_text(target), str(target))
            except PackError as error:
                faults.extend(error.faults)
    return lexicons, faults


def _maybe_refusal(target: Path, folder: Path, file: Node) -> Fault | None:
    try:
        inside = target.resolve().is_relative_to(folder.resolve())
        exists = target.is_file()
    except OSError:  # a name too long for the system
        inside, exists = True, False
    name = shown(file.text)
    if not inside:
        return _fault(
            file,
            f"词库文件 {name} 不在规则包的文件夹里",
            f"the lexicon file {name} is outside the folder of the pack",
        )
    if not exists:
        return _fault(file, f"找不到词库文件 {name}", f"no such lexicon file: {name}")
    return None


def _words_of_lines(text: str, path: str) -> list[PlacedWord]:
    return [
        PlacedWord(Place(path, number, len(line) - len(line.lstrip()) + 1), line.strip())
        for number, line in enumerate(text.split("\n"), start=1)
        if line.strip() and not line.lstrip().startswith("#")
    ]


def _fault(node: Node, zh: str, en: str) -> Fault:
    return Fault(node.place, Wording(zh, en))
