"""Laws of all readers, on fixtures that were cut, spliced and damaged.

``MSGSCAN_EXAMPLES=20000 pytest tests/property/test_readers.py`` looks longer.
"""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from copy import deepcopy
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
from hypothesis import HealthCheck, given, settings, strategies as st

from msgscan.errors import MsgscanError
from msgscan.formats._format import Note
from msgscan.schema import CATEGORIES, MESSAGES, Batch
from msgscan.streaming import Identified, identify, stream
from tests.formats.fixture_files import FIXTURES, cases, texts, told

often = settings(
    max_examples=int(os.environ.get("MSGSCAN_EXAMPLES", "50")),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],  # one folder for all examples will do
)

WHOLE = {case: case.read_bytes() for case in cases() if case.is_file()}
ODD = [
    b"",
    b"\n",
    b"\r\n\r\n",
    b"\0",
    b"\xff",
    b"\xef\xbb\xbf",
    b'"',
    b"{",
    b"[",
    b"}]",
    b",",
    b"\\ud83d",
    b"1e999",
    b"null",
]


@st.composite
def damaged(draw: st.DrawFn) -> tuple[Path, bytes]:
    """Return a fixture and its bytes after some edits: slices cut, doubled, moved, replaced."""
    case = draw(st.sampled_from(list(WHOLE)))
    raw = WHOLE[case]
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(raw)))
        end = min(len(raw), start + draw(st.sampled_from([0, 1, 2, 10, 100, 1000])))
        other = WHOLE[draw(st.sampled_from(list(WHOLE)))]
        place = draw(st.integers(0, len(other)))
        put = draw(
            st.sampled_from([*ODD, raw[start:end] * 2, raw[start:end][::-1], other[place : place + 200]])
        )
        raw = raw[:start] + put + raw[end:]
    return case, raw


@often
@given(damaged(), st.sampled_from([3, 50, 1 << 20]), st.booleans())
def test_only_our_errors_escape_and_rows_are_what_the_schema_says(
    tmp_path_factory: Any,  # noqa: ANN401 - pytest does not export its type
    edited: tuple[Path, bytes],
    block: int,
    named: bool,  # noqa: FBT001 - drawn by hypothesis
) -> None:
    case, raw = edited
    copy = tmp_path_factory.getbasetemp() / case.name
    copy.write_bytes(raw)
    try:
        identified = identify(copy, format=case.parent.name if named else None)
        parts = list(stream(replace(identified, source=replace(identified.source, block=block))))
    except MsgscanError:
        return

    for batch in parts:
        if isinstance(batch, Batch):
            check(batch)


def check(batch: Batch) -> None:
    """Hold a batch against the table of its columns."""
    known = {column.name: column for column in MESSAGES}
    assert set(batch.columns) <= set(known)
    for name, column in known.items():
        values = list(batch.values(name))
        allowed = CATEGORIES.get(column.type.removesuffix("?"))
        assert len(values) == batch.size
        if allowed is not None:
            assert set(values) <= {*allowed, *([None] if column.type.endswith("?") else [])}, name
        elif column.type in ("str", "str?"):
            assert set(map(type, values)) <= ({str, type(None)} if column.type == "str?" else {str}), name
            "".join(filter(None, values)).encode("utf-8")  # no surrogates, which nothing can print or store
        elif column.type == "list?":
            assert all(value is None or set(map(type, value)) <= {str} for value in values), name
        elif column.type == "time?":
            assert np.asarray(values, "M8[ms]").dtype == np.dtype("M8[ms]")


@often
@given(st.sampled_from(texts()), st.integers(1, 300))
def test_the_size_of_blocks_changes_no_row(case: Path, block: int) -> None:
    assert told(case) == told(case, block=block)


JSON = [case for case in WHOLE if case.suffix == ".json" and "messages" in json.loads(WHOLE[case])]
ODD_VALUES: list[Any] = [
    None,
    True,
    -1,
    1e300,
    10**30,
    "",
    "x",
    "\ud83d",
    [],
    {},
    [[]],
    {"a": 1},
    ["加V"],
    {"text": ["加V"]},
]


@often
@given(st.sampled_from(JSON), st.data())
def test_a_value_of_another_type_never_costs_a_row(
    tmp_path_factory: Any,  # noqa: ANN401 - pytest does not export its type
    case: Path,
    data: st.DataObject,
) -> None:
    document = json.loads(WHOLE[case])
    for _ in range(data.draw(st.integers(1, 4))):
        _spoil(document["messages"], data)
    copy = tmp_path_factory.getbasetemp() / case.name
    copy.write_text(json.dumps(document), encoding="utf-8")
    batches = [part for part in stream(identify(copy, format=case.parent.name)) if isinstance(part, Batch)]
    for batch in batches:
        check(batch)

    assert len(document["messages"]) == sum(batch.size for batch in batches)


