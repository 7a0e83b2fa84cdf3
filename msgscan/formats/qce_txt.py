"""QQ Chat Exporter (shuakami/qq-chat-exporter, versions 4 to 6): text.

Layout, learnt from the exporter's source and from files that its versions 4.10, 5.5 and 6 write::

    [QQChatExporter V5 / https://github.com/shuakami/qq-chat-exporter]
    …
               QQ聊天记录导出文件
    …
    聊天名称: 教务工作群
    聊天类型: 群聊
    参与人数: 4                         not in version 6
    导出时间: 2025-09-15 18:00:00
    消息总数: 14
    时间范围: …
    <blank> <blank>
    [教务处] 教务-王小明:               the title in this group: version 6 only
    时间: 2025-09-15 09:33:20
    内容: body, over any number of lines, not escaped
    资源: 1 个文件                      these three only where there are any
      - image: 0A1B.jpg
    提及: 李华, 赵磊
    回复: 09-15 09:33 李华 - the quoted message, over any number of lines
    <blank> <blank>
    …
    <blank>
    ===============================================
                  导出完成
    ===============================================
    总计导出 14 条消息
    导出时间: …

A nickname may hold line ends. All versions call themselves V4 or V5.

A member can type any of these lines. A record begins behind two blank lines with all of its first three
lines; where there are more records than the file declares, one by a stranger whose clock runs back is text,
and noted. See ``_qce_txt_bodies`` for the lines behind a body.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import compress, islice

import numpy as np

from ..errors import Wording
from ..schema import Batch
from ._clock import Instants, iso_instants, second_or_none
from ._doubts import FORGED, NO_TIME, UNEXPLAINED, declared, doubts
from ._format import Format, Note
from ._headers import Flags
from ._notices import notice_columns
from ._passages import Passage, Strangers, believe, passages
from ._qce_texts import (
    bare_notices,
    group_number,
    is_bare,
    understand_drawn,
)
from ._qce_txt_bodies import read_body
from ._source import Head, Source

_SIGNATURE = "[QQChatExporter V"
_TITLE = "QQ聊天记录导出文件"
_TITLE_WITHIN = 8  # lines

# \n\n\n教务-王小明:\n时间: 2025-09-15 09:33:20\n内容: 各位老师好
_RECORD = re.compile(r"\n\n\n((?:[^\n]+\n){0,3}?[^\n]*):\n时间: ([^\n]*)\n内容: ?")
# The chat's name and such: 聊天名称: 教务工作群
_FACT = re.compile(r"^(聊天名称|聊天类型|参与人数|导出时间|消息总数|时间范围): (.*)$", re.MULTILINE)
# ====\n              导出完成\n====\n总计导出 14 条消息\n导出时间: 2025-09-15 18:00:00
_FOOTER = re.compile(
    r"\n*^=+\n +导出完成\n=+\n总计导出 ([0-9]{1,12}) 条消息\n导出时间: .*\n*\Z", re.MULTILINE
)
# [教务处] 教务-王小明
_TAGGED = re.compile(r"\[[^\]\n]*\] (?=.)")
_NOTICE_BY_NAME = "系统消息"  # version 6
_NOTICE_BY_NUMBER = "0"  # versions 4 and 5, which have nothing but the number of a notice's kind

_SIGNED = 2  # lines at the top: who made the file
_BEFORE_FOOTER = 100  # characters from the footer's first to its words
_DIGITS = 12

_CUT = Note(
    "cut",
    Wording(
        "文件末尾没有“导出完成”：可能没有导出完，或复制时被截断",
        "the file does not end with 导出完成: maybe the export did not finish, or the file was cut",
    ),
)


def recognises(head: Head) -> bool:
    """Return whether the file begins with the exporter's signature and its title."""
    lines = list(islice(head.lines(), _TITLE_WITHIN))
    return lines[0].startswith(_SIGNATURE) and any(line.strip() == _TITLE for line in lines)


def parse(source: Source) -> Iterator[Batch | Note]:
    """Yield the messages in the order of the file."""
    reader = _Reader(source)
    for passage in passages(source, _RECORD, reader.refuse):
        yield from reader.read(passage)
    yield from declared(reader.total, reader.rows)


