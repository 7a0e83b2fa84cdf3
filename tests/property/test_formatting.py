"""Laws of laying packs out: what a pack says stays, its comments stay, and once is enough."""

from __future__ import annotations

import tempfile
from pathlib import Path
from random import Random

from hypothesis import given, strategies as st

from msgscan.errors import PackError
from msgscan.packs._yaml import read_tree
from msgscan.packs.formatting import formatted_pack, formatted_words
from msgscan.packs.load import load_pack
from tests.packs.pack_texts import FULL
from tests.property.written_packs import PackWriter, pack_tree

# A pack and its layout are made of many choices, more than hypothesis likes to draw.
randoms = st.integers(0, 2**32).map(Random)


def digest_of(text: str) -> str:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.yaml"
        path.write_text(text, encoding="utf-8")
        return load_pack(path).digest


@given(randoms)
def test_what_a_pack_says_stays(random: Random) -> None:
    text = PackWriter(random).text(pack_tree(random))

    assert digest_of(formatted_pack(text, "a.yaml")) == digest_of(text)


@given(randoms)
def test_once_is_enough(random: Random) -> None:
    once = formatted_pack(PackWriter(random).text(pack_tree(random)), "a.yaml")

    assert formatted_pack(once, "a.yaml") == once


@given(randoms)
def test_every_comment_stays(random: Random) -> None:
    writer = PackWriter(random)
    made = formatted_pack(writer.text(pack_tree(random)), "a.yaml")

    assert [made.count(comment) for comment in writer.comments] == [1] * len(writer.comments)


@given(randoms, randoms)
def test_two_ways_to_write_a_pack_come_to_the_same_order(one: Random, two: Random) -> None:
    tree = pack_tree(one)
    texts = [formatted_pack(PackWriter(random).text(tree), "a.yaml") for random in (one, two)]
    heads = [[line for line in text.splitlines() if line.rstrip(":").isalpha()] for text in texts]

    assert all(head.index("pack:") < head.index("rules:") for head in heads if {"pack:", "rules:"} <= {*head})


@given(
    st.integers(0, len(FULL)), st.integers(0, 12), st.text(st.sampled_from("\n -#:'\"|>a加,[]{}"), max_size=6)
)
def test_any_text_says_the_same_or_is_left_alone(start: int, size: int, piece: str) -> None:
    text = FULL[:start] + piece + FULL[start + size :]
    try:
        before, faults = read_tree(text, "a.yaml")
        if faults or not before.is_mapping:
            return
        made = formatted_pack(text, "a.yaml")
    except PackError:
        return

    assert read_tree(made, "a.yaml")[0].plain() == before.plain()
    assert formatted_pack(made, "a.yaml") == made


@given(st.text(st.sampled_from("甲乙ab# \n\t\r\u3000")), st.booleans())
def test_the_words_of_a_lexicon_file_stay(text: str, sort_words: bool) -> None:  # noqa: FBT001 - hypothesis's
    made = formatted_words(text, sort_words=sort_words)
    words = [
        sorted(
            line.strip() for line in said.split("\n") if line.strip() and not line.lstrip().startswith("#")
        )
        for said in (text, made)
    ]

    assert words[0] == words[1]
    assert formatted_words(made, sort_words=sort_words) == made
