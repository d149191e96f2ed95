"""Whether what is said beside a quote is what the quote says."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from corpus import RawDocument, parse
from nlp.pipeline import load
from qa.answer import Value
from qa.passage.boundary import bounded
from qa.passage.demand import nobody, unmet
from qa.passage.lead import whole_mark, whole_run, without_lead
from qa.passage.reading import Reading
from qa.passage.soundness import unsound, with_list
from qa.passage.whose import of_another
from qa.question.intent import understand
from qa.question.lexicon import lexicon
from qa.recall.rival import rival
from qa.recall.written import title_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from zhengtu.service import Services


def reading(sentence: str, value: str) -> Reading:
    document = parse(RawDocument("a.txt", sentence))
    return Reading(document, 0, len(document.text), (Value(value),), 0.9, {})


@pytest.mark.parametrize(
    ("sentence", "value", "whole"),
    [
        ("名录收入了第4批老字号。", "4批", "第4批"),
        ("在图书馆开馆70周年之际，馆史展开幕。", "70周", "70周年"),
        ("园区总投资超过38亿元，已经开工。", "38亿元", "超过38亿元"),
        ("沿线近900万居民受益。", "900万", "近900万"),
        ("协会应当于每年3月向民政部门报告。", "3月", "每年3月"),
        ("展会于6月3日至9日在青岛举行。", "6月3日", "6月3日至9日"),
        ("手续应当在解除后两个月内补办。", "两个月", "两个月内"),
        ("由省政府令第412号公布。", "412", "第412号"),
        ("体育场馆对学生实行免费开放。", "学生实行", "学生"),
        ("海上拖航适用海商法的规定。", "海商法的", "海商法"),
        ("补贴3000元，超过3000元的部分自付。", "3000元", "3000元"),
        ("王某于2021年3月入职甲公司。", "2021年3月", "2021年3月"),
        ("公司成立于1987年，总部在苏州。", "1987年", "1987年"),
        ("车辆应在6月3日24时前返回。", "6月3日", "6月3日24时前"),
        ("地震发生在8时20分左右。", "8时20分", "8时20分左右"),
        ("由主要负责同志负总责。", "负责同志", "主要负责同志"),
    ],
)
def test_a_value_goes_as_far_as_its_sentence_says(sentence: str, value: str, whole: str) -> None:
    assert bounded(reading(sentence, value)).values[0].value == whole


@pytest.mark.parametrize(
    ("question", "sentence", "value", "names"),
    [
        ("镇里协调哪些部门？", "镇里同时协调环卫部门清运。", "同时协调环卫部门", ["环卫部门"]),
        ("会议通过了哪些文件？", "会议通过了《甲》《乙》等文件。", "甲", ["《甲》", "《乙》"]),
        ("落实关于山区的什么构想？", "落实“山区振兴构想”。", "山区振兴构想", ["山区振兴构想"]),
        ("由哪个部门清运垃圾？", "垃圾由环卫部门清运。", "环卫部门", ["环卫部门"]),
        ("与哪个餐饮品牌合作？", "与“小笼记”等餐饮品牌合作。", "“小笼记”等餐饮", ["“小笼记”"]),
        ("公司应建立什么系统？", "公司应建立、完善档案系统。", "完善档案系统", ["档案系统"]),
        ("线索移交给了谁？", "线索移交省纪委追责审查调查组。", "省纪委", ["省纪委追责审查调查组"]),
        ("应建立什么系统？", "应建立、完善系统。", "、", ["、"]),
        ("会谈在哪里举行？", "在友谊宾馆同来宾举行会谈。", "友谊宾馆同来宾", ["友谊宾馆"]),
    ],
)
def test_names_are_told_without_the_verb_and_titles_to_the_last(
    question: str, sentence: str, value: str, names: list[str]
) -> None:
    intent = understand(question, load(), lexicon())
    read = without_lead(intent, whole_run(intent, reading(sentence, value)))
    assert [v.value for v in read.values] == names


def test_the_end_of_a_name_in_marks_is_told_as_the_name() -> None:
    read = whole_mark(reading("须交《进口果蔬未抵扣证明》一份。", "果蔬未抵扣证明"))
    assert [v.value for v in read.values] == ["进口果蔬未抵扣证明"]
    read = whole_mark(reading("须交《进口果蔬未抵扣证明》一份。", "一份"))
    assert [v.value for v in read.values] == ["一份"]


def test_what_is_added_to_a_run_belongs_to_it() -> None:
    intent = understand("星桥信息包括哪些？", load(), lexicon())
    sentence = "星桥信息包括桥名、桥长等信息，以及守桥人的姓名。"
    read = replace(reading(sentence, "桥名"), values=(Value("桥名"), Value("桥长")))
    assert [v.value for v in whole_run(intent, read).values] == ["桥名", "桥长", "守桥人的姓名"]


def test_what_somebody_says_is_no_one() -> None:
    assert nobody("谁作了审查报告", "财经委员会建议代表大会") is not None
    assert nobody("谁作了审查报告", "财经委员会") is None


@pytest.mark.parametrize(
    ("question", "quote", "value"),
    [
        ("星国顾问由谁聘任", "星国顾问由总统聘任，星州顾问由州长聘任。", "星州"),
        ("油烟由谁负责处罚", "由环保站负责检测，市容局负责处罚。", "环保站"),
        ("谁被授予星桥奖章", "星桥委员会决定，给王平授予星桥奖章。", "星桥委员会"),
        ("2021年以来每秒多少公斤", "几年前每秒6公斤；2021年以来每秒12公斤。", "6公斤"),
        ("王某今年多大", "王某于2019年8月入职。", "8"),
        ("条例是国务院令第几号", "第二条 星桥机构主管星桥工作。", "第二条"),
        ("蔬菜产量预计多少", "蔬菜面积8万亩，产量17万吨。", "8万亩"),
        ("要围绕什么开展协商", "要围绕星桥建设，深入开展协商。", "深入开展协商"),
        ("星桥公司叫什么名字", "星桥公司以王某旷工为由解聘。", "以王某"),
        ("复工企业有多少家", "复工分三个阶段。", "三个"),
        ("在哪里慰问部队", "在春节来临之际，慰问部队。", "春节来临之际"),
    ],
)
def test_what_is_of_something_else_is_no_answer(question: str, quote: str, value: str) -> None:
    assert of_another(question, quote, value) is not None


@pytest.mark.parametrize(
    ("question", "quote", "value"),
    [
        ("星国顾问由谁聘任", "星国顾问由总统聘任，星州顾问由州长聘任。", "总统"),
        ("油烟由谁负责处罚", "由环保站负责检测，市容局负责处罚。", "市容局"),
        ("要围绕什么开展协商", "要围绕星桥建设，深入开展协商。", "星桥建设"),
        ("因什么原因辞职", "王某因个人原因辞职。", "个人"),
        ("蔬菜产量预计多少", "蔬菜面积8万亩，产量17万吨。", "17万吨"),
        ("2021年失业率是多少", "2021年，增长5%；失业率4%。", "4%"),
    ],
)
def test_what_is_of_the_thing_asked_about_may_stand(question: str, quote: str, value: str) -> None:
    assert of_another(question, quote, value) is None


def test_a_deed_of_somebody_else_is_no_answer() -> None:
    quote = "9月4日，主席会见前来访问的星国总理。"
    assert unmet("主席什么时候访问星国", quote, "9月4日") is not None
    assert unmet("主席什么时候会见星国总理", quote, "9月4日") is None


def test_a_run_of_names_has_its_last() -> None:
    intent = understand("捐赠由哪些单位接收？", load(), lexicon())
    read = reading("捐赠由甲慈善会、乙基金会或丙联合会作为受赠人接收。", "甲慈善会")
    read = replace(read, values=(Value("甲慈善会"), Value("乙基金会")))
    values = whole_run(intent, read).values
    assert [v.value for v in values] == ["甲慈善会", "乙基金会", "丙联合会"]


CASES = (
    "销售额不满2万元的，给予警告处分；销售额在2万元以上的，给予开除处分。",
    "贷款额度在80万元以内的全额贴息；80万元以上的鼓励各地贴息。",
    "甲党得到31个议席，加上40个非改选议席，共71个议席。",
    "原有6座水闸，其中4座已经完工。",
    "城镇失业率5%；出口额增长6%，城镇居民受益。",
    "出口额增长5%；城镇失业率5%，城镇就业稳定。",
)


@pytest.mark.parametrize(
    ("question", "quote", "value", "is_rival"),
    [
        ("销售额多少给予开除处分？", CASES[0], "不满2万元", True),
        ("销售额多少给予开除处分？", CASES[0], "2万元以上", False),
        ("多少万元以内的贷款全额贴息？", CASES[1], "80万元以上", True),
        ("多少万元以内的贷款全额贴息？", CASES[1], "80万元以内", False),
        ("甲党一共有多少个议席？", CASES[2], "31个", True),
        ("甲党一共有多少个议席？", CASES[2], "71个", False),
        ("有几座水闸完工？", CASES[3], "4座", False),
        ("甲县城镇失业率是多少？", CASES[4], "5%", False),
        ("甲县城镇失业率是多少？", CASES[5], "5%", False),
    ],
)
def test_another_case_bound_or_sum_is_no_answer(
    question: str, quote: str, value: str, *, is_rival: bool
) -> None:
    content = understand(question, load(), lexicon()).content
    assert (rival(question, content, quote, value) is not None) is is_rival


def test_a_sentence_without_the_sanction_asked_for_is_of_another_case() -> None:
    read = reading("销售额不满2万元的，给予警告处分。", "不满2万元")
    assert unsound(understand("销售额多少开除？", load(), lexicon()), read) == "引文没有说开除"


def test_which_month_is_told_by_a_month() -> None:
    intent = understand("减免哪两个月的租金？", load(), lexicon())
    read = reading("对3月、4月租金予以减免，并将减免租金落实到经营者。", "租金落实到经营者")
    assert unsound(intent, read) == "所得的不是月"


def test_a_day_is_not_told_by_the_list_behind_its_sentence() -> None:
    document = parse(
        RawDocument("a.txt", "填报到5月9日截止，方式如下：\n（一）网上。\n（二）现场。\n")
    )
    read = Reading(document, 0, document.text.index("\n") + 1, (Value("5月9日"),), 0.9, {})
    assert with_list(read, own=True).values[0].value == "5月9日"
    assert with_list(read).values[0].value.startswith("（一）")


def test_a_title_is_found_where_it_is_broken() -> None:
    found = title_in("某市人民政府关于发展\n民宿的意见\n\n正文", "某市人民政府关于发展民宿的意见")
    assert found is not None
    assert found.group() == "某市人民政府关于发展\n民宿的意见"
    assert title_in("正文", "某市人民政府关于发展民宿的意见") is None


TEXT = (
    "沿江八镇整治河道\n\n"
    "入冬以来，青龙堰灌区续建工程分三期推进。\n\n"
    "工程以白鹭湖为水源，串联十二座水闸，沿线近46万群众将受益。\n\n"
    "在河段上游，巡护队每天清理39处漂浮垃圾打捞点。\n\n"
    "到2023年底，全市恢复湿地面积7.5万亩。\n"
)


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    from zhengtu.service import build, open_services
    from zhengtu.settings import load_settings

    folder: Path = tmp_path_factory.mktemp("support")
    river = {"id": "river", "title": "沿江八镇整治河道", "published_on": "2024-01-08", "text": TEXT}
    notice = {
        "id": "notice",
        "title": "关于修缮古桥的通知",
        "document_number": "云政发〔2015〕50号",
    }
    notice["text"] = "关于修缮古桥的通知\n\n云政发〔2015〕50号\n\n请按期修缮古桥。\n"
    source = folder / "river.jsonl"
    rows = "\n".join(json.dumps(row, ensure_ascii=False) for row in (river, notice))
    source.write_text(rows, encoding="utf-8")
    settings = load_settings(store=folder / "store", workers=1)
    build([str(source)], settings)
    with open_services(settings) as opened:
        yield opened


def test_what_a_sentence_leaves_to_the_one_before_is_quoted_too(services: Services) -> None:
    answer = services.ask("青龙堰灌区续建工程以什么为水源？")
    assert answer.answered, answer.text
    quotes = [c.quote for c in answer.evidence]
    assert "白鹭湖" in quotes[0]
    assert any("青龙堰" in quote for quote in quotes[1:])
    assert all(TEXT[c.start : c.end] == c.quote for c in answer.evidence)


def test_a_figure_whose_name_is_cut_is_told_in_the_words_of_its_sentence(
    services: Services,
) -> None:
    answer = services.ask("巡护队每天清理多少处打捞点？")
    assert answer.answered, answer.text
    assert answer.source == "graph"
    assert "39处" in answer.text
    assert "巡护队每天清理39处漂浮垃圾打捞点" in answer.text


def test_a_number_is_asked_for_by_its_name_and_a_document_by_its_number(
    services: Services,
) -> None:
    number = services.ask("关于修缮古桥的通知的文号是什么？")
    assert [v.value for v in number.values] == ["云政发〔2015〕50号"]
    assert "修缮古桥" in services.ask("云政发〔2015〕50号是什么？").values[0].value
