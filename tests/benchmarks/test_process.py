"""Commands are measured by what they take themselves."""

from __future__ import annotations

import os

import pytest

if not hasattr(os, "wait4"):
    pytest.skip("no way to ask for the memory of a process on this system", allow_module_level=True)

from benchmarks._process import msgscan


def test_memory_that_the_benchmark_holds_is_not_the_commands() -> None:
    alone = msgscan("--version").peak
    held = bytearray(os.urandom(1)) * (300 * 2**20)
    beside = msgscan("--version").peak

    assert len(held) == 300 * 2**20
    assert abs(beside - alone) < 100


def test_what_a_command_says_of_its_failure_is_kept() -> None:
    ended = msgscan("no-such-command")

    assert ended.code != 0
    assert "no-such-command" in ended.said
