"""The wheel as people install it: rules inside, found by name, from any folder."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("hatchling")

HOUSE = Path(__file__).resolve().parents[1]
CHAT = HOUSE / "fixtures/qq-pc-txt/office.txt"


def python(*arguments: str, cwd: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own command
        [sys.executable, *arguments],
        check=False,
        capture_output=True,
        encoding="utf-8",
        cwd=cwd,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **variables},
    )


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with nothing but the installed wheel; what it needs comes from this environment."""
    made, folder = tmp_path_factory.mktemp("wheel"), tmp_path_factory.mktemp("installed")
    build = python("-m", "hatchling", "build", "-t", "wheel", "-d", str(made), cwd=HOUSE)
    assert build.returncode == 0, build.stderr
    [wheel] = made.glob("*.whl")
    install = python(
        "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", str(folder), str(wheel),
        cwd=made,
    )  # fmt: skip
    assert install.returncode == 0, install.stderr
    return folder


def msgscan(installed: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return python("-m", "msgscan", *arguments, cwd=installed.parent, PYTHONPATH=str(installed))


def test_what_runs_is_the_installed_package(installed: Path) -> None:
    where = python(
        "-c", "import msgscan; print(msgscan.__file__)", cwd=installed.parent, PYTHONPATH=str(installed)
    )

    assert Path(where.stdout.strip()) == installed / "msgscan/__init__.py"


def test_it_holds_the_package_and_nothing_else(installed: Path) -> None:
    names = {path.name for path in installed.iterdir() if path.suffix != ".dist-info"}

    assert names - {"bin", "Scripts"} == {"msgscan"}


def test_it_holds_all_that_is_no_code(installed: Path) -> None:
    shipped = [path.relative_to(HOUSE / "rules") for path in (HOUSE / "rules").rglob("*") if path.is_file()]
    needed = [
        "cli/locale/zh_CN/LC_MESSAGES/messages.mo", "packs/organisation.yaml", "packs/rule-pack.schema.json",
        "packs/starter.yaml", "py.typed", "text/fold_table.npz", *(f"_rules/{path}" for path in shipped),
    ]  # fmt: skip

    assert [name for name in needed if not (installed / "msgscan" / name).is_file()] == []


def test_it_scans_with_a_shipped_pack_by_its_name(installed: Path) -> None:
    told = msgscan(installed, "scan", str(CHAT), "--rules", "secret", "--format", "jsonl")
    findings = [json.loads(line) for line in told.stdout.splitlines()]

    assert told.returncode == 1
    assert {finding["pack"].partition("@")[0] for finding in findings} == {"secret"}


def test_it_scans_with_all_shipped_packs(installed: Path) -> None:
    told = msgscan(installed, "scan", str(CHAT))

    assert told.returncode == 1
    assert told.stdout.startswith("✓")
    assert all(f"{path.stem}@" in told.stdout for path in (HOUSE / "rules").glob("*.yaml"))


def test_its_packs_have_no_faults(installed: Path) -> None:
    told = msgscan(installed, "rules", "check")

    assert told.returncode == 0
    assert len(told.stdout.splitlines()) == len(list((HOUSE / "rules").glob("*.yaml")))
