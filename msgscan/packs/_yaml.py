"""YAML text → a tree of nodes, each with its place. Only this file and ``_written`` import yaml.

The tree is built from libyaml's events, not by ``yaml.load``: every scalar stays the text that was written
(``no``, ``0123``, ``22:30``, ``1.10`` are words here, and what is a number is for the model to say), a key
that is written twice is a fault, and the limits are kept while reading. Aliases are refused: they are what
YAML bombs are made of, and a reader of a rule should not have to look elsewhere for its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import yaml

from ..errors import Fault, PackError, Place, Wording
from ._syntax import INDENTED_BY_TAB, WIDE_COLON, syntax_wording

# A rule is a handful of levels deep and conditions are nested by hand; Python's own limit is far away.
MAX_DEPTH = 40
# Ten times the largest pack thought of; a list of that size belongs into a lexicon file.
MAX_NODES = 500_000

# What libyaml's reader takes; it tells nothing but an offset about the rest.
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ufffd\U00010000-\U0010ffff]")

# "  - id：job-ads", a Chinese colon after a key
_WIDE_COLON = re.compile(r"[ -]*[a-z_]+\uff1a")

Plain = str | list["Plain"] | dict[str, "Plain"]


@dataclass(frozen=True, slots=True)
class Node:
    """One value of the file, with the line and column (from 1, in characters) where it begins."""

    line: int
    column: int
    # Of a mapping: the node of the key beside the node of the value, by the text of the key.
    value: str | tuple[Node, ...] | Mapping[str, tuple[Node, Node]]
    # The file: what an overlay makes of a pack has nodes of both.
    path: str = ""

    @property
    def place(self) -> Place:
        """Return where the value begins."""
        return Place(self.path, self.line, self.column)

    @property
    def text(self) -> str:
        """Return the text of a scalar; a list or a mapping has none: ``""``."""
        return self.value if isinstance(self.value, str) else ""

    @property
    def members(self) -> tuple[Node, ...]:
        """Return the members of a list; a scalar or a mapping has none."""
        return self.value if isinstance(self.value, tuple) else ()

    @property
    def pairs(self) -> Mapping[str, tuple[Node, Node]]:
        """Return key and value nodes of a mapping; a scalar or a list has none."""
        return self.value if isinstance(self.value, Mapping) else {}

    @property
    def is_mapping(self) -> bool:
        """Return whether this is a mapping."""
        return isinstance(self.value, Mapping)

    def at(self, key: str) -> Node:
        """Return the value under this key; where there is none, an empty text that stands nowhere."""
        pair = self.pairs.get(key)
        return pair[1] if pair else Node(0, 0, "")

    def several(self, key: str) -> tuple[Node, ...]:
        """Return the scalars under this key, where one may stand for a list of one."""
        if key not in self.pairs:
            return ()
        found = self.at(key)
        return tuple(node for node in found.members or (found,) if isinstance(node.value, str))

    def plain(self) -> Plain:
        """Return the tree as text, lists and dicts."""
        if isinstance(self.value, str):
            return self.value
        if isinstance(self.value, tuple):
            return [member.plain() for member in self.value]
        return {key: value.plain() for key, (_, value) in self.value.items()}


def read_tree(text: str, path: str) -> tuple[Node, list[Fault]]:
    r"""Return the tree and the faults that leave it whole (a key written twice, an anchor, a tag).

    Raises
    ------
    PackError
        The text is not YAML, uses aliases, or goes over a limit: what it means can't be told.

    Examples
    --------
    >>> tree, faults = read_tree("words: [no, 0123, 22:30]\nwords: x", "ads.yaml")
    >>> tree.plain()
    {'words': ['no', '0123', '22:30']}
    >>> print(faults[0])
    ads.yaml:2:1: 键 'words' 重复了：第 1 行已经写过
    """
    unprintable = _UNPRINTABLE.search(text)
    if unprintable:
        raise PackError((_unprintable(text, unprintable.start(), path),))
    builder = _Builder(text, path)
    try:
        root = builder.document()
    except yaml.YAMLError as error:
        raise PackError((*builder.faults, _syntax_fault(error, text, path))) from None
    if builder.incomplete:
        raise PackError(tuple(builder.faults))
    return root, builder.faults


class _Builder:
    """Makes nodes out of events, and gathers faults meanwhile."""

    def __init__(self, text: str, path: str) -> None:
        self.faults: list[Fault] = []
        self.incomplete = False
        self._events: Iterator[yaml.Event] = yaml.parse(text, Loader=yaml.CBaseLoader)
        self._path = path
        self._count = 0

    def document(self) -> Node:
        """Return the root of the only document."""
        root = Node(1, 1, "", self._path)
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                if self._count:
                    self.incomplete = True
                    self._fault(
                        event,
                        "一个文件只能写一个规则包，这里又开始了一个（多了 ---？）",
                        "one file holds one rule pack, here a second begins (a stray ---?)",
                    )
                    break
                root = self._node(next(self._events), 0)
        return root

    def _node(self, event: yaml.Event, depth: int) -> Node:
        self._count += 1
        if depth > MAX_DEPTH or self._count > MAX_NODES:
            self._fault(
                event,
                f"内容太多或嵌套太深：最多 {MAX_NODES} 项、{MAX_DEPTH} 层",
                f"too much or too deep: at most {MAX_NODES} values and {MAX_DEPTH} levels",
            )
            raise PackError(tuple(self.faults))
        self._refuse_extras(event)
        value: str | tuple[Node, ...] | Mapping[str, tuple[Node, Node]] = ""
        if isinstance(event, yaml.ScalarEvent):
            value = event.value
        elif isinstance(event, yaml.SequenceStartEvent):
            value = self._sequence(depth)
        elif isinstance(event, yaml.MappingStartEvent):
            value = self._mapping(depth)
        return Node(*_line_and_column(event), value, self._path)

    def _sequence(self, depth: int) -> tuple[Node, ...]:
        members = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            members.append(self._node(event, depth + 1))
        return tuple(members)

    def _mapping(self, depth: int) -> Mapping[str, tuple[Node, Node]]:
        pairs: dict[str, tuple[Node, Node]] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._node(event, depth + 1)
            value = self._node(next(self._events), depth + 1)
            if not isinstance(key.value, str):
                self._fault(event, "键只能是一段文字", "a key must be text")
            elif key.value in pairs:
                first = pairs[key.value][0].line
                self._fault(
                    event,
                    f"键 {key.value!r} 重复了：第 {first} 行已经写过",
                    f"the key {key.value!r} is written twice: it already stands on line {first}",
                )
            else:
                pairs[key.value] = (key, value)
        return MappingProxyType(pairs)

    def _refuse_extras(self, event: yaml.Event) -> None:
        """Refuse aliases, anchors and tags; an unquoted word may be taken for any of them."""
        if isinstance(event, yaml.AliasEvent):
            self.incomplete = True
            self._fault(
                event,
                f"不能用别名 *{event.anchor}：请把内容写全；如果是词，请加引号",
                f"aliases such as *{event.anchor} are refused: write it out, or quote it if it is a word",
            )
        elif isinstance(event, yaml.NodeEvent) and event.anchor:
            self._fault(
                event,
                f"不能用锚点 &{event.anchor}；如果是词，请加引号",
                f"anchors such as &{event.anchor} are refused; quote it if it is a word",
            )
        if isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent) and event.tag:
            self._fault(
                event,
                f"不能用标签 {event.tag}；如果是词，请加引号",
                f"tags such as {event.tag} are refused; quote it if it is a word",
            )

    def _fault(self, event: yaml.Event, zh: str, en: str) -> None:
        self.faults.append(Fault(Place(self._path, *_line_and_column(event)), Wording(zh, en)))


def _line_and_column(event: yaml.Event) -> tuple[int, int]:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (0, 0)


def _syntax_fault(error: yaml.YAMLError, text: str, path: str) -> Fault:
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        # No text is known of which libyaml says something without a place.
        return Fault(Place(path), syntax_wording(str(error)))  # pragma: no cover
    mark, began = error.problem_mark, error.context_mark
    lines = text.split("\n")
    # A key without its colon is noticed on the next line at the earliest.
    for number in (mark.line - 1, mark.line):
        wide = _WIDE_COLON.match(lines[number]) if 0 <= number < len(lines) else None
        if wide:
            return Fault(Place(path, number + 1, wide.end()), WIDE_COLON)
    if text[mark.index : mark.index + 1] == "\t":
        return Fault(Place(path, mark.line + 1, mark.column + 1), INDENTED_BY_TAB)
    wording = syntax_wording(str(error.problem))
    if began is not None and str(error.problem) == "found unexpected end of stream":
        # What is open, such as a quote, began far above.
        return Fault(Place(path, began.line + 1, began.column + 1), wording)
    if began is not None and began.line != mark.line:
        line = began.line + 1
        wording = Wording(f"{wording.zh}（从第 {line} 行开始）", f"{wording.en} (it began on line {line})")
    return Fault(Place(path, mark.line + 1, mark.column + 1), wording)


def _unprintable(text: str, offset: int, path: str) -> Fault:
    line = text.count("\n", 0, offset) + 1
    column = offset - (text.rfind("\n", 0, offset) + 1) + 1
    name = f"U+{ord(text[offset]):04X}"
    return Fault(
        Place(path, line, column),
        Wording(f"文件里有不可见的控制字符 {name}，请删掉", f"remove the control character {name}"),
    )
