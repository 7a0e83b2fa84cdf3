"""Bodies of messages in texts of QQ Chat Exporter, without the lines that the exporter writes behind them.

::

    [回复 李华: the quoted message]        versions 4 and 5
    收到 @赵磊
    资源: 1 个文件
      - image: 0A1B.jpg
    提及: 赵磊
    回复: 09-15 09:33 李华 - the quoted message, over any number of lines

A member can type such lines. They are taken for the exporter's only if they repeat what the body says: the
quoted message where the body is drawn as a reply, a mention where the body has it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ._qce_texts import is_reply, kind_of_drawn, without_quote
from ._qq_elements import joined

# 资源: 1 个文件\n  - image: 0A1B.jpg
_RESOURCES = re.compile(r"\n资源: [0-9]+ 个文件((?:\n  - [a-z_]+: [^\n]*)+)\Z")
_RESOURCE = re.compile(r"  - ([a-z_]+): (.*)")
# [image消息] · [image、image消息] · [表情消息]: what stands for a body without words
_WORDLESS = re.compile(r"\[([a-z、]+|表情)消息\]")
_WORDLESS_KINDS = {"image": "image", "audio": "voice", "video": "video", "file": "file", "表情": "sticker"}
_MENTIONS = "\n提及: "
# 回复: 09-15 09:33 教务-王小明 - 各位老师好
_ANSWER = re.compile(r"\n回复: (?:[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2} ?)?(?=[^\n]* - )")


class Body(NamedTuple):
    """What a record says behind 内容."""

    text: str
    quoted: str
    kind: str


def read_body(written: str) -> Body:
    """Return a body without the lines that the exporter writes behind it."""
    text, quoted = _without_answer(written) if is_reply(written) else (written, "")
    kind = "reply" if quoted or is_reply(written) else ""
    head, found, mentions = text.rpartition(_MENTIONS)
    if found and "\n" not in mentions and all(f"@{name}" in head for name in mentions.split(", ")):
        text = head
    listed = _RESOURCES.search(text)
    resources = _RESOURCE.findall(listed[1]) if listed else []
    if listed:
        text = text[: listed.start()]
        wordless = _WORDLESS.fullmatch(text)
        text = joined(text, (name for _, name in resources))
        if wordless and not kind:
            kind = _WORDLESS_KINDS.get(wordless[1].partition("、")[0], "unknown")
    return Body(text, quoted, kind or kind_of_drawn(text))


def _without_answer(text: str) -> tuple[str, str]:
    """Return a reply without the quoted message before and behind it, and that message.

    Versions 4 and 5 write it in both places: where both agree there is no doubt. Version 6 writes it behind
    the body only; the last line that can begin it counts, so that nobody's own words are taken for a quote.
    """
    answers = list(_ANSWER.finditer(text))
    for answer in answers:
        behind = text[answer.end() :]
        for dash in re.finditer(" - ", behind.partition("\n")[0]):
            sender, content = behind[: dash.start()], behind[dash.end() :]
            own, _ = without_quote(text[: answer.start()], sender, content)
            if content and len(own) < answer.start() - len(content):
                return own, content
    if not answers:
        return without_quote(text)
    content = text[answers[-1].end() :].partition(" - ")[2]
    own, quoted = without_quote(text[: answers[-1].start()])
    return own, content or quoted
