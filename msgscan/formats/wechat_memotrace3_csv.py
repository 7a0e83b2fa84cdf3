"""WeChat: table written by MemoTrace 3 (留痕 3.x; zprolab/WeChatMsg ``exporter_csv.py``).

UTF-8 with byte order mark, learnt from the exporter's own code, run on invented messages::

    消息ID,类型,发送人,时间,内容,备注,昵称,更多信息
    7000000000000000006,文本,李老师,2025-09-01 08:01:00,收到,李老师,李老师,more

The type is a word. Notices are of type 系统消息, and empty when the exporter could not read them. In names
blanks and punctuation are replaced by ``_``. A file that Excel has saved is in GBK, with other times and with
ids like ``7E+18``, which are no ids any more.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..errors import Wording
from ..schema import Batch
from ._doubts import UNEXPLAINED
from ._format import Format, Note
from ._memotrace import (
    EMPTY_NOTICES,
    LACKS_3,
    RAW_TYPE,
    Body,
    fitted,
    is_table,
    read_bodies,
    read_times,
)
from ._notices import notice_columns, plain, understand
from ._placeholders import kind_of_word
from ._source import Head, Source

_HEADER = "消息ID,类型,发送人,时间,内容,备注,昵称,更多信息"
_WIDTH = _HEADER.count(",") + 1
_TEXT, _REPLY = "文本", "引用消息"
_NOTICES = frozenset({"系统消息", "拍一拍"})

_LOST_IDS = Note(
    "lost-ids",
    Wording(
        "{count} 个消息编号被 Excel 改成了 7E+18 这样的数：不再使用，请用没有在 Excel 里存过的原文件",
        "{count} ids of messages were turned into numbers like 7E+18 by Excel and are not used: take the "
        "file that was not saved in Excel",
    ),
)


def recognises(head: Head) -> bool:
    """Return whether the first line is the header of this table."""
    return is_table(head, _HEADER)


def parse(source: Source) -> Iterator[Batch | Note]:
    """Yield the messages in the order of the file."""
    for lines, rows in source.csv_rows():
        kept = [place for place, row in enumerate(rows) if row and row[0] != "消息ID"]
        if kept:
            yield from _messages(source, [lines[place] for place in kept], [rows[place] for place in kept])


def _messages(source: Source, lines: list[int], rows: list[list[str]]) -> Iterator[Batch | Note]:
    cells, odd = fitted(rows, _WIDTH)
    ids, types, senders, times, contents, *_ = map(list, zip(*cells, strict=True))
    said = _read(types, contents)
    notices = {row: plain(contents[row]) for row, type_ in enumerate(types) if type_ in _NOTICES}
    texts = [notices.get(row, odd.get(row, body.text)) for row, body in enumerate(said)]
    kinds = ["unknown" if row in odd else body.kind for row, body in enumerate(said)]
    excel = [row for row, id_ in enumerate(ids) if id_ and not id_.isdigit()]
    instants, qualities = read_times(times, source.zone)
    yield Batch(
        len(rows),
        {
            "platform": "wechat",
            "line": lines,
            "message_id": [id_ if id_.isdigit() else None for id_ in ids],
            "sent_at": instants,
            "time_quality": qualities,
            "sender": ["" if row in notices else sender for row, sender in enumerate(senders)],
            "sender_role": ["system" if row in notices else "unknown" for row in range(len(rows))],
            "text": texts,
            "quoted": [body.quoted for body in said],
            **notice_columns(kinds, {row: understand(sentence) for row, sentence in notices.items()}),
        },
    )
    raw = [row for row, body in enumerate(said) if body.kind == "unknown"]
    empty = [row for row, sentence in notices.items() if not sentence]
    doubts = ((UNEXPLAINED, list(odd)), (EMPTY_NOTICES, empty), (RAW_TYPE, raw), (_LOST_IDS, excel))
    yield from (replace(note, line=lines[where[0]], count=len(where)) for note, where in doubts if where)


def _read(types: Sequence[str], contents: Sequence[str]) -> list[Body]:
    """Return what the contents say; the type's word decides where the body would only hint."""
    bodies = read_bodies(contents)
    for row, (type_, body) in enumerate(zip(types, bodies, strict=True)):
        if type_ in _NOTICES or (type_ == _TEXT and body != Body("text", body.text, "")):
            bodies[row] = Body("text", contents[row].rstrip(), "")  # typed, whatever it looks like
        elif type_ == _REPLY:
            bodies[row] = body._replace(kind="reply")
        elif (kind := kind_of_word(type_)) != "text":
            bodies[row] = Body(kind, contents[row].rstrip(), "")
    return bodies


FORMAT = Format(
    name="wechat-memotrace3-csv",
    title=Wording("留痕 MemoTrace 3 导出的 CSV", "CSV exported by MemoTrace 3"),
    how_to_make=Wording(
        "留痕 MemoTrace 3.x：选择群聊 → 导出 → CSV", "MemoTrace 3.x: choose the group → export → CSV"
    ),
    lacks=LACKS_3,
    recognises=recognises,
    parse=parse,
)
