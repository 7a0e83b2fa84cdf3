"""Each faulty pack in ``errors/`` gives the text beside it, to the letter."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from msgscan.errors import PackError
from msgscan.packs.load import load_packs

ERRORS = Path(__file__).with_name("errors")
CASES = sorted(path.stem for path in ERRORS.glob("*.yaml"))


def faults_of(case: str, monkeypatch: pytest.MonkeyPatch) -> PackError:
    monkeypatch.chdir(ERRORS)  # so that places begin with the name of the file
    with pytest.raises(PackError) as caught:
        load_packs([f"{case}.yaml"])
    return caught.value


@pytest.mark.parametrize("case", CASES)
def test_a_faulty_pack_gives_its_expected_text(
    case: str, monkeypatch: pytest.MonkeyPatch, *, update_expected: bool
) -> None:
    expected = ERRORS / f"{case}.txt"
    told = str(faults_of(case, monkeypatch)).replace("\\", "/") + "\n"
    if update_expected:
        expected.write_text(told, encoding="utf-8", newline="\n")

    assert told == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("case", CASES)
def test_each_fault_is_told_in_english_too(case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for fault in faults_of(case, monkeypatch).faults:
        # What stands in quotes or brackets is what the pack says itself.
        own_words = re.sub(r"'[^']*'|\[[^]]*\]", "", fault.wording.en)

        assert re.search("[\u3000-\u9fff\uff00-\uffef]", own_words) is None


@pytest.mark.parametrize("case", CASES)
def test_the_faults_of_a_file_come_in_the_order_of_their_places(
    case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = [fault for fault in faults_of(case, monkeypatch).faults if fault.place.path == f"{case}.yaml"]
    # What is known only where packs are held against each other comes last.
    places = [fault.place for fault in own if ".yaml 里已经有" not in fault.wording.zh]

    assert places == sorted(places)


def test_ten_faults_are_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(faults_of("ten_faults", monkeypatch).faults) == 10


def test_no_expected_text_has_lost_its_pack() -> None:
    assert sorted(path.stem for path in ERRORS.glob("*.txt")) == CASES
