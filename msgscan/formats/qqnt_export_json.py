"""QQNT_Export (Tealina28/QQNT_Export): messages of QQ NT's database as JSON; see ``_qqnt_export``.

::

    [{"time": "2025-09-15 09:33:20", "sender": "教务-王小明", "sender_qq": 4200000001,
      "contents": [["[文本]", "各位老师好"], "[应用消息][分享]教务处通知", [null, null]]}, …]

Chats of two have ``direction`` (收, 发) in place of the sender.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..errors import Wording
from ..schema import Batch
from ._clock import iso_instants, second_or_none
from ._format import Format, Note
from ._notices import notice_columns
from ._qq_elements import plain
from ._qqnt_export import LACKS, Body, read_body, understood
from ._records import Records
from ._source import Head, Source

_NOBODY = ("", "0")
_KEYS = frozenset({"item.time", "item.contents"})
_WHO = frozenset({"item.sender_qq", "item.direction"})


def recognises(head: Head) -> bool:
    """Return whether the file is an array of the exporter's messages."""
    return head.json_paths >= _KEYS and not _WHO.isdisjoint(head.json_paths)


def parse(source: Source) -> Iterator[Batch | Note]:
    """Yield the messages in the order of the file."""
    _, chunks = source.json_document("")
    rows = 0
    for values in chunks:
        lines = range(rows + 1, rows + 1 + len(values))
        records = Records(values)
        records.require("contents")
        bodies = [read_body(list(map(_element, contents))) for contents in records.lists("contents")]
        texts, kinds = [body.text for body in bodies], [body.kind for body in bodies]
        names = [
            name or way for name, way in zip(records.texts("sender"), records.texts("direction"), strict=True)
        ]
        accounts: list[str | None] = [
            each if each not in _NOBODY else None for each in records.texts("sender_qq")
        ]
        roles = ["unknown"] * len(values)
        instants = iso_instants(records.numbers("time"), source.zone)
        notices = [row for row in _notices(bodies) if row not in records.strange]
        for row in notices:
            names[row], accounts[row], roles[row] = "", None, "system"
        events, notes = understood(texts, notices, lines)
        yield from notes
        records.expose(kinds, texts, events)
        yield from records.notes(lines)
        yield Batch(
            len(values),
            {
                "platform": "qq",
                "line": list(lines),
                "sent_at": instants,
                "time_quality": second_or_none(instants),
                "sender": names,
                "sender_id": accounts,
                "sender_role": roles,
                "text": texts,
                "quoted": [body.quoted for body in bodies],
                **notice_columns(kinds, events),
            },
        )
        rows += len(values)


def _element(content: Any) -> tuple[str, str]:  # noqa: ANN401 - whatever JSON can hold
    """Return tag and value of an element; a card is a text of both."""
    if isinstance(content, list) and len(content) == 2:  # noqa: PLR2004 - tag and value
        return plain(content[0]), plain(content[1])
    return plain(content), ""


def _notices(bodies: list[Body]) -> list[int]:
    return [row for row, body in enumerate(bodies) if body.kind == "system"]


FORMAT = Format(
    name="qqnt-export-json",
    title=Wording("QQNT_Export 导出的 JSON", "JSON of QQNT_Export"),
    how_to_make=Wording(
        "QQNT_Export：选择数据库和群 → 导出 JSON（output/group 文件夹）",
        "QQNT_Export: choose the database and the group → export JSON (folder output/group)",
    ),
    lacks=LACKS,
    recognises=recognises,
    parse=parse,
)
