"""Tables of MemoTrace 3 (留痕 3.x): one of messages, in CSV and in workbooks.

The type is a word. Notices are of type 系统消息, and empty when the exporter could not read them. In names
blanks and punctuation are replaced by ``_``. What Excel has saved has other times, and ids like ``7E+18``,
which are no ids any more.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ..errors import Wording
from ..schema import Batch
from ._columns import digits_or_none
from ._csv_tables import Part
from ._doubts import UNEXPLAINED, doubts, untimed
from ._format import Note
from ._memotrace import EMPTY_NOTICES, RAW_TYPE, read_bodies
from ._notices import notice_columns, plain, understand
from ._placeholders import kind_of_word
from ._source import Source
from ._wall_clocks import read_times

HEADER = "消息ID,类型,发送人,时间,内容,备注,昵称,更多信息"

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
    source: Source, part: Part, known: Mapping[tuple[str, str], str | None] | None = None
) -> Iterator[Batch | Note]:
    """Yield the rows of the table.

    Parameters
    ----------
    source : Source
        Where it stands.
    part : Part, n
        Some rows of it.
    known : mapping, optional
        Accounts of people, by remark and nickname.
    """
    lines, (ids, types, senders, times, contents, remarks, nicks, _), odd = part
    kinds, texts, quoted = _read(types, contents)
    notices = {row: plain(contents[row]) for row, type_ in enumerate(types) if type_ in _NOTICES}
    raw = [row for row, kind in enumerate(kinds) if kind == "unknown"]
    message_ids = digits_or_none(ids)
    excel = [row for row, id_ in enumerate(message_ids) if id_ is None and ids[row]]
    accounts = list(map((known or {}).get, zip(remarks, nicks, strict=True))) if known else [None] * len(ids)
    roles = ["unknown"] * len(ids)
    for row, text in odd.items():
        kinds[row], texts[row] = "unknown", text
    for row, sentence in notices.items():
        texts[row], senders[row], accounts[row], roles[row] = sentence, "", None, "system"
    instants, qualities = read_times(times, source.zone)
    yield Batch(
        len(lines),
        {
            "platform": "wechat",
            "line": lines,
            "message_id": message_ids,
            "sent_at": instants,
            "time_quality": qualities,
            "sender": senders,
            "sender_id": accounts,
            "sender_role": roles,
            "text": texts,
            "quoted": quoted,
            **notice_columns(kinds, {row: understand(sentence) for row, sentence in notices.items()}),
        },
    )
    empty = [row for row, sentence in notices.items() if not sentence]
    for note, where in ((UNEXPLAINED, odd), (EMPTY_NOTICES, empty), (RAW_TYPE, raw), (_LOST_IDS, excel)):
        yield from doubts(note, [lines[row] for row in where])
    yield from untimed(instants, lines)


def _read(types: Sequence[str], contents: Sequence[str]) -> tuple[list[str], list[str], list[str]]:
    """Return kinds, words and quoted words; the type's word decides where the body would only hint.

    What is of type 文本 was typed, whatever it looks like. Only where the type is silent, and in replies, the
    body is asked.
    """
    kind_by_type = {type_: kind_of_word(type_) for type_ in set(types)}
    kinds = [kind_by_type[type_] for type_ in types]
    texts = [content.rstrip() for content in contents]
    quoted = [""] * len(texts)
    silent = {type_ for type_, kind in kind_by_type.items() if kind == "text"} - _NOTICES - {_TEXT}
    asked = [row for row, type_ in enumerate(types) if type_ in silent]
    for row, body in zip(asked, read_bodies([contents[row] for row in asked]), strict=True):
        kinds[row] = "reply" if types[row] == _REPLY else body.kind
        texts[row], quoted[row] = body.text, body.quoted
    return kinds, texts, quoted
