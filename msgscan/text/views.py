"""Views: what one must overlook to see a term, and what a term is looked for as in each of them.

==========  ==========================================================================================
exact       the folded text
squeeze     signs between the characters: ``加*微*信``
collapse    characters said again: ``加加微微信`` (a term's own doubles must be there: ``13800``)
digits      numerals are digits: ``一三八``, ``壹叁捌``
homophone   characters that sound alike are one: ``家薇信``
pinyin      characters spelt in Latin, some or all: ``jia wei xin``, ``加weixin``
split       characters taken apart, some or all: ``力口微亻言``
similar     characters that look alike are one: ``加徽信``
emoji       emoji are the characters that they are written for: ``➕微❤``
shuffle     the characters in another order: ``微加信``
==========  ==========================================================================================

Every view but the exact one overlooks signs too. Views don't add up: no view sees ``家徽信``, which sounds
like a term in one place and looks like it in another.

A view is two things. **A table** by which text and terms are read (:func:`view_table`): the fold table with
some characters made one. And **spellings** (:func:`spellings`): what a term is looked for as in text that is
read so; pinyin, split and shuffle live by these, homophone has them for characters with two readings.
"""

# ruff: noqa: RUF002 - emoji are what one of the views is about.
from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, groupby, permutations, product
from types import MappingProxyType
from typing import Final, Literal, get_args

import numpy as np

from ._emoji import EMOJI
from ._glyphs import COMPONENT_FORMS, LOOKALIKES, NUMERALS
from .components import components
from .fold_table import DROPPED, EXPANDS, SEPARATOR, FoldTable, fold_table
from .folding import BORDER
from .sounds import FIRST_HAN, sounds

View = Literal[
    "exact", "squeeze", "collapse", "digits", "homophone", "pinyin", "split", "similar", "emoji", "shuffle"
]  # fmt: skip
VIEWS: Final[tuple[View, ...]] = get_args(View)

# What a term must have at least to be looked for: syllables where it is heard, else characters.
LEAST: Final[Mapping[View, int]] = MappingProxyType(
    {
        "exact": 1, "squeeze": 2, "collapse": 2, "digits": 3, "homophone": 2, "pinyin": 2, "split": 2,
        "similar": 2, "emoji": 2, "shuffle": 2,
    }
)  # fmt: skip
# And at least to be found by that alone, lest it be found everywhere: two syllables are in every other text.
AMPLE: Final[Mapping[View, int]] = MappingProxyType({**LEAST, "homophone": 3, "pinyin": 3, "shuffle": 3})
HEARD: Final = frozenset({"homophone", "pinyin"})

# A term has as many spellings as there are choices of so many characters: 93 for one of eight. Those of a
# sentence would be too many.
_SPELT: Final = 3
_LONG: Final = 12
# So many characters are shuffled in any way, four in 23; of a longer term two neighbours change places.
_SHUFFLED: Final = 4
_DIGITS: Final = frozenset("0123456789")


@functools.cache
def view_table(view: View) -> FoldTable:
    """Return the fold table by which text and terms are read in a view; some 10 ms, then remembered.

    Reading twice is reading once.

    Examples
    --------
    >>> chr(view_table("digits").folded[ord("捌")])
    '8'
    """
    classes = _CLASSES.get(view)
    if classes is None:
        return fold_table()
    table = fold_table()
    codes = np.arange(len(table.folded), dtype=np.uint32)
    kind = table.kind.copy()
    for first, others in classes():
        members = [ord(char) for char in others]
        codes[members] = ord(first)
        kind[members] = table.kind[ord(first)]
    folded = codes.take(table.folded)
    # What expands keeps its kind; all else is of the kind of what it is read as.
    kind = np.where(table.kind == EXPANDS, table.kind, kind.take(table.folded))
    for array in (folded, kind):
        array.flags.writeable = False
    return table._replace(folded=folded, kind=kind)


def read(view: View, folded: str) -> str:
    """Return folded text as a view reads it; what the view overlooks is still there.

    Examples
    --------
    >>> read("digits", "v一三八"), read("emoji", "➕微❤")
    ('v138', '加微心')
    """
    table = view_table(view).folded
    return "".join(chr(table[ord(char)]) for char in folded)


def size(view: View, folded: str) -> int:
    """Return what a term has of what it needs :data:`LEAST` of in a view."""
    kind = view_table(view).kind
    kept = [char for char in folded if DROPPED < kind[ord(char)] < SEPARATOR]
    return sum(bool(sounds().of(char)) for char in kept) if view in HEARD else len(kept)


def has_digit(folded: str) -> bool:
    """Return whether the view ``digits`` has anything to see in a term."""
    return not _DIGITS.isdisjoint(read("digits", folded))


