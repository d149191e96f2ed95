"""One test for each form in which documents write figures, with look-alikes that are none."""

from __future__ import annotations

import pytest

from nlp.pipe.measurement.extract import measure
from nlp.pipe.measurement.setting import Named, Setting
from tests.nlp.figures import REPORT, figures, read


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("处五千元以上三万元以下的罚款。", ["罚款range5000~30000元"]),
        ("对责任人员处一万元以上十万元以下的罚款。", ["罚款range10000~100000元"]),
        ("处二百元以下罚款。", ["罚款≤200元"]),
        ("并处违法所得一倍以上三倍以下的罚款。", ["罚款range1~3倍"]),
        ("对入选企业给予不超过30万元的一次性奖励。", ["一次性奖励≤300000元"]),
        ("按照每人500元的标准给予补贴。", ["补贴标准=500元/人"]),
        ("减按15%的税率征收所得税。", ["税率=15%"]),
    ],
)
def test_penalties_and_awards_are_amounts_of_what_follows(text: str, expected: list[str]) -> None:
    assert figures(text, "rule") == expected
    assert {m.kind for m in read(text, "rule")} == {"limit"}


@pytest.mark.parametrize(
    "text", ["采购金额超过200万元的项目须公开招标。", "处理了5起案件以上的单位。"]
)
def test_a_condition_is_no_amount(text: str) -> None:
    assert not [f for f in figures(text, "rule") if "元" in f]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("绿地率不得低于百分之三十五。", ["绿地率≥35%"]),
        ("发动机排量不得大于五十毫升。", ["发动机排量≤50毫升"]),
        ("临时占用期限一般不得超过一年。", ["临时占用期限≤1年"]),
        ("保存期限不少于3年。", ["保存期限≥3年"]),
        ("办理时限最长不超过20个工作日。", ["办理时限≤20工作日"]),
    ],
)
def test_modal_words_before_a_limit_stay_outside_the_name(text: str, expected: list[str]) -> None:
    assert figures(text, "rule") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("高新技术企业数3年翻一番。", ["高新技术企业增长=1倍"]),
        ("机器人产量翻了两番。", ["机器人产量增长=3倍"]),
        ("软件园收入实现倍增。", ["软件园收入增长=1倍"]),
        ("居民消费价格与上年持平。", ["居民消费价格涨幅=0%"]),
        ("用电量与去年同期基本持平。", ["全社会用电量增长≈0%"]),
    ],
)
def test_values_told_without_digits(text: str, expected: list[str]) -> None:
    assert figures(text) == expected


@pytest.mark.parametrize(
    "text", ["实施企业倍增计划。", "与全国平均水平持平。", "推翻一番陈词滥调。"]
)
def test_words_that_only_look_like_such_values(text: str) -> None:
    assert not figures(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("用水效率居全国第3位。", ["用水效率全国排名=3位"]),
        ("快递业务量位居西部第一。", ["快递业务量西部排名=1位"]),
        ("花卉产量全球第一。", ["花卉产量全球排名=1位"]),
        ("高速公路、农村公路通车里程均居全国第2位。", [
            "高速公路通车里程全国排名=2位", "农村公路通车里程全国排名=2位",
        ]),
        ("区域创新能力由全国第30位上升到第20位。", [
            "区域创新能力全国排名=30位", "区域创新能力全国排名=20位",
        ]),
    ],
)  # fmt: skip
def test_ranks(text: str, expected: list[str]) -> None:
    assert figures(text) == expected


def test_the_rank_before_is_a_baseline() -> None:
    assert [m.kind for m in read("创新能力由全国第30位上升到第20位。")] == ["baseline", "actual"]


@pytest.mark.parametrize(
    "text", ["第一产业平稳。", "召开第五次会议。", "全国第三方机构参与。", "进入全国第一方阵。"]
)
def test_ordinals_that_are_no_rank(text: str) -> None:
    assert not figures(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("补贴惠及43万儿童。", ["儿童=430000人"]),
        ("兑付8.3亿奖补资金。", ["兑付奖补资金=830000000元"]),
        ("确诊病例已超过961万。", ["确诊病例>9610000例"]),
    ],
)
def test_a_bare_number_takes_its_unit_from_the_noun(text: str, expected: list[str]) -> None:
    assert figures(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("推出100项具有较大知名度的体育赛事。", ["体育赛事=100项"]),
        ("打造50个拥有自主知识产权的品牌。", ["品牌=50个"]),
    ],
)
def test_a_clause_may_describe_what_is_counted(text: str, expected: list[str]) -> None:
    assert figures(text) == expected


