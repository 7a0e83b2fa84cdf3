"""Which hits cut through words."""

# ruff: noqa: RUF001 - emoji are disguises here.
from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

import jieba
import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from msgscan.engine.matcher import Matcher
from msgscan.engine.words import WordBorders
from msgscan.text.views import VIEWS, View


@pytest.fixture(scope="module")
def borders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WordBorders]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield WordBorders()


# term, text, crossed, aligned
VERDICTS = {
    "cuts two words": ("机密", "手机密码", True, False),
    "cuts two words at both ends": ("口交", "路口交通", True, False),
    "cuts the word before": ("和服", "产品和服务", True, False),
    "cuts the word after": ("会计", "学生会计划", True, False),
    "is a word": ("机密", "属于机密", False, True),
    "is words": ("加微信", "请加微信abc", False, True),
    "is in a word": ("绝密", "绝密文件", False, False),
    "ends a long word": ("出版社", "高等教育出版社", False, False),
    "begins a long word": ("中华人民", "中华人民共和国", False, False),
    "is the text": ("微信", "微信", False, True),
    "cuts under a disguise": ("机密", "手\u200b機密码", True, False),
    "strewn signs don't make words": ("加微信", "加.微.信", False, True),
    "a sign ends the context": ("机密", "手。机密。码", False, True),
    "another message is no context": ("密", "密", False, True),
    "Latin glued": ("vx", "vx123", True, False),
    "Latin alone": ("vx", "加vx，", False, True),
    "Latin beside Han": ("vx", "加vx吧", False, True),
    "mixed, glued": ("加v", "加vx", True, False),
    "mixed, alone": ("加vx", "请加vx", False, True),
    "sign": ("👍", "好👍好", False, True),
    "letters and signs": ("c++", "学c++", False, True),
    "entity": ("机密", "手&#26426;密码", True, False),
    "expansion beside": ("加", "加㎏", False, True),
    "border character": ("机密", "手机\uffff机密", False, True),
}


@pytest.mark.parametrize(("term", "text", "crossed", "aligned"), VERDICTS.values(), ids=VERDICTS.keys())
def test_judges(borders: WordBorders, term: str, text: str, *, crossed: bool, aligned: bool) -> None:
    texts = ["手", text, "码"]
    hits = Matcher([term]).find(texts)
    verdict = borders.judge(texts, hits, np.flatnonzero(hits.message == 1))

    assert ([crossed], [aligned]) == tuple(map(np.ndarray.tolist, verdict))


# view, term, text, crossed, aligned: judged as if the term stood there
IN_VIEWS = {
    "a word is whole": ("homophone", "加微信", "请家薇心吧", False, True),
    "cuts the words around": ("similar", "和服", "产品私服务", True, False),
    "ends as words end": ("similar", "和服", "穿私服", False, True),
    "spelt in Latin": ("pinyin", "加微信", "请jia微xin吧", False, True),
    "taken apart": ("split", "机密", "手木几密码", True, False),
    "an emoji at the edge": ("emoji", "机密", "手📱密码", True, False),
    "an emoji at the edge of a word": ("emoji", "加微信", "请➕微信吧", False, True),
    "doubled": ("collapse", "加微信", "请加微微信吧", False, True),
    "Latin glued": ("digits", "v138", "av一三八", True, False),
    "Latin alone": ("digits", "v138", "加v一三八吧", False, True),
}  # fmt: skip


@pytest.mark.parametrize(
    ("view", "term", "text", "crossed", "aligned"), IN_VIEWS.values(), ids=IN_VIEWS.keys()
)
def test_judges_a_disguise_by_its_term(
    borders: WordBorders, view: View, term: str, text: str, *, crossed: bool, aligned: bool
) -> None:
    hits = Matcher([term], [1 << VIEWS.index(view)]).find([text])
    verdict = borders.judge([text], hits, np.arange(1), [term])

    assert hits.view.tolist() == [VIEWS.index(view)]
    assert ([crossed], [aligned]) == tuple(map(np.ndarray.tolist, verdict))


