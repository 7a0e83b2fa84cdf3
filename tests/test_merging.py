"""Several files of one chat as one: what is left out, and what never is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given, strategies as st

from msgscan.errors import Damaged, Wording
from msgscan.formats._format import Note
from msgscan.merging import Merger
from msgscan.schema import Batch, Values


class Said(NamedTuple):
    """One message, as these tests tell it."""

    sender: str
    text: str
    minute: int | None = 0
    id: str | None = None
    chat: str = "群"
    recalled: bool = False


def batch(rows: Sequence[Said]) -> Batch:
    moments = ["NaT" if row.minute is None else f"2031-05-06T08:{row.minute:02}" for row in rows]
    columns: dict[str, Values] = {
        "platform": "qq",
        "chat": [row.chat for row in rows],
        "message_id": [row.id for row in rows],
        "sent_at": np.array(moments, "M8[ms]"),
        "sender": [row.sender for row in rows],
        "text": [row.text for row in rows],
        "recalled": [row.recalled for row in rows],
    }
    return Batch(len(rows), columns)


def kept(*files: Sequence[Said], formats: Sequence[str] = (), size: int = 100) -> list[list[str]]:
    """Return the texts that are left of each file, read in batches of a size."""
    merger = Merger(len(files))
    found: list[list[str]] = []
    for number, rows in enumerate(files):
        parts = [batch(rows[at : at + size]) for at in range(0, len(rows), size)]
        merged = list(merger.merged(parts, formats[number] if formats else "wechat-desktop4-txt"))
        found.append([text for part in merged if isinstance(part, Batch) for text in part.texts("text")])
    return found


A, B = "甲", "乙"
EVENING = [Said(A, "一"), Said(B, "二"), Said(A, "三", 1), Said(A, "三", 1), Said(B, "四", 2)]

# What the first file holds, what the second holds, what is left of the second.
CASES = [
    pytest.param(EVENING[:3], EVENING[1:], ["三", "四"], id="an overlap of two people"),
    pytest.param(EVENING, EVENING, [], id="the same file twice"),
    pytest.param(EVENING[:2], EVENING[2:], ["三", "三", "四"], id="no overlap"),
    pytest.param(EVENING[:4], EVENING, ["四"], id="sent twice stays twice"),
    pytest.param(
        [Said(A, "通知")], [Said(B, "早"), Said(A, "通知")], ["早", "通知"], id="one text for two groups"
    ),
    pytest.param(
        [Said(A, "通知"), Said(A, "附件")], [Said(A, "通知"), Said(A, "附件")], ["通知", "附件"],
        id="one person forwards to two groups",
    ),
    pytest.param(
        [Said("", "进群"), Said(A, "早")], [Said("", "进群"), Said(A, "早")], ["进群", "早"],
        id="a notice is nobody",
    ),
    pytest.param(
        EVENING[:2], [each._replace(chat="别的群") for each in EVENING[:2]], ["一", "二"], id="another chat"
    ),
    pytest.param(
        EVENING[:2], [each._replace(minute=9) for each in EVENING[:2]], ["一", "二"], id="another minute"
    ),
    pytest.param(
        [each._replace(minute=None) for each in EVENING[:2]],
        [each._replace(minute=None) for each in EVENING[:2]], ["一", "二"], id="no time",
    ),
    pytest.param([Said(A, "一", id="7")], [Said(A, "一", id="7")], [], id="one id"),
    pytest.param([Said(A, "[图片]", id="7")], [Said(A, "[图片:1]", id="7")], [], id="one id, two tools"),
    pytest.param([Said(A, "一", id="7")], [Said(A, "一", id="8")], ["一"], id="another id"),
    pytest.param([Said(A, "一", None, "1")], [Said(B, "二", None, "1")], ["二"], id="an id without a time"),
    pytest.param([Said(A, "一", id="1")], [Said(B, "二", 5, "1")], ["二"], id="chats numbered from one"),
    pytest.param(
        [Said(A, "一", id="7")], [Said(A, "", id="7", recalled=True)], [""], id="taken back meanwhile"
    ),
    pytest.param(
        [Said(A, "一", id="7"), Said("", "进群")], [Said(A, "一", id="7"), Said("", "进群")], [],
        id="a notice without id beside a message with one",
    ),
]  # fmt: skip


@pytest.mark.parametrize("size", [1, 2, 100])
@pytest.mark.parametrize(("first", "second", "left"), CASES)
def test_what_is_left_of_a_second_file(
    first: list[Said], second: list[Said], left: list[str], size: int
) -> None:
    assert kept(first, second, size=size) == [[each.text for each in first], left]


def test_pastes_of_two_tools_are_not_compared() -> None:
    assert kept(EVENING, EVENING, formats=("wechat-desktop4-txt", "wechat-mobile-txt"))[1] == list(
        "一二三三四"
    )


def test_of_three_files_each_is_compared_with_all_before() -> None:
    assert kept(EVENING[:2], EVENING[2:], EVENING) == [["一", "二"], ["三", "三", "四"], []]


def test_ids_are_compared_across_tools() -> None:
    said = [Said(A, "一", id="7")]

    assert kept(said, said, formats=("qce-json", "chatlab-json")) == [["一"], []]


def test_within_one_file_nothing_is_left_out() -> None:
    assert (
        kept([*EVENING, *EVENING, Said(A, "五", id="7"), Said(A, "五", id="7")])[0]
        == list("一二三三四" * 2) + ["五"] * 2
    )


def test_what_is_left_out_is_counted_in_a_note_behind_the_others() -> None:
    merger = Merger(2)
    list(merger.merged([batch(EVENING)], "x"))
    own_note = Note("own", Wording("群名不详", "chat not named"))
    [own, note] = merger.merged([batch(EVENING), own_note], "x")

    assert isinstance(own, Note)
    assert isinstance(note, Note)
    assert (own.code, note.code, note.count) == ("own", "repeated", 5)
    assert note.text().zh.startswith("5 条消息在前面的文件里已经有了")


def test_every_column_keeps_its_rows() -> None:
    merger = Merger(2)
    list(merger.merged([batch(EVENING[:3])], "x"))
    [rest, _] = merger.merged([batch(EVENING)], "x")

    assert isinstance(rest, Batch)
    assert rest.values("sender") == [A, B]
    assert rest.constant("platform") == "qq"
    assert [str(moment) for moment in rest.values("sent_at")] == [
        "2031-05-06T08:01:00.000",
        "2031-05-06T08:02:00.000",
    ]


def test_what_was_read_of_a_file_that_breaks_off_counts() -> None:
    def breaking() -> Iterator[Batch]:
        yield batch(EVENING)
        raise Damaged(Wording("断了", "cut"))

    merger = Merger(2)
    parts = merger.merged(breaking(), "x")
    next(parts)
    with pytest.raises(Damaged):
        next(parts)
    [note] = merger.merged([batch(EVENING[:2])], "x")

    assert isinstance(note, Note)
    assert note.count == 2


# --- laws ------------------------------------------------------------------------------------------------

SAID = st.builds(
    Said,
    sender=st.sampled_from(["", A, B]),
    text=st.sampled_from(["收到", "好", "1"]),
    minute=st.none() | st.integers(0, 2),
    id=st.none() | st.sampled_from(["1", "2"]),
    chat=st.just("群"),
    recalled=st.booleans(),
)
FILES = st.lists(st.lists(SAID, max_size=8), min_size=2, max_size=3)


def naive(files: list[list[Said]]) -> list[list[str]]:
    """Return what is left by the same rules, told row by row with sets and counters."""
    ids: set[tuple[object, ...]] = set()
    most: Counter[Said] = Counter()
    found = []
    for rows in files:
        seen: Counter[Said] = Counter()
        runs: list[list[int]] = [[]]
        for place, row in enumerate(rows):
            seen[row] += 1
            again = _id(row) in ids if row.id else seen[row] <= most[row]
            if again and row.minute is not None:
                runs[-1].append(place)
            else:
                runs.append([])
        overlaps = [run for run in runs if _is_overlap([rows[place] for place in run])]
        gone = {place for run in overlaps for place in run}
        found.append([row.text for place, row in enumerate(rows) if place not in gone])
        ids |= {_id(row) for row in rows if row.id}
        most |= seen
    return found


def _id(row: Said) -> tuple[object, ...]:
    return row.id, row.minute, row.recalled


def _is_overlap(run: list[Said]) -> bool:
    return any(row.id for row in run) or len({row.sender for row in run} - {""}) > 1


@given(FILES, st.integers(1, 5))
def test_the_rules_hold_row_by_row(files: list[list[Said]], size: int) -> None:
    assert kept(*files, size=size) == naive(files)


@given(st.lists(st.sampled_from(["收到", "好", "1"]), min_size=6, max_size=30), st.integers(2, 4))
def test_pastes_that_overlap_give_the_chat(texts: list[str], overlap: int) -> None:
    chat = [Said(A if place % 2 else B, text, place) for place, text in enumerate(texts)]
    middle = len(chat) // 2
    first, second = chat[: middle + overlap], chat[middle:]

    assert [text for file in kept(first, second) for text in file] == texts
