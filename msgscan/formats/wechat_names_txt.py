"""Chat pasted as ``name: text`` without any time, as people hand it in when they have nothing better.

::

    周老师：请各位核对名单
    孙同学: 收到
    a further line of the same message

No tool writes it, so it is recognised strictly: nearly every line begins with a name, few people speak often,
and nothing looks like a date or a clock where other layouts have one. Which line belongs to whom is a guess.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from ..errors import Wording
from ..schema import Batch
from ._doubts import UNEXPLAINED, doubts
from ._format import Format, Note
from ._placeholders import kind_of
from ._source import Head, Source

# 周老师：请各位核对名单 · 孙同学(班长): 收到 - no address (http://…), no sentence, no clock (08:01)
_NAME = r"[^\s:：|\[\]{}<>\"#=/\\，。！？；、*>-][^\n:：|\[\]{}<>\"#=/\\，。！？；]{0,19}"
_LINE = re.compile(rf"^(?![0-9]+[:：])({_NAME})[:：](?!//)[ \t]?(.*)$", re.MULTILINE)
# 2024-03-04 · 08:01 · 上午 8:01 - at the start of a line, or alone behind a name
_CLOCK = re.compile(
    r"^(?:[\[(【]?[0-9]{2,4}[-/年.][0-9]{1,2}[-/月.][0-9]{1,2}|[\[(【]?(?:[上下]午 ?)?[0-9]{1,2}:[0-9]{2})"
    r"|^[^\n]{1,40}[:： ]\s*(?:[0-9]{2,4}[-/年])?(?:[0-9]{1,2}[-/月][0-9]{1,2}日? ?)?"
    r"[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?\s*$",
    re.MULTILINE,
)
_HAN = re.compile(r"[\u3400-\u9fff]")

_FEWEST = 5  # lines
_NAMED = 0.9  # of the lines that are not blank
_NEW = 0.5  # of the names: people speak more than once
_HAN_LINES = 0.5  # of the texts: settings and logs of programs look like this too, but in English
_STAMPED = 0.1  # of the lines
_CHUNK = 20_000  # messages handed on at a time


def recognises(head: Head) -> bool:
    """Return whether nearly all lines are ``name: text``, by few people."""
    lines = [line for line in head.opening.split("\n") if line.strip()]
    if len(lines) < _FEWEST or not _LINE.match(lines[0]):
        return False
    found = [match for line in lines if (match := _LINE.match(line))]
    names = Counter(match[1].strip() for match in found)
    stamped = sum(_CLOCK.match(line) is not None for line in lines)
    han = sum(_HAN.search(match[2]) is not None for match in found)
    return (
        len(found) >= _NAMED * len(lines)
        and 1 < len(names) <= _NEW * len(found)
        and han >= _HAN_LINES * len(found)
        and stamped < _STAMPED * len(lines)
    )


def parse(source: Source) -> Iterator[Batch | Note]:
    """Yield the messages in the order of the file; a line without a name belongs to the one before."""
    lines: list[int] = []
    names: list[str] = []
    said: list[list[str]] = []
    for number, line in enumerate(source.lines(), 1):
        found = _LINE.match(line)
        if found and len(names) >= _CHUNK:
            yield from _messages(lines, names, said)
            lines, names, said = [], [], []
        if found or (line.strip() and not names):
            lines.append(number)
            names.append(found[1].strip() if found else "")
            said.append([found[2] if found else line])
        elif names:
            said[-1].append(line)
    yield from _messages(lines, names, said)


def _messages(lines: list[int], names: list[str], said: list[list[str]]) -> Iterator[Batch | Note]:
    texts = ["\n".join(each).strip("\n") for each in said]
    kinds = [kind_of(text) if name else "unknown" for name, text in zip(names, texts, strict=True)]
    if names:
        yield Batch(
            len(names),
            {"platform": "wechat", "line": lines, "sender": names, "kind": kinds, "text": texts},
        )
    yield from doubts(UNEXPLAINED, [line for line, name in zip(lines, names, strict=True) if not name])


FORMAT = Format(
    name="wechat-names-txt",
    title=Wording("只有“名字：内容”的文本，没有时间", "text with names only (name: text), without times"),
    how_to_make=Wording(
        "手工整理的聊天记录；最好改用手机微信“多选 → 更多 → 邮件”或电脑版复制，那样有时间",
        "typed or trimmed by hand; better share from the phone or copy from the desktop, with times",
    ),
    lacks=(
        Wording("时间", "times"),
        Wording("群名、账号和系统消息", "the group's name, accounts and notices"),
        Wording(
            "消息之间的界线（正文里的“词：……”会被当成新的发送者）",
            "where a message ends: “word: …” in a text looks like a new speaker",
        ),
    ),
    recognises=recognises,
    parse=parse,
)
