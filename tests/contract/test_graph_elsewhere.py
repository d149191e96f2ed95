"""The sample documents with their graph at an endpoint: what comes out is what embedded gives."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import pytest
from starlette.testclient import TestClient

from kg.endpoint.address import EndpointError
from kg.endpoint.backend import EndpointBackend
from kg.storage.backup import backup
from kg.storage.directory import Store, current_generation
from zhengtu.server.app import create_app
from zhengtu.service import build, open_services, remove
from zhengtu.service.live import LiveServices
from zhengtu.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kg.endpoint.address import Endpoint
    from zhengtu.service import Services

pytestmark = pytest.mark.slow

QUESTIONS = (
    "武汉智慧城市项目中政府投资是多少？",
    "武汉市智慧城市项目总投资是多少？",
    "成都市智慧城市投资是多少？",
    "2026年GDP增长目标最高的是哪个省？",
    "2026年GDP增长目标最低的是哪个省？",
    "浙江省2026年GDP增长目标是多少？",
    "列出各省2026年地区生产总值增长目标",
    "福建省2026年城镇新增就业目标是多少？",
    "浙江省和福建省2026年地区生产总值增长目标相差多少？",
    "2026年城镇新增就业目标超过40万人的省有哪些？",
    "有几个省提出了2026年城镇新增就业目标？",
    "北京市2026年地区生产总值增长目标超过4%吗？",
    "国发〔2015〕50号是什么文件？",
    "国办发〔2016〕23号是哪个机关发布的？",
    "《网络安全法》什么时候施行？",
    "《数据安全法》现在有效吗？",
    "《网络安全审查办法》被哪些文件引用？",
    "哪些文件引用了《网络安全法》？",
    "《网络安全法》第一条规定了什么？",
    "国务院办公厅发布了哪些文件？",
    "国家发展改革委2014年发布了哪些文件？",
    "2015年发布了几份文件？",
    "哪些省提出了数据要素市场？",
    "谁牵头推进政务信息系统整合共享？",
    "珠三角智慧城市群是哪个省提出的？",
    "哪些城市采用了政府购买服务？",
    "什么是政务云？",
    "火星移民计划的投资是多少？",
    "重庆市2026年研发投入目标是多少？",
    "广西2026年的经济目标有哪些？",
    "What is Zhejiang's GDP growth target for 2026?",
    "2014年智慧城市建设有哪些模式？",
)
NOTICE = """湖北省人民政府办公厅关于推进政务数据共享的通知
鄂政办发〔2024〕7号

各市、州、县人民政府：
省数据局牵头建立政务数据共享协调机制。各地要在2025年底前建成数据共享平台。

