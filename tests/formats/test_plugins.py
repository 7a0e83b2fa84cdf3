"""Formats of other distributions: found, told apart, left out with a message when they can't be used.

Each case installs a small distribution in a folder of its own and runs the command with that folder on the
path, as after ``pip install``.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

CHAT = "课堂派 V1\n08:05 甲 各位老师好\n08:06 乙 收到\n"
OFFICE = "fixtures/qq-pc-txt/office.txt"

# A format as a stranger writes it.
MODULE = """
from msgscan import Format
from msgscan.errors import Wording
from msgscan.schema import Batch


def parse(source):
    lines = [line.split(" ", 2) for line in source.lines() if line[:1].isdigit()]
    yield Batch(len(lines), {"sender": [line[1] for line in lines], "text": [line[2] for line in lines]})


FORMAT = Format(
    name="NAME",
    title=Wording("课堂派的文本", "text of Ketangpai"),
    how_to_make=Wording("菜单 → 导出", "menu → export"),
    lacks=(),
    recognises=lambda head: head.text.startswith("课堂派 V1"),
    parse=parse,
)
"""


def install(folder: Path, *, target: str, module: str, project: str = "msgscan-ketang") -> None:
    """Put a distribution with one entry point into a folder, as an installer does."""
    name = project.replace("-", "_")
    about = folder / f"{name}-1.2.dist-info"
    about.mkdir()
    (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {project}\nVersion: 1.2\n", "utf-8")
    (about / "entry_points.txt").write_text(f"[msgscan.formats]\nketang = {target}\n", "utf-8")
    (folder / f"{name}.py").write_text(module, "utf-8")


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(folder), "PYTHONIOENCODING": "utf-8", "MSGSCAN_LANG": "zh"}
    return subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "msgscan", *arguments],
        check=False, capture_output=True, encoding="utf-8", env=environment,
    )  # fmt: skip


@pytest.mark.parametrize("target", ["msgscan_ketang", "msgscan_ketang:FORMAT"])
def test_a_file_is_read_by_the_format_of_another_distribution(target: str, tmp_path: Path) -> None:
    install(tmp_path, target=target, module=MODULE.replace("NAME", "ketang-txt"))
    chat = tmp_path / "chat.txt"
    chat.write_text(CHAT, encoding="utf-8")
    told = run(tmp_path, "read", str(chat))
    rows = [json.loads(line) for line in told.stdout.splitlines()]

    assert told.returncode == 0
    assert [(row["sender"], row["text"]) for row in rows] == [("甲", "各位老师好"), ("乙", "收到")]


def test_the_list_of_formats_tells_who_brings_one(tmp_path: Path) -> None:
    install(tmp_path, target="msgscan_ketang", module=MODULE.replace("NAME", "ketang-txt"))
    told = run(tmp_path, "formats").stdout

    assert "ketang-txt  课堂派的文本\n    来自：插件 msgscan-ketang 1.2\n" in told
    assert told.count("来自：插件") == 1


# What stands in the distribution, where its entry point leads, and what is told of it.
BROKEN = [
    pytest.param("import no_such_library", "msgscan_ketang", "ModuleNotFoundError", id="fails to import"),
    pytest.param("raise ValueError('坏了')", "msgscan_ketang", "ValueError: 坏了", id="fails in its code"),
    pytest.param("", "msgscan_ketang:FORMAT", "AttributeError", id="nothing is there"),
    pytest.param("", "msgscan_ketang", "指向的是 module，应为 Format", id="a module without FORMAT"),
    pytest.param("FORMAT = 'txt'", "msgscan_ketang", "指向的是 str，应为 Format", id="no format"),
    pytest.param(
        MODULE.replace("NAME", "qq-pc-txt"),
        "msgscan_ketang",
        "已经有名为 qq-pc-txt 的格式",
        id="a taken name",
    ),
]


@pytest.mark.parametrize(("module", "target", "why"), BROKEN)
def test_what_cannot_be_used_is_told_and_left_out(module: str, target: str, why: str, tmp_path: Path) -> None:
    install(tmp_path, target=target, module=module)
    read = run(tmp_path, "read", OFFICE)
    listed = run(tmp_path, "formats")

    assert read.returncode == listed.returncode == 0
    assert len(read.stdout.splitlines()) == 9
    for told in (read.stderr, listed.stderr):
        assert "没有使用的格式插件：msgscan-ketang 1.2 的 ketang：" in told
        assert why in told
    assert "来自：插件" not in listed.stdout


def test_of_two_that_bring_one_name_the_first_is_used(tmp_path: Path) -> None:
    module = MODULE.replace("NAME", "ketang-txt")
    install(tmp_path, target="msgscan_ketang", module=module)
    install(tmp_path, target="msgscan_later", module=module, project="msgscan-later")
    listed = run(tmp_path, "formats")

    assert "插件 msgscan-ketang 1.2" in listed.stdout
    assert "msgscan-later 1.2 的 ketang：已经有名为 ketang-txt 的格式" in listed.stderr


def test_plug_ins_are_not_looked_for_before_a_file_is_read(tmp_path: Path) -> None:
    install(tmp_path, target="msgscan_ketang", module="raise SystemExit(3)")

    assert run(tmp_path, "--help").returncode == 0
    assert run(tmp_path, "rules", "check", "ads").returncode == 0
