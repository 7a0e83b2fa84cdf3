"""Laws of overlays: what says nothing changes nothing; changes of different things come in any order."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import given, settings, strategies as st

from msgscan.packs.load import load_packs
from msgscan.packs.model import RulePack
from tests.packs.pack_texts import FULL

SOUND = FULL.replace("{file: lexicons/verbs.txt}", "{words: [加我, 扫码]}")
TODAY = date(2027, 1, 31)
WORDS = ("招工人", "招学生", "发传单", "做代理", "接单子")

word_lists = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3, unique=True)
# One change of each thing, so that none is changed twice.
job_ads = st.fixed_dictionaries(
    {"rule": st.just("job-ads"), "reason": st.just("理由")},
    optional={
        "severity": st.sampled_from(["medium", "high", "critical"]),
        "signals": st.builds(lambda words: {"job": {"words": {"add": words}}}, word_lists),
    },
)
hearsay = st.fixed_dictionaries(
    {"rule": st.just("hearsay"), "reason": st.just("理由"), "status": st.sampled_from(["test", "stable"])}
)
same_again = st.builds(
    lambda number: {"rule": "same-again", "window": {"at_least": str(number)}, "reason": "理由"},
    st.integers(2, 9),
)
odd = st.builds(lambda words: {"lexicon": "odd", "words": {"add": words}, "reason": "理由"}, word_lists)
allowed = st.fixed_dictionaries(
    {"rules": st.sampled_from(["*", "job-ads", "cheers"]), "reason": st.just("理由"), "words": word_lists}
)


def loaded(*overlays: dict[str, Any]) -> tuple[RulePack, ...]:
    """Return the sound pack under overlays, each of which extends the one before it."""
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / f"{number}.yaml" for number in range(len(overlays) + 1)]
        files[0].write_text(SOUND, encoding="utf-8")
        for number, overlay in enumerate(overlays, start=1):
            head = {"msgscan": 1, "pack": {"id": f"o{number}", "version": "1.0.0"}}
            text = json.dumps({**head, "extends": [files[number - 1].name], **overlay}, ensure_ascii=False)
            files[number].write_text(text, encoding="utf-8")
        return load_packs([files[-1]], today=TODAY)


def without_says(overrides: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    return [each for each in overrides if len(each) > 2]


def same(one: RulePack, other: RulePack) -> bool:
    """Return whether packs say the same, wherever they lie."""
    return one.model_copy(update={"path": ""}) == other.model_copy(update={"path": ""})


BARE = loaded()[0]


@given(st.sampled_from(["overrides", "allow", "rules", "categories"]))
def test_an_overlay_that_says_nothing_changes_nothing(key: str) -> None:
    assert same(loaded({key: {} if key == "categories" else []})[0], BARE)


@settings(max_examples=40, deadline=None)
@given(st.tuples(job_ads, hearsay, same_again, odd), st.randoms(use_true_random=False))
def test_the_order_of_changes_of_different_things_does_not_matter(
    overrides: tuple[dict[str, Any], ...],
    random: Any,  # noqa: ANN401 - hypothesis' own
) -> None:
    kept = without_says(overrides)
    mixed = random.sample(kept, len(kept))

    assert same(loaded({"overrides": kept})[0], loaded({"overrides": mixed})[0])


@settings(max_examples=40, deadline=None)
@given(st.tuples(hearsay, same_again, odd), st.lists(allowed, max_size=2))
def test_changes_may_stand_in_one_overlay_or_in_several(
    overrides: tuple[dict[str, Any], ...], allow: list[dict[str, Any]]
) -> None:
    one = loaded({"overrides": list(overrides), "allow": allow})[0]
    several = loaded(*({"overrides": [each]} for each in overrides), {"allow": allow})[0]

    assert one.rules == several.rules
    assert one.lexicons == several.lexicons


@settings(max_examples=40, deadline=None)
@given(word_lists)
def test_what_one_overlay_adds_the_next_can_take_away(words: list[str]) -> None:
    def change(verb: str) -> dict[str, Any]:
        signal = {"job": {"words": {verb: words}}}
        entries = [
            {"rule": "job-ads", "signals": signal, "reason": "理由"},
            {"lexicon": "odd", "words": {verb: words}, "reason": "理由"},
        ]
        return {"overrides": entries}

    there_and_back = loaded(change("add"), change("remove"))[0]

    assert there_and_back.rules == BARE.rules
    assert there_and_back.lexicons == BARE.lexicons
