"""Notices of the chat clients, read as events: who invited whom, who left, what was renamed.

Only rows that the file marks as notices come here: a member can type any of these sentences. Structured
sources (XML, gray tips, bot events) are read by their formats; this file reads sentences, as the last
resort. Names are taken as printed: a nickname may hold ``、`` or quotes, so they are hints, not identities.

Sources of the wordings: the notices of WeChat and QQ in Chinese and English as public readers of such logs
match them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from ..schema import Values


class Event(NamedTuple):
    """What a notice reports; ``None`` where it does not tell.

    Attributes
    ----------
    event : str
        One of ``CATEGORIES["event"]``; ``unknown`` = something happened, the exporter lost who or what.
    actor, actor_id : str, optional
        Who did it.
    targets, target_ids : list of str, optional
        To whom.
    """

    event: str
    actor: str | None = None
    targets: list[str] | None = None
    actor_id: str | None = None
    target_ids: list[str] | None = None


_WORDINGS: tuple[tuple[str, re.Pattern[str]], ...] = (
    # 教务-王小明邀请赵磊加入了本群。
    ("invite", re.compile(r"(?P<actor>.+?)邀请(?P<targets>.+?)加入了?(?:本群|群聊|群)[。.]?")),
    # 刘敏加入本群。
    ("join", re.compile(r"(?P<targets>.+?)加入了?(?:本群|群聊)[。.]?")),
    # 李华撤回了一条消息
    ("recall", re.compile(r"(?P<actor>.+?) ?撤回了一条(?:成员)?消息.*")),
)


def understand(sentence: str) -> Event | None:
    """Return the event that a notice reports, ``None`` when no wording fits.

    Examples
    --------
    >>> understand("教务-王小明邀请赵磊加入了本群。")
    Event(event='invite', actor='教务-王小明', targets=['赵磊'], actor_id=None, target_ids=None)
    """
    for event, wording in _WORDINGS:
        if found := wording.fullmatch(sentence.strip()):
            named = found.groupdict()
            targets = named.get("targets")
            return Event(event, named.get("actor"), targets.split("、") if targets else None)
    return None


def notice_columns(kinds: list[str], notices: Mapping[int, Event | None]) -> dict[str, Values]:
    """Return the kind and event columns of a batch.

    Parameters
    ----------
    kinds : list of str, n
        Kinds of the rows, as if none were a notice.
    notices : mapping of int to (Event or None)
        The rows that are notices, and what each reports; ``None`` = it was not understood.

    Examples
    --------
    >>> notice_columns(["text", "text"], {1: Event("recall", "李华")})["kind"]
    ['text', 'recall']
    """
    columns: dict[str, Values] = {"kind": kinds}
    if not notices:
        return columns
    kinds = list(kinds)
    events: dict[str, list[object]] = {name: [None] * len(kinds) for name in _EVENT_COLUMNS}
    for row, event in notices.items():
        kinds[row] = "recall" if event and event.event == "recall" else "system"
        for name, value in zip(_EVENT_COLUMNS, event or Event("unknown"), strict=True):
            events[name][row] = value
    return {"kind": kinds, **events}


_EVENT_COLUMNS = ("event", "event_actor", "event_targets", "event_actor_id", "event_target_ids")
