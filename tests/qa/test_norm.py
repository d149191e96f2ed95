"""Questions about what documents demand, forbid, encourage and allow."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qa.service import Asker

DOCUMENTS = [
    {
        "id": "cloud",
        "title": "江海省云票管理条例",
        "text": "江海省云票管理条例\n\n第一条 云票单位应当建立云票台账。\n\n"
        "第二条 任何单位和个人不得倒卖云票。\n\n第三条 云票单位不得有下列行为：\n\n"
        "（一）伪造云票印章；\n\n（二）销毁云票台账。\n\n"
        "第四条 鼓励企业使用云票。持票人可以查询云票台账。\n\n"
        "第五条 平台应当公开目录。未公开目录的，不得收费。\n",
    },
    {
        "id": "river",
        "title": "江海省河道保护办法",
        "text": "江海省河道保护办法\n\n第一条 禁止向河道倾倒垃圾。\n\n"
        "第二条 鼓励社会力量参与河道保护。\n",
    },
]


@pytest.fixture(scope="module")
def asker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asker]:
    """Answers questions over the documents above."""
    from corpus import read
    from corpus.document import Failure
    from kg.build import document_graph
    from kg.storage.directory import Store
    from nlp.pipeline import load
    from qa.retrieval import IndexWriter, Retriever
    from qa.service import Asker

    folder = tmp_path_factory.mktemp("norm")
    source = folder / "documents.jsonl"
    source.write_text("\n".join(json.dumps(d, ensure_ascii=False) for d in DOCUMENTS), "utf-8")
    store = Store.open(folder / "store")
    assert store.folder is not None
    with store.writer() as graphs, IndexWriter(store.folder) as index:
        for document in read([source]):
            assert not isinstance(document, Failure)
            graphs.replace(document, document_graph(document, load().extract(document)))
            index.replace(document)
    store.close()
    opened = Store.open_read_only(folder / "store")
    assert opened.folder is not None
    yield Asker(opened.view(), opened.archive, Retriever.open(opened.folder))
    opened.close()


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("《江海省云票管理条例》禁止什么？", {"倒卖云票", "伪造云票印章", "销毁云票台账"}),
        ("《江海省云票管理条例》规定云票单位不得做什么？", {"伪造云票印章", "销毁云票台账"}),
        ("《江海省云票管理条例》鼓励什么？", {"使用云票"}),
        ("《江海省云票管理条例》规定平台应当做什么？", {"公开目录"}),
        ("《江海省云票管理条例》中持票人可以做什么？", {"查询云票台账"}),
        ("哪些文件禁止倾倒垃圾？", {"《江海省河道保护办法》"}),
        ("哪些文件鼓励社会力量参与保护？", {"《江海省河道保护办法》"}),
    ],
)
def test_norms_are_told_with_their_quotes(asker: Asker, question: str, values: set[str]) -> None:
    answer = asker.ask(question)
    assert {value.value for value in answer.values} == values
    assert answer.evidence
    texts = {d["id"]: d["text"] for d in DOCUMENTS}
    assert all(texts[c.document][c.start : c.end] == c.quote for c in answer.evidence)


@pytest.mark.parametrize(
    "question", ["哪些文件禁止饲养宠物？", "《江海省河道保护办法》规定平台应当做什么？"]
)
def test_what_no_document_says_is_left_open(asker: Asker, question: str) -> None:
    assert not asker.ask(question).answered


def test_the_query_shown_finds_the_norms(asker: Asker) -> None:
    answer = asker.ask("《江海省云票管理条例》禁止什么？")
    assert answer.sparql is not None
    rows = asker._view.select(answer.sparql)
    assert {str(row["action"]) for row in rows} == {v.value for v in answer.values}
