"""What a learned reader may not hand on: cut words, pronouns, loose ends, the opposite."""

from __future__ import annotations

import pytest

from corpus import RawDocument, parse
from nlp.pipeline import load
from qa.answer import Value
from qa.passage.reading import Reading
from qa.passage.soundness import at_words, unsound, with_list
from qa.question.intent import understand
from qa.question.lexicon import lexicon


def reading(sentence: str, value: str, heading: str = "") -> Reading:
    text = f"{heading}\n\n{sentence}" if heading else sentence
    document = parse(RawDocument("a.txt", text))
    start = document.text.index(sentence)
    return Reading(document, start, start + len(sentence), (Value(value),), 0.9, {})


@pytest.mark.parametrize(
    ("value", "whole"),
    [
        ("20个工", "20个工作日"),
        ("个工作日", "个工作日"),
        ("供热管", "供热管网"),
        ("答复", "答复"),
        ("坚持“四项", "坚持“四项原则”"),
    ],
)
def test_values_end_where_words_do(value: str, whole: str) -> None:
    read = reading("供热管网坚持“四项原则”，报修应当在20个工作日内予以答复。", value)
    assert at_words(read).values[0].value.startswith(whole)


@pytest.mark.parametrize(
    ("question", "sentence", "value"),
    [
        ("高空坠物由谁承担责任？", "水泥块是装修户碰落的，应由其承担责任。", "应由其"),
        ("退休年龄是多少？", "（一）未到退休年龄的；", "（一）未到退休年龄"),
        (
            "服务站怎么和社区合作？",
            "服务站定期走访，妥善处理与居民有关的纠纷。",
            "定期走访，妥善处理与",
        ),
        ("车辆检验合格怎么办？", "车辆未检验合格的，限期修理。", "限期修理"),
        ("园区融到多少钱？", "银行为园区的3项专利办理了登记。", "3项"),
        ("拖欠租金怎么处罚？", "街道应当建立拖欠租金的预防机制。", "预防机制"),
    ],
)
def test_what_is_no_answer_is_told(question: str, sentence: str, value: str) -> None:
    intent = understand(question, load(), lexicon())
    assert unsound(intent, reading(sentence, value)) is not None


@pytest.mark.parametrize(
    ("question", "sentence", "value"),
    [
        ("拖欠租金怎么处罚？", "拖欠租金的，处五百元罚款。", "处五百元罚款"),
        ("措施的目的是什么？", "及早发现潜伏期的患者。", "及早发现潜伏期的患者"),
        ("退休年龄是多少？", "男职工年满六十周岁退休。", "六十周岁"),
        ("车辆检验合格怎么办？", "车辆检验合格的，发给标志。", "发给标志"),
        ("车辆未检验合格怎么办？", "车辆未检验合格的，限期修理。", "限期修理"),
        ("由谁负责修理？", "由市供热集团负责修理。", "市供热集团"),
    ],
)
def test_what_is_one_is_left_alone(question: str, sentence: str, value: str) -> None:
    intent = understand(question, load(), lexicon())
    assert unsound(intent, reading(sentence, value)) is None


def test_a_list_comes_with_what_announces_it() -> None:
    text = (
        "第五条　拍卖师应当具备下列条件：\n\n（一）品行良好；\n\n（二）实习满一年。\n\n"
        "受过处罚的除外。\n\n第六条　拍卖师应当登记。"
    )
    document = parse(RawDocument("a.txt", text))
    end = text.index("：") + 1
    read = with_list(Reading(document, 0, end, (Value("应当具备下列条件"),), 0.9, {}))
    assert read.values[0].value == "（一）品行良好；\n\n（二）实习满一年。"
    assert document.text[read.start : read.end].rstrip().endswith("实习满一年。")


@pytest.mark.parametrize(
    ("quote", "value", "whole"),
    [
        ("由国务院商务主管部门颁发许可证。", "国务院", "国务院商务主管部门"),
        ("报国务院批准。", "国务院", "国务院"),
        ("市人民政府应当明确主管部门。", "市人民政府", "市人民政府"),
    ],
)
def test_body_is_told_to_the_end_of_its_name(quote: str, value: str, whole: str) -> None:
    assert [v.value for v in at_words(reading(quote, value)).values] == [whole]
