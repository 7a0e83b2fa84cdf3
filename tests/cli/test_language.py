"""Chinese, unless English is asked for; click's own sentences included."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from babel.messages import Catalog, mofile, pofile

import msgscan.cli
from msgscan.cli._language import chosen
from tests.cli.conftest import Run

CATALOGUE = Path(msgscan.cli.__file__).parent / "locale/zh_CN/LC_MESSAGES"
HAN = re.compile("[\u4e00-\u9fff]")
RULES = ("check", "test", "explain", "show", "stats", "schema", "new")
COMMANDS = [["scan"], ["read"], ["sniff"], ["formats"], ["rules"], *(["rules", command] for command in RULES)]


@pytest.mark.parametrize(
    ("arguments", "environment", "language", "rest"),
    [
        pytest.param([], {}, "zh", [], id="nothing asked for"),
        pytest.param([], {"MSGSCAN_LANG": "en_GB.UTF-8"}, "en", [], id="environment"),
        pytest.param([], {"MSGSCAN_LANG": "fr"}, "zh", [], id="an environment that we don't speak"),
        pytest.param(["--lang", "zh"], {"MSGSCAN_LANG": "en"}, "zh", [], id="option before environment"),
        pytest.param(["--lang", "en", "scan"], {}, "en", ["scan"], id="in front"),
        pytest.param(["scan", "a.txt", "--lang=en"], {}, "en", ["scan", "a.txt"], id="at the end"),
        pytest.param(["scan", "--lang", "en", "a.txt"], {}, "en", ["scan", "a.txt"], id="in the middle"),
        pytest.param(["scan", "--", "--lang=en"], {}, "zh", ["scan", "--", "--lang=en"], id="a file's name"),
        pytest.param(["scan", "--lang", "fr"], {}, "zh", ["--lang", "fr", "scan"], id="not spoken"),
        pytest.param(["scan", "--lang"], {}, "zh", ["--lang", "", "scan"], id="nothing behind it"),
    ],
)
def test_which_language_is_spoken(
    arguments: list[str], environment: dict[str, str], language: str, rest: list[str]
) -> None:
    assert chosen(arguments, environment) == (language, rest)


def test_the_environment_chooses_the_language_of_a_command(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MSGSCAN_LANG", "en")

    assert run("--help").out.startswith("Usage: msgscan [OPTIONS] COMMAND")


def test_a_language_that_is_not_spoken_is_an_error(run: Run) -> None:
    told = run("scan", "--lang", "fr", "a.txt")

    assert told.code == 2
    assert "'fr' 不在可选的值之中：'zh', 'en'" in told.err


@pytest.mark.parametrize("command", [[], *COMMANDS], ids=" ".join)
def test_help_in_english_holds_no_chinese(command: list[str], run: Run) -> None:
    told = run(*command, "--help", "--lang", "en")

    assert told.code == 0
    assert HAN.search(told.out) is None


@pytest.mark.parametrize("command", [[], *COMMANDS], ids=" ".join)
def test_every_line_of_help_in_chinese_holds_chinese(command: list[str], run: Run) -> None:
    told = run(*command, "--help", "--lang", "zh")
    options = [line for line in told.out.splitlines() if line.startswith("  -") and "  " in line.strip()]

    assert told.code == 0
    assert told.out.startswith("用法：")
    assert [line for line in options if not HAN.search(line)] == []


MISTAKES = [
    pytest.param(["scna"], "没有 'scna' 这个命令，是不是想写 'scan'？", id="command"),
    pytest.param(["rules", "xyz"], "没有 'xyz' 这个命令；这里可以写：check、test、", id="no such command"),
    pytest.param(["scan", "a.txt", "--rule"], "没有 '--rule' 这个选项", id="option"),
    pytest.param(["scan"], "缺少参数", id="argument"),
    pytest.param(["scan", "a.txt", "-f", "pdf"], "'pdf' 不在可选的值之中", id="value"),
    pytest.param(["scan", "a.txt", "-f"], "选项 '-f' 后面要写 1 个值", id="no value"),
    pytest.param(["formats", "a.txt"], "多出来的参数：a.txt", id="too much"),
]


@pytest.mark.parametrize(("arguments", "told"), MISTAKES)
def test_a_mistake_is_told_in_chinese(arguments: list[str], told: str, run: Run) -> None:
    outcome = run(*arguments)

    assert outcome.code == 2
    assert told in outcome.err


@pytest.mark.parametrize(("arguments", "_told"), MISTAKES)
def test_a_mistake_is_told_in_english_without_chinese(arguments: list[str], _told: str, run: Run) -> None:
    outcome = run(*arguments, "--lang", "en") if arguments[-1] != "-f" else run("--lang", "en", *arguments)

    assert outcome.code == 2
    assert HAN.search(outcome.err) is None


def sentences(catalogue: Catalog) -> set[tuple[str, ...]]:
    """Return all forms of each sentence, then its translation."""
    return {(*_forms(message.id), *_forms(message.string)) for message in catalogue if message.id}


def _forms(text: str | Sequence[str] | None) -> Sequence[str]:
    return [text] if isinstance(text, str) else text or []


def test_the_compiled_catalogue_is_in_step_with_its_source() -> None:
    with (CATALOGUE / "messages.po").open("rb") as source, (CATALOGUE / "messages.mo").open("rb") as compiled:
        assert sentences(mofile.read_mo(compiled)) == sentences(pofile.read_po(source))
