"""The rules of the ChatLab format 0.0.2, as its description has them, for whole files.

``faults(path)`` tells every rule that a file breaks. It shares nothing with the writer.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

TYPES = {0, 1, 2, 3, 4, 5, 7, 8, 20, 21, 22, 23, 24, 25, 26, 27, 80, 81, 99}
NOTICES = {80, 81}
SYSTEM = "SYSTEM"
MILLISECONDS = 1e11  # from here on a time can't be in seconds

# Keys of each object: the type of its value, and whether it must be there.
CHATLAB = {
    "version": (str, True),
    "exportedAt": (int, True),
    "generator": (str, False),
    "description": (str, False),
}
META = {
    "name": (str, True), "platform": (str, True), "type": (str, True), "groupId": (str, False),
    "groupAvatar": (str, False), "ownerId": (str, False),
}  # fmt: skip
MEMBER = {
    "platformId": (str, True), "accountName": (str, True), "groupNickname": (str, False),
    "aliases": (list, False), "avatar": (str, False), "roles": (list, False),
}  # fmt: skip
MESSAGE = {
    "sender": (str, True), "accountName": (str, True), "groupNickname": (str, False),
    "timestamp": (int, True), "type": (int, True), "content": ((str, type(None)), True),
    "platformMessageId": (str, False), "replyToMessageId": (str, False),
}  # fmt: skip

Keys = dict[str, tuple[Any, bool]]


def faults(path: Path) -> list[str]:
    """Return what is wrong with a file; nothing, if it follows the description."""
    text = path.read_text(encoding="utf-8")
    return list(_by_line(text) if path.suffix == ".jsonl" else _whole(json.loads(text)))


def _whole(value: dict[str, Any]) -> Iterator[str]:
    if list(value) != ["chatlab", "meta", "members", "messages"]:
        yield f"keys {list(value)}"
    yield from _head(value)
    yield from _body(value["members"], value["messages"])


def _by_line(text: str) -> Iterator[str]:
    values = [json.loads(line) for line in text.split("\n") if line and not line.startswith("#")]
    types = [value.pop("_type", None) for value in values]
    if types[:1] != ["header"] or types.count("header") != 1:
        yield "the first line is no header, or it is not the only one"
    if set(types) - {"header", "member", "message"}:
        yield f"types of lines {set(types)}"
    if "member" in types[types.index("message") :]:
        yield "a member behind a message"
    yield from _head(values[0])
    of = {
        kind: [value for value, type_ in zip(values, types, strict=True) if type_ == kind] for kind in types
    }
    yield from _body(of.get("member", []), of["message"])


def _head(value: dict[str, Any]) -> Iterator[str]:
    yield from _keys(value["chatlab"], CHATLAB)
    yield from _keys(value["meta"], META)
    if value["chatlab"]["version"] not in ("0.0.1", "0.0.2"):
        yield f"version {value['chatlab']['version']}"
    if value["meta"]["type"] not in ("group", "private"):
        yield f"type of chat {value['meta']['type']}"
    yield from (f"empty {name}" for name in ("name", "platform") if not value["meta"][name].strip())


def _body(members: list[dict[str, Any]], messages: list[dict[str, Any]]) -> Iterator[str]:
    known = [member["platformId"] for member in members]
    if len(set(known)) < len(known):
        yield "a member twice"
    if SYSTEM in known:
        yield "SYSTEM as a member"
    for member in members:
        yield from _keys(member, MEMBER)
        yield from (f"empty {name}" for name in ("platformId", "accountName") if not member[name])
        yield from (f"role {role}" for role in member.get("roles", []) if not role.get("id"))
    if not messages:
        yield "no message"
    ids = [message["platformMessageId"] for message in messages if "platformMessageId" in message]
    if len(set(ids)) < len(ids):
        yield "an id twice"
    for message in messages:
        yield from _message(message, set(known))
    times = [message["timestamp"] for message in messages]
    if times != sorted(times):
        yield "not in the order of time"


def _message(message: dict[str, Any], known: set[str]) -> Iterator[str]:
    yield from _keys(message, MESSAGE)
    if message["type"] not in TYPES:
        yield f"type {message['type']}"
    if not 0 < message["timestamp"] < MILLISECONDS:
        yield f"time {message['timestamp']}"
    if message["sender"] == SYSTEM and message["type"] not in NOTICES:
        yield "SYSTEM says something"
    if message["sender"] not in {*known, SYSTEM}:
        yield f"a sender who is no member: {message['sender']}"
    if not message["accountName"]:
        yield "a sender without a name"


def _keys(value: dict[str, Any], keys: Keys) -> Iterator[str]:
    yield from (f"unknown key {name}" for name in value if name not in keys)
    for name, (kind, needed) in keys.items():
        if name not in value:
            yield from [f"no {name}"] if needed else []
        elif not isinstance(value[name], kind) or isinstance(value[name], bool):
            yield f"{name} is {value[name]!r}"
