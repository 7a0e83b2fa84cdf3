r"""WeFlow (hicccc77/WeFlow, up to 5.0): web page of one WeChat chat, with the messages as JSON in a script.

Layout, learnt from the exporter's source::

    <title>2501班工作群 - 聊天记录</title> …
    <script>
      window.WEFLOW_MANIFEST = {"v":2,"total":27,"external":false,"chunks":[…]};      since 5.0
      window.WEFLOW_DATA = [
    {"i":1,"t":1756684860,"s":1,"a":"<span>…","b":"<div class=\"message-time\">…","p":"7000…","r":"…"},
    …
    ];
    </script>

``b`` is a message as drawn::

    <div class="message-time">2025-09-01 08:12:00</div><div class="sender-name">2501张磊</div>
    <div class="message-content"><img class="message-media image …"/><div class="quoted-message">
    <div class="quoted-sender">李老师</div><div class="quoted-text">同学们好</div></div>
    <div class="message-text">收到<br />好的<img … alt="[强]" /></div></div>

What people wrote is escaped in it, so that no text can hold a tag. Private chats have no names. From 20,000
messages on, the messages stand in ``<name>_data/chunk-000000.js`` beside the page, named by the manifest::

    window.__WEFLOW_CHUNK_LOADED__(0,[{…},…]);
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from ..errors import Wording
from ..schema import Batch
from . import _json
from ._clock import epoch_instants, second_or_none
from ._doubts import declared, untimed
from ._format import Format, Note
from ._json import maybe_whole
from ._records import Records
from ._source import Head, Source
from ._weflow import LACKS_NAMED, Body, body_columns, read_body

_PAGE = "<!doctype html"
_DATA = "window.WEFLOW_DATA ="
_CHUNK = "window.__WEFLOW_CHUNK_LOADED__("
_END = "</script>"

# <title>2501班工作群 - 聊天记录</title>
_TITLE = re.compile(r"<title>([^<]*) - 聊天记录</title>")
# window.WEFLOW_MANIFEST = {"v":2,"total":27,"z":500,"external":true,"chunks":[…]};
_MANIFEST = re.compile(r"window\.WEFLOW_MANIFEST = (\{.*\});?$", re.MULTILINE)
# <span>27 条消息</span>
_DECLARED = re.compile(r"<span>([0-9]{1,12}) 条消息</span>")
# <div class="sender-name">2501张磊</div><div class="message-content">…</div>
_NAME = re.compile(r'<div class="sender-name">([^<]*)</div>')
_CONTENT = '<div class="message-content">'
# <div class="quoted-sender">李老师</div><div class="quoted-text">同学们好</div>
_QUOTED = '<div class="quoted-text"'
_TEXT = '<div class="message-text"'
# <a class="message-link-card" href="https://example.edu/" target="_blank">关于放假的通知</a>
_LINK = '<a class="message-link-card"'
_ADDRESS = re.compile(r'href="([^"<>]*)"')
# <img class="message-media image previewable" src="media/1.jpg" … />
_MEDIA = re.compile(r'<[a-z]{1,5} class="message-media (image|emoji|audio|video|file)\b')
_FILE = '<a class="message-media file"'  # <a class="message-media file" href="media/a.xlsx" …>a.xlsx</a>
_MEDIA_KINDS = {"image": "image", "emoji": "sticker", "audio": "voice", "video": "video", "file": "file"}
_MEDIA_WORDS = {"image": "[图片]", "sticker": "[表情包]", "voice": "[语音消息]", "video": "[视频]"}
_BREAK = re.compile(r"<br ?/?>")
# <img class="inline-emoji" src="…" alt="[强]" />
_TAG = re.compile(r"<[^<>]*>")
_FACE = re.compile(r'alt="([^"]*)"')


def recognises(head: Head) -> bool:
    """Return whether the file is a page with the exporter's data, or a script with a part of it."""
    if head.text.startswith(_CHUNK):
        return True
    return head.text.lstrip()[: len(_PAGE)].lower() == _PAGE and _DATA in head.text


def parse(source: Source) -> Iterator[Batch | Note]:
    """Yield the messages in the order of the file."""
    title = _TITLE.search(source.head.text)
    chat = html.unescape(title[1]) if title else ""
    rows = 0
    for part in _files(source):
        for _, values in _json.lines(_elements(part)):
            messages = [each for value in values for each in (value if isinstance(value, list) else [value])]
            yield from _read(messages, range(rows + 1, rows + 1 + len(messages)), chat)
            rows += len(messages)
        if part is not source:
            source.damaged += part.damaged
    told = _DECLARED.search(source.head.text)
    yield from declared(int(told[1]) if told else None, rows)


