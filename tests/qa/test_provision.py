"""Single provisions asked for without naming their document: which one, whose, and when none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qa.provision.amount import amounts
from qa.provision.asking import Kind, asking, sought
from qa.provision.body import bodies
from qa.provision.word import accounted, has
from qa.way.negation import _NEGATED
from tests.qa.said import values_of
from zhengtu.service import Services, build, open_services
from zhengtu.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

NPCSC = "全国人民代表大会常务委员会"
AH = "安徽省人民代表大会常务委员会"
TEXTS = {
    "law": (
        "中华人民共和国风车法",
        f"2010年11月5日 {NPCSC}通过",
        "为了管理风车，制定本法。",
        "本法所称风车，是指以风力带动石磨的建筑。",
        "设置风车应当经省级风力管理机构批准。风力管理机构应当自收到设置申请之日起二十日内作出决定。",
        "风车使用证的有效期为六年。续期使用证的有效期为三年。",
        "擅自拆除风车的，由风力管理机构责令恢复，处二万元以上八万元以下罚款；"
        "拒不恢复的，处十万元罚款。国家工作人员擅自拆除风车的，依法给予处分。",
        "风车守护员应当具备下列条件：\n\n（一）年满二十二周岁；\n\n（二）通过守护考试；\n\n"
        "（三）没有色盲。",
        "风车的年检办法由国务院风力主管部门会同国务院气象主管机构制定。",
        "风车守护员不得向游客出售面粉。",
    ),
    "buoy": (
        "中华人民共和国浮标法",
        f"2011年11月5日 {NPCSC}通过",
        "为了管理浮标，制定本法。",
        "浮标经营许可证的有效期为九年。",
        "浮标所有人不服检查决定的，可以在收到决定之日起十五日内申请复查。",
    ),
    "anhui": (
        "安徽省风车管理条例",
        f"2012年3月1日 {AH}通过",
        "为了管理本省的风车，制定本条例。",
        "风车使用证的有效期为两年。",
        "风车参观的门票价格由省价格主管部门核定。",
    ),
    "mast": (
        "中华人民共和国桅杆法",
        f"2013年3月1日 {NPCSC}通过",
        "为了管理桅杆，制定本法。",
        "桅杆的检修周期为五年。",
    ),
    "spar": (
        "中华人民共和国桅杆安全法",
        f"2014年3月1日 {NPCSC}通过",
        "为了管理桅杆安全，制定本法。",
        "桅杆的检修周期为七年。",
    ),
}
NUMERALS = "一二三四五六七八九十"


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    """A store of laws that provide like things, and of one province's regulation."""
    folder = tmp_path_factory.mktemp("provisions")
    for name, (title, made, *articles) in TEXTS.items():
        body = "\n\n".join(f"第{NUMERALS[n]}条 {text}" for n, text in enumerate(articles))
        (folder / f"{name}.md").write_text(f"# {title}\n\n{made}\n\n{body}\n", encoding="utf-8")
    settings = Settings(store=folder / "store", workers=1)
    build([str(folder)], settings)
    with open_services(settings) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("风车使用证的有效期是几年？", "六年"),  # not the renewed one's, not the province's
        ("设置风车的申请应当在多少日内决定？", "二十日内"),
        ("擅自拆除风车拒不恢复的，罚款多少？", "十万元"),
        ("风车守护员要满多少周岁？", "二十二周岁"),
        ("风车的年检办法由哪个部门制定？", "国务院风力主管部门会同国务院气象主管机构"),
        ("安徽风车使用证的有效期是几年？", "两年"),
        ("浮标经营许可证的有效期是几年？", "九年"),
    ],
)
def test_the_provision_that_fits_answers(services: Services, question: str, value: str) -> None:
    assert values_of(services, question) == [value]


def test_a_fine_is_told_with_its_harder_case(services: Services) -> None:
    assert values_of(services, "擅自拆除风车的，罚款多少？") == ["二万元以上八万元以下", "十万元"]


def test_a_meaning_and_a_list_are_told_whole(services: Services) -> None:
    assert values_of(services, "风车是指什么？") == ["以风力带动石磨的建筑"]
    said = values_of(services, "风车守护员应当具备哪些条件？")
    assert said == ["年满二十二周岁", "通过守护考试", "没有色盲"]


