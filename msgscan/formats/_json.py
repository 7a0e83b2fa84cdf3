r"""JSON: keys of a document that is cut off, JSON lines, and text as it may be stored.

Lone surrogates (``"\ud83d"`` without its other half) become U+FFFD: they can be neither printed nor stored.
The only file that imports ijson.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import ijson

CHUNK = 4_000  # elements handed on at a time: what the processor keeps at hand while their keys are read
_PATH_DEPTH = 4  # of the keys that a format may sniff by
DECODER = json.JSONDecoder(strict=False)  # raw line feeds in strings are no reason to lose a message
# \ud83d without \ude00 behind it, \ude00 without \ud83d before it
_LONE = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])"
    r"|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F][0-9a-fA-F]{2}"
)


class JsonError(ValueError):
    """The text is not JSON, or not all of it; the message is the parser's."""

    def __init__(self, message: str, line: int = 0, column: int = 0) -> None:
        super().__init__(message, line, column)
        self.message, self.line, self.column = message, line, column


class Broken(NamedTuple):
    """A line of a JSON-lines file that is not JSON, as text."""

    text: str


def paths(head: str) -> frozenset[str]:
    """Return the paths of the keys of a document, down to four levels; ``item`` stands for array elements.

    Parameters
    ----------
    head : str
        The beginning of a file; it may end inside the document.

    Returns
    -------
    frozenset of str
        Empty when the text does not begin like JSON.

    Examples
    --------
    >>> sorted(paths('{"chatInfo": {"name": "群"}, "messages": [{"id": 1}, {"seq'))
    ['chatInfo', 'chatInfo.name', 'messages', 'messages.item.id']
    """
    if not head.lstrip().startswith(("{", "[")):
        return frozenset()
    if may_be_torn(head):  # ijson would stop there
        head = _LONE.sub(r"\\ufffd", head)
    found: set[tuple[str, str]] = set()
    try:
        for prefix, event, value in ijson.parse(head.encode("utf-8", "replace")):
            if event == "map_key":
                found.add((prefix, value))
    except ijson.JSONError:
        pass  # the head ends inside the document; what stood before is enough to tell
    return frozenset(
        f"{prefix}.{key}" if prefix else key for prefix, key in found if prefix.count(".") < _PATH_DEPTH
    )


def whole(text: str) -> Any:  # noqa: ANN401 - whatever JSON can hold
    """Return the value of a whole text; for documents that stay small.

    Raises
    ------
    JsonError
        The text breaks off or is damaged.
    """
    try:
        value = DECODER.decode(text)
    except json.JSONDecodeError as error:
        raise JsonError(error.msg, error.lineno, error.colno) from error
    except (ValueError, RecursionError) as error:  # an integer of thousands of digits; brackets without end
        raise JsonError(str(error)) from error
    return without_lone_surrogates(value) if may_be_torn(text) else value


def maybe_whole(text: str) -> Any:  # noqa: ANN401 - whatever JSON can hold
    """Return the value of a text that stands inside something else; None where it is no JSON."""
    try:
        return whole(text)
    except JsonError:
        return None


def lines(numbered: Iterable[tuple[int, str]]) -> Iterator[tuple[list[int], list[Any]]]:
    """Yield the values of a JSON-lines file in chunks, each with its line number; no blank lines."""
    numbers: list[int] = []
    values: list[Any] = []
    for number, line in numbered:
        if not line.strip():
            continue
        numbers.append(number)
        try:
            value = DECODER.decode(line)
        except (ValueError, RecursionError):
            value = Broken(line)
        values.append(without_lone_surrogates(value) if may_be_torn(line) else value)
        if len(values) == CHUNK:
            yield numbers, values
            numbers, values = [], []
    if values:
        yield numbers, values


def as_text(value: object) -> str:
    """Return a value as JSON, for a row that holds what nobody can explain."""
    try:
        return json.dumps(value, ensure_ascii=False)
    except RecursionError:  # decoded on the last free level of the stack
        return "{…}"


def may_be_torn(text: str) -> bool:
    r"""Return whether a lone surrogate may be written here; ``\\\\ud83d``, no escape, looks like one."""
    return "\\u" in text and ("\\ud" in text or "\\uD" in text) and _LONE.search(text) is not None


def without_lone_surrogates(value: Any) -> Any:  # noqa: ANN401 - whatever JSON can hold
    """Return the value with U+FFFD for surrogates that stand alone, in keys too."""
    if isinstance(value, str):
        return value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    if isinstance(value, list):
        return [without_lone_surrogates(each) for each in value]
    if isinstance(value, dict):
        return {without_lone_surrogates(k): without_lone_surrogates(v) for k, v in value.items()}
    return value
