"""WeCom (企业微信): messages of the paid archive (会话内容存档), as the official interface gives them.

An array of objects, or one object a line; from the interface's documentation::

    {"msgid": "CAQQ…", "action": "send", "from": "li", "tolist": ["zhang"], "roomid": "wrjc…",
     "msgtime": 1756684860000, "msgtype": "text", "text": {"content": "收到"}}

``msgtime`` counts milliseconds, that of forwarded messages seconds. What a message says stands under the name
of its type, of some types under ``info`` or ``doc``. ``revoke`` takes back the message ``pre_msgid``;
``switch`` is no message but a log that somebody changed companies.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from ..errors import Wording
from ..schema import Batch
from ._clock import epoch_instants, second_or_none
from ._doubts import untimed
from ._format import Format, Note
from ._json import maybe_whole
from ._notices import Event, notice_columns
from ._records import Records
from ._source import Head, Source

_KEYS = frozenset({"msgid", "action"})
_TALK = frozenset({"msgtype", "user"})  # of messages, and of the log of switches

_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "text": "text", "image": "image", "voice": "voice", "video": "video", "card": "card",
        "location": "location", "emotion": "sticker", "file": "file", "link": "link", "weapp": "link",
        "chatrecord": "forward", "todo": "text", "vote": "text", "collect": "text", "redpacket": "red_packet",
        "external_redpacket": "red_packet", "meeting": "text", "docmsg": "link", "markdown": "text",
        "news": "link", "calendar": "text", "mixed": "text", "meeting_voice_call": "call",
        "voip_doc_share": "file", "voiptext": "call", "sphfeed": "video", "qydiskfile": "file",
        "solitaire": "text", "note": "text",
    }
)  # fmt: skip
_RECALL, _SWITCH = "revoke", "switch"
# "revoke": {"pre_msgid": "CAQ0014"}
_RECALLED = re.compile(r'"pre_msgid" ?: ?"([^"\\]{1,200})"')
_RECALLED_LONGEST = 300  # characters
_CONSENT = frozenset({"agree", "disagree"})
_ELSEWHERE: Mapping[str, str] = MappingProxyType({"markdown": "info", "news": "info", "docmsg": "doc"})
# What people see of a message, wherever in its payload.
_SAID = frozenset(
    {
        "content", "title", "description", "link_url", "url", "filename", "address", "displayname", "wish",
        "topic", "remarks", "votetitle", "voteitem", "feed_desc", "sph_name", "ques", "room_name", "corpname",
        "place", "digest",
    }
)  # fmt: skip
_FRAME = frozenset({"item", "type", "msgtime", "from_chatroom"})  # of forwarded and mixed messages
_DEEPEST = 20

_SWITCHES = Note(
    "switches",
    Wording(
        "{count} 条是切换企业的日志，不是消息，未检查",
        "{count} records are logs of a switch between companies, no messages: not scanned",
    ),
)


def recognises(head: Head) -> bool:
    """Return whether the file is an array of the interface's objects, or has one in its first line."""
    paths = head.json_paths
    if paths and head.text.lstrip().startswith("["):
        paths = frozenset(path.removeprefix("item.") for path in paths)
    else:
        paths = head.first_line_paths
    return paths >= _KEYS and bool(paths & _TALK)


def parse(source: Source) -> Iterator[Batch | Note]:
    """Yield the messages in the order of the file."""
    recalled = _recalled(source)
    for lines, values in _chunks(source):
        said = [row for row, value in enumerate(values) if not _is_switch(value)]
        if len(said) < len(values):
            first = next(row for row, value in enumerate(values) if _is_switch(value))
            yield Note(_SWITCHES.code, _SWITCHES.wording, lines[first], len(values) - len(said))
        if said:
            yield from _read([values[row] for row in said], [lines[row] for row in said], recalled)


def _recalled(source: Source) -> set[str]:
    """Return the ids of messages that were taken back; in what a member typed, quotes are escaped."""
    found: set[str] = set()
    rest = ""
    for piece in source.pieces():
        text = rest + piece
        found.update(_RECALLED.findall(text))
        rest = text[-_RECALLED_LONGEST:]
    return found


def _chunks(source: Source) -> Iterator[tuple[list[int], list[Any]]]:
    """Yield the records in chunks: their lines, or numbers in an array, and what they hold."""
    if not source.head.text.lstrip().startswith("["):
        yield from source.json_lines()
        return
    rows = 0
    for values in source.json_document("")[1]:
        yield list(range(rows + 1, rows + 1 + len(values))), values
        rows += len(values)


