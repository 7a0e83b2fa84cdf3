"""WeChatDataAnalysis (LifeArchiveProject): text of one WeChat chat.

Layout, learnt from the exporter's source and a file that it writes::

    会话: 2501班工作群 (10000000001@chatroom)
    账号: wxid_li0000000001
    会话头像: media/avatars/…          also 时间范围: …, 消息类型: …
    导出时间: 2026-11-22T14:47:14
    <blank>
    [2025-09-01 08:00:05] [系统] "张磊"邀请"王五"加入了群聊
    [2025-09-01 08:02:00] 2501张磊(wxid_zhang00000002) [avatar=media/avatars/…]: body
    which goes on without a mark

What a reply quotes is not written. Behind links, transfers and files stand title, address and size.

Forged headers: nothing sets a header apart from a typed one. One by a stranger whose clock runs back is text,
and noted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..errors import Wording
from ..schema import Batch
from ._blocks import Headings, Messages, headings, notes_last, read_blocks
from ._clock import local_instants
from ._format import Format, Note
from ._notices import notice_columns, plain, understand
from ._placeholders import kind_of
from ._source import Head, Source
from ._wcda import HIDDEN, LACKS, NOTHING, PRIVATE, unsaid

# 会话: 2501班工作群 (10000000001@chatroom)␊账号: wxid_li0000000001␊导出时间: 2026-11-22T14:47:14␊␊
_PREAMBLE = re.compile(r"\A\n*会话: (.*)\n账号: .*\n(?:(?:会话头像|时间范围|消息类型): .*\n)*导出时间: .*\n")
# 2501班工作群 (10000000001@chatroom)
_CHAT = re.compile(r"(.*) \((\S+)\)")
# [2025-09-01 08:02:00] 2501张磊(wxid_zhang00000002): … · [2025-09-01 08:00:05] [系统] …
_HEADER = re.compile(
    r"(?:\A|(?<=\n))\[([0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2})\]"
    r" (\[系统\]|(?:[^\n]{0,200}?\([A-Za-z0-9_@.-]+\)|[A-Za-z0-9_@.-]{1,64}|未知)(?: \[avatar=[^\n]*?\])?:)"
    r"(?: |(?=\n)|\Z)"
)
# 2501张磊(wxid_zhang00000002) [avatar=media/avatars/1.jpg]: · wxid_zhang00000002:
_SENDER = re.compile(r"(?:(.*)\(([A-Za-z0-9_@.-]+)\)|([A-Za-z0-9_@.-]+))(?: \[avatar=.*\])?:")
_SYSTEM, _NOBODY = "[系统]", "未知:"


def recognises(head: Head) -> bool:
    """Return whether the text begins as the exporter writes it."""
    return _PREAMBLE.match(head.text) is not None


def parse(source: Source) -> Iterator[Batch | Note]:
    """Yield the messages in the order of the file."""
    return notes_last(_parts(source))


def _parts(source: Source) -> Iterator[Batch | Note]:
    preamble = _PREAMBLE.match(source.head.text)
    written = preamble[1] if preamble else ""
    found = _CHAT.fullmatch(written)
    chat, id_ = (found[1], found[2]) if found else (written, "")
    if written == HIDDEN:
        yield PRIVATE
    for part in read_blocks(source, _find, _PREAMBLE):
        if isinstance(part, Messages):
            yield from _messages(source, part, chat, id_ if id_.endswith("@chatroom") else None)
        else:
            yield part


def _find(text: str) -> Headings:
    found = headings(text, _HEADER)
    return found._replace(names=["" if name == _SYSTEM else name for name in found.names])


def _messages(source: Source, part: Messages, chat: str, id_: str | None) -> Iterator[Batch | Note]:
    speakers = {name: _speaker(name) for name in set(part.names)}
    notices = {row: plain(part.said[row]) for row, name in enumerate(part.names) if not name}
    texts = [notices.get(row, body) for row, body in enumerate(part.said)]
    kinds = ["unknown" if body == NOTHING else kind_of(body) for body in part.said]
    yield from unsaid(texts, part.lines)
    yield Batch(
        len(part.lines),
        {
            "platform": "wechat",
            "chat": chat,
            "chat_id": id_,
            "line": part.lines,
            "sent_at": local_instants(part.clock, source.zone),
            "time_quality": "second",
            "sender": [speakers[name][0] for name in part.names],
            "sender_id": [speakers[name][1] for name in part.names],
            "sender_role": ["unknown" if name else "system" for name in part.names],
            "text": texts,
            **notice_columns(kinds, {row: understand(sentence) for row, sentence in notices.items()}),
        },
    )


def _speaker(written: str) -> tuple[str, str | None]:
    """Return name and account of who stands before the colon."""
    found = _SENDER.fullmatch(written)
    if found is None or written == _NOBODY:
        return "", None
    return found[1] or found[3] or found[2], found[2] or found[3]


FORMAT = Format(
    name="wechat-wcda-txt",
    title=Wording("WeChatDataAnalysis 导出的文本", "text of WeChatDataAnalysis"),
    how_to_make=Wording(
        "WeChatDataAnalysis：导出 → 选择群聊 → 格式选 TXT（不要开隐私模式；建议选 JSON，内容更全）",
        "WeChatDataAnalysis: export → choose the group → TXT, not in privacy mode; JSON holds more",
    ),
    lacks=(
        Wording("回复引用的是什么", "what replies quote"),
        Wording(
            "链接、合并转发、红包、转账的类型",
            "that a message is a link, a forward, a red packet or a transfer",
        ),
        Wording(
            "消息与成员在正文里仿造的消息的区别（时间不倒退就分不出来）",
            "what tells a message from one that a member typed inside another, unless its clock runs back",
        ),
        *LACKS,
    ),
    recognises=recognises,
    parse=parse,
)
