"""The public door: names, their documentation, and a README that tells the truth."""

from __future__ import annotations

import doctest
import inspect
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click
import pytest

import msgscan
from msgscan.cli._group import program
from msgscan.formats import formats
from msgscan.packs.load import load_pack
from msgscan.packs.shipped import shipped_names

HOUSE = Path(__file__).resolve().parents[1]
README = (HOUSE / "README.md").read_text(encoding="utf-8")
GUIDE = (HOUSE / "rules/README.md").read_text(encoding="utf-8")
FOREIGN_OPTIONS = {"--update-expected", "--group", "--upgrade"}  # of pytest and pip


# --- names -----------------------------------------------------------------------------------------------


def test_all_names_have_a_home() -> None:
    assert sorted(msgscan.__all__) == sorted(msgscan._HOMES)


def test_dir_shows_the_public_names_and_the_version() -> None:
    assert dir(msgscan) == sorted([*msgscan.__all__, "__version__"])


@pytest.mark.parametrize("name", msgscan.__all__)
def test_a_name_leads_to_what_its_home_defines(name: str) -> None:
    public = getattr(msgscan, name)
    home = f"msgscan.{msgscan._HOMES[name]}"

    assert getattr(public, "__module__", home) == home


def test_a_name_that_is_not_public_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'scann'"):
        _ = msgscan.scann


def callables() -> Iterator[tuple[str, Callable[..., Any]]]:
    for name in msgscan.__all__:
        public = getattr(msgscan, name)
        if callable(public) and not (isinstance(public, type) and issubclass(public, Exception)):
            yield name, public


CALLABLES = list(callables())


@pytest.mark.parametrize(("name", "public"), CALLABLES)
def test_what_is_public_says_in_its_first_line_what_it_is(name: str, public: Callable[..., Any]) -> None:
    first = (inspect.getdoc(public) or "").partition("\n")[0]

    assert first.endswith("."), name


@pytest.mark.parametrize(("name", "public"), CALLABLES)
def test_every_parameter_of_a_public_function_is_documented(name: str, public: Callable[..., Any]) -> None:
    documented = set(re.findall(r"^\**(\w+(?:, \w+)*) : ", inspect.getdoc(public) or "", re.MULTILINE))
    told = {each for names in documented for each in names.split(", ")}
    taken = [] if isinstance(public, type) else list(inspect.signature(public).parameters)

    # A single parameter that the first line explains needs no section.
    assert len(taken) <= 1 or set(taken) <= told, name


@pytest.mark.parametrize("name", [name for name in msgscan.__all__ if name.endswith("Error")])
def test_every_public_error_says_what_went_wrong(name: str) -> None:
    assert (getattr(msgscan, name).__doc__ or "").strip().partition("\n")[0].endswith(".")


# --- README ----------------------------------------------------------------------------------------------


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def commands() -> list[str]:
    """Return the command lines of msgscan in the READMEs, from blocks and from the text."""
    shell = [line for block in blocks("bash") for line in re.split(r"&&|\n", block)]
    inline = re.findall(r"`([^`\n]+)`", README + GUIDE)
    found = [re.sub(r"^\S*[/\\]msgscan ", "msgscan ", line.strip()) for line in (*shell, *inline)]
    return [line for line in found if line.startswith("msgscan ")]


def resolved(words: list[str]) -> tuple[click.Command, list[str]]:
    """Return the command that the words begin with, and the words left."""
    command: click.Command = program("zh")
    while isinstance(command, click.Group) and words:
        found = command.get_command(click.Context(command), words[0])
        assert found is not None, f"no command {words[0]}"
        command, words = found, words[1:]
    return command, words


def options_of(command: click.Command) -> set[str]:
    return {name for option in command.params for name in (*option.opts, *option.secondary_opts)} | {
        "--lang",
        "--help",
    }


def leaves(command: click.Command, path: str) -> Iterator[tuple[str, click.Command]]:
    if not isinstance(command, click.Group):
        yield path, command
        return
    for name in command.list_commands(click.Context(command)):
        inner = command.get_command(click.Context(command), name)
        assert inner is not None
        yield from leaves(inner, f"{path} {name}")


COMMANDS = dict(leaves(program("zh"), "msgscan"))


@pytest.mark.parametrize("line", commands())
def test_a_command_of_the_readme_is_there_with_its_options(line: str) -> None:
    command, words = resolved(shlex.split(line)[1:])
    given = {word.partition("=")[0] for word in words if word.startswith("-") and word != "-"}

    assert given - options_of(command) == set()


def test_every_command_is_in_the_readme() -> None:
    assert [path for path in COMMANDS if path not in README] == []


def test_every_option_that_the_readme_speaks_of_is_there() -> None:
    spoken_of = set(re.findall(r"`(--[a-z-]+)", README + GUIDE))
    known = set[str]().union(*(options_of(command) for command in COMMANDS.values())) | FOREIGN_OPTIONS

    assert spoken_of - known == set()


def test_the_tables_of_the_readme_list_all_formats_and_packs_and_no_others() -> None:
    listed = re.findall(r"^\| `([a-z0-9-]+)`", README, re.MULTILINE)

    assert sorted(listed) == sorted([*formats(), *shipped_names()])


@pytest.mark.parametrize("marker", ["run", "test"])
def test_the_command_behind_a_marker_is_one_block_of_one_line(marker: str) -> None:
    found = re.findall(rf"^<!-- {marker} -->\n```bash\n(.*)\n```$", README, re.MULTILINE)

    assert len(found) == 1


def test_the_picture_shows_what_the_first_command_prints() -> None:
    [picture] = re.findall(r"^<!-- picture -->\n```text\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    [line] = re.findall(r"^<!-- run -->\n```bash\n.*&& \S*msgscan (.*)\n```$", README, re.MULTILINE)
    printed = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "msgscan", *shlex.split(line)],
        check=False, capture_output=True, encoding="utf-8", cwd=HOUSE,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", "MSGSCAN_LANG": "zh"},
    )  # fmt: skip
    seen = {line.rstrip() for line in printed.stdout.splitlines()}

    assert picture.strip()
    assert [line for line in picture.splitlines() if line.rstrip() not in seen | {"", "…"}] == []


def test_the_examples_in_python_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(HOUSE)
    flags = doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS
    runner = doctest.DocTestRunner(optionflags=flags)
    for number, block in enumerate(blocks("python")):
        runner.run(doctest.DocTestParser().get_doctest(block, {}, f"README {number}", "README.md", 0))

    assert runner.tries > 0
    assert runner.failures == 0


@pytest.mark.parametrize("text", blocks("yaml"))
def test_a_pack_of_the_readme_has_no_faults_and_holds_its_examples(text: str, tmp_path: Path) -> None:
    path = tmp_path / "pack.yaml"
    path.write_text(text, encoding="utf-8")

    assert msgscan.check_packs([load_pack(path)]) == ()


@pytest.mark.parametrize("target", re.findall(r"\]\(((?!https?:)[^)#]+)", README + GUIDE))
def test_a_link_of_the_readme_leads_somewhere(target: str) -> None:
    assert (HOUSE / target).exists()
