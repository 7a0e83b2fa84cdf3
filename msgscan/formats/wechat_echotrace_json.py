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
from ._weflow import CUT_WORDS
from ._weflow_records import read_messages

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
    lacks=(
        CUT_WORDS,
        Wording("图片、语音、视频和文件里的内容", "what pictures, voices, videos and files contain"),
        Wording("微信 4 邀请通知里的名字", "the names in invitations of WeChat 4"),
        Wording("系统通知里的账号（只有显示名）", "accounts in notices: display names only"),
        Wording("红包的祝福语", "greetings of red packets"),
    ),
    recognises=recognises,
    parse=read_messages,
)