@pytest.mark.parametrize(
    "question",
    [
        "风车摄影许可证的有效期是几年？",  # there is one of another thing
        "风车守护员的最高月薪是多少元？",
        "浮标的设置由谁批准？",
        "风车旁的餐馆应当在多少日内备案？",
    ],
)
def test_what_no_provision_tells_stays_open(services: Services, question: str) -> None:
    answer = services.ask(question)
    assert not answer.answered, answer.text


def test_two_documents_that_differ_are_both_told(services: Services) -> None:
    answer = services.ask("桅杆的检修周期是几年？")
    assert {value.value for value in answer.values} == {"五年", "七年"}
    assert {c.title for c in answer.evidence} == {
        "中华人民共和国桅杆法",
        "中华人民共和国桅杆安全法",
    }
    assert "内容不同" in answer.text


def test_a_province_is_said_where_none_was_asked(services: Services) -> None:
    answer = services.ask("风车参观的门票价格由谁核定？")
    assert answer.answered, answer.text
    assert answer.values[0].value == "省价格主管部门"
    assert "安徽" in answer.text.split("：")[0]


def test_an_abstention_says_which_provision_was_not_taken(services: Services) -> None:
    answer = services.ask("风车摄影许可证的有效期是几年？")
    assert any("未采用" in step and "用词覆盖" in step for step in answer.steps)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("由谁批准？", Kind.BODY),
        ("应当向哪里申请？", Kind.BODY),
        ("罚款多少？", Kind.FINE),
        ("处几倍的罚款？", Kind.TIMES),
        ("拘留多少日？", Kind.SPAN),
        ("须经多少业主同意？", Kind.SHARE),
        ("应当多少周岁？", Kind.AGE),
        ("保护区分为几级？", Kind.TEXT),
        ("什么时候之前报告？", Kind.MOMENT),
    ],
)
def test_what_is_asked_of_a_provision(question: str, kind: Kind) -> None:
    asked = asking(question)
    assert asked is not None
    assert asked.kind is kind


def test_whether_is_not_asked_of_a_provision() -> None:
    assert asking("可以申请吗？") is None


def test_a_meaning_is_sought_in_the_words_of_the_law() -> None:
    assert sought("安徽省的风车指什么？") == "安徽本法所称风车，是指"
    assert sought("风车由谁设置？") == "风车由谁设置？"


@pytest.mark.parametrize(
    ("kind", "unit", "text", "said"),
    [
        (Kind.FINE, "", "处一倍以上五倍以下罚款", ["一倍以上五倍以下"]),
        (Kind.SPAN, "日", "自2020年5月1日起三十日内，第十三日", ["三十日内"]),
        (Kind.SHARE, "", "三分之二以上通过", ["三分之二以上"]),
        (Kind.COUNT, "张", "第十四条 设床位二十张", ["二十张"]),
    ],
)
def test_amounts_are_taken_with_their_bounds(
    kind: Kind, unit: str, text: str, said: list[str]
) -> None:
    assert [text[a:b] for a, b in amounts(kind, unit, text)] == said


def test_the_body_of_the_deed_is_taken() -> None:
    asked = asking("证书由谁签署？")
    assert asked is not None
    text = "证章由市人民政府统一制作，证书由市长签署。"
    found = {text[a:b]: mark for a, b, mark in bodies(asked, text)}
    assert found["市长"] > found["市人民政府"]
    made = asking("证书由谁颁发？")
    assert made is not None
    assert not any(mark for *_, mark in bodies(made, "（二）国家机关颁发的证书；"))


def test_words_are_found_shortened_turned_and_bounded() -> None:
    assert has("不超过一亩", "人均超过一亩但不超过二亩") == 0.0
    assert has("没有许可", "未许可的") == 1.0
    assert has("高校", "普通高校外学等") == 1.0
    assert has("高校", "高等学校") == has("环保", "环境保护局") > 0
    assert has("高校", "高等，学校") == has("高校", "高等学") == has("校", "") == 0.0
    asked = asking("风车的高度由谁规定？")
    assert asked is not None
    assert accounted(asked, "风车的高度") > accounted(asked, "风车的颜色")


def test_a_limit_of_days_is_no_question_for_what_is_not_stated() -> None:
    assert _NEGATED.search("多少日内没有收到通知就解除？") is None
    assert _NEGATED.search("有多少个省没有提出目标？") is not None
