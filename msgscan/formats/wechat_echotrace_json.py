"""echotrace (ycccccccy/echotrace): JSON of one WeChat chat.

Layout, learnt from the exporter's source; as WeFlow's, which came after it, but without the key ``weflow``::

    {"session": {"wxid", "displayName", "messageCount", …},
     "messages": [{"createTime" (s), "type": "文本消息", "localType": 1, "content", "isSend"?,
                   "senderUsername"?, "senderDisplayName", …}],
     "avatars"?, "groupMembers"?, "exportTime"}
"""

from __future__ import annotations

from ..errors import Wording
from ._format import Format
from ._source import Head
from ._weflow_records import LACKS, read_messages

# CipherTalk and WeFlow have these keys too, and one that names them.
_OTHERS = frozenset({"weflow", "exportInfo", "chatlab"})


def recognises(head: Head) -> bool:
    """Return whether the file is one JSON object with the keys of a message, and names no other tool."""
    paths = head.json_paths
    keys = {"session.wxid", "messages.item.localType", "messages.item.senderDisplayName"}
    return keys <= paths and _OTHERS.isdisjoint(paths)


FORMAT = Format(
    name="wechat-echotrace-json",
    title=Wording("echotrace 导出的 JSON", "JSON of echotrace"),
    how_to_make=Wording(
        "echotrace：导出 → 选择群聊 → 格式选 JSON", "echotrace: export → choose the group → JSON"
    ),
    lacks=LACKS,
    recognises=recognises,
    parse=read_messages,
)
