"""Text of a pack → what stands in it and where: blocks, leaves, comments and blank lines.

A leaf is a scalar, or a list or mapping in signs: it is laid out as it stands. A block is a list or mapping
by indentation. Comments are what is left between leaves: one at the end of a line belongs to the leaf before
it, one on a line of its own to the entry that comes next, or, where it is indented deeper than that, to the
end of the block it is in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ._written import Written, dashes, written_values

_COMMENT = re.compile("(?<![^\\s])#[^\n\r\x85\u2028\u2029]*")
# Lines after a block scalar that say nothing, unless it keeps them by a "+".
_REST = re.compile(r"(?:\n[ \t]*)+\Z")
_BLOCK_STYLES = ("|", ">")
_KEEPS = re.compile(r"[|>][0-9]?\+")


@dataclass(eq=False)
class Leaf:
    """A scalar, or a list or mapping in signs; ``members`` of a mapping are keys and values in turn."""

    written: Written
    end: int
    members: list[Leaf] = field(default_factory=list)
    comment: str = ""

    @property
    def start(self) -> int:
        """Return its first character."""
        return self.written.start


@dataclass(eq=False)
class Entry:
    """A member of a block, of a list without a key; ``lead``: comments and blank lines (``""``) above it."""

    start: int
    key: Leaf | None
    value: Leaf | Block = field(init=False)
    lead: list[str] = field(default_factory=list)


@dataclass(eq=False)
class Block:
    """A list or mapping by indentation; ``tail``: comments and blank lines at its end."""

    column: int
    entries: list[Entry] = field(default_factory=list)
    tail: list[str] = field(default_factory=list)


@dataclass(eq=False)
class Layout:
    """A text, taken apart."""

    text: str
    root: Leaf | Block
    # Every comment, in the order of the text.
    comments: list[str]


def layout_of(text: str) -> Layout:
    """Return the layout of a text that is YAML; its lines end as they do on Unix."""
    reader = _Reader(text)
    root = reader.node()
    return Layout(text, root, _Comments(reader).attach())


class _Reader:
    """Builds blocks and leaves; keeps what is needed to find out whose a comment is."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.leaves: list[Leaf] = []
        self.entries: list[Entry] = []
        # The blocks that are open at each leaf, the outermost first.
        self.around: list[tuple[Block, ...]] = []
        self._open: list[Block] = []
        self._values = iter(written_values(text))
        self._dashes = iter(dashes(text))

    def column(self, index: int) -> int:
        """Return how far from the beginning of its line a character stands."""
        return index - self.text.rfind("\n", 0, index) - 1

    def node(self) -> Leaf | Block:
        """Return the next value with all that is in it."""
        return self._node(next(self._values))

    def _node(self, written: Written) -> Leaf | Block:
        if written.kind == "scalar" or written.style:
            leaf = self._leaf(written)
            self.leaves.append(leaf)
            self.around.append(tuple(self._open))
            return leaf
        block = Block(self.column(written.start))
        self._open.append(block)
        while (first := next(self._values)).kind != "end":
            if written.kind == "mapping":
                self._add(block, Entry(first.start, self._key(first)), next(self._values))
            else:
                self._add(block, Entry(next(self._dashes), None), first)
        self._open.pop()
        return block

    def _add(self, block: Block, entry: Entry, value: Written) -> None:
        if not block.entries:
            block.column = self.column(entry.start)
        block.entries.append(entry)
        self.entries.append(entry)
        entry.value = self._node(value)

    def _key(self, written: Written) -> Leaf:
        key = self._node(written)
        assert isinstance(key, Leaf)  # noqa: S101 - the loader has refused any other key
        return key

    def _leaf(self, written: Written) -> Leaf:
        end = written.end
        if written.style in _BLOCK_STYLES:
            said = self.text[written.start : end]
            end = written.start + len(said if _KEEPS.match(said) else _REST.sub("", said))
        leaf = Leaf(written, end)
        if written.kind != "scalar":
            while (inner := next(self._values)).kind != "end":
                leaf.members.append(self._leaf(inner))
            leaf.end = inner.end
        return leaf


class _Comments:
    """Gives each comment and blank line between leaves to what it belongs to."""

    def __init__(self, reader: _Reader) -> None:
        self._reader = reader
        self._text = reader.text
        self._found: list[str] = []

    def attach(self) -> list[str]:
        """Attach all comments; return them."""
        leaves = self._reader.leaves
        entries = sorted(self._reader.entries, key=lambda entry: entry.start)
        begin, passed = 0, 0
        for number, after in enumerate([*leaves, None]):
            before = leaves[number - 1] if number else None
            first = passed
            while passed < len(entries) and (after is None or entries[passed].start <= after.start):
                passed += 1
            # The outermost entry that begins here; where none does, a value stands below its key.
            target = entries[first] if passed > first else entries[first - 1] if after and first else None
            around = self._reader.around[number - 1] if before and (passed > first or not after) else ()
            end = after.start if after else len(self._text)
            self._give(list(self._lines(begin, end, before)), target, around)
            begin = after.end if after else end
        return self._found

    def _give(self, lines: list[tuple[int, str]], target: Entry | None, around: Sequence[Block]) -> None:
        """Give lines of their own to the blocks that end before them while they fit, then to what follows."""
        beside = self._reader.column(target.start) if target else -1
        waiting: list[str] = []
        for index, text in lines:
            column = self._reader.column(index)
            is_alone = not self._text[index - column : index].strip()
            waiting.append(text)
            if not text:
                continue
            # What has gone to a block stays before what comes later: that goes there or further out.
            around = [block for block in around if is_alone and beside < block.column <= column]
            if around:
                deepest = max(around, key=lambda block: block.column)
                around = around[: around.index(deepest) + 1]
                deepest.tail += waiting
                waiting = []
        if target:
            target.lead += waiting

    def _lines(self, begin: int, end: int, before: Leaf | None) -> Iterator[tuple[int, str]]:
        """Yield where each comment or blank line begins, and its text; one behind the leaf is given to it."""
        index = begin
        parts = self._text[begin:end].split("\n")
        for number, part in enumerate(parts):
            found = _COMMENT.search(self._text, index, index + len(part))
            is_whole = 0 < number < len(parts) - 1 or (number == 0 < len(parts) - 1 and self._is_line(begin))
            if found:
                comment = found[0].rstrip()
                self._found.append(comment)
                if number == 0 and before and before.written.style not in _BLOCK_STYLES:
                    before.comment = _space_before(self._text[begin : found.start()]) + comment
                else:
                    yield found.start(), comment
            elif is_whole and not part.strip():
                yield index, ""
            index += len(part) + 1

    def _is_line(self, index: int) -> bool:
        return index == 0 or self._text[index - 1] == "\n"


def _space_before(text: str) -> str:
    """Return the space before a comment, as it was written: comments may stand below each other."""
    return text[len(text.rstrip()) :]
