"""Reading facts and documents from a store: only what is needed, and all of that."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from kg import view as reading
from kg.storage.directory import Store
from ontology.iri import mint
from ontology.lexicon import document_kind
from qa.question.focus import Asked
from qa.question.intent import understand
from qa.question.lexicon import lexicon
from qa.recall import selection
from qa.recall.candidate import by_passages
from qa.recall.fact import facts, facts_of
from qa.recall.rank import rank_figures
from qa.retrieval import Hit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from qa.service import Asker


@pytest.fixture(scope="module")
def store(store_path: Path) -> Iterator[Store]:
    found = Store.open_read_only(store_path)
    yield found
    found.close()


def at(document: str, start: int, end: int) -> Hit:
    return Hit(document, start, end, (), 1.0)


def test_only_facts_of_the_passages_are_read(store: Store) -> None:
    text = store.archive.text("anhui-2024")[0]
    past, aims = text.index("二、2024年主要目标"), len(text)
    view = store.view()
    early = by_passages(view, [at("anhui-2024", 0, past)])
    late = by_passages(view, [at("anhui-2024", past, aims)])
    assert {f.figure.value_text for f in early if f.figure} == {"5.8%", "72万人"}
    assert {f.figure.kind for f in late if f.figure} == {"target"}
    assert {f.document for f in (*early, *late)} == {"anhui-2024"}
    assert not any(f.predicate in {"mentions", "title"} for f in (*early, *late))


def test_passages_that_touch_or_overlap_are_one(store: Store) -> None:
    view, size = store.view(), len(store.archive.text("anhui-2024")[0])
    whole = by_passages(view, [at("anhui-2024", 0, size)])
    parts = [at("anhui-2024", 60, size), at("anhui-2024", 0, 40), at("anhui-2024", 40, 70)]
    assert {f.object for f in by_passages(view, parts)} == {f.object for f in whole}
    both = by_passages(view, [*parts, at("hunan-2024", 0, 1000)])
    assert Counter(f.document for f in both)["anhui-2024"] == len(whole)
    assert {f.document for f in both} == {"anhui-2024", "hunan-2024"}
    assert by_passages(view, []) == []


def test_only_what_the_focus_can_use_is_read_of_passages(asker: Asker, store: Store) -> None:
    view, size = store.view(), len(store.archive.text("anhui-2024")[0])
    hits = [at("anhui-2024", 0, size)]
    how_much = understand("安徽省粮食产量目标是多少？", asker.pipeline, lexicon())
    who = understand("安徽省由谁发布？", asker.pipeline, lexicon())
    whole = by_passages(view, hits)
    figures, relations = (by_passages(view, hits, intent) for intent in (how_much, who))
    assert {f.object for f in figures} == {f.object for f in whole if f.figure}
    assert {f.object for f in relations} == {f.object for f in whole if not f.figure}
    assert figures


def test_statements_keep_their_order_over_several_queries(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = store.view()
    rows = view.select(
        "PREFIX zt: <https://w3id.org/zhengtu/ontology#> SELECT ?x { ?x zt:document ?d }"
    )
    names = [str(row["x"]) for row in rows][::-1]
    whole = facts_of(view, names)
    monkeypatch.setattr(reading, "BATCH", 3)
    assert facts_of(view, names) == whole
    assert len(whole) > 6
    assert all(f.quote and f.end > f.start for f in whole)  # what is declared has no quote
    alone = [fact for name in names for fact in facts_of(view, [name])]
    assert alone == whole
    assert facts_of(view, ["https://example.org/none", *names]) == whole


def test_a_fact_has_its_labels_figure_and_place(store: Store) -> None:
    document = mint("document", "anhui-2024")
    pattern = f"  ?statement rdf:predicate zt:hasObservation ; zt:document <{document}> ."
    found = {f.figure.value_text: f for f in facts(store.view(), pattern) if f.figure}
    aim = found["6%左右"]
    assert aim.figure is not None
    assert (aim.figure.indicator, aim.figure.area) == ("地区生产总值增长", "安徽省")
    assert (aim.figure.kind, aim.figure.unit) == ("target", "%")
    assert store.archive.text("anhui-2024")[0][aim.start : aim.end] == aim.quote


def test_all_words_are_looked_for_at_once(store: Store) -> None:
    archive = store.archive
    assert archive.containing_all(["政务云"]) == {"cloud-news"}
    assert archive.containing_all(["目标", "粮食产量"]) == {"anhui-2024"}
    assert archive.containing_all(["目标", "码头"]) == set()
    assert archive.containing_all([]) == {"anhui-2024", "hunan-2024", "cloud-news"}


def test_few_titles_or_many_give_the_same_documents(
    asker: Asker, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = "关于政务云的文件有哪些？"
    few = asker.ask(question)
    monkeypatch.setattr(selection, "MOST_TITLED", 0)
    assert asker.ask(question) == few
    assert [value.value for value in few.values] == ["《多地加快建设政务云》"]


def test_a_figure_of_the_question_is_not_its_answer(asker: Asker, store: Store) -> None:
    told = facts(store.view(), "  ?statement rdf:predicate zt:hasObservation .")

    def left(question: str) -> set[str]:
        intent = understand(question, asker.pipeline, lexicon())
        assert intent.focus.asked is Asked.NUMBER
        return {s.fact.figure.value_text for s in rank_figures(intent, told) if s.fact.figure}

    assert "2.4亿元" not in left("总投资2.4亿元的平台投入了多少元？")
    assert "2.4亿元" in left("总投资12.4亿元的平台投入了多少元？")


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("关于办好夜校的实施意见", "Opinion"),
        ("意见", "Opinion"),
        ("见", None),
        ("", None),
        ("夜校的办法", "Measures"),
        ("夜校的做法", None),
    ],
)
def test_the_longest_word_at_the_end_names_the_kind(title: str, kind: str | None) -> None:
    assert document_kind(title) == kind
