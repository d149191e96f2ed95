"""Right or silent: near misses, other places and other things are not answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qa.answer import AbstainReason, Outcome

if TYPE_CHECKING:
    from qa.service import Asker


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("《云上海洋管理办法》什么时候施行？", AbstainReason.UNKNOWN_ENTITY),
        ("国发〔2031〕77号是什么文件？", AbstainReason.UNKNOWN_ENTITY),
        ("为什么安徽省2024年取消了地区生产总值增长目标？", AbstainReason.NO_FACT),
        ("哪些省没有制定数据共享规划？", AbstainReason.NOT_MODELLED),
        (
            "《安徽省2024年政府工作报告》和《湖南省2024年政府工作报告》有什么不同？",
            AbstainReason.NOT_MODELLED,
        ),
        ("安徽省2024年政府工作报告修改了什么？", AbstainReason.NOT_MODELLED),
        ("安徽省人民政府2019年发布了哪些文件？", AbstainReason.OUT_OF_PERIOD),
        ("厦门市建设政务云平台的总投资是多少？", AbstainReason.NO_FACT),
        ("宁波市建设政务云平台的彩票收入是多少？", AbstainReason.NO_FACT),
        ("今天晚上吃什么好？", AbstainReason.OUT_OF_SCOPE),
    ],
)
def test_what_no_document_says_is_left_open_for_the_right_reason(
    asker: Asker, question: str, reason: AbstainReason
) -> None:
    answer = asker.ask(question)
    assert answer.outcome is Outcome.ABSTAINED
    assert answer.reason is reason


def test_a_figure_that_is_lacking_says_who_has_it(asker: Asker) -> None:
    answer = asker.ask("湖南省2024年粮食产量目标是多少？")
    assert answer.reason is AbstainReason.NO_FACT
    assert (
        "没有找到湖南省2024年粮食产量目标的数据；有这一数据的省级地区有1个：安徽省" in answer.text
    )
    other = asker.ask("安徽省2019年地区生产总值增长目标是多少？")
    assert other.reason is AbstainReason.OUT_OF_PERIOD
    assert "有的是" in other.text
    assert "2024年" in other.text


def test_growth_over_the_year_before_is_the_growth_that_is_stated(asker: Asker) -> None:
    stated = asker.ask("安徽省2023年地区生产总值增长多少？")
    over = asker.ask("安徽省2023年地区生产总值比上年增长多少？")
    assert over.values == stated.values
    assert "变化0%" not in over.text


def test_which_places_lack_a_figure_is_told_with_its_reserve(asker: Asker) -> None:
    answer = asker.ask("哪些省没有提出2024年粮食产量目标？")
    assert [v.value for v in answer.values] == ["湖南省"]
    assert "没有找到不等于没有提出" in answer.text


def test_a_yes_or_no_question_is_held_against_the_bound_it_names(asker: Asker) -> None:
    assert asker.ask("安徽省2024年城镇新增就业目标超过50万人吗？").values[0].value == "是"
    assert asker.ask("安徽省2024年地区生产总值增长目标超过8%吗？").values[0].value == "否"
    open_ = asker.ask("湖南省2024年地区生产总值增长目标在5.8%以上吗？")
    assert open_.outcome is Outcome.ABSTAINED


def test_documents_of_a_body_are_listed_and_counted(asker: Asker) -> None:
    listed = asker.ask("安徽省人民政府2024年发布了哪些文件？")
    assert [v.value for v in listed.values] == ["《安徽省2024年政府工作报告》"]
    counted = asker.ask("安徽省人民政府2024年1月发布了几份报告？")
    assert counted.values[0].number == 1


def test_the_first_two_of_an_order_are_both_given(asker: Asker) -> None:
    answer = asker.ask("2024年城镇新增就业目标最高的两个省是哪些？")
    assert {v.value for v in answer.values} == {"安徽省", "湖南省"}


def test_the_issuer_of_a_document_can_be_what_is_asked_about(asker: Asker) -> None:
    answer = asker.ask("发布《安徽省2024年政府工作报告》的机关2024年发布了哪些文件？")
    assert [v.value for v in answer.values] == ["《安徽省2024年政府工作报告》"]
    assert any("安徽省人民政府" in step for step in answer.steps)


def test_a_sum_says_what_was_added(asker: Asker) -> None:
    answer = asker.ask("安徽和湖南2024年城镇新增就业目标一共多少？")
    assert answer.values[0].number == 1_300_000
    assert any("600000＋700000" in step for step in answer.steps)


def test_a_figure_has_its_plain_form_and_its_source_with_its_day(asker: Asker) -> None:
    text = asker.ask("安徽省2024年城镇新增就业目标是多少？").text
    assert "60万人以上（≥600,000人）" in text
    assert text.endswith("据《安徽省2024年政府工作报告》（2024年1月23日）。")


def test_a_table_comes_as_markdown_too(asker: Asker) -> None:
    answer = asker.ask("列出各省2024年城镇新增就业目标")
    assert answer.markdown is not None
    head, rule, *rows = answer.markdown.splitlines()
    assert head.startswith("| 地区 | 时间 | 指标 | 性质 | 数值 |")
    assert set(rule) <= set("| -")
    assert len(rows) == 2
    assert asker.ask("什么是政务云？").markdown is None


def test_one_side_of_a_comparison_is_no_answer(asker: Asker) -> None:
    half = asker.ask("安徽省2024年地区生产总值增长目标比2019年高多少？")
    assert half.outcome is Outcome.ABSTAINED
    missing = asker.ask("安徽省2023年地区生产总值增长目标完成了吗？")
    assert missing.outcome is Outcome.ABSTAINED
    assert "5.8%" in missing.text


def test_target_and_result_of_two_years_are_told_apart(asker: Asker) -> None:
    answer = asker.ask("安徽省2024年城镇新增就业目标比2023年实际少多少？")
    assert answer.values[0].number == 120_000


def test_what_only_uses_a_word_does_not_define_it(asker: Asker) -> None:
    assert asker.ask("什么是政务云？").answered
    assert asker.ask("什么是市级财政？").outcome is Outcome.ABSTAINED


def test_no_document_that_does_so_is_said_plainly(asker: Asker) -> None:
    answer = asker.ask("哪些文件废止了《安徽省2024年政府工作报告》？")
    assert answer.outcome is Outcome.ABSTAINED
