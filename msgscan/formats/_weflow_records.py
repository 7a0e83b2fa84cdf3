"""Messages as objects of WeFlow and of the tools that write alike: echotrace before it, CipherTalk beside it.

Notices are sent by the room itself (``…@chatroom``) or by nobody. A text that was received begins with a line
feed that nobody typed. Times are counted (``createTime``); what is printed beside them may be in any zone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from ..errors import Wording
from ..schema import Batch, Values
from ._clock import epoch_instants, second_or_none
from ._columns import or_none
from ._doubts import declared, untimed
from ._format import Note
from ._notices import Event, notice_columns, understand
from ._qq_elements import joined, plain
from ._records import Object, Records
from ._source import Source
from ._wechat_types import kinds_of_types
from ._weflow import CUT_WORDS, lost_names, without_quote

LACKS = (
    CUT_WORDS,
    Wording("图片、语音、视频和文件里的内容", "what pictures, voices, videos and files contain"),
    Wording("微信 4 邀请通知里的名字", "the names in invitations of WeChat 4"),
    Wording("系统通知里的账号（只有显示名）", "accounts in notices: display names only"),
    Wording("红包的祝福语", "greetings of red packets"),
)
_SAID = ("linkTitle", "appMsgDesc", "linkUrl")

# What more an exporter tells of some rows: takes the records, the kinds, the texts and the quoted texts, and
# changes the last two; returns the events that it knows better than the sentences do.
More = Callable[[Records, list[str], list[str], list[str]], Mapping[int, Event | None]]


def no_more(_records: Records, _kinds: list[str], _texts: list[str], _quoted: list[str]) -> dict[int, Event]:
    """Return nothing: the exporter tells no more."""
    return {}


def read_messages(source: Source, more: More = no_more) -> Iterator[Batch | Note]:
    """Yield the messages of a document with ``session`` and ``messages``, in the order of the file."""
    outer, chunks = source.json_document("messages", "session")
    session = outer.get("session")
    session = session if isinstance(session, dict) else {}
    senders = _senders(outer.get("senders"))
    rows = 0
    for values in chunks:
        yield from _read(values, range(rows + 1, rows + 1 + len(values)), session, senders, more)
        rows += len(values)
    yield from declared(session.get("messageCount"), rows)


def _read(
    values: list[Any], lines: Sequence[int], session: Object, senders: Mapping[str, Object], more: More
) -> Iterator[Batch | Note]:
    records = Records(values)
    records.require("content")
    texts = [text.removeprefix("\n") for text in records.texts("content")]
    kinds = kinds_of_types(records.numbers("localType"), records.texts("type"))
    names, accounts = _people(records, senders)
    quoted = [""] * len(values)
    of, what = records.texts("quotedSender"), records.texts("quotedContent")
    for row in [row for row, kind in enumerate(kinds) if kind == "reply"]:
        texts[row], quoted[row] = without_quote(texts[row], of[row], what[row])
    for key in _SAID:
        column = records.texts(key)
        for row, said in enumerate(column if any(column) else ()):
            if said and said not in texts[row]:
                texts[row] = joined(texts[row], iter([said]))
    known = more(records, kinds, texts, quoted)
    notices = [row for row, kind in enumerate(kinds) if kind == "system"]
    roles = ["unknown"] * len(values)
    for row in notices:
        roles[row] = "system"
    room = plain(session.get("wxid"))
    rooms = {account for account in set(accounts) if account and account.endswith("@chatroom")}
    for row in [
        *notices,
        *(row for row, account in enumerate(accounts if rooms else ()) if account in rooms),
    ]:
        names[row], accounts[row] = "", None  # the room is not a person
    instants = epoch_instants(records.numbers("createTime"))
    message_ids = records.texts("platformMessageId")
    events = {row: known[row] if row in known else understand(texts[row]) for row in notices}
    records.expose(kinds, texts, events)
    yield from records.notes(lines)
    yield from lost_names(((row, texts[row]) for row in notices), lines)
    yield from untimed(instants, lines)
    columns: dict[str, Values] = {
        "platform": "wechat",
        "chat": plain(session.get("displayName") or session.get("nickname")),
        "chat_id": room if room.endswith("@chatroom") else None,
        "line": list(lines),
        "message_id": or_none(message_ids),
        "sent_at": instants,
        "time_quality": second_or_none(instants),
        "sender": names,
        "sender_id": accounts,
        "sender_role": roles,
        "text": texts,
        "quoted": quoted,
        **notice_columns(kinds, events),
    }
    yield Batch(len(values), columns)


def _senders(given: object) -> dict[str, Object]:
    """Return the table of senders of the Arkme variant, by their number."""
    listed = given if isinstance(given, list) else []
    return {plain(each.get("senderID")): each for each in listed if isinstance(each, dict)}


def _people(records: Records, senders: Mapping[str, Object]) -> tuple[list[str], list[str | None]]:
    names, accounts = records.texts("senderDisplayName"), records.texts("senderUsername")
    if senders:
        known = [senders.get(number, {}) for number in records.texts("senderID")]
        names = [a or b for a, b in zip(names, records.texts("displayName", known), strict=True)]
        accounts = [a or b for a, b in zip(accounts, records.texts("wxid", known), strict=True)]
    return names, list(or_none(accounts))
