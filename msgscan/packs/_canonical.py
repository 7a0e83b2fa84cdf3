"""A layout → the one text that it should have.

Keys of a block stand in the order of the model; each level is two columns further in, lists too; there is one
blank line between rules, at most one elsewhere, and none at the beginning of a block. Words that other
readers of YAML would take for numbers, dates or a yes are quoted.

Decided: what stands in signs, where lines are broken and which quotes are used is left to the author, because
a list in signs is laid out by meaning (what belongs together on a line), and comments in it could not follow.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ._layout import Block, Entry, Layout, Leaf
from ._schema import is_number_at, order_at
from ._written import is_text_to_others

Steps = tuple[str | int, ...]

_INDENT = 2
_RULES: Steps = ("rules",)
# Where nothing but text is due.
_KEY: Steps = ("pack", "id")
_LITERAL = ("|", ">")


def canonical(layout: Layout) -> str:
    """Return the text of a pack as it should be laid out."""
    return _Writer(layout).text()


class _Writer:
    """Writes blocks and leaves of one layout."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._text = layout.text

    def text(self) -> str:
        """Return the whole text."""
        root = self._layout.root
        if isinstance(root, Leaf):
            lines = [self._text.strip("\n")]
        else:
            # What stands above the first key is about the file, whichever key comes first.
            head, root.entries[0].lead = _without_repeats(root.entries[0].lead), []
            lines = [*_indented(head, 0)]
            lines += self._block(root, 0, ())
        return "\n".join(lines).strip("\n") + "\n"

    def _block(self, block: Block, column: int, steps: Steps) -> list[str]:
        lines: list[str] = []
        for number, entry in enumerate(self._in_order(block, steps)):
            lead = _without_repeats([*entry.lead, *self._leads_inside(entry, steps)])
            if number == 0:
                lead = _from_first_comment(lead)
            elif steps == _RULES and not (lead and not lead[0]):
                lead = ["", *lead]
            lines += _indented(lead, column)
            lines += self._entry(entry, block, column, steps)
        return lines + list(_indented(_without_repeats(block.tail), column))

    def _leads_inside(self, entry: Entry, steps: Steps) -> list[str]:
        """Take what leads the first entry of a block behind a dash: it has to stand above the dash."""
        if entry.key or isinstance(entry.value, Leaf):
            return []
        below = (*steps, 0)
        first = self._in_order(entry.value, below)[0]
        lead, first.lead = _from_first_comment(first.lead), []
        return [*lead, *self._leads_inside(first, below)]

    def _in_order(self, block: Block, steps: Steps) -> list[Entry]:
        order = order_at(steps)
        return sorted(
            block.entries, key=lambda entry: order.get(entry.key.written.text, 0) if entry.key else 0
        )

    def _entry(self, entry: Entry, block: Block, column: int, steps: Steps) -> list[str]:
        head, below = " " * column + "-", (*steps, 0)
        if entry.key:
            head = " " * column + self._said(entry.key, _KEY) + ":"
            below = (*steps, entry.key.written.text)
        value = entry.value
        if isinstance(value, Block):
            return self._with_block(head, entry.key, value, column, below)
        shift = column - block.column
        if entry.key and "\n" in self._text[entry.key.end : value.start]:
            inner = " " * (column + _INDENT)
            return [head + entry.key.comment, *self._leaf(inner, value, column, shift, below)]
        if value.end == value.start:
            return [head + (entry.key.comment if entry.key else "") + value.comment]
        return self._leaf(f"{head} ", value, column, shift, below)

    def _with_block(self, head: str, key: Leaf | None, block: Block, column: int, steps: Steps) -> list[str]:
        lines = self._block(block, column + _INDENT, steps)
        if key:
            return [head + key.comment, *lines]
        return [f"{head} {lines[0].lstrip(' ')}", *lines[1:]]

    def _leaf(self, head: str, leaf: Leaf, column: int, shift: int, steps: Steps) -> list[str]:
        """Return the lines of a leaf behind ``head``; those after the first move along with it."""
        first, *rest = self._said(leaf, steps).split("\n")
        if leaf.written.style in _LITERAL:
            rest = rest[:-1] if rest and not rest[-1].strip() else rest
            moved = [_moved(line, shift, 0) for line in rest]
        else:
            old = leaf.start - self._text.rfind("\n", 0, leaf.start) - 1
            moved = [_moved(line, len(head) - old, column + _INDENT) for line in rest]
        lines = [head + first, *moved]
        return [*lines[:-1], lines[-1] + leaf.comment]

    def _said(self, leaf: Leaf, steps: Steps) -> str:
        """Return a leaf as it stands, with quotes around the words in it that need them."""
        said = self._text[leaf.start : leaf.end]
        if leaf.written.kind == "scalar":
            is_sure = leaf.written.style or is_text_to_others(said) or is_number_at(steps)
            return said if is_sure or not said else f"'{said}'"
        filled, done = "", leaf.start
        for member, below in _placed(leaf, steps):
            filled += self._text[done : member.start] + self._said(member, below)
            done = max(member.end, done)
        return filled + self._text[done : leaf.end]


def _placed(leaf: Leaf, steps: Steps) -> Iterator[tuple[Leaf, Steps]]:
    """Yield what a leaf holds, with its place in the pack."""
    if leaf.written.kind == "sequence":
        yield from ((member, (*steps, 0)) for member in leaf.members)
        return
    for key, value in zip(leaf.members[::2], leaf.members[1::2], strict=True):
        yield key, _KEY
        yield value, (*steps, key.written.text)


def _moved(line: str, shift: int, least: int) -> str:
    """Return a line moved sideways, at least so far in; an empty one stays empty."""
    if not line.strip(" "):
        return line[: max(0, len(line) + shift)] if least == 0 else ""
    bare = line.lstrip(" ")
    return " " * max(len(line) - len(bare) + shift, least) + bare


def _without_repeats(lines: Sequence[str]) -> list[str]:
    """Return lines with no blank line after a blank one."""
    return [line for number, line in enumerate(lines) if line or not number or lines[number - 1]]


def _from_first_comment(lines: Sequence[str]) -> list[str]:
    first = next((number for number, line in enumerate(lines) if line), len(lines))
    return list(lines[first:])


def _indented(lines: Sequence[str], column: int) -> Iterator[str]:
    for line in lines:
        yield " " * column + line if line else ""
