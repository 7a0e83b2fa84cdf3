"""WeFlow (hicccc77/WeFlow, up to 5.0): JSON of one WeChat chat.

Layout, learnt from the exporter's source, a public fixture and files that it writes::

    {"weflow": {…}, "session": {"wxid", "displayName", "messageCount", …},
     "messages": [{"createTime" (s), "formattedTime", "type": "文本消息", "localType": 1, "content",
                   "senderUsername", "senderDisplayName", "quotedSender"?, "quotedContent"?, …}]}

``formattedTime`` is printed in one zone or another, ``createTime`` counts. Notices are sent by the room
itself (``…@chatroom``). A text that was received begins with a line feed that nobody typed. The variant for
Arkme has ``senders: [{"senderID", "wxid", "displayName"}]``, and messages name them by ``senderID``.
"""

from __future__ import annotations

from ..errors import Wording
from ._format import Format
from ._source import Head
from ._weflow_records import LACKS, read_messages


def recognises(head: Head) -> bool:
    """Return whether the file is one JSON object with the exporter's keys."""
    return {"weflow", "session"} <= head.json_paths


FORMAT = Format(
    name="wechat-weflow-json",
    title=Wording("WeFlow 导出的 JSON", "JSON of WeFlow"),
    how_to_make=Wording("WeFlow：导出 → 选择群聊 → 格式选 JSON", "WeFlow: export → choose the group → JSON"),
    lacks=LACKS,
    recognises=recognises,
    parse=read_messages,
)
