"""Windows agree with loops; where an export is cut, and in which order it stands, changes nothing."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
from hypothesis import given, settings, strategies as st

from msgscan.engine.compiler import compile_packs
from msgscan.engine.windows import Window, runs, spared
from msgscan.packs.model import Rule
from msgscan.scanning import Scanner
from msgscan.schema import Batch
from tests.property.naive_windows import Row, naive_runs
from tests.property.strategies import pack_of

small = st.integers(0, 2)
moments = st.integers(0, 30)


@st.composite
def windows(draw: st.DrawFn) -> Window:
    least = draw(st.integers(2, 4))
    return Window(
        by_sender=False,
        session=draw(st.booleans()),
        reach=draw(st.integers(1, 8)),
        at_least=least,
        senders=draw(st.integers(1, least)),
        same=None,
        shortest=0,
        longest=9,
        spared_by=None,
    )


@settings(max_examples=400)
@given(windows(), st.lists(st.tuples(small, moments, small), max_size=25))
def test_runs_are_those_of_a_loop_with_a_deque(window: Window, said: list[tuple[int, int, int]]) -> None:
    group, moment, sender = np.array(said, np.int64).reshape(-1, 3).T
    found = runs(window, group, moment, sender)
    rows = [Row(number, *each) for number, each in enumerate(said)]

    assert naive_runs(window, rows) == [found.rows[a:b].tolist() for a, b in pairwise(found.first.tolist())]


@given(st.lists(st.tuples(small, moments)), st.lists(st.tuples(small, moments)), st.integers(0, 9))
def test_what_is_spared_stands_soon_after_something_that_spares_in_its_chat(
    said: list[tuple[int, int]], by: list[tuple[int, int]], within: int
) -> None:
    chats, times = np.array(said, np.int64).reshape(-1, 2).T
    by_chats, by_times = np.array(by, np.int64).reshape(-1, 2).T
    expected = [
        any(chat == there and 0 <= moment - then <= within for there, then in by) for chat, moment in said
    ]

    assert expected == spared(chats, times, by_chats, by_times, within).tolist()


def rule(number: int, **window: Any) -> Rule:  # noqa: ANN401 - any key of the language
    return Rule.model_validate(
        {
            "id": f"run-{number}", "title": "刷屏", "category": "ad", "severity": "low",
            "message": "{count} 条，{span}",
            "signals": {"like": ["赞"], "at": {"regex": "@[甲乙]"}, "notice": ["喜报"]},
            "window": window, "examples": {"match": ["甲"], "no_match": ["乙"]},
        }
    )  # fmt: skip


PROGRAM = compile_packs(
    [
        pack_of(
            rule(0, of="like", gap="5s", at_least=2, senders=2,
                 unless_after={"when": "notice", "within": "9s"}),
            rule(1, by="sender", span="9s", at_least=2, same="text"),
            rule(2, of="at", by="sender", span="9s", at_least=2, same="match"),
            rule(3, span="4s", at_least=3, shortest=2, longest=3),
        )
    ]
)  # fmt: skip
spoken = st.tuples(
    st.one_of(st.none(), moments),
    st.sampled_from(["一群", "二群"]),
    st.sampled_from(["张", "李", ""]),
    st.sampled_from(["赞", "赞！", "喜报", "@甲 @乙", "@乙", "@甲 在吗", "在吗", " 在吗"]),
)


def instant(seconds: int | None) -> int | None:
    return None if seconds is None else seconds * 1000


def findings(said: list[tuple[int | None, str, str, str]], sizes: list[int]) -> list[dict[str, Any]]:
    borders = [0, *sizes, len(said)]
    batches = [
        Batch(
            b - a,
            {
                "seq": list(range(a, b)),
                "sent_at": np.array([instant(row[0]) for row in said[a:b]], "M8[ms]"),
                "chat": [row[1] for row in said[a:b]],
                "sender": [row[2] for row in said[a:b]],
                "text": [row[3] for row in said[a:b]],
            },
        )
        for a, b in pairwise(borders)
    ]  # fmt: skip
    return [
        {name: batch.values(name)[row] for name in batch.columns}
        for batch in Scanner(PROGRAM).scan(batches)
        for row in range(batch.size)
    ]


def runs_of(rows: list[dict[str, Any]]) -> list[tuple[str, list[int]]]:
    return [(row["rule"], [span["seq"] for span in row["evidence"]]) for row in rows]


@settings(deadline=None)
@given(st.lists(spoken, max_size=20), st.lists(st.integers(0, 20), max_size=4).map(sorted))
def test_where_messages_are_parted_changes_nothing(
    said: list[tuple[int | None, str, str, str]], sizes: list[int]
) -> None:
    inside = [size for size in sizes if size <= len(said)]

    assert findings(said, []) == findings(said, inside)


@settings(deadline=None)
@given(st.lists(spoken, max_size=20))
def test_a_run_is_told_of_its_first_message(said: list[tuple[int | None, str, str, str]]) -> None:
    for row in findings(said, []):
        members = [said[span["seq"]] for span in row["evidence"]]
        times = [moment for moment, *_ in members if moment is not None]
        first = row["evidence"][0]

        assert row["seq"] == first["seq"]
        assert row["matched"] == members[0][3][first["start"] : first["end"]]
        assert times == sorted(times)
        assert len(times) == len(members) == len({span["seq"] for span in row["evidence"]})
        assert len({chat for _, chat, _, _ in members}) == 1
        assert row["message"].startswith(f"{len(members)} 条，")


@settings(deadline=None)
@given(st.lists(spoken, max_size=20, unique_by=lambda row: row[0]), st.randoms())
def test_the_order_of_the_file_means_nothing_where_no_moments_are_equal(
    said: list[tuple[int | None, str, str, str]],
    random: Any,  # noqa: ANN401 - hypothesis's
) -> None:
    places = list(range(len(said)))
    random.shuffle(places)
    mixed = [
        (name, [places[seq] for seq in run]) for name, run in runs_of(findings([said[i] for i in places], []))
    ]

    assert sorted(runs_of(findings(said, []))) == sorted(mixed)