def _files(source: Source) -> Iterator[Source]:
    """Yield the files that hold the messages: the page itself, or the chunks beside it."""
    found = _MANIFEST.search(source.head.text)
    manifest = maybe_whole(found[1]) if found else None
    if not isinstance(manifest, dict) or manifest.get("external") is not True:
        manifest = {}
    chunks = manifest.get("chunks")
    if not isinstance(chunks, list):
        yield source
        return
    for chunk in chunks:
        address = chunk.get("u") if isinstance(chunk, dict) else None
        yield source.beside(unquote(address if isinstance(address, str) else ""))


def _elements(source: Source) -> Iterator[tuple[int, str]]:
    """Yield the lines of the data, each as JSON: one message a line; all in one if the page was changed."""
    inside = ""
    for number, line in enumerate(source.lines(), 1):
        text = line
        if not inside:
            _, inside, text = line.partition(_DATA)
            if line.startswith(_CHUNK):
                inside, text = _CHUNK, line[line.find("[") :]
            if not inside:
                continue
        text, end, _ = text.partition(_END)
        text = text.strip().removesuffix(";").removesuffix(")").strip()
        if not (text.startswith("[") and text.endswith("]")):
            text = text.removeprefix("[").removesuffix("]").strip().removesuffix(",")
        if text and text != "null":
            yield number, text
        if end:
            return


def _read(values: list[Any], lines: range, chat: str) -> Iterator[Batch | Note]:
    records = Records(values)
    records.require("b")
    drawn = records.texts("b")
    bodies = list(map(_body, drawn))
    own = records.flags("s")
    found = [_NAME.search(each) for each in drawn]
    room = chat if any(found) else ""  # private chats print no names
    names = [
        html.unescape(name[1]) if name else "" if room else "我" if me else chat
        for name, me in zip(found, own, strict=True)
    ]
    instants = epoch_instants(records.numbers("t"))
    ids = records.texts("p")
    shown: list[str] = [""] * len(values)
    kinds = ["text"] * len(values)
    records.expose(kinds, shown, {})
    for row in records.strange:
        bodies[row] = Body("unknown", shown[row])
    columns, notes = body_columns(names, bodies, room, lines)
    yield from records.notes(lines)
    yield from notes
    yield from untimed(instants, lines)
    yield Batch(
        len(values),
        {
            "platform": "wechat",
            "chat": chat,
            "line": list(lines),
            "message_id": [each or None for each in ids],
            "sent_at": instants,
            "time_quality": second_or_none(instants),
            **columns,
        },
    )


def _body(drawn: str) -> Body:
    content = drawn.partition(_CONTENT)[2]
    if not content:
        return Body("unknown", _text(drawn))
    said = "\n".join(_text(part) for _, part in _within(content, _TEXT, "</div>"))
    if quote := next(_within(content, _QUOTED, "</div>"), None):
        return Body("reply", said.strip("\n"), _text(quote[1]))
    if link := next(_within(content, _LINK, "</a>"), None):
        address = _ADDRESS.search(link[0])
        return Body("link", f"{_text(link[1])}\n{html.unescape(address[1]) if address else ''}")
    if media := _MEDIA.search(content):
        kind = _MEDIA_KINDS[media[1]]
        names = "".join(_text(name) for _, name in _within(content, _FILE, "</a>"))
        return Body(kind, said or _MEDIA_WORDS.get(kind, f"[文件]{names}"))
    return read_body(said)


def _within(content: str, begin: str, end: str) -> Iterator[tuple[str, str]]:
    """Yield the elements whose tag begins so: the rest of the tag, and what stands inside."""
    at = 0
    while (start := content.find(begin, at)) >= 0 and (stop := content.find(end, start)) >= 0:
        tag, _, inside = content[start + len(begin) : stop].partition(">")
        yield tag, inside
        at = stop


def _text(fragment: str) -> str:
    """Return what a fragment of the page shows."""
    return html.unescape(_TAG.sub(_shown, _BREAK.sub("\n", fragment)))


def _shown(tag: re.Match[str]) -> str:
    """Return what a tag shows: a face its word."""
    found = _FACE.search(tag[0]) if tag[0].startswith("<img ") else None
    return found[1] if found else ""


FORMAT = Format(
    name="wechat-weflow-html",
    title=Wording("WeFlow 导出的网页", "web page of WeFlow"),
    how_to_make=Wording(
        "WeFlow：导出 → 选择群聊 → 格式选 HTML（消息多时旁边还有 _data 文件夹，请放在一起）",
        "WeFlow: export → choose the group → HTML; keep the folder ending in _data beside it",
    ),
    lacks=(
        Wording("群号", "the group's number"),
        *LACKS_NAMED,
        Wording("红包的祝福语", "greetings of red packets"),
    ),
    recognises=recognises,
    parse=parse,
)
