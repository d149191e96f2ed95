"""Figures whose kind, time, area or name another clause or the words behind the value decide."""

from __future__ import annotations

from datetime import date

import pytest

from nlp.pipe.measurement.setting import CHINA, Genre
from tests.nlp.figures import figures, read


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Amounts and shares of the noun behind them.
        ("洪水造成了约3亿美元的直接损失。", ["直接损失≈300000000美元"]),
        ("这笔总额3亿元的交易费用由双方分担。", ["交易费用=300000000元"]),
        ("就餐时保持一米以上的距离。", ["距离≥1米"]),
        ("小微企业承载本市七成以上的就业。", ["小微企业就业占比≥70%"]),
        ("近三成的河面被浮冰覆盖。", ["被浮冰覆盖的河面占比≈30%"]),
        # What is given is a noun although the dictionary calls it a verb.
        ("银行累计向企业提供信贷支持34亿元。", ["信贷支持=3400000000元"]),
        ("《办法》包含12条企业专项支持政策。", ["企业专项支持政策=12条"]),
        # What people did, what they suffered, what is told of a thing.
        ("各界代表，驻地外交官约600人出席。", ["出席人数≈600人"]),
        ("冲突导致数十名平民受伤。", ["受伤的平民≈10名"]),
        ("陆续向400家主要医院预付2月份资金。", ["主要医院=400家"]),
        ("推出的12条措施受到企业欢迎。", ["措施=12条"]),
        ("走访了10家生产口罩和消毒剂的企业。", ["走访生产口罩和消毒剂的企业=10家"]),
        ("税务局共梳理了185个涉税缴费事项可在网上办理。", ["涉税缴费事项=185个"]),
        ("前线地区发生159次战斗。", ["战斗次数=159次"]),
        ("代表共约200人与会。", ["与会人数≈200人"]),
        ("尽快实现口罩日产量20万个的目标。", ["口罩日产量=200000个"]),
        ("天然气价格较五年前下降5%。", ["天然气价格下降=5%"]),
        ("冰雪游消费额增长1.2倍。", ["冰雪游消费额增长=1.2倍"]),
        ("在甲、乙、丙3省启动预案。", []),
        ("建成5000家左右的智能工厂。", ["智能工厂≈5000家"]),
        # Parts and additions.
        ("220名员工中有8名外地员工。", ["员工=220名", "外地员工=8名"]),
        ("现有确诊病例120例，当日新增6例。", ["确诊病例=120例", "确诊病例新增=6例"]),
        # A time parts the name from the verb, or stands alone before the value.
        ("联盟意向成员国目前已达19个。", ["联盟意向成员国=19个"]),
        ("2023年投资额达5亿元，2024年超6亿元。", ["投资额=500000000元", "投资额>600000000元"]),
        # A share set as a part of another amount.
        ("按研发费用的75%在税前加计扣除。", ["研发费用加计扣除比例=75%"]),
        ("财政赤字较上一财年扩大23%。", ["财政赤字扩大=23%"]),
        ("旅客实载率要严格控制在50%以下。", ["旅客实载率≤50%"]),
        ("原油期货价格突破每桶90美元。", ["原油期货价格>90美元/桶"]),
    ],
)  # fmt: skip
def test_what_stands_around_a_value_names_it(text: str, expected: list[str]) -> None:
    assert figures(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "乘坐公交608路前往。",
        "最高不超过万元。",
        "每月10日报送。",
        "序号 站名 15 市场路 16 省医院",
        "建设总额约350亿元的项目。",
    ],
)
def test_what_only_looks_like_a_figure(text: str) -> None:
    assert figures(text) == []


@pytest.mark.parametrize(
    ("text", "genre", "kind"),
    [
        ("国家将推动各地开放场景资源，加强统筹，在全国确定100个项目。", "other", "target"),
        ("公司将120名员工送往外地，新开门店5家。", "other", "actual"),
        ("将加强服务，目前已建成驿站50座。", "other", "actual"),
        ("双方均已复工的，给予每个家庭一次性补助500元。", "other", "limit"),
        ("本局梳理了线上办税清单共9项。", "directive", "actual"),
        ("返还其上年度实际缴纳失业保险费的50%。", "directive", "limit"),
        ("为确保进度，500名工人坚守在岗位。", "other", "actual"),
        ("企业接收在校学生的，按每人最高1000元奖励企业。", "other", "limit"),
        ("全县面积不到1800平方公里。", "other", "actual"),
        ("省里发布方案，提出到2027年，机器人覆盖率达20%以上。", "other", "target"),
        ("“十五五”时期，各地举办协商活动279场。", "other", "actual"),
    ],
)  # fmt: skip
def test_the_nearest_clause_that_tells_decides_the_kind(text: str, genre: Genre, kind: str) -> None:
    assert read(text, genre)[-1].kind == kind


def test_a_time_holds_for_the_figures_behind_it() -> None:
    first, second = read("协会公布，2025年3月物流指数为50%，较上月回升2个百分点。")
    assert first.period is not None
    assert first.period == second.period
    assert first.period.end == date(2025, 3, 31)


def test_a_level_reached_by_this_year_is_of_this_year() -> None:
    base, now = read("人均服务经费从2019年的15元提升至今年的94元。")
    assert (base.kind, now.kind) == ("baseline", "actual")
    assert now.indicator == "人均服务经费"
    assert now.period is not None
    assert (now.period.start, now.period.end) == (date(2026, 1, 1), date(2026, 12, 31))


def test_a_base_has_no_time_of_the_figure_it_is_the_base_of() -> None:
    [figure] = read("返还其上年度实际缴纳失业保险费的50%。", "directive")
    assert figure.period is None


def test_a_time_said_with_a_part_holds_for_the_other_parts() -> None:
    found = read("2025年9月，民航完成运输7亿人次。其中，国内航线完成5亿人次；国际航线完成2亿人次。")
    assert {m.period.end for m in found if m.period} == {date(2025, 9, 30)}
    assert len(found) == 3


def test_the_country_holds_over_clauses_behind_who_says_it() -> None:
    read_now = read("部门统计数据显示，截至2月16日，我国运送物资30吨，运送电煤80吨。")
    assert [m.area for m in read_now] == [CHINA[0]] * 2
