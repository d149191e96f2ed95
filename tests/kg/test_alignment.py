"""A local text beside its superior one: what was kept, changed, added, left out. Made-up texts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import RawDocument, parse
from kg.comparison.alignment import align, units
from kg.comparison.rewording import Change, changes

SUPERIOR = """# 数据共享管理条例

2019年3月1日 发布

第一条 为了规范数据共享活动，提高公共服务的水平，制定本条例。

第二条 国家鼓励企业向社会开放自有数据资源；行政机关可以委托专业机构承担数据的加工。

第三条 受理机构应当自收到数据使用申请之日起三十日内作出书面答复。

第四条 违反保密义务泄露他人信息的，处一万元以上五万元以下的罚款。

第五条 本条例自2019年5月1日起施行。
"""
LOCAL = """# 云河省数据共享管理办法

2020年2月29日 发布

第一条 为了规范数据共享活动，提高公共服务的水平，制定本办法。

第二条 受理机构应当自收到数据使用申请之日起二十日内作出书面答复。

第三条 全省的企业应当向社会开放自有数据资源。

第四条 沿河各市轮流举办年度龙舟展演，所需经费列入预算。

第五条 本办法自2020年5月1日起施行。
"""


def test_what_was_kept_changed_added_and_left_out() -> None:
    found = align(parse(RawDocument("l.md", LOCAL)), parse(RawDocument("s.md", SUPERIOR)))
    assert [(pair.superior.section, pair.local.section, pair.verdict) for pair in found.pairs] == [
        ("第一条", "第一条", "copied"),
        ("第三条", "第二条", "changed"),
        ("第二条", "第三条", "changed"),
        ("第五条", "第五条", "changed"),
    ]
    told = [change for pair in found.pairs for change in pair.changes if change.kind != "wording"]
    assert told == [
        Change("deadline", "三十日内", "二十日内"),
        Change("modality", "鼓励", "应当"),
        Change("date", "2019年5月1日", "2020年5月1日"),
    ]
    assert [unit.section for unit in found.added] == ["第四条"]
    assert [unit.section for unit in found.left_out] == ["第二条", "第四条"]
    assert found.lag == 365
    assert found.summary() == {"copied": 1, "changed": 3, "added": 1, "left_out": 2}


def test_quotes_are_of_the_texts() -> None:
    local, superior = parse(RawDocument("l.md", LOCAL)), parse(RawDocument("s.md", SUPERIOR))
    found = align(local, superior).to_json()
    for pair in found["pairs"]:
        for document, side in ((local, "local"), (superior, "superior")):
            place = pair[side]
            assert document.quote(place["start"], place["end"]) == place["quote"]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("应当公开。", "应当公开。", []),
        ("依照本法处理。", "依照本条例处理。", []),  # the name of itself
        ("可以设立专门的委员会。", "应当设立专门的委员会。", [("modality", "可以", "应当")]),
        ("应当登记车辆信息。", "应当登记车辆信息，不得涂改。", []),  # a clause more
        ("处一千元罚款。", "处二千元罚款。", [("quantity", "一千元", "二千元")]),
        ("自2004年7月起施行。", "自2014年7月起施行。", [("deadline", "2004年", "2014年")]),
    ],
)
def test_changes(before: str, after: str, expected: list[tuple[str, str, str]]) -> None:
    told = [(c.kind, c.before, c.after) for c in changes(before, after) if c.kind != "wording"]
    assert told == expected


@given(st.text(alphabet="甲乙丙丁应当可以30日内，。；\n", max_size=200))
def test_a_text_beside_itself_is_copied(body: str) -> None:
    document = parse(RawDocument("a.md", f"# 某条例\n\n{body}"))
    found = align(document, document)
    assert found.summary()["changed"] == 0
    assert len(found.pairs) + len(found.added) == len(units(document))
