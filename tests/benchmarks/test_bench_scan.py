"""The scan benchmark runs, and refuses to time what finds the wrong things."""

from __future__ import annotations

import pytest

from benchmarks.corpus_terms import dense_latin, make_corpus, one_character

pytest.importorskip("ahocorasick_rs", reason="a matcher to compare with, of the dependency group bench")

from benchmarks.bench_scan import main


def test_runs_small(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--messages", "300", "--terms", "40,400", "--rounds", "1"])
    printed = capsys.readouterr().out

    assert printed.count("msgscan  ") == 4
    assert "Chinese chat, 300 messages, 400 terms" in printed


def test_the_same_seed_gives_the_same_corpus() -> None:
    assert make_corpus(300, 40, seed=1) == make_corpus(300, 40, seed=1)
    assert make_corpus(300, 40, seed=1) != make_corpus(300, 40, seed=2)
    assert dense_latin(10) == dense_latin(10)


def test_planted_terms_stand_where_the_corpus_says() -> None:
    corpus = make_corpus(1_000, 40)

    assert len(corpus.plain) == 20
    assert len(corpus.disguised) == 10
    for message, start, end, term in corpus.plain:
        assert corpus.terms[term] == corpus.texts[message][start:end]
    for message, start, end, term in corpus.disguised:
        assert start < end <= len(corpus.texts[message])
        assert corpus.terms[term]


def test_one_character_is_one_character() -> None:
    assert {"啊"} == set("".join(one_character(3_000).texts))
