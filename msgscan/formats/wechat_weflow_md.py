r"""WeFlow (hicccc77/WeFlow, up to 5.0): Markdown of one WeChat chat.

Layout, learnt from the exporter's source and a file that it writes::

    # 2501班工作群
    <blank>
    - 会话ID: `10000000001@chatroom`
    - 会话类型: 群聊
    - 消息数量: 27
    - 导出时间: 2026\-11\-22 14:47:12
    - 导出工具: WeFlow
    <blank>
    ---
    <blank>
    ## 2025\-09\-01 08:12:00 2501张磊
    <blank>
    > 李老师: the quoted message
    <blank>
    body; [a link's title](https://example.edu); ![图片消息](media/1.jpg)
    <blank>

Punctuation that means something in Markdown has a backslash before it, so that a typed header does not look
like one. The room itself speaks the notices; a text that was received begins with a line feed of the
exporter's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..errors import Wording
from ..schema import Batch
from ._blocks import Headings, Messages, headings, notes_last, read_blocks
from ._clock import local_instants
from ._doubts import declared
from ._format import Format, Note
from ._source import Head, Source
from ._weflow import LACKS_NAMED, Body, body_columns, read_body

# # 2501班工作群␊␊- 会话ID: `10000000001@chatroom`␊- 会话类型: 群聊␊…␊- 导出工具: WeFlow␊␊---␊␊
_PREAMBLE = re.compile(r"\A\n*# (.*)\n+- 会话ID: `(.*)`\n(?:- .*\n)*- 导出工具: WeFlow\n+---\n")
# - 消息数量: 27
_DECLARED = re.compile(r"^- 消息数量: ([0-9]{1,12})$", re.MULTILINE)
# ## 2025\-09\-01 08:12:00 2501张磊
_HEADER = re.compile(
    r"(?:\A|(?<=\n\n))## ([0-9]{4}\\-[0-9]{2}\\-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}) (.*)(?:\n|\Z)"
)
# \[强\] · 1\. · A\_B
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
# > 李老师: 同学们好␊> 1\. 班会␊␊收到
_QUOTE = re.compile(r"((?:>[^\n]*(?:\n|\Z))+)\n*(.*)", re.DOTALL)
# ![图片消息](media/1.jpg) · [语音文件](media/1.wav) · [关于放假的通知](https://example.edu/notice?id=1)
_LINK = re.compile(r"(!?)\[((?:[^\]\\\n]|\\.)*)\]\(([^)\n]*)\)(.*)", re.DOTALL)
_MEDIA = {"图片消息": "image", "动画表情": "sticker", "语音文件": "voice", "视频文件": "video"}


def recognises(head: Head) -> bool:
    """Return whether the text begins as the exporter writes it."""
    return _PREAMBLE.match(head.text) is not None


def parse(source: Source) -> Iterator[Batch | Note]:
    """Yield the messages in the order of the file."""
    return notes_last(_parts(source))


def _parts(source: Source) -> Iterator[Batch | Note]:
    preamble = _PREAMBLE.match(source.head.text)
    chat, id_ = (_unescaped(preamble[1]), preamble[2]) if preamble else ("", "")
    room = chat if id_.endswith("@chatroom") else ""  # a private chat has the other person's name
    told = _DECLARED.search(preamble[0]) if preamble else None
    count = 0
    for part in read_blocks(source, _find, _PREAMBLE):
        if not isinstance(part, Messages):
            yield part
            continue
        names = list(map(_unescaped, part.names))
        columns, notes = body_columns(names, list(map(_body, part.said)), room, part.lines)
        count += len(names)
        yield from notes
        yield Batch(
            len(names),
            {
                "platform": "wechat",
                "chat": chat,
                "chat_id": id_ if room else None,
                "line": part.lines,
                "sent_at": local_instants(part.clock, source.zone),
                "time_quality": "second",
                **columns,
            },
        )
    yield from declared(int(told[1]) if told else None, count)


def _find(text: str) -> Headings:
    """Find the headers; one with nothing but blank lines above, up to another, is that one's text.

    The exporter writes a word for a message without text, so that no body is blank.
    """
    found = headings(text, _HEADER)
    blank = [text[a:b].isspace() or a == b for a, b in zip(found.body[:-1], found.start[1:], strict=True)]
    if not any(blank):
        return found
    sound = [True]
    for empty in blank:
        sound.append(not (empty and sound[-1]))

    def chosen(values: list[int]) -> list[int]:
        return [value for value, good in zip(values, sound, strict=True) if good]

    typed = [start for start, good in zip(found.start, sound, strict=True) if not good]
    names = [name for name, good in zip(found.names, sound, strict=True) if good]
    return Headings(
        chosen(found.start), chosen(found.body), found.clock[sound], names, sorted([*found.odd, *typed])
    )


def _body(raw: str) -> Body:
    body = raw.removeprefix("\n")  # between a header and its body stands a blank line
    if body.startswith(">") and (found := _QUOTE.fullmatch(body)):
        quoted = "\n".join(line.removeprefix(">").removeprefix(" ") for line in found[1].splitlines())
        return Body("reply", _unescaped(found[2]), _unescaped(quoted))
    if body.startswith(("[", "!")) and (found := _LINK.fullmatch(body)):
        return _linked(bool(found[1]), _unescaped(found[2]), found[3], _unescaped(found[4]))
    return read_body(_unescaped(body))


def _linked(picture: bool, title: str, address: str, behind: str) -> Body:  # noqa: FBT001 - one group of a pattern
    """Return what a body says that begins with a link: to a file beside the log, or elsewhere."""
    if kind := _MEDIA.get(title, "image" if picture else ""):
        return Body(kind, f"[{title}]{behind}")
    if behind.strip().startswith("[文件]"):
        return Body("file", behind.strip())
    return Body("link", f"{title}\n{address}{behind}")


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(r"\1", text)


FORMAT = Format(
    name="wechat-weflow-md",
    title=Wording("WeFlow 导出的 Markdown", "Markdown of WeFlow"),
    how_to_make=Wording(
        "WeFlow：导出 → 选择群聊 → 格式选 Markdown", "WeFlow: export → choose the group → Markdown"
    ),
    lacks=(*LACKS_NAMED, Wording("红包的祝福语", "greetings of red packets")),
    recognises=recognises,
    parse=parse,
)
