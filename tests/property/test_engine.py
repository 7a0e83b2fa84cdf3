"""Laws of the engine, and its oracle: on any packs and messages it agrees with naive loops."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
from hypothesis import given, settings, strategies as st

from msgscan.engine.compiler import compile_packs
from msgscan.engine.program import LITERAL, Program
from msgscan.packs.model import Rule, RulePack
from msgscan.scanning import Scanner
from msgscan.schema import CATEGORIES, Batch
from tests.property.naive_engine import Found, Sender, Span, naive_findings
from tests.property.strategies import SENDER_KEYS, messages, pack_of, packs

Said = tuple[list[str], list[str]]
SENDERS = st.builds(Sender, *(st.sampled_from(CATEGORIES[key]) for key in SENDER_KEYS))
# The first judgement of word borders loads a dictionary.
UNHURRIED = settings(deadline=None, max_examples=60)


@st.composite
def cases(draw: st.DrawFn, *, borders: bool = False) -> tuple[RulePack, Said]:
    """Return a pack, and messages in which its words stand."""
    pack = draw(packs(borders=borders))
    return pack, draw(messages([pack]))


def findings(
    program: Program, said: Said, sizes: Sequence[int] = (), senders: Sequence[Sender] | None = None
) -> list[dict[str, Any]]:
    """Return the rows of the findings; ``sizes`` cuts the messages into batches."""
    texts, kinds = said
    known = senders or [Sender()] * len(texts)
    borders = [0, *sizes, len(texts)]
    batches = [
        Batch(
            b - a,
            {
                "text": texts[a:b],
                "kind": kinds[a:b],
                "sender_role": [sender.role for sender in known[a:b]],
                "standing": [sender.standing for sender in known[a:b]],
                "seq": list(range(a, b)),
                "sent_at": np.full(b - a, "2022-10-08T08:00", "M8[ms]"),
            },
        )
        for a, b in pairwise(borders)
    ]
    return [
        {name: batch.values(name)[row] for name in batch.columns}
        for batch in Scanner(program).scan(batches)
        for row in range(batch.size)
    ]


def found(program: Program, said: Said, senders: Sequence[Sender] | None = None) -> list[Found]:
    return sorted(
        Found(
            row["seq"],
            row["rule"],
            row["severity"],
            row["evasion"],
            tuple(sorted(Span(**span) for span in row["evidence"])),
        )
        for row in findings(program, said, senders=senders)
    )


@settings(UNHURRIED, max_examples=300)
@given(cases())
def test_finds_what_naive_loops_find(case: tuple[RulePack, Said]) -> None:
    pack, said = case

    assert naive_findings([pack], *said) == found(compile_packs([pack]), said)


@settings(UNHURRIED, max_examples=150)
@given(cases(borders=True))
def test_finds_what_naive_loops_find_where_words_have_borders(case: tuple[RulePack, Said]) -> None:
    pack, said = case

    assert naive_findings([pack], *said) == found(compile_packs([pack]), said)


@settings(UNHURRIED, max_examples=150)
@given(packs(senders=True), st.data())
def test_finds_what_naive_loops_find_whoever_speaks(pack: RulePack, data: st.DataObject) -> None:
    said = data.draw(messages([pack]))
    senders = data.draw(st.lists(SENDERS, min_size=len(said[0]), max_size=len(said[0])))

    assert naive_findings([pack], *said, senders) == found(compile_packs([pack]), said, senders)


@UNHURRIED
@given(cases())
def test_the_literals_of_patterns_change_nothing(case: tuple[RulePack, Said]) -> None:
    pack, said = case
    program = compile_packs([pack])
    without = replace(
        program,
        regexes=tuple(replace(regex, bounds=0) for regex in program.regexes),
        groups=tuple(
            group._replace(targets=()) if group.purpose == LITERAL else group for group in program.groups
        ),
    )

    assert findings(without, said) == findings(program, said)


@UNHURRIED
@given(cases(), st.lists(st.integers(0, 6), max_size=3).map(sorted))
def test_where_messages_are_parted_changes_nothing(case: tuple[RulePack, Said], sizes: list[int]) -> None:
    pack, said = case
    program = compile_packs([pack])
    inside = [size for size in sizes if size <= len(said[0])]

    assert findings(program, said) == findings(program, said, inside)


@UNHURRIED
@given(cases(borders=True))
def test_a_message_is_judged_alone_as_among_others(case: tuple[RulePack, Said]) -> None:
    pack, (texts, kinds) = case
    program = compile_packs([pack])
    alone = [
        each._replace(message=message)
        for message, (text, kind) in enumerate(zip(texts, kinds, strict=True))
        for each in found(program, ([text], [kind]))
    ]

    assert sorted(alone) == found(program, (texts, kinds))


@UNHURRIED
@given(cases(borders=True))
def test_a_rule_judges_alone_as_among_others(case: tuple[RulePack, Said]) -> None:
    pack, said = case
    lexicon = pack.lexicons["odd"]
    alone = [
        each for rule in pack.rules for each in found(compile_packs([pack_of(rule, lexicon=lexicon)]), said)
    ]

    assert sorted(alone) == found(compile_packs([pack]), said)


@UNHURRIED
@given(st.data())
def test_the_order_of_packs_changes_nothing(data: st.DataObject) -> None:
    both = [data.draw(packs("one")), data.draw(packs("two"))]
    said = data.draw(messages(both))

    assert found(compile_packs(both), said) == found(compile_packs(both[::-1]), said)


@UNHURRIED
@given(cases())
def test_a_pickled_program_judges_alike(case: tuple[RulePack, Said]) -> None:
    pack, said = case
    program = compile_packs([pack])

    assert findings(program, said) == findings(pickle.loads(pickle.dumps(program)), said)  # noqa: S301 - ours


@UNHURRIED
@given(cases(borders=True))
def test_what_is_told_stands_in_the_message(case: tuple[RulePack, Said]) -> None:
    pack, (texts, kinds) = case
    for row in findings(compile_packs([pack]), (texts, kinds)):
        text = texts[row["seq"]]

        assert row["matched"] == text[row["start"] : row["end"]]
        assert all(0 <= span["start"] < span["end"] <= len(text) for span in row["evidence"])
        assert not row["evidence"] or row["matched"]


@UNHURRIED
@given(cases())
def test_findings_of_equal_content_have_equal_ids_wherever_they_stand(case: tuple[RulePack, Said]) -> None:
    pack, (texts, kinds) = case
    program = compile_packs([pack])
    moved = (["", "早上好", *texts], ["text", "text", *kinds])
    silent = Rule.model_validate(
        {
            "id": "silent", "title": "无", "category": "ad", "severity": "low", "message": "无",
            "signals": {"a": ["\uffff\uffff"]}, "when": "a",
            "examples": {"match": ["甲"], "no_match": ["乙"]},
        }
    )  # fmt: skip
    others = compile_packs([pack_of(silent, name="other"), pack])

    ids = [row["finding_id"] for row in findings(program, (texts, kinds))]
    assert len(set(ids)) == len(ids)
    assert ids == [
        row["finding_id"] for row in findings(others, moved) if row["seq"] > 1 and row["rule"] != "silent"
    ]
