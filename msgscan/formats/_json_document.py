"""JSON documents of any size: one huge array, element by element in chunks, and everything else.

Text is decoded by the standard library a quarter of a million characters at a time: that is twice as fast as
``json.loads`` of the whole (which keeps every object alive for the garbage collector to visit), several times
as fast as ijson, and needs no more memory for a gigabyte than for a megabyte.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from ._json import CHUNK, DECODER, JsonError, may_be_torn, without_lone_surrogates

_AT_ONCE = 1 << 18  # characters: more at a time is slower again, as more objects are alive
_TORN = 12  # characters: an error nearer to the end of what was read may be a cut, as in \ud83d\ud

_BLANKS = re.compile(r"[ \t\n\r]*")
# },␊    {
_BETWEEN = re.compile(r"\}[ \t\n\r]*,[ \t\n\r]*\{")


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


def embedded(pieces: Iterable[str], mark: str) -> Iterator[list[Any]]:
    """Yield the elements of an array that stands behind a mark in some other text, in chunks.

    Raises
    ------
    JsonError
        There is no such mark, or no array behind it, or it breaks off or is damaged.

    Examples
    --------
    >>> list(embedded(["<script>const said =", " [1, 2]; go()"], "said ="))
    [[1, 2]]
    """
    window = _Window(pieces)
    window.seek(mark)
    yield from filter(None, _elements(window))


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
            self.torn = may_be_torn(self.text)
        return bool(read)

    def seek(self, mark: str) -> None:
        """Step behind the next place of a mark."""
        while (found := self.text.find(mark, self.at)) < 0:
            self.at = max(len(self.text) - len(mark) + 1, self.at)
            if not self.more():
                raise self.error(f"no {mark!r}", self.at)
        self.at = found + len(mark)

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
                value, end = DECODER.raw_decode(self.text, self.at)
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
            values = DECODER.decode(f"[{self.text[self.at : cut]}]")
        except (ValueError, RecursionError):
            return []
        self.at = cut
        return list(map(self.clean, values)) if self.torn else values

    def clean(self, value: object) -> object:
        """Return a value without lone surrogates."""
        return without_lone_surrogates(value) if self.torn else value

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
