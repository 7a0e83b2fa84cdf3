"""What the parts of a message say in pages of QQ Chat Exporter; ``_qce_html`` tells what stands around."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from ._html import Element, attribute_of, children_of, classes_of, text_of
from ._placeholders import kind_of

_BLANKS = re.compile(r"\s+")


def read_content(content: Element) -> tuple[str, str, str]:
    """Return kind, text and quoted text of a message, from the parts of its content in their order."""
    text, quoted, kinds = "", "", []
    for part in children_of(content):
        if part.tag == "-text":
            text += part.text().strip()
            continue
        known = next((each for each in classes_of(part) if each in _PARTS), "")
        if known == "reply-content":
            quoted += text_of(part, ".reply-content-text").strip() or text_of(part).strip()
            kinds.append("reply")
            continue
        kind, read = _PARTS.get(known, ("text", _shown))
        shown = read(part)
        text += f"\n{shown}" if text and kind in ("link", "forward") else shown
        if kind != "text" or shown.strip():
            kinds.append(kind)
    if "reply" in kinds:
        return "reply", text.strip(), quoted
    special = next((kind for kind in kinds if kind != "text"), "text")
    if special in ("image", "sticker") and "text" in kinds:
        special = "text"
    return (kind_of(text) if special == "text" else special), text, quoted


def _raw(part: Element) -> str:
    return part.text()


def _shown(part: Element) -> str:
    """Return all that a part shows, pictures by their descriptions."""
    texts = [part.text(), *(attribute_of(each, "alt") for each in part.css("img"))]
    return " ".join(_BLANKS.sub(" ", text).strip() for text in texts if text.strip())


def _face(part: Element) -> str:
    return part.text().strip() or attribute_of(part.css_first("img"), "alt") or attribute_of(part, "alt")


def _picture(part: Element) -> str:
    return f"[图片:{attribute_of(part.css_first('img'), 'alt')}]"


def _sticker(part: Element) -> str:
    return f"[表情:{attribute_of(part.css_first('img'), 'alt')}]"


def _voice(part: Element) -> str:
    shown = _BLANKS.sub(" ", text_of(part, ".vsec") or text_of(part, "audio")).strip()
    return shown if shown.startswith("[") else f"[语音:{shown}]"


def _video(part: Element) -> str:
    shown = _BLANKS.sub(" ", text_of(part, ".vname") or part.text()).strip()
    return shown if shown.startswith("[") else f"[视频:{shown}]"


def _file(part: Element) -> str:
    name = text_of(part, ".fname") or attribute_of(part, "download") or part.text()
    return f"[文件:{name.strip().removeprefix('📎').strip()}]"


def _card(part: Element) -> str:
    """Return title, description and address, a line each; the address is where the link leads."""
    texts = [text_of(part, ".json-title"), text_of(part, ".json-description"), text_of(part, ".json-url")]
    texts.append(attribute_of(part.css_first(".json-url"), "href"))
    said = list(dict.fromkeys(text.strip() for text in texts if text.strip()))
    return "\n".join(said) or _shown(part)


def _forward(part: Element) -> str:
    """Return the title and the messages that are shown, a line each; they are others' words."""
    lines = [_BLANKS.sub(" ", line.text()).strip() for line in part.css(".forward-card-line")]
    title = _BLANKS.sub(" ", text_of(part, ".forward-card-header")).strip()
    return (
        "\n".join(["[合并转发]", *dict.fromkeys(line for line in (title, *lines) if line)])
        if lines
        else _shown(part)
    )


# The class of a part of the content: the kind of a message that has nothing else, and what it says.
_PARTS: Mapping[str, tuple[str, Callable[[Element], str]]] = MappingProxyType(
    {
        "text-content": ("text", _raw),
        "at-mention": ("text", _raw),
        "face-emoji": ("text", _face),
        "native-face-wrap": ("text", _face),
        "sticker-wrap": ("sticker", _sticker),
        "image-content": ("image", _picture),
        "audio-wrapper": ("voice", _voice),
        "voice-bubble": ("voice", _voice),
        "message-video": ("video", _video),
        "video-bubble": ("video", _video),
        "message-file": ("file", _file),
        "json-card": ("link", _card),
        "forward-card": ("forward", _forward),
        "reply-content": ("reply", _shown),
        "location-card": ("location", _shown),
        "location-content": ("location", _shown),
    }
)
