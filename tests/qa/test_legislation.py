"""Questions about legislation as a whole: ranks, days, counts, citations, repeals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qa.recall.level import level_of
from tests.qa.said import values_of
from zhengtu.service import Services, build, open_services
from zhengtu.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

NPCSC = "全国人民代表大会常务委员会"
AH, HF = "安徽省人民代表大会常务委员会", "合肥市人民代表大会常务委员会"
TEXTS = {
    "law": (
        "中华人民共和国星链法",
        f"2010年11月5日 {NPCSC}通过 根据2013年4月2日《关于修改〈中华人民共和国星链法〉的决定》修正",
        "为了规范星链活动，制定本法。",
        "本法自2011年1月1日起施行。《中华人民共和国卫星法》、《中华人民共和国测控法》同时废止。",
    ),
    "council": (
        "星链频率条例",
        "2012年5月6日国务院令第901号公布",
        "根据《中华人民共和国星链法》，制定本条例。",
        "本条例自2012年7月1日起施行。",
    ),
    "ministry": (
        "星链设备管理办法",
        "2012年8月8日工业和信息化部令第70号公布",
        "为了管理星链设备，根据《星链频率条例》，制定本办法。",
        "本办法自2012年9月1日起施行。",
    ),
    "anhui": (
        "安徽省星链促进条例",
        f"2012年3月1日 {AH}通过",
        "根据《中华人民共和国星链法》，结合本省实际，制定本条例。",
        "本条例自2013年1月1日起施行。",
    ),
    "hefei": (
        "合肥市养犬条例",
        f"2011年3月1日 {HF}通过",
        "为了规范养犬，制定本条例。",
        "本条例自2011年6月1日起施行。",
    ),
    "hefei-two": (
        "合肥市停车条例",
        f"2011年9月1日 {HF}通过",
        "为了规范停车，制定本条例。",
        "本条例自2011年12月1日起施行。",
    ),
}


JOINT = """---
title: 关于星链服务收费的通知
kind: notice
issuer: [财政部, 国家发展和改革委员会]
issued_on: 2013-02-03
---

# 关于星链服务收费的通知

星链服务收费由市场决定。
"""


NOTICE = """---
title: 国务院关于印发星链共享管理暂行办法的通知
kind: measures
issuer: 国务院
issued_on: 2014-02-03
---

# 国务院关于印发星链共享管理暂行办法的通知

