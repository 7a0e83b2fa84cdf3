"""The elements of messages in exports of QQ Chat Exporter that need a look: as row, type and data.

Most versions write their own elements, ``{"type", "data"}``. Those with a ``rawMessage`` have the client's
(``elementType`` and a key of its own for each), and reply and card in ``content``; these are brought into the
form of the others.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain
from types import MappingProxyType

from ._qq_elements import PLAIN
from ._records import Object, Records

Element = tuple[int, str, Object]

# The client's elements (elementType: key, our type, keys of the data by ours).
_CLIENT_ELEMENTS: Mapping[int, tuple[str, str, Mapping[str, str]]] = MappingProxyType(
    {
        2: ("picElement", "image", {"filename": "fileName"}),
        3: ("fileElement", "file", {"filename": "fileName"}),
        4: ("pttElement", "audio", {}),
        5: ("videoElement", "video", {"filename": "fileName"}),
        8: ("grayTipElement", "system", {}),
        9: ("walletElement", "wallet", {"summary": "summary"}),
        10: ("arkElement", "json", {"content": "bytesData"}),
        11: ("marketFaceElement", "market_face", {}),
        14: ("markdownElement", "markdown", {"content": "content"}),
        16: ("multiForwardMsgElement", "forward", {"xmlContent": "xmlContent"}),
    }
)


def elements(records: Records, content: list[Object]) -> list[Element]:
    """Return the elements that need a look; rows with elements that are built otherwise are strange."""
    found: list[Element] = []
    lists = records.lists("elements", content)
    if set(map(type, chain.from_iterable(lists))) <= {dict}:  # the rule: most are texts, and gone at once
        lists = [[each for each in some if each.get("type") not in PLAIN] for some in lists]
    for row, some in enumerate(lists):
        for each in some:
            kind = each.get("type") if isinstance(each, dict) else None
            data = each.get("data", {}) if isinstance(each, dict) else None
            if isinstance(kind, str) and isinstance(data, dict):
                found.append((row, kind, data))
            else:
                records.strange.add(row)
    return found


def client_elements(records: Records, content: list[Object]) -> list[Element]:
    """Return the same of messages that carry the client's own elements."""
    found: list[Element] = []
    for row, each in enumerate(records.parts("reply", content)):
        if each:
            found.append((row, "reply", each))
    for row, each in enumerate(records.parts("card", content)):
        if each:
            found.append((row, "json", {"description": each.get("content"), **each}))
    for row, some in enumerate(records.lists("elements", records.parts("rawMessage"))):
        for each in some:
            number = each.get("elementType") if isinstance(each, dict) else None
            if number in (None, *_CLIENT_ELEMENTS):
                found += _client_element(records, row, each)
    return found


def _client_element(records: Records, row: int, element: object) -> list[Element]:
    """Return one of the client's elements in our form; none where it is built otherwise."""
    number = element.get("elementType") if isinstance(element, dict) else None
    key, kind, names = _CLIENT_ELEMENTS.get(number or 0, ("", "", {}))
    data = element.get(key) if isinstance(element, dict) else None
    if not isinstance(data, dict):
        records.strange.add(row)
        return []
    if kind == "system":
        return [(row, kind, {"originalData": data})]
    return [(row, kind, {ours: data.get(theirs) for ours, theirs in names.items()})]
