"""What researchers take along: references, flat tables, bundles."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pandas as pd
import pyoxigraph as ox
import pytest
from typer.testing import CliRunner

from corpus.document import Metadata
from zhengtu.cli.app import app
from zhengtu.service import open_services
from zhengtu.service.bundle import BundleError, verify_bundle
from zhengtu.service.citation import cited_text, gbt7714
from zhengtu.service.dataset import COLUMNS, DatasetError

if TYPE_CHECKING:
    from pathlib import Path

    from zhengtu.settings import Settings

COUNT = "SELECT (COUNT(?d) AS ?n) WHERE { ?d <https://w3id.org/zhengtu/ontology#documentId> ?id }"


@pytest.mark.parametrize(
    ("metadata", "expected"),
    [
        (
            Metadata(title="甲通知", issuers=("国务院",), document_number="国发〔2015〕50号",
                     issued_on=date(2015, 8, 31)),
            "国务院. 甲通知: 国发〔2015〕50号[Z]. 2015-08-31.",
        ),
        (
            Metadata(title="甲", issuers=("一", "二", "三", "四"), source_url="https://a.example/x",
                     issued_on=date(2020, 1, 2), published_on=date(2020, 1, 5)),
            "一, 二, 三, 等. 甲[EB/OL]. (2020-01-05)[2026-02-03]. https://a.example/x.",
        ),
        (Metadata(title="甲"), "甲[Z]."),
    ],
)  # fmt: skip
def test_references(metadata: Metadata, expected: str) -> None:
    assert gbt7714(metadata, retrieved=date(2026, 2, 3)) == expected


def test_a_reference_may_name_the_place() -> None:
    found = gbt7714(Metadata(title="甲法", issued_on=date(2020, 1, 2)), place="第三章第十二条")
    assert found == "甲法[Z]. 2020-01-02. 第三章第十二条."


@pytest.mark.parametrize("name", COLUMNS)
def test_tables_say_the_same_in_csv_and_parquet(built: Settings, name: str) -> None:
    with open_services(built) as services:
        text, packed = io.BytesIO(), io.BytesIO()
        count = services.export_table(text, name, "csv")
        assert services.export_table(packed, name, "parquet") == count > 0
    rows = list(csv.DictReader(io.StringIO(text.getvalue().decode("utf-8-sig"))))
    frame = pd.read_parquet(packed)
    assert list(frame.columns) == list(COLUMNS[name])
    assert len(rows) == len(frame) == count
    first = next(iter(COLUMNS[name]))
    assert [row[first] for row in rows] == list(frame[first])


def test_observations_keep_their_evidence_and_exact_numbers(built: Settings) -> None:
    with open_services(built) as services:
        packed = io.BytesIO()
        services.export_table(packed, "observations", "parquet")
        for row in pd.read_parquet(packed).to_dict("records"):
            document = services.document(row["document"])
            assert document.quote(row["start"], row["end"]) == row["quote"]
            assert float(row["low"]) <= float(row["high"])


def test_text_that_looks_like_a_formula_stays_text(built: Settings, tmp_path: Path) -> None:
    from zhengtu.service import build

    (tmp_path / "in").mkdir()
    text = "=cmd|'/c calc'!A0\n\n浙江省2026年地区生产总值增长5%左右。\n"
    (tmp_path / "in" / "bad.txt").write_text(text, "utf-8")
    settings = built.model_copy(update={"store": tmp_path / "store"})
    build([str(tmp_path / "in")], settings)
    with open_services(settings) as services:
        target = io.BytesIO()
        services.export_table(target, "documents", "csv")
    cells = [
        cell
        for row in csv.reader(io.StringIO(target.getvalue().decode("utf-8-sig")))
        for cell in row
    ]
    assert not [cell for cell in cells if cell.startswith("=")]


def test_unknown_tables_are_refused(built: Settings) -> None:
    with open_services(built) as services:
        with pytest.raises(DatasetError, match="places"):
            services.export_table(io.BytesIO(), "places")
        with pytest.raises(DatasetError, match="xls"):
            services.export_table(io.BytesIO(), "entities", "xls")


def test_a_bundle_is_whole_reproducible_and_checkable(built: Settings, tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with open_services(built) as services:
        with path.open("wb") as file:
            manifest = services.bundle(file, {"count": COUNT})
        again = io.BytesIO()
        services.bundle(again, {"count": COUNT})
    assert path.read_bytes() == again.getvalue()
    assert verify_bundle(path) == []
    with ZipFile(path) as bundle:
        assert json.loads(bundle.read("manifest.json")) == manifest
        assert bundle.read("queries/count.csv").decode().split() == ["n", "2"]
        assert len(list(ox.parse(bundle.read("graph.trig"), format=ox.RdfFormat.TRIG))) > 100
        assert "鄂政办发〔2024〕7号[Z]. 2024-03-05." in bundle.read("citations.txt").decode()


def test_a_bundle_that_was_changed_is_found_out(built: Settings, tmp_path: Path) -> None:
    path, changed = tmp_path / "a.zip", tmp_path / "b.zip"
    with open_services(built) as services, path.open("wb") as file:
        services.bundle(file, {})
    with ZipFile(path) as source, ZipFile(changed, "w") as target:
        for name in source.namelist():
            if name != "README.txt":
                content = source.read(name)
                target.writestr(name, content + b"x" if name == "citations.txt" else content)
        target.writestr("more.txt", "x")
    assert [line.split("：")[0] for line in verify_bundle(changed)] == [
        "more.txt", "README.txt", "citations.txt",
    ]  # fmt: skip
    changed.write_bytes(b"no zip")
    with pytest.raises(BundleError, match="数据包"):
        verify_bundle(changed)


def test_commands(built: Settings, tmp_path: Path) -> None:
    run = CliRunner().invoke
    store = ["--store", str(built.store)]
    zipped, query = tmp_path / "b.zip", tmp_path / "count.rq"
    query.write_text(COUNT, "utf-8")
    assert run(app, ["bundle", *store, "-o", str(zipped), "--query", str(query)]).exit_code == 0
    assert run(app, ["bundle", "--verify", str(zipped)]).exit_code == 0
    zipped.write_bytes(b"x")
    assert run(app, ["bundle", "--verify", str(zipped)]).exit_code == 1
    assert run(app, ["bundle", *store]).exit_code == 2
    cited = run(app, ["cite", "notice.txt", *store, "--json"])
    assert json.loads(cited.stdout)[0]["citation"].startswith("湖北省人民政府办公厅. ")
    assert run(app, ["cite", "absent", *store]).exit_code == 1
    table = run(app, ["export", "--table", "documents", *store])
    assert "notice.txt" in table.stdout
    assert run(app, ["export", "--table", "documents", "--provenance", *store]).exit_code == 2
    assert run(app, ["export", "--table", "documents", "--format", "turtle", *store]).exit_code == 2
    dated = run(
        app, ["export", "--format", "ntriples", "--since", "2024", "--until", "2024-12-31", *store]
    )
    assert "鄂政办发" in dated.stdout
    assert "青禾省" not in dated.stdout
    assert run(app, ["export", "--until", "1990-01-01", *store]).exit_code == 1


def test_a_quote_that_the_answer_lists_already_is_not_repeated_below_its_reference() -> None:
    listed = "《星图条例》分为2个部分：\n1. 星车停放\n2. 星车清理"
    text = cited_text(
        listed, [("一、星车停放", "甲. 星图条例."), ("二、星车清理", "甲. 星图条例.")]
    )
    assert text == f"{listed}[1]\n\n[1] 甲. 星图条例.\n"
    assert "“一、星车停放”" in cited_text("分为2个部分。", [("一、星车停放", "甲. 星图条例.")])
