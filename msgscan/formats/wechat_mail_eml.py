"""WeChat on the phone: messages chosen and sent as a mail (多选 → 更多 → 邮件), the mail saved as .eml.

A mail with a plain text, as in ``_mobile``, and the pictures attached to it. Some mail systems keep nothing
but a page of it, with days and names in paragraphs of their own::

    <p style="text-align: center"><span>—————  2025-09-01  —————</span></p>
    <strong>李老师 08:01</strong>
    <p>body</p>
"""

from __future__ import annotations

import email
import re
from collections.abc import Iterator
from email.message import Message

from ..errors import Wording
from ..schema import Batch
from ._decoding import detect
from ._format import Format, Note
from ._mobile import LACKS, is_shared, read_shared
from ._paragraphs import paragraphs
from ._source import Head, Source, normal

# From: a@example.com\nSubject: … \nMIME-Version: 1.0 - the first lines of a mail
_HEADERS = re.compile(r"\s*(?:[A-Za-z][\w-]*:[^\n]*\n(?:[ \t][^\n]*\n)*){2,}")
_CONTENT = re.compile(r"^(?:Content-Type|MIME-Version):", re.MULTILINE | re.IGNORECASE)
# 李老师 08:01 - a name in bold type
_NAME = re.compile(r"(.*\S)\s+([0-9]{1,2}:[0-9]{2})", re.DOTALL)
_BYTES = frozenset({"base64", "quoted-printable", "x-uuencode", "uuencode", "uue", "x-uue"})

_ATTACHED = Note(
    "attachments",
    Wording(
        "{count} 个附件（图片、文件）没有检查",
        "{count} attachments (pictures, files) were not scanned",
    ),
)


def recognises(head: Head) -> bool:
    """Return whether the file is a mail with a text that the phone shared."""
    top = _HEADERS.match(head.text)
    return bool(top and _CONTENT.search(top[0])) and is_shared(_shared(email.message_from_string(head.text)))


def parse(source: Source) -> Iterator[Batch | Note]:
    """Yield the messages in the order of the mail; lines are those of its text."""
    mail = email.message_from_string(source.text())
    yield from read_shared(_shared(mail), source.zone)
    attached = sum(
        part.get_content_maintype() not in ("text", "multipart", "message") for part in mail.walk()
    )
    if attached:
        yield Note(_ATTACHED.code, _ATTACHED.wording, count=attached)


def _shared(mail: Message) -> str:
    """Return the text that the phone shared: the plain one, else that of the page; else all there is."""
    plain, pages = [], []
    for part in mail.walk():
        if part.get_content_disposition() == "attachment":
            continue
        if part.get_content_type() == "text/plain":
            plain.append(_text(part))
        elif part.get_content_type() == "text/html":
            pages.append(_text(part))
    texts = [*plain, *map(_text_of_page, pages)]
    return next(filter(is_shared, texts), "\n\n".join(texts))


def _text(part: Message) -> str:
    """Return the text of a part; what is not encoded for transport has been decoded with the file."""
    if str(part.get("Content-Transfer-Encoding", "")).strip().lower() not in _BYTES:
        payload = part.get_payload()
        return normal(payload) if isinstance(payload, str) else ""
    payload = part.get_payload(decode=True)
    raw = payload if isinstance(payload, bytes) else b""
    try:
        text = raw.decode(part.get_content_charset() or "")
    except (LookupError, UnicodeDecodeError):
        decoding = detect(raw)
        text = raw[decoding.mark :].decode(decoding.encoding, errors="replace")
    return normal(text).removeprefix("\ufeff")


def _text_of_page(page: str) -> str:
    """Return a page in the layout of the plain text."""
    shown = []
    for text, strong in paragraphs(page):
        name = _NAME.fullmatch(text) if strong else None
        shown.append(f"{name[1]}  {name[2]}" if name else text)
    return "\n\n".join(shown)


FORMAT = Format(
    name="wechat-mail-eml",
    title=Wording("手机微信“邮件”发出的聊天记录（.eml）", "chat mailed from WeChat on the phone (.eml)"),
    how_to_make=Wording(
        "手机微信：长按消息 → 多选 → 更多（…）→ 邮件，收到后把邮件另存为 .eml",
        "WeChat on the phone: hold a message → choose several → more → mail; save the mail as .eml",
    ),
    lacks=LACKS,
    recognises=recognises,
    parse=parse,
)
