"""Documents looked up one by one and all at once give the same; texts are made up."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from rdflib import URIRef

from kg.link import known
from kg.link.known import Known
from kg.statement import document_iri
from kg.storage.directory import Store
from kg.time.validity import statuses
from ontology.namespace import ZT
from zhengtu.service import build
from zhengtu.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

LAW = """---
title: 云河省水条例
issuer: [云河省人民代表大会常务委员会]
issued_on: {day}
---

# 云河省水条例

（{chinese}云河省人民代表大会常务委员会第{number}次会议通过）

第一条 为了保护水资源，制定本条例。

第二条 本条例自{start}起施行。{more}
"""
TEXTS = {
    "old": LAW.format(
        day="2001-05-06", chinese="2001年5月6日", number="二", start="2001年7月1日", more=""
    ),
    "new": LAW.format(
        day="2015-03-04",
        chinese="2015年3月4日",
        number="九",
        start="2015年6月1日",
        more="《云河省节水办法》同时废止。",
    ),
    "ended": LAW.replace("水条例", "节水办法").format(
        day="1999-02-03", chinese="1999年2月3日", number="一", start="1999年3月1日", more=""
    ),
}


@pytest.mark.parametrize("whole", [False, True], ids=["one by one", "all at once"])
def test_verdicts_do_not_depend_on_how_they_are_looked_up(
    whole: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, text in TEXTS.items():
        (tmp_path / f"{name}.md").write_text(text, "utf-8")
    settings = Settings(store=tmp_path / "store", workers=1)
    assert not build([str(tmp_path / f"{name}.md") for name in TEXTS], settings).failed
    monkeypatch.setattr(known, "WHOLE_FROM", 1 if whole else 10)
    with Store.open_read_only(settings.store) as store:
        view = store.view()
        ids = {name: str(document_iri(f"{name}.md")) for name in TEXTS}
        quoted = dict(zip(ids, statuses(view, ids.values(), date(2016, 1, 1)), strict=True))
        assert {name: each.reason for name, each in quoted.items()} == {
            "old": "newer_version", "new": "in_force", "ended": "repealed",
        }  # fmt: skip
        assert quoted["ended"].until == date(2015, 5, 31)
        assert all(each.evidence for each in quoted.values())
        bare = list(statuses(view, ids.values(), date(2016, 1, 1), quoted=False))
        assert [each.reason for each in bare] == [each.reason for each in quoted.values()]
        cited = view.statements(None, ZT.repeals)[0].object
        acts = Known(view).acts(ZT.repeals, URIRef(cited))
        assert [str(each.subject) for each in acts] == [ids["new"]]
