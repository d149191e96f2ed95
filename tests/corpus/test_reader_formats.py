"""Every format that is read, and the way back from its text to the original."""

from __future__ import annotations

import os
import shutil
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

import corpus
from corpus import Failure, PolicyDocument
from corpus.limits import Limits
from corpus.sample import ofd
from tests.corpus import sample_files as sample

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.timeout(120)
LINES = sample.PARAGRAPHS


def only(path: Path, content: bytes, limits: Limits | None = None) -> PolicyDocument:
    path.write_bytes(content)
    (found,) = corpus.read([path], limits=limits)
    assert isinstance(found, PolicyDocument), found
    return found


def place_of(document: PolicyDocument, words: str) -> str:
    place = document.locate(document.text.index(words))
    assert place is not None
    return place.element or str(place.page)


@pytest.mark.parametrize(
    ("charset", "container"),
    [
        ("utf-8", 'class="TRS_Editor"'),
        ("gb2312", 'id="UCAP-CONTENT"'),
        ("gbk", 'class="pages_content"'),
        ("utf-8", 'class="x9"'),
    ],
)
def test_a_government_page(tmp_path: Path, charset: str, container: str) -> None:
    page = sample.page(charset=charset, container=container)
    document = only(tmp_path / "a.html", page.encode(charset))
    rows = ["指标 | 2025年目标", "数据共享率 | 95%", "网上可办率 | 98%"]
    assert document.text.splitlines() == [sample.TITLE, *LINES, *rows, *sample.SIGNED]
    assert document.metadata.title == sample.TITLE
    assert document.metadata.document_number == sample.NUMBER
    assert document.metadata.issuers == ("云岭市人民政府",)
    assert str(document.metadata.issued_on) == "2021-03-04"
    assert str(document.metadata.published_on) == "2021-03-08"
    assert document.metadata.extra["content_source"] == "云岭市政府网"
    assert place_of(document, "为推进").endswith("/p[2]")
    assert place_of(document, "网上可办率 |") == "table 1 row 3"


def test_a_layout_table_is_text(tmp_path: Path) -> None:
    cell = "".join(f"<p>{line}</p>" for line in LINES * 3)
    page = f"<html><body><table><tr><td>{cell}</td></tr></table></body></html>"
    assert only(tmp_path / "a.html", page.encode()).text.splitlines() == [*LINES * 3]


def test_saved_pages(tmp_path: Path) -> None:
    document = only(tmp_path / "a.mht", sample.mhtml())
    assert document.text.startswith(sample.TITLE)
    assert document.origin is not None
    assert document.origin.url == "https://www.example.gov.cn/1.html"


def test_pdf_lines_are_joined_and_furniture_is_left_out(tmp_path: Path) -> None:
    content = sample.pdf(copies=8)
    document = only(tmp_path / "a.pdf", content)
    lines = document.text.splitlines()
    assert lines[:7] == [sample.TITLE, *LINES]
    assert lines.count(LINES[1]) == 8
    assert "公报" not in document.text
    assert "—" not in document.text
    assert lines[7:10] == ["指标 | 2025年目标", "数据共享率 | 95%", "网上可办率 | 98%"]
    last = document.locate(document.text.rindex("方便企业和群众"))
    assert last is not None
    assert last.page is not None
    assert last.page > 1
    assert last.label() == f"第{last.page}页"
    assert {passage.page for passage in document.passages} >= {1, 2, 3}
    table = document.locate(document.text.index("数据共享率 |"))
    assert table is not None
    assert table.label() == "第1页，表1第2行"
    assert document.origin is not None
    assert document.origin.sha256 == sha256(content).hexdigest()
    assert document.origin.media_type == "application/pdf"


def test_two_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    left = [
        "左边第一行的文字有二十个字左右这样才满，",
        "左边第二行接着上一行说完了这件事情呢。",
    ] * 4
    right = [
        "右边第一行的文字有二十个字左右这样才满，",
        "右边第二行接着上一行说完了这件事情呢。",
    ] * 4
    document = only(tmp_path / "a.pdf", sample.two_columns(left, right))
    text = document.text.replace("\n", "")
    assert text == sample.TITLE + "".join(left) + "".join(right)


def test_docx_in_order(tmp_path: Path) -> None:
    document = only(tmp_path / "a.docx", sample.docx())
    assert document.text.splitlines()[:-2] == [
        sample.TITLE,
        *LINES,
        "# 保障措施",
        "1.加强组织领导。",
        "2.强化资金保障。",
        "指标 | 2025年目标",
        "数据共享率 | 95%",
        "网上可办率 | 98%",
    ]
    assert place_of(document, "网上可办率 |") == "table 1 row 3"
    assert "保障措施" in {section.heading for section in document.sections}


def test_ofd_pages(tmp_path: Path) -> None:
    # No two lines are alike: those that repeat at the edges of pages are running heads.
    letters = [chr(0x4E00 + 7 * at) for at in range(2800)]
    lines = ["".join(letters[at : at + 80]) + "。" for at in range(0, len(letters), 80)]
    document = only(tmp_path / "a.ofd", ofd([sample.TITLE, *lines]))
    assert document.text.splitlines() == [sample.TITLE, *lines]
    last = document.locate(len(document.text) - 2)
    assert last is not None
    assert last.page == 3


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_legacy_files_go_through_libreoffice(tmp_path: Path) -> None:
    lines = "".join(f"{{\\uc1 {_rtf(line)}\\par}}\n" for line in (sample.TITLE, *LINES))
    document = only(tmp_path / "a.wps", ("{\\rtf1\\ansi\n" + lines + "}").encode())
    assert document.text.splitlines() == [sample.TITLE, *LINES]


