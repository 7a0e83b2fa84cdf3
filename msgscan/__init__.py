"""Scan exported WeChat and QQ work groups by rule packs; a finding is a suspicion for a person to judge.

>>> import msgscan
>>> export = msgscan.read("fixtures/qq-pc-txt/office.txt")
>>> findings = msgscan.scan(export.messages)
>>> bool((findings["severity"] >= "low").any())
True

The names below are imported when first used: ``import msgscan`` itself takes a millisecond.
"""

from importlib import import_module
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .accepting import read_baseline, stale_entries, write_baseline
    from .baselines import Accepted, Baseline
    from .checking import Problem, check_packs
    from .engine.compiler import compile_packs
    from .engine.program import Program
    from .errors import (
        AmbiguousFormat,
        BaselineError,
        Damaged,
        FaultyFile,
        FrameError,
        MsgscanError,
        PackError,
        ReadError,
        Refused,
        RosterError,
        UnknownFormat,
        UsageError,
    )
    from .explaining import explain
    from .explanation import Explanation
    from .formats import formats
    from .formats._format import Format, Note
    from .frames import conform, from_texts
    from .measuring import Measured, Measurement, measure
    from .packs.load import load_pack, load_packs
    from .packs.model import RulePack
    from .reading import Export, read, sniff
    from .roster import Roster
    from .roster_table import read_roster
    from .scanning import ScanWarning, scan
    from .schema import FINDINGS, MESSAGES

# Where each public name is defined; __all__ is the public interface.
_HOMES = {
    "AmbiguousFormat": "errors", "Damaged": "errors", "FrameError": "errors", "MsgscanError": "errors",
    "PackError": "errors", "ReadError": "errors", "Refused": "errors", "UnknownFormat": "errors",
    "UsageError": "errors", "FaultyFile": "errors", "BaselineError": "errors",
    "RosterError": "errors",
    "FINDINGS": "schema", "MESSAGES": "schema",
    "Export": "reading", "read": "reading", "sniff": "reading",
    "Format": "formats._format", "Note": "formats._format", "formats": "formats",
    "conform": "frames", "from_texts": "frames",
    "RulePack": "packs.model", "load_pack": "packs.load", "load_packs": "packs.load",
    "Program": "engine.program", "compile_packs": "engine.compiler",
    "Roster": "roster", "read_roster": "roster_table",
    "ScanWarning": "scanning", "scan": "scanning",
    "Accepted": "baselines", "Baseline": "baselines",
    "read_baseline": "accepting", "stale_entries": "accepting", "write_baseline": "accepting",
    "Problem": "checking", "check_packs": "checking",
    "Explanation": "explanation", "explain": "explaining",
    "Measured": "measuring", "Measurement": "measuring", "measure": "measuring",
}  # fmt: skip

__all__ = [  # noqa: RUF022 - a type checker wants it spelt out; test_door holds it against _HOMES
    "Accepted", "AmbiguousFormat", "Baseline", "BaselineError", "Damaged", "Explanation", "Export",
    "FINDINGS", "FaultyFile", "Format", "FrameError", "MESSAGES", "Measured", "Measurement",
    "MsgscanError", "Note", "PackError", "Problem", "Program", "ReadError", "Refused", "Roster",
    "RosterError", "RulePack",
    "ScanWarning", "UnknownFormat", "UsageError", "check_packs", "compile_packs", "conform", "explain",
    "formats", "from_texts", "load_pack", "load_packs", "measure", "read", "read_baseline", "read_roster",
    "scan",
    "sniff", "stale_entries", "write_baseline",
]  # fmt: skip

__version__ = version("msgscan")


def __getattr__(name: str) -> Any:  # noqa: ANN401 - any of the public names
    """Import the module where a public name is defined."""
    if name not in _HOMES:
        message = f"module 'msgscan' has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(f".{_HOMES[name]}", __name__), name)


def __dir__() -> list[str]:
    """Return the public names."""
    return sorted([*__all__, "__version__"])
