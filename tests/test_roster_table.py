"""Rosters as files: how they may be written, what is wrong with them, and what is not loaded."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from msgscan.errors import MsgscanError, ReadError, RosterError
from msgscan.roster import Roster
from msgscan.roster_table import read_roster

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures" / "_roster"
HEAD = "姓名,类别"


def read(folder: Path, table: str | bytes, name: str = "名册.csv") -> Roster:
    path = folder / name
    path.write_bytes(table if isinstance(table, bytes) else table.encode())
    return read_roster(path)


def told(folder: Path, table: str | bytes, error: type[MsgscanError] = RosterError) -> list[str]:
    """Return the faults of a table, without its path."""
    with pytest.raises(error) as caught:
        read(folder, table)
    return str(caught.value).replace(str(folder / "名册.csv"), "").splitlines()


# what is written, column, value of the first person
WRITTEN = {
    "a synonym": ("名字,身份\n王伟,教师\n", "category", "staff"),
    "English": ("Name,Category\n王伟,Student\n", "category", "student"),
    "spaces in labels": ("姓 名, 类 别\n王伟,家长\n", "category", "other"),
    "a title above": ("某某学院名册,,\n\n姓名,类别\n王伟,学生\n", "name", "王伟"),
    "columns in any order": ("单位,类别,姓名\n教务处,教职工,王伟\n", "unit", "教务处"),
    "several units": ("姓名,类别,学院,班级\n王伟,学生,信工,2501班\n", "unit", "信工;2501班"),
    "several accounts": (f"{HEAD},账号\n王伟,教职工,4200000001、wxid_a1 ；wangwei88\n", "accounts",
                         ("4200000001", "wxid_a1", "wangwei88")),
    "accounts in columns": (f"{HEAD},QQ号,微信号\n王伟,教职工,4200000001,wangwei88\n", "accounts",
                            ("4200000001", "wangwei88")),
    "full-width digits": (f"{HEAD},QQ\n王伟,教职工,\uff142\uff100000001\n", "accounts", ("4200000001",)),
    "nicknames with spaces": (f"{HEAD},群昵称\n王伟,教职工,Mr Wang;静待\n", "aliases", ("Mr Wang", "静待")),
    "a day": (f"{HEAD},在岗起\n王伟,教职工,2026年3月1日\n", "since", date(2026, 3, 1)),
    "still in office": (f"{HEAD},在岗止\n王伟,教职工,至今\n", "until", None),
    "a short row": (f"{HEAD},单位\n王伟,教职工\n", "unit", ""),
    "a formula is a text": (f"{HEAD},单位\n=王伟(),教职工,=1+1\n", "unit", "=1+1"),
    "quoted cells": (f'{HEAD},单位\n王伟,教职工,"教务处,一科"\n', "unit", "教务处,一科"),
}  # fmt: skip


@pytest.mark.parametrize(("table", "column", "value"), WRITTEN.values(), ids=WRITTEN.keys())
def test_a_table_may_be_written_so(tmp_path: Path, table: str, column: str, value: object) -> None:
    found = read(tmp_path, table).columns.values(column)[0]

    assert value == (found.item() if hasattr(found, "item") else found)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_encodings_and_line_ends_change_nothing(tmp_path: Path, encoding: str, end: str) -> None:
    text = (FIXTURES / "roster.csv").read_text(encoding="utf-8").replace("\n", end)
    found = read(tmp_path, text.encode(encoding))

    assert found.people.equals(read_roster(FIXTURES / "roster.csv").people)


def test_a_workbook_says_the_same_as_a_csv_file() -> None:
    csv, xlsx = (read_roster(FIXTURES / name) for name in ("roster.csv", "roster.xlsx"))

    assert csv.people.drop(columns="line").equals(xlsx.people.drop(columns="line"))
    assert {note.wording.zh for note in xlsx.notes} == {"没有读入：手机号。名册不需要这些，最好从文件里删掉"}


@pytest.mark.parametrize(
    ("table", "notes"),
    [
        pytest.param(f"{HEAD},账号\n王伟,教职工,4200000001\n", [], id="nothing"),
        pytest.param(
            f"{HEAD},账号,身份证号,联系电话,备注\n王伟,教职工,4200000001,510400199001011234,139,好\n",
            [":1: 没有读入：身份证号、联系电话。名册不需要这些，最好从文件里删掉", ":1: 没有用到的列：备注"],
            id="columns that are not read",
        ),
        pytest.param(
            f"{HEAD}\n王伟,教职工\n",
            [": 名册里没有账号：只能按姓名核对，冒用教职工姓名的分不出来"],
            id="no accounts",
        ),
    ],
)
def test_what_is_not_read_is_told(tmp_path: Path, table: str, notes: list[str]) -> None:
    found = read(tmp_path, table)

    assert notes == [str(note).replace(str(tmp_path / "名册.csv"), "") for note in found.notes]
    assert "510400199001011234" not in str(found.columns)


FAULTS = {
    "no names": ("单位,电话\n教务处,1\n", [":1: 没有“姓名”列：表头要有姓名和类别；开头一行是：单位、电话"]),
    "no header": (
        "王伟,教职工,4200000001\n",
        [":1: 没有“姓名”列：表头要有姓名和类别；开头一行是：王伟、教职工"],
    ),
    "no categories": ("姓名,单位\n王伟,教务处\n", [":1: 没有“类别”列：名册要有姓名和类别"]),
    "one column twice": ("姓名,类别,身份\n王伟,学生,学生\n", [":1:3: “身份”列与“类别”列是一回事：留一个"]),
    "nobody": (f"{HEAD}\n", [": 名册里没有人"]),
    "empty name": (f"{HEAD}\n,学生\n", [":2:1: 缺少姓名"]),
    "short name": (f"{HEAD}\n王·,学生\n", [":2:1: 姓名至少要两个字"]),
    "no category": (f"{HEAD}\n王伟,\n", [":2:2: 缺少类别：写教职工、学生或其他"]),
    "unknown category": (f"{HEAD}\n王伟,教职公\n", [":2:2: 未知的类别 '教职公'，是不是想写 '教职工'？"]),
    "unreadable day": (
        f"{HEAD},在岗起\n王伟,学生,去年\n王伟,学生,2026-02-30\n",
        [":2:3: 看不懂的日期 '去年'：要写成 2026-03-01", ":3:3: 看不懂的日期 '2026-02-30'：要写成"],
    ),
    "days the wrong way round": (
        f"{HEAD},在岗起,在岗止\n王伟,学生,2026-03-01,2026/2/1\n", [":2:4: 在岗止早于在岗起（2026-03-01）"],
    ),
    "one account for two people": (
        f"{HEAD},账号\n王伟,学生,4200000001\n李华,学生,4200000001\n",
        [":3:3: 这个账号在 :2:3 已经是另一个人的：一个账号只能属于一个人"],
    ),
    "mobile number": (
        f"{HEAD},账号\n王伟,学生,13900000000\n",
        [":2:3: 这里像是手机号：账号写 QQ 号、微信号或 wxid，名册不要手机号"],
    ),
    "identity number": (
        f"{HEAD},账号\n王伟,学生,51040019900101123X\n",
        [":2:3: 这里像是身份证号：账号写 QQ 号、微信号或 wxid，名册不要身份证号"],
    ),
    "number that Excel rounded": (
        f"{HEAD},账号\n王伟,学生,4.2E+09\n",
        [":2:3: 账号被表格软件改成了 4.2E+09 这样：请把这一列设为文本，再填一遍"],
    ),
    "no account": (
        f"{HEAD},账号\n王伟,学生,同手机\n",
        [":2:3: 这里有 3 个字不是账号：写 QQ 号、微信号或 wxid，几个之间用、或 ; 隔开"],
    ),
    "nickname of signs": (
        f"{HEAD},别名\n王伟,学生,🌸\n", [":2:3: 别名里要有文字：只有符号或表情的认不出来"],
    ),
    "all at once": (f"{HEAD}\n,学生\n王伟,?\n", [":2:1: 缺少姓名", ":3:2: 未知的类别 '?'；这里可以写："]),
}  # fmt: skip


@pytest.mark.parametrize(("table", "expected"), FAULTS.values(), ids=FAULTS.keys())
def test_faults_are_told_with_their_place(tmp_path: Path, table: str, expected: list[str]) -> None:
    found = told(tmp_path, table)

    assert len(expected) == len(found)
    assert all(line.startswith(start) for line, start in zip(found, expected, strict=True))


@pytest.mark.parametrize("table", [table for table, _ in FAULTS.values()], ids=FAULTS.keys())
def test_faults_show_no_account(tmp_path: Path, table: str) -> None:
    assert not any(number in line for line in told(tmp_path, table) for number in ("42000", "139000", "5104"))


def test_several_rows_of_one_person_may_share_an_account(tmp_path: Path) -> None:
    table = f"{HEAD},账号\n王伟,学生,4200000001\n王伟,教职工,4200000001\n"

    assert len(read(tmp_path, table)) == 2


def test_so_many_faults_are_told_and_no_more(tmp_path: Path) -> None:
    found = told(tmp_path, f"{HEAD}\n" + "王伟,?\n" * 500)

    assert (len(found), found[-1]) == (101, ": 还有 400 处错误")


# --- hostile files ---------------------------------------------------------------------------------------


def test_a_damaged_byte_is_an_error_where_it_stands(tmp_path: Path) -> None:
    table = f"{HEAD},单位\n王伟,教职工,教务处\n李华,学生,".encode() + "信息工程学院".encode()[:-1] + b"\n"

    assert told(tmp_path, table) == [":3:3: 这里有乱码（损坏的字节）：请另存为 UTF-8 或 .xlsx"]


BROKEN: dict[str, tuple[bytes, type[MsgscanError]]] = {
    "empty": (b"", RosterError),
    "blanks": (b" \n ", RosterError),
    "database": (b"SQLite format 3\0" + bytes(100), RosterError),
    "old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), RosterError),
    "no table": ("大家好，今天开会。\n".encode() * 50, RosterError),
    "a quote that is never closed": (f'{HEAD}\n"王伟,学生\n'.encode() * 20, RosterError),
    "a cut workbook": ((FIXTURES / "roster.xlsx").read_bytes()[:2000], MsgscanError),
    "random bytes": (bytes(range(256)) * 40, MsgscanError),
    "too large": (f"{HEAD}\n".encode() + b"\n" * (33 << 20), RosterError),
    "too many people": (f"{HEAD}\n".encode() + "王伟,学生\n".encode() * 200_001, RosterError),
}


@pytest.mark.parametrize(("data", "error"), BROKEN.values(), ids=BROKEN.keys())
def test_what_is_no_roster_is_an_error_of_ours(
    tmp_path: Path, data: bytes, error: type[MsgscanError]
) -> None:
    assert told(tmp_path, data, error)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="找不到这个文件"):
        read_roster(tmp_path / "名册.csv")


def _bomb(data: bytes) -> bytes:
    return data + b" " * (64 << 20)


def _torn(data: bytes) -> bytes:
    return data[: len(data) // 2]


@pytest.mark.parametrize("change", [_bomb, _torn], ids=["bomb", "torn sheet"])
def test_a_workbook_that_does_harm_is_refused(tmp_path: Path, change: Callable[[bytes], bytes]) -> None:
    path = tmp_path / "名册.xlsx"
    with zipfile.ZipFile(FIXTURES / "roster.xlsx") as old, zipfile.ZipFile(path, "w", 8) as new:
        for item in old.namelist():
            data = old.read(item)
            new.writestr(item, change(data) if "sheet1" in item else data)

    with pytest.raises(MsgscanError):
        read_roster(path)
