"""``msgscan scan``: which files, which rules, which form, which exit code."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import INPUTS, Run

TRY_OUT = ("--rules", "pack.yaml")
CLASS_RULES = ["leak-code", "job-ads", "job-ads"]  # what is found in class.txt from "low" on, by line
PICTURE = b"\x89PNG\r\n\x1a\n"


def rules_of(jsonl: str) -> list[str]:
    return sorted(json.loads(line)["rule"] for line in jsonl.splitlines())


# --- the report people see -------------------------------------------------------------------------------


@pytest.mark.usefixtures("at_inputs")
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", ["class", "office"])
def test_the_table_is_the_expected_one(name: str, language: str, run: Run, *, update_expected: bool) -> None:
    expected = INPUTS / f"{name}.{language}.expected"
    told = run("scan", f"{name}.txt", *TRY_OUT, "--lang", language)
    if update_expected:
        expected.write_text(told.out, encoding="utf-8", newline="\n")

    assert told.out == expected.read_text(encoding="utf-8")
    assert told.err == ""


@pytest.mark.usefixtures("at_inputs")
def test_every_form_tells_the_same_findings(run: Run) -> None:
    table = run("scan", "class.txt", *TRY_OUT).out
    as_lines = [
        json.loads(line) for line in run("scan", "class.txt", *TRY_OUT, "-f", "jsonl").out.splitlines()
    ]
    as_rows = list(csv.DictReader(io.StringIO(run("scan", "class.txt", *TRY_OUT, "-f", "csv").out)))

    assert [row["finding_id"] for row in as_rows] == [row["finding_id"] for row in as_lines]
    assert sorted(row["rule"] for row in as_lines) == sorted(CLASS_RULES)
    assert f"共 {len(as_lines)} 处发现" in table


@pytest.mark.usefixtures("at_inputs")
def test_coverage_goes_to_the_other_stream_where_programs_read_the_findings(run: Run) -> None:
    told = run("scan", "class.txt", *TRY_OUT, "-f", "jsonl")

    assert "规则包：try-out@1.0.0" in told.err
    assert "图片、语音、视频和文件的内容没有检查" in told.err


# --- exit codes ------------------------------------------------------------------------------------------

EXIT_CODES = [
    pytest.param(["office.txt"], 0, id="nothing found"),
    pytest.param(["class.txt"], 1, id="findings"),
    pytest.param(["class.txt", "--fail-on", "high"], 1, id="a finding at the level"),
    pytest.param(["class.txt", "--fail-on", "critical"], 0, id="findings below the level"),
    pytest.param(["class.txt", "--fail-on", "never"], 0, id="findings, but never"),
    pytest.param(["class.txt", "--min-severity", "critical"], 1, id="findings that are not listed count too"),
    pytest.param(["no-such-file.txt"], 2, id="no such file"),
    pytest.param(["no-such-file.txt", "--fail-on", "never"], 2, id="no such file, and never"),
    pytest.param(["class.txt", "no-such-file.txt"], 2, id="findings and a missing file"),
    pytest.param(["class.txt", "--fail-on", "hihg"], 2, id="no such level"),
    pytest.param(["class.txt", "--rules", "no-such-pack"], 2, id="no such pack"),
    pytest.param(["class.txt", "--reader", "no-such-format"], 2, id="no such format"),
    pytest.param(["class.txt", "--encoding", "no-such-encoding"], 2, id="no such encoding"),
    pytest.param(["class.txt", "--tz", "Asia/Chengdu"], 2, id="no such zone"),
    pytest.param(["class.txt", "--no-such-option"], 2, id="no such option"),
    pytest.param([], 2, id="no file at all"),
]


@pytest.mark.usefixtures("at_inputs")
@pytest.mark.parametrize(("arguments", "code"), EXIT_CODES)
def test_the_exit_code(arguments: list[str], code: int, run: Run) -> None:
    rules = () if "--rules" in arguments else TRY_OUT

    assert run("scan", *arguments, *rules).code == code


def test_a_rule_on_trial_is_listed_but_never_sets_the_exit_code(tmp_path: Path, run: Run) -> None:
    chat = tmp_path / "chat.txt"
    chat.write_text(
        (INPUTS / "office.txt").read_text(encoding="utf-8").replace("收到", "转让饭卡"), encoding="utf-8"
    )
    told = run("scan", str(chat), "--rules", str(INPUTS / "pack.yaml"))

    assert "试用规则，不影响退出码" in told.out
    assert told.code == 0


# --- which files -----------------------------------------------------------------------------------------


@pytest.fixture
def exports(tmp_path: Path) -> Path:
    """A folder as people have it: exports, one of them deeper, a picture, hidden files."""
    folder = tmp_path / "exports"
    (folder / "5月").mkdir(parents=True)
    (folder / ".trash").mkdir()
    shutil.copy(INPUTS / "class.txt", folder)
    shutil.copy(INPUTS / "office.txt", folder / "5月" / "值班.txt")
    shutil.copy(INPUTS / "class.txt", folder / ".trash")
    shutil.copy(INPUTS / "class.txt", folder / "~$class.txt")
    (folder / "1.png").write_bytes(PICTURE)
    return folder


def scan(run: Run, *arguments: str | Path, code: int = 1) -> tuple[str, str]:
    told = run("scan", *map(str, arguments), "--rules", str(INPUTS / "pack.yaml"), "-f", "jsonl")

    assert told.code == code
    return told.out, told.err


def test_a_folder_is_searched_with_all_that_is_in_it(exports: Path, run: Run) -> None:
    found, told = scan(run, exports)

    assert rules_of(found) == sorted(CLASS_RULES)
    assert "共读取 2 个文件、7 条消息" in told
    assert "3 个文件不像导出文件，没有读取" in told


def test_what_an_earlier_file_holds_is_not_found_twice(tmp_path: Path, run: Run) -> None:
    copy = tmp_path / "copy.txt"
    copy.write_bytes((INPUTS / "class.txt").read_bytes())
    told = run(
        "scan", str(INPUTS / "class.txt"), str(copy), "--rules", str(INPUTS / "pack.yaml"), "-f", "jsonl"
    )

    assert {json.loads(line)["source"] for line in told.out.splitlines()} == {str(INPUTS / "class.txt")}
    assert "5 条消息在前面的文件里已经有了" in told.err


def test_several_files_are_scanned_in_the_order_given(run: Run) -> None:
    _, told = scan(run, INPUTS / "office.txt", INPUTS / "class.txt")

    assert told.index("office.txt") < told.index("class.txt")


def test_a_bad_file_among_good_ones_is_told_and_the_others_are_scanned(exports: Path, run: Run) -> None:
    (exports / "0.txt").write_bytes(b"")
    found, told = scan(run, exports, code=2)

    assert rules_of(found) == sorted(CLASS_RULES)
    assert "0.txt: 文件是空的" in told
    assert "1 个文件没能读取" in told


def test_a_folder_without_exports_is_told_and_the_others_are_scanned(
    exports: Path, tmp_path: Path, run: Run
) -> None:
    pictures = tmp_path / "pictures"
    pictures.mkdir()
    (pictures / "1.png").write_bytes(PICTURE)
    found, told = scan(run, pictures, exports, code=2)

    assert rules_of(found) == sorted(CLASS_RULES)
    assert "里面没有可以读取的文件" in told


def test_findings_kept_among_the_exports_are_no_export_the_next_time(exports: Path, run: Run) -> None:
    report = exports / "findings.csv"
    for _ in range(2):
        told = run("scan", str(exports), "-o", str(report), "--rules", str(INPUTS / "pack.yaml"))

        assert told.code == 1


def test_what_comes_through_a_pipe_is_scanned(run: Run) -> None:
    told = run(
        "scan", "-", "--rules", str(INPUTS / "pack.yaml"), "-f", "jsonl",
        stdin=(INPUTS / "class.txt").read_bytes(),
    )  # fmt: skip

    assert rules_of(told.out) == sorted(CLASS_RULES)
    assert "标准输入：QQ 电脑版" in told.err


# --- which rules -----------------------------------------------------------------------------------------


def test_shipped_packs_are_known_by_their_names(run: Run) -> None:
    told = run("scan", str(INPUTS / "office.txt"), "--rules", "secret", "-f", "jsonl")

    assert "规则包：secret@" in told.err


def test_without_rules_all_shipped_packs_are_used(run: Run) -> None:
    told = run("scan", str(INPUTS / "office.txt"))

    assert "规则包：" in told.out
    assert "secret@" in told.out


def test_a_folder_of_packs_is_all_packs_in_it(tmp_path: Path, run: Run) -> None:
    pack = (INPUTS / "pack.yaml").read_text(encoding="utf-8")
    (tmp_path / "one.yaml").write_text(pack, encoding="utf-8")
    other = pack.replace("id: ", "id: other-").replace("id: other-try-out", "id: other")
    (tmp_path / "two.yaml").write_text(other, encoding="utf-8")
    told = run("scan", str(INPUTS / "class.txt"), "--rules", str(tmp_path), "-f", "jsonl")

    assert rules_of(told.out) == sorted([*CLASS_RULES, *(f"other-{rule}" for rule in CLASS_RULES)])


def test_rules_may_be_given_several_times(run: Run) -> None:
    told = run(
        "scan", str(INPUTS / "class.txt"), "-r", str(INPUTS / "pack.yaml"), "-r", "secret", "-f", "jsonl"
    )

    assert "规则包：try-out@1.0.0、secret@" in told.err


@pytest.mark.usefixtures("at_inputs")
def test_a_pack_with_ten_faults_tells_them_all_at_once(run: Run) -> None:
    pack = Path(__file__).parents[1] / "packs/errors/ten_faults.yaml"
    told = run("scan", "class.txt", "--rules", str(pack))

    assert told.code == 2
    assert told.out == ""
    assert told.err.count(f"{pack}:") == 10


# --- how it is read, and what is listed ------------------------------------------------------------------


@pytest.mark.usefixtures("at_inputs")
@pytest.mark.parametrize(
    ("least", "rules"),
    [
        ("info", ["job-ads", "job-ads", "leak-code", "polite"]),
        ("low", ["job-ads", "job-ads", "leak-code"]),
        ("high", ["leak-code"]),
        ("critical", []),
    ],
)
def test_only_findings_from_the_least_severity_on_are_listed(least: str, rules: list[str], run: Run) -> None:
    told = run("scan", "class.txt", *TRY_OUT, "--min-severity", least, "-f", "jsonl")

    assert rules_of(told.out) == rules


@pytest.mark.usefixtures("at_inputs")
def test_the_table_says_how_many_findings_it_leaves_out(run: Run) -> None:
    told = run("scan", "class.txt", *TRY_OUT, "--min-severity", "high")

    assert "共 1 处发现，另有 3 处级别更低的没有列出" in told.out


@pytest.mark.usefixtures("at_inputs")
def test_a_reader_can_be_named(run: Run) -> None:
    assert run("scan", "class.txt", *TRY_OUT, "--reader", "qq-pc-txt").code == 1


def test_an_encoding_can_be_named(tmp_path: Path, run: Run) -> None:
    chat = tmp_path / "chat.txt"
    text = (INPUTS / "class.txt").read_text(encoding="utf-8").replace("\u200b", "")
    chat.write_bytes(text.encode("gb18030"))
    named = scan(run, chat, "--encoding", "gb18030")[0]
    found_out = scan(run, chat)[0]

    assert rules_of(named) == sorted(CLASS_RULES)
    assert named == found_out


@pytest.mark.usefixtures("at_inputs")
@pytest.mark.parametrize(
    ("arguments", "clock"),
    [
        ([], "2031-05-06T08:05:10+08:00"),
        (["--tz", "Asia/Urumqi"], "2031-05-06T08:05:10+06:00"),
        (["--tz", "UTC"], "2031-05-06T08:05:10+00:00"),
    ],
)
def test_clocks_are_of_the_zone_that_is_asked_for(arguments: list[str], clock: str, run: Run) -> None:
    found = json.loads(run("scan", "class.txt", *TRY_OUT, "-f", "jsonl", *arguments).out.splitlines()[0])

    assert found["sent_at"] == clock
