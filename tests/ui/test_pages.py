"""Each page over a reader without a store."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from streamlit.testing.v1 import AppTest

if TYPE_CHECKING:
    from streamlit.testing.v1.element_tree import Button

    from zhengtu.ui.site import Site

PAGES = ("asking", "library", "querying", "about")


def run(site: Site, page: str, **address: str) -> AppTest:
    def script(site: object, page: str) -> None:
        import importlib

        importlib.import_module(f"zhengtu.ui.{page}").show(site)

    shown = AppTest.from_function(script, args=(site, page), default_timeout=20)
    for name, value in address.items():
        shown.query_params[name] = value
    shown.run()
    assert not shown.exception
    return shown


def elements(shown: AppTest, kind: str) -> list[Any]:
    return list(shown.get(kind))


def words(shown: AppTest) -> str:
    return "\n".join(str(each.value) for each in elements(shown, "html"))


def labels(shown: AppTest, kind: str) -> list[str]:
    return [str(each.label) for each in elements(shown, kind)]


def links(shown: AppTest) -> dict[str, str]:
    return {each.proto.label: each.proto.query_string for each in elements(shown, "page_link")}


def button(shown: AppTest, name: str) -> Button:
    return next(each for each in shown.button if each.label == name)


def test_first_visit_offers_questions_that_ask_themselves(site: Site) -> None:
    shown = run(site, "asking")
    assert "2 份文件" in words(shown)
    button(shown, "云岭市政府投资是多少？").click().run()
    assert shown.query_params["q"] == "云岭市政府投资是多少？"
    assert "云岭市政府投资为550万元。" in words(shown)
    assert shown.text_input[0].value == "云岭市政府投资是多少？"


def test_address_alone_shows_the_answer_with_its_quote_in_context(site: Site) -> None:
    shown = run(site, "asking", q="云岭市政府投资是多少？")
    page = words(shown)
    assert page.index("云岭市政府投资为550万元。") < page.index(
        "《关于推进云岭市数字政务建设的通知》"
    )
    assert '到2027年，</span><mark class="zt-hit" style="color:inherit">云岭市政府投资<' in page
    assert '<span class="zt-value">550万元</span></mark>' in page
    for part in ("云岭市人民政府", "云政发〔2026〕3号", "2026-03-02", "云岭市 → 地区"):
        assert part in page
    assert 'href="https://www.example.org/a"' in page
    (editor,) = elements(shown, "bidi_component")
    assert json.loads(editor.proto.json)["query"] == "SELECT ?x { ?x ?y ?z }"
    reference = str(shown.code[0].value)
    assert reference.startswith("云岭市政府投资为550万元。[1]")
    assert "“云岭市政府投资550万元”" in reference
    start = site.reader.document("a.md").text.index("云岭市政府投资550万元")
    assert f"at={start}-{start + 12}" in links(shown)["在全文中查看"]
    assert "doc=a.md" in links(shown)["在全文中查看"]
    assert "sparql=SELECT" in links(shown)["在查询页中打开"]


def test_typed_question_and_day_go_into_the_address(site: Site) -> None:
    shown = run(site, "asking")
    shown.text_input[0].set_value(" 云岭市政府投资是多少？ ")
    shown.date_input[0].set_value(date(2026, 5, 1))
    button(shown, "提问").click().run()
    assert shown.query_params["q"] == "云岭市政府投资是多少？"
    assert shown.query_params["date"] == "2026-05-01"
    assert site.reader.asked == [("云岭市政府投资是多少？", date(2026, 5, 1))]  # type: ignore[attr-defined]


@pytest.mark.parametrize("day", ["2026-13-01", "gestern", "0001-01-01", "9999-12-31"])
def test_wrong_day_in_the_address_is_no_day(site: Site, day: str) -> None:
    run(site, "asking", q="成都投资是多少？", date=day)
    assert site.reader.asked == [("成都投资是多少？", None)]  # type: ignore[attr-defined]


def test_answer_is_kept_until_the_store_changes(site: Site) -> None:
    from dataclasses import replace

    for version in (site.version, site.version, site.version + "later"):
        run(replace(site, version=version), "asking", q="成都投资是多少？")
    assert len(site.reader.asked) == 2  # type: ignore[attr-defined]


def test_abstention_says_why_and_offers_what_can_be_asked(site: Site) -> None:
    shown = run(site, "asking", q="成都投资是多少？")
    assert "没有提到成都" in words(shown)
    assert "zt-abstained" in words(shown)
    button(shown, "云岭市政府投资是多少？").click().run()
    assert "云岭市政府投资为550万元。" in words(shown)


def test_table_answer_is_a_table_and_a_file(site: Site) -> None:
    shown = run(site, "asking", q="列出投资")
    frame = shown.dataframe[0].value
    assert list(frame.columns) == ["地区", "数值"]
    assert list(frame["地区"]) == ["云岭市", "=1+1"]
    assert labels(shown, "download_button") == ["下载 CSV（2 行）", "下载 Excel"]
    assert words(shown).count('class="zt-quote"') == 5
    assert "其余 1 条原文依据" in labels(shown, "expander")


def test_question_at_fault_gets_its_message(site: Site) -> None:
    from qa.error import QuestionError

    site.reader.error = QuestionError("问题太长：请*缩短*。")  # type: ignore[attr-defined]
    assert run(site, "asking", q="长").warning[0].value == "问题太长：请\\*缩短\\*。"


def test_documents_are_listed_filtered_and_open(site: Site) -> None:
    shown = run(site, "library")
    assert len(links(shown)) == 2
    assert "政府工作报告" in words(shown)
    assert "<span>2 条事实</span>" in words(shown)
    shown.text_input[0].set_value("云政发 2026-03").run()
    assert links(shown) == {"关于推进云岭市数字政务建设的通知": "doc=a.md"}
    shown.text_input[0].set_value("没有这份").run()
    assert not links(shown)


def test_document_shows_what_it_is_and_where_facts_stand(site: Site) -> None:
    shown = run(site, "library", doc="a.md", at="60-70")
    page = words(shown)
    for part in ("云政发〔2026〕3号", "云岭市人民政府", "不一致", "&lt;u&gt;2026-03-03&lt;/u&gt;"):
        assert part in page
    assert 'class="zt-m zt-m-City"' in page
    assert 'class="zt-fact"' in page
    assert 'id="zt-at"' in page
    assert '<a href="#zt-s' in page
    facts = run(site, "library", doc="a.md", view="facts")
    assert list(facts.dataframe[0].value["内容"]) == ["平台<i>"]


@pytest.mark.parametrize("at", ["9-3", "0-999999", "x", "-1-5", "1-2-3"])
def test_place_outside_the_document_is_ignored(site: Site, at: str) -> None:
    assert 'id="zt-at"' not in words(run(site, "library", doc="a.md", at=at))


def test_unknown_document_gets_a_message_and_the_way_back(site: Site) -> None:
    shown = run(site, "library", doc="nichts")
    assert "没有编号为nichts的文件" in str(shown.warning[0].value)
    assert list(links(shown)) == ["全部文件"]


def test_long_document_comes_in_parts_and_opens_at_the_place(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    from zhengtu.ui import reading

    monkeypatch.setattr(reading, "PART", 40)
    document = site.reader.document("a.md")
    parts = reading.divide(document)
    assert "".join(document.text[a:b] for a, b in parts) == document.text
    assert all(b - a <= 40 for a, b in parts)
    shown = run(site, "library", doc="a.md", at=f"{parts[1][0]}-{parts[1][0] + 2}")
    assert shown.selectbox[0].value == 1
    assert 'id="zt-at"' in words(shown)


def test_query_runs_from_the_address(site: Site) -> None:
    shown = run(site, "querying")
    assert "100,000 行" in words(shown)
    assert not shown.dataframe
    again = run(site, "querying", sparql="SELECT ?题目 {}")
    (editor,) = elements(again, "bidi_component")
    assert json.loads(editor.proto.json)["query"] == "SELECT ?题目 {}"
    assert list(again.dataframe[0].value.columns) == ["题目", "题目 2"]
    assert list(again.dataframe[0].value["题目 2"]) == ["1", ""]


def test_updating_query_gets_a_message(site: Site) -> None:
    shown = run(site, "querying", sparql="INSERT DATA {}")
    assert "INSERT would change the graph" in shown.error[0].value
    assert not shown.dataframe


def test_samples_run_with_a_click(site: Site) -> None:
    shown = run(site, "querying")
    button(shown, "各机关发布了多少文件").click().run()
    assert "zt:issuedBy" in str(shown.query_params["sparql"])
    assert shown.dataframe


def test_sample_queries_use_terms_of_the_ontology() -> None:
    from ontology.lexicon import terms
    from zhengtu.service.cookbook import recipes

    known = {term.name for term in terms()}
    for recipe in recipes():
        assert set(re.findall(r"zt:(\w+)", recipe.query)) <= known


def test_about_tells_what_is_in_the_store(site: Site) -> None:
    page = words(run(site, "about"))
    for part in ("它不知道什么", "<dt>事实</dt><dd>12,345</dd>", str(site.settings.store)):
        assert part in page


HOSTILE_PAGES = [
    ("asking", {}), ("asking", {"q": "坏"}), ("library", {}), ("library", {"doc": "<b>.md"}),
    ("library", {"doc": "a.md"}), ("querying", {"sparql": "SELECT"}),
]  # fmt: skip


@pytest.mark.parametrize(("page", "address"), HOSTILE_PAGES)
def test_words_of_documents_are_never_markup(
    site: Site, page: str, address: dict[str, str]
) -> None:
    shown = run(site, page, **address)
    own = "".join(
        each.value for each in elements(shown, "html") if "scrollIntoView" not in each.value
    )
    for part in ("<script", "<img", 'onerror="', "<b>粗", "<u>", "<i>", 'href="javascript'):
        assert part not in own
    assert not shown.markdown
    for each in labels(shown, "button") + list(links(shown)):
        unescaped = re.sub(r"\\.", "", each)
        assert not re.search(r"[<\[$]|:material", unescaped)


def test_every_entity_label_has_a_colour_and_a_name() -> None:
    from typing import get_args

    from nlp.extraction import Label
    from zhengtu.ui import palette

    for name in get_args(Label):
        assert name in palette.COLOURS
        assert palette.name(name) != name
