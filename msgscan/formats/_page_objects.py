r"""Objects as JavaScript, read without running any: names without quotes, texts in single quotes.

That is how MemoTrace 2 writes its messages into a page::

    { type:1, text: 'It\'s 8:00',is_send:0,timestamp:1756684860,displayname:'李老师'},

Texts that people type are escaped, titles of links are not: a quote that no comma with a name, and no brace,
stands behind is part of the text. Of a name that comes twice the first value counts, as it is the exporter's.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterable, Iterator
from typing import Any

from ._json import Broken

_CHUNK = 4_000  # objects handed on at a time
_LONGEST = 1 << 20  # characters of one object

# displayname:'李老师', · timestamp:1756684860, - a quote is text unless what follows ends the value
_MEMBER = re.compile(
    r"""\s*+([a-z_]\w*+)\s*+:\s*+
    (?:'((?:[^'\\]|\\.|'(?!\s*+(?:,\s*+(?:[a-z_]\w*+\s*+:|\})|\})))*+)'|([^\s,{}'"]++))\s*+,?+""",
    re.VERBOSE | re.DOTALL,
)
_OPEN = re.compile(r"[\s,]*+\{")
_CLOSE = re.compile(r"\s*+\}")
_END = re.compile(r"[\s,]*+\]")
# },{ type: - where the next object begins
_NEXT = re.compile(r"\}\s*+,\s*+(?=\{\s*+type\s*+:)")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t"}


def page_objects(pieces: Iterable[str], mark: re.Pattern[str]) -> Iterator[list[Any]]:
    r"""Yield the objects of an array in chunks; ``Broken`` for what is none.

    Parameters
    ----------
    pieces : iterable of str
        The page, in pieces of any size.
    mark : re.Pattern
        What stands before the first object, the array's bracket included.

    Examples
    --------
    >>> page = r"const said = [{ type:1, text: 'it\'s' },{ type:49,title:'a 'b' c',url:''}];"
    >>> list(page_objects([page], re.compile(r"said = \[")))
    [[{'type': '1', 'text': "it's"}, {'type': '49', 'title': "a 'b' c", 'url': ''}]]
    """
    chunk: list[Any] = []
    for each in _objects(iter(pieces), mark):
        chunk.append(each)
        if len(chunk) == _CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _objects(pieces: Iterator[str], mark: re.Pattern[str]) -> Iterator[Any]:
    text, at, begun = "", 0, False
    for piece in pieces:
        text, at = text[at:] + piece, 0
        if not begun:
            found = mark.search(text)
            if found is None:
                continue
            at, begun = found.end(), True
        while (read := _maybe_object(text, at)) is not None:
            value, at = read
            yield value
        if _END.match(text, at):
            return
        if len(text) - at > _LONGEST:
            at = yield from _broken(text, at)
    while _OPEN.match(text, at) and begun:  # what is left at the end of a damaged page
        at = yield from _broken(text, at)
        while (read := _maybe_object(text, at)) is not None:
            value, at = read
            yield value


def _maybe_object(text: str, at: int) -> tuple[dict[str, str], int] | None:
    """Return the object that begins here and where it ends; ``None`` when it is not whole."""
    opened = _OPEN.match(text, at)
    if opened is None:
        return None
    found: dict[str, str] = {}
    at = opened.end()
    while member := _MEMBER.match(text, at):
        name, said, bare = member.groups()
        if name not in found:
            found[name] = bare if said is None else _ESCAPED.sub(_escape, said)
        at = member.end()
    closed = _CLOSE.match(text, at)
    return (found, closed.end()) if closed and found else None


def _escape(found: re.Match[str]) -> str:
    return _ESCAPES.get(found[1], found[1])


def _broken(text: str, at: int) -> Generator[Any, None, int]:
    """Yield what is no object up to the next one; return where that begins."""
    following = _NEXT.search(text, at)
    end = following.end() if following else len(text)
    yield Broken(text[at:end].strip(" \n,"))
    return end
