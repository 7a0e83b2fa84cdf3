"""Names of a list in nicknames: which stand there, and which only seem to."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from msgscan.text.names import NameFinder, bared

NAMES = ("王伟", "张三", "张三丰", "欧阳明华", "阿西子呷", "阿依夏木买买提", "johnsmith", "陈静")
FINDER = NameFinder(NAMES, ["财务", "信息工程学院", "班"])

# nickname, names found (family members in brackets)
CASES = {
    "alone": ("王伟", "王伟"),
    "unit before": ("教务处-王伟", "王伟"),
    "unit before, no sign": ("教务处王伟", "王伟"),
    "unit of the roster before": ("财务王伟", "王伟"),
    "unit of the roster behind": ("王伟信息工程学院", "王伟"),
    "class before": ("资勘221张三", "张三"),
    "class in words before": ("二五级三班张三", "张三"),
    "post before": ("班长张三", "张三"),
    "post behind": ("王伟副书记", "王伟"),
    "title behind": ("王伟老师", "王伟"),
    "brackets": ("【管理员】王伟(请假)", "王伟"),
    "Latin letters beside": ("A王伟b", "王伟"),
    "emoji beside": ("🌸王伟🌸", "王伟"),
    "spaced": ("王　伟", "王伟"),
    "spaced, with a unit": ("教务处 王 伟", "王伟"),
    "traditional": ("王偉", "王伟"),
    "full width": ("２班王伟", "王伟"),
    "long before short": ("张三丰", "张三丰"),
    "long and short": ("张三丰、张三", "张三丰 张三"),
    "two people": ("王伟/陈静", "王伟 陈静"),
    "dots of any kind": ("阿依夏木•买买提", "阿依夏木买买提"),
    "four characters anywhere": ("工会的阿西子呷呀", "阿西子呷"),
    "foreign": ("John Smith (外教)", "johnsmith"),
    "mother": ("王伟妈妈", "(王伟)"),
    "father": ("二班张三丰的爸爸", "(张三丰)"),
    "longer name": ("王伟明", ""),
    "longer name, with a unit": ("教务处-王伟明", ""),
    "longer name, and a title": ("王伟明老师", ""),
    "inside a longer name": ("小王伟", ""),
    "inside a word run": ("我是王伟大的粉丝", ""),
    "over a space": ("小王 伟大", ""),
    "over a space, three characters": ("老张三 丰收", ""),
    "longer Latin name": ("johnsmithson", ""),
    "family name and title": ("王老师", ""),
    "signs only": ("。", ""),
    "nothing": ("", ""),
}


def found(nickname: str, finder: NameFinder = FINDER) -> str:
    names = [f"({name})" if family else name for name, family in finder.find(bared([nickname])[0])]
    return " ".join(names)


@pytest.mark.parametrize(("nickname", "expected"), CASES.values(), ids=CASES.keys())
def test_names_are_found_where_they_stand(nickname: str, expected: str) -> None:
    assert expected == found(nickname)


def test_a_nickname_without_end_is_looked_at_to_some_length() -> None:
    assert found("王伟-" + "x" * 100_000) == "王伟"
    assert found("x" * 100_000 + "-王伟") == ""


characters = st.text(st.sampled_from("王伟张三丰明班老师爸 -·a1"), max_size=8)
listed = st.lists(st.text(st.sampled_from("王伟张三丰"), min_size=2, max_size=4), max_size=4, unique=True)


@given(characters, listed)
def test_agrees_with_a_loop_over_names_and_places(nickname: str, names: list[str]) -> None:
    finder = NameFinder(names)
    [bare] = bared([nickname])
    covered: set[int] = set()
    expected = []
    for name in sorted(names, key=len, reverse=True):
        for start in range(len(bare.text)):
            places = set(range(start, start + len(name)))
            if (
                bare.text[start:].startswith(name)
                and not places & covered
                and NameFinder([name])._stands(bare, start, start + len(name))
            ):
                covered |= places
                expected.append((len(name), start, name))
    expected.sort(key=lambda each: (-each[0], each[1]))

    assert [name for *_, name in expected] == [each.name for each in finder.find(bare)]
