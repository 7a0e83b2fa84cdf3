"""``msgscan rules new`` and ``msgscan rules schema``: what a rule writer begins with."""

from __future__ import annotations

import json
from pathlib import Path

from msgscan.packs._schema import PATH
from tests.cli.conftest import Run


def test_a_new_pack_can_be_checked_and_tested_as_it_is(tmp_path: Path, run: Run) -> None:
    path = str(tmp_path / "my-school.yaml")
    told = run("rules", "new", path)

    assert (told.code, told.err) == (0, "")
    assert told.out.splitlines()[0] == f"已写好规则包 my-school：{path}"
    assert run("rules", "check", path).out == "my-school 0.1.0：2 条规则，没有问题\n"
    assert run("rules", "test", path, "--strict") == (
        0,
        "2 条规则、9 个例句：全部符合\n6 个信号：全部有例句覆盖\n",
        "",
    )


def test_a_file_that_exists_is_left_alone(tmp_path: Path, run: Run) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("mine", encoding="utf-8")
    told = run("rules", "new", str(path), "--id", "my-school")

    assert told == (2, "", f"{path}: 已经有这个文件，没有动它\n")
    assert path.read_text(encoding="utf-8") == "mine"


def test_what_can_be_no_id_is_an_error(tmp_path: Path, run: Run) -> None:
    told = run("rules", "new", str(tmp_path / "a.yaml"), "--id", "My School", "--lang", "en")

    assert told.code == 2
    assert "'My School' can't be an id" in told.err


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path, run: Run) -> None:
    told = run("rules", "new", str(tmp_path / "no/a.yaml"))

    assert (told.code, told.out) == (2, "")
    assert told.err.endswith("a.yaml: 没有这个文件夹：先建好它，或写到别处\n")


def test_the_schema_is_the_one_that_is_published(run: Run) -> None:
    told = run("rules", "schema")

    assert told == (0, PATH.read_text(encoding="utf-8"), "")
    assert json.loads(told.out)["title"] == "msgscan 规则包"
