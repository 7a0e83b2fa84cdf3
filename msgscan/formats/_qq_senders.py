"""Who speaks, as QQ for PC prints it: tags, name, account in one line.

A member can type tags and brackets into his own card: tags are hints of a role, and the last brackets count.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from ..errors import Wording

LACKS = (  # of an export of QQ for PC
    Wording("群号", "the group's number"),
    Wording("图片和文件的名称与内容", "names and contents of pictures and files"),
    Wording("系统通知里的账号（邀请人、被邀请人只有显示名）", "accounts in notices: display names only"),
    Wording("回复的是哪一条", "what a reply answers"),
)

# 【群主】教务-王小明(4200000001) · 李华(华仔)(4200000002) · 刘敏<liumin@example.com> · (80000000)
_SENDER = re.compile(r"((?:【[^】]*】\s*)*)(.*?)\s*(?:\((\d{4,12})\)|<([^<>\s]+@[^<>\s]+)>)\s*", re.DOTALL)
# 【群主】教务-王小明
_TAGS = re.compile(r"((?:【[^】]*】\s*)*)(.*)", re.DOTALL)
_SYSTEM = frozenset({"10000", "1000000"})  # accounts of 系统消息: personal notices, notices of the group
_SYSTEM_NAME = "系统消息"
_ROLES: Mapping[str, str] = MappingProxyType({"【群主】": "owner", "【管理员】": "admin"})


class Sender(NamedTuple):
    """Who speaks; role ``system`` = nobody, it is a notice."""

    name: str
    account: str | None
    role: str


def read_sender(written: str) -> Sender:
    """Return who stands behind the clock in an export; without an account when none is printed.

    Examples
    --------
    >>> read_sender("【群主】李华(华仔)(4200000002)")
    Sender(name='李华(华仔)', account='4200000002', role='owner')
    >>> read_sender("【群主】李华")
    Sender(name='【群主】李华', account=None, role='unknown')
    """
    found = _SENDER.fullmatch(written)
    if found is None:
        return Sender(written.strip(), None, "unknown")
    tags, nick, number, mail = found.groups()
    if number in _SYSTEM and nick == _SYSTEM_NAME:
        return Sender("", None, "system")
    return Sender(nick or tags.strip(), number or mail, _role(tags))


def read_copied_sender(written: str) -> Sender:
    """Return who speaks in a text copied from a window: tags stand there without an account, too.

    Examples
    --------
    >>> read_copied_sender("【管理员】李华")
    Sender(name='李华', account=None, role='admin')
    """
    sender = read_sender(written)
    found = _TAGS.fullmatch(sender.name)
    if sender.account or sender.role == "system" or found is None or not found[2]:
        return sender
    return Sender(found[2].strip(), None, _role(found[1]))


def _role(tags: str) -> str:
    return next((role for tag, role in _ROLES.items() if tags.startswith(tag)), "unknown")
