"""What can go wrong, in words for the person who can mend it.

The tree (all derive from :class:`MsgscanError`, which is a ``ValueError``)::

    MsgscanError
    ├── ReadError            a file that should be an export
    │   ├── UnknownFormat    no format knows it
    │   ├── AmbiguousFormat  two formats claim it: a bug of ours, please report
    │   ├── Refused          known, but not an export: says which export to make instead
    │   └── Damaged          an export that breaks off or breaks its own grammar
    ├── FaultyFile           a file that people write, with all its faults at once
    │   ├── PackError        a rule pack
    │   ├── BaselineError    a baseline
    │   └── RosterError      a roster
    ├── FrameError           a table that is not what the schema says
    └── UsageError           options that do not go together

Every error says what is wrong, what was found and what would be right, in Chinese and in English, and
has a place where a file has one. Errors travel between processes, so their constructors' arguments are
positional and reach ``super().__init__``: they pickle.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

Language = Literal["zh", "en"]


class Wording(NamedTuple):
    """One sentence for people, in Chinese and in English.

    Examples
    --------
    >>> Wording("空文件", "the file is empty").in_language("en")
    'the file is empty'
    """

    zh: str
    en: str

    def in_language(self, language: Language) -> str:
        """Return the sentence in this language."""
        return self.zh if language == "zh" else self.en


class Place(NamedTuple):
    """Where in a file; lines and columns count from 1, 0 = not known.

    Examples
    --------
    >>> str(Place("rules/ads.yaml", 3, 7))
    'rules/ads.yaml:3:7'
    >>> str(Place("群.txt"))
    '群.txt'
    """

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        """Return ``path:line:column``, the form that editors open."""
        shown = [self.path, *(str(number) for number in (self.line, self.column) if number)]
        return ":".join(shown)


class MsgscanError(ValueError):
    """The root of all errors that msgscan raises on purpose.

    Parameters
    ----------
    wording : Wording
        What is wrong, what was found, what would be right.
    place : Place, optional
        Where.

    Examples
    --------
    >>> error = MsgscanError(Wording("空文件", "the file is empty"), Place("a.txt"))
    >>> str(error)
    'a.txt: 空文件'
    >>> error.describe("en")
    'a.txt: the file is empty'
    """

    def __init__(self, wording: Wording, place: Place | None = None) -> None:
        super().__init__(wording, place)
        self.wording = wording
        self.place = place

    def describe(self, language: Language) -> str:
        """Return the whole message in this language, place first."""
        text = self.wording.in_language(language)
        return f"{self.place}: {text}" if self.place else text

    def __str__(self) -> str:
        """Return the message in Chinese."""
        return self.describe("zh")


class ReadError(MsgscanError):
    """A file could not be read as an export."""


class UnknownFormat(ReadError):
    """No format recognises the file."""


class AmbiguousFormat(ReadError):
    """More than one format recognises the file."""


class Refused(ReadError):
    """The file is known, and is not an export that can be scanned."""


class Damaged(ReadError):
    """The file breaks off, or breaks the grammar of its own format."""


class FrameError(MsgscanError):
    """A table lacks a column, or a column holds what its schema does not allow."""


class UsageError(MsgscanError):
    """Options or arguments that do not go together."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of a file that people write.

    Examples
    --------
    >>> print(Fault(Place("ads.yaml", 8, 5), Wording("未知的键 'word'", "unknown key 'word'")))
    ads.yaml:8:5: 未知的键 'word'
    """

    place: Place
    wording: Wording

    def describe(self, language: Language) -> str:
        """Return ``path:line:column: message`` in this language."""
        return f"{self.place}: {self.wording.in_language(language)}"

    def __str__(self) -> str:
        """Return the fault in Chinese."""
        return self.describe("zh")


class FaultyFile(MsgscanError):
    """Files that people write have faults; all of them are told at once.

    Parameters
    ----------
    faults : tuple of Fault
        At least one, in the order of their places.
    """

    _where = Wording("文件", "file")

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        where, count = self._where, len(faults)
        super().__init__(Wording(f"{where.zh}有 {count} 处错误", f"{count} faults in the {where.en}"), None)
        self.args = (faults,)
        self.faults = faults

    def describe(self, language: Language) -> str:
        """Return one line a fault."""
        return "\n".join(fault.describe(language) for fault in self.faults)


class PackError(FaultyFile):
    """One or more rule packs have faults."""

    _where = Wording("规则包", "rule packs")


class BaselineError(FaultyFile):
    """A baseline has faults."""

    _where = Wording("基线文件", "baseline")


class RosterError(FaultyFile):
    """A roster has faults."""

    _where = Wording("名册", "roster")
