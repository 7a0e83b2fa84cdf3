"""The packs that a rule writer begins with, under a name of their own.

``starter.yaml`` has rules to change; ``organisation.yaml`` has none: what an organisation wants to be told
of, it says itself, and every entry is approved, expires and is for review only.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from ..errors import Place, UsageError, Wording
from ._schema import PATH
from ._shape import ID

STARTER: Final = Path(__file__).with_name("starter.yaml")
ORGANISATION: Final = Path(__file__).with_name("organisation.yaml")

# As they stand in these files.
_ID: Final = "my-rules"
_SCHEMA: Final = f"$schema={PATH.name}"


def write_starter(path: Path, pack_id: str | None = None) -> str:
    """Write the starter pack to a new file; return the id that the pack has there.

    Parameters
    ----------
    path : Path
        The file; its first line will lead editors to the schema of this installation.
    pack_id : str, optional
        Id of the pack, with which those of its rules begin; default: the name of the file.

    Raises
    ------
    UsageError
        The file exists, its folder does not, or the id is none.
    """
    return _write(STARTER, path, pack_id)


def write_organisation(path: Path, pack_id: str | None = None) -> str:
    """Write the empty pack of an organisation to a new file; return the id that the pack has there.

    Parameters and errors are those of :func:`write_starter`.
    """
    return _write(ORGANISATION, path, pack_id)


def _write(template: Path, path: Path, pack_id: str | None) -> str:
    if pack_id is None:
        pack_id = path.stem if re.fullmatch(ID, path.stem) else _ID
    elif not re.fullmatch(ID, pack_id):
        raise UsageError(
            Wording(
                f"{pack_id!r} 不能用作编号：只能用小写字母、数字和连字符，以字母开头，例如 my-school",
                f"{pack_id!r} can't be an id: lower-case letters, digits and hyphens, such as my-school",
            )
        )
    text = template.read_text(encoding="utf-8")
    text = text.replace(_SCHEMA, f"$schema={PATH.as_uri()}").replace(_ID, pack_id)
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError as error:
        raise UsageError(
            Wording("已经有这个文件，没有动它", "the file exists; it was left alone"), Place(str(path))
        ) from error
    except FileNotFoundError as error:
        raise UsageError(
            Wording(
                "没有这个文件夹：先建好它，或写到别处", "there is no such folder: make it, or write elsewhere"
            ),
            Place(str(path)),
        ) from error
    return pack_id
