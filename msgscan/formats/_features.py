"""What exports of each format hold of the things an audit asks for, as far as our examples show.

``features.json`` beside this file has a line a format. It is made from the fixtures, never by hand::

    pytest tests/formats/test_features.py --update-expected

``yes``: most of the rows that could hold it do; ``some``: fewer; not listed: none. ``platforms``: where the
chats of the examples were held. An example shows what a format can hold; what no example shows may still be
there. What a format *never* holds stands in its ``lacks``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from ..errors import Wording

TABLE = Path(__file__).with_name("features.json")

FEATURES: Mapping[str, Wording] = MappingProxyType(
    {
        "dates": Wording("日期", "dates"),
        "seconds": Wording("秒", "seconds"),
        "chat_name": Wording("群名", "name of the group"),
        "chat_number": Wording("群号", "number of the group"),
        "message_ids": Wording("消息编号", "ids of messages"),
        "accounts": Wording("发送者的账号", "accounts of senders"),
        "roles": Wording("群主和管理员", "owner and admins"),
        "notices": Wording("系统通知", "notices"),
        "invitations": Wording("谁邀请了谁", "who invited whom"),
        "notice_accounts": Wording("系统通知里的账号", "accounts in notices"),
        "quotes": Wording("引用的内容", "quoted texts"),
        "recalls": Wording("撤回", "recalls"),
    }
)

# What such a file holds depends on the tool that wrote it.
_EXCHANGED = ("chatlab-json", "chatlab-jsonl")
# Without these nobody can tell who brought whom into which group.
_AUDITED = ("chat_number", "accounts", "notices", "invitations")


@cache
def _table() -> Mapping[str, Mapping[str, list[str]]]:
    table: Mapping[str, Mapping[str, list[str]]] = json.loads(TABLE.read_text(encoding="utf-8"))
    return MappingProxyType(table)


def shown_by(name: str) -> Mapping[str, str] | None:
    """Return ``yes``, ``some`` or ``no`` by feature; ``None`` for a format that brought no examples to us.

    Examples
    --------
    >>> shown = shown_by("qq-pc-txt")
    >>> shown["seconds"], shown["chat_number"]
    ('yes', 'no')
    """
    if name not in _table():
        return None
    shown = _table()[name]
    levels = {feature: level for level in ("yes", "some") for feature in shown[level]}
    return {feature: levels.get(feature, "no") for feature in FEATURES}


def missed_by(name: str) -> tuple[str, ...]:
    """Return the features that an audit asks for and no example of this format shows.

    Examples
    --------
    >>> missed_by("qq-pc-txt"), missed_by("qce-json")
    (('chat_number',), ())
    """
    shown = shown_by(name)
    return () if shown is None else tuple(feature for feature in _AUDITED if shown[feature] == "no")


def better_than(name: str) -> tuple[str, ...]:
    """Return the formats of the same platform whose examples show most, where this one misses something.

    Examples
    --------
    >>> better_than("qq-mobile-copy"), better_than("qce-json")
    (('qce-chunked-jsonl', 'qce-json'), ())
    """
    platforms = _table()[name]["platforms"] if missed_by(name) else []
    others = {
        each: shown
        for each, shown in _table().items()
        if len(platforms) == 1 and shown["platforms"] == platforms and each not in _EXCHANGED
    }
    if not others:
        return ()
    most = max(map(_richness, others.values()))
    best = tuple(each for each, shown in others.items() if _richness(shown) == most)
    return () if any(missed_by(each) for each in best) else best


def _richness(shown: Mapping[str, list[str]]) -> tuple[bool, int, int]:
    """Return what formats are compared by: all that is audited, then how much, then how much in part."""
    return set(_AUDITED) <= set(shown["yes"]), len(shown["yes"]), len(shown["some"])
