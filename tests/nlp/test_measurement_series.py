"""Figures told in a row, of parts and steps, and values that only look like figures."""

from __future__ import annotations

import pytest

from nlp.pipe.measurement.extract import measure
from nlp.pipe.measurement.setting import Named, Setting
from tests.nlp.figures import REPORT, figures


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("其中，商品消费和服务消费同比分别增长3.9%和7.6%。", [
            "商品消费增长=3.9%", "服务消费增长=7.6%",
        ]),
        ("拖拉机产销累计完成12万辆和11万辆，同比分别增长5%和4%。", [
            "拖拉机产量=120000辆", "拖拉机销量=110000辆", "拖拉机产量增长=5%", "拖拉机销量增长=4%",
        ]),
        ("接待游客12万人次，门票收入300万元，同比分别增长8%和6%。", [
            "接待游客人次=120000人次", "门票收入=3000000元",
            "接待游客人次增长=8%", "门票收入增长=6%",
        ]),
        ("企业贷款利率为3.4%、住房贷款利率为3.1%，分别下降0.3个百分点和0.8个百分点。", [
            "企业贷款利率=3.4%", "住房贷款利率=3.1%",
            "企业贷款利率下降=0.3百分点", "住房贷款利率下降=0.8百分点",
        ]),
        ("肉价上涨3%，涨幅扩大2个百分点，环比上涨1%。", [
            "肉价上涨=3%", "肉价涨幅扩大=2百分点", "肉价上涨=1%",
        ]),
        ("订单指数为50.2%，较上月回升2.7个百分点。", ["订单指数=50.2%", "订单指数回升=2.7百分点"]),
        ("渔业产值增长4%，全年预计首次突破50亿元。", ["渔业产值增长=4%", "渔业产值>5000000000元"]),
        ("渔业产值连续跨越4亿元、5亿元、6亿元三个台阶。", ["渔业产值>600000000元"]),
        ("企业总收入首次迈过10亿元大关。", ["企业总收入≥1000000000元"]),
        ("三次产业结构由8:40:52调整为7:38:55。", [
            "第一产业占比=8%", "第二产业占比=40%", "第三产业占比=52%",
            "第一产业占比=7%", "第二产业占比=38%", "第三产业占比=55%",
        ]),
        ("海运效率排名由全国第30位上升到第20位。", [
            "海运效率全国排名=30位", "海运效率全国排名=20位",
        ]),
        ("发射了100枚火箭，拦截了其中70枚。", ["发射火箭=100枚", "拦截发射火箭=70枚"]),
    ],
)  # fmt: skip
def test_figures_in_a_row(text: str, expected: list[str]) -> None:
    assert figures(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("国家下拨600亿元就业补助资金。", ["下拨就业补助资金=60000000000元"]),
        ("累计建成6万公里污水管网。", ["污水管网=60000公里"]),
        ("银行发放首笔1000万元救灾专项贷款。", ["救灾专项贷款=10000000元"]),
        ("共发放1800万元的担保贷款。", ["担保贷款=18000000元"]),
        ("全县有超过60所的卫生机构。", ["卫生机构>60所"]),
        ("安置了6000名无家可归的民众。", ["安置无家可归的民众=6000名"]),
        ("推出170多项新的试点举措。", ["试点举措>170项"]),
        ("设立1万个各级粮食市场监测点。", ["粮食市场监测点=10000个"]),
        ("这249家门店绝大多数都是连锁店。", ["门店=249家"]),
        ("其中6位医务人员不幸死亡。", ["死亡的医务人员=6位"]),
        ("全市8万医师10万护士坚守一线。", ["医师=80000人", "护士=100000人"]),
        ("全村人均年收入超过2万元。", ["全村人均年收入>20000元"]),
        ("体温没有超过37.3℃。", ["体温≤37.3摄氏度"]),
    ],
)
def test_things_of_an_amount(text: str, expected: list[str]) -> None:
    assert figures(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "7人制比赛继续进行。",
        "穿上20多斤重的工作装备。",
        "成为首个专利数量突破400万件的国家。",
        "支持城区人口300万以上的城市建设停车场。",
        "三次产业结构优化，比分为3:2:1。",
    ],
)
def test_what_only_looks_like_a_figure(text: str) -> None:
    assert figures(text) == []


def test_copies_to_be_handed_in_are_none_and_copies_given_out_are() -> None:
    assert figures("申请表（1份），身份证复印件2份，材料一式3份。") == []
    assert figures("发放宣传资料5000份。") == ["发放宣传资料=5000份"]


def test_each_of_several_places_has_the_figure() -> None:
    text = "东州、西州各建成驿站20个，南州建成驿站5个。"
    named = [Named(at, at + 2, "City", name, name) for at, name in
             ((0, "东州"), (3, "西州"), (14, "南州"))]  # fmt: skip
    found = measure(Setting(text, text, REPORT, named=named))
    assert [(m.area, m.low) for m in found] == [("东州", 20), ("西州", 20), ("南州", 5)]