def test_the_words_of_a_disguise_are_those_of_its_term(borders: WordBorders) -> None:
    hits = Matcher(["和服"], [1 << VIEWS.index("similar")]).find(["产品私服务"])

    assert borders.words_at(["产品私服务"], hits, np.arange(1), ["和服"]) == [("和", "服务")]


# view, term, text, whether words of two characters are read there
READ = {
    "the text is words": ("homophone", "傻子", "一堆沙子", True),
    "part of words": ("homophone", "弱智", "倘若只有", True),
    "no words": ("homophone", "赌博", "一起赌伯吧", False),
    "Latin is no word": ("pinyin", "赌博", "一起dubo吧", False),
    "a word around what is not spelt": ("pinyin", "赌博", "du博士", True),
    "a sign parts words": ("homophone", "弱智", "弱只。有", False),
}


@pytest.mark.parametrize(("view", "term", "text", "expected"), READ.values(), ids=READ.keys())
def test_knows_what_is_read_as_words(
    borders: WordBorders, view: View, term: str, text: str, *, expected: bool
) -> None:
    hits = Matcher([term], [1 << VIEWS.index(view)]).find([text])

    assert [expected] == borders.read_as_words([text], hits, np.arange(1)).tolist()


def test_verdicts_come_in_the_order_of_the_rows(borders: WordBorders) -> None:
    texts = ["手机密码", "属于机密"] * 3_000
    hits = Matcher(["机密"]).find(texts)
    rows = np.random.default_rng(1).permutation(len(texts))
    crossed, aligned = borders.judge(texts, hits, rows)

    assert np.array_equal(rows % 2 == 0, crossed)
    assert np.array_equal(rows % 2 == 1, aligned)


han = st.text(st.sampled_from("学生会计划手机密码文件的产品和服务vx1"), max_size=14)


@settings(deadline=None)
@given(
    before=han,
    after=han,
    term=st.sampled_from(["会计", "机密", "生会", "和服", "服务v", "密码文", "计划手机"]),
)
def test_agrees_with_words_drawn_one_by_one(borders: WordBorders, before: str, term: str, after: str) -> None:
    text = before + term + after
    hits = Matcher([term]).find([text])
    row = int(np.flatnonzero(hits.start == len(before))[0])
    left, right = before[-8:], after[:8]
    words = list(jieba.cut(left + term + right, HMM=False))
    ends = list(accumulate(map(len, words)))
    start, end = len(left), len(left) + len(term)
    partly = [
        word
        for word, last in zip(words, ends, strict=True)
        if (inside := min(last, end) - max(last - len(word), start)) > 0
        and inside < len(word)
        and inside < end - start
    ]
    crossed, aligned = borders.judge([text], hits, np.array([row]))

    assert [bool(partly)] == crossed.tolist()
    assert [{start, end} <= {0, *ends}] == aligned.tolist()


def test_jieba_is_not_loaded_for_nothing() -> None:
    program = """
import sys, numpy as np
from msgscan.engine.matcher import Matcher
from msgscan.engine.words import WordBorders
hits = Matcher(["vx"]).find(["加vx"])
WordBorders().judge(["加vx"], hits, np.arange(0))
WordBorders().judge(["加vx"], hits, np.arange(1))
sys.exit("jieba" in sys.modules)
"""
    subprocess.run([sys.executable, "-c", program], check=True)  # noqa: S603 - our own program


def test_jieba_is_silent_and_caches_where_only_this_user_writes(tmp_path: Path) -> None:
    program = """
import numpy as np
from msgscan.engine.matcher import Matcher
from msgscan.engine.words import WordBorders
hits = Matcher(["机密"]).find(["手机密码"])
WordBorders().judge(["手机密码"], hits, np.arange(1))
"""
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-W", "error", "-c", program],
        env=os.environ | {"XDG_CACHE_HOME": str(tmp_path)},
        capture_output=True,
        check=True,
    )

    assert (done.stdout, done.stderr) == (b"", b"")
    assert (tmp_path / "msgscan" / "jieba.cache").is_file()