各部门：现将《星链共享管理暂行办法》印发给你们。
"""


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    folder = tmp_path_factory.mktemp("legislation")
    source = folder / "acts"
    source.mkdir()
    for name, (title, head, first, last) in TEXTS.items():
        text = f"# {title}\n\n{head}\n\n第一条　{first}\n\n第二条　{last}\n"
        (source / f"{name}.md").write_text(text, encoding="utf-8")
    (source / "joint.md").write_text(JOINT, encoding="utf-8")
    (source / "notice.md").write_text(NOTICE, encoding="utf-8")
    settings = Settings(store=folder / "store", workers=1)
    build([str(source)], settings)
    with open_services(settings) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "titles"),
    [
        ("有哪些行政法规？", {"《星链频率条例》"}),
        (
            "地方性法规有哪些？",
            {"《安徽省星链促进条例》", "《合肥市养犬条例》", "《合肥市停车条例》"},
        ),
        ("部门规章有哪些？", {"《星链设备管理办法》"}),
        ("关于星链的地方性法规有哪些？", {"《安徽省星链促进条例》"}),
        ("2011年施行的地方性法规有哪些？", {"《合肥市养犬条例》", "《合肥市停车条例》"}),
        ("2012年施行的条例有哪些？", {"《星链频率条例》"}),
        ("2012年通过的地方性法规有哪些？", {"《安徽省星链促进条例》"}),
        ("哪些法律在2013年修改过？", {"《中华人民共和国星链法》"}),
        ("根据星链法制定的条例有哪些？", {"《星链频率条例》", "《安徽省星链促进条例》"}),
        ("依据星链法制定的行政法规有哪些？", {"《星链频率条例》"}),
        ("废止测控法的是哪部法律？", {"《中华人民共和国星链法》"}),
        ("测控法是被哪部法律废止的？", {"《中华人民共和国星链法》"}),
        (
            "星链法施行后哪些法律废止？",
            {"《中华人民共和国卫星法》", "《中华人民共和国测控法》"},
        ),
    ],
)
def test_set_is_of_the_rank_and_day_asked_for(
    services: Services, question: str, titles: set[str]
) -> None:
    assert set(values_of(services, question)) == titles


def test_no_law_was_changed_in_the_year_of_its_making(services: Services) -> None:
    assert not services.ask("哪些法律在2010年修改过？").answered


@pytest.mark.parametrize(
    ("question", "first", "count"),
    [
        ("哪个部门发布的条例最多？", "合肥市人民代表大会常务委员会", "2份"),
        ("安徽省哪个市的条例最多？", "合肥市", "2份"),
        ("哪一年通过的条例最多？", "2011年", "2份"),
        ("被引用最多的法律是哪部？", "《中华人民共和国星链法》", "2份"),
        ("被行政法规引用最多的法律是哪部？", "《中华人民共和国星链法》", "1份"),
        ("合肥市人大常委会制定了多少部法规？", "2份", "《合肥市养犬条例》"),
    ],
)
def test_groups_are_counted(services: Services, question: str, first: str, count: str) -> None:
    assert values_of(services, question)[:2] == [first, count]
    assert "8份文件" in services.ask(question).text


def test_places_side_by_side(services: Services) -> None:
    said = values_of(services, "安徽省和合肥市哪个的条例多？")
    assert said == ["合肥市", "2份", "安徽省", "1份"]


@pytest.mark.parametrize(
    ("question", "titles"),
    [
        ("哪些文件是多个部门联合发布的？", {"《关于星链服务收费的通知》"}),
        ("财政部和国家发展改革委联合发布了哪些通知？", {"《关于星链服务收费的通知》"}),
        ("条例中关于停车的有哪些？", {"《合肥市停车条例》"}),
        ("合肥市制定了多少部关于停车的地方性法规？", {"1份", "《合肥市停车条例》"}),
        ("关于养犬的地方性法规叫什么？", {"《合肥市养犬条例》"}),
        (
            "2012年以前通过、现在仍然有效的条例有哪些？",
            {
                "《合肥市养犬条例》",
                "《合肥市停车条例》",
                "《星链频率条例》",
                "《安徽省星链促进条例》",
            },
        ),
    ],
)
def test_sets_worded_in_other_ways(services: Services, question: str, titles: set[str]) -> None:
    assert set(values_of(services, question)) == titles


def test_article_that_says_so(services: Services) -> None:
    assert values_of(services, "合肥市养犬条例第几条规定了规范养犬？") == ["第一条"]
    assert not services.ask("合肥市养犬条例第几条规定了停车收费？").answered


def test_least_and_each(services: Services) -> None:
    assert values_of(services, "合肥市和各市分别有多少部条例？")[:2] == ["合肥市", "2份"]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("有没有关于养犬的地方性法规？", "《合肥市养犬条例》"),
        ("合肥市的条例里有没有关于停车的？", "《合肥市停车条例》"),
        ("安徽省有关于星链的条例吗？", "《安徽省星链促进条例》"),
    ],
)
def test_whether_there_is_one(services: Services, question: str, said: str) -> None:
    assert values_of(services, question) == ["是", said]


def test_what_is_not_held_may_be_all_the_same(services: Services) -> None:
    answer = services.ask("安徽省有关于养犬的条例吗？")
    assert not answer.answered
    assert "没有收录不等于没有" in answer.text


def test_documents_told_by_their_subject(services: Services) -> None:
    assert values_of(services, "关于养犬的条例是谁发布的？") == [HF]
    assert values_of(services, "关于停车的条例什么时候施行？") == ["2011年12月1日"]


def test_day_on_which_a_law_ended(services: Services) -> None:
    for question in ("测控法什么时候失效？", "测控法是哪一年废止的？"):
        assert values_of(services, question) == ["2011年1月1日"]
    answer = services.ask("星链法什么时候失效？")
    assert not answer.answered
    assert "没有找到它失效的依据" in answer.text


def test_last_change_of_a_law(services: Services) -> None:
    assert values_of(services, "星链法最近一次修改是什么时候？") == ["2013年4月2日"]
    assert not services.ask("星链频率条例最近一次修改是什么时候？").answered


def test_history_of_a_text_by_its_notes(services: Services) -> None:
    answer = services.ask("星链法的修改情况")
    assert values_of(services, "星链法修改过几次？")[0] == "1次"
    assert "2013年4月2日" in answer.evidence[0].quote
    assert "以后的修改不在其内" in answer.text
    assert not services.ask("星链频率条例的修订情况").answered


def test_what_was_repealed_in_a_year(services: Services) -> None:
    answer = services.ask("2011年废止了哪些法律？")
    assert {v.value for v in answer.values} == {
        "《中华人民共和国卫星法》",
        "《中华人民共和国测控法》",
    }
    assert values_of(services, "2011年废止了多少部法律？")[0] == "2部"
    assert not services.ask("2012年废止了哪些法律？").answered


def test_a_day_of_force_says_that_the_text_was_changed_since(services: Services) -> None:
    assert "2013年4月2日有修改" in services.ask("星链法什么时候施行？").text
    assert "有修改" not in services.ask("星链频率条例什么时候施行？").text


def test_who_made_a_law(services: Services) -> None:
    assert values_of(services, "星链法是谁制定的？") == [NPCSC]


def test_documents_of_two_bodies_together(services: Services) -> None:
    both = services.ask("财政部和国家发展改革委2013年联合发文几份？")
    assert both.values[0].value == "1份"
    none = services.ask("财政部和教育部联合发布的文件有哪些？")
    assert not none.answered


def test_a_title_that_nobody_bears_is_said_to_be_missing(services: Services) -> None:
    answer = services.ask("星际航行安全管理条例规定了哪些职责？")
    assert not answer.answered
    assert "没有标题与“星际航行安全管理条例”相近的文件" in answer.text


def test_what_a_text_rests_on_it_cites(services: Services) -> None:
    assert values_of(services, "星链频率条例引用了哪些法律？") == ["《中华人民共和国星链法》"]


def test_decision_on_a_law_is_not_the_law(services: Services) -> None:
    assert values_of(services, "关于修改星链法的决定是什么时候发布的？") == ["2013年4月2日"]


def test_names_of_courts_ask_for_no_maximum() -> None:
    from qa.question.focus import Operation, focus

    assert focus("最高人民法院发布了哪些司法解释？").operation is Operation.LIST


def test_titles_name_no_rank() -> None:
    assert level_of("《行政法规制定程序条例》何时施行？") is None
