r"""JSON of any size, in pieces: the only file that imports ijson.

A document is handed on as its one huge array, element by element in chunks, and everything else. Text is
decoded by the standard library a quarter of a million characters at a time: that is twice as fast as
``json.loads`` of the whole (which keeps every object alive for the garbage collector to visit), five times as
fast as ijson, and needs no more memory for a gigabyte than for a megabyte. ijson tells the keys of a document
that is cut off.

Lone surrogates (``"\ud83d"`` without its other half) become U+FFFD: they can be neither printed nor stored.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

import ijson

CHUNK = (
    4_000  # elements handed on at a time: as many as the processor keeps at hand while their keys are read
)
_PATH_DEPTH = 4  # of the keys that a format may sniff by
_AT_ONCE = 1 << 18  # characters: more at a time is slower again, as more objects are alive
_TORN = (
    12  # characters: an error nearer to the end of what has been read may be a cut, as in \ud83d\ud or -Infi
)

_DECODER = json.JSONDecoder(strict=False)  # raw line feeds in strings are no reason to lose a message
_BLANKS = re.compile(r"[ \t\n\r]*")
# },␊    {
_BETWEEN = re.compile(r"\}[ \t\n\r]*,[ \t\n\r]*\{")
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
    if _may_be_torn(head):  # ijson would stop there
        head = _LONE.sub(r"\\ufffd", head)
    found: set[str] = set()
    try:
        for prefix, event, value in ijson.parse(head.encode("utf-8", "replace")):
            if event == "map_key" and prefix.count(".") < _PATH_DEPTH:
                found.add(f"{prefix}.{value}" if prefix else value)
    except ijson.JSONError:
        pass  # the head ends inside the document; what stood before is enough to tell
    return frozenset(found)


def document(
    open_: Callable[[], Iterable[str]], array: str, needed: frozenset[str]
) -> tuple[dict[str, Any], Iterator[list[Any]]]:
    """Return a JSON object without one of its arrays, and the elements of that array in chunks.

    Parameters
    ----------
    open_ : callable
        Opens the text anew, in pieces of any size.
    array : str
        Key of the array, ``""`` when the document itself is the array.
    needed : frozenset of str
        Keys that the object must have before the elements come. Where they stand behind the array, the text
        is read twice; other keys from behind the array appear in the object when its elements are all read.

    Raises
    ------
    JsonError
        The text breaks off, is damaged, or holds no such array; from the iterator too.

    Examples
    --------
    >>> pieces = ['{"name": "群", "messages": [1, 2', ", 3]}"]
    >>> outer, chunks = document(lambda: pieces, "messages", frozenset())
    >>> outer, list(chunks)
    ({'name': '群'}, [[1, 2, 3]])
    """
    outer: dict[str, Any] = {}
    chunks = _begun(open_, array, outer)
    if not needed <= outer.keys():
        for _ in chunks:
            pass
        chunks = _begun(open_, array, {})
    return outer, chunks


def lines(numbered: Iterable[tuple[int, str]]) -> Iterator[tuple[list[int], list[Any]]]:
    """Yield the values of a JSON-lines file in chunks, each with its line number; no blank lines."""
    numbers: list[int] = []
    values: list[Any] = []
    for number, line in numbered:
        if not line.strip():
            continue
        numbers.append(number)
        try:
            value = _DECODER.decode(line)
        except (ValueError, RecursionError):
            value = Broken(line)
        values.append(_without_lone_surrogates(value) if _may_be_torn(line) else value)
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


class _Window:
    """The part of a text that has been read and not yet decoded."""

    def __init__(self, pieces: Iterable[str]) -> None:
        self._pieces = iter(pieces)
        self._lines = 0  # before the window
        self._column = 0  # characters between the last line feed before the window and the window
        self.text = ""
        self.at = 0
        self.torn = False  # lone surrogates may stand in it

    def more(self) -> bool:
        """Read on; at least as much as there is, so that a huge value is not looked at for each piece."""
        kept = self.text[self.at :]
        read: list[str] = []
        while sum(map(len, read)) <= len(kept) and (piece := next(self._pieces, None)) is not None:
            read.append(piece)
        if read:
            self._lines, self._column = self._place(self.at)
            self.text, self.at = "".join([kept, *read]), 0
            self.torn = _may_be_torn(self.text)
        return bool(read)

    def peek(self) -> str:
        """Return the next character that is not blank, "" at the end."""
        while True:
            found = _BLANKS.match(self.text, self.at)
            self.at = found.end() if found else self.at
            if self.at < len(self.text) or not self.more():
                return self.text[self.at : self.at + 1]

    def take(self, expected: str) -> str:
        """Return the next character that is not blank and step over it; it must be one of these."""
        found = self.peek()
        if not found or found not in expected:
            raise self.error(f"Expecting one of {expected!r}, found {found!r}", self.at)
        self.at += 1
        return found

    def skip(self, expected: str) -> bool:
        """Step over the next character that is not blank if it is this one; return whether it is."""
        found = self.peek() == expected
        self.at += found
        return found

    def value(self) -> Any:  # noqa: ANN401 - whatever JSON can hold
        """Return the value that begins here and step over it."""
        self.peek()
        while True:
            try:
                value, end = _DECODER.raw_decode(self.text, self.at)
            except json.JSONDecodeError as error:
                cut = error.msg.startswith("Unterminated") or error.pos > len(self.text) - _TORN
                if not (cut and self.more()):
                    raise self.error(error.msg, error.pos) from error
                continue
            except RecursionError as error:
                raise self.error("nested too deeply", self.at) from error
            except ValueError as error:  # an integer of thousands of digits
                raise self.error(str(error), self.at) from error
            if end == len(self.text) and self.more():
                continue  # a number may go on in the next piece
            self.at = end
            return self.clean(value)

    def values(self, between: str) -> list[Any]:
        """Return the values up to the last ``between`` within reach and step over them; maybe none.

        A cut at the wrong place (``},{`` inside a value or a text) does not decode, and none are returned.
        """
        cut = self.text.rfind(between, self.at, self.at + _AT_ONCE) + 1
        if not cut:
            return []
        try:
            values = _DECODER.decode(f"[{self.text[self.at : cut]}]")
        except (ValueError, RecursionError):
            return []
        self.at = cut
        return list(map(self.clean, values)) if self.torn else values

    def clean(self, value: object) -> object:
        """Return a value without lone surrogates."""
        return _without_lone_surrogates(value) if self.torn else value

    def error(self, message: str, at: int) -> JsonError:
        """Return an error that knows its place."""
        lines, column = self._place(at)
        return JsonError(message, lines + 1, column + 1)

    def _place(self, at: int) -> tuple[int, int]:
        """Return how many lines stand before a character, and how many characters of its own line."""
        last = self.text.rfind("\n", 0, at)
        column = at - last - 1 if last >= 0 else self._column + at
        return self._lines + self.text.count("\n", 0, at), column


def _begun(open_: Callable[[], Iterable[str]], array: str, outer: dict[str, Any]) -> Iterator[list[Any]]:
    """Return the chunks of the array, with the keys that stand before it already in ``outer``."""
    window = _Window(open_())
    chunks = _members(window, array, outer) if array else _whole(window)
    if next(chunks, None) is None:
        raise window.error(f"no array {array!r}", window.at)
    return chunks


def _whole(window: _Window) -> Iterator[list[Any]]:
    yield from _elements(window)
    _end(window)


def _members(window: _Window, array: str, outer: dict[str, Any]) -> Iterator[list[Any]]:
    """Yield the chunks of the array, and put the other members of the object into ``outer``."""
    window.take("{")
    closed = window.skip("}")
    while not closed:
        key = window.value()
        window.take(":")
        if key == array and window.peek() == "[":
            yield from _elements(window)
        else:
            outer[str(key)] = window.value()
        closed = window.take(",}") == "}"
    _end(window)


def _elements(window: _Window) -> Iterator[list[Any]]:
    """Yield an empty list as soon as the array has begun, then its elements in chunks."""
    window.take("[")
    yield []
    chunk: list[Any] = []
    closed = window.skip("]")
    while not closed:
        chunk.append(window.value())
        between = _BETWEEN.match(window.text, window.at - 1)
        closed = window.take(",]") == "]"
        while between and (values := window.values(between[0])):
            chunk += values
            window.take(",")
        while len(chunk) >= CHUNK:
            yield chunk[:CHUNK]
            chunk = chunk[CHUNK:]
    if chunk:
        yield chunk


def _end(window: _Window) -> None:
    if window.peek():
        raise window.error("Extra data", window.at)


def _may_be_torn(text: str) -> bool:
    r"""Return whether a lone surrogate may be written here; ``\\\\ud83d``, no escape, looks like one."""
    return ("\\ud" in text or "\\uD" in text) and _LONE.search(text) is not None


def _without_lone_surrogates(value: Any) -> Any:  # noqa: ANN401 - whatever JSON can hold
    """Return the value with U+FFFD for surrogates that stand alone, in keys too."""
    if isinstance(value, str):
        return value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    if isinstance(value, list):
        return [_without_lone_surrogates(each) for each in value]
    if isinstance(value, dict):
        return {_without_lone_surrogates(k): _without_lone_surrogates(v) for k, v in value.items()}
    return value
