"""How right the shipped rules are, source by source: ``python -m benchmarks.bench_accuracy [TABLE ...]``.

A table is a file of tab-separated columns with a header: ``text``, ``label`` (``clean`` or what is wrong with
the text) and, if there are several, ``source``. A text is found when a rule that looks at what is said finds
something in it, ``low`` or above; each text is a chat of its own. Without a table the shipped one is
measured, ``invented.tsv``, whose texts are made up: the rules were mended after those of its source ``seen``
were missed, and nobody has looked at the rules since those of ``fresh`` were written. Its last column tells
what was found when the table was made, and is checked before any figure is told.

What this does not show: whether a label means what the rules mean. Read some of both before you believe a
share.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from collections.abc import Mapping, Sequence
from math import sqrt
from pathlib import Path

from msgscan.frames import from_texts
from msgscan.scanning import scan

SHIPPED = Path(__file__).with_name("invented.tsv")
CLEAN = "clean"
_NOT_OF_TEXT = {"flood", "offtopic"}
_SURE = 1.96  # standard errors on both sides of 95 %


def main(argv: Sequence[str] | None = None) -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tables", nargs="*", type=Path, default=[SHIPPED])
    for path in parser.parse_args(argv).tables:
        rows = _rows(path)
        found = _found([row["text"] for row in rows])
        _check(rows, found)
        print(f"\n{path.name}: {len(rows):,} texts\n{'source':14}{'label':14}{'texts':>8}{'found':>8}   95 %")
        for line in _lines(rows, found):
            print(line)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert rows, f"{path} has no rows"
    assert {"text", "label"} <= rows[0].keys(), f"{path} has no columns text and label, but {list(rows[0])}"
    return rows


def _found(texts: Sequence[str]) -> list[bool]:
    """Return for each text whether something is found in it."""
    findings = scan(from_texts(texts, chat_id=[str(number) for number in range(len(texts))]))
    counting = (findings["severity"] >= "low") & ~findings["category"].isin(_NOT_OF_TEXT)
    hit = set(findings["seq"][counting])
    return [number in hit for number in range(len(texts))]


def _check(rows: Sequence[Mapping[str, str]], found: Sequence[bool]) -> None:
    """Hold what is found against what a table says was found when it was made."""
    changed = [
        f"{'found' if hit else 'missed'} now: {row['text']}"
        for row, hit in zip(rows, found, strict=True)
        if row.get("found") not in (None, "yes" if hit else "no")
    ]
    assert not changed, "\n".join(changed)


def _lines(rows: Sequence[Mapping[str, str]], found: Sequence[bool]) -> list[str]:
    groups = [(row.get("source", ""), row["label"]) for row in rows]
    wrong = [(source, "not clean") for source, label in groups if label != CLEAN]
    counts = Counter(groups + wrong)
    hits: Counter[tuple[str, str]] = Counter()
    for (source, label), hit in zip(groups, found, strict=True):
        hits[source, label] += hit
        hits[source, "not clean"] += hit and label != CLEAN
    return [
        f"{source:14}{label:14}{count:8,}{hits[group] / count:8.1%}   {_interval(hits[group], count)}"
        for group, count in sorted(counts.items())
        for source, label in [group]
    ]


def _interval(hits: int, count: int) -> str:
    """Return between which shares the true one lies, by Wilson's score interval.

    Examples
    --------
    >>> _interval(0, 50), _interval(28, 47)
    ('0.0% to 7.1%', '45.3% to 72.4%')
    """
    share, spread = hits / count, _SURE**2 / count
    middle = (share + spread / 2) / (1 + spread)
    half = _SURE / (1 + spread) * sqrt(share * (1 - share) / count + spread / (4 * count))
    return f"{max(middle - half, 0):.1%} to {min(middle + half, 1):.1%}"


if __name__ == "__main__":
    main()
