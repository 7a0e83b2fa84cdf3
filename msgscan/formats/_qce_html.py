"""Messages of QQ Chat Exporter as HTML, one piece a message, whatever file they stand in.

Learnt from the exporter's source and from pages of versions 5 and 6::

    <div class="message-block"><div class="message other" data-sender-uid="u_…" id="msg-7500000000000000001">
      <div class="avatar"><img src="http://q.qlogo.cn/g?b=qq&nk=4200000001&s=100"></div> …
      <span class="sender-title">教务处</span><span class="sender">教务-王小明</span>
      <span class="time">2025/09/15 09:33:20</span> … <div class="content">parts</div> …
    <div class="message-block"><div class="system-message-container">
      <div class="system-message">sentence</div><div>2025/09/15 09:34:20</div></div></div>

Version 6 keeps pieces in JSON objects ``{"id", "ts", "uid", "name", "text", "html"}``, where ``text`` is made
for searching: lower case, cut, with the quoted message in front. The account stands in the avatar's address
only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from ..errors import Wording
from ..schema import Batch
from ._clock import Instants, epoch_instants, local_instants, second_or_none
from ._doubts import untimed
from ._format import Note
from ._html import Element, attribute_of, children_of, classes_of, first_element, text_of
from ._json import Broken
from ._notices import notice_columns
from ._placeholders import kind_of
from ._qce_html_parts import read_content
from ._qce_texts import bare_notices, group_number, understand_drawn
from ._qq_clocks import read_clocks
from ._qq_elements import plain
from ._records import Object, Records
from ._source import Source

# http://q.qlogo.cn/g?b=qq&nk=4200000001&s=100
_ACCOUNT = re.compile(r"[?&]nk=([0-9]{5,12})(?:&|$)")
# 2025/09/15 09:34:20
_TIME = re.compile(r"[0-9]{4}/[0-9]{1,2}/[0-9]{1,2} [0-9]{1,2}:[0-9]{2}:[0-9]{2}")
_BLANKS = re.compile(r"\s+")
# A whole message that has nothing but words, see above.
_PLAIN = re.compile(
    r'\s*<div class="message-block"[^<>]*>'
    r'\s*<div class="message (?:self|other)"[^<>]* id="(?:msg-)?([^"<>]*)">'
    r'\s*<div class="avatar"><img src="[^"<>]*[?&]nk=([0-9]{5,12})(?:&[^"<>]*)?"[^<>]*></div>'
    r'\s*<div class="message-wrapper">\s*<div class="message-header">'
    r'\s*(?:<span class="sender-title">[^<>]*</span>)?<span class="sender">([^<>]*)</span>'
    r'\s*<span class="time">([^<>]*)</span>\s*</div>\s*<div class="message-bubble">'
    r'\s*<div class="content"><span class="text-content">([^<>]*)</span></div>'
    r"\s*</div>\s*</div>\s*</div>\s*</div>\s*"
)
# The characters that the exporter escapes; &amp; comes last, as &amp;lt; is &lt;
_ESCAPES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&#39;", "'"), ("&#039;", "'"), ("&amp;", "&"))
_OTHER_ESCAPE = re.compile(r"&(?!lt;|gt;|quot;|#39;|#039;|amp;|nk=|s=)|[\x00\r]")
_BLOCK = "div.message-block"
_ID = "msg-"

LACKS = (
    Wording("图片、语音、视频和文件里的内容", "what pictures, voices, videos and files contain"),
    Wording(
        "系统通知里的账号；4 和 5 版没有通知的内容",
        "accounts in notices; versions 4 and 5: any words of notices",
    ),
    Wording("合并转发只有前几条的开头", "merged forwards, but for the beginning of the first messages"),
    Wording("消息是否被撤回", "whether a message was taken back"),
    Wording("是否按时间、关键词或成员筛选过", "whether it was filtered by time, words or members"),
)


class Piece(NamedTuple):
    """What a piece of HTML shows; ``kind`` ``system`` = it is a notice."""

    id: str
    name: str
    account: str | None
    time: str
    kind: str
    text: str
    quoted: str


class Reader:
    """What goes from chunk to chunk: the chat, and how many rows there were."""

    def __init__(self, source: Source, facts: Object) -> None:
        number = next(
            (each for each in map(plain, (facts.get("peerUid"), facts.get("peerUin"))) if each.isdecimal()),
            "",
        )
        self._source = source
        self._chat = {
            "platform": "qq",
            "chat": plain(facts.get("chatName") or facts.get("name")),
            "chat_id": number or group_number(source.path),
        }
        self.rows = 0

    def read_objects(self, values: list[Any]) -> Iterator[Batch | Note]:
        """Yield messages of version 6."""
        records = Records(values)
        records.require("html")
        pieces = [_read_piece(html) for html in records.texts("html")]
        lines = range(self.rows + 1, self.rows + 1 + len(values))
        names, ids = records.texts("name"), records.texts("id")
        read = [
            (piece or _UNREAD)._replace(name=name, id=id_.removeprefix(_ID))
            for piece, name, id_ in zip(pieces, names, ids, strict=True)
        ]
        records.strange.update(row for row, piece in enumerate(pieces) if piece is None)
        yield from self._batch(read, epoch_instants(records.numbers("ts")), records, lines)

    def read_pieces(self, pieces: list[str]) -> Iterator[Batch | Note]:
        """Yield messages of version 5."""
        read = [_read_piece(piece) for piece in pieces]
        records = Records([{} if known else Broken(html) for known, html in zip(read, pieces, strict=True)])
        lines = range(self.rows + 1, self.rows + 1 + len(pieces))
        known = [piece or _UNREAD for piece in read]
        instants = local_instants(read_clocks([piece.time for piece in known]), self._source.zone)
        yield from self._batch(known, instants, records, lines)

    def _batch(
        self, pieces: list[Piece], instants: Instants, records: Records, lines: Sequence[int]
    ) -> Iterator[Batch | Note]:
        texts, kinds = [piece.text for piece in pieces], [piece.kind for piece in pieces]
        notices = [row for row, kind in enumerate(kinds) if kind == "system" and row not in records.strange]
        names, accounts = [piece.name for piece in pieces], [piece.account for piece in pieces]
        roles = ["unknown"] * len(pieces)
        for row in notices:
            names[row], accounts[row], roles[row] = "", None, "system"
        events = {row: understand_drawn(texts[row]) for row in notices}
        yield from bare_notices(texts, notices, lines)
        yield from untimed(instants, lines)
        records.expose(kinds, texts, events)
        yield from records.notes(lines)
        self.rows += len(pieces)
        yield Batch(
            len(pieces),
            {
                **self._chat,
                "line": list(lines),
                "message_id": [piece.id or None for piece in pieces],
                "sent_at": instants,
                "time_quality": second_or_none(instants),
                "sender": names,
                "sender_id": accounts,
                "sender_role": roles,
                "text": texts,
                "quoted": [piece.quoted for piece in pieces],
                **notice_columns(kinds, events),
            },
        )


_UNREAD = Piece("", "", None, "", "unknown", "", "")


def _read_piece(html: str) -> Piece | None:
    """Return what a piece shows, ``None`` when it is built otherwise."""
    return _plain_piece(html) or _drawn_piece(html)


def _plain_piece(html: str) -> Piece | None:
    """Return what a message of nothing but words shows: most are, and trees take ten times as long."""
    found = _PLAIN.fullmatch(html)
    if found is None or _OTHER_ESCAPE.search(html):
        return None
    id_, account, name, time, text = map(_unescaped, found.groups())
    clock = _TIME.search(time)
    return Piece(id_, name.strip(), account, clock[0] if clock else "", kind_of(text), text, "")


def _unescaped(text: str) -> str:
    for escape, character in _ESCAPES:
        text = text.replace(escape, character)
    return text


def _drawn_piece(html: str) -> Piece | None:
    """Return what a piece shows, by its tree."""
    block = first_element(html, _BLOCK)
    parts = [child for child in children_of(block) if child.tag == "div"] if block is not None else []
    for part in parts:
        classes = classes_of(part)
        if "system-message-container" in classes:
            return _notice(part)
        if "message" in classes:
            return _message(part)
    return None


def _notice(part: Element) -> Piece:
    """Return a notice: the time stands in the last element, the sentence in the others."""
    divisions = [child for child in children_of(part) if child.tag != "-text"]
    time = _TIME.search(text_of(divisions[-1])) if divisions else None
    said = divisions[:-1] if time else divisions
    sentence = _BLANKS.sub(" ", " ".join(each.text() for each in said)).strip()
    return Piece("", "", None, time[0] if time else "", "system", sentence, "")


def _message(part: Element) -> Piece:
    account = _ACCOUNT.search(attribute_of(part.css_first(".avatar img"), "src"))
    time = _TIME.search(text_of(part, ".message-header .time"))
    content = part.css_first(".content")
    kind, text, quoted = read_content(content) if content is not None else ("unknown", part.text(), "")
    return Piece(
        attribute_of(part, "id").removeprefix(_ID),
        text_of(part, ".message-header .sender").strip(),
        account[1] if account else None,
        time[0] if time else "",
        kind,
        text,
        quoted,
    )
