from __future__ import annotations

from pathlib import Path

import pytest

from msgscan.errors import PackError
from msgscan.packs._source import MAX_BYTES, read_text

# bytes of the file, the place and what is said of it
NOT_UTF8 = [
    pytest.param("甲\n乙丙".encode("gbk"), ":1:1: ", "像是 GBK", id="gbk"),
    pytest.param("甲\nab".encode() + "丙".encode("gbk"), ":2:3: ", "另存为 UTF-8", id="gbk-after-utf8"),
    pytest.param("甲".encode("utf-16"), ":1:1: ", "像是 UTF-16", id="utf-16"),
    pytest.param(b"\xef\xbb\xbf\xff\xff", ":1:1: ", "像是 ?", id="neither-after-a-byte-order-mark"),
]


@pytest.mark.parametrize(("data", "place", "told"), NOT_UTF8)
def test_a_file_that_is_not_utf8_is_told_with_its_place(
    tmp_path: Path, data: bytes, place: str, told: str
) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(data)

    with pytest.raises(PackError) as caught:
        read_text(path)

    assert str(caught.value).startswith(f"{path}{place}")
    assert told in str(caught.value)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(PackError):
        read_text(tmp_path)


def test_a_name_that_no_file_can_have_is_told(tmp_path: Path) -> None:
    with pytest.raises(PackError, match=r"读不了这个文件|找不到这个文件"):
        read_text(tmp_path / ("a" * 300 + ".yaml"))


def test_a_file_over_the_limit_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    path.write_bytes(b"a" * (MAX_BYTES + 1))

    with pytest.raises(PackError, match="最多 16 MiB"):
        read_text(path)
