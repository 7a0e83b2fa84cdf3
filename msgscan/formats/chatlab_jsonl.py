"""ChatLab exchange format, one JSON object a line; see ``_chatlab`` for what stands in it.

::

    # a comment
    {"_type": "header", "chatlab": {…}, "meta": {…}}
    {"_type": "member", …}
    {"_type": "message", …}

The header comes first, members before messages; comments and blank lines may stand anywhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import dropwhile
from typing import Any

from ..errors import Wording
from ..schema import Batch
from . import _json
from ._chatlab import LACKS, Chat
from ._format import Format, Note
from ._json import Broken
from ._source import Head, Source

_COMMENTS = Note(
    "comments",
    Wording(
        "{count} 行注释（以 # 开头）不是消息，未检查",
        "{count} comment lines (#) are no messages: not scanned",
    ),
)


def recognises(head: Head) -> bool:
    """Return whether the first line that is no comment is ChatLab's header."""
    lines = (line for line in head.lines() if line.strip())
    first = next(dropwhile(_is_comment, lines), "")
    return '"chatlab"' in first and {"_type", "chatlab"} <= _json.paths(first)


def parse(source: Source) -> Iterator[Batch | Note]:
    """Yield the messages in the order of the file; a line that can't be explained is a row too."""
    chat = Chat()
    for lines, values in source.json_lines():
        comments = [line for line, value in zip(lines, values, strict=True) if _is_comment(value)]
        if comments:
            yield replace(_COMMENTS, line=comments[0], count=len(comments))
        types = [value.get("_type", "") if isinstance(value, dict) else None for value in values]
        for value in (value for value, type_ in zip(values, types, strict=True) if type_ == "header"):
            chat.describe(value.get("meta"))
        chat.admit([value for value, type_ in zip(values, types, strict=True) if type_ == "member"])
        rows = [
            (line, value if type_ in ("message", None) else Broken(_json.as_text(value)))
            for line, value, type_ in zip(lines, values, types, strict=True)
            if type_ not in ("header", "member") and not _is_comment(value)
        ]
        yield from chat.read([value for _, value in rows], [line for line, _ in rows])


def _is_comment(value: Any) -> bool:  # noqa: ANN401 - whatever JSON can hold
    text = value.text if isinstance(value, Broken) else value
    return isinstance(text, str) and text.lstrip().startswith("#")


FORMAT = Format(
    name="chatlab-jsonl",
    title=Wording("ChatLab 交换格式（JSONL）", "ChatLab exchange format (JSON lines)"),
    how_to_make=Wording(
        "ChatLab、WeFlow、CipherTalk 等工具：导出 → 格式选 ChatLab JSONL",
        "ChatLab, WeFlow, CipherTalk and others: export → ChatLab JSONL",
    ),
    lacks=LACKS,
    recognises=recognises,
    parse=parse,
)
