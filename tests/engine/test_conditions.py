"""Conditions: the truth tables, and the law that nothing is ruled out that may come true."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, strategies as st

from msgscan.engine.conditions import (
    All,
    AtLeastOf,
    Is,
    NearOf,
    Node,
    NoneOf,
    can_hold,
    compile_condition,
    holds,
    positive_names,
)
from msgscan.packs.model import Group

BOTH = (Is(0), Is(1))

# condition over two signals, where each of them hits, whether it holds, and whether it can hold if some of
# these hits turn out to be none
CASES = {
    "a signal": (Is(1), (False, True), True, True),
    "all": (All(BOTH), (True, True), True, True),
    "all, one fails": (All(BOTH), (True, False), False, False),
    "any": (AtLeastOf(1, BOTH), (False, True), True, True),
    "any, none holds": (AtLeastOf(1, BOTH), (False, False), False, False),
    "two": (AtLeastOf(2, BOTH), (True, True), True, True),
    "two, one fails": (AtLeastOf(2, BOTH), (True, False), False, False),
    "three of two": (AtLeastOf(3, BOTH), (True, True), False, False),
    "none, one holds": (NoneOf(BOTH), (False, True), False, True),
    "none holds": (NoneOf(BOTH), (False, False), True, True),
    "not none": (NoneOf((NoneOf(BOTH),)), (False, True), True, True),
}


@pytest.mark.parametrize(("condition", "hits", "expected", "possible"), CASES.values(), ids=CASES.keys())
def test_tells_what_holds_and_what_can_hold(
    condition: Node, hits: tuple[bool, bool], *, expected: bool, possible: bool
) -> None:
    columns = [np.array([hit]) for hit in hits]

    assert expected == holds(condition, columns, {}).item()
    assert possible == can_hold(condition, columns, 1).item()


@pytest.mark.parametrize(
    ("hits", "near", "possible"), [((True, True), False, True), ((True, False), False, False)]
)
def test_near_is_what_the_places_say_once_they_are_known(
    hits: tuple[bool, bool], *, near: bool, possible: bool
) -> None:
    condition = NearOf(3, (0, 1), 5)
    columns = [np.array([hit]) for hit in hits]

    assert near == holds(condition, columns, {3: np.array([near])}).item()
    assert possible == can_hold(condition, columns, 1).item()


def test_each_message_is_judged_by_itself() -> None:
    columns = [np.array(column) for column in zip(*product([False, True], repeat=2), strict=True)]

    assert holds(All((Is(0), NoneOf((Is(1),)))), columns, {}).tolist() == [False, False, True, False]


nodes: st.SearchStrategy[Node] = st.recursive(
    st.builds(Is, st.integers(0, 2)),
    lambda inner: st.one_of(
        *(
            st.builds(make, st.lists(inner, min_size=1, max_size=3).map(tuple))
            for make in (All, NoneOf, lambda parts: AtLeastOf(2, parts))
        )
    ),
)


@given(nodes, st.lists(st.booleans(), min_size=3, max_size=3))
def test_what_cannot_hold_does_not_hold_whichever_hits_turn_out_to_be_none(
    node: Node, possibly: list[bool]
) -> None:
    outcomes = [
        holds(node, [np.array([hit]) for hit in hits], {}).item()
        for hits in product(*({False, hit} for hit in possibly))
    ]

    assert any(outcomes) <= can_hold(node, [np.array([hit]) for hit in possibly], 1).item()


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
