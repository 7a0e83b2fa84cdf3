"""Conditions when not everything is known: the truth tables, and the law that bounds close in."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, strategies as st

from msgscan.engine.conditions import (
    All,
    AtLeastOf,
    Bounds,
    Is,
    NearOf,
    Node,
    NoneOf,
    bounds,
    compile_condition,
    positive_names,
)
from msgscan.packs.model import Group

# What is known of a signal or a condition: it fails, it holds, or either (surely, possibly).
NO, YES, OPEN = (False, False), (True, True), (False, True)
BOTH = (Is(0), Is(1))

# condition over two signals, what is known of them, what is known of it
CASES = {
    "a signal": (Is(1), NO, OPEN, OPEN),
    "all, one open": (All(BOTH), YES, OPEN, OPEN),
    "all, one fails": (All(BOTH), NO, OPEN, NO),
    "all hold": (All(BOTH), YES, YES, YES),
    "any, one open": (AtLeastOf(1, BOTH), NO, OPEN, OPEN),
    "any, one holds": (AtLeastOf(1, BOTH), YES, OPEN, YES),
    "any, none holds": (AtLeastOf(1, BOTH), NO, NO, NO),
    "two, both open": (AtLeastOf(2, BOTH), OPEN, OPEN, OPEN),
    "two, one fails": (AtLeastOf(2, BOTH), NO, OPEN, NO),
    "three of two": (AtLeastOf(3, BOTH), YES, YES, NO),
    "none, one open": (NoneOf(BOTH), NO, OPEN, OPEN),
    "none, one holds": (NoneOf(BOTH), YES, OPEN, NO),
    "none holds": (NoneOf(BOTH), NO, NO, YES),
    "not none": (NoneOf((NoneOf(BOTH),)), NO, OPEN, OPEN),
    "near, both hold": (NearOf(0, (0, 1), 5), YES, YES, OPEN),
    "near, one fails": (NearOf(0, (0, 1), 5), YES, NO, NO),
}


def known(first: tuple[bool, bool], second: tuple[bool, bool]) -> list[Bounds]:
    return [Bounds(*(np.array([flag]) for flag in pair)) for pair in (first, second)]


@pytest.mark.parametrize(("condition", "first", "second", "expected"), CASES.values(), ids=CASES.keys())
def test_tells_what_is_sure_and_what_is_possible(
    condition: Node, first: tuple[bool, bool], second: tuple[bool, bool], expected: tuple[bool, bool]
) -> None:
    found = bounds(condition, known(first, second))

    assert expected == (found.surely.item(), found.possibly.item())


@pytest.mark.parametrize("near", [True, False])
def test_near_is_what_the_places_say_once_they_are_known(*, near: bool) -> None:
    found = bounds(NearOf(3, (0, 1), 5), known(YES, YES), {3: np.array([near])})

    assert (near, near) == (found.surely.item(), found.possibly.item())


def test_each_message_is_judged_by_itself() -> None:
    columns = [np.array(column) for column in zip(*product([False, True], repeat=2), strict=True)]
    found = bounds(All((Is(0), NoneOf((Is(1),)))), [Bounds(column, column) for column in columns])

    assert [False, False, True, False] == found.surely.tolist() == found.possibly.tolist()


nodes: st.SearchStrategy[Node] = st.recursive(
    st.builds(Is, st.integers(0, 2)),
    lambda inner: st.one_of(
        *(
            st.builds(make, st.lists(inner, min_size=1, max_size=3).map(tuple))
            for make in (All, NoneOf, lambda parts: AtLeastOf(2, parts))
        )
    ),
)


@given(nodes, st.lists(st.sampled_from([NO, YES, OPEN]), min_size=3, max_size=3))
def test_bounds_hold_whatever_the_open_signals_turn_out_to_be(
    node: Node, pairs: list[tuple[bool, bool]]
) -> None:
    found = bounds(node, [Bounds(*(np.array([flag]) for flag in pair)) for pair in pairs])
    outcomes = [
        bounds(node, [Bounds(np.array([value]), np.array([value])) for value in values])
        for values in product(*({*pair} for pair in pairs))
    ]

    assert all(outcome.surely == outcome.possibly for outcome in outcomes)
    assert all(found.surely <= outcome.surely <= found.possibly for outcome in outcomes)


# condition as a pack has it, compiled, the names that speak for it
COMPILED = {
    "a name": ("a", Is(0), ("a",)),
    "one key": (Group(all=("a", "b")), All((Is(0), Is(1))), ("a", "b")),
    "several keys": (
        Group(any=("a", "b"), none=("c",)),
        All((NoneOf((Is(2),)), AtLeastOf(1, (Is(0), Is(1))))),
        ("a", "b"),
    ),
    "numbers": (
        Group.model_validate({"at_least": {"n": 2, "of": ["a", "c"]}}),
        AtLeastOf(2, (Is(0), Is(2))),
        ("a", "c"),
    ),
    "places": (
        Group.model_validate({"near": {"of": ["b", "a"], "within": 4}}), NearOf(1, (1, 0), 4), ("b", "a"),
    ),
    "nested": (
        Group(all=(Group(any=("b", "a")), "b", Group(none=(Group(none=("c",)),)))),
        All((AtLeastOf(1, (Is(1), Is(0))), Is(1), NoneOf((NoneOf((Is(2),)),)))),
        ("b", "a"),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("condition", "expected", "speaking"), COMPILED.values(), ids=COMPILED.keys())
def test_compiles(condition: str | Group, expected: Node, speaking: tuple[str, ...]) -> None:
    nears = [NearOf(0, (0, 1), 1)]

    assert expected == compile_condition(condition, {"a": 0, "b": 1, "c": 2}, nears)
    assert [number for number, _ in enumerate(nears)] == [near.number for near in nears]
    assert speaking == positive_names(condition)
