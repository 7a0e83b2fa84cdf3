from __future__ import annotations

from pathlib import Path

import pytest

from msgscan.errors import UsageError
from msgscan.packs.load import load_packs
from msgscan.packs.shipped import shipped_names, shipped_path

RULES = Path(__file__).parents[2] / "rules"


def test_the_names_are_the_files_in_rules() -> None:
    assert shipped_names() == tuple(sorted(path.stem for path in RULES.glob("*.yaml")))


def test_a_name_that_is_not_shipped_is_an_error_that_shows_how_to_give_a_file() -> None:
    with pytest.raises(UsageError, match=r"未知的规则包 'adds'.*\./adds\.yaml"):
        shipped_path("adds")


@pytest.mark.parametrize("name", shipped_names())
def test_a_shipped_pack_loads_by_its_name(name: str) -> None:
    [pack] = load_packs([name])

    assert pack.path == str(shipped_path(name))


def test_all_shipped_packs_go_together() -> None:
    assert len(load_packs(shipped_names())) == len(shipped_names())


def test_what_an_organisation_defines_is_never_shipped() -> None:
    assert [pack.id for pack in load_packs(shipped_names()) if pack.defined_by] == []
