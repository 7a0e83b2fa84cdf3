"""``msgscan rules check`` and ``msgscan rules test``."""

from __future__ import annotations

from pathlib import Path

from msgscan.packs.shipped import shipped_names
from tests.cli.conftest import INPUTS, Run

PACK = INPUTS / "pack.yaml"


def test_check_tells_how_many_rules_a_sound_pack_has(run: Run) -> None:
    assert run("rules", "check", str(PACK)) == (0, "try-out 1.0.0：4 条规则，没有问题\n", "")


def test_check_without_packs_checks_all_shipped_ones(run: Run) -> None:
    told = run("rules", "check")

    assert told.code == 0
    assert [line.split()[0] for line in told.out.splitlines()] == list(shipped_names())


def test_check_tells_every_fault_in_the_language_asked_for(run: Run) -> None:
    pack = Path(__file__).parents[1] / "packs/errors/ten_faults.yaml"
    told = run("rules", "check", str(pack), "--lang", "en")

    assert told.code == 2
    assert told.out == ""
    assert f"{pack}:8:15: unknown value 'hihg', did you mean 'high'?" in told.err
    assert len(told.err.splitlines()) == 10


def test_check_of_a_pack_that_is_not_there_is_an_error(run: Run) -> None:
    told = run("rules", "check", "./no-such-pack.yaml")

    assert told.code == 2
    assert "no-such-pack.yaml" in told.err


def test_test_tells_that_all_examples_agree(run: Run) -> None:
    assert run("rules", "test", str(PACK)) == (0, "4 条规则、8 个例句：全部符合\n", "")


def test_test_tells_each_example_that_does_not_agree(tmp_path: Path, run: Run) -> None:
    wrong = PACK.read_text(encoding="utf-8").replace("no_match: [作业]", 'no_match: ["加微信\\e[2J"]')
    (tmp_path / "wrong.yaml").write_text(wrong, encoding="utf-8")
    told = run("rules", "test", str(tmp_path / "wrong.yaml"))

    assert told.code == 1
    assert told.out.splitlines()[0].startswith("job-ads: ")
    assert told.out.splitlines()[-1] == "4 条规则、8 个例句：1 个不符"
    assert "\x1b" not in told.out
