"""The pack to begin with is sound as it is, under any name."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from urllib.parse import unquote

import pytest

from msgscan.checking import check_packs, idle_signals
from msgscan.errors import UsageError
from msgscan.packs._schema import PATH
from msgscan.packs.load import load_pack
from msgscan.packs.starter import ORGANISATION, STARTER, write_organisation, write_starter


@pytest.mark.parametrize(
    ("file", "pack_id", "wanted"),
    [
        ("my-school.yaml", None, "my-school"),
        ("我的规则.yaml", None, "my-rules"),
        ("Mine.yaml", None, "my-rules"),
        ("a.yaml", "class-3", "class-3"),
    ],
)
def test_the_written_pack_is_sound_and_has_the_id(
    file: str, pack_id: str | None, wanted: str, tmp_path: Path
) -> None:
    written = write_starter(tmp_path / file, pack_id)
    pack = load_pack(tmp_path / file)

    assert written == pack.id == wanted
    assert all(rule.id.startswith(f"{wanted}-") for rule in pack.rules)
    assert check_packs([pack]) == ()
    assert idle_signals([pack]) == ()


def test_its_first_line_leads_to_the_schema_that_is_installed(tmp_path: Path) -> None:
    write_starter(tmp_path / "a.yaml")
    first = (tmp_path / "a.yaml").read_text(encoding="utf-8").splitlines()[0]
    found = re.fullmatch(r"# yaml-language-server: \$schema=file://(.*)", first)

    assert found is not None
    assert unquote(found[1]).endswith(PATH.as_posix())


def test_the_pack_of_an_organisation_has_no_rules_and_no_words(tmp_path: Path) -> None:
    written = write_organisation(tmp_path / "my-school.yaml")
    pack = load_pack(tmp_path / "my-school.yaml", today=date.max)

    assert written == pack.id == "my-school"
    assert (pack.defined_by, pack.rules, pack.lexicons) == ("organisation", (), {})


@pytest.mark.parametrize("template", [STARTER, ORGANISATION], ids=lambda path: path.stem)
def test_a_template_itself_names_the_schema_beside_it(template: Path) -> None:
    first = template.read_text(encoding="utf-8").splitlines()[0]

    assert first == "# yaml-language-server: $schema=rule-pack.schema.json"


def test_a_file_that_exists_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("mine", encoding="utf-8")

    with pytest.raises(UsageError, match="已经有这个文件"):
        write_starter(tmp_path / "a.yaml")
    assert (tmp_path / "a.yaml").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("pack_id", ["My School", "", "三班", "a_b"])
def test_what_can_be_no_id_is_an_error_and_nothing_is_written(pack_id: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="不能用作编号"):
        write_starter(tmp_path / "a.yaml", pack_id)
    assert list(tmp_path.iterdir()) == []
