"""Messages of QQ Chat Exporter as columns, whatever file they stand in; ``qce_json`` tells their layout."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np

from ..errors import Wording
from ..schema import Batch, Values
from ._clock import Instants, epoch_instants, iso_instants, second_or_none
from ._doubts import declared
from ._format import Note
from ._gray_tips import Tip, read_items, read_tip
from ._notices import Event, notice_columns, understand
from ._placeholders import kind_of
from ._qce_elements import client_elements, elements
from ._qce_texts import bare_notices, group_number, is_bare, understand_drawn, without_quote
from ._qq_elements import KINDS, joined, plain, said
from ._records import Object, Records
from ._source import Head, Source

LACKS = (
    Wording("图片、语音、视频和文件里的内容", "what pictures, voices, videos and files contain"),
    Wording("成员的角色（群主、管理员）", "roles of the members"),
    Wording("是否按时间、关键词或成员筛选过", "whether it was filtered by time, words or members"),
)


class _Keys(NamedTuple):
    """What the two families of versions call the same things."""

    id: str
    seq: str
    kind: str
    recalled: str
    system: str


_CLEAN = _Keys("id", "seq", "type", "recalled", "system")
_RAW = _Keys("messageId", "messageSeq", "messageType", "isRecalled", "isSystemMessage")

# Versions 6 write words, 4 and 5 their own numbers, those with a rawMessage the client's numbers.
_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "text": "text", "file": "file", "video": "video", "audio": "voice", "forward": "forward",
        "reply": "reply", "json": "link", "system": "system",
        "type_1": "text", "type_3": "reply", "type_6": "voice", "type_7": "link", "type_8": "file",
        "type_9": "video", "type_11": "forward", "type_17": "location",
        "2": "text", "3": "file", "5": "system", "6": "voice", "7": "video", "8": "forward", "9": "reply",
        "10": "red_packet", "11": "link",
    }
)  # fmt: skip

# [图片: 0A1B.jpg] · [图片:0A1B.jpg] · [表情: 捂脸]
_PICTURE = re.compile(r"\[(?:图片|表情|动画表情)(?:[:：][^\]]*)?\]")
_LONGEST_SEQ = 15  # digits; more is no number of a message

_GAPS = Note(
    "gaps",
    Wording(
        "消息序号缺 {count} 个：可能只导出了一部分（按时间、关键词或成员筛选），也可能有消息被撤回或未同步",
        "{count} message numbers are missing: maybe only a part was exported (by time, words or members), "
        "or messages were recalled or never received",
    ),
)


def is_manifest(head: Head) -> bool:
    """Return whether a file is a manifest of chunks; the key that tells may stand behind many senders."""
    keys = head.json_paths
    if not {"metadata", "chatInfo", "statistics"} <= keys:
        return False
    return "chunked" in keys or ("messages" not in keys and head.name == "manifest.json")


@dataclass
class _Chunk:
    """What the steps of reading a chunk hand on; one entry a row."""

    records: Records
    texts: list[str]
    kinds: list[str]
    quoted: list[str]
    notices: dict[int, Event | None]


class Reader:
    """What goes from chunk to chunk: how many rows there were, who has spoken, which numbers were used."""

    def __init__(self, source: Source, outer: Object, *, chunked_jsonl: bool = False) -> None:
        info = outer.get("chatInfo")
        info = info if isinstance(info, dict) else {}
        number = plain(info.get("peerUid")) or group_number(source.path) or ""
        self._source = source
        self._chunked_jsonl = chunked_jsonl
        self._chat = plain(info.get("name"))
        self._chat_id = number if number.isdecimal() else None
        self._group = info.get("type") == "group"
        self._rows = 0
        self._accounts: dict[str, str | None] = {}
        self._seqs: list[np.ndarray[Any, np.dtype[np.int64]]] = []

    def read(self, values: list[Any]) -> Iterator[Batch | Note]:
        """Yield a chunk of messages as a batch, and its notes."""
        records = Records(values)
        records.require("content")
        keys = _RAW if any("messageId" in each for each in records.objects) else _CLEAN
        sender, content = records.parts("sender"), records.parts("content")
        system = records.flags(keys.system)
        kinds = [_KINDS.get(kind, "text") for kind in records.texts(keys.kind)]
        chunk = _Chunk(records, records.texts("text", content), kinds, [""] * len(values), {})
        uids, accounts = records.texts("uid", sender), _accounts(records.texts("uin", sender))
        self._learn(uids, accounts)
        self._look_into(
            chunk, elements(records, content) if keys is _CLEAN else client_elements(records, content)
        )
        for row, (kind, flag) in enumerate(zip(chunk.kinds, system, strict=True)):
            if flag or kind == "system":
                chunk.notices.setdefault(row, None)
        yield from self._bare(chunk)
        instants = _instants(records, self._source)
        lines = range(self._rows + 1, self._rows + 1 + len(values))
        names = _names(records, sender, keys)
        message_ids, recalled = records.texts(keys.id), records.flags(keys.recalled)
        self._seqs.append(_numbers(records.texts(keys.seq)))
        records.expose(chunk.kinds, chunk.texts, chunk.notices)
        yield from records.notes(lines)
        columns = self._who(names, accounts, chunk.notices)
        columns.update(
            {
                "platform": "qq",
                "chat": self._chat,
                "chat_id": self._chat_id,
                "line": list(lines),
                "message_id": [each or None for each in message_ids],
                "sent_at": instants,
                "time_quality": second_or_none(instants),
                "text": chunk.texts,
                "quoted": chunk.quoted,
                "recalled": recalled,
                **notice_columns(chunk.kinds, chunk.notices),
            }
        )
        yield Batch(len(values), columns)
        self._rows += len(values)

    def close(self, outer: Object) -> Iterator[Note]:
        """Yield the notes on the file as a whole."""
        seqs = np.unique(np.concatenate([np.array([], np.int64), *self._seqs]))
        missing = int(seqs[-1] - seqs[0]) + 1 - len(seqs) if len(seqs) else 0
        if missing and self._group:
            yield replace(_GAPS, count=missing)
        statistics = outer.get("statistics")
        yield from declared(
            statistics.get("totalMessages") if isinstance(statistics, dict) else None, self._rows
        )

    def _learn(self, uids: list[str], accounts: list[str | None]) -> None:
        """Remember which account an internal id has, as notices give the id only.

        Who speaks for the first time in a later chunk is not known yet: such notices keep the name only.
        """
        for uid, account in set(zip(uids, accounts, strict=True)):
            if account is not None:
                known = self._accounts.setdefault(uid, account)
                self._accounts[uid] = account if known == account else None

    def _look_into(self, chunk: _Chunk, elements: list[tuple[int, str, Object]]) -> None:
        """Read the elements that the text does not tell: quotes, cards, forwards, notices."""
        texts, kinds = chunk.texts, chunk.kinds
        for row, kind, data in elements:
            if kind == "system":
                tip = self._tip(data, texts[row])
                chunk.notices[row] = tip.event
                texts[row] = tip.sentence
            elif kind == "reply":
                texts[row], chunk.quoted[row] = without_quote(
                    texts[row], plain(data.get("senderName")), plain(data.get("content"))
                )
                kinds[row] = "reply"
            else:
                texts[row] = joined(texts[row], said(kind, data))
                if kinds[row] == "text":
                    kinds[row] = _refined(kind, texts[row])
        for row, text in enumerate(texts):
            if kinds[row] == "text" and text[:1] in ("[", "【"):
                kinds[row] = kind_of(text)

    def _tip(self, data: Object, text: str) -> Tip:
        """Return a notice, by the client's data before the exporter's items before its sentence."""
        original = data.get("originalData")
        tip = read_tip(original, self._accounts) if isinstance(original, dict) else None
        tip = tip or read_items(data.get("items"), self._accounts)
        sentence = "" if is_bare(text) else text
        if tip is None:
            return Tip(understand(text), text)
        return Tip(tip.event or understand(sentence), sentence or tip.sentence)

    def _bare(self, chunk: _Chunk) -> Iterator[Note]:
        """Understand the notices that have but a sentence, and count those that have none."""
        untold = [row for row, event in chunk.notices.items() if event is None]
        chunk.notices.update((row, understand_drawn(chunk.texts[row])) for row in untold)
        lines = range(self._rows + 1, self._rows + 1 + len(chunk.texts))
        yield from bare_notices(chunk.texts, sorted(untold), lines, chunked_jsonl=self._chunked_jsonl)

    def _who(
        self, names: list[str], accounts: list[str | None], notices: Mapping[int, object]
    ) -> dict[str, Values]:
        """Return the columns of the sender; nobody sends a notice."""
        roles = ["unknown"] * len(names)
        for row in notices:
            names[row], accounts[row], roles[row] = "", None, "system"
        return {"sender": names, "sender_id": accounts, "sender_role": roles}


def _accounts(uins: list[str]) -> list[str | None]:
    return [uin if uin not in ("", "0") else None for uin in uins]


def _names(records: Records, sender: list[Object], keys: _Keys) -> list[str]:
    """Return the display names: the card in this group before the name that the exporter chose."""
    cards = records.texts("groupCard", sender)
    if keys is _RAW:
        cards = records.texts("sendMemberName", records.parts("rawMessage"))
    names = [card or name for card, name in zip(cards, records.texts("name", sender), strict=True)]
    if all(names):
        return names
    return [name or nick for name, nick in zip(names, records.texts("nickname", sender), strict=True)]


def _instants(records: Records, source: Source) -> Instants:
    times = records.numbers("timestamp")
    instants = epoch_instants(times)
    lacking = np.flatnonzero(np.isnat(instants)).tolist()
    if lacking:
        instants[lacking] = iso_instants([times[row] for row in lacking], source.zone)
    return instants


def _refined(element: str, text: str) -> str:
    """Return the kind of a message that the exporter calls a text, by one of its elements."""
    kind = KINDS.get(element, "text")
    return kind if kind not in ("image", "sticker") or not _PICTURE.sub("", text).strip() else "text"


def _numbers(seqs: list[str]) -> np.ndarray[Any, np.dtype[np.int64]]:
    return np.array(
        [int(seq) for seq in seqs if seq.isdecimal() and len(seq) <= _LONGEST_SEQ and seq != "0"], np.int64
    )
