r"""WeFlow (hicccc77/WeFlow, up to 5.0): text of one WeChat chat.

Layout, learnt from the exporter's source and files that it writes::

    2025-09-01 08:00:05 '2501班工作群'
    "张磊"邀请"王五"加入了群聊
    <blank>
    2025-09-01 08:02:00 '2501张磊'
    <line feed that nobody typed>
    body, which may hold blank lines and lines that look like headers
    <blank>

The room itself speaks the notices. A text that was received begins with a line feed of the exporter's.

Forged headers: a header follows a blank line and has a name in quotes. Since a body without text leaves two
blank lines behind its header, a header one blank line below another is the first line of that one's text. One
by a stranger whose clock runs back is text too, and noted. A message that lacks the line feed, by somebody
whose texts had it before, is noted as well: the exporter would have written it.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ..errors import Wording
from ..schema import Batch
from ._blocks import Headings, Messages, notes_last, read_blocks
from ._clock import local_instants
from ._doubts import doubts
from ._format import Format, Note
from ._headers import PLAIN, dated_headers
from ._placeholders import OPENERS
from ._source import Head, Source
from ._weflow import LACKS_NAMED, Body, Room, body_columns, read_body

_UNLIKE = Note(
    "unlike-exporter",
    Wording(
        "{count} 条消息缺少导出工具在收到的文字前留下的换行：可能是成员在正文里仿造的消息开头，请对照原群",
        "{count} messages lack the line feed that the exporter leaves before received texts: a member may "
        "have typed them into another message, please compare with the group",
    ),
)


def recognises(head: Head) -> bool:
    """Return whether the text begins with a header, and most of its headers have a name in quotes."""
    text = head.opening.lstrip("\n")
    found = _find(text)
    return found.start[:1] == [0] and len(found.start) > len(found.odd)


def parse(source: Source) -> Iterator[Batch | Note]:
    """Yield the messages in the order of the file."""
    return notes_last(_parts(source, _room(source)))


def _parts(source: Source, room: str) -> Iterator[Batch | Note]:
    receivers: set[str] = set()  # names whose texts began with a line feed
    for part in read_blocks(source, _find):
        if not isinstance(part, Messages):
            yield part
            continue
        bodies = list(map(read_body, part.said))
        columns, notes = body_columns(part.names, bodies, room, part.lines)
        yield from notes
        yield from _unlike(part, bodies, room, receivers)
        yield Batch(
            len(part.lines),
            {
                "platform": "wechat",
                "chat": room,
                "line": part.lines,
                "sent_at": local_instants(part.clock, source.zone),
                "time_quality": "second",
                **columns,
            },
        )


def _unlike(part: Messages, bodies: list[Body], room: str, receivers: set[str]) -> Iterator[Note]:
    """Yield the note on messages that the exporter would have written otherwise; learn whose are received."""
    rows: list[int] = []
    for row, (name, body) in enumerate(zip(part.names, bodies, strict=True)):
        if body.typed:
            receivers.add(name)
        elif name in receivers and name != room and body.kind == "text" and not body.text.startswith(OPENERS):
            rows.append(row)
    return doubts(_UNLIKE, [part.lines[row] for row in rows])


def _room(source: Source) -> str:
    """Return the name of the room, by the first notices: mostly they stand in the head."""
    text = source.head.text
    found = _find(text)
    room = Room()  # the head may end inside the last message, which is not listened to
    said = [text[a:b].rstrip("\n") for a, b in zip(found.body[:-1], found.start[1:], strict=True)]
    room.listen(found.names[:-1], said)
    if not room.name:
        for part in read_blocks(source, _find):
            if isinstance(part, Messages):
                room.listen(part.names, part.said)
    return room.name


def _find(text: str) -> Headings:
    found = dated_headers(text)
    names = found.names(text)
    sound = (found.style == PLAIN) & np.array([len(n) > 1 and n[0] == n[-1] == "'" for n in names], bool)
    for place in (np.flatnonzero(found.start[1:] == found.end[:-1] + 2) + 1).tolist():
        sound[place] &= not sound[place - 1]
    chosen = np.flatnonzero(sound).tolist()
    return Headings(
        found.start[sound].tolist(),
        (found.end[sound] + 1).tolist(),
        found.clock[sound],
        [names[place][1:-1] for place in chosen],
        found.start[~sound].tolist(),
    )


FORMAT = Format(
    name="wechat-weflow-txt",
    title=Wording("WeFlow 导出的文本", "text of WeFlow"),
    how_to_make=Wording("WeFlow：导出 → 选择群聊 → 格式选 TXT", "WeFlow: export → choose the group → TXT"),
    lacks=(
        Wording("群名和群号（群名只见于通知）", "name and number of the group, but for its notices"),
        *LACKS_NAMED,
        Wording("红包的祝福语", "greetings of red packets"),
    ),
    recognises=recognises,
    parse=parse,
)
