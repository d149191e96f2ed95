"""A small store of made-up documents, built by the real pipeline."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from qa.service import Asker

DOCUMENTS = [
    {
        "id": "anhui-2024",
        "title": "安徽省2024年政府工作报告",
        "issuer": "安徽省人民政府",
        "issued_on": "2024-01-23",
        "text": "安徽省2024年政府工作报告\n\n一、2023年工作回顾\n\n"
        "全省地区生产总值增长5.8%，城镇新增就业72万人。\n\n二、2024年主要目标\n\n"
        "今年发展主要预期目标是：全省地区生产总值增长6%左右，城镇新增就业60万人以上，"
        "城镇调查失业率5.5%左右，粮食产量800亿斤以上。\n",
    },
    {
        "id": "hunan-2024",
        "title": "湖南省2024年政府工作报告",
        "issuer": "湖南省人民政府",
        "issued_on": "2024-01-24",
        "text": "湖南省2024年政府工作报告\n\n一、2023年工作回顾\n\n"
        "全省地区生产总值增长4.6%，城镇新增就业75万人。\n\n二、2024年主要目标\n\n"
        "今年发展主要预期目标是：全省地区生产总值增长5.5%—6%，城镇新增就业70万人以上，"
        "城镇调查失业率5.5%左右。\n",
    },
    {
        "id": "cloud-news",
        "title": "多地加快建设政务云",
        "text": "多地加快建设政务云\n\n"
        "宁波市建设政务云平台，总投资2.4亿元，其中市级财政投入6000万元。\n\n"
        "厦门市将“交通大脑系统”纳入《厦门市数字城市条例》。\n\n"
        "贵州、重庆、四川等省市制定了数据共享规划。\n\n"
        "珠海市与华锐信息公司签约，以BOT方式打造“数字珠海”，计划到2019年建成。\n\n"
        "设立首席数据官的有10多个市，包括南通、绍兴、嘉兴。\n\n"
        "政务云是指由政府统筹建设、各部门共同使用的计算和存储平台。\n",
    },
]  # fmt: skip


@pytest.fixture(scope="session")
def store_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the documents above."""
    from corpus import read
    from corpus.document import Failure
    from kg.build import document_graph
    from kg.storage.directory import Store
    from nlp.pipeline import load
    from qa.retrieval import IndexWriter

    folder = tmp_path_factory.mktemp("qa")
    source = folder / "documents.jsonl"
    source.write_text("\n".join(json.dumps(d, ensure_ascii=False) for d in DOCUMENTS), "utf-8")
    path = folder / "store"
    store = Store.open(path)
    assert store.folder is not None
    with store.writer() as graphs, IndexWriter(store.folder) as index:
        for document in read([source]):
            assert not isinstance(document, Failure)
            graphs.replace(document, document_graph(document, load().extract(document)))
            index.replace(document)
    store.close()
    return path


@pytest.fixture(scope="session")
def asker(store_path: Path) -> Iterator[Asker]:
    """Answers questions over the store."""
    from kg.storage.directory import Store
    from qa.retrieval import Retriever
    from qa.service import Asker

    store = Store.open_read_only(store_path)
    assert store.folder is not None
    yield Asker(store.view(), store.archive, Retriever.open(store.folder))
    store.close()
