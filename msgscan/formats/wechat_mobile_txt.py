"""WeChat on the phone: messages chosen, 多选 → 更多 → 邮件 or 分享, saved as a text file.

See ``_mobile`` for the layout.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..errors import Wording
from ..schema import Batch
from ._format import Format, Note
from ._mobile import LACKS, is_shared, read_shared
from ._source import Head, Source


def recognises(head: Head) -> bool:
    """Return whether nothing but a title stands before the first day, and a header behind it."""
    return is_shared(head.opening)


def parse(source: Source) -> Iterator[Batch | Note]:
    """Yield the messages in the order of the file; the phone shares some hundred at most, read at once."""
    return read_shared(source.text(), source.zone)


FORMAT = Format(
    name="wechat-mobile-txt",
    title=Wording(
        "手机微信“多选 → 更多 → 邮件/分享”的文本", "text shared or mailed from WeChat on the phone"
    ),
    how_to_make=Wording(
        "手机微信：长按消息 → 多选 → 更多（…）→ 邮件，把正文存成文本文件",
        "WeChat on the phone: hold a message → choose several → more → mail; save the text",
    ),
    lacks=LACKS,
    recognises=recognises,
    parse=parse,
)