def _spoil(value: Any, data: st.DataObject) -> None:  # noqa: ANN401 - any part of a document
    """Replace one value, at any depth, by an odd one."""
    while True:
        keys = list(value) if isinstance(value, dict) else list(range(len(value)))
        key = data.draw(st.sampled_from(keys))
        if not isinstance(value[key], dict | list) or not value[key] or data.draw(st.booleans()):
            value[key] = deepcopy(data.draw(st.sampled_from(ODD_VALUES)))
            return
        value = value[key]


HEAD = (FIXTURES / "qq-pc-txt" / "office.txt").read_text(encoding="utf-8").split("\n")[:8]
LINES = st.sampled_from(
    [
        "", "", "", " ", "正文", "收到", "2026-09-01 8:05:12 甲(4200000101)",
        "2026-09-01 9:00:00 乙(4200000102)", "2025-01-01 0:00:01 生人(4200000199)",
        "2026-09-02 8:00:00 没有账号", "2026-09-02 8:00:00 PM 丙(4200000103)",
        "2026-09-02 9:00:00 系统消息(1000000)", "甲邀请乙加入了本群。", "=" * 64, "消息对象:另一个群",
        *HEAD[2:7],
    ]
)  # fmt: skip
# ====…\n消息分组:我的QQ群\n====…\n消息对象:教务工作群\n====…\n
SECTION = re.compile(r"={64}\n消息分组:.*\n={64}\n消息对象:.*\n={64}(?:\n|$)")


@often
@given(st.lists(LINES, max_size=40), st.sampled_from([1, 30, 1 << 20]))
def test_pc_text_keeps_every_line_as_header_or_text(
    tmp_path_factory: Any,  # noqa: ANN401 - pytest does not export its type
    lines: list[str],
    block: int,
) -> None:
    whole = "\n".join([*HEAD, *lines])
    copy = tmp_path_factory.getbasetemp() / "群.txt"
    copy.write_text(whole, encoding="utf-8")
    identified = identify(copy, format="qq-pc-txt")
    rows = [row for batch in _parts(identified, block) if isinstance(batch, Batch) for row in _rows(batch)]
    given_lines = whole.split("\n")
    headers = [given_lines[row["line"] - 1] for row in rows if row["kind"] != "unknown"]
    said = chain.from_iterable(row["text"].split("\n") for row in rows)
    body = SECTION.sub("", whole.removeprefix(HEAD[0])).split("\n")

    assert all(header.startswith("202") for header in headers)
    assert _filled(body) == _filled([*headers, *said])


@often
@given(st.data())
def test_chatlab_lines_are_each_a_row_a_member_a_header_or_a_counted_comment(
    tmp_path_factory: Any,  # noqa: ANN401 - pytest does not export its type
    data: st.DataObject,
) -> None:
    pool = (FIXTURES / "chatlab-jsonl" / "damaged.jsonl").read_text(encoding="utf-8").split("\n")
    lines = data.draw(
        st.lists(st.sampled_from([*pool, "", "#", "  # x", '"# x"', "[]", '{"_type":[]}', "�"]))
    )
    copy = tmp_path_factory.getbasetemp() / "群.jsonl"
    copy.write_text("\n".join([pool[0], *lines]), encoding="utf-8")
    parts = list(stream(identify(copy)))
    rows = [int(line) for part in parts if isinstance(part, Batch) for line in part.values("line")]
    comments = sum(part.count for part in parts if isinstance(part, Note) and part.code == "comments")

    assert comments == [_kind(line) for line in lines].count("comment")
    assert rows == [number for number, line in enumerate([pool[0], *lines], 1) if _kind(line) == "row"]


def _kind(line: str) -> str:
    """Return what a line of ChatLab's JSONL is; "" when it is blank, a header or a member."""
    try:
        value = json.loads(line)
    except ValueError:
        value = line
    if isinstance(value, str) and value.lstrip().startswith("#"):
        return "comment"
    described = isinstance(value, dict) and value.get("_type") in ("header", "member")
    return "" if not line.strip() or described else "row"


def _parts(identified: Identified, block: int) -> list[Batch | Note]:
    return list(stream(replace(identified, source=replace(identified.source, block=block))))


def _rows(batch: Batch) -> list[dict[str, Any]]:
    columns = [batch.values(name) for name in ("line", "kind", "text")]
    return [dict(zip(("line", "kind", "text"), row, strict=True)) for row in zip(*columns, strict=True)]


def _filled(lines: list[str]) -> Counter[str]:
    return Counter(line for line in lines if line.strip())
