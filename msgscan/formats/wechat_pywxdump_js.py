"""WeChat: script beside the web page of PyWxDump (xaoyaoo/PyWxDump ``exportHtml.py``), ``data.js``.

Layout, learnt from the exporter's source; each value is one line::

    localStorage.setItem('isUseLocalData', 't')  //  't' : 'f'
    const local_msg_count = 27
    const local_mywxid = 'wxid_li0000000001'
    const local_user_list = {"wxid_li0000000001": {"nickname": "李老师", "remark": "", …}, …}
    const local_msg_list = [{"id": 4, "MsgSvrID": …}, …]

See ``_pywxdump`` for what the values say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ..errors import Wording
from ..schema import Batch
from ._doubts import declared
from ._format import Format, Note
from ._json import maybe_whole
from ._pywxdump import LACKS, read_objects, unnamed
from ._source import Head, Source

_MARK = "const local_msg_list ="
# const local_user_list = {"wxid_li0000000001": {"nickname": "李老师"}}
_USERS = re.compile(r"^const local_user_list = (\{.*\})\s*$", re.MULTILINE)
# const local_msg_count = 27
_COUNT = re.compile(r"^const local_msg_count = ([0-9]{1,12})\s*$", re.MULTILINE)


def recognises(head: Head) -> bool:
    """Return whether the file is a script with the exporter's names, and no page."""
    return "const local_msg_count =" in head.text and not head.text.lstrip().startswith("<")


def parse(source: Source) -> Iterator[Batch | Note]:
    """Yield the messages in the order of the file."""
    users = _users(source)
    rows = 0
    for values in source.json_array(_MARK):
        yield from read_objects(source, values, range(rows + 1, rows + 1 + len(values)), users)
        rows += len(values)
    yield from unnamed(users)
    total = _COUNT.search(source.head.text)
    yield from declared(int(total[1]) if total else None, rows)


def _users(source: Source) -> dict[str, Any] | None:
    """Return the contacts of the script, ``None`` when they can't be read."""
    for line in source.lines():
        if found := _USERS.match(line):
            users = maybe_whole(found[1])
            return users if isinstance(users, dict) else None
        if line.startswith(_MARK):
            return None
    return None


FORMAT = Format(
    name="wechat-pywxdump-js",
    title=Wording("PyWxDump 网页旁边的 data.js", "data.js beside the web page of PyWxDump"),
    how_to_make=Wording(
        "PyWxDump：聊天记录 → 导出 → HTML，取 data.js", "PyWxDump: chats → export → HTML; take data.js"
    ),
    lacks=LACKS,
    recognises=recognises,
    parse=parse,
)
