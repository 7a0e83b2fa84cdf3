"""The JSON Schema of rule packs, for editors and other checkers.

``python -m msgscan.packs._schema`` writes it beside this file; a pack names it in its first line, as in
``# yaml-language-server: $schema=https://…/rule-pack.schema.json`` or by a path. The keys that error messages
offer are read from the same schema, so that messages, editors and model can't disagree.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from ._form import PackForm

PATH = Path(__file__).with_name("rule-pack.schema.json")

Schema = dict[str, Any]


def schema_text() -> str:
    """Return the JSON Schema (draft 2020-12) as it is published."""
    return json.dumps(_schema(), ensure_ascii=False, indent=1) + "\n"


def keys_at(steps: tuple[str | int, ...]) -> dict[str, str]:
    """Return the keys that may stand at this place of a pack, each with its description.

    Parameters
    ----------
    steps : tuple of str or int
        Keys and indices from the root; those that the schema does not know are passed over.

    Examples
    --------
    >>> list(keys_at(("rules", 0, "examples")))
    ['match', 'no_match']
    """
    offered = [pair for schema in _at(steps) for pair in schema.get("properties", {}).items()]
    return {key: below.get("description", "") for key, below in offered}


@cache
def order_at(steps: tuple[str | int, ...]) -> dict[str, int]:
    """Return the place of each key in the order of the model; nothing where keys are names."""
    return {key: place for place, key in enumerate(keys_at(steps))}


@cache
def is_number_at(steps: tuple[str | int, ...]) -> bool:
    """Return whether a number (or a yes) is due at this place, and no text.

    Examples
    --------
    >>> is_number_at(("msgscan",)), is_number_at(("rules", 0, "signals", "a", "words", 0))
    (True, False)
    """
    here = _at(steps)
    types = {
        name for form in here for name in _listed(form.get("type", "integer" if "const" in form else ""))
    }
    return types <= {"integer", "boolean"}


def _listed(types: str | list[str]) -> list[str]:
    return [types] if isinstance(types, str) else types


def _at(steps: tuple[str | int, ...]) -> list[Schema]:
    here = _forms(_schema())
    for step in steps:
        here = [form for schema in here for form in _below(schema, step)] or here
    return here


def _below(schema: Schema, step: str | int) -> list[Schema]:
    if isinstance(step, int):
        below = schema.get("items")
    else:
        below = schema.get("properties", {}).get(step) or schema.get("additionalProperties")
    return _forms(below) if below else []


def _forms(schema: Schema) -> list[Schema]:
    """Return the alternatives of a schema; what only asks for keys is no alternative."""
    if "$ref" in schema:
        return _forms(_schema()["$defs"][schema["$ref"].rpartition("/")[2]])
    listed: list[Schema] = schema.get("anyOf") or schema.get("oneOf") or []
    alternatives = [form for form in listed if set(form) != {"required"}]
    return [form for each in alternatives for form in _forms(each)] if alternatives else [schema]


@cache
def _schema() -> Schema:
    made = _tidied(PackForm.model_json_schema())
    for definition in made["$defs"].values():
        # The docstrings of the model, in English and for programmers; the keys are described in Chinese.
        definition.pop("description", None)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **made,
        "title": "msgscan 规则包",
        "description": "微信群、QQ群聊天记录的检查规则",
    }


def _tidied(schema: Schema) -> Schema:
    """Return the schema as an editor should see it.

    Titles that pydantic makes up say nothing. A key that may be left out has null as an alternative, which
    an editor would offer and a pack can't write. Names are checked by ``propertyNames``, as keys that match
    no pattern of ``patternProperties`` would be let through.
    """
    kept: Schema = {key: _below_tidied(key, value) for key, value in schema.items() if key != "title"}
    if not isinstance(kept.get("default", ""), str | bool):
        del kept["default"]
    real = [form for form in kept.pop("anyOf", []) if form != {"type": "null"}]
    if len(real) == 1:
        kept = {**real[0], **kept}
    elif real:
        kept["anyOf"] = real
    if "patternProperties" in kept:
        [(pattern, below)] = kept.pop("patternProperties").items()
        kept["additionalProperties"] = below
        kept["propertyNames"] = {"pattern": pattern, **kept["propertyNames"]}
    return kept


def _below_tidied(key: str, value: object) -> object:
    if isinstance(value, dict):
        if key in {"properties", "$defs", "patternProperties"}:
            return {name: _tidied(below) for name, below in value.items()}
        return _tidied(value)
    if isinstance(value, list) and key in {"anyOf", "oneOf"}:
        return [_tidied(form) for form in value]
    return value


if __name__ == "__main__":
    PATH.write_text(schema_text(), encoding="utf-8")
