from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from corpus import CorpusError
from kg.error import StoreError
from kg.storage.directory import Store, current_generation
from kg.storage.writer import DocumentWriter
from zhengtu.service import build, open_services, remove
from zhengtu.service import worker as worker_module

if TYPE_CHECKING:
    from pathlib import Path

    from corpus import PolicyDocument
    from kg.statement import DocumentGraph
    from zhengtu.settings import Settings


def ids(settings: Settings) -> list[str]:
    with open_services(settings) as services:
        return [row.id for row in services.documents()]


def test_again_costs_a_hash_and_a_change_replaces(sources: Path, settings: Settings) -> None:
    first = build([str(sources)], settings)
    assert (first.added, first.unchanged, first.characters > 100) == (2, 0, True)
    again = build([str(sources)], settings)
    assert (again.added, again.updated, again.unchanged, again.characters) == (0, 0, 2, 0)
    path = sources / "report.md"
    path.write_text(path.read_text("utf-8").replace("政府投资3亿元", "政府投资4亿元"), "utf-8")
    changed = build([str(sources)], settings)
    assert (changed.added, changed.updated, changed.unchanged) == (0, 1, 1)
    with open_services(settings) as services:
        values = [row["value_text"] for row in services.table("政府投资").rows]
        assert values == ["4亿元"]
        assert not [hit for hit in services.search("政府投资3亿元") if "3亿元" in hit.quote]


def test_changed_metadata_beside_the_same_text_count(tmp_path: Path, settings: Settings) -> None:
    path = tmp_path / "all.jsonl"
    for title in ("甲", "乙"):
        path.write_text(
            json.dumps({"id": "a", "text": "省数据局发布通知。", "title": title}), "utf-8"
        )
        report = build([str(path)], settings)
    assert report.updated == 1
    with open_services(settings) as services:
        assert [row.title for row in services.documents()] == ["乙"]


def test_what_is_given_and_what_the_text_says_are_both_kept(
    tmp_path: Path, settings: Settings
) -> None:
    path = tmp_path / "all.jsonl"
    text = (
        "某市人民政府关于建设平台的通知\n各区人民政府：\n现就有关事项通知如下，请遵照执行。\n"
        "某市人民政府\n2021年3月5日\n"
    )
    row = {"id": "a", "text": text, "issued_on": "2020-01-01"}
    path.write_text(json.dumps(row), "utf-8")
    report = build([str(path)], settings).to_json()
    conflict = {"field": "issued_on", "given": "2020-01-01", "found": "2021-03-05"}
    assert report["conflicts"] == [{"document": "a", **conflict}]
    with open_services(settings) as services:
        assert services.documents()[0].to_json()["conflicts"] == [conflict]
    assert build([str(path)], settings).conflicts == ()


