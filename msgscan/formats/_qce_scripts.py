"""Chunks of messages that QQ Chat Exporter 6 writes as scripts, in files of their own or within a page.

::

    window.__QCE_CHUNK__ && window.__QCE_CHUNK__({id:"c000001",messages:[
    one JSON object a line, with a comma behind it
    ]});
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from . import _json
from ._source import Source

OPENING = "window.__QCE_CHUNK__({"
_CLOSING = "]});"


def script_values(source: Source) -> Iterator[list[Any]]:
    """Yield the messages of all chunks of a file in lists; what is not JSON stands as ``_json.Broken``."""
    return (values for _, values in _json.lines(_lines(source)))


def _lines(source: Source) -> Iterator[tuple[int, str]]:
    inside = False
    for number, line in enumerate(source.lines(), 1):
        if inside and line.startswith(_CLOSING):
            inside = False
        elif inside:
            yield number, line.removesuffix(",")
        elif OPENING in line and line.endswith("messages:["):
            inside = True
