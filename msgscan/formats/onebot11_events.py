"""Log of a bot: events of OneBot 11, one JSON object a line; see ``_onebot`` for what stands in them.

Notices are structured here: who invited or removed whom is told by accounts. The file is read twice, since
names stand behind the notices that need them, and so do the notices of messages that were taken back.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..errors import Wording
from ..schema import Batch
from ._format import Format, Note
from ._onebot import Reader
from ._source import Head, Source


def recognises(head: Head) -> bool:
    """Return whether the first line is an event, and the file is no single document."""
    return {"time", "self_id", "post_type"} <= head.first_line_paths


def parse(source: Source) -> Iterator[Batch | Note]:
    """Yield the events in the order of the file."""
    reader = Reader()
    for _, values in source.json_lines():
        reader.learn(values)
    for lines, values in source.json_lines():
        yield from reader.read(values, lines)


FORMAT = Format(
    name="onebot11-events",
    title=Wording("OneBot 11 机器人事件日志（JSONL）", "log of OneBot 11 events (JSON lines)"),
    how_to_make=Wording(
        "NapCat 等 QQ 机器人：把收到的事件逐行写入文件",
        "NapCat and other bots for QQ: write the events to a file, one a line",
    ),
    lacks=(
        Wording("系统通知里的名字（只有账号；名字取自同一文件的消息）", "names in notices: accounts only"),
        Wording("被回复的内容", "what a reply quotes"),
        Wording("机器人不在线时的消息", "messages while the bot was away"),
        Wording("图片、语音、视频和文件里的内容", "what pictures, voices, videos and files contain"),
    ),
    recognises=recognises,
    parse=parse,
)
