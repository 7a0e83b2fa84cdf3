"""How Chinese characters sound: toneless syllables in Pinyin, the usual one and a second one.

``sounds.npz`` is made by :mod:`._build_sounds` from the data of pypinyin.
"""

from __future__ import annotations

import functools
from importlib import resources
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

# CJK Unified Ideographs and Extension A; phones seldom show what is rarer.
FIRST_HAN: Final = 0x3400
END_HAN: Final = 0xA000


class Sounds(NamedTuple):
    """Syllables by character.

    Attributes
    ----------
    syllables : tuple of str
        All syllables in lower case, ü as v. The first is '', of what has no sound.
    usual : uint16, END_HAN - FIRST_HAN
        The syllable of each character, as an index; 0 too where the character is not its own folding.
    second : dict of str to str
        A second syllable of some characters: 行 is xing, and hang.
    """

    syllables: tuple[str, ...]
    usual: NDArray[np.uint16]
    second: dict[str, str]

    def of(self, char: str) -> tuple[str, ...]:
        """Return the syllables of a folded character, the usual one first; none for what has no sound."""
        place = ord(char) - FIRST_HAN
        usual = self.syllables[self.usual[place]] if 0 <= place < len(self.usual) else ""
        return tuple(syllable for syllable in (usual, self.second.get(char, "")) if syllable)


@functools.cache
def sounds() -> Sounds:
    """Return the table, loaded once.

    Examples
    --------
    >>> sounds().of("信"), sounds().of("行"), sounds().of("v")
    (('xin',), ('xing', 'hang'), ())
    """
    with (resources.files(__package__) / "sounds.npz").open("rb") as file, np.load(file) as stored:
        syllables = tuple(stored["syllables"].tolist())
        usual = stored["usual"]
        second = zip(stored["polyphones"].tolist(), stored["second"].tolist(), strict=True)
        usual.flags.writeable = False
        return Sounds(syllables, usual, {chr(code): syllables[index] for code, index in second})
