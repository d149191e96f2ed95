"""Things found by a name; texts are made up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.link.ledger import missing
from kg.statement import document_iri
from kg.storage.directory import Store
from zhengtu.service import build, open_services
from zhengtu.service.explore import search
from zhengtu.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

RULES = """---
title: 云河省节水办法
issuer: [云河省人民政府]
issued_on: 2020-01-02
---

# 云河省节水办法

第一条 为了节约用水，制定本办法。
"""
CITING = """---
title: 关于做好节水工作的通知
issuer: [云河省水利厅]
issued_on: 2021-03-04
---

# 关于做好节水工作的通知

根据《云河省节水办法》和《云河省水价规定》，现就节水工作通知如下。
"""


def test_a_document_that_is_held_and_cited_is_found_once(tmp_path: Path) -> None:
    (tmp_path / "rules.md").write_text(RULES, "utf-8")
    (tmp_path / "citing.md").write_text(CITING, "utf-8")
    settings = Settings(store=tmp_path / "store", workers=1)
    build([str(tmp_path / "rules.md"), str(tmp_path / "citing.md")], settings)
    with Store.open_read_only(settings.store) as store:
        view = store.view()
        found = [each for each in search(view, "节水办法") if each.label == "云河省节水办法"]
        assert len(found) == 1
        assert found[0].iri == str(document_iri("rules.md"))
        assert found[0].documents == 1
        absent = missing(view)
        assert [each.title for each in absent] == ["云河省水价规定"]
    with open_services(settings) as services:
        assert services.counts()["missing"] == len(absent)
