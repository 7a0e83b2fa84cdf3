"""The benchmark of accuracy measures any table, and refuses to tell what has changed unseen."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from benchmarks.bench_accuracy import SHIPPED, main


def shares(told: str) -> dict[tuple[str, str], tuple[int, float]]:
    """Return texts and share found, by source and label."""
    rows = re.findall(r"^(\S*)\s+(\S+|not clean)\s+([\d,]+)\s+([\d.]+)%", told, re.MULTILINE)
    return {(source, label): (int(count), float(share)) for source, label, count, share in rows}


def test_no_clean_text_of_the_shipped_table_is_found(capsys: pytest.CaptureFixture[str]) -> None:
    main([])
    told = shares(capsys.readouterr().out)

    assert [told[source, "clean"] for source in ("seen", "fresh")] == [(103, 0.0), (50, 0.0)]


def test_any_table_is_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "mine.tsv"
    path.write_text('text\tlabel\n弄死你\tviolence\n"早\tclean\n好\tviolence\n', encoding="utf-8")
    main([str(path)])

    assert re.findall(r"(violence|clean)\s+(\d)\s+(\S+)", capsys.readouterr().out) == [
        ("clean", "1", "0.0%"), ("clean", "2", "50.0%"), ("violence", "2", "50.0%"),
    ]  # fmt: skip


def test_what_is_found_otherwise_than_the_table_says_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "changed.tsv"
    path.write_text("text\tlabel\tfound\n弄死你\tviolence\tno\n", encoding="utf-8")

    with pytest.raises(AssertionError, match="found now: 弄死你"):
        main([str(path)])


def test_a_table_without_labels_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "bare.tsv"
    path.write_text("text\n早\n", encoding="utf-8")

    with pytest.raises(AssertionError, match="no columns text and label"):
        main([str(path)])


def test_each_text_stands_once() -> None:
    texts = [line.split("\t")[2] for line in SHIPPED.read_text(encoding="utf-8").splitlines()[1:]]

    assert len(set(texts)) == len(texts)