def test_a_colon_parts_an_indicator_from_its_figure() -> None:
    text = "地区生产总值：增长5%左右；\n城镇新增就业：37万人以上；\n地址：第5号楼3层。"
    assert figures(text) == ["地区生产总值增长≈5%", "城镇新增就业≥370000人"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("从业人员比重要达到9.5%。", ["从业人员比重=9.5%"]),
        ("广义货币（M2）余额35万亿元。", ["广义货币（M2）余额=35000000000000元"]),
        ("海上风电装机突破一亿千瓦。", ["海上风电装机>100000000千瓦"]),
        ("审批用时3个多小时。", ["审批用时>3小时"]),
        ("在保余额400余亿元。", ["在保余额>40000000000元"]),
        ("平均担保费率降至1%以下。", ["平均担保费率≤1%"]),
        ("第五条 绿地率不低于30%。", ["绿地率≥30%"]),
    ],
)
def test_names_and_units_end_where_they_should(text: str, expected: list[str]) -> None:
    assert figures(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("地区生产总值增长5.5%、达到10万亿元。", [
            "地区生产总值增长=5.5%", "地区生产总值=10000000000000元",
        ]),
        ("竹产业产值增加30亿元、达到500亿元，占比60%。", [
            "竹产业产值增加=3000000000元", "竹产业产值=50000000000元", "竹产业产值占比=60%",
        ]),
        ("预算收入突破4亿元，居全省第9位。", ["预算收入>400000000元", "预算收入全省排名=9位"]),
    ],
)  # fmt: skip
def test_increment_total_share_and_rank_have_one_subject(text: str, expected: list[str]) -> None:
    assert figures(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("城乡低保标准提高到每月815元和615元。", [
            "城镇居民低保标准=815元/月", "农村居民低保标准=615元/月",
        ]),
        ("本外币存、贷款余额双双突破6万亿元。", [
            "本外币存款余额>6000000000000元", "本外币贷款余额>6000000000000元",
        ]),
        ("粮食、油料产量分别达到300万吨、20万吨，分别增长2%、3%。", [
            "粮食产量=3000000吨", "油料产量=200000吨", "粮食产量增长=2%", "油料产量增长=3%",
        ]),
        ("最低工资标准从1800元/月和17元/小时分别提高到2010元/月和20元/小时。", [
            "最低工资标准=1800元/月", "最低工资标准=17元/小时",
            "最低工资标准=2010元/月", "最低工资标准=20元/小时",
        ]),
    ],
)  # fmt: skip
def test_lists_without_items_of_their_own(text: str, expected: list[str]) -> None:
    assert figures(text) == expected


def test_a_figure_on_another_basis_in_brackets_is_left_out() -> None:
    assert figures("预算收入增长3.5%（同口径增长6.2%）。") == ["预算收入增长=3.5%"]


def test_ages_in_a_name_are_no_figures() -> None:
    text = "65岁及以上老年人健康管理率达到70%，3岁以下婴幼儿托位数增加200个。"
    assert [f for f in figures(text) if "岁" in f.split("=")[-1]] == []
    assert figures(text)[0] == "65岁及以上老年人健康管理率=70%"


def test_a_head_of_a_review_that_names_tasks_is_no_plan() -> None:
    text = "一、2025年工作回顾\n（一）圆满完成保障任务\n全省新增泊位30个。\n"
    [found] = read(text, "report")
    assert found.kind == "actual"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("建好首批24个拔尖创新人才培养项目。", ["拔尖创新人才培养项目=24个"]),
        ("首批27名复工人员就位。", ["首批复工人员=27名"]),
        ("举办98场形式多样的配套活动。", ["形式多样的配套活动=98场"]),
        ("来自10个交易团的采购商。", ["交易团=10个"]),
        ("全区12个盟市空气质量全部达标。", ["盟市=12个"]),
        ("11个县（市、区）通过评估。", ["县（市、区）=11个"]),
        ("保护了全国240万公顷湿地。", ["湿地=2400000公顷"]),
    ],
)
def test_what_a_classifier_counts(text: str, expected: list[str]) -> None:
    assert [f.replace("来自", "") for f in figures(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "湖东在14个整建制推进县推广。",
        "加入二十国集团，两度会晤。",
        "16个区均被评为模范城。",
        "连续跨过3个万亿元大关。",
        "新机型速度比传统产品提升30%以上。",
    ],
)
def test_what_is_counted_by_nothing_before_it(text: str) -> None:
    assert not [f for f in figures(text) if not f.startswith(("区=", "模范"))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("降低担保费率至1%及以下。", ["担保费率≤1%"]),
        ("减按1%征收率征税。", ["征收率=1%"]),
        ("有效氯含量为500mg/L。", ["有效氯含量=500毫克/升"]),
        ("人员流动量今天预计超2亿人次。", ["人员流动量>200000000人次"]),
        ("林地面积45万亩，较本世纪初增加了12万亩。", [
            "林地面积=450000亩", "林地面积增加=120000亩",
        ]),
        ("发送旅客2亿人次，日均1000万人次。", [
            "发送旅客=200000000人次", "日均发送旅客=10000000人次",
        ]),
    ],
)  # fmt: skip
def test_what_stands_between_name_and_value_is_no_part_of_the_name(
    text: str, expected: list[str]
) -> None:
    assert figures(text) == expected