def spellings(view: View, folded: str) -> tuple[str, ...]:
    """Return what to look for to find a term in a view; nothing if the view has nothing to add for it.

    Parameters
    ----------
    view : View
        Not exact or squeeze.
    folded : str
        The term. One with a sign is found as it stands only, and one that is too short for a view is not
        looked for there.

    Returns
    -------
    tuple of str
        Distinct; in ``collapse`` without repetitions (the term's own are to be verified), in all other views
        each is there as it is. In ``shuffle`` four characters stand in any other order, and of a longer term
        two neighbours have changed places. In ``pinyin``, ``split`` and, for second readings,
        ``homophone``, at most :func:`most_spelt` characters of the term are written otherwise, by any of
        their :func:`alternatives`; or all that have some, each by its first.

    Examples
    --------
    >>> spellings("digits", "加v138"), spellings("digits", "加微信")
    (('加v138',), ())
    >>> spellings("pinyin", "加微信")[-1], len(spellings("pinyin", "加微信"))
    ('jiaweixin', 7)
    """
    has_sign = any(fold_table().kind[ord(char)] >= SEPARATOR for char in folded)
    if has_sign or BORDER in folded or size(view, folded) < LEAST[view]:
        return ()
    if view == "collapse":
        runs = tuple(char for char, _ in groupby(folded))
        return ("".join(runs),) if len(runs) > 1 else ()
    if view == "digits":
        return (read(view, folded),) if has_digit(folded) else ()
    if view in ("similar", "emoji"):
        return (read(view, folded),) if _can_differ(view, folded) else ()
    if view == "shuffle":
        return tuple(dict.fromkeys(other for other in _shuffled(folded) if other != folded))
    written = read(view, folded)
    choices = [alternatives(view, char) for char in folded]
    spelt = {written: None, **dict.fromkeys(_spelt(written, choices))}
    if view != "homophone":
        del spelt[written]
    return tuple(spelt)


def numerals(digits: str) -> str:
    """Return some digits and all that the view ``digits`` reads as one of them.

    Examples
    --------
    >>> numerals("38")
    '3三叁弎参〣8八捌〨'
    """
    return "".join(row for row in NUMERALS if row[0] in digits)


def alternatives(view: View, char: str) -> tuple[str, ...]:
    """Return how else a folded character may be written where a view reads it, besides as it is read.

    Examples
    --------
    >>> alternatives("pinyin", "行"), alternatives("split", "强"), alternatives("digits", "一")
    (('xing', 'hang'), ('弓虽',), ())
    """
    if view == "pinyin":
        return sounds().of(char)
    if view == "split":
        return components().get(char, ())
    if view == "homophone":
        return tuple(_heard_as()[syllable] for syllable in sounds().of(char)[1:])
    return ()


def most_spelt(choices: int) -> int:
    """Return how many characters of a term may be written otherwise, if so many can: three, of many one."""
    return _SPELT if choices <= _LONG else 1


def _spelt(written: str, choices: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """Yield a text with some of its characters written otherwise."""
    places = [place for place, others in enumerate(choices) if others]
    chosen: Iterable[tuple[int, ...]] = (
        some for count in range(1, most_spelt(len(places)) + 1) for some in combinations(places, count)
    )
    for some in chosen:
        for others in product(*(choices[place] for place in some)):
            yield _rewritten(written, dict(zip(some, others, strict=True)))
    if places:
        yield _rewritten(written, {place: choices[place][0] for place in places})


def _shuffled(folded: str) -> Iterator[str]:
    """Yield a text with its characters in other orders; some orders look the same."""
    if len(folded) <= _SHUFFLED:
        yield from map("".join, permutations(folded))
    else:
        for at in range(len(folded) - 1):
            yield folded[:at] + folded[at + 1] + folded[at] + folded[at + 2 :]


def _rewritten(written: str, others: Mapping[int, str]) -> str:
    return "".join(others.get(place, char) for place, char in enumerate(written))


@functools.cache
def _heard_as() -> Mapping[str, str]:
    """Return the character that stands for each syllable: the first that usually sounds so."""
    table = sounds()
    index, first = np.unique(table.usual, return_index=True)
    return MappingProxyType(
        {
            table.syllables[syllable]: chr(FIRST_HAN + place)
            for syllable, place in zip(index.tolist(), first.tolist(), strict=True)
            if syllable
        }
    )


def _can_differ(view: View, folded: str) -> bool:
    return not _members(view).isdisjoint(folded)


@functools.cache
def _members(view: View) -> frozenset[str]:
    return frozenset(char for first, others in _CLASSES[view]() for char in (first, *others))


def _of_sounds() -> Iterator[tuple[str, str]]:
    table = sounds()
    first = _heard_as()
    for place, syllable in enumerate(table.usual.tolist()):
        if syllable:
            yield first[table.syllables[syllable]], chr(FIRST_HAN + place)


def _of_rows(rows: Iterable[str]) -> Iterator[tuple[str, str]]:
    for row in rows:
        yield row[0], row[1:]


def _of_emoji() -> Iterator[tuple[str, str]]:
    for signs, chars in EMOJI.items():
        yield chars[0], chars[1:] + signs


# What is read as what: (character, characters that are read as it).
_CLASSES: Final = MappingProxyType(
    {
        "digits": lambda: _of_rows(NUMERALS),
        "homophone": _of_sounds,
        "split": lambda: _of_rows(COMPONENT_FORMS),
        "similar": lambda: _of_rows(LOOKALIKES),
        "emoji": _of_emoji,
    }
)