def _is_switch(value: object) -> bool:
    return isinstance(value, dict) and value.get("action") == _SWITCH


def _read(values: list[Any], lines: Sequence[int], recalled: set[str]) -> Iterator[Batch | Note]:
    records = Records(values)
    for key in ("msgid", "from", "msgtime", "msgtype"):
        records.require(key)
    types, accounts = records.texts("msgtype"), records.texts("from")
    payloads = [
        each.get(type_, each.get(_ELSEWHERE.get(type_, type_)))
        for each, type_ in zip(records.objects, types, strict=True)
    ]
    texts = list(map(_told, payloads))
    kinds = [_KINDS.get(type_, "unknown") for type_ in types]
    notices: dict[int, Event | None] = {}
    for row, type_ in enumerate(types):
        if type_ == _RECALL:
            notices[row] = Event("recall", accounts[row] or None, None, accounts[row] or None)
        elif type_ in _CONSENT:
            notices[row] = None
    rooms, ids = records.texts("roomid"), records.texts("msgid")
    instants = epoch_instants(records.numbers("msgtime"))
    records.expose(kinds, texts, notices)
    yield Batch(
        len(values),
        {
            "platform": "wecom",
            "line": list(lines),
            "chat_id": [room or None for room in rooms],
            "message_id": [each or None for each in ids],
            "sent_at": instants,
            "time_quality": second_or_none(instants),
            "sender": ["" if row in notices else account for row, account in enumerate(accounts)],
            "sender_id": [
                None if row in notices else account or None for row, account in enumerate(accounts)
            ],
            "sender_role": ["system" if row in notices else "unknown" for row in range(len(values))],
            "text": texts,
            "recalled": [bool(each) and each in recalled for each in ids],
            **notice_columns(kinds, notices),
        },
    )
    yield from records.notes(lines)
    yield from untimed(instants, lines)


def _told(payload: object) -> str:
    """Return what a message says, a line each; nothing twice."""
    if isinstance(payload, dict) and payload.keys() == {"content"} and isinstance(payload["content"], str):
        return payload["content"]
    return "\n".join(dict.fromkeys(filter(None, _words(payload))))


def _words(payload: object, depth: int = 0) -> Iterator[str]:
    """Yield what people see of a payload; forwarded and mixed messages hold theirs as JSON in a text."""
    parts = payload if isinstance(payload, list) else [payload]
    for part in parts:
        if not isinstance(part, dict) or depth > _DEEPEST:
            continue
        for key, value in part.items():
            if isinstance(value, dict | list) and key not in _SAID:
                yield from _words(value, depth + 1)
            elif key in _SAID:
                yield from _said(value, depth)


def _said(value: object, depth: int) -> Iterator[str]:
    if isinstance(value, list):
        for each in value:
            yield from _said(each, depth + 1) if depth < _DEEPEST else ()
    elif isinstance(value, dict):
        yield from _words(value, depth + 1)
    elif isinstance(value, str) and value.startswith("{") and depth:
        yield from _inner(value, depth)
    elif isinstance(value, str):
        yield value


def _inner(text: str, depth: int) -> Iterator[str]:
    """Yield what JSON of WeCom in a text says; JSON that a member typed may hide words, so it is a text."""
    value = maybe_whole(text)
    known = isinstance(value, dict) and value.keys() <= _SAID | _FRAME
    yield from _words(value, depth + 1) if known else [text]


FORMAT = Format(
    name="wechat-wecom-archive",
    title=Wording("企业微信会话内容存档（接口返回的 JSON）", "archive of WeCom (JSON of its interface)"),
    how_to_make=Wording(
        "企业微信管理后台开通“会话内容存档”，由 IT 人员用官方接口取回后存成 JSON 或 JSONL",
        "WeCom's paid archive: let IT fetch the messages by the official interface, as JSON or JSON lines",
    ),
    lacks=(
        Wording("成员和群的名字（只有账号和群号）", "names of members and groups: accounts and numbers only"),
        Wording("入群、退群、改名等通知", "notices of joining, leaving, renaming"),
        Wording("引用了谁", "whom a reply quotes"),
        Wording("图片、语音、视频和文件里的内容", "what pictures, voices, videos and files contain"),
    ),
    recognises=recognises,
    parse=parse,
)
