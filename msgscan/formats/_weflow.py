r"""What all exports of WeFlow share: bodies, the room that speaks its own notices, names that were lost.

The line feed before a received text is the exporter's: in the database ``wxid_…:\n`` stands before it. No
other body begins so. That tells what a member typed from what the exporter wrote, where a file has no types:
typed brackets are no picture, no quotation, and no notice.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ..errors import Wording
from ..schema import Values
from ._doubts import doubts
from ._format import Note
from ._notices import notice_columns, plain, understand
from ._placeholders import kind_of

_QUOTE, _SAYS = "[引用 ", "："  # 收到，我来通知[引用 李老师：同学们好： 1. 今天下午班会]
# "$username$"邀请"$names$"加入了群聊
_PLACEHOLDER = re.compile(r"\$(?:username|names|kickoutname|remark)\$")

_LOST = Note(
    "lost-names",
    Wording(
        "{count} 条通知里的名字是占位符（$username$、$names$）：谁邀请了谁不在此文件里",
        "{count} notices have placeholders ($username$, $names$) for names: "
        "who invited whom is not in this file",
    ),
)

_NAMESAKE = Note(
    "namesake",
    Wording(
        "{count} 条消息由与群同名的人发出：按普通成员的消息处理，请核对是否有人冒用群名",
        "{count} messages are by somebody who has the group's name: read as a member's, please check",
    ),
)
_UNTYPED = Note(
    "untyped",
    Wording(
        "{count} 条消息导出工具只写了“[其他消息]”（多为语音）：内容不在此文件里",
        "{count} messages are only “[其他消息]”, mostly voices: what they hold is not in this file",
    ),
)
_OTHER = "[其他消息]"
_VOICE = "[语音消息]"  # a transcript may follow

# What this way of exporting never holds; the second, in the forms that have no accounts.
CUT_WORDS = Wording(
    "自己发的和回复的文字开头的“英文单词:”（被导出工具删掉，如“VX:”）",
    "an English word and a colon at the start of own texts and of replies (“VX:”): the exporter cuts them",
)
LACKS_NAMED = (
    Wording("账号（微信号、wxid），群里同名的人分不开", "accounts: people of one name can't be told apart"),
    Wording("微信 4 邀请通知里的名字", "the names in invitations of WeChat 4"),
    Wording("通知里名字中的连续空格", "runs of blanks in the names of notices"),
    CUT_WORDS,
    Wording("图片、语音、视频和文件里的内容", "what pictures, voices, videos and files contain"),
)


class Body(NamedTuple):
    """What one body says: kind, the sender's words, the words quoted, whether it was typed for sure."""

    kind: str
    text: str
    quoted: str = ""
    typed: bool = False


class Room:
    r"""Who of the senders is the room itself, which speaks the notices; '' while that is not known.

    Somebody whose bodies are at least half notices, as far as they were not typed for sure.

    Examples
    --------
    >>> room = Room()
    >>> room.listen(["群", "甲", "甲"], ['"甲"邀请"乙"加入了群聊', "\n收到", "[图片]"])
    >>> room.name
    '群'
    """

    def __init__(self) -> None:
        self._notices: Counter[str] = Counter()
        self._others: Counter[str] = Counter()

    def listen(self, names: Iterable[str], said: Iterable[str]) -> None:
        """Take notice of what people said."""
        for name, body in zip(names, said, strict=True):
            if not body.startswith("\n") and kind_of(body) == "text":
                (self._notices if understand(body) else self._others)[name] += 1

    @property
    def name(self) -> str:
        """The name of the room."""
        fitting = [(count, name) for name, count in self._notices.items() if count >= self._others[name]]
        return max(fitting)[1] if fitting else ""


def read_body(body: str) -> Body:
    r"""Return what a body says, by its beginning and the quotation at its end.

    Examples
    --------
    >>> read_body("收到[引用 李老师：同学们好]"), read_body("\n我说[引用 李老师：同学们好]").kind
    (Body(kind='reply', text='收到', quoted='同学们好', typed=False), 'text')
    """
    if body.startswith("\n"):
        return Body("text", body[1:], typed=True)
    if body.startswith(_OTHER):
        return Body("unknown", body)
    if body.startswith(_VOICE):
        return Body("voice", body)
    kind = kind_of(body)
    if kind == "text" and _QUOTE in body:
        text, quoted = without_quote(body)
        return Body("reply" if quoted else kind, text, quoted)
    return Body(kind, body)


def body_columns(
    names: Sequence[str], bodies: Sequence[Body], room: str, lines: Sequence[int]
) -> tuple[dict[str, Values], list[Note]]:
    """Return the columns that bodies and senders give, and the notes on them.

    Parameters
    ----------
    names, bodies, lines : sequence, n
        Who speaks, what is said, where each stands.
    room : str
        The name under which the room speaks its notices, '' when there are none.
    """
    own = [row for row, name in enumerate(names) if name == room] if room else []
    notices = {
        row: plain(bodies[row].text) for row in own if bodies[row].kind == "text" and not bodies[row].typed
    }
    columns: dict[str, Values] = {
        "sender": ["" if row in notices else name for row, name in enumerate(names)],
        "sender_role": ["system" if row in notices else "unknown" for row in range(len(names))],
        "text": [notices.get(row, body.text) for row, body in enumerate(bodies)],
        "quoted": [body.quoted for body in bodies],
        **notice_columns(
            [body.kind for body in bodies], {row: understand(text) for row, text in notices.items()}
        ),
    }
    others = [row for row in own if row not in notices]
    untyped = [row for row, body in enumerate(bodies) if body.text.startswith(_OTHER) and not body.typed]
    notes = [
        *doubts(_NAMESAKE, [lines[row] for row in others]),
        *doubts(_UNTYPED, [lines[row] for row in untyped]),
        *lost_names(notices.items(), lines),
    ]
    return columns, notes


def without_quote(text: str, sender: str = "", content: str = "") -> tuple[str, str]:
    """Return what a reply says, and what it quotes.

    Parameters
    ----------
    text : str
        The reply with the quote behind it. A member can type such brackets too: the last ones count.
    sender, content : str
        Who is quoted, and what, where the export says so apart from the text.

    Examples
    --------
    >>> without_quote("收到[引用 李老师：同学们好]")
    ('收到', '同学们好')
    """
    tail = f"[引用 {sender}：{content}]"
    if content and text.endswith(tail):
        return text.removesuffix(tail), content
    whole = text.rstrip()
    begin = whole.rfind(_QUOTE, 0, whole.rfind(_SAYS) + 1)
    if begin < 0 or not whole.endswith("]"):
        return text, content
    return text[:begin], content or whole[begin:-1].partition(_SAYS)[2]


def lost_names(notices: Iterable[tuple[int, str]], lines: Sequence[int]) -> Iterator[Note]:
    """Yield the note on notices with placeholders for names; ``lines`` tells where each row stands."""
    return doubts(_LOST, [lines[row] for row, text in notices if _PLACEHOLDER.search(text)])
