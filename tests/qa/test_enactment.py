"""Who adopted or approved a text, when and in which session, by the notes below its title."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from zhengtu.service import build, open_services
from zhengtu.settings import load_settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from zhengtu.service import Services

TEXT = """# 临河市灯会管理规定

2018年3月9日 临河市第六届人民代表大会常务委员会第十一次会议通过
2018年5月20日湖南省第十三届人民代表大会常务委员会第四次会议批准

第一条 为了加强灯会管理，制定本规定。

第二条 举办灯会应当经市文化部门批准。

第三条 本规定自2018年7月1日起施行。
"""


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    folder: Path = tmp_path_factory.mktemp("enactment")
    (folder / "rule.md").write_text(TEXT, encoding="utf-8")
    settings = load_settings(store=folder / "store", workers=1)
    build([str(folder / "rule.md")], settings)
    with open_services(settings) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("临河市灯会管理规定什么时候批准的？", ["2018年5月20日"]),
        ("临河市灯会管理规定什么时候通过的？", ["2018年3月9日"]),
        ("这个规定由谁批准？", ["湖南省第十三届人民代表大会常务委员会"]),
        ("第几次会议通过了这个规定？", ["第十一次会议"]),
    ],
)
def test_each_step_of_a_text_is_told_by_its_verb(
    services: Services, question: str, values: list[str]
) -> None:
    answer = services.ask(question)
    assert [value.value for value in answer.values] == values
    text = services.document(answer.evidence[0].document).text
    for each in answer.evidence:
        assert text[each.start : each.end] == each.quote


def test_what_a_body_approves_by_the_text_is_no_step_of_the_text(services: Services) -> None:
    said = [value.value for value in services.ask("举办灯会经谁批准？").values]
    assert said == ["市文化部门"]
