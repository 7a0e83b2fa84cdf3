r"""QQNT_Export (Tealina28/QQNT_Export): messages of QQ NT's database as text; see ``_qqnt_export``.

::

    2025-09-15 09:33:20 教务-王小明
    [文本]
    body, over any number of lines, not escaped
    [表情]
    /微笑-14
    <blank>

A card prints ``[`` and 应 in two lines, an element that is not known ``None`` twice: nothing else is left.

A member can type all of this. A record follows a blank line, with a tag in its second line; one by a stranger
whose clock runs back is text. A tag behind a line that looks like the head of a record is text, too; what is
quoted stands first in its record, and a notice has nothing but tags of notices.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import zip_longest

from ..errors import Wording
from ..schema import Batch
from ._clock import iso_instants, second_or_none
from ._doubts import FORGED, UNEXPLAINED, doubts
from ._format import Format, Note
from ._headers import Flags
from ._notices import notice_columns
from ._passages import Passage, Strangers, passages
from ._qqnt_export import LACKS, QUOTED, TAGS, read_body, understood
from ._source import Head, Source

_STAMP = r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}"
# [文本] · [被引用的消息][文本] · the first half of a broken card: [ · an unknown element: None
_TAG = rf"(?:(?:\[被引用的消息\])?\[(?:{TAGS})\]|\[被引用的消息\]|\[|None)"
# 2025-09-15 09:33:20 教务-王小明\n[文本]\n各位老师好
_RECORD = re.compile(
    rf"(?:\A|\n\n)({_STAMP}) ([^\n]*(?:\n(?![\[\n])[^\n]+){{0,2}}?)"
    rf"(?=\n{_TAG}\n[^\n]|\n\n(?:{_STAMP} |\Z)|\n?\Z)"
)
_HEAD = re.compile(rf"{_STAMP} .*")
_TAG_LINE = re.compile(_TAG)
_PAIRS = {"[": "应", "None": "None"}  # what the exporter prints below


def recognises(head: Head) -> bool:
    """Return whether the text begins with a record: time and name, a tag, a value."""
    begin = _RECORD.match(head.text)
    return (
        begin is not None and _TAG_LINE.fullmatch(head.text[begin.end() + 1 :].partition("\n")[0]) is not None
    )


def parse(source: Source) -> Iterator[Batch | Note]:
    """Yield the messages in the order of the file."""
    strangers = Strangers()

    def refuse(begins: list[re.Match[str]]) -> Flags:
        return strangers.flags(iso_instants([begin[1] for begin in begins], source.zone), _names(begins))

    for passage in passages(source, _RECORD, refuse):
        if top := passage.top().strip("\n"):
            yield replace(UNEXPLAINED, line=passage.line)
            yield Batch(1, {"platform": "qq", "line": passage.line, "text": top, "kind": "unknown"})
        yield from doubts(FORGED, passage.lines(passage.refused))
        if passage.begins:
            yield from _batch(source, passage, strangers)


def _batch(source: Source, passage: Passage, strangers: Strangers) -> Iterator[Batch | Note]:
    begins = passage.begins
    lines = passage.lines([begin.start(1) for begin in begins])
    bodies = [read_body(_elements(body)) for body in passage.bodies()]
    texts, names, roles = [body.text for body in bodies], _names(begins), ["unknown"] * len(begins)
    instants = iso_instants([begin[1] for begin in begins], source.zone)
    strangers.hear(instants, names)
    notices = [row for row, body in enumerate(bodies) if body.kind == "system"]
    for row in notices:
        names[row], roles[row] = "", "system"
    events, notes = understood(texts, notices, lines)
    yield from notes
    yield Batch(
        len(begins),
        {
            "platform": "qq",
            "line": lines,
            "sent_at": instants,
            "time_quality": second_or_none(instants),
            "sender": names,
            "sender_role": roles,
            "text": texts,
            "quoted": [body.quoted for body in bodies],
            **notice_columns([body.kind for body in bodies], events),
        },
    )


def _names(begins: list[re.Match[str]]) -> list[str]:
    return [begin[2] for begin in begins]


def _elements(body: str) -> list[tuple[str, str]]:
    """Return tags and values of a record; a quote only where it stands first."""
    found: list[tuple[str, list[str]]] = []
    before = ""
    lines = body.strip("\n").split("\n")
    for line, after in zip_longest(lines, lines[1:], fillvalue=""):
        is_tag = (
            _TAG_LINE.fullmatch(line) and not _HEAD.fullmatch(before) and after == _PAIRS.get(line, after)
        )
        if is_tag and (not found or not line.startswith(QUOTED)):
            found.append((line, []))
        elif found:
            found[-1][1].append(line)
        elif line:
            found.append(("", [line]))
        before = line
    return [_mended(tag, "\n".join(values)) for tag, values in found]


def _mended(tag: str, value: str) -> tuple[str, str]:
    """Return tag and value; for a broken card and an unknown element without what the exporter put there."""
    if _PAIRS.get(tag) == value:
        return ("[应用消息]", "") if tag == "[" else ("", "")
    return tag, value


FORMAT = Format(
    name="qqnt-export-txt",
    title=Wording("QQNT_Export 导出的文本", "text of QQNT_Export"),
    how_to_make=Wording(
        "QQNT_Export：选择数据库和群 → 导出 TXT（output/group 文件夹；建议改选 JSON：有账号和卡片标题）",
        "QQNT_Export: choose the database and the group → export TXT (JSON has accounts and titles of cards)",
    ),
    lacks=(Wording("发送者的账号", "accounts of the senders"), *LACKS),
    recognises=recognises,
    parse=parse,
)