class _Reader:
    """What goes from passage to passage: what the file says of itself, and who has spoken so far.

    Attributes
    ----------
    total : int, optional
        How many messages the file declares.
    rows : int
        How many were read.
    """

    def __init__(self, source: Source) -> None:
        begin = _RECORD.search(source.head.text)
        facts = dict(_FACT.findall(source.head.text[: begin.start() if begin else None]))
        total = facts.get("消息总数", "")
        found = sum(len(passage.begins) for passage in passages(source, _RECORD))
        self.total = int(total) if total.isdecimal() and len(total) <= _DIGITS else None
        self.rows = 0
        self._source = source
        self._chat = {
            "platform": "qq",
            "chat": facts.get("聊天名称", ""),
            "chat_id": group_number(source.path),
        }
        self._tagged = "参与人数" not in facts  # version 6, which alone writes titles, does not count them
        self._surplus = self.total is not None and found > self.total
        self._strangers = Strangers()

    def refuse(self, begins: list[re.Match[str]]) -> Flags:
        """Return which records a member typed; none when there are no more than the file declares."""
        if not self._surplus:
            return believe(begins)
        return self._strangers.flags(self._instants(begins), [begin[1] for begin in begins])

    def read(self, passage: Passage) -> Iterator[Batch | Note]:
        """Yield a passage as a batch, and its notes."""
        if passage.last:
            passage, complete = _without_footer(passage)
            if not complete:
                yield _CUT
        yield from self._unexplained(passage)
        yield from doubts(FORGED, passage.lines(passage.refused))
        if passage.begins:
            yield from self._batch(passage)

    def _batch(self, passage: Passage) -> Iterator[Batch | Note]:
        begins = passage.begins
        lines = [line + 3 for line in passage.lines([begin.start() for begin in begins])]
        said = list(map(read_body, passage.bodies()))
        names = [begin[1] for begin in begins]
        notices = [row for row, name in enumerate(names) if self._is_notice(name, said[row].text)]
        instants = self._instants(begins)
        yield from bare_notices([body.text for body in said], notices, lines)
        yield from doubts(NO_TIME, list(compress(lines, np.isnat(instants).tolist())))
        self._strangers.hear(instants, names)
        self.rows += len(begins)
        roles = ["unknown"] * len(begins)
        for row in notices:
            names[row], roles[row] = "", "system"
        columns = notice_columns(
            [body.kind for body in said], {row: understand_drawn(said[row].text) for row in notices}
        )
        yield Batch(
            len(begins),
            {
                **self._chat,
                "line": lines,
                "sent_at": instants,
                "time_quality": second_or_none(instants),
                "sender": [_TAGGED.sub("", name, count=1) for name in names] if self._tagged else names,
                "sender_role": roles,
                "text": [body.text for body in said],
                "quoted": [body.quoted for body in said],
                **columns,
            },
        )

    def _is_notice(self, name: str, text: str) -> bool:
        """Return whether a record is a notice; a member may be called 0, but hardly says [12] then."""
        return name == _NOTICE_BY_NAME or (name == _NOTICE_BY_NUMBER and is_bare(text))

    def _instants(self, begins: list[re.Match[str]]) -> Instants:
        return iso_instants([begin[2] for begin in begins], self._source.zone)

    def _unexplained(self, passage: Passage) -> Iterator[Batch | Note]:
        """Yield what stands before the first record, and is not what the exporter writes there, as a row."""
        lines = passage.top().split("\n")
        kept = [line for number, line in enumerate(lines, passage.line) if not _is_head(number, line)]
        if kept:
            yield replace(UNEXPLAINED, line=passage.line)
            yield Batch(1, {**self._chat, "line": passage.line, "text": "\n".join(kept), "kind": "unknown"})


def _is_head(number: int, line: str) -> bool:
    """Return whether a line is one that the exporter writes above the records."""
    bare = line.strip()
    signature = number <= _SIGNED and line.startswith("[")
    return signature or not bare.strip("=") or bare == _TITLE or _FACT.match(line) is not None


def _without_footer(passage: Passage) -> tuple[Passage, bool]:
    """Return the last passage without the lines behind its last record, and whether they are there."""
    footer = _FOOTER.search(passage.text, max(passage.text.rfind("导出完成") - _BEFORE_FOOTER, 0))
    return (passage._replace(text=passage.text[: footer.start()]), True) if footer else (passage, False)


FORMAT = Format(
    name="qce-txt",
    title=Wording("QQ Chat Exporter 导出的文本", "text of QQ Chat Exporter"),
    how_to_make=Wording(
        "QQ Chat Exporter（qq-chat-exporter）：选择群 → 导出 → 格式选 TXT（建议改选 JSON：信息更全）",
        "QQ Chat Exporter (qq-chat-exporter): choose the group → export → TXT (JSON holds more)",
    ),
    lacks=(
        Wording("发送者的账号", "accounts of the senders"),
        Wording("卡片和合并转发里的内容", "what cards and merged forwards say"),
        Wording("消息是否被撤回", "whether a message was taken back"),
        Wording("名叫“系统消息”的成员与系统通知的区别", "what tells a member called 系统消息 from a notice"),
        Wording(
            "系统通知里的账号；4 和 5 版没有通知的内容",
            "accounts in notices; versions 4 and 5: any words of notices",
        ),
        Wording("是否按时间、关键词或成员筛选过", "whether it was filtered by time, words or members"),
    ),
    recognises=recognises,
    parse=parse,
)
