"""Messages as MemoTrace 3 (留痕 3.x; zprolab/WeChatMsg ``exporter_html.py``) writes them into JSON.

The web page and the JSON beside it hold the same objects, learnt from the exporter's source::

    {"type": "1", "is_send": true, "timestamp": 1756684860, "server_id": "7000…", "display_name": "李老师",
     "xml_dict": {…}, "text": "收到"}

What else there is depends on the type, a number of WeChat's: ``title``, ``url``, ``file_name``,
``quote_text``, ``messages`` … In the page texts are escaped for HTML, but for those that begin with ``http``
and those inside of lists.
"""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from typing import Any

from ..schema import Batch
from ._clock import epoch_instants, second_or_none
from ._doubts import doubts, untimed
from ._format import Note
from ._memotrace import EMPTY_NOTICES
from ._notices import notice_columns
from ._qq_elements import joined, plain
from ._records import Records
from ._sysmsg import read_notice
from ._wechat_types import kind_of_type

KEYS = ("type", "server_id", "display_name", "xml_dict")

# What people see of a message, whatever its type, in the order in which it is shown.
_SAID = (
    "text", "title", "description", "url", "app_name", "file_name", "voice_to_text", "desc", "fee_desc",
    "pay_memo", "display_content", "label", "poiname", "nickname", "alias", "sign", "open_im_desc",
    "publisher_nickname",
)  # fmt: skip
_MEDIA = frozenset({"image", "voice", "video", "sticker"})  # whose file_name the exporter makes up
# What an app message says that the exporter has no type for, such as an announcement.
_SAID_XML = ("textannouncement", "title", "des", "url")
_DEEPEST = 20  # forwards in forwards


def read_messages(
    values: list[Any], lines: Sequence[int], chat: str, *, page: bool
) -> Iterator[Batch | Note]:
    """Yield a chunk of messages as rows.

    Parameters
    ----------
    values : list, n
        What the JSON holds.
    lines : sequence of int, n
        Numbers of the records.
    chat : str
        Name of the chat.
    page : bool
        They stand in a web page, and are escaped for it.
    """
    records = Records(values)
    records.require("display_name")
    clean = _unescaped if page else str
    kinds = [
        _kind(number, each) for number, each in zip(records.numbers("type"), records.objects, strict=True)
    ]
    texts = [""] * len(values)
    for key in _SAID:
        for row, said in enumerate(records.texts(key)):
            if said and (key != "file_name" or kinds[row] not in _MEDIA) and said != texts[row]:
                texts[row] = joined(texts[row], iter([clean(said)]))
    for row, forwarded in enumerate(records.lists("messages")):
        if forwarded:
            texts[row] = joined(texts[row], iter(_forwarded(forwarded)))
    messages = records.parts("appmsg", records.parts("msg", records.parts("xml_dict")))
    for row, message in enumerate(messages):
        if kinds[row] in ("announcement", "unknown") and message:
            texts[row] = joined(texts[row], (clean(plain(message.get(key))) for key in _SAID_XML))
    notices = {row: read_notice(texts[row]) for row, kind in enumerate(kinds) if kind == "system"}
    for row, notice in notices.items():
        texts[row] = notice.text
    names = list(map(clean, records.texts("display_name")))
    quoted = list(map(clean, records.texts("quote_text")))
    instants = epoch_instants(records.numbers("timestamp"))
    message_ids = records.texts("server_id")
    events = {row: notice.event for row, notice in notices.items()}
    empty = [lines[row] for row in notices if not texts[row] and row not in records.strange]
    records.expose(kinds, texts, events)
    yield Batch(
        len(values),
        {
            "platform": "wechat",
            "chat": chat,
            "line": list(lines),
            "message_id": [each or None for each in message_ids],
            "sent_at": instants,
            "time_quality": second_or_none(instants),
            "sender": ["" if row in notices else name for row, name in enumerate(names)],
            "sender_role": ["system" if row in notices else "unknown" for row in range(len(values))],
            "text": texts,
            "quoted": quoted,
            **notice_columns(kinds, events),
        },
    )
    yield from records.notes(lines)
    yield from untimed(instants, lines)
    yield from doubts(EMPTY_NOTICES, empty)


def _kind(number: object, message: dict[str, Any]) -> str:
    kind = kind_of_type(number)
    return "link" if kind == "unknown" and message.get("url") else kind


def _unescaped(text: str) -> str:
    return text if text.startswith("http") else html.unescape(text)


def _forwarded(messages: list[Any], depth: int = 0) -> list[str]:
    """Return what forwarded messages say, a line each: ``甲: 第一句``."""
    said: list[str] = []
    for message in messages:
        if not isinstance(message, dict) or depth > _DEEPEST:
            said.append(plain(message))
            continue
        words = "\n".join(filter(None, dict.fromkeys(plain(message.get(key)) for key in _SAID)))
        said.append(f"{plain(message.get('display_name'))}: {words}")
        inner = message.get("messages")
        said += _forwarded(inner, depth + 1) if isinstance(inner, list) else []
    return said
