"""Words: ours knows the gazetteer, jieba's own tokenizer stays as it was."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module

import pytest

from nlp.segment import tags, tokenizer, words


def test_names_stay_whole() -> None:
    assert "发展改革委" in words("市发展改革委牵头", search=False)
    assert "住房城乡建设部" in words("住房城乡建设部印发通知", search=False)


def test_a_region_inside_another_word_is_no_word() -> None:
    assert "山东" not in words("贺兰山东麓", search=False)


def test_search_gives_the_parts_too() -> None:
    found = words("国家数据局发布通知")
    assert {"数据", "国家数据局", "通知"} <= set(found)


def test_marks_are_no_words() -> None:
    assert words("，。 （！）") == []


def test_parts_of_speech() -> None:
    assert tags()["浙江"] == "ns"


def test_jieba_itself_is_left_alone() -> None:
    code = (
        "import tempfile, os, nlp.segment\n"
        "tempfile.tempdir = tempfile.mkdtemp()\n"
        "assert nlp.segment.words('湖北省武汉市')\n"
        "import jieba\n"
        "assert not jieba.dt.initialized\n"
        "assert os.listdir(tempfile.tempdir) == []\n"
        "import sys; assert 'spacy' not in sys.modules\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""


@pytest.mark.parametrize("guess", [True, False])
def test_the_quick_way_gives_the_words_of_the_slow_one(guess: bool) -> None:
    slow = import_module("jieba").Tokenizer()
    slow.FREQ, slow.total, slow.initialized = tokenizer().FREQ, tokenizer().total, True
    for text in (
        "",
        "浙江省人民政府办公厅关于印发《数字经济“十四五”规划》的通知",
        "张三丰与欧阳娜娜在乌鲁木齐市签订 2,300.5 万元的GDP协议\n丨□㐂㐂㐂",
        "研究生命的起源，结合成分子时，南京市长江大桥",
        "的" * 50,
    ):
        found = list(tokenizer().cut(text, HMM=guess))
        assert found == list(slow.cut(text, HMM=guess))
        assert found == list(tokenizer().cut(text, HMM=guess))  # what was kept
