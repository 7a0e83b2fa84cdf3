"""What the table of features says of each format is what its fixtures show, and its ``lacks`` agrees."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from msgscan.formats import formats
from msgscan.formats._features import FEATURES, TABLE, better_than, shown_by
from tests.formats.fixture_files import FIXTURES

Row = Mapping[str, Any]
Test = Callable[[Row], bool]


def said(row: Row) -> bool:
    return "sender" in row


def dated(row: Row) -> bool:
    return row.get("time_quality") in ("second", "minute")


def timed(row: Row) -> bool:
    return "sent_at" in row


def happened(row: Row) -> bool:
    return "event" in row


def invited(row: Row) -> bool:
    return row.get("event") == "invite"


def ranked(row: Row) -> bool:
    return row.get("sender_role") in ("owner", "admin")


def quoting(row: Row) -> bool:
    return "quoted" in row


def taken_back(row: Row) -> bool:
    return "recalled" in row or row.get("event") == "recall"


# Which rows could hold a feature, and which do.
SHOWN: dict[str, tuple[Test, Test]] = {
    "dates": (said, dated),
    "seconds": (timed, lambda row: row.get("time_quality") == "second"),
    "chat_name": (timed, lambda row: "chat" in row),
    "chat_number": (timed, lambda row: "chat_id" in row),
    "message_ids": (timed, lambda row: "message_id" in row),
    "accounts": (said, lambda row: "sender_id" in row),
    "roles": (ranked, ranked),
    "notices": (happened, happened),
    "invitations": (invited, lambda row: {"event_actor", "event_targets"} <= row.keys()),
    "notice_accounts": (happened, lambda row: bool({"event_actor_id", "event_target_ids"} & row.keys())),
    "quotes": (quoting, quoting),
    "recalls": (taken_back, taken_back),
}

# A sentence of ``lacks`` that contradicts a feature whatever else it says.
CONTRADICTIONS = {
    "seconds": r"^秒",
    "chat_number": r"^(群名和)?群号$",
    "accounts": r"^(发送者的)?账号(（微信号、wxid）)?(，群里同名的人分不开)?$",
    "notices": r"^系统消息（",
    "message_ids": r"^消息编号$",
}


def shown_in(rows: list[Row]) -> dict[str, list[str]]:
    platforms = sorted({row["platform"] for row in rows if "platform" in row})
    found: dict[str, list[str]] = {"platforms": platforms, "yes": [], "some": []}
    for feature, (could, does) in SHOWN.items():
        possible = [row for row in rows if could(row)]
        shown = sum(map(does, possible))
        if shown:
            found["yes" if shown * 2 > len(possible) else "some"].append(feature)
    return found


def derived() -> dict[str, dict[str, list[str]]]:
    return {name: shown_in(rows(name)) for name in formats()}


def rows(name: str) -> list[Row]:
    files = sorted((FIXTURES / name).glob("*.expected.jsonl"))
    return [json.loads(line) for file in files for line in file.read_text("utf-8").splitlines()[1:]]


def test_every_feature_is_derived() -> None:
    assert list(SHOWN) == list(FEATURES)


def test_the_table_says_what_the_fixtures_show(*, update_expected: bool) -> None:
    table = derived()
    if update_expected:
        lines = [f"{json.dumps(name)}: {json.dumps(shown)}" for name, shown in table.items()]
        TABLE.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8", newline="\n")

    assert json.loads(TABLE.read_text(encoding="utf-8")) == table


@pytest.mark.parametrize("name", formats())
def test_what_a_format_lacks_its_fixtures_do_not_show(name: str) -> None:
    shown = shown_by(name) or {}
    lacks = [lack.zh for lack in formats()[name].lacks]
    contradicted = {
        feature: lack
        for feature, pattern in CONTRADICTIONS.items()
        for lack in lacks
        if shown.get(feature) == "yes" and re.search(pattern, lack)
    }

    assert contradicted == {}


@pytest.mark.parametrize(
    ("name", "better"),
    [
        ("qq-pc-copy", ["qce-chunked-jsonl", "qce-json"]),
        ("qce-json", []),
        ("ketang-txt", []),
        ("chatlab-json", []),
    ],
)
def test_what_to_export_instead_shows_more_of_what_an_audit_needs(name: str, better: list[str]) -> None:
    assert list(better_than(name)) == better


@pytest.mark.parametrize("name", formats())
def test_what_to_export_instead_is_of_the_same_platform_and_good_enough_itself(name: str) -> None:
    for better in better_than(name):
        assert set(better_than(better)) == set()
        assert derived()[better]["platforms"] == derived()[name]["platforms"]


def test_a_format_without_fixtures_of_ours_is_not_judged() -> None:
    assert shown_by("ketang-txt") is None
