"""Zip files: what is unpacked, and what is refused before it is opened."""

import zipfile
from pathlib import Path, PurePosixPath

import pytest

from msgscan.errors import Damaged, Place, Refused
from msgscan.formats._archives import guard_workbook, is_workbook, unpack

PLACE = Place("x.zip")


def zipped(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def unpacked(archive: Path, folder: Path) -> list[str]:
    unpack(archive, folder, lambda name: name.suffix == ".txt", PLACE)
    return sorted(str(found.relative_to(folder)) for found in folder.rglob("*") if found.is_file())


def test_only_wanted_members_are_unpacked(tmp_path: Path) -> None:
    archive = zipped(tmp_path / "x.zip", {"群/聊天.txt": b"1", "群/图片.png": b"2"})

    assert unpacked(archive, tmp_path / "to") == ["群/聊天.txt"]


def test_members_that_are_not_wanted_are_counted(tmp_path: Path) -> None:
    archive = zipped(tmp_path / "x.zip", {"a.txt": b"1", "b.png": b"2", "c/": b"", "d.jpg": b"3"})

    assert unpack(archive, tmp_path / "to", lambda name: name.suffix == ".txt", PLACE) == 2


@pytest.mark.parametrize(
    "name", ["../evil.txt", "/etc/evil.txt", "a/../../evil.txt", "..\\evil.txt", "C:/evil.txt"]
)
def test_a_name_that_leads_out_of_the_folder_is_refused(tmp_path: Path, name: str) -> None:
    archive = zipped(tmp_path / "x.zip", {name: b"1"})

    with pytest.raises(Refused, match="不安全的路径"):
        unpacked(archive, tmp_path / "to")


def test_a_bomb_is_refused_by_its_ratio(tmp_path: Path) -> None:
    archive = zipped(tmp_path / "x.zip", {"a.txt": b"\0" * (4 << 20)})

    with pytest.raises(Refused, match="压缩炸弹"):
        unpacked(archive, tmp_path / "to")


def test_too_many_members_are_refused(tmp_path: Path) -> None:
    archive = zipped(tmp_path / "x.zip", {f"{number}.txt": b"" for number in range(20_001)})

    with pytest.raises(Refused, match="20001 个文件"):
        unpacked(archive, tmp_path / "to")


def test_a_bomb_among_members_nobody_wants_does_no_harm(tmp_path: Path) -> None:
    archive = zipped(tmp_path / "x.zip", {"a.txt": b"1", "b.png": b"\0" * (4 << 20)})

    assert unpacked(archive, tmp_path / "to") == ["a.txt"]


def test_a_zip_file_that_breaks_off_is_damaged(tmp_path: Path) -> None:
    archive = zipped(tmp_path / "x.zip", {"a.txt": b"1" * 1000})
    archive.write_bytes(archive.read_bytes()[:-30])

    with pytest.raises(Damaged, match="不完整"):
        unpacked(archive, tmp_path / "to")


def test_a_member_whose_bytes_were_changed_is_damaged(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.writestr("a.txt", b"0123456789" * 10)
    content = (tmp_path / "x.zip").read_bytes()
    (tmp_path / "x.zip").write_bytes(content.replace(b"0123456789", b"012345678x", 1))

    with pytest.raises(Damaged, match=r"a\.txt 已损坏"):
        unpacked(tmp_path / "x.zip", tmp_path / "to")


def test_a_directory_that_points_before_the_file_is_damaged(tmp_path: Path) -> None:
    archive = zipped(tmp_path / "x.zip", {"a.txt": b"1", "b.txt": b"2"})
    archive.write_bytes(archive.read_bytes()[1:])  # as when the first byte was lost

    with pytest.raises(Damaged):
        unpacked(archive, tmp_path / "to")


def test_a_workbook_is_known_by_its_members(tmp_path: Path) -> None:
    book = zipped(tmp_path / "x.xlsx", {"xl/workbook.xml": b"<workbook/>"})

    assert is_workbook(book)
    assert not is_workbook(zipped(tmp_path / "y.zip", {"a.txt": b""}))
    assert not is_workbook(tmp_path / "none.zip")


def test_a_workbook_that_would_fill_the_memory_is_refused(tmp_path: Path) -> None:
    book = zipped(tmp_path / "x.xlsx", {"xl/workbook.xml": b"", "xl/sheet1.xml": b"0" * (8 << 20)})

    with pytest.raises(Refused, match="压缩炸弹"):
        guard_workbook(book, PLACE)


def test_wanted_sees_names_with_forward_slashes(tmp_path: Path) -> None:
    seen: list[PurePosixPath] = []
    archive = zipped(tmp_path / "x.zip", {"群/a.txt": b""})
    unpack(archive, tmp_path / "to", lambda name: not seen.append(name), PLACE)  # type: ignore[func-returns-value]  # append gives None

    assert [PurePosixPath("群/a.txt")] == seen


@pytest.mark.parametrize(
    "sheet",
    [
        b'<row r="1"><c r="A1"/></row><row r="1048576"><c r="XFD1048576"/></row>',
        b'<c t="s" x=">"  r = \'XFD10000\'/>',
        b"<x:c " + b'a="b" ' * 5_000 + b'r="ZZ999999"/>',
    ],
    ids=["far apart", "written oddly", "a long tag"],
)
def test_a_workbook_with_cells_far_apart_is_refused(tmp_path: Path, sheet: bytes) -> None:
    book = zipped(tmp_path / "x.xlsx", {"xl/workbook.xml": b"", "xl/worksheets/sheet1.xml": sheet})

    with pytest.raises(Refused):
        guard_workbook(book, PLACE)


def test_what_a_cell_says_is_no_place(tmp_path: Path) -> None:
    sheet = b'<c r="A1" t="inlineStr"><is><t>r="XFD1048576" &lt;c r="XFD1048576"</t></is></c>'
    book = zipped(tmp_path / "x.xlsx", {"xl/workbook.xml": b"", "xl/worksheets/sheet1.xml": sheet})

    guard_workbook(book, PLACE)


def test_a_workbook_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    text = b"<t>" + b"0" * (3 << 20) + b"</t>"
    book = zipped(tmp_path / "x.xlsx", {"xl/workbook.xml": b"", "xl/sharedStrings.xml": text})
    size = len(text).to_bytes(4, "little")
    lying = book.read_bytes().replace(size, (100).to_bytes(4, "little"))
    book.write_bytes(lying)

    assert lying.count(size) == 0
    with pytest.raises(Refused):
        guard_workbook(book, PLACE)
