"""The packs that come with msgscan, by name: the name of a pack is its file's, without ``.yaml``."""

from __future__ import annotations

from pathlib import Path

from ..errors import UsageError, Wording
from ._wording import unknown

_HOME = Path(__file__).resolve().parents[1]
# A wheel has the packs inside the package, a checkout beside it.
_FOLDERS = (_HOME / "_rules", _HOME.parent / "rules")


def shipped_names() -> tuple[str, ...]:
    """Return the names of the shipped packs, sorted."""
    return tuple(sorted(path.stem for path in _folder().glob("*.yaml")))


def shipped_path(name: str) -> Path:
    """Return the file of a shipped pack.

    Raises
    ------
    UsageError
        No shipped pack has this name.
    """
    names = shipped_names()
    if name not in names:
        told = unknown(Wording("规则包", "rule pack"), name, names)
        raise UsageError(
            Wording(
                f"{told.zh}（自己的规则包请写路径，例如 ./{name}.yaml）",
                f"{told.en} (for a pack of your own give its path, such as ./{name}.yaml)",
            )
        )
    return _folder() / f"{name}.yaml"


def _folder() -> Path:
    return next((folder for folder in _FOLDERS if folder.is_dir()), _FOLDERS[0])
