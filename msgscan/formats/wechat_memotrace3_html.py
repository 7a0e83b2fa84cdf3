"""WeChat: web page written by MemoTrace 3 (留痕 3.x; zprolab/WeChatMsg ``exporter_html.py``).

The messages stand in a script, as JSON::

    <title>2501班工作群</title> …
    <script> … const chatMessages = [
        {
            "type": "10000",
    …

See ``_memotrace_json`` for what stands in them.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from ..errors import Wording
from ..schema import Batch
from ._format import Format, Note
from ._memotrace import LACKS_3, PAGE_TITLE
from ._memotrace_json import KEYS, read_messages
from ._source import Head, Source

_MARK = "const chatMessages ="
# const chatMessages = [\n    {\n        "type": "10000",\n        "is_send": false,
_BEGIN = re.compile(rf'{_MARK}\s*\[\s*\{{[^{{}}]*"{KEYS[0]}":')


def recognises(head: Head) -> bool:
    """Return whether the file is a page with the messages as JSON in a script."""
    return head.text.lstrip().startswith("<") and _BEGIN.search(head.text) is not None


def parse(source: Source) -> Iterator[Batch | Note]:
    """Yield the messages in the order of the file."""
    title = PAGE_TITLE.search(source.head.text)
    chat = html.unescape(title[1]) if title else ""
    rows = 0
    for values in source.json_array(_MARK):
        yield from read_messages(values, range(rows + 1, rows + 1 + len(values)), chat, page=True)
        rows += len(values)


FORMAT = Format(
    name="wechat-memotrace3-html",
    title=Wording("留痕 MemoTrace 3 导出的网页", "web page exported by MemoTrace 3"),
    how_to_make=Wording(
        "留痕 MemoTrace 3.x：选择群聊 → 导出 → HTML", "MemoTrace 3.x: choose the group → export → HTML"
    ),
    lacks=(Wording("群号", "the group's number"), *LACKS_3[1:]),
    recognises=recognises,
    parse=parse,
)
