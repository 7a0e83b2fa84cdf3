"""People's names in the nicknames of groups: 教务处-王伟, 王伟(资勘221), 二班王 伟妈妈.

Schools prescribe unit and name, in no order and with no fixed sign between them, so names that are known are
looked for; nothing is guessed from what a name looks like. All is folded first, and signs between characters
are passed over. Longer names come first: 张三丰 is not 张三. Two characters stand in other names and words
all the time (王伟 in 王伟明), so they must stand free: at an end, beside a sign, a Latin letter or a digit,
beside a unit or a title. So must names that are written with signs inside, and Latin letters at the edge of a
name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from .folding import fold_all

_SHORT = 2  # characters of a name that must stand free
_LONGEST = 200  # characters of a nickname that are looked at: more of them are no nickname

# What names of units end in: 教务处王伟, 资勘221班王伟, 学工部王伟.
_UNIT_ENDS = (
    "处", "部", "院", "系", "班", "科", "室", "办", "级", "组", "队", "会", "团", "馆", "所", "校", "中心",
)  # fmt: skip
_OFFICES = ("教授", "主任", "书记", "院长", "校长", "处长", "科长", "部长", "班长", "队长", "会长", "主席")
# 王伟老师, 班长王伟
_TITLES = (
    *_OFFICES, *(f"副{office}" for office in _OFFICES),
    "老师", "讲师", "助教", "博士", "导师", "辅导员", "导员", "班主任", "馆长", "所长", "组长", "团支书",
    "支书", "学委", "干事", "秘书", "助理", "工程师", "教练", "师傅", "同学", "同志", "先生", "女士",
)  # fmt: skip
_FAMILY = ("爸", "妈", "父亲", "母亲", "家长", "爷爷", "奶奶", "外公", "外婆", "姥姥", "姥爷")
# 王伟妈妈, 王伟的爸爸: who is not 王伟.
_FAMILY_BEHIND = (*_FAMILY, *(f"的{word}" for word in _FAMILY))


class FoundName(NamedTuple):
    """A name in a nickname; ``family``: not of the person, but of father, mother, and so on."""

    name: str
    family: bool


class Bare(NamedTuple):
    """A text without its signs.

    Attributes
    ----------
    text : str, n
        Folded letters and digits.
    signs : tuple of bool, n + 1
        Whether a sign, or an end, stands before each of them, and behind the last.
    """

    text: str
    signs: tuple[bool, ...]

    def is_free(self, place: int) -> bool:
        """Return whether something ends or begins here: a sign, or Latin letters and digits beside others."""
        if self.signs[place]:
            return True
        return self.text[place - 1].isascii() != self.text[place].isascii()


def bared(texts: Sequence[str]) -> list[Bare]:
    """Return texts as names are looked for in them.

    Examples
    --------
    >>> bared(["王·伟 A班"])
    [Bare(text='王伟a班', signs=(True, True, True, False, True))]
    """
    return [_bare(folded) for folded in fold_all([text[:_LONGEST] for text in texts])]


def _bare(folded: str) -> Bare:
    kept: list[str] = []
    signs: list[bool] = []
    sign = True
    for char in folded:
        if char.isalnum():
            kept.append(char)
            signs.append(sign)
        sign = not char.isalnum()
    return Bare("".join(kept), (*signs, True))


class NameFinder:
    """Finds the names of a list in nicknames.

    Parameters
    ----------
    names : iterable of str
        As :func:`bared` gives their texts, of two characters or more.
    units : iterable of str
        Units of the people, likewise: they may stand beside a name.

    Examples
    --------
    >>> finder = NameFinder(["王伟", "张三", "张三丰"], ["学工"])
    >>> nicknames = ["学工王伟", "王伟明", "张 三 丰", "大二班张三妈妈"]
    >>> [[found.name for found in finder.find(nickname)] for nickname in bared(nicknames)]
    [['王伟'], [], ['张三丰'], ['张三']]
    """

    def __init__(self, names: Iterable[str], units: Iterable[str] = ()) -> None:
        self._names = frozenset(names)
        self._lengths = sorted({len(name) for name in self._names}, reverse=True)
        known = tuple({unit for unit in units if len(unit) > 1})
        self._before = (*known, *_UNIT_ENDS, *_TITLES)
        self._behind = (*known, *_TITLES, *_FAMILY_BEHIND)

    def find(self, nickname: Bare) -> Iterator[FoundName]:
        """Yield the names that stand in a nickname, the longest first; none of them overlaps another."""
        text = nickname.text
        taken = [False] * len(text)
        for length in self._lengths:
            for start in range(len(text) - length + 1):
                end = start + length
                name = text[start:end]
                if name in self._names and not any(taken[start:end]) and self._stands(nickname, start, end):
                    taken[start:end] = [True] * length
                    yield FoundName(name, text.startswith(_FAMILY_BEHIND, end))

    def _stands(self, nickname: Bare, start: int, end: int) -> bool:
        """Return whether a name that is written here is meant."""
        text = nickname.text
        must_be_free = end - start <= _SHORT or any(nickname.signs[start + 1 : end])
        left = nickname.is_free(start) or text.endswith(self._before, 0, start)
        right = nickname.is_free(end) or text.startswith(self._behind, end)
        return (left or not (must_be_free or text[start].isascii())) and (
            right or not (must_be_free or text[end - 1].isascii())
        )
