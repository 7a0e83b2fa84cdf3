"""What libyaml says of a file that is not YAML → what it means for the person who wrote it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from ..errors import Wording

INDENTED_BY_TAB = Wording("YAML 不能用 Tab 缩进，请改用空格", "YAML is not indented by tabs: use spaces")
WIDE_COLON = Wording(
    "这里是中文冒号「：」，键后面要用英文冒号加一个空格",
    "a full-width colon; a key needs ':' and a space",
)


def syntax_wording(problem: str) -> Wording:
    """Return the sentence for a problem in libyaml's words.

    Examples
    --------
    >>> syntax_wording("found unexpected end of stream").zh
    '引号没有配对'
    """
    return _SYNTAX.get(problem, Wording(f"YAML 语法不对（{problem}）", f"not valid YAML ({problem})"))


_SYNTAX: Mapping[str, Wording] = MappingProxyType(
    {
        "found character that cannot start any token": Wording(
            "这里不能用这个符号开头：文字以 @ ` % 等符号开头时要加引号",
            "a text cannot begin with this sign: quote a text that begins with @ ` % or the like",
        ),
        "found a tab character where an indentation space is expected": INDENTED_BY_TAB,
        "could not find expected ':'": Wording(
            "键后面缺少冒号：要写英文冒号加一个空格",
            "a colon is missing after the key: write ':' and a space",
        ),
        "mapping values are not allowed in this context": Wording(
            "这里不能再有「冒号加空格」：检查缩进；文字里有冒号时请给整段加引号",
            "a colon is not allowed here: check the indentation, and quote a text that has ': ' in it",
        ),
        "block sequence entries are not allowed in this context": Wording(
            "这里不能用「- 」开始一项：检查缩进，列表要另起一行",
            "a '- ' is not allowed here: check the indentation, and begin the list on a new line",
        ),
        "did not find expected key": Wording(
            "这里应当是一个键：检查缩进，同一级的键要左对齐；引号后面不能再有文字",
            "a key was expected: align the keys of one level, and let nothing follow a quoted text",
        ),
        "did not find expected '-' indicator": Wording(
            "这里应当是「- 」：检查缩进，同一个列表的各项要左对齐",
            "a '- ' was expected: check that the members of the list are aligned",
        ),
        "did not find expected ',' or ']'": Wording(
            "方括号里缺少逗号或 ]（要用英文逗号）", "a ',' or ']' is missing in this list"
        ),
        "did not find expected ',' or '}'": Wording(
            "花括号里缺少逗号或 }（要用英文逗号）", "a ',' or '}' is missing in these braces"
        ),
        "did not find expected node content": Wording(
            "这里缺少内容：检查逗号和括号是否成对", "something is missing here: check commas and brackets"
        ),
        "found unexpected end of stream": Wording("引号没有配对", "a quotation mark is not closed"),
        "found unknown escape character": Wording(
            "双引号里的反斜杠是转义：正则表达式请用单引号",
            "a backslash in double quotes is an escape: use single quotes for a pattern",
        ),
        "did not find expected alphabetic or numeric character": Wording(
            "文字以 * 或 & 开头时要加引号", "quote a text that begins with * or &"
        ),
        "did not find expected <document start>": Wording(
            "顶层内容已经结束，后面却还有文字：检查缩进和括号",
            "there is text after the end of the file's content: check indentation and brackets",
        ),
    }
)
