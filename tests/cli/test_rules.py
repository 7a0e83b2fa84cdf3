"""``msgscan rules check`` and ``msgscan rules test``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from msgscan.packs.shipped import shipped_names
from msgscan.packs.starter import write_starter
from tests.cli.conftest import INPUTS, Run

PACK = INPUTS / "pack.yaml"
RUNAWAY = """rules:
  - id: runs-away
    title: 慢
    category: ad
    severity: low
    message: 发现
    signals: {a: {regex: '(?:刷|刷刷)+单$'}}
    when: a
    examples: {match: [刷单], no_match: [早]}
"""


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


def test_check_tells_of_words_that_run_together(tmp_path: Path, run: Run) -> None:
    path = tmp_path / "pack.yaml"
    write_starter(path, "p")
    path.write_text(
        path.read_text(encoding="utf-8").replace("转让门票, 转让", "转让门票，转让"), encoding="utf-8"
    )
    told = run("rules", "check", str(path))

    assert told.code == 0
    assert "提醒：" in told.out
    assert ":35:17: '转让门票，转让演出票' 是一个词" in told.out


def test_check_of_a_pack_that_is_not_there_is_an_error(run: Run) -> None:
    told = run("rules", "check", "./no-such-pack.yaml")

    assert told.code == 2
    assert "no-such-pack.yaml" in told.err


FAULTS = Path(__file__).parents[1] / "packs/errors/ten_faults.yaml"


def test_check_tells_faults_as_json_lines(run: Run) -> None:
    told = run("rules", "check", str(FAULTS), "--format", "json")
    rows = [json.loads(line) for line in told.out.splitlines()]

    assert (told.code, told.err, len(rows)) == (2, "", 10)
    assert {
        "path": str(FAULTS),
        "line": 8,
        "column": 15,
        "message": "未知的值 'hihg'，是不是想写 'high'？",
    } in rows


def test_check_tells_faults_as_annotations(run: Run) -> None:
    told = run("rules", "check", str(FAULTS), "--format", "github", "--lang", "en")

    assert (told.code, told.err) == (2, "")
    assert f"::error file={FAULTS},line=8,col=15::unknown value 'hihg', did you mean 'high'?" in told.out
    assert all(line.startswith("::error file=") for line in told.out.splitlines())


@pytest.mark.parametrize("form", ["json", "github"])
def test_check_is_silent_for_programs_where_there_are_no_faults(form: str, run: Run) -> None:
    assert run("rules", "check", str(PACK), "--format", form) == (0, "", "")


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


SOUND = PACK.read_text(encoding="utf-8")
# With a signal that no example makes hit.
IDLE = SOUND.replace("{polite: [辛苦了]}", "{polite: [辛苦了], other: [谢谢]}").replace(
    "when: polite", "when: {any: [polite, other]}"
)

# options, pack, exit code, last line
COVERAGE = {
    "not asked for": ([], IDLE, 0, "4 条规则、8 个例句：全部符合"),
    "all hit": (["--coverage"], SOUND, 0, "4 个信号：全部有例句覆盖"),
    "one never hits": (["--coverage"], IDLE, 0, "5 个信号：1 个没有例句覆盖"),
    "one never hits, in English": (
        ["--coverage", "--lang", "en"],
        IDLE,
        0,
        "5 signals: 1 without an example",
    ),
    "strict, and one never hits": (["--strict"], IDLE, 1, "5 个信号：1 个没有例句覆盖"),
    "strict, and all hit": (["--strict"], SOUND, 0, "4 个信号：全部有例句覆盖"),
}


@pytest.mark.parametrize(("options", "text", "code", "last"), COVERAGE.values(), ids=COVERAGE)
def test_test_tells_signals_that_no_example_makes_hit(
    options: list[str], text: str, code: int, last: str, tmp_path: Path, run: Run
) -> None:
    (tmp_path / "pack.yaml").write_text(text, encoding="utf-8")
    told = run("rules", "test", str(tmp_path / "pack.yaml"), *options)

    assert (told.code, told.out.splitlines()[-1]) == (code, last)
    assert ("other" in told.out) == (text == IDLE and bool(options))


def test_an_example_that_does_not_agree_is_worse_than_an_idle_signal(tmp_path: Path, run: Run) -> None:
    wrong = SOUND.replace("no_match: [作业]", "no_match: [加微信]")
    (tmp_path / "wrong.yaml").write_text(wrong, encoding="utf-8")

    assert run("rules", "test", str(tmp_path / "wrong.yaml"), "--coverage").code == 1


def test_check_tells_of_a_pattern_that_runs_away(tmp_path: Path, run: Run) -> None:
    slow = PACK.read_text(encoding="utf-8").replace("rules:\n", RUNAWAY, 1)
    path = tmp_path / "slow.yaml"
    path.write_text(slow, encoding="utf-8")
    told = run("rules", "check", str(path))

    assert told.code == 0
    assert "规则 runs-away 的正则 (?:刷|刷刷)+单$ 遇到一长串“刷”会超时" in told.out
