"""JSON objects as columns: one pass over a chunk for each key, with a guard against values of a wrong type.

Exporters change types between versions, and files are damaged or edited by hand. A number where a text was
expected is that number's text; a list or an object there makes its record *strange*: the row keeps who and
when, becomes one of kind ``unknown``, and shows the whole record.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from operator import itemgetter
from types import NoneType
from typing import Any

from ..errors import Wording
from ._format import Note
from ._json import Broken, as_text
from ._notices import Event

Object = dict[str, Any]

_STRANGE = Note(
    "strange-record",
    Wording(
        "{count} 条记录的结构与这种导出不同：保留为“未知”类型，照样检查",
        "{count} records are not built as in this kind of export: kept as kind 'unknown', and scanned",
    ),
)


class Records:
    """A chunk of JSON values, read as objects.

    Attributes
    ----------
    values : list, n
        What the file holds.
    objects : list of dict, n
        The same; an empty object in place of each value that is none.
    strange : set of int
        Rows in which something had a wrong type.

    Examples
    --------
    >>> records = Records([{"id": 7, "sender": {"name": "甲"}}, {"id": None, "sender": "甲"}])
    >>> records.texts("id"), records.texts("name", records.parts("sender")), records.strange
    (['7', ''], ['甲', ''], {1})
    """

    def __init__(self, values: list[Any]) -> None:
        self.values = values
        self.strange: set[int] = set()
        self.objects: list[Object] = self._of_type(dict, values)
        if self.objects is not values:
            self.strange.update(row for row, value in enumerate(values) if value is None)

    def require(self, key: str) -> None:
        """Take the objects that have no such key for strange: what they say stands elsewhere."""
        self.strange.update([row for row, each in enumerate(self.objects) if key not in each])

    def parts(self, key: str, of: list[Object] | None = None) -> list[Object]:
        """Return the objects under a key, n; ``{}`` where there are none."""
        return self._of_type(dict, self.scalars(key, of))

    def lists(self, key: str, of: list[Object] | None = None) -> list[list[Any]]:
        """Return the lists under a key, n; ``[]`` where there are none."""
        return self._of_type(list, self.scalars(key, of))

    def texts(self, key: str, of: list[Object] | None = None) -> list[str]:
        """Return the texts under a key, n; ``""`` where there are none."""
        found = self.scalars(key, of)
        types = set(map(type, found))
        if types <= {str}:
            return found
        if types <= {NoneType}:
            return [""] * len(found)
        if types <= {str, NoneType}:
            return [value or "" for value in found]
        self._mark(found)
        return [
            value
            if isinstance(value, str)
            else ""
            if value is None or isinstance(value, dict | list)
            else str(value)
            for value in found
        ]

    def flags(self, key: str) -> list[bool]:
        """Return the truth of the values under a key, n: ``true``, ``1`` and ``"true"`` are true."""
        found = self.scalars(key)
        if set(map(type, found)) <= {bool}:
            return found
        self._mark(found)
        return [value in _TRUE for value in found]

    def numbers(self, key: str) -> list[object]:
        """Return the numbers under a key, or their texts, n."""
        found = self.scalars(key)
        self._mark(found)
        return found

    def scalars(self, key: str, of: list[Object] | None = None) -> list[Any]:
        """Return the values under a key as they are, n; ``None`` where there are none."""
        objects = self.objects if of is None else of
        try:
            return list(map(itemgetter(key), objects))  # most keys are always there
        except KeyError:
            return [each[key] if key in each else None for each in objects]  # noqa: SIM401 - get is slower

    def expose(self, kinds: list[str], texts: list[str], notices: dict[int, Event | None]) -> None:
        """Make the strange rows show the whole record; nothing of them is taken for a notice."""
        for row in self.strange:
            value = self.values[row]
            kinds[row] = "unknown"
            texts[row] = value.text if isinstance(value, Broken) else as_text(value)
            notices.pop(row, None)

    def notes(self, lines: Sequence[int]) -> Iterator[Note]:
        """Yield the note on strange rows, if there are any; ``lines`` tells where each row stands."""
        if self.strange:
            yield replace(_STRANGE, line=lines[min(self.strange)], count=len(self.strange))

    def _of_type(self, kind: type, found: list[Any]) -> list[Any]:
        if set(map(type, found)) <= {kind}:
            return found
        self.strange.update(
            row for row, value in enumerate(found) if value is not None and not isinstance(value, kind)
        )
        return [value if isinstance(value, kind) else kind() for value in found]

    def _mark(self, found: list[Any]) -> None:
        """Remember the rows that hold a list or an object where a plain value was expected."""
        if not set(map(type, found)).isdisjoint({dict, list}):
            self.strange.update(row for row, value in enumerate(found) if isinstance(value, dict | list))


_TRUE = (True, 1, "true", "True", "1")