def test_another_extractor_extracts_anew(
    sources: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    build([str(sources)], settings)
    monkeypatch.setattr("zhengtu.service.ingest.extractor_version", lambda: "another")
    assert build([str(sources)], settings).updated == 2


def test_failures_are_named_and_the_rest_is_in(sources: Path, settings: Settings) -> None:
    (sources / "empty.txt").write_bytes(b"")
    (sources / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0")
    (sources / "lines.jsonl").write_text(
        '{"text": "陕西省印发方案。", "id": "good"}\n{oops\n', "utf-8"
    )
    report = build([str(sources), str(sources / "none.txt")], settings)
    assert report.added == 3
    failed = {failure.source.rsplit("/", 1)[-1]: failure.reason for failure in report.failed}
    assert set(failed) == {"empty.txt", "picture.txt", "lines.jsonl#L2", "none.txt"}
    assert all(failed.values())
    assert ids(settings) == ["good", "notice.txt", "report.md"]


def test_a_document_that_cannot_be_processed_is_named(
    sources: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = worker_module.pipeline()

    class Fragile:
        def __init__(self, recogniser: bool | None) -> None:
            assert recogniser is True

        def extract(self, document: object) -> object:
            if "notice" in getattr(document, "id", ""):
                raise RuntimeError("boom")
            return real.extract(document)  # type: ignore[arg-type]  # it is a PolicyDocument

    monkeypatch.setattr(worker_module, "pipeline", Fragile)
    report = build([str(sources)], settings)
    assert [failure.source.endswith("notice.txt") for failure in report.failed] == [True]
    assert "RuntimeError: boom" in report.failed[0].reason
    assert (report.added, report.unchanged, ids(settings)) == (1, 0, ["report.md"])


def test_the_same_source_twice_is_read_once(sources: Path, settings: Settings) -> None:
    report = build([str(sources), str(sources)], settings)
    assert (report.added, report.updated, report.unchanged) == (2, 0, 0)


def test_prune_removes_what_left_these_sources_only(
    sources: Path, tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other.txt"
    other.write_text("陕西省印发方案。", "utf-8")
    build([str(sources), str(other)], settings)
    other.unlink()
    (sources / "notice.txt").unlink()
    assert build([str(sources)], settings).removed == 0
    monkeypatch.chdir(tmp_path)
    assert build(["sources"], settings, prune=True).removed == 1
    assert ids(settings) == ["other.txt", "report.md"]
    with open_services(settings) as services:
        assert all(hit.document != "notice.txt" for hit in services.search("数据共享平台"))
        assert services.sparql("SELECT ?s { GRAPH ?g { ?s ?p 'notice.txt' } }").rows == ()


def test_prune_keeps_what_cannot_be_read_now(sources: Path, settings: Settings) -> None:
    build([str(sources)], settings)
    (sources / "notice.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0")
    report = build([str(sources)], settings, prune=True)
    assert (report.removed, len(report.failed)) == (0, 1)
    assert "notice.txt" in ids(settings)


def test_prune_knows_lines_of_a_file(tmp_path: Path, settings: Settings) -> None:
    path = tmp_path / "all.jsonl"
    lines = [json.dumps({"id": name, "text": f"{name}省印发方案。"}) for name in ("a", "b")]
    path.write_text("\n".join(lines), "utf-8")
    build([str(path)], settings)
    path.write_text(lines[1], "utf-8")
    assert build([str(path)], settings, prune=True).removed == 1
    assert ids(settings) == ["b"]


def test_interrupted_build_goes_on_where_it_stopped(sources: Path, settings: Settings) -> None:
    def interrupt(done: int, total: int | None, what: str) -> None:
        assert (done, total) == (1, 2)
        assert what
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build([str(sources)], settings, progress=interrupt)
    with pytest.raises(StoreError, match="first build has not ended"):
        open_services(settings)
    report = build([str(sources)], settings)
    assert (report.added, report.unchanged) == (1, 1)
    with open_services(settings) as services:
        assert {hit.document for hit in services.search("政务数据共享 城镇新增就业")} == {
            "notice.txt",
            "report.md",
        }
        assert services.validate().counts.get("evidence") is None


def test_citations_are_linked_after_an_interruption(tmp_path: Path, settings: Settings) -> None:
    folder = tmp_path / "sources"
    folder.mkdir()
    title = "云岭省数字政府建设总体规划"
    (folder / "a.txt").write_text(f"为贯彻落实《{title}》，现通知如下。", "utf-8")
    (folder / "b.jsonl").write_text(
        json.dumps({"id": "b", "title": title, "text": "到2027年，建成数字政府。"}), "utf-8"
    )

    def interrupt(done: int, total: int | None, what: str) -> None:
        if done == total:
            raise KeyboardInterrupt(what)

    with pytest.raises(KeyboardInterrupt):
        build([str(folder)], settings, progress=interrupt)
    links = "ASK { GRAPH <https://w3id.org/zhengtu/id/graph/links> { ?cited ?same ?held } }"
    assert build([str(folder)], settings).unchanged == 2
    with open_services(settings) as services:
        assert services.sparql(links).rows == (("true",),)


def test_a_graph_that_cannot_be_stored_is_named(
    sources: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    build([str(sources)], settings)
    real = DocumentWriter.replace

    def refuse(self: DocumentWriter, document: PolicyDocument, graph: DocumentGraph) -> None:
        if document.id == "notice.txt":
            self.remove(document.id)
            raise StoreError("the graph was not written")
        real(self, document, graph)

    monkeypatch.setattr(DocumentWriter, "replace", refuse)
    monkeypatch.setattr("zhengtu.service.ingest.extractor_version", lambda: "another")
    report = build([str(sources)], settings)
    assert (report.updated, [failure.reason for failure in report.failed]) == (
        1,
        ["the graph was not written"],
    )
    with open_services(settings) as services:
        assert {hit.document for hit in services.search("政务数据共享 就业")} == {"report.md"}


def test_a_build_beside_readers_is_seen_by_who_opens_after_it(
    sources: Path, settings: Settings
) -> None:
    build([str(sources)], settings)
    (sources / "more.txt").write_text("陕西省印发方案。", "utf-8")
    with open_services(settings) as early:
        assert build([str(sources)], settings).added == 1
        assert early.document_count() == 2
        assert early.sparql("ASK { ?s ?p ?o }").rows == (("true",),)
        assert early.search("政务数据共享")[0].document == "notice.txt"
        with open_services(settings) as late:
            assert late.document_count() == 3
            assert late.generation != early.generation
            remove("more.txt", settings)
            assert late.document("more.txt").text
    assert ids(settings) == ["notice.txt", "report.md"]
    left = [each.name for each in settings.store.iterdir() if each.is_dir()]
    assert left == [current_generation(settings.store)]


def test_an_unchanged_build_publishes_nothing(sources: Path, settings: Settings) -> None:
    build([str(sources)], settings)
    before = current_generation(settings.store)
    assert build([str(sources)], settings).unchanged == 2
    assert current_generation(settings.store) == before


def test_a_second_writer_is_refused(sources: Path, settings: Settings) -> None:
    build([str(sources)], settings)
    with Store.open(settings.store), pytest.raises(StoreError, match="in use"):
        build([str(sources)], settings)
    assert ids(settings) == ["notice.txt", "report.md"]


def test_store_of_another_version_is_refused_and_untouched(
    sources: Path, settings: Settings
) -> None:
    build([str(sources)], settings)
    marker = settings.store / "store.json"
    marker.write_text(json.dumps({"format": 999}), "utf-8")
    before = {p: p.stat().st_mtime_ns for p in settings.store.rglob("*") if p.is_file()}
    with pytest.raises(StoreError, match="999"):
        build([str(sources)], settings)
    assert before == {p: p.stat().st_mtime_ns for p in settings.store.rglob("*") if p.is_file()}


def test_remove_takes_facts_and_passages(sources: Path, settings: Settings) -> None:
    build([str(sources)], settings)
    remove("report.md", settings)
    assert ids(settings) == ["notice.txt"]
    with open_services(settings) as services:
        assert services.table("政府投资").rows == ()
        assert all(hit.document == "notice.txt" for hit in services.search("政府投资"))
    with pytest.raises(StoreError, match=r"report\.md"):
        remove("report.md", settings)


def test_without_samples_the_message_says_so(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("zhengtu.service.source.resources.files", lambda _: tmp_path)
    with pytest.raises(CorpusError, match="zhengtu build"):
        build([], settings)
    assert not settings.store.exists()


@pytest.mark.slow
def test_a_pool_builds_the_same_graph(sources: Path, settings: Settings, tmp_path: Path) -> None:
    exports = []
    for workers in (1, 2):
        own = settings.model_copy(
            update={"store": tmp_path / f"store-{workers}", "workers": workers}
        )
        assert build([str(sources)], own).added == 2
        path = tmp_path / f"{workers}.nq"
        with open_services(own) as services, path.open("wb") as file:
            services.export(file, "nquads", provenance=True)
        exports.append(path.read_bytes())
    assert exports[0] == exports[1]
    assert b"report.md" in exports[0]
