"""QQ-History-Backup (Yiyiyimu and QQBackup; QQ for Android up to 8.9): a page of one chat.

Layout, learnt from the exporter's source, all in one line::

    <p align='left'><font color="blue"><b>【头衔】名(QQ号)</b></font>-----<font color="green">time</font></br>
        body</br></br></p>
    <p align='right'><font color="green">time</font>-----<font color="blue"><b>我</font></b></br>
        body</br></br></p>

Bodies are not escaped: a member can type all of this. A message by a stranger whose clock runs back is text,
and noted; other tags in bodies are kept as they are. The group's name and number stand in the file's name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..errors import Wording
from ..schema import Batch
from ._clock import Instants, iso_instants, second_or_none
from ._doubts import FORGED, UNEXPLAINED, doubts, untimed
from ._format import Format, Note
from ._headers import Flags
from ._notices import notice_columns
from ._passages import Passage, Strangers, passages
from ._placeholders import kind_of
from ._qq_senders import read_sender
from ._source import Head, Source

_STAMP = r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}"
_NAME = r"((?:(?!</?[bp]\b).)*)"
# <p align='left'><font color="blue"><b>王小明(4200000001)</b></font>-----<font color="green">2021-09-15 …
# <p align='right'><font color="green">2021-09-15 09:33:20</font>-----<font color="blue"><b>我</font></b></br>
_MESSAGE = re.compile(
    rf"""<p align='(?:left'><font color="blue"><b>{_NAME}</b></font>"""
    rf"""-----<font color="green">({_STAMP})</font>"""
    rf"""|right'><font color="green">({_STAMP})</font>-----<font color="blue"><b>{_NAME}</font></b>)</br>""",
    re.DOTALL,
)
_TAIL = re.compile(r"(?:</br>)*\s*(?:</p>)?\s*(?:</div>)?\s*(?:</body>)?\s*(?:</html>)?\s*\Z")
# <img src='./gif/14.gif' alt=14> · <img src='./emoticon1/emoji/14.png' alt=14>
_FACE = re.compile(r"<img src='[^'<>]*(?:gif|emoji|emoticon)[^'<>]*' alt=\w+>")
_PICTURE = re.compile(r"<img src=[^<>]*>")
_TAG = re.compile(r"<[^<>]*>")
# 群聊-教务工作群-4100000001.html
_FILE_NAME = re.compile(r"群聊-(.*)-([0-9]{5,12})")


def recognises(head: Head) -> bool:
    """Return whether nothing but tags stands before the first message."""
    found = _MESSAGE.search(head.text)
    return found is not None and not _TAG.sub("", head.text[: found.start()]).strip()


def parse(source: Source) -> Iterator[Batch | Note]:
    """Yield the messages in the order of the page."""
    strangers = Strangers()

    def refuse(begins: list[re.Match[str]]) -> Flags:
        return strangers.flags(_instants(begins, source), _names(begins))

    found = _FILE_NAME.match(source.path.name)
    chat = {"platform": "qq", "chat": found[1] if found else "", "chat_id": found[2] if found else None}
    for passage in passages(source, _MESSAGE, refuse):
        if top := _TAG.sub("", passage.top()).strip():
            yield from doubts(UNEXPLAINED, [passage.line])
            yield Batch(1, {**chat, "line": passage.line, "text": top, "kind": "unknown"})
        yield from doubts(FORGED, passage.lines(passage.refused))
        if passage.begins:
            yield from _batch(source, passage, strangers, chat)


def _batch(
    source: Source, passage: Passage, strangers: Strangers, chat: dict[str, str | None]
) -> Iterator[Batch | Note]:
    begins = passage.begins
    lines = passage.lines([begin.start() for begin in begins])
    names, instants = _names(begins), _instants(begins, source)
    strangers.hear(instants, names)
    senders = [read_sender(name) for name in names]
    texts = [_text(body) for body in passage.bodies()]
    yield from untimed(instants, lines)
    yield Batch(
        len(begins),
        {
            **chat,
            "line": lines,
            "sent_at": instants,
            "time_quality": second_or_none(instants),
            "sender": [sender.name for sender in senders],
            "sender_id": [sender.account for sender in senders],
            "sender_role": [sender.role for sender in senders],
            "text": texts,
            **notice_columns([_kind(text) for text in texts], {}),
        },
    )


def _names(begins: list[re.Match[str]]) -> list[str]:
    return [begin[1] if begin[1] is not None else begin[4] for begin in begins]


def _instants(begins: list[re.Match[str]], source: Source) -> Instants:
    return iso_instants([begin[2] or begin[3] for begin in begins], source.zone)


def _text(body: str) -> str:
    """Return a body without the exporter's own tags; those that a member typed stay."""
    return _PICTURE.sub("[图片]", _FACE.sub("[表情]", _TAIL.sub("", body)))


def _kind(text: str) -> str:
    return "image" if "[图片]" in text and not text.replace("[图片]", "").strip() else kind_of(text)


FORMAT = Format(
    name="qq-history-backup-html",
    title=Wording("QQ-History-Backup 导出的网页（安卓 QQ）", "page of QQ-History-Backup (QQ for Android)"),
    how_to_make=Wording(
        "QQ-History-Backup：选择 com.tencent.mobileqq 数据和群号 → 导出（只适用于 QQ 8.9 及以前）",
        "QQ-History-Backup: choose the data of com.tencent.mobileqq and the group → export (QQ up to 8.9)",
    ),
    lacks=(
        Wording("系统消息（邀请、移出、改名、撤回）", "notices: invitations, removals, renames, recalls"),
        Wording("本人的账号（写作“我”）", "the account of who exported: printed as 我"),
        Wording("被回复的内容、卡片和合并转发", "quotes, cards and merged forwards"),
        Wording("图片、语音、视频和文件里的内容", "what pictures, voices, videos and files contain"),
    ),
    recognises=recognises,
    parse=parse,
)
