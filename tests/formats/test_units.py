"""What paths hold: files, folders, zip files, manifests with their chunks."""

import zipfile
from pathlib import Path

import pytest

from msgscan.formats._units import units_of

TREE = {
    "a.txt": "",
    "b/c.json": "",
    "b/photo.png": "",
    ".hidden.txt": "",
    ".git/d.txt": "",
    "~$e.xlsx": "",
    "f_chunked/manifest.json": "",
    "f_chunked/chunks/c000001.jsonl": "",
    "g_streaming/index.html": "",
    "g_streaming/data/manifest.json": "",
    "g_streaming/data/manifest.js": "",
    "g_streaming/data/chunks/c000001.js": "",
    "h/manifest.json": "",
    "j/users.json": "",
    "j/data.js": "",
    "j/viewer.js": "",
    "i_streaming/data/manifest.js": "",
    "i_streaming/data/chunks/c000001.js": "",
}
EXPECTED = [
    "a.txt",
    "b/c.json",
    "f_chunked/manifest.json",
    "g_streaming/data/manifest.json",
    "h/manifest.json",
    "i_streaming/data/manifest.js",
    "j/data.js",
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, content in TREE.items():
        path = tmp_path / "导出" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return tmp_path / "导出"


def names(path: Path, root: Path) -> list[str]:
    with units_of(path) as found:
        return [Path(unit.name).relative_to(root).as_posix() for unit in found.units]


def test_a_file_is_itself(folder: Path) -> None:
    with units_of(folder / "a.txt") as found:
        assert [folder / "a.txt"] == [unit.path for unit in found.units]


def test_a_folder_holds_exports_and_manifests_but_not_their_chunks(folder: Path) -> None:
    assert names(folder, folder) == EXPECTED


def test_files_that_do_not_look_like_exports_are_counted(folder: Path) -> None:
    with units_of(folder) as found:
        assert found.skipped == 6  # the picture, three hidden files, a table of names and a script


def test_a_zip_file_is_the_folder_in_it(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "all.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in TREE:
            archive.write(folder / name, name)

    assert names(path, path) == EXPECTED


def test_a_zip_file_in_a_folder_is_looked_into_and_its_parts_are_named_by_it(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "one.zip", "w") as archive:
        archive.writestr("群.txt", "x")

    assert names(tmp_path, tmp_path) == ["one.zip/群.txt"]


def test_a_zip_file_in_a_zip_file_is_not_opened(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "inner.zip", "w") as archive:
        archive.writestr("a.txt", "x")
    with zipfile.ZipFile(tmp_path / "outer.zip", "w") as archive:
        archive.write(tmp_path / "inner.zip", "inner.zip")
        archive.writestr("b.txt", "x")
    with units_of(tmp_path / "outer.zip") as found:
        assert ([unit.path.name for unit in found.units], found.skipped) == (["b.txt"], 1)


def test_what_was_unpacked_goes_at_the_end(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "one.zip", "w") as archive:
        archive.writestr("群.txt", "x")
    with units_of(tmp_path / "one.zip") as found:
        unit = found.units[0]
        assert unit.size() == 1

    assert not unit.path.exists()


@pytest.mark.parametrize("content", [b"PK\x03\x04 torn", b"PK\x03\x04"])
def test_a_bad_zip_file_in_a_folder_is_a_refusal_beside_the_good_files(
    tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    (tmp_path / "bad.zip").write_bytes(content)
    with units_of(tmp_path) as found:
        assert [unit.refusal and unit.refusal.wording.zh for unit in found.units] == [
            None,
            "压缩包不完整：请重新复制或导出",
        ]


def test_a_folder_without_exports_says_what_was_looked_for(tmp_path: Path) -> None:
    with units_of(tmp_path) as found:
        assert "里面没有可以读取的文件" in str(found.units[0].refusal)


def test_a_file_can_be_left_out(folder: Path) -> None:
    with units_of(folder, without=(folder / "a.txt").resolve()) as found:
        assert "a.txt" not in [unit.path.name for unit in found.units]
