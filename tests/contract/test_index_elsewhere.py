"""A store whose indexes are in Milvus: build, ask, remove, back up, as with those in the folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.storage.backup import backup
from qa.error import RetrievalError
from qa.retrieval.milvus.record import FOLDER
from tests.contract.engine import milvus_server
from zhengtu.service import build, open_services, remove
from zhengtu.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.slow

QUESTIONS = (
    "武汉智慧城市项目中政府投资是多少？",
    "2026年GDP增长目标最高的是哪个省？",
    "《数据安全法》现在有效吗？",
    "什么是政务云？",
    "火星移民计划的投资是多少？",
)


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with milvus_server(tmp_path_factory.mktemp("milvus")) as address:
        yield address


def test_the_sample_is_answered_the_same_wherever_its_indexes_are(url: str, tmp_path: Path) -> None:
    here = Settings(store=tmp_path / "here", workers=1, embedding_model="zhengtu")
    there = Settings(store=tmp_path / "there", workers=1, embedding_model="zhengtu", index_url=url)
    for settings in (here, there):
        build([], settings)
    with open_services(here) as expected, open_services(there) as services:
        for question in QUESTIONS:
            mine, other = services.ask(question), expected.ask(question)
            assert (mine.answered, mine.text) == (other.answered, other.text), question
        first = services.search("政务信息系统整合共享")[0]
        assert first.document == expected.search("政务信息系统整合共享")[0].document
    again = build([], there)
    assert (again.added, again.updated) == (0, 0)
    remove(first.document, there)
    with open_services(there) as services:
        found = services.search("政务信息系统整合共享", limit=50)
        assert found
        assert first.document not in {each.document for each in found}
    assert backup(there.store, tmp_path / "copy")
    copy = there.model_copy(update={"store": tmp_path / "copy"})
    assert not list((tmp_path / "copy").glob(f"*/{FOLDER}/*"))
    with open_services(copy) as services, pytest.raises(RetrievalError, match="zhengtu build"):
        services.search("政务信息系统整合共享")
    build([], copy)
    with open_services(copy) as services:
        assert services.search("政务信息系统整合共享")[0].document == first.document
