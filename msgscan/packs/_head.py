"""What a pack says besides its rules: who it is, who answers for it, what its signals mean by themselves."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from ..text.views import View
from ._shape import Id, Phrase, Release, Shape, Text, Word, WordFile, key
from .signal import Boundary

# Who defines what is looked for. A pack that an organisation defines is held to what ``_organisation`` says.
DefinedBy = Literal["organisation"]
ORGANISATION: Final = "organisation"


class LexiconForm(Shape, json_schema_extra={"oneOf": [{"required": ["file"]}, {"required": ["words"]}]}):
    """Where a lexicon's words stand: here, or in a file beside the pack."""

    file: Annotated[
        WordFile | None,
        key("词库文件，相对于规则包的路径，例如 lexicons/a.txt；UTF-8，一行一词，# 开头是注释"),
    ] = None
    words: Annotated[tuple[Word, ...] | None, key("词")] = None


class Head(Shape):
    """Who a pack is."""

    id: Annotated[Id, key("规则包的编号：小写字母、数字和连字符")]
    version: Annotated[Release, key("版本号，三段数字，例如 1.0.0")]
    locale: Annotated[Text, key("语言，例如 zh-CN")] = "zh-CN"
    title: Annotated[Phrase | None, key("名称，给人看")] = None
    license: Annotated[Text | None, key("许可证，例如 CC-BY-4.0")] = None
    defined_by: Annotated[
        DefinedBy | None,
        key("谁定义要找什么：organisation 表示本单位自定，须批准、限期、只供复核；不写就是普通规则包"),
    ] = None
    min_engine: Annotated[Release | None, key("至少要哪个版本的 msgscan，例如 0.1.0")] = None


class Defaults(Shape):
    """What signals mean that do not say it themselves."""

    views: Annotated[tuple[View, ...] | None, key("没写 views 的信号用这个", least=1)] = None
    boundary: Annotated[Boundary | None, key("没写 boundary 的信号用这个")] = None
