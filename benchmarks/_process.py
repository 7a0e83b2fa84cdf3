"""Commands measured from outside: how they ended, and the most memory that they took.

The system counts to a process what its parent held when it was started. A benchmark holds texts and automata,
so a small process starts the command in its place.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from typing import NamedTuple

_STARTER = """
import json, os, subprocess, sys
child = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
_, status, usage = os.wait4(child.pid, 0)
child.returncode = os.waitstatus_to_exitcode(status)
print(json.dumps([child.returncode, usage.ru_maxrss]))
"""


class Ended(NamedTuple):
    """A command that has ended.

    Attributes
    ----------
    code : int
        Its exit code.
    peak : float
        MiB, the most that it held at one time.
    said : str
        What it wrote to standard error.
    """

    code: int
    peak: float
    said: str


def msgscan(*arguments: str) -> Ended:
    """Run the command ``msgscan`` in a process of its own."""
    return _run([sys.executable, "-m", "msgscan", *arguments])


def _run(command: Sequence[str]) -> Ended:
    starter = [sys.executable, "-c", _STARTER, *command]
    done = subprocess.run(starter, check=True, capture_output=True)  # noqa: S603 - our own command
    code, kibibytes = json.loads(done.stdout)
    return Ended(code, kibibytes / 1024, done.stderr.decode("utf-8", "replace"))
