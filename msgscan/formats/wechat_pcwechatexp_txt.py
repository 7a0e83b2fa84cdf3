"""WeChat: text written by pc_wechat_exp (sunhanaix/pc_wechat_exp, up to 2.3).

Layout, learnt from the exporter's source::

    联系人: 2501班工作群
    微信号: 10000000001@chatroom
    导出时间: 2026-09-20 09:00:00
    起始: … · 结束: … · 关键词: …             only where the person who exports asked for it
    消息数: 4
    ======================================================================
    <blank>
    [2025-09-01 08:00:05] [系统消息] 系统消息: [系统消息] "张磊"邀请"王五"加入了群聊
    [2025-09-01 08:01:00] 我: body, over any number of lines
    [2025-09-01 08:06:00] [图片] wxid_wang000000003: [图片]

The type stands before the name, but for texts. Names are accounts where the exporter knew no better. Notices
are sentences, or WeChat's own XML. No blank line parts the messages: see ``_spoken`` for typed openings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from ..errors import Wording
from ..schema import Batch
from ._doubts import declared
from ._format import Format, Note
from ._passages import Passage
from ._placeholders import kind_of, kind_of_word
from ._source import Head, Source
from ._spoken import DAY, SECOND, Layout, Matches, columns, read_log, unexplained
from ._sysmsg import read_notice
from ._wall_clocks import Clocks, printed_clocks

# 联系人: 2501班工作群\n微信号: 10000000001@chatroom\n导出时间: 2026-09-20 09:00:00\n消息数: 4\n=====
_TOP = re.compile(
    r"\A联系人: (.*)\n微信号: (.*)\n导出时间: .*\n((?:(?:起始|结束|关键词): .*\n)*)消息数: ([0-9]{1,9})\n=+\n"
)
# [2025-09-01 08:06:00] [图片] wxid_wang000000003: [图片] · [2025-09-01 08:01:00] ID:7: 同学们好
_OPENING = re.compile(rf"^\[({DAY} {SECOND})\] (?:\[([^\]\s]{{1,12}})\] )?(ID:[0-9]+|.*?): ?", re.MULTILINE)
# wxid_zhang00000002 · wxid_zhang00000002_10e8
_ACCOUNT = re.compile(r"(?:wxid_|gh_)\w+")
# Before the sentence of a notice: [系统消息] "张磊"邀请… · [系统] "张磊" 撤回了一条消息
_NOTICE_MARK = re.compile(r"\[系统(?:消息)?\] ?")
_NOBODY = "系统消息"

_PART = "filtered"


def recognises(head: Head) -> bool:
    """Return whether the file begins with the exporter's lines on the chat."""
    return _TOP.match(head.text) is not None


def parse(source: Source) -> Iterator[Batch | Note]:
    """Yield the messages in the order of the file."""
    top = _TOP.match(source.head.text)
    chat, account, asked, total = top.groups() if top else ("", "", "", "")
    layout = Layout(_OPENING, _clocks, _name, partial(_batch, source, chat, account), _below_top)
    rows = 0
    for part in read_log(source, layout):
        rows += part.size if isinstance(part, Batch) else 0
        yield part
    if asked:
        said = "、".join(asked.split("\n")[:-1])
        yield Note(
            _PART,
            Wording(
                f"只导出了一部分消息（{said}）：其余的没有检查",
                f"only a part of the messages was exported ({said}): the rest was not scanned",
            ),
        )
    yield from declared(int(total) if total else None, rows)


def _below_top(text: str, line: int) -> Iterator[Batch | Note]:
    return unexplained(_TOP.sub("", text), line)


def _clocks(openings: Matches) -> Clocks:
    return printed_clocks([opening[1] for opening in openings])


def _name(opening: re.Match[str]) -> str:
    return "" if _is_notice(opening) else opening[3]


def _is_notice(opening: re.Match[str]) -> bool:
    """Return whether the exporter calls it a notice: texts have no type, whatever a member is called."""
    return opening[2] is not None and ("系统" in opening[2] or opening[3] == _NOBODY)


def _batch(source: Source, chat: str, account: str, passage: Passage, clocks: Clocks) -> Iterator[Batch]:
    texts = [body.strip("\n") for body in passage.bodies()]
    notices = {
        row: read_notice(_NOTICE_MARK.sub("", texts[row], count=1))
        for row, opening in enumerate(passage.begins)
        if _is_notice(opening)
    }
    names = [opening[3] for opening in passage.begins]
    kinds = [_kind(opening[2], text) for opening, text in zip(passage.begins, texts, strict=True)]
    shared = columns(source, passage, clocks, names=names, kinds=kinds, notices=notices, texts=texts)
    accounts = [
        name if row not in notices and _ACCOUNT.fullmatch(name) else None for row, name in enumerate(names)
    ]
    room = account if account.endswith("@chatroom") else None
    yield Batch(len(names), {**shared, "chat": chat, "chat_id": room, "sender_id": accounts})


def _kind(type_: str | None, body: str) -> str:
    """Return the kind of a message: texts have no type, so what looks like a placeholder there was typed."""
    if type_ is None:
        return "text"
    kind = kind_of(body)
    kind = kind if kind != "text" else kind_of_word(type_)
    return kind if kind != "text" else "unknown"


FORMAT = Format(
    name="wechat-pcwechatexp-txt",
    title=Wording("pc_wechat_exp 导出的文本", "text of pc_wechat_exp"),
    how_to_make=Wording(
        "pc_wechat_exp：选择群聊 → 导出 → TXT", "pc_wechat_exp: choose the group → export → TXT"
    ),
    lacks=(
        Wording("部分成员的名字（写的是 wxid）", "names of some members: their accounts are written instead"),
        Wording("导出者自己的账号（写的是“我”）", "the account of who exports: 我 is written instead"),
        Wording(
            "回复引用了谁、转发的内容、文件名、链接地址",
            "what a reply quotes, what was forwarded, names of files, addresses of links",
        ),
        Wording("图片、语音和视频的内容", "contents of pictures, voices and videos"),
        Wording(
            "消息之间的界线（正文里手打的消息开头分不出来）",
            "where a message ends: a typed opening looks like a real one",
        ),
    ),
    recognises=recognises,
    parse=parse,
)
