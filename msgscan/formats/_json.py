"""JSON of any size: the only file that imports ijson.

Small documents are read by ``json`` at once, large ones are streamed. Both give the same two things: the
document without its one huge array, and that array's elements in chunks.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple, Protocol

import ijson

CHUNK = 20_000  # elements handed on at a time
_PATH_DEPTH = 4  # of the keys that a format may sniff by


class Readable(Protocol):
    """Bytes that can be read piece by piece."""

    def read(self, size: int) -> bytes:
        """Return at most so many bytes, b'' at the end."""


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
    found: set[str] = set()
    try:
        for prefix, event, value in ijson.parse(head.encode("utf-8", "replace")):
            if event == "map_key" and prefix.count(".") < _PATH_DEPTH:
                found.add(f"{prefix}.{value}" if prefix else value)
    except ijson.JSONError:
        pass  # the head ends inside the document; what stood before is enough to tell
    return frozenset(found)


def loads(text: str, array: str) -> tuple[dict[str, Any], Iterator[list[Any]]]:
    """Return a document without ``array``, and the elements of ``array`` in chunks.

    Raises
    ------
    JsonError
        The text breaks off, is nested too deeply, or holds no such array.
    """
    try:
        document = json.loads(text)
    except json.JSONDecodeError as error:
        raise JsonError(error.msg, error.lineno, error.colno) from error
    except RecursionError as error:
        raise JsonError("nested too deeply") from error
    outer = {array: document} if isinstance(document, list) and not array else document
    if not isinstance(outer, dict) or not isinstance(outer.get(array), list):
        raise JsonError(f"no array {array!r}")
    elements = outer.pop(array)
    return outer, (elements[i : i + CHUNK] for i in range(0, len(elements), CHUNK))


def stream(open_: Callable[[], Readable], array: str) -> tuple[dict[str, Any], Iterator[list[Any]]]:
    """Return what :func:`loads` does, holding one chunk at a time; keys behind the array are not read.

    Parameters
    ----------
    open_ : callable
        Opens the document's bytes (UTF-8) anew.
    array : str
        Key of the array, ``""`` when the document is the array.

    Raises
    ------
    JsonError
        The document breaks off; from the iterator too.
    """
    return _outer(open_(), array) if array else {}, _elements(open_(), f"{array}.item" if array else "item")


def lines(numbered: Iterator[tuple[int, str]]) -> Iterator[tuple[list[int], list[Any]]]:
    """Yield the values of a JSON-lines file in chunks, each with its line number; no blank lines."""
    numbers: list[int] = []
    values: list[Any] = []
    for number, line in numbered:
        if not line.strip():
            continue
        numbers.append(number)
        try:
            values.append(json.loads(line))
        except (json.JSONDecodeError, RecursionError):
            values.append(Broken(line))
        if len(values) == CHUNK:
            yield numbers, values
            numbers, values = [], []
    if values:
        yield numbers, values


def _outer(file: Readable, array: str) -> dict[str, Any]:
    outer: dict[str, Any] = {}
    key = ""
    builder = ijson.ObjectBuilder()
    try:
        for prefix, event, value in ijson.parse(file, use_float=True):
            if prefix == array and event == "start_array":
                return outer
            if prefix == "" and event == "map_key":
                key, builder = value, ijson.ObjectBuilder()
            elif prefix:
                builder.event(event, value)
                outer[key] = builder.value
    except ijson.JSONError as error:
        raise JsonError(str(error)) from error
    raise JsonError(f"no array {array!r}")


def _elements(file: Readable, prefix: str) -> Iterator[list[Any]]:
    chunk: list[Any] = []
    try:
        for element in ijson.items(file, prefix, use_float=True):
            chunk.append(element)
            if len(chunk) == CHUNK:
                yield chunk
                chunk = []
    except ijson.JSONError as error:
        raise JsonError(str(error)) from error
    if chunk:
        yield chunk
