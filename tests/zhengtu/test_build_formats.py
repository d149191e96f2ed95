"""A folder with one file of every format, from the files to the store and back to the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import corpus
from corpus.sample import ofd
from kg.storage.directory import Store
from tests.corpus import sample_files as sample
from zhengtu.service import build, open_services
from zhengtu.settings import Settings, load_settings

if TYPE_CHECKING:
    from pathlib import Path

ROWS = f"标题,发文机关,正文\n{sample.TITLE},云岭市人民政府,{sample.PARAGRAPHS[3]}\n"


@pytest.mark.timeout(180)
def test_a_folder_with_one_of_everything(tmp_path: Path) -> None:
    folder = tmp_path / "政策 文件"
    folder.mkdir()
    files: dict[str, bytes] = {
        "a.html": sample.page().encode(),
        "b.pdf": sample.pdf(copies=8),
        "c.docx": sample.docx(),
        "d.ofd": ofd([sample.TITLE, *sample.PARAGRAPHS]),
        "e.csv": ROWS.encode("gb18030"),
        "f.xlsx": sample.xlsx([[*line.split(",")] for line in ROWS.splitlines()]),
        "g.mht": sample.mhtml(),
        "h.zip": sample.zipped({"内/x.docx": sample.docx(), "y.txt": sample.PARAGRAPHS[3]}),
        "i.txt": sample.PARAGRAPHS[3].encode(),
        "j.pdf": b"%PDF-1.4 cut off",
    }
    for name, content in files.items():
        (folder / name).write_bytes(content)
    settings = Settings(store=tmp_path / "store", workers=1)
    report = build([str(folder)], settings)
    assert report.added == 10
    assert [failure.source for failure in report.failed] == [str(folder / "j.pdf")]
    again = build([str(folder)], settings)
    assert (again.added, again.updated, again.unchanged) == (0, 0, 10)
    read = {
        each.id: each for each in corpus.read([folder]) if isinstance(each, corpus.PolicyDocument)
    }
    with Store.open_read_only(settings.store) as store:
        for document in store.archive:
            assert document.places == read[document.id].places
            assert document.origin == read[document.id].origin
            assert document.origin is not None
        held = store.archive.document("b.pdf")
        place = held.locate(held.text.rindex("方便企业"))
        assert place is not None
        assert place.label() == "第4页"
    with open_services(settings) as services:
        found = {hit.document for hit in services.search("数据共享平台", limit=20)}
    assert {"a.html", "b.pdf", "c.docx", "d.ofd", "h.zip/内/x.docx"} <= found


def test_limits_are_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHENGTU_MAX_PAGES", "7")
    monkeypatch.setenv("ZHENGTU_OCR", "true")
    limits = load_settings().limits
    assert (limits.pages, limits.ocr) == (7, True)
