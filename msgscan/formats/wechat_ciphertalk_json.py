"""CipherTalk (密语, ILoveBingLu/CipherTalk): detailed JSON of one WeChat chat.

Layout, learnt from the exporter's source::

    {"exportInfo": {"version", "exportedAt", "generator": "CipherTalk", "format": "detailed-json"},
     "session": {"wxid", "displayName", "messageCount", …},
     "messages": [{"createTime" (s), "type": "文本消息", "localType": 1, "content", "rawContent", "isSend",
                   "senderUsername", "senderDisplayName", "groupNickname"?, "chatRecords"?: [{…}], …}]}

``content`` of notices is useless (``[系统消息]``, ``qrcode``, the number of the room): they are read from the
client's XML in ``rawContent``, as are the addresses of links and what replies quote. From the start of texts
the exporter cuts an English word and a colon (``VX:``); ``rawContent`` has it, behind the sender's account.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..errors import Wording
from ..schema import Batch
from ._app_messages import read_app_message
from ._format import Format, Note
from ._notices import Event, plain as without_buttons, understand
from ._qq_elements import joined, plain
from ._records import Object, Records
from ._source import Head, Source
from ._sysmsg import is_sysmsg, read_sysmsg
from ._weflow_records import read_messages

# wxid_wu0000000023:␊VX:abc123 - texts of others have their account before them
_PREFIX = re.compile(r"\A(?:wxid_[\w-]+|\w+@chatroom):\n")
_CARDS = frozenset({"link", "file", "reply", "announcement", "red_packet", "transfer", "video"})


def recognises(head: Head) -> bool:
    """Return whether the file is one JSON object with the exporter's keys."""
    return {"exportInfo.generator", "session.wxid"} <= head.json_paths


def parse(source: Source) -> Iterator[Batch | Note]:
    """Yield the messages in the order of the file."""
    return read_messages(source, _from_raw)


def _from_raw(
    records: Records, kinds: list[str], texts: list[str], quoted: list[str]
) -> dict[int, Event | None]:
    """Read what only the client's XML and the forwarded messages tell."""
    events: dict[int, Event | None] = {}
    forwards = records.lists("chatRecords")
    accounts = records.texts("senderUsername")
    for row, raw in enumerate(records.texts("rawContent")):
        if kinds[row] == "system":
            texts[row], events[row] = _notice(raw, texts[row])
        elif kinds[row] == "text":
            texts[row] = _whole(raw, accounts[row], texts[row])
        elif kinds[row] in _CARDS and (message := read_app_message(raw)):
            texts[row] = joined(texts[row], iter(message.said))
            quoted[row] = message.quoted or quoted[row]
        if forwards[row]:
            texts[row] = joined(texts[row], (_forwarded(each) for each in forwards[row]))
    return events


def _whole(raw: str, account: str, content: str) -> str:
    """Return a text with the word that the exporter cut from its start."""
    said = _PREFIX.sub("", raw.removeprefix(f"{account}:\n"), count=1)
    return said if said.endswith(content) else content


def _notice(raw: str, content: str) -> tuple[str, Event | None]:
    if is_sysmsg(raw):
        return read_sysmsg(raw)
    sentence = without_buttons(raw if raw and not raw.lstrip().startswith("<") else content)
    return sentence, understand(sentence)


def _forwarded(record: object) -> str:
    """Return a forwarded message as ``name: text``."""
    known: Object = record if isinstance(record, dict) else {"content": record}
    name = plain(known.get("senderDisplayName"))
    said = plain(known.get("content"))
    return f"{name}: {said}" if name else said


FORMAT = Format(
    name="wechat-ciphertalk-json",
    title=Wording("密语 CipherTalk 导出的 JSON", "JSON of CipherTalk"),
    how_to_make=Wording(
        "密语 CipherTalk：导出 → 选择群聊 → 格式选 JSON（详细）",
        "CipherTalk: export → choose the group → detailed JSON",
    ),
    lacks=(
        Wording("图片、语音、视频和文件里的内容", "what pictures, voices, videos and files contain"),
        Wording(
            "合并转发里的红包和群收款（导出工具不写）",
            "red packets inside merged forwards: the exporter leaves them out",
        ),
    ),
    recognises=recognises,
    parse=parse,
)
