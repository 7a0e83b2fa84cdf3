r"""WeChat: web page written by MemoTrace 2 (留痕 2.x; LC044/WeChatMsg ``exporter_html.py``).

The messages stand in a script, as JavaScript that is no JSON; learnt from the exporter's source::

    <title>2501班工作群</title> …
    <script> const chatMessages = [
    { type:1, text: '收到',is_send:0,avatar_path:'./avatar/a.png',timestamp:1756684860,is_chatroom:1,
      displayname:'李老师'},{ type:49, text: '好的',…,sub_type:57,refer_text: '李老师：收到',…},

Types are WeChat's numbers, 0 is a notice, or a clock that the page shows between messages. Texts of pictures,
voices and videos are paths. Texts are escaped for HTML; in early versions faces are pictures.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from typing import Any

from ..errors import Wording
from ..schema import Batch
from ._clock import epoch_instants, second_or_none
from ._doubts import untimed
from ._format import Format, Note
from ._memotrace import PAGE_TITLE
from ._notices import notice_columns
from ._page_objects import page_objects
from ._qq_elements import joined
from ._records import Records
from ._source import Head, Source
from ._sysmsg import read_notice
from ._wechat_types import kind_of_pair

# const chatMessages = [\n{ type:1, text: '收到',
_BEGIN = re.compile(r"const chatMessages\s*=\s*\[\s*(?:/\*[^*]*\*/\s*)?(?=\{\s*type\s*:)")
# The clock between messages: 2025-09-01 08:00:00
_CLOCK = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}(?::[0-9]{2})?")
_BREAK = re.compile(r"<br ?/?>")
# <img src="./emoji/1.png" alt="[强]">
_TAG = re.compile(r'<img[^<>]*?alt="([^"]*)"[^<>]*>|<[a-z/][^<>]*>')
_NOTICE = "0"
_PATHS = frozenset({"image", "voice", "video", "sticker"})  # kinds whose text is the path of a file
# What people see of a message besides its text; titles are not escaped.
_SAID = (
    "title",
    "description",
    "url",
    "link_url",
    "artist",
    "file_name",
    "voice_to_text",
    "feedesc",
    "pay_memo",
)
_NOTHING = frozenset({"", "None", "false", "False"})


def recognises(head: Head) -> bool:
    """Return whether the file is a page with the messages as JavaScript in a script."""
    return head.text.lstrip().startswith("<") and _BEGIN.search(head.text) is not None


def parse(source: Source) -> Iterator[Batch | Note]:
    """Yield the messages in the order of the file."""
    title = PAGE_TITLE.search(source.head.text)
    chat = html.unescape(title[1]) if title else ""
    rows = 0
    for values in page_objects(source.pieces(), _BEGIN):
        said = [value for value in values if not _is_clock(value)]
        yield from _read(said, range(rows + 1, rows + 1 + len(said)), chat)
        rows += len(said)


def _is_clock(value: Any) -> bool:  # noqa: ANN401 - an object, or what is none
    """Return whether the page shows a clock here: it is no message."""
    return (
        isinstance(value, dict)
        and value.get("type") == _NOTICE
        and bool(_CLOCK.fullmatch(value.get("text", "")))
    )


def _read(values: list[Any], lines: Sequence[int], chat: str) -> Iterator[Batch | Note]:
    records = Records(values)
    for key in ("type", "timestamp", "displayname"):
        records.require(key)
    types = records.texts("type")
    kinds = [
        "reply" if quoted else kind_of_pair(type_, sub_type)
        for type_, sub_type, quoted in zip(
            types, records.texts("sub_type"), records.texts("refer_text"), strict=True
        )
    ]
    texts = [
        "" if kind in _PATHS or (kind == "file" and said.startswith("./")) else _shown(said)
        for kind, said in zip(kinds, records.texts("text"), strict=True)
    ]
    for key in _SAID:
        for row, said in enumerate(records.texts(key)):
            if said not in _NOTHING:
                texts[row] = joined(texts[row], iter([_shown(said)]))
    notices = {row: read_notice(texts[row]) for row, type_ in enumerate(types) if type_ == _NOTICE}
    names = list(map(_shown, records.texts("displayname")))
    quoted = list(map(_shown, records.texts("refer_text")))
    instants = epoch_instants(records.numbers("timestamp"))
    events = {row: notice.event for row, notice in notices.items()}
    for row, notice in notices.items():
        names[row], texts[row] = "", notice.text
    records.expose(kinds, texts, events)
    yield Batch(
        len(values),
        {
            "platform": "wechat",
            "chat": chat,
            "line": list(lines),
            "sent_at": instants,
            "time_quality": second_or_none(instants),
            "sender": names,
            "sender_role": ["system" if row in notices else "unknown" for row in range(len(values))],
            "text": texts,
            "quoted": quoted,
            **notice_columns(kinds, events),
        },
    )
    yield from records.notes(lines)
    yield from untimed(instants, lines)


def _shown(said: str) -> str:
    """Return what the page shows for a text."""
    text = _TAG.sub(lambda found: found[1] or "", _BREAK.sub("\n", said)) if "<" in said else said
    return html.unescape(text)


FORMAT = Format(
    name="wechat-memotrace2-html",
    title=Wording("留痕 MemoTrace 2 导出的网页", "web page exported by MemoTrace 2"),
    how_to_make=Wording(
        "留痕 MemoTrace 2.x：选择群聊 → 导出 → HTML", "MemoTrace 2.x: choose the group → export → HTML"
    ),
    lacks=(
        Wording("群号、账号和消息编号", "the group's number, accounts, ids of messages"),
        Wording(
            "转发、红包、群公告（整条不导出）", "forwards, red packets and announcements: not exported at all"
        ),
        Wording("图片、语音、视频和文件的内容", "contents of pictures, voices, videos and files"),
        Wording("名字里的空格和标点（都变成 _）", "blanks and punctuation in names: they become _"),
    ),
    recognises=recognises,
    parse=parse,
)
