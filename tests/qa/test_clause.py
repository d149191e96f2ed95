"""What one sentence tells in the question's own words: figures, times, actors, places, names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corpus import RawDocument, parse
from nlp.pipeline import load
from qa.answer import Value
from qa.clause.kind import other_kind
from qa.clause.stated import stated
from qa.passage.reading import Reading
from qa.question.intent import understand
from qa.question.lexicon import lexicon
from qa.retrieval import Hit

if TYPE_CHECKING:
    from corpus.document import PolicyDocument
    from nlp.pipeline import Pipeline


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return load()


def _document(text: str) -> PolicyDocument:
    return parse(RawDocument("a.txt", text))


def _told(question: str, text: str, pipeline: Pipeline) -> list[str]:
    document = _document(text)
    hit = Hit(document.id, 0, len(document.text), (), 1.0)
    reading = stated(understand(question, pipeline, lexicon()), [(hit, document)], pipeline)
    return [] if reading is None else [value.value for value in reading.values]


@pytest.mark.parametrize(
    ("question", "text", "values"),
    [
        ("建成了多少个充电站？", "全市新增充电桩500台，建成充电站36个。", ["36个"]),
        (
            "宏远公司8日供应大米多少吨？",
            "宏远公司介绍，7日供应大米12吨，8日供应大米30吨。",
            ["30吨"],
        ),
        ("借阅期限最长多久？", "借阅期限不超过3个月，逾期每天收1元。", ["3个月"]),
        ("桥梁扩建到几层？", "桥梁原有两层，扩建至四层（局部五层）后通车。", ["四层"]),
        ("参保登记哪天截止？", "参保登记时间为2024年3月1日至3月20日。", ["3月20日"]),
        ("调研组什么时候考察河湾村？", "2023年5月，调研组来到河湾村考察。", ["2023年5月"]),
        ("谁作了环保工作报告？", "市环保局局长李文清向会议作了环保工作报告。", ["李文清"]),
        ("水利专班的组长是谁？", "水利专班副组长赵大海、组长王明到场。", ["王明"]),
        ("案件线索移交给了谁？", "有关部门已将案件线索及时移交国家税务总局。", ["国家税务总局"]),
        ("论坛在什么地方举行？", "论坛9日在滨江会展中心举行。", ["滨江会展中心"]),
        (
            "鼓励培育哪些消费热点？",
            "意见鼓励培育露营、滑雪、观影等消费热点。",
            ["露营", "滑雪", "观影"],
        ),
        ("试行什么制度？", "园区率先试行“容缺办”，企业叫好。", ["容缺办"]),
        (
            "全市第一家数字银行是哪家？",
            "江湾银行是全市第一家数字银行，总部设在东区。",
            ["江湾银行"],
        ),
        ("园区通过什么缩短审批时间？", "园区通过联合审查缩短审批时间。", ["联合审查"]),
        (
            "租赁费用包括哪些？",
            "租赁费用由租户承担，包含租金、押金和水费。",
            ["租金", "押金", "水费"],
        ),
        ("患者从多少人增加到多少人？", "患者从30人增加到45人，其中8人住院。", ["30人", "45人"]),
        ("保证金退还多大比例？", "退还保证金的比例为80%，其余3万元抵扣。", ["80%"]),
        ("货物运往哪里？", "货物6日从滨江出港，运往临河镇。", ["临河镇"]),
        ("宏远公司在哪里？", "记者来到位于东城区新河路的宏远公司。", ["东城区新河路"]),
        ("哪里推出了夜游活动？", "在滨江古镇，文旅公司推出夜游活动。", ["滨江古镇"]),
        ("哪份报告当天发布？", "会上还举行《港口开放报告》发布会。", ["《港口开放报告》"]),
        (
            "滨江的桥梁巡检员是谁？",
            "滨江的桥梁巡检员李文清和赵大海正在检查。",
            ["李文清", "赵大海"],
        ),
        ("用什么贷款解决渔民难题？", "银行提出用“渔船贷款”解决渔民难题。", ["渔船贷款"]),
        ("联谊会可以有哪些会员？", "联谊会可以有团体会员和个人会员。", ["团体会员", "个人会员"]),
        (
            "滨江论坛的主题是什么？",
            "围绕“共建绿色港湾”的主题，滨江论坛在市区举行。",
            ["共建绿色港湾"],
        ),
        ("滨江论坛提出什么构想？", "滨江论坛提出“和谐港湾构想”。", ["和谐港湾构想"]),
        ("入住名单由谁申报？", "入住名单由居委会向街道办事处申报。", ["居委会"]),
        (
            "无主物资由谁接收？",
            "无主物资由县慈善协会、县红十字会或县民政局接收。",
            ["县慈善协会", "县红十字会", "县民政局"],
        ),
        ("谁参加了座谈？", "王毅参加座谈。", ["王毅"]),
        ("灯会设在哪里？", "在滨江文化馆，灯会布置了三百盏花灯。", ["滨江文化馆"]),
        ("市长在哪里会见代表团？", "市长在滨江宾馆会见代表团一行。", ["滨江宾馆"]),
        ("青禾州检察长是谁？", "青禾州检察长邦塔6日到场。", ["邦塔"]),
        ("谁主持座谈会？", "李文清副省长主持座谈会。", ["李文清"]),
        ("协会的登记机关是谁？", "协会应当向县民政局（以下称登记机关）申请登记。", ["县民政局"]),
        ("复工要经哪个部门批准？", "复工须经属地管理部门批准。", ["属地管理部门"]),
        ("河道连接哪两个城市？", "河道连接江苏苏州和无锡。", ["苏州", "无锡"]),
        (
            "全县实行什么原则？",
            "全县实行统筹安排、分级管理、公开透明的原则。",
            ["统筹安排", "分级管理", "公开透明"],
        ),
        ("办法由第几次会议通过？", "办法经第12次会议通过，共有8条。", ["12次"]),
    ],
)
def test_a_value_is_told_by_the_clause_with_the_words(
    question: str, text: str, values: list[str], pipeline: Pipeline
) -> None:
    assert _told(question, text, pipeline) == values


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("2021年建成了多少个充电站？", "2020年，全市建成充电站36个。"),
        ("三次会议由谁主持？", "四次会议由主席王明主持。"),
        ("宁夏建成了多少个充电站？", "我国已建成充电站36个。"),
        ("36个充电站中建成的是多少？", "全市36个充电站已建成。"),
        ("建成了多少个充电站？", "甲区建成充电站36个；乙区建成充电站20个。"),
        ("通过什么提升救灾能力？", "要提升救灾能力，共同提升救灾能力。"),
        ("对租户有什么要求？", "对租户的要求由县里规定，租户提交的材料包括身份证、合同。"),
        ("全县有多少所学校？", "全县走出一条学校发展新路。"),
        ("2020年5月1日以后适用哪部条例？", "2020年5月1日以前的行为适用修改前的条例。"),
        ("招聘活动由哪个部门举办？", "招聘活动由线下转为线上举办。"),
    ],
)
def test_another_year_session_place_or_two_values_are_no_answer(
    question: str, text: str, pipeline: Pipeline
) -> None:
    assert _told(question, text, pipeline) == []


@pytest.mark.parametrize(
    ("question", "value", "fits"),
    [
        ("事故发生在什么时候？", "造成三人受伤", False),
        ("事故发生在什么时候？", "2024年5月6日", True),
        ("谁提供帮助？", "有关单位加强协调，提供帮助", False),
        ("全市第一家数字银行设在哪里？", "全市第一家", False),
    ],
)
def test_a_reading_of_another_kind_is_no_answer(
    question: str, value: str, fits: bool, pipeline: Pipeline
) -> None:
    reading = Reading(_document(value), 0, len(value), (Value(value),), 0.9, {})
    against = other_kind(understand(question, pipeline, lexicon()), reading)
    assert (against is None) is fits