def _rtf(text: str) -> str:
    return "".join(f"\\u{ord(c) - 65536 if ord(c) > 32767 else ord(c)}?" for c in text)


def test_without_libreoffice_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    (tmp_path / "a.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000))
    (failure,) = corpus.read([tmp_path / "a.doc"])
    assert isinstance(failure, Failure)
    assert "LibreOffice" in failure.reason


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_table_of_documents(tmp_path: Path, encoding: str) -> None:
    text = (
        "标题,发文机关,文号,成文日期,网址,正文\n"
        f"{sample.TITLE},云岭市人民政府,{sample.NUMBER},2021-03-04,https://example.gov.cn/1,"
        f'"{LINES[0]}\n{LINES[1]}"\n'
        "没有正文,,,,,\n"
    )
    path = tmp_path / "a.csv"
    path.write_bytes(text.encode(encoding))
    document, failure = corpus.read([path])
    assert isinstance(document, PolicyDocument)
    assert document.id == "a.csv#L2"
    assert document.metadata.document_number == sample.NUMBER
    assert document.metadata.issuers == ("云岭市人民政府",)
    assert document.metadata.source_url == "https://example.gov.cn/1"
    assert place_of(document, "为推进") == "row 2"
    assert isinstance(failure, Failure)
    assert failure.source == f"{path}#L3"


def test_columns_are_guessed(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["名称", "发布机构", "摘录"],
        [sample.TITLE, "云岭市人民政府", "".join(LINES)],
    ]
    document = only(tmp_path / "a.xlsx", sample.xlsx([["政策汇编"], *rows]))
    assert document.text == "".join(LINES)
    assert document.metadata.title == sample.TITLE


def test_another_table_is_one_document_of_rows(tmp_path: Path) -> None:
    document = only(tmp_path / "a.xlsx", sample.xlsx([list(row) for row in sample.ROWS]))
    assert document.text.splitlines() == [
        "指标 | 2025年目标",
        "数据共享率 | 95%",
        "网上可办率 | 98%",
    ]


def test_a_zip_of_everything(tmp_path: Path) -> None:
    inner = sample.zipped({"x.txt": "甲。"})
    members: dict[str, bytes | str] = {
        "甲/a.html": sample.page(),
        "b.docx": sample.docx(),
        "c.pdf": sample.pdf(),
        "d.txt": LINES[1],
        "e.zip": inner,
        "f.png": b"\x89PNG\r\n",
    }
    path = tmp_path / "all.zip"
    path.write_bytes(sample.zipped(members))
    found = list(corpus.read([path]))
    good = [each.id for each in found if isinstance(each, PolicyDocument)]
    (bad,) = [each for each in found if isinstance(each, Failure)]
    assert sorted(good) == ["all.zip/b.docx", "all.zip/c.pdf", "all.zip/d.txt", "all.zip/甲/a.html"]
    assert bad.source == f"{path}/e.zip"
    assert "压缩包里的压缩包" in bad.reason


def test_a_format_is_known_by_its_content(tmp_path: Path) -> None:
    assert only(tmp_path / "a.txt", sample.docx()).text.startswith(sample.TITLE)
    assert only(tmp_path / "b.doc", sample.page().encode()).text.startswith(sample.TITLE)
    assert only(tmp_path / "c.docx", LINES[1].encode()).text == LINES[1]


def test_retrieval_dates(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(LINES[1], encoding="utf-8")
    os.utime(path, (1_600_000_000, 1_600_000_000))
    (document,) = corpus.read([path])
    assert isinstance(document, PolicyDocument)
    assert document.origin is not None
    assert str(document.origin.retrieved_on) == "2020-09-13"
    given = f"---\nretrieved_on: 2024-05-06\n---\n{LINES[1]}"
    named = only(tmp_path / "b.md", given.encode())
    assert named.origin is not None
    assert str(named.origin.retrieved_on) == "2024-05-06"


def _scan_of(text: str) -> bytes:
    """Return a PDF that is a picture of a line of text."""
    import io

    import pypdfium2
    from PIL import Image

    pdf = pypdfium2.PdfDocument(sample.pdf((text,)))
    image = pdf[0].render(scale=3).to_pil()
    out = io.BytesIO()
    Image.Image.save(image.convert("L"), out, "PDF", resolution=216)
    return out.getvalue()


def test_a_scan_says_that_it_is_one(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(_scan_of("数据共享"))
    (failure,) = corpus.read([tmp_path / "a.pdf"])
    assert isinstance(failure, Failure)
    assert "这份 PDF 是扫描件：没有文字层" in failure.reason


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="tesseract is not installed")
def test_a_scan_is_recognised_if_asked(tmp_path: Path) -> None:
    document = only(tmp_path / "a.pdf", _scan_of("推进公共数据共享"), Limits(ocr=True))
    assert "人民政府关于推进公共数据" in document.text
    assert place_of(document, "公共") == "1"
