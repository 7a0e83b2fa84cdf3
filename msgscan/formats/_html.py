"""Pieces of HTML as trees: the only file that imports selectolax.

A piece is a message or so. Elements nested many thousand deep take the parser minutes: no page has them, and
such a piece is refused.
"""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser, LexborNode

Element = LexborNode

_MOST_TAGS = 5_000  # of a piece: the largest message, forwards within forwards, has some hundred


def first_element(piece: str, selector: str) -> Element | None:
    """Return the first element of a piece that a CSS selector finds.

    Parameters
    ----------
    piece : str
        HTML. One that has too many tags holds nothing.
    selector : str
        CSS.

    Examples
    --------
    >>> element = first_element("<p class=a>1 &lt; 2</p>", "p.a")
    >>> element.text() if element else None
    '1 < 2'
    """
    return LexborHTMLParser(piece).css_first(selector) if piece.count("<") <= _MOST_TAGS else None


def text_of(element: Element | None, selector: str = "") -> str:
    """Return the text of an element, or of the first that a selector finds in it; '' for none."""
    found = element.css_first(selector) if element is not None and selector else element
    return found.text() if found is not None else ""


def attribute_of(element: Element | None, name: str) -> str:
    """Return an attribute of an element, '' for none."""
    return (element.attributes.get(name) or "") if element is not None else ""


def children_of(element: Element) -> list[Element]:
    """Return the elements and texts directly in an element; a text has the tag ``-text``."""
    return list(element.iter(include_text=True))


def classes_of(element: Element) -> set[str]:
    """Return the classes of an element."""
    return set(attribute_of(element, "class").split())
