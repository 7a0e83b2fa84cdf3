"""What the matcher finds, case by case; the laws and the oracle are in tests/property/test_matcher.py."""

from __future__ import annotations

import numpy as np
import pytest

from msgscan.engine.matcher import CHUNK_CHARACTERS, CHUNK_MESSAGES, Hits, Matcher
from msgscan.text.views import VIEWS

# term, text, what is cut out of the text
FINDS = {
    "as it is": ("加微信", "请加微信群", ["加微信"]),
    "nothing": ("加微信", "加了微信", []),
    "at both ends": ("信", "信你的信", ["信", "信"]),
    "overlapping": ("啊啊", "啊啊啊", ["啊啊", "啊啊"]),
    "in another case and width": ("vx", "加ＶX", ["ＶX"]),
    "term in another case and width": ("ＶX", "加vx", ["vx"]),
    "traditional": ("机密", "機密", ["機密"]),
    "zero-width inside": ("微信", "微\u200b信", ["微\u200b信"]),
    "zero-width around is left out": ("微信", "\u200b微信\u200b", ["微信"]),
    "any number of zero-width": ("微信", "微" + "\u200b" * 50 + "信", ["微" + "\u200b" * 50 + "信"]),
    "combining marks inside": ("微信", "微\u0336信\u0336", ["微\u0336信"]),
    "entity": ("微信", "&#24494;&#x4fe1;", ["&#24494;&#x4fe1;"]),
    "inside an expansion": ("g", "5㎏", ["㎏"]),
    "across an expansion": ("5k", "5㎏", ["5㎏"]),
    "separators": ("加微信", "加*微 信", ["加*微 信"]),
    "emoji": ("加微信", "加👍🏽微👨\u200d👩信", ["加👍🏽微👨\u200d👩信"]),
    "two characters with a separator": ("微信", "微-信", ["微-信"]),
    "two characters across structure": ("曲体", "曲：体", []),
    "two characters across a bracket": ("强兵", "强]兵", []),
    "two characters across lines": ("强兵", "强\n兵", []),
    "dispersed by structure": ("加微信", "加。微。信", ["加。微。信"]),
    "dispersed by lines": ("加微信", "加\n微\n信", ["加\n微\n信"]),
    "dispersed by several": ("加微信", "加，微*信", ["加，微*信"]),
    "only one structure mark": ("加微信", "加。微信", []),
    "structure after separators": ("加微信", "加 。微信", []),
    "eight separators": ("微信", "微" + "*" * 8 + "信", ["微" + "*" * 8 + "信"]),
    "nine separators": ("微信", "微" + "*" * 9 + "信", []),
    "eight in each gap": (
        "加微信",
        "加" + "*" * 8 + "微" + "*" * 8 + "信",
        ["加" + "*" * 8 + "微" + "*" * 8 + "信"],
    ),
    "zero-width is no filler": ("加微信", "加。微\u200b信", []),
    "symbols": ("c++", "学C++吧", ["C++"]),
    "symbols are not squeezed": ("c++", "c+ +", []),
    "symbols with zero-width": ("c++", "c+\u200b+", ["c+\u200b+"]),
    "emoji as a term": ("👍", "好👍🏽", ["👍"]),
    "brackets as a term": ("[强]", "【强】[强]", ["[强]"]),
    "space as part of a term": ("加 微信", "加\u3000微信，加微信", ["加\u3000微信"]),
    "any star": ("机密★", "機密☆", ["機密☆"]),
    "lone surrogate": ("微信", "\ud83d微\ude00信", ["微\ude00信"]),
    "the border between texts": ("\uffff", "a\uffffb", ["\uffff"]),
}


@pytest.mark.parametrize(("term", "text", "expected"), FINDS.values(), ids=FINDS.keys())
def test_finds(term: str, text: str, expected: list[str]) -> None:
    hits = Matcher([term]).find([text])

    assert expected == [
        text[start:end] for start, end in zip(hits.start.tolist(), hits.end.tolist(), strict=True)
    ]


# term, text, gap, is the view squeeze?, glued
TELLS = {
    "as it is": ("微信", "微信", 0, False, False),
    "folded one to one": ("微信", "\u2f20微信", 0, False, False),
    "zero-width": ("微信", "微\u200b信", 1, False, False),
    "separator": ("微信", "微* 信", 2, True, False),
    "entity": ("微信", "&#24494;信", 7, False, False),
    "one for several": ("kg", "㎏", -1, False, False),
    "Han beside Latin": ("vx", "加vx吧", 0, False, False),
    "Latin before": ("vx", "avx", 0, False, True),
    "Latin after": ("vx", "vxa", 0, False, True),
    "digit after": ("vx", "vx1", 0, False, True),
    "wide letter after": ("vx", "vx\uff21", 0, False, True),
    "letter as an entity before": ("vx", "&#97;vx", 0, False, True),
    "unit after": ("5", "5㎏", 0, False, True),
    "within a unit": ("k", "㎏", 0, False, True),
    "zero-width between": ("vx", "a\u200bvx", 0, False, False),
    "space between": ("vx", "a vx b", 0, False, False),
    "Latin beside Han": ("微信", "a微信b", 0, False, False),
    "only the Latin edge counts": ("v信", "v信a", 0, False, False),
    "sign at the edge": ("c++", "c++a", 0, False, False),
    "another message before": ("vx", "vx", 0, False, False),
}  # fmt: skip


