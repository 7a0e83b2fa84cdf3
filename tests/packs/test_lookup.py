from __future__ import annotations

from pathlib import Path

import pytest

from msgscan.errors import UsageError
from msgscan.packs.load import load_pack
from msgscan.packs.lookup import given_packs, place_of, rule_named
from msgscan.packs.shipped import shipped_names
from tests.packs.pack_texts import SMALL


@pytest.fixture
def small(tmp_path: Path) -> Path:
    path = tmp_path / "small.yaml"
    path.write_text(SMALL, encoding="utf-8")
    return path


def test_packs_names_and_paths_may_be_mixed(small: Path) -> None:
    given = given_packs([load_pack(small), "secret", Path("rules/ads.yaml")])

    assert [pack.id for pack in given] == ["small", "secret", "ads"]


def test_one_pack_need_not_be_a_list(small: Path) -> None:
    assert [pack.id for pack in given_packs(load_pack(small))] == ["small"]
    assert [pack.id for pack in given_packs(small)] == ["small"]
    assert [pack.id for pack in given_packs("secret")] == ["secret"]


def test_none_means_all_shipped_packs() -> None:
    assert [pack.id for pack in given_packs(None)] == list(shipped_names())


def test_a_rule_is_found_with_its_pack(small: Path) -> None:
    pack, rule = rule_named(given_packs(["secret", str(small)]), "small-ads")

    assert (pack.id, rule.id) == ("small", "small-ads")


def test_a_rule_that_is_not_there_is_an_error_that_says_which_was_meant(small: Path) -> None:
    with pytest.raises(UsageError, match="是不是想写 'small-ads'"):
        rule_named(given_packs(small), "smal-ads")


def test_the_place_of_a_rule_is_its_line(small: Path) -> None:
    place = place_of(load_pack(small), "small-ads")

    assert SMALL.splitlines()[place.line - 1] == "  - id: small-ads"
    assert place.path == str(small)
