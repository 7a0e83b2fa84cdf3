"""What a baseline leaves out, and which of its entries are stale."""

from __future__ import annotations

from datetime import UTC, date, datetime

import numpy as np
import pytest

from msgscan.baselines import Accepted, Baseline, Seen, running_rules
from msgscan.errors import Place
from msgscan.packs.model import Rule
from msgscan.schema import Batch
from tests.property.strategies import pack_of

TODAY = date(2027, 1, 31)


def entry(**changes: object) -> Accepted:
    given = {
        "rule": "ads", "finding_id": "a", "chat": "年级群", "sent_at": datetime(2026, 9, 2, tzinfo=UTC),
        "reason": "好", "by": "", "on": None, "expires": None, "place": Place("a.txt", 1), **changes,
    }  # fmt: skip
    return Accepted(**given)  # type: ignore[arg-type]  # a table of changes has all types


def seen() -> Seen:
    moments = np.array(["2026-09-01", "2026-09-03", "NaT", "2026-09-09"], "M8[ms]")
    batch = Batch(4, {"chat": ["年级群", "年级群", "年级群", "班群"], "sent_at": moments})
    followed = Seen()
    list(followed.follow([batch.where(np.array([1, 0, 1, 1], bool)), batch]))
    return followed


def test_an_entry_holds_through_its_last_day() -> None:
    last, over = entry(finding_id="last", expires=TODAY), entry(finding_id="over", expires=date(2027, 1, 30))
    baseline = Baseline((last, over, entry()))

    assert baseline.accepted(TODAY) == {"last", "a"}
    assert baseline.expired(TODAY) == (over,)


# what is different, whether the entry is stale
STALE = [
    pytest.param({}, True, id="could-have-been-found"),
    pytest.param({"sent_at": datetime(2026, 9, 1, tzinfo=UTC)}, True, id="the-first-message"),
    pytest.param({"finding_id": "found"}, False, id="found"),
    pytest.param({"rule": "other"}, False, id="its-rule-did-not-run"),
    pytest.param({"rule": "old-ads"}, True, id="its-rule-has-another-name-now"),
    pytest.param({"rule": "gone"}, False, id="its-rule-is-deprecated"),
    pytest.param({"chat": "别的群"}, False, id="its-chat-was-not-scanned"),
    pytest.param({"chat": "班群"}, False, id="its-chat-was-scanned-at-another-time"),
    pytest.param({"sent_at": datetime(2026, 9, 3, 1, tzinfo=UTC)}, False, id="after-the-last-message"),
    pytest.param({"sent_at": None}, False, id="no-time"),
    pytest.param({"chat": ""}, False, id="no-chat"),
    pytest.param({"expires": date(2027, 1, 30)}, False, id="expired-anyway"),
]


def rule(name: str, **changes: object) -> Rule:
    form = {"id": name, "title": "广告", "category": "ad", "severity": "low", "message": "广告"}
    body = {"signals": {"a": ["代写"]}, "when": "a", "examples": {"match": ["代写"], "no_match": ["书写"]}}
    return Rule.model_validate({**form, **body, **changes})


@pytest.mark.parametrize(("changes", "expected"), STALE)
def test_which_entries_are_stale(changes: dict[str, object], *, expected: bool) -> None:
    rules = running_rules([pack_of(rule("ads", formerly=("old-ads",)), rule("gone", status="deprecated"))])
    baseline = Baseline((entry(**changes),))

    assert bool(baseline.stale(["found"], rules, seen(), TODAY)) is expected