@pytest.mark.parametrize(("term", "text", "gap", "squeezed", "glued"), TELLS.values(), ids=TELLS.keys())
def test_tells(term: str, text: str, gap: int, *, squeezed: bool, glued: bool) -> None:
    hits = Matcher([term]).find(["a", text, "a"])

    assert hits.message.tolist() == [1]
    assert [gap] == hits.gap.tolist()
    assert [VIEWS.index("squeeze" if squeezed else "exact")] == hits.view.tolist()
    assert [glued] == hits.glued.tolist()


def test_hits_are_sorted_by_message_start_end_term() -> None:
    hits = Matcher(["信", "c+", "微信", "加微信", "微"]).find(["c+加微信c+", "", "微信"])
    rows = list(zip(*(column.tolist() for column in hits[:4]), strict=True))

    assert rows == [
        (0, 0, 2, 1), (0, 2, 5, 3), (0, 3, 4, 4), (0, 3, 5, 2), (0, 4, 5, 0), (0, 5, 7, 1),
        (2, 0, 1, 4), (2, 0, 2, 2), (2, 1, 2, 0),
    ]  # fmt: skip


def test_columns_have_their_types() -> None:
    types = Hits("int64", "int64", "int64", "int32", "int64", "uint8", "bool")  # type: ignore[arg-type] # names

    for texts in (["微信"], []):
        assert types == Hits(*(str(column.dtype) for column in Matcher(["微信"]).find(texts)))  # type: ignore[arg-type] # names


def test_terms_that_fold_alike_all_report() -> None:
    hits = Matcher(["ＶＸ", "微信", "vx"]).find(["Vx"])

    assert hits.term.tolist() == [0, 2]


def test_terms_that_fold_to_nothing_are_told() -> None:
    matcher = Matcher(["", "微信", "\u200b", " \u3000", "\n"])

    assert matcher.empty == (0, 2, 3, 4)
    assert matcher.find(["微信 \n\u200b"]).term.tolist() == [1]


@pytest.mark.parametrize("terms", [[], [""]], ids=["none", "empty"])
def test_no_terms_find_nothing(terms: list[str]) -> None:
    assert not len(Matcher(terms).find(["微信"]).term)


def test_no_text_has_no_hits() -> None:
    assert not len(Matcher(["微信"]).find([]).term)
    assert not len(Matcher(["微信"]).find(["", ""]).term)


def test_no_hit_reaches_over_the_end_of_a_message() -> None:
    texts = ["加微", "信", "加*", "微信", "c+", "+", "\uffff"]

    assert Matcher(["加微信", "c++", "微信", "a\uffffb", "\uffff\uffff"]).find(texts).message.tolist() == [3]


def test_places_count_from_the_message_in_every_chunk() -> None:
    messages = 2 * CHUNK_MESSAGES + 7
    hits = Matcher(["微信", "👍"]).find(["加微信👍"] * messages)

    assert np.array_equal(np.arange(messages).repeat(2), hits.message)
    assert set(hits.start.tolist()) == {1, 3}


def test_a_message_longer_than_a_chunk_is_one() -> None:
    text = "加" * (CHUNK_CHARACTERS - 1) + "微信" + "㎏" * CHUNK_CHARACTERS

    assert Matcher(["微信"]).find([text, text]).start[:1].tolist() == [CHUNK_CHARACTERS - 1]


def test_a_long_term_is_found_whole() -> None:
    term = "".join(map(chr, range(0x4E00, 0x4E00 + 3000)))
    hits = Matcher([term, term[:-1] + "信", term[1:]]).find([f"前{term}后"])

    assert list(zip(hits.start.tolist(), hits.end.tolist(), hits.term.tolist(), strict=True)) == [
        (1, 3001, 0),
        (2, 3001, 2),
    ]


def test_more_characters_than_two_bytes_can_number() -> None:
    han = [chr(code) for block in ((0x4E00, 0x9FFF), (0x20000, 0x2A6DF), (0xAC00, 0xD7A3), (0x30000, 0x3134A))
           for code in range(*block)]  # fmt: skip
    terms = ["".join(pair) for pair in zip(han[::2], han[1::2], strict=False)]
    chosen = [0, len(terms) // 2, len(terms) - 1]

    assert set(chosen) <= set(Matcher(terms).find(["，".join(terms[term] for term in chosen)]).term.tolist())