def test_places_in_a_list_share_what_is_counted() -> None:
    text = "新增病例3例，其中临江市1例、望海市2例。"
    places = [
        Named(text.index(name), text.index(name) + 3, "City", name, f"urn:{name}")
        for name in ("临江市", "望海市")
    ]
    found = measure(Setting(text, text, REPORT, "other", "五岳省", "urn:w", named=places))
    assert [(m.area, m.indicator, int(m.low)) for m in found] == [
        ("五岳省", "新增病例", 3), ("临江市", "新增病例", 1), ("望海市", "新增病例", 2),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("省财政再给予25%的贴息。", ["省财政贴息比例=25%"]),
        ("按照减免租金的10%给予补助。", ["减免租金补助比例=10%"]),
        ("按保费的50%返还。", ["保费返还比例=50%"]),
        ("对展位费给予50%的支持。", ["展位费支持比例=50%"]),
        ("远景开发强度不超过30%。", ["远景开发强度≤30%"]),
        ("裁员率不超过职工总数20%。", ["裁员率≤20%"]),
        ("支持比例上限由原50%提高至70%。", ["支持比例=50%", "支持比例=70%"]),
    ],
)
def test_shares_of_support(text: str, expected: list[str]) -> None:
    assert [f.replace("上限", "") for f in figures(text)] == expected
    assert {m.kind for m in read(text)} <= {"limit", "baseline"} | (
        {"actual"} if "由" in text else set()
    )


def test_people_are_named_by_what_they_did() -> None:
    assert figures("47人入选国家人才计划。") == ["入选国家人才计划人数=47人"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("电力外送量连续21年居全国首位。", ["电力外送量全国排名=1位"]),
        ("粮食产量连续13年稳定在430亿斤以上。", ["粮食产量≥43000000000斤"]),
        ("预算收入增加10亿元，稳步达到300亿元以上。", [
            "预算收入增加=1000000000元", "预算收入≥30000000000元",
        ]),
        ("第一、第二产业投资年均增长分别为13.9%、5.9%。", [
            "第一产业投资增长=13.9%", "第二产业投资增长=5.9%",
        ]),
        ("对全国经济增长的贡献率从47%提高到50%。", [
            "对全国经济增长贡献率=47%", "对全国经济增长贡献率=50%",
        ]),
    ],
)  # fmt: skip
def test_durations_and_adverbs_before_a_value(text: str, expected: list[str]) -> None:
    assert figures(text) == expected


def test_a_stretch_of_years_holds_for_the_yearly_averages_that_follow() -> None:
    text = "2013—2021年，基础设施投资年均增长12%。高技术产业投资年均增长16%。全省新增企业20家。"
    years = [m.period.start.year if m.period and m.period.start else None for m in read(text)]
    assert years == [2013, 2013, None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "销售额从去年不到20万美元增长到现在的300多万美元。",
            ["销售额<200000美元", "销售额>3000000美元"],
        ),
        ("占比由5年前的10%上升到15%左右。", []),
        ("260多亩甘蔗正在采收。", ["甘蔗>260亩"]),
        ("组织近50场非遗展演活动。", ["非遗展演活动≈50场"]),
        ("九、员工交流距离尽量1米以上。", ["员工交流距离≥1米"]),
        ("对参保职工30人（含）以下的企业给予补贴。", []),
    ],
)
def test_adverbs_and_numbering_are_no_part_of_a_name(text: str, expected: list[str]) -> None:
    assert figures(text) == expected


def test_a_step_that_was_taken_is_a_bound() -> None:
    assert figures("粮食产量站上700亿斤台阶。") == ["粮食产量≥70000000000斤"]
