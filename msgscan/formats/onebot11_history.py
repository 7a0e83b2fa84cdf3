"""Answer of a OneBot 11 bot to ``get_group_msg_history``, saved as JSON; see ``_onebot``.

::

    {"status": "ok", "retcode": 0, "data": {"messages": [ one event a message ]}, …}

The answer holds no notices at all: who invited whom is not in it.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..errors import Damaged, Place, Wording
from ..schema import Batch
from ._format import Format, Note
from ._onebot import Reader
from ._source import Head, Source

_MESSAGE = frozenset({"message_id", "user_id", "sender", "message"})


def recognises(head: Head) -> bool:
    """Return whether the file is an answer with messages built as the bot's events."""
    return {f"data.messages.item.{key}" for key in _MESSAGE} <= head.json_paths


def parse(source: Source) -> Iterator[Batch | Note]:
    """Yield the messages in the order of the file; an answer holds some hundred, and is read at once."""
    answer = source.json_whole()
    data = answer.get("data") if isinstance(answer, dict) else None
    messages = data.get("messages") if isinstance(data, dict) else None
    if not isinstance(messages, list):
        wording = Wording(
            "没有 data.messages：不是群历史消息的返回值", "no data.messages: no answer with messages"
        )
        raise Damaged(wording, Place(source.name or str(source.path)))
    reader = Reader()
    reader.learn(messages)
    yield from reader.read(messages, range(1, len(messages) + 1))


FORMAT = Format(
    name="onebot11-history",
    title=Wording("OneBot 11 群历史消息（JSON）", "history of a group by a OneBot 11 bot (JSON)"),
    how_to_make=Wording(
        "NapCat 等 QQ 机器人：调用 get_group_msg_history，把返回值存为文件",
        "NapCat and other bots for QQ: save the answer to get_group_msg_history",
    ),
    lacks=(
        Wording("系统消息（邀请、移出、改名、撤回）", "notices: invitations, removals, renames, recalls"),
        Wording("被回复的内容", "what a reply quotes"),
        Wording("图片、语音、视频和文件里的内容", "what pictures, voices, videos and files contain"),
    ),
    recognises=recognises,
    parse=parse,
)
