"""Errors: what they say in both languages, where, and that they survive the way to another process."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Iterator

import pytest

from msgscan.errors import Fault, FaultyFile, MsgscanError, PackError, Place, Wording

EMPTY = Wording("空文件", "the file is empty")
FAULT = Fault(Place("a.yaml", 3, 7), Wording("未知的键", "unknown key"))


def kinds(root: type[MsgscanError] = MsgscanError) -> Iterator[type[MsgscanError]]:
    yield root
    for kind in root.__subclasses__():
        yield from kinds(kind)


ERRORS = [
    kind((FAULT, FAULT)) if issubclass(kind, FaultyFile) else kind(EMPTY, place)
    for kind in kinds()
    for place in (None, Place("群.txt", 12))
]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: f"{type(error).__name__} {error.place}")
def test_errors_survive_pickling_and_copying(error: MsgscanError) -> None:
    for other in (pickle.loads(pickle.dumps(error)), copy.copy(error)):  # noqa: S301 - ours
        assert type(error) is type(other)
        assert [error.describe("zh"), error.describe("en")] == [other.describe("zh"), other.describe("en")]
        assert (error.place, error.args, vars(error)) == (other.place, other.args, vars(other))


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: f"{type(error).__name__} {error.place}")
def test_every_error_is_a_value_error_that_speaks_chinese(error: MsgscanError) -> None:
    assert isinstance(error, ValueError)
    assert str(error) == error.describe("zh")


# where, how it is printed
PLACES = {
    "file": (Place("群.txt"), "群.txt"),
    "line": (Place("a.yaml", 3), "a.yaml:3"),
    "column": (Place("a.yaml", 3, 7), "a.yaml:3:7"),
}


@pytest.mark.parametrize(("place", "expected"), PLACES.values(), ids=PLACES.keys())
def test_the_place_comes_first(place: Place, expected: str) -> None:
    assert expected == str(place)
    assert f"{expected}: 空文件" == MsgscanError(EMPTY, place).describe("zh")
    assert f"{expected}: the file is empty" == MsgscanError(EMPTY, place).describe("en")


def test_an_error_without_a_place_is_its_wording() -> None:
    assert str(MsgscanError(EMPTY)) == "空文件"


def test_the_faults_of_a_pack_are_told_one_a_line() -> None:
    error = PackError((FAULT, Fault(Place("b.yaml", 1, 1), EMPTY)))

    assert str(error) == "a.yaml:3:7: 未知的键\nb.yaml:1:1: 空文件"
    assert error.describe("en") == "a.yaml:3:7: unknown key\nb.yaml:1:1: the file is empty"
