"""The joins between hits, held against loops over all pairs."""

from __future__ import annotations

import numpy as np
from hypothesis import given, strategies as st

from msgscan.engine.pool import Pool, beside, gathered, overlapping, pairs, ragged

Row = tuple[int, int, int, int]

numbers = st.lists(st.integers(0, 4), max_size=8)
# message, start, length, part
rows: st.SearchStrategy[list[Row]] = st.lists(
    st.tuples(st.integers(0, 2), st.integers(0, 9), st.integers(1, 4), st.integers(0, 2)), max_size=8
)


def pool(some: list[Row]) -> Pool:
    message, start, length, part = np.array(some, np.int64).reshape(-1, 4).T
    no = np.zeros(len(some), bool)
    return Pool(message, start, start + length, part, no, no, np.arange(len(some)))


@given(numbers, numbers)
def test_pairs_are_all_that_are_equal(left: list[int], right: list[int]) -> None:
    i, j = pairs(np.array(left, np.int64), np.array(right, np.int64))
    expected = [(a, b) for a, x in enumerate(left) for b, y in enumerate(right) if x == y]

    assert expected == list(zip(i.tolist(), j.tolist(), strict=True))


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 3)), max_size=6))
def test_ragged_counts_through_each_range(ranges: list[tuple[int, int]]) -> None:
    first, count = np.array(ranges, np.int64).reshape(-1, 2).T
    found, of = ragged(first, count)
    expected = [(start + step, number) for number, (start, size) in enumerate(ranges) for step in range(size)]

    assert expected == list(zip(found.tolist(), of.tolist(), strict=True))


@given(rows, rows)
def test_overlapping_is_to_share_a_character(some: list[Row], others: list[Row]) -> None:
    expected = [
        any(
            (message, part) == (other, other_part)
            and {*range(start, start + length)} & {*range(other_start, other_start + other_length)}
            for other, other_start, other_length, other_part in others
        )
        for message, start, length, part in some
    ]

    assert expected == overlapping(pool(some), pool(others)).tolist()


@given(rows, rows, st.integers(0, 5))
def test_beside_is_to_have_few_characters_between(some: list[Row], others: list[Row], within: int) -> None:
    expected = [
        any(
            message == other and (start + length + within >= there and there + size + within >= start)
            for other, there, size, _ in others
        )
        for message, start, length, _ in some
    ]

    assert expected == beside(pool(some), pool(others), within).tolist()


@given(rows, rows)
def test_gathered_keeps_all_in_order(some: list[Row], others: list[Row]) -> None:
    expected, both = pool(some + others), gathered([pool(some), pool(others)])

    for column in set(Pool._fields) - {"origin"}:
        assert np.array_equal(getattr(expected, column), getattr(both, column))
