"""A pack as it is written: its head, its lists, and what it changes in other packs."""

from __future__ import annotations

from typing import Annotated

from ._changes import Allow, Override
from ._head import ORGANISATION, Defaults, Head, LexiconForm
from ._shape import Id, Name, Shape, Texts, Whole, empty, fixed, key
from .model import APPROVAL, LANGUAGE, Category, Rule

_CONTENTS = [{"required": ["rules"]}, {"required": ["extends"]}]
# What an editor asks of the rules of a pack that an organisation defines; ``_organisation`` asks more.
_IF_OF_ORGANISATION = {
    "if": {
        "properties": {
            "pack": {"properties": {"defined_by": {"const": ORGANISATION}}, "required": ["defined_by"]}
        }
    },
    "then": {"properties": {"rules": {"items": {"required": list(APPROVAL)}}}},
}


class PackForm(Shape, title="msgscan 规则包", json_schema_extra={"anyOf": _CONTENTS, **_IF_OF_ORGANISATION}):
    """A pack as it is written."""

    msgscan: Annotated[Whole, fixed(LANGUAGE), key("规则语言的版本，写 1")]
    pack: Annotated[Head, key("规则包的编号、版本等")]
    extends: Annotated[Texts, key("改动哪些规则包：自带的包名，或相对于这个文件的路径", least=1)] = ()
    categories: Annotated[dict[Id, Category], key("类别")] = empty()
    defaults: Annotated[Defaults, key("信号的默认设置")] = Defaults()
    lexicons: Annotated[dict[Name, LexiconForm], key("词库")] = empty()
    overrides: Annotated[tuple[Override, ...], key("怎样改动那些包里的规则和词库，每一项都要写理由")] = ()
    allow: Annotated[tuple[Allow, ...], key("什么说法、谁、哪个群不算，每一项都要写理由")] = ()
    rules: Annotated[tuple[Rule, ...], key("规则")] = ()
