"""Provisions that tell cases apart, bare phrases, and amounts in a list: over made-up statutes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.qa.said import opened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhengtu.service import Services

HEAD = """---
title: {title}
issuer: 国务院
issued_on: 2021-03-04
---

# {title}

"""
TEXTS = {
    "bridge": HEAD.format(title="星桥通行条例")
    + """第一条　为了管理星桥通行，制定本条例。

第二条　星桥通行证有效期，按照星桥的规模确定：大型的，星桥通行证有效期最长为30年；中型的，\
星桥通行证有效期最长为20年；小型的，星桥通行证有效期最长为10年。星桥通行证有效期满，需要继续通行的，\
应当在届满的30日前办理延续手续。

第三条　星桥驾驶员执照有效期分为六年、十年和长期。

第四条　通行人应当在通行前三日内预约星桥；管理人应当在二日内答复预约。
""",
    "ferry": HEAD.format(title="云渡管理条例")
    + """第一条　为了管理云渡，制定本条例。

第二条　设立云渡应当具备下列条件：

（一）有合格的渡船；

（二）有固定的码头。

第三条　云渡应当安全。

第四条　设立城市云渡的保证金最低限额为十万元，设立农村云渡的保证金最低限额为五万元。
""",
}


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    with opened(tmp_path_factory.mktemp("cases"), TEXTS) as services:
        yield services


def test_all_cases_are_told_where_none_is_named(services: Services) -> None:
    answer = services.ask("星桥通行证有效期最长是多少年？")
    assert [v.value for v in answer.values] == ["30年", "20年", "10年"]
    quote = answer.evidence[0].quote
    assert quote.startswith("第二条")
    assert "届满" not in quote


def test_the_case_that_is_named_is_told_alone(services: Services) -> None:
    answer = services.ask("小型星桥的通行证有效期最长几年？")
    assert [v.value for v in answer.values] == ["10年"]


def test_other_rules_of_the_paragraph_are_no_cases(services: Services) -> None:
    answer = services.ask("管理人应当在几日内答复星桥预约？")
    assert [v.value for v in answer.values] == ["二日内"]


def test_amounts_behind_one_phrase_are_told_together(services: Services) -> None:
    answer = services.ask("设立云渡的保证金最低限额是多少元？")
    assert [v.value for v in answer.values] == ["十万元", "五万元"]
    answer = services.ask("设立农村云渡的保证金最低限额是多少元？")
    assert [v.value for v in answer.values] == ["五万元"]


def test_a_list_of_amounts_is_told_to_its_end(services: Services) -> None:
    answer = services.ask("星桥驾驶员执照有效期是几年？")
    assert [v.value for v in answer.values] == ["六年、十年和长期"]


def test_a_bare_phrase_asks_for_what_it_names(services: Services) -> None:
    answer = services.ask("设立云渡的条件")
    assert "固定的码头" in answer.text
    assert any("按提问理解" in step for step in answer.steps)
    assert not services.ask("云渡的标准费率").answered
