"""The published JSON Schema, asked as an editor asks it: of what stock YAML makes of a pack."""

from __future__ import annotations

import json

import jsonschema
import pytest
import yaml

from msgscan.packs._form import PackForm
from msgscan.packs._schema import PATH, keys_at, schema_text
from msgscan.packs.model import Rule
from msgscan.packs.shipped import shipped_names, shipped_path
from tests.packs.pack_texts import FULL, ORGANISATION, OVERLAY, SMALL

SCHEMA = json.loads(schema_text())


def complaints(text: str) -> list[str]:
    checker = jsonschema.Draft202012Validator(SCHEMA)
    return [error.json_path for error in checker.iter_errors(yaml.safe_load(text))]


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_the_published_file_is_in_step_with_the_model() -> None:
    assert PATH.read_text(encoding="utf-8") == schema_text(), "run python -m msgscan.packs._schema"


@pytest.mark.parametrize("text", [FULL, SMALL, OVERLAY], ids=["full", "small", "overlay"])
def test_a_sound_pack_is_valid(text: str) -> None:
    assert complaints(text) == []


@pytest.mark.parametrize("name", shipped_names())
def test_a_shipped_pack_is_valid(name: str) -> None:
    assert complaints(shipped_path(name).read_text(encoding="utf-8")) == []


def test_an_editor_asks_for_the_approval_of_what_an_organisation_defines() -> None:
    entry = ORGANISATION.replace("2026-03-10", "'2026-03-10'").replace("2026-03-31", "'2026-03-31'")

    assert complaints(entry) == []
    assert complaints(entry.replace("    reason: 饭卡不得转让\n", "")) == ["$.rules[1]"]


# old, new, where the editor complains
FAULTY = [
    pytest.param("msgscan: 1", "msgscan: 2", "$.msgscan", id="language"),
    pytest.param("when: ad", "wen: ad", "$.rules[0]", id="unknown-key"),
    pytest.param("    severity: low\n", "", "$.rules[0]", id="missing-key"),
    pytest.param(
        "when: ad", "when: ad\n    score: {add: {ad: 1}, levels: {low: 1}}", "$.rules[0]", id="two-ways"
    ),
    pytest.param("severity: low", "severity: lwo", "$.rules[0].severity", id="not-on-the-list"),
    pytest.param("id: small-ads", "id: Small Ads", "$.rules[0].id", id="not-a-name"),
    pytest.param("{ad: [代写]}", "{Ad: [代写]}", "$.rules[0].signals", id="not-the-name-of-a-signal"),
    pytest.param("{ad: [代写]}", "{ad: {boundary: none}}", "$.rules[0].signals.ad", id="nothing-to-look-for"),
    pytest.param("when: ad", "when: {at_least: {n: 0, of: [ad]}}", "$.rules[0].when", id="too-small"),
    pytest.param("match: [代写]", "match: []", "$.rules[0].examples.match", id="no-example"),
    pytest.param("title: 广告\n", "title:\n", "$.rules[0].title", id="no-value"),
]


@pytest.mark.parametrize(("old", "new", "path"), FAULTY)
def test_a_faulty_pack_is_complained_of_at_the_right_place(old: str, new: str, path: str) -> None:
    assert old in SMALL

    assert path in complaints(SMALL.replace(old, new))


def test_every_key_is_described_in_chinese() -> None:
    described = [
        below.get("description", "")
        for schema in (SCHEMA, *SCHEMA["$defs"].values())
        for below in schema.get("properties", {}).values()
    ]

    assert len(described) > 50
    assert all(any("\u4e00" <= character <= "\u9fff" for character in text) for text in described)


# place, the keys that may stand there
KEYS = [
    pytest.param((), list(PackForm.model_fields), id="top"),
    pytest.param(("rules", 3), list(Rule.model_fields), id="rule"),
    pytest.param(
        ("rules", 0, "when", "<group>", "all", 1), ["all", "any", "at_least", "near", "none"], id="group"
    ),
    pytest.param(("rules", 0, "title"), ["zh", "en"], id="text-in-two-languages"),
    pytest.param(
        ("rules", 0, "signals", "x", "any", 0, "except"), ["words", "lexicon", "regex"], id="except"
    ),
    pytest.param(("rules", 0, "id"), [], id="no-keys-here"),
]


@pytest.mark.parametrize(("steps", "keys"), KEYS)
def test_the_keys_of_a_place_are_those_of_the_model(steps: tuple[str | int, ...], keys: list[str]) -> None:
    assert list(keys_at(steps)) == keys
