"""Laws of loading: any file loads or tells its faults; a sound pack loads as it is written."""

from __future__ import annotations

import json
import tempfile
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given, settings, strategies as st

from msgscan.errors import PackError
from msgscan.packs._schema import schema_text
from msgscan.packs.load import load_packs
from msgscan.packs.model import LATER_KEYS, RulePack, Severity
from msgscan.packs.signal import ENTITIES, Boundary
from msgscan.text.views import VIEWS
from tests.packs.pack_texts import FULL, ORGANISATION, OVERLAY

TODAY = date(2026, 3, 20)
SOUND = FULL.replace("{file: lexicons/verbs.txt}", "{words: [加我, 扫码]}")

# One by one they are changed, to see what becomes of them.
TEXTS = (SOUND, ORGANISATION, OVERLAY)

# Keys and values of the language, and what is like them.
SHAPES = json.loads(schema_text())
KEYS = [key for shape in (SHAPES, *SHAPES["$defs"].values()) for key in shape.get("properties", {})]
KEYS += ["job", "contact", "sevrity", "[key]", "<keys>", "<text>", *LATER_KEYS]
VALUES = [
    "1",
    "0",
    "-3",
    "ad",
    "low",
    "{x}",
    "{",
    "(",
    "a*",
    "a.txt",
    "../a.txt",
    "",
    "加微信",
    "1.0.0",
    *VIEWS,
]

scalars = st.one_of(st.sampled_from([*KEYS, *VALUES, *VIEWS]), st.text(max_size=5))
trees: st.SearchStrategy[Any] = st.recursive(
    scalars,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(st.one_of(st.sampled_from(KEYS), scalars), inner, max_size=5),
    ),
    max_leaves=25,
)
snippets = st.one_of(
    st.sampled_from([*KEYS, *VALUES, *"[]{}:,-?&*!|>'\"%@`#\n\t\r\ufeff\u2028：", ": ", "\n  ", "- "]),
    st.text(max_size=3),
)


# Files are written and read: a busy disk is no fault of the loader.
PATIENTLY = settings(deadline=None)


def loaded(content: bytes) -> RulePack | PackError:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.yaml"
        path.write_bytes(content)
        (Path(folder) / "full.yaml").write_text(SOUND, encoding="utf-8")
        try:
            return load_packs([path], today=TODAY)[-1]
        except PackError as error:
            return error


def loads_or_tells(content: bytes) -> bool:
    found = loaded(content)
    return isinstance(found, RulePack) or (
        len(found.faults) > 0 and all(fault.wording.zh and fault.wording.en for fault in found.faults)
    )


@pytest.mark.parametrize("text", TEXTS, ids=["pack", "organisation", "overlay"])
def test_what_is_changed_below_is_sound(text: str) -> None:
    assert isinstance(loaded(text.encode()), RulePack)


@PATIENTLY
@given(st.binary(max_size=60))
def test_any_bytes_load_or_tell_their_faults(content: bytes) -> None:
    assert loads_or_tells(content)


@PATIENTLY
@given(st.lists(snippets, max_size=40).map("".join))
def test_any_text_loads_or_tells_its_faults(text: str) -> None:
    assert loads_or_tells(text.encode("utf-8", "surrogatepass"))


@PATIENTLY
@given(trees)
def test_any_tree_loads_or_tells_its_faults(tree: object) -> None:
    assert loads_or_tells(json.dumps(tree, ensure_ascii=False).encode("utf-8", "surrogatepass"))


@PATIENTLY
@given(st.data())
def test_a_sound_pack_with_one_value_changed_loads_or_tells_its_faults(data: st.DataObject) -> None:
    lines = data.draw(st.sampled_from(TEXTS)).split("\n")
    number = data.draw(st.integers(0, len(lines) - 1))
    key, colon, _ = lines[number].partition(": ")
    lines[number] = key + (colon or ": ") + json.dumps(data.draw(trees), ensure_ascii=False)

    assert loads_or_tells("\n".join(lines).encode("utf-8", "surrogatepass"))


@PATIENTLY
@given(st.sampled_from(TEXTS), st.integers(0, len(SOUND)), st.integers(0, 12), snippets)
def test_a_sound_pack_with_a_piece_changed_loads_or_tells_its_faults(
    sound: str, start: int, size: int, piece: str
) -> None:
    text = sound[:start] + piece + sound[start + size :]

    assert loads_or_tells(text.encode("utf-8", "surrogatepass"))


names = st.from_regex(r"[a-z\u4e00-\u9fff][a-z0-9_]{0,8}", fullmatch=True).filter(
    lambda name: name not in {"count", "span"}
)
# Two digits in the middle keep words apart that would fold to the same; the rest makes them long enough for
# every view.
words = st.lists(st.from_regex(r"[\u4e00-\u9fff]{1,5}", fullmatch=True), min_size=1, max_size=5).map(
    lambda found: [f"{word}{number:02}no加微信" for number, word in enumerate(found)]
)
signals = st.one_of(
    words,
    st.fixed_dictionaries(
        {"words": words},
        optional={
            "views": st.lists(st.sampled_from(VIEWS), min_size=1, unique=True),
            "boundary": st.sampled_from(get_args(Boundary)),
            "entity": st.sampled_from(ENTITIES),
        },
    ),
)


@st.composite
def sound_packs(draw: st.DrawFn) -> dict[str, Any]:
    rules = []
    for number in range(draw(st.integers(0, 3))):
        named = draw(st.dictionaries(names, signals, min_size=1, max_size=4))
        rules.append(
            {
                "id": f"rule-{number}",
                "title": draw(st.text(min_size=1, alphabet="标题 no:#-1")),
                "category": "ad",
                "severity": draw(st.sampled_from(get_args(Severity))),
                "message": "".join(f"{{{name}}}" for name in named),
                "signals": named,
                "when": draw(st.sampled_from([{"all": [*named]}, {"any": [{"all": [*named]}]}])),
                "examples": {"match": ["0123"], "no_match": [{"text": "no"}]},
            }
        )
    return {
        "msgscan": 1,
        "pack": {"id": "made", "version": "0.0.1"},
        "categories": {"ad": {"title": "广告"}},
        "rules": rules,
    }


@PATIENTLY
@given(sound_packs())
def test_a_sound_pack_loads_as_it_is_written(tree: dict[str, Any]) -> None:
    pack = loaded(json.dumps(tree, ensure_ascii=False).encode())

    assert isinstance(pack, RulePack), str(pack)
    assert [{name: list(signal.words) for name, signal in rule.signals.items()} for rule in pack.rules] == [
        {
            name: signal if isinstance(signal, list) else signal["words"]
            for name, signal in rule["signals"].items()
        }
        for rule in tree["rules"]
    ]