湖北省人民政府办公厅
2024年3月5日
"""
SAID = "省数据局牵头建立政务数据共享协调机制。"
LEADS = """PREFIX zt: <https://w3id.org/zhengtu/ontology#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
SELECT DISTINCT ?quote WHERE { ?s rdf:predicate zt:leads ; zt:quote ?quote }"""


def settings_of(store: Path, endpoint: Endpoint | None = None) -> Settings:
    return Settings(
        store=store,
        workers=1,
        graph_url=None if endpoint is None else endpoint.query,
        graph_store_url=None if endpoint is None else endpoint.graph_store,
    )


@pytest.fixture(scope="module")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    """The sample documents in a store without an endpoint."""
    settings = settings_of(tmp_path_factory.mktemp("embedded") / "store")
    build([], settings)
    with open_services(settings) as services:
        yield services


def exported(services: Services) -> bytes:
    target = io.BytesIO()
    services.export(target, "nquads", provenance=True)
    return target.getvalue()


def test_the_sample_is_the_same_wherever_its_graph_is(
    embedded: Services, endpoint: Endpoint, tmp_path: Path
) -> None:
    settings = settings_of(tmp_path / "store", endpoint)
    report = build([], settings)
    assert (report.added, report.failed) == (embedded.document_count(), ())
    with open_services(settings) as services:
        assert exported(services) == exported(embedded)
        for question in QUESTIONS:
            assert services.ask(question) == embedded.ask(question), question
        assert services.counts() == embedded.counts()
        query = (
            "PREFIX zt: <https://w3id.org/zhengtu/ontology#> SELECT ?number ?day WHERE "
            "{ ?d zt:documentNumber ?number ; zt:issuedOn ?day } ORDER BY ?day ?number"
        )
        for form in ("json", "csv", "xml", "table"):
            assert services.sparql_text(query, form) == embedded.sparql_text(query, form)
        found, expected = services.validate(), embedded.validate()
        assert set(found.violations) == set(expected.violations)
        assert set(found.warnings) == set(expected.warnings)
    again = build([], settings)
    assert (again.added, again.updated, again.unchanged) == (0, 0, report.added)


@pytest.fixture
def small(endpoint: Endpoint, tmp_path: Path) -> Settings:
    """A store of one made-up notice with its graph at an endpoint."""
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "notice.txt").write_text(NOTICE, "utf-8")
    settings = settings_of(tmp_path / "store", endpoint)
    build([str(tmp_path / "sources")], settings)
    return settings


def test_documents_are_changed_and_removed(small: Settings, tmp_path: Path) -> None:
    def quotes() -> list[str]:
        with open_services(small) as services:
            found = json.loads(services.sparql_text(LEADS, "json").body)["results"]["bindings"]
            return [row["quote"]["value"] for row in found]

    assert quotes() == [SAID]
    path = tmp_path / "sources" / "notice.txt"
    path.write_text(NOTICE.replace("协调机制", "开放机制"), "utf-8")
    assert build([str(path.parent)], small).updated == 1
    assert quotes() == [SAID.replace("协调机制", "开放机制")]
    check_server(small)
    assert small.endpoint is not None
    assert backup(small.store, tmp_path / "copy", endpoint=small.endpoint) == 1
    with open_services(small) as there, open_services(settings_of(tmp_path / "copy")) as copy:
        assert exported(copy) == exported(there)
        assert copy.ask("谁牵头建立政务数据开放机制？").answered
    remove("notice.txt", small)
    assert quotes() == []


def test_a_build_that_stops_goes_on(
    small: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    published = current_generation(small.store)
    (tmp_path / "sources" / "other.txt").write_text(NOTICE.replace("7号", "8号"), "utf-8")

    def break_off(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("kg.storage.archive.Archive.put_all", break_off)
        with pytest.raises(KeyboardInterrupt):
            build([str(tmp_path / "sources")], small)
    assert current_generation(small.store) == published
    with open_services(small) as services:
        assert services.document_count() == 1
    assert build([str(tmp_path / "sources")], small).added == 1
    with open_services(small) as services:
        assert services.document_count() == 2
        assert len({quad[3] for quad in services.view.quads()}) == 6


def test_an_answer_whose_quote_is_not_in_the_text_is_refused(
    small: Settings, tmp_path: Path
) -> None:
    question = "谁牵头建立政务数据共享协调机制？"
    with open_services(small) as before:
        path = tmp_path / "sources" / "notice.txt"
        path.write_text("通知\n" + NOTICE, "utf-8")
        build([str(path.parent)], small)
        with pytest.raises(EndpointError, match="do not agree"):
            before.ask(question)
    with open_services(small) as after:
        assert after.ask(question).answered


def test_a_folder_and_a_graph_that_do_not_belong_together_are_told(
    small: Settings, endpoint: Endpoint, tmp_path: Path
) -> None:
    without = settings_of(small.store)
    with pytest.raises(EndpointError, match="graph_url"):
        open_services(without)
    with pytest.raises(EndpointError, match="another store's graph"):
        build([str(tmp_path / "sources")], settings_of(tmp_path / "second", endpoint))
    Store.open(tmp_path / "embedded").close()
    with pytest.raises(EndpointError, match="in its folder"):
        open_services(settings_of(tmp_path / "embedded", endpoint))
    backend = EndpointBackend(endpoint)
    head = backend.head()
    assert head is not None
    backend.set_head(head[0], "000099-abcdef")
    with pytest.raises(EndpointError, match="000099"):
        open_services(small)
    backend.replace({name: [] for name in [*backend.graph_names()]})
    backend.close()


def check_server(settings: Settings) -> None:
    """The server answers from the graph, and sends nothing there that is no standard query."""
    with LiveServices(settings) as live, TestClient(create_app(live)) as client:
        reply = client.post("/sparql", data={"query": LEADS}, headers={"Accept": "text/csv"})
        assert reply.text.split()[0] == "quote"
        assert len(reply.text.split()) == 2
        for bad in ("SELECT (<bif:now>() AS ?x) WHERE {}", "SELECT * WHERE { SERVICE <a:b> {} }"):
            assert client.post("/sparql", data={"query": bad}).status_code in {400, 403}
        found = client.get("/api/search", params={"text": "数据共享"}).json()
        assert found["results"][0]["document"] == "notice.txt"
