"""QQ's notices as the client stores them ("gray tips"), read as events with accounts.

The client keeps who did what to whom as data and draws the sentence from it; exporters of qq-chat-exporter's
kind pass that data on. Schema learnt from public declarations of the client's interface and from samples::

    subElementType 12  xmlElement.content    <gtip><qq uin="u_…" jp="4200000001" nm="名"/><nor txt="邀请"/>…
    subElementType 17  jsonGrayTipElement    {busiId, jsonStr: '{"items": [{"type": "qq", …}]}'}
    subElementType  4  groupElement          {type, memberUid, adminUid, memberAdd, shutUp, groupName, …}
    subElementType  1  revokeElement         {operatorUid, origMsgSenderUid, …}

``jp`` and ``uin`` are an account when they are digits; ``u_…`` is the client's internal id, which the senders
of the same file may explain. A nickname may hold any word of a notice, so what happened is told by the words
between the names only.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from ._json import maybe_whole
from ._notices import Event, understand
from ._qq_elements import plain

Accounts = Mapping[str, str | None]
"""Accounts by internal id; ``None`` = the file gives two, so neither counts."""


class Tip(NamedTuple):
    """A notice: what it reports, and its sentence."""

    event: Event | None
    sentence: str


class _Person(NamedTuple):
    name: str
    account: str | None


# (event, words between the names); the first that fits counts.
_WORDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("qr_join", re.compile("扫描|二维码")),
    ("invite", re.compile("邀请")),
    ("remove", re.compile("移出|踢出")),
    ("unmute", re.compile("(?:解除|取消|关闭).*禁言")),
    ("mute", re.compile("禁言")),
    ("recall", re.compile("撤回")),
    ("essence", re.compile("精华")),
    ("new_owner", re.compile("群主")),
    ("admin", re.compile("管理员")),
    ("rename", re.compile("群名")),
    ("dissolve", re.compile("解散")),
    ("pat", re.compile("[拍戳][了一]")),
    ("join", re.compile("加入|进群|入群")),
    ("leave", re.compile("退出|退群|离开")),
)
_TO_ONE = frozenset({"invite", "qr_join", "join", "leave", "new_owner", "admin", "mute", "unmute", "remove"})
_YOU = _Person("你", None)

# groupElement.memberAdd: which of its keys is filled tells what happened.
_ADDED: Mapping[str, str] = MappingProxyType(
    {
        "otherAdd": "join", "youAdd": "join", "otherAddByOtherQRCode": "qr_join",
        "otherAddByYourQRCode": "qr_join", "youAddByOtherQRCode": "qr_join",
        "otherInviteOther": "invite", "otherInviteYou": "invite", "youInviteOther": "invite",
    }
)  # fmt: skip
_YOU_ACTED = frozenset({"otherAddByYourQRCode", "youInviteOther"})
_YOU_CAME = frozenset({"youAddByOtherQRCode", "otherInviteYou"})
_ADDED_WORDS = {"join": "{targets}加入了群聊", "invite": "{actor}邀请{targets}加入了群聊",
                "qr_join": "{targets}通过扫描{actor}分享的二维码加入群聊"}  # fmt: skip

# <qq uin="u_wang" col="3" jp="4200000001" nm="教务-王小明"/> · <nor txt="邀请"/>
_TAG = re.compile(r"<(qq|nor)\b([^>]*)>")
_ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')


def read_tip(tip: Mapping[str, Any], accounts: Accounts) -> Tip | None:
    """Return what a gray tip reports, ``None`` when it holds no data that is known.

    Parameters
    ----------
    tip : mapping
        As the client stores it.
    accounts : mapping of str to (str or None)
        Accounts of the senders by internal id.

    Examples
    --------
    >>> xml = '<qq uin="u_w" jp="4200000001" nm="王"/><nor txt="邀请"/><qq uin="u_l" jp="u_l" nm="李"/>'
    >>> tip = read_tip({"xmlElement": {"content": xml}}, {"u_l": "4200000002"})
    >>> tip.sentence, tip.event.actor_id, tip.event.targets, tip.event.target_ids
    ('王邀请李', '4200000001', ['李'], ['4200000002'])
    """
    for key, read in (
        ("groupElement", _group),
        ("revokeElement", _revoke),
        ("xmlElement", _xml),
        ("jsonGrayTipElement", _json_tip),
    ):
        part = tip.get(key)
        if isinstance(part, dict) and (found := read(part, accounts)):
            return found
    return None


def read_items(items: object, accounts: Accounts) -> Tip | None:
    """Return what the items of a notice report: names as ``{"type": "qq", …}``, words between them."""
    if not isinstance(items, list) or not items:
        return None
    parts = [_item(item, accounts) for item in items if isinstance(item, dict)]
    return _composed([part for part in parts if part])


def _xml(element: Mapping[str, Any], accounts: Accounts) -> Tip | None:
    parts: list[_Person | str] = []
    for tag, inside in _TAG.findall(plain(element.get("content"))):
        attributes = {key: html.unescape(value) for key, value in _ATTRIBUTE.findall(inside)}
        parts.append(_person(attributes, accounts) if tag == "qq" else attributes.get("txt", ""))
    return _composed(parts)


def _json_tip(element: Mapping[str, Any], accounts: Accounts) -> Tip | None:
    content = maybe_whole(plain(element.get("jsonStr")))
    return read_items(content.get("items"), accounts) if isinstance(content, dict) else None


def _item(item: Mapping[str, Any], accounts: Accounts) -> _Person | str:
    text = plain(item.get("txt") or item.get("text") or "")
    return _person({**item, "nm": item.get("nm") or text}, accounts) if item.get("type") == "qq" else text


def _composed(parts: list[_Person | str]) -> Tip | None:
    """Return the event of names and words as they stand in a row."""
    sentence = "".join(part if isinstance(part, str) else part.name for part in parts).strip()
    words = "\0".join(part for part in parts if isinstance(part, str))
    people = [part for part in parts if isinstance(part, _Person)]
    if not sentence:
        return None
    if not people:
        return Tip(understand(sentence), sentence)
    event = next((event for event, pattern in _WORDS if pattern.search(words)), "unknown")
    if words.lstrip("\0 ").startswith(("你", "您")) and isinstance(parts[0], str):
        return Tip(_event(event, _YOU, people), sentence)
    if "请你" in words or "将你" in words:
        return Tip(_event(event, people[0], [_YOU]), sentence)
    if len(people) == 1 and event in _TO_ONE:
        return Tip(_event(event, None, people), sentence)
    return Tip(_event(event, people[0], people[1:]), sentence)


def _group(element: Mapping[str, Any], accounts: Accounts) -> Tip | None:
    member = _person_of(element, "member", accounts)
    admin = _person_of(element, "admin", accounts)
    tip = None
    match plain(element.get("type")):
        case "1":
            tip = _added(element.get("memberAdd"), member, accounts)
        case "2":
            tip = Tip(_event("dissolve", admin or member, []), "群聊已解散")
        case "3" if admin and admin != member:
            tip = Tip(_event("remove", admin, _some(member)), f"{admin.name}将{_name(member)}移出群聊")
        case "3":
            tip = Tip(_event("leave", None, _some(member)), f"{_name(member)}退出了群聊")
        case "5":
            name = plain(element.get("groupName"))
            tip = Tip(_event("rename", member or admin, []), f"{_name(member or admin)}修改群名为“{name}”")
        case "8":
            tip = _muted(element.get("shutUp"), admin, member, accounts)
    return tip


def _added(added: object, member: _Person | None, accounts: Accounts) -> Tip | None:
    filled = [(key, value) for key, value in _items(added) if key in _ADDED and isinstance(value, dict)]
    if not filled:
        return Tip(_event("join", None, [member]), f"{member.name}加入了群聊") if member else None
    key, value = filled[0]
    inviter, invited = value.get("inviter"), value.get("invited")
    one = _person(value, accounts)
    actor = _YOU if key in _YOU_ACTED else _person(inviter, accounts) if isinstance(inviter, dict) else None
    target = _person(invited, accounts) if isinstance(invited, dict) else one
    if key in _YOU_CAME:
        actor, target = one, _YOU
    words = _ADDED_WORDS[_ADDED[key]]
    return Tip(_event(_ADDED[key], actor, [target]), words.format(actor=_name(actor), targets=target.name))


def _muted(shut: object, admin: _Person | None, member: _Person | None, accounts: Accounts) -> Tip:
    data = dict(_items(shut))
    by, to = data.get("admin"), data.get("member")
    actor = _person(by, accounts) if isinstance(by, dict) else admin
    target = _person(to, accounts) if isinstance(to, dict) else member
    people = [target] if target and target.name else []
    whom = target.name if people and target else "全体成员"
    seconds = plain(data.get("duration"))
    if seconds in ("0", ""):
        return Tip(_event("unmute", actor, people), f"{_name(actor)}解除了{whom}的禁言")
    return Tip(_event("mute", actor, people), f"{_name(actor)}将{whom}禁言{seconds}秒")


def _revoke(element: Mapping[str, Any], accounts: Accounts) -> Tip:
    actor = _person_of(element, "operator", accounts)
    author = _person_of(element, "origMsgSender", accounts)
    if author is None or author == actor or element.get("isSelfOperate") is True:
        return Tip(_event("recall", actor, []), f"{_name(actor)}撤回了一条消息")
    return Tip(_event("recall", actor, [author]), f"{_name(actor)}撤回了{author.name}的一条消息")


def _person(data: Mapping[str, Any], accounts: Accounts) -> _Person:
    """Return the person that an object or tag describes: card before nickname, account before internal id."""
    ids = [plain(data.get(key)) for key in ("jp", "uin", "uid")]
    account = next((each for each in ids if each.isdecimal() and each != "0"), None)
    account = account or next((accounts[each] for each in ids if accounts.get(each)), None)
    name = next((plain(data[key]) for key in ("card", "nm", "name") if data.get(key)), "")
    return _Person(name or account or "", account)


def _person_of(element: Mapping[str, Any], prefix: str, accounts: Accounts) -> _Person | None:
    """Return the person whose keys begin so: ``memberUid``, ``memberNick``."""
    names = (element.get(prefix + key) for key in ("MemRemark", "Nick", "Remark"))
    person = _person(
        {"uid": element.get(f"{prefix}Uid"), "name": next((name for name in names if name), None)}, accounts
    )
    return person if person.name else None


def _event(event: str, actor: _Person | None, targets: list[_Person]) -> Event:
    ids = [target.account or "" for target in targets]
    return Event(
        event,
        actor=(actor.name or None) if actor else None,
        targets=[target.name for target in targets] or None,
        actor_id=actor.account if actor else None,
        target_ids=ids if any(ids) else None,
    )


def _items(value: object) -> Iterator[tuple[str, Any]]:
    return iter(value.items() if isinstance(value, dict) else ())


def _name(person: _Person | None) -> str:
    return person.name if person else ""


def _some(person: _Person | None) -> list[_Person]:
    return [person] if person else []
