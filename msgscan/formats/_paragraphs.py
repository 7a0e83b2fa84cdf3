"""Pages of mails as paragraphs."""

from __future__ import annotations

import html
import re
from typing import NamedTuple

from ._html import Element, attribute_of, first_element, text_of

_BLOCKS = frozenset(
    {
        "address", "article", "blockquote", "body", "dd", "div", "dl", "dt", "h1", "h2", "h3", "h4", "h5",
        "h6", "hr", "li", "ol", "p", "pre", "section", "table", "td", "th", "tr", "ul",
    }
)  # fmt: skip
_STRONG = frozenset({"strong", "b"})
_SILENT = frozenset({"script", "style", "title", "template"})
_BLANKS = re.compile(r"[ \t\n\r\f]+")
_TAG = re.compile(r"<[^<>]*>")


class Paragraph(NamedTuple):
    """A paragraph as people see it; LF where a line breaks."""

    text: str
    strong: bool


def paragraphs(page: str) -> list[Paragraph]:
    r"""Return the paragraphs of a page that are not blank; what is set in bold type is one by itself.

    A page that is no page of a mail is one paragraph, without its tags: nothing of it is lost.

    Examples
    --------
    >>> paragraphs("<p>周老师: <b>急</b></p><p>一<br>二 &lt;三&gt;</p>")
    [Paragraph(text='周老师:', strong=False), Paragraph(text='急', strong=True),
     Paragraph(text='一\n二 <三>', strong=False)]
    """
    body = first_element(page, "body")
    if body is None:
        return [Paragraph(html.unescape(_TAG.sub("", page)).strip(), strong=False)]
    found: list[Paragraph] = []
    lines = [""]
    bold = False
    for node in body.traverse(include_text=True):
        above = node.parent.tag if node.parent else ""
        is_text = node.tag == "-text"
        if (is_text and (above in _STRONG) != bold) or node.tag in _BLOCKS:
            found.append(_paragraph(lines, strong=bold))
            lines = [""]
        if is_text and above not in _SILENT:
            bold = above in _STRONG
            lines[-1] += _BLANKS.sub(" ", node.text(deep=False))
            lines[-1] += _address(node.parent)
        elif node.tag == "br":
            lines.append("")
    found.append(_paragraph(lines, strong=bold))
    return [paragraph for paragraph in found if paragraph.text]


def _address(link: Element | None) -> str:
    """Return where a link leads, unless its text says so."""
    address = attribute_of(link, "href") if link is not None and link.tag == "a" else ""
    return f" {address}" if address and address != text_of(link) else ""


def _paragraph(lines: list[str], *, strong: bool) -> Paragraph:
    return Paragraph("\n".join(line.strip(" ") for line in lines).strip(), strong)
