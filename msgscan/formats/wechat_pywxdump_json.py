"""WeChat: JSON written by PyWxDump (xaoyaoo/PyWxDump ``exportJSON.py``), ``<chat>_<from>_<to>.json``.

Layout, learnt from the exporter's source::

    [{"id": 4, "MsgSvrID": "7000000000000000006", "type_name": "文本", "is_sender": 1,
      "talker": "wxid_li0000000001", "room_name": "10000000001@chatroom", "msg": "收到", "src": "",
      "extra": {}, "CreateTime": "2025-09-01 08:01:00"}]

Names stand in ``users.json`` beside it. See ``_pywxdump`` for what the values say.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..errors import Wording
from ..schema import Batch
from ._format import Format, Note
from ._pywxdump import FIELDS, LACKS, read_objects, unnamed, users_beside
from ._source import Head, Source


def recognises(head: Head) -> bool:
    """Return whether the file is an array of objects with the exporter's keys."""
    return {f"item.{field}" for field in FIELDS} <= head.json_paths


def parse(source: Source) -> Iterator[Batch | Note]:
    """Yield the messages in the order of the file."""
    users = users_beside(source)
    _, chunks = source.json_document("")
    rows = 0
    for values in chunks:
        yield from read_objects(source, values, range(rows + 1, rows + 1 + len(values)), users)
        rows += len(values)
    yield from unnamed(users)


FORMAT = Format(
    name="wechat-pywxdump-json",
    title=Wording("PyWxDump 导出的 JSON", "JSON of PyWxDump"),
    how_to_make=Wording(
        "PyWxDump：聊天记录 → 导出 → JSON（旁边的 users.json 请放在一起）",
        "PyWxDump: chats → export → JSON; keep users.json beside it",
    ),
    lacks=LACKS,
    recognises=recognises,
    parse=parse,
)
