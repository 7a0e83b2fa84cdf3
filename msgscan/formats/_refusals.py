"""Files that people hand in by mistake, and which export to make instead.

What stands here is known and is no export: refused with advice, whatever its name.
"""

from __future__ import annotations

import re

from ..errors import Place, Refused, Wording
from ._source import Head

_EXPORT_TEXT = Wording("请在聊天软件或导出工具里导出为文本或 JSON", "please export the chat as text or JSON")

# (first bytes, what the file is)
_MAGIC: tuple[tuple[bytes, Wording], ...] = (
    (b"SQLite format 3\0", Wording("一个 SQLite 数据库", "an SQLite database")),
    (b"SQLite header 3", Wording("新版 QQ 的加密数据库（nt_msg.db）", "an encrypted database of QQ NT")),
    (b"\x89PNG\r\n\x1a\n", Wording("一张 PNG 图片", "a PNG picture")),
    (b"\xff\xd8\xff", Wording("一张 JPEG 图片", "a JPEG picture")),
    (b"GIF8", Wording("一张 GIF 图片", "a GIF picture")),
    (b"%PDF-", Wording("一个 PDF 文件", "a PDF file")),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Wording("一个旧版 Office 文件", "an old Office file")),
    (b"Rar!\x1a\x07", Wording("一个 RAR 压缩包", "a RAR archive")),
    (b"7z\xbc\xaf\x27\x1c", Wording("一个 7z 压缩包", "a 7z archive")),
    (b"MZ", Wording("一个 Windows 程序", "a Windows program")),
    (b"\x7fELF", Wording("一个程序", "a program")),
)  # fmt: skip

# ********************2025-09-01********************
_AI_TEXT = re.compile(r"^\*{20}[0-9]{4}-[0-9]{2}-[0-9]{2}\*{20}$", re.MULTILINE)
_SIDE_TABLE = frozenset({"nickname", "remark", "account"})  # of users.json: accounts and their names

_NOISE_SHARE = 0.1  # of control characters among the first bytes; texts have next to none
_SAMPLE = 4096
_WIDE_NULS = 0.2  # UTF-16 text is full of NULs but of no other control characters


def refuse_binary(raw: bytes, place: Place) -> None:
    """Refuse a file by its first bytes.

    Raises
    ------
    Refused
        It is empty, or known not to be text.
    """
    if not raw.removeprefix(b"\xef\xbb\xbf").strip():
        raise Refused(Wording("文件是空的：请重新导出", "the file is empty: please export again"), place)
    for magic, what in _MAGIC:
        if raw.startswith(magic):
            raise _refused(what, place)
    sample = raw[:_SAMPLE]
    controls = sum(byte < 0x20 and byte not in b"\0\t\n\v\f\r\x1b" for byte in sample)  # noqa: PLR2004 - space
    wide = sample[:2] in (b"\xff\xfe", b"\xfe\xff") or sample.count(0) > _WIDE_NULS * len(sample)
    if controls > _NOISE_SHARE * len(sample) * (0.5 if not wide else 1):
        what = Wording(
            "加密的备份、数据库或其它二进制文件", "an encrypted backup, a database or another binary file"
        )
        raise _refused(what, place)


def refuse_shape(head: Head, place: Place) -> None:
    """Refuse a text that no format knows, but that people are known to hand in.

    Raises
    ------
    Refused
        It is one of those.
    """
    paths = head.json_paths
    if {"item.messages.item.role", "item.conversations.item.role"} & paths or "messages.item.role" in paths:
        what = Wording(
            "用于训练模型的对话数据，没有发送者和时间",
            "training data for language models: no senders, no times",
        )
        raise _refused(what, place)
    if _AI_TEXT.search(head.text):
        raise Refused(
            Wording(
                "这是留痕（MemoTrace）给 AI 用的文本（_chat.txt）：没有时间，相邻的消息已合并，号码已打码；"
                "请在留痕里重新导出为 CSV 或 TXT",
                "this is MemoTrace's text for language models (_chat.txt): no times, messages joined, "
                "numbers masked; export the chat again as CSV or TXT",
            ),
            place,
        )
    if _is_side_table(paths):
        raise Refused(
            Wording(
                "这是 PyWxDump 的联系人表（users.json），里面没有消息；请选同一文件夹里的 CSV 或 JSON",
                "this is PyWxDump's table of contacts (users.json), without messages; take the CSV or JSON "
                "beside it",
            ),
            place,
        )


def _is_side_table(paths: frozenset[str]) -> bool:
    """Return whether every value of the document is a contact; the last may be cut by the head's end."""
    people = {path for path in paths if "." not in path}
    contacts = [person for person in people if all(f"{person}.{key}" in paths for key in _SIDE_TABLE)]
    return len(contacts) >= max(len(people) - 1, 1)


def _refused(what: Wording, place: Place) -> Refused:
    wording = Wording(
        f"这是{what.zh}，不是聊天记录导出文件；{_EXPORT_TEXT.zh}",
        f"this is {what.en}, not a chat export; {_EXPORT_TEXT.en}",
    )
    return Refused(wording, place)
