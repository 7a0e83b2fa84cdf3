"""How the values of a YAML text are written: where each stands, in signs or not, in which quotes.

For laying out a text again; what it says is read by ``_yaml``.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

import yaml

# YAML 1.1, as most readers have it; numbers of YAML 1.2, such as 08 and 0o17, are more.
_RESOLVER = yaml.resolver.Resolver()
_NUMBER = re.compile(r"[-+]?(?:[0-9]+|0o[0-7]+|(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?)")


class Written(NamedTuple):
    """A value as it stands in the file: the half-open range of its characters, and how it is written.

    Attributes
    ----------
    kind : {"scalar", "sequence", "mapping", "end"}
        ``end`` closes the sequence or mapping that was opened last.
    start, end : int
        Characters of the text; of a sequence or mapping, those of its opening sign.
    style : str
        ``{`` or ``[`` in signs, ``'``, ``"``, ``|`` or ``>`` of a scalar; ``""`` = plain, or by indentation.
    text : str
        What a scalar says.
    """

    kind: Literal["scalar", "sequence", "mapping", "end"]
    start: int
    end: int
    style: str
    text: str


def written_values(text: str) -> list[Written]:
    """Return the values of a text that is YAML, in their order."""
    values: list[Written] = []
    for event in yaml.parse(text, Loader=yaml.CBaseLoader):
        start, end = (mark.index if mark else 0 for mark in (event.start_mark, event.end_mark))
        if isinstance(event, yaml.ScalarEvent):
            values.append(Written("scalar", start, end, event.style or "", event.value))
        elif isinstance(event, yaml.SequenceStartEvent):
            values.append(Written("sequence", start, end, "[" if event.flow_style else "", ""))
        elif isinstance(event, yaml.MappingStartEvent):
            values.append(Written("mapping", start, end, "{" if event.flow_style else "", ""))
        elif isinstance(event, yaml.CollectionEndEvent):
            values.append(Written("end", start, end, "", ""))
    return values


def dashes(text: str) -> list[int]:
    """Return where the dashes of a text stand that begin a member of a list."""
    tokens = yaml.scan(text, Loader=yaml.CBaseLoader)
    return [token.start_mark.index for token in tokens if isinstance(token, yaml.BlockEntryToken)]


def is_text_to_others(word: str) -> bool:
    """Return whether other readers of YAML take an unquoted word for text, too.

    Examples
    --------
    >>> list(map(is_text_to_others, ["no", "0123", "08", "22:30", "2026-03-01", "加微信"]))
    [False, False, False, False, False, True]
    """
    resolved: str = _RESOLVER.resolve(  # type: ignore[no-untyped-call]  # the stubs lack it
        yaml.ScalarNode, word, (True, False)
    )
    return resolved == "tag:yaml.org,2002:str" and not _NUMBER.fullmatch(word)
