"""Tables of MemoTrace 3 (留痕 3.x): one of messages, in CSV and in workbooks.

The type is a word. Notices are of type 系统消息, and empty when the exporter could not read them. In names
blanks and punctuation are replaced by ``_``. What Excel has saved has other times, and ids like ``7E+18``,
which are no ids any more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from ..errors import Wording
from ..schema import Batch
from ._doubts import UNEXPLAINED, doubts, untimed
from ._format import Note
from ._memotrace import EMPTY_NOTICES, RAW_TYPE, Body, fitted, read_bodies, read_times
from ._notices import notice_columns, plain, understand
from ._placeholders import kind_of_word
from ._source import Source

HEADER = "消息ID,类型,发送人,时间,内容,备注,昵称,更多信息"
WIDTH = HEADER.count(",") + 1
Accounts = Callable[[str, str], str | None]  # remark and nickname -> account


def unknown_account(_remark: str, _nickname: str) -> None:
    """Return nothing: the table has no accounts."""


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


def read_rows(
    source: Source, lines: list[int], rows: list[list[str]], account_of: Accounts = unknown_account
) -> Iterator[Batch | Note]:
    """Yield the rows of the table; ``lines`` tells where each stands."""
    cells, odd = fitted(rows, WIDTH)
    ids, types, senders, times, contents, remarks, nicks, _ = map(list, zip(*cells, strict=True))
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
            "sender_id": [
                None if row in notices else account_of(*names)
                for row, names in enumerate(zip(remarks, nicks, strict=True))
            ],
            "sender_role": ["system" if row in notices else "unknown" for row in range(len(rows))],
            "text": texts,
            "quoted": [body.quoted for body in said],
            **notice_columns(kinds, {row: understand(sentence) for row, sentence in notices.items()}),
        },
    )
    raw = [row for row, body in enumerate(said) if body.kind == "unknown"]
    empty = [row for row, sentence in notices.items() if not sentence]
    for note, where in ((UNEXPLAINED, odd), (EMPTY_NOTICES, empty), (RAW_TYPE, raw), (_LOST_IDS, excel)):
        yield from doubts(note, [lines[row] for row in where])
    yield from untimed(instants, lines)


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
