"""Judging equal messages once changes nothing."""

from __future__ import annotations

import numpy as np
from hypothesis import given, strategies as st

from msgscan.engine.repeats import Repeats


@given(st.lists(st.sampled_from("甲乙丙")), st.data())
def test_what_holds_of_the_first_is_spread_to_all_that_are_equal(
    keys: list[str], data: st.DataObject
) -> None:
    repeats = Repeats(keys)
    judged = np.array(
        data.draw(st.lists(st.sampled_from(range(len(repeats.first))))) if keys else [], np.int64
    )
    messages, rows = repeats.spread(judged)
    expected = [
        (message, row)
        for row, kind in enumerate(judged.tolist())
        for message, key in enumerate(keys)
        if key == keys[repeats.first[kind]]
    ]

    assert expected == list(zip(messages.tolist(), rows.tolist(), strict=True))
    assert sorted(message for message, _ in expected) == repeats.all_of(judged).tolist()
