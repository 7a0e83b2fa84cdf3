"""``msgscan rules fmt``: files laid out anew, or only named."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.packs.pack_texts import FULL, SMALL, VERBS

UNTIDY = SMALL.replace("    title: 广告\n    category: ad\n", "    category: ad # 类别\n    title: 广告\n")
TIDY = SMALL.replace("    category: ad\n", "    category: ad # 类别\n")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "lexicons").mkdir()
    (tmp_path / "lexicons" / "verbs.txt").write_bytes(VERBS.encode())
    (tmp_path / "full.yaml").write_text(FULL, encoding="utf-8")
    (tmp_path / "small.yaml").write_text(UNTIDY, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_what_is_untidy_is_laid_out_and_named(folder: Path, run: Run) -> None:
    told = run("rules", "fmt", "small.yaml")

    assert told == (0, "small.yaml\n", "1 个文件：重新排版了 1 个\n")
    assert (folder / "small.yaml").read_text(encoding="utf-8") == TIDY
    assert run("rules", "fmt", "small.yaml") == (0, "", "1 个文件：排版都对\n")


def test_check_names_what_is_untidy_and_leaves_it_alone(folder: Path, run: Run) -> None:
    told = run("rules", "fmt", "--check", "small.yaml", "--lang", "en")

    assert told == (1, "small.yaml\n", "1 files: 1 would be laid out anew\n")
    assert (folder / "small.yaml").read_text(encoding="utf-8") == UNTIDY


def test_check_of_what_is_tidy_has_nothing_to_name(folder: Path, run: Run) -> None:
    run("rules", "fmt", ".")

    assert run("rules", "fmt", "--check", str(folder)) == (0, "", "3 个文件：排版都对\n")


def test_lexicon_files_are_laid_out_with_their_pack(folder: Path, run: Run) -> None:
    told = run("rules", "fmt", "full.yaml")

    assert told.out.splitlines() == ["full.yaml", str(Path("lexicons/verbs.txt"))]
    assert (
        folder / "lexicons" / "verbs.txt"
    ).read_bytes() == "# 一行一词\n加我\n\n加微信\n#话题是注释\n".encode()


def test_words_are_sorted_where_that_is_asked_for(folder: Path, run: Run) -> None:
    (folder / "lexicons" / "verbs.txt").write_text("扫码\n加我\n", encoding="utf-8")
    run("rules", "fmt", "full.yaml", "--sort-words")

    assert (folder / "lexicons" / "verbs.txt").read_text(encoding="utf-8") == "加我\n扫码\n"


def test_no_file_is_touched_where_one_has_faults(folder: Path, run: Run) -> None:
    (folder / "full.yaml").write_text(FULL.replace("severity: high", "severity: hihg"), encoding="utf-8")
    told = run("rules", "fmt", ".")

    assert (told.code, told.out) == (2, "")
    assert "full.yaml:16:15: 未知的值 'hihg'" in told.err
    assert (folder / "small.yaml").read_text(encoding="utf-8") == UNTIDY


def test_a_path_that_is_not_there_is_an_error(folder: Path, run: Run) -> None:
    told = run("rules", "fmt", str(folder / "none.yaml"))

    assert (told.code, told.out) == (2, "")
    assert "找不到这个文件" in told.err
