"""The command line: reads options, calls one verb, turns what comes back into words and an exit code.

Exit codes: 0 nothing found, 1 findings at or above ``--fail-on`` (or examples that fail), 2 wrong usage, bad
rules or unreadable input; what else was asked for is done all the same. 130 when interrupted.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from ._group import program
from ._language import chosen, speak_click


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit code.

    Parameters
    ----------
    arguments : sequence of str, optional
        Instead of the process's own.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # pipes on Windows can't print every character
            stream.reconfigure(errors="backslashreplace")
    language, rest = chosen(given, os.environ)
    speak_click(language)
    program(language)(rest, prog_name="msgscan")
