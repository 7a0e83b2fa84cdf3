"""The folder in which overlays are tried out."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.packs.overlaying import with_bases


@pytest.fixture
def bases(tmp_path: Path) -> Path:
    return with_bases(tmp_path)
