"""Notices of WeChat as its database keeps them: ``<sysmsg>`` XML, for formats that print it raw.

The one source that has accounts and tells names apart whatever they hold. Known types, as public readers of
such databases match them: ``sysmsgtemplate`` (a sentence with ``$names$`` and lists of members),
``delchatroommember`` (a sentence, and the accounts of who joined by QR code), ``revokemsg``, ``pat``.
"""

from __future__ import annotations

import re
from typing import NamedTuple
from xml.etree import ElementTree as ET

from ._notices import Event, plain, understand

_LONGEST = 1 << 16  # characters; an invitation of forty people has some 10,000
_VARIABLE = re.compile(r"\$(\w+)\$")
_MARK = "\ue000"  # stands around a variable's name while the sentence is read: no client prints it


class Sentence(NamedTuple):
    """A notice as people see it, and what it reports."""

    text: str
    event: Event | None


class _People(NamedTuple):
    """The members that a variable stands for."""

    names: list[str]
    accounts: list[str]
    shown: str


def is_sysmsg(content: str) -> bool:
    """Return whether a content is such XML; ``123@chatroom:`` may stand before it."""
    return "<sysmsg" in content[:200]


def read_notice(content: str) -> Sentence:
    """Return the sentence and the event of a notice, from a sentence or from the client's XML.

    Examples
    --------
    >>> read_notice('"张磊"修改群名为“2402班”').event.event
    'rename'
    """
    if is_sysmsg(content):
        return read_sysmsg(content)
    sentence = plain(content)
    return Sentence(sentence, understand(sentence))


def read_sysmsg(content: str) -> Sentence:
    """Return the sentence and the event of a notice; the content itself where it can't be read.

    Examples
    --------
    >>> member = "<member><username>wxid_a</username><nickname>周、敏</nickname></member>"
    >>> read_sysmsg(
    ...     '<sysmsg type="sysmsgtemplate"><template>你邀请"$names$"加入了群聊  $revoke$</template>'
    ...     f'<link name="names"><memberlist>{member}</memberlist></link></sysmsg>'
    ... )
    Sentence(text='你邀请"周、敏"加入了群聊',
             event=Event(event='invite', actor='你', targets=['周、敏'], actor_id=None,
                         target_ids=['wxid_a']))
    """
    root = _maybe_parsed(content)
    if root is None:
        return Sentence(content.strip(), None)
    template = root.findtext(".//template")
    if root.get("type") == "pat":
        patted = root.findtext(".//pattedusername")
        event = Event("pat", None, None, root.findtext(".//fromusername"), [patted] if patted else None)
        return Sentence(plain(template or ""), event)
    if template:
        return _filled(template, {link.get("name", ""): _members(link) for link in root.iter("link")})
    said = (root.findtext(f".//{tag}") for tag in ("plain", "content", "replacemsg"))
    text = plain(next(filter(None, said), ""))
    event_ = understand(text)
    joined = [node.text for node in root.iterfind(".//memberlist/username") if node.text]
    if event_ and event_.event == "qr_join" and joined:
        names = event_.targets or []
        alone = ["、".join(names)] if len(joined) == 1 and names else names  # a name may hold 、 itself
        event_ = event_._replace(targets=alone or None, target_ids=joined)
    return Sentence(text or content.strip(), event_)


def _maybe_parsed(content: str) -> ET.Element | None:
    """Return the XML's root; ``None`` for what is damaged, too long, or has entities, which may explode."""
    begin = content.find("<sysmsg")
    if begin < 0 or len(content) > _LONGEST or "<!DOCTYPE" in content:
        return None
    try:
        return ET.fromstring(content[begin:].strip())  # noqa: S314 - no entities, see above
    except ET.ParseError:
        return None


def _members(link: ET.Element) -> _People:
    members = list(link.iter("member"))
    names = [(member.findtext("nickname") or "").strip() for member in members]
    accounts = [(member.findtext("username") or "").strip() for member in members]
    shown = (link.findtext("separator") or "、").join(names)
    return _People(names, accounts, shown)


def _filled(template: str, people: dict[str, _People]) -> Sentence:
    """Return a template's sentence with its names, and its event with names and accounts."""

    def shown(variable: re.Match[str]) -> str:
        known = people.get(variable[1])
        return known.shown if known and known.names else variable[0]

    def marked(variable: re.Match[str]) -> str:
        known = people.get(variable[1])
        return f"{_MARK}{variable[1]}{_MARK}" if known and known.names else variable[0]

    event = understand(_VARIABLE.sub(marked, template))
    if event:
        actors, targets = (_meant(people, written) for written in ([event.actor], event.targets or []))
        event = Event(
            event.event,
            actors.shown or None,
            targets.names or None,
            next(filter(None, actors.accounts), None),
            targets.accounts if any(targets.accounts) else None,
        )
    return Sentence(plain(_VARIABLE.sub(shown, template)), event)


def _meant(people: dict[str, _People], written: list[str | None] | list[str]) -> _People:
    """Return whom marked variables stand for; other names, such as 你, stand for themselves."""
    found = [
        people.get(name.strip(_MARK), _People([name], [""], name)) for name in written if name is not None
    ]
    names = [name for part in found for name in part.names]
    accounts = [account for part in found for account in part.accounts]
    return _People(names, accounts, "、".join(names))
