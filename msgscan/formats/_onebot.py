"""Events of OneBot 11, as bots log them (NapCat, go-cqhttp and others), read as columns.

Learnt from the standard (botuniverse/onebot-11) and from the events of NapCat::

    message   {"time" (s), "post_type": "message" | "message_sent", "message_type": "group", "message_id",
               "group_id", "group_name"?, "user_id", "sender": {"nickname", "card", "role"},
               "message": [{"type", "data"}] or a text with [CQ:type,key=value]}
    notice    {"time", "post_type": "notice", "notice_type", "sub_type"?, "group_id", "user_id",
               "operator_id"?, …}
    request   {"time", "post_type": "request", "request_type", "comment", …}

Notices hold accounts and no names; names come from the messages of the same file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from types import MappingProxyType
from typing import Any

from ..errors import Wording
from ..schema import Batch
from ._clock import epoch_instants, second_or_none
from ._format import Note
from ._json import as_text
from ._notices import Event, notice_columns
from ._onebot_messages import called, read_message
from ._qq_elements import plain
from ._records import Object, Records

MESSAGES = frozenset({"message", "message_sent"})
_ROLES = frozenset({"owner", "admin", "member"})
_META = "meta_event"

_NO_MESSAGES = Note(
    "meta-events",
    Wording(
        "{count} 条机器人自身的事件（心跳、生命周期）不是消息，未检查",
        "{count} events of the bot itself (heartbeats) are no messages: not scanned",
    ),
)


class Reader:
    """What goes from chunk to chunk: who is called what, and which messages are taken back later."""

    def __init__(self) -> None:
        self._recalled: set[str] = set()
        self._names: dict[tuple[str, str], str] = {}
        self._groups: dict[str, str] = {}

    def learn(self, values: list[Any]) -> None:
        """Look at events before any is read: people are named behind the notice of their coming."""
        for event in values:
            if not isinstance(event, dict):
                continue
            group = plain(event.get("group_id"))
            if name := called(event.get("sender")):
                self._names.setdefault((group, plain(event.get("user_id"))), name)
            if name := plain(event.get("group_name")):
                self._groups.setdefault(group, name)
            if event.get("notice_type") == "group_recall":
                self._recalled.add(plain(event.get("message_id")))

    def read(self, values: list[Any], lines: Sequence[int]) -> Iterator[Batch | Note]:
        """Yield events as a batch, and its notes; ``lines`` tells where each stands."""
        meta = [isinstance(each, dict) and each.get("post_type") == _META for each in values]
        if any(meta):
            yield replace(_NO_MESSAGES, line=lines[meta.index(True)], count=sum(meta))
        values = [each for each, is_meta in zip(values, meta, strict=True) if not is_meta]
        lines = [line for line, is_meta in zip(lines, meta, strict=True) if not is_meta]
        if not values:
            return
        records = Records(values)
        records.require("post_type")
        posts, groups, users = (records.texts(key) for key in ("post_type", "group_id", "user_id"))
        senders = records.parts("sender")
        names, chats, kinds, texts = ([""] * len(values) for _ in range(4))
        notices: dict[int, Event | None] = {}
        for row, (post, group, user) in enumerate(zip(posts, groups, users, strict=True)):
            if row in records.strange:
                continue
            event = records.objects[row]
            self._rename(event, group, user)
            names[row], chats[row] = self._name(group, user) or "", self._groups.get(group, "")
            if post in MESSAGES:
                kinds[row], texts[row] = read_message(event, partial(self._name, group))
                continue
            told, kinds[row], texts[row] = self._notice(event, group)
            if kinds[row] == "system":
                notices[row] = told
        accounts: list[str | None] = [user if user not in ("", "0") else None for user in users]
        roles = records.texts("role", senders)
        roles = [role if role in _ROLES else "unknown" for role in roles]
        ids = records.texts("message_id")
        instants = epoch_instants(records.numbers("time"))
        for row in notices:
            names[row], accounts[row], roles[row], ids[row] = "", None, "system", ""
        records.expose(kinds, texts, notices)
        yield from records.notes(lines)
        yield Batch(
            len(values),
            {
                "platform": "qq",
                "chat": chats,
                "chat_id": [group or None for group in groups],
                "line": list(lines),
                "message_id": [each or None for each in ids],
                "sent_at": instants,
                "time_quality": second_or_none(instants),
                "sender": names,
                "sender_id": accounts,
                "sender_role": roles,
                "text": texts,
                "recalled": [each in self._recalled for each in ids],
                **notice_columns(kinds, notices),
            },
        )

    def _rename(self, event: Object, group: str, user: str) -> None:
        """Remember what the sender and the group are called from here on."""
        if name := called(event.get("sender")):
            self._names[group, user] = name
        if name := plain(event.get("group_name")):
            self._groups[group] = name

    def _name(self, group: str, user: str) -> str | None:
        return self._names.get((group, user))

    def _notice(self, event: Object, group: str) -> tuple[Event | None, str, str]:
        """Return what a notice reports, its kind, and a sentence that says it."""
        what, sub = plain(event.get("notice_type")), plain(event.get("sub_type"))
        user, operator = plain(event.get("user_id")), plain(event.get("operator_id"))
        if what == "group_upload":
            file = event.get("file")
            return None, "file", f"[文件]{plain(file.get('name')) if isinstance(file, dict) else ''}"
        if event.get("post_type") == "request":
            who = self._shown(group, user)
            return (
                None,
                "system",
                f"{who} 的申请（{plain(event.get('request_type'))}）：{plain(event.get('comment'))}",
            )
        reported = _WHAT.get((what, sub)) or _WHAT.get((what, ""))
        if reported is None:
            return None, "system", as_text(event)
        kind, actor_key, target_key, sentence = reported
        actor, target = plain(event.get(actor_key)), plain(event.get(target_key))
        if kind == "recall" and actor == target:
            target, sentence = "", "{operator}撤回了一条消息"
        told = self._event(kind, group, actor, target)
        shown = sentence.format(
            user=self._shown(group, user),
            operator=self._shown(group, operator),
            target=self._shown(group, target),
            seconds=plain(event.get("duration")),
            new=plain(event.get("name_new") or event.get("card_new")),
        )
        return told, "system", shown

    def _event(self, kind: str, group: str, actor: str, target: str) -> Event:
        known = [target] if target not in ("", "0") else []
        names = [self._name(group, each) for each in known]
        return Event(
            kind,
            actor=self._name(group, actor),
            targets=[name for name in names if name] or None,
            actor_id=actor if actor not in ("", "0") else None,
            target_ids=known or None,
        )

    def _shown(self, group: str, user: str) -> str:
        return "全体成员" if user == "0" else self._name(group, user) or user


# (notice_type, sub_type): event, key of who did it, key of to whom, sentence; "" = any sub_type, nobody
_WHAT: Mapping[tuple[str, str], tuple[str, str, str, str]] = MappingProxyType(
    {
        ("group_increase", "invite"): ("invite", "operator_id", "user_id", "{operator}邀请{user}加入了群聊"),
        ("group_increase", ""): ("join", "", "user_id", "{user}加入了群聊"),
        ("group_decrease", "leave"): ("leave", "", "user_id", "{user}退出了群聊"),
        ("group_decrease", ""): ("remove", "operator_id", "user_id", "{operator}将{user}移出群聊"),
        ("group_admin", "set"): ("admin", "", "user_id", "{user}被设为管理员"),
        ("group_admin", "unset"): ("unknown", "", "user_id", "{user}被取消管理员"),
        ("group_ban", "ban"): ("mute", "operator_id", "user_id", "{operator}将{user}禁言{seconds}秒"),
        ("group_ban", "lift_ban"): ("unmute", "operator_id", "user_id", "{operator}解除了{user}的禁言"),
        ("group_recall", ""): ("recall", "operator_id", "user_id", "{operator}撤回了{user}的消息"),
        ("notify", "group_name"): ("rename", "user_id", "", "{user}修改群名为“{new}”"),
        ("notify", "poke"): ("pat", "user_id", "target_id", "{user}戳了戳{target}"),
        ("group_card", ""): ("unknown", "user_id", "", "{user}的群名片改为“{new}”"),
        ("essence", "add"): ("essence", "operator_id", "sender_id", "{operator}将{target}的消息设为精华"),
        ("group_dismiss", ""): ("dissolve", "operator_id", "", "{operator}解散了群聊"),
    }
)  # fmt: skip
