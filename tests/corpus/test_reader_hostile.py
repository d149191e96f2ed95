"""Inputs that are damaged, hostile or too large: named, and costing no other document."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import corpus
from corpus import Failure, PolicyDocument, RawDocument
from corpus.limits import Limits
from corpus.sample import ofd
from corpus.sandbox import Sandbox
from tests.corpus import sample_files as sample

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pytestmark = pytest.mark.timeout(120)
LINE = sample.PARAGRAPHS[1]


def refused(path: Path, content: bytes, limits: Limits | None = None) -> str:
    """Return why a file is refused; a good file after it is read all the same."""
    path.write_bytes(content)
    good = path.parent / "zz.docx"
    good.write_bytes(sample.docx())
    bad, found = corpus.read([path, good], limits=limits)
    assert isinstance(bad, Failure), bad
    assert bad.source == str(path)
    assert isinstance(found, PolicyDocument), found
    return bad.reason


def test_a_zip_bomb(tmp_path: Path) -> None:
    bomb = sample.zipped({"a.txt": b"\0" * 60_000_000})
    assert "压缩炸弹" in refused(tmp_path / "a.zip", bomb)
    assert "压缩炸弹" in refused(tmp_path / "a.zip", bomb, Limits(unpacked_mb=10, ratio=100_000))


def test_a_zip_of_too_many(tmp_path: Path) -> None:
    many = sample.zipped({f"{n}.txt": "甲" for n in range(30)})
    assert "30 个文件" in refused(tmp_path / "a.zip", many, Limits(members=20))


@pytest.mark.parametrize("form", ["docx", "ofd", "xlsx"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_an_entity_bomb(tmp_path: Path, form: str, encoding: str) -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ha"}">' for n in range(12))
    xml = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE x [{entities}]><x>&e11;</x>'
    whole = {"docx": sample.docx(), "ofd": ofd(["甲"]), "xlsx": sample.xlsx([["甲"]])}[form]
    part = {"docx": "word/document.xml", "ofd": "OFD.xml", "xlsx": "xl/workbook.xml"}[form]
    with zipfile.ZipFile(io.BytesIO(whole)) as package:
        members: dict[str, bytes | str] = {n: package.read(n) for n in package.namelist()}
    members[part] = xml.encode(encoding)
    assert "实体" in refused(tmp_path / f"a.{form}", sample.zipped(members))


def test_an_entity_bomb_in_a_page_stays_small(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE html [<!ENTITY a "' + "ha" * 100 + '">]><html><body><p>&a;&a;</p>'
    path = tmp_path / "a.html"
    path.write_text(f"{bomb}<p>{LINE}</p></body></html>", encoding="utf-8")
    (found,) = corpus.read([path])
    assert isinstance(found, PolicyDocument)
    assert LINE in found.text
    assert "haha" not in found.text.split(LINE)[1]


def _pages(count: int) -> bytes:
    import pypdfium2

    pdf = pypdfium2.PdfDocument.new()
    for _ in range(count):
        pdf.new_page(595, 842)
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def test_a_pdf_of_two_thousand_pages(tmp_path: Path) -> None:
    reason = refused(tmp_path / "a.pdf", _pages(2000))
    assert "2000 页" in reason
    assert "ZHENGTU_MAX_PAGES" in reason


def test_an_encrypted_pdf(tmp_path: Path) -> None:
    assert "加密" in refused(tmp_path / "a.pdf", sample.pdf(encrypt="secret"))


def test_an_encrypted_zip(tmp_path: Path) -> None:
    content = bytearray(sample.zipped({"a.txt": LINE}))
    content[6] |= 1  # the flag of encryption, in the local header and in the directory
    content[content.rindex(b"PK\x01\x02") + 8] |= 1
    assert "加密" in refused_member(tmp_path / "a.zip", bytes(content))


def refused_member(path: Path, content: bytes) -> str:
    path.write_bytes(content)
    found = list(corpus.scan([path]))
    assert found
    assert all(isinstance(each, Failure) for each in found)
    return " ".join(each.reason for each in found if isinstance(each, Failure))


@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
def test_truncated_files(tmp_path: Path, share: float) -> None:
    for name, whole in (("a.docx", sample.docx()), ("b.ofd", ofd([LINE] * 50))):
        assert "损坏" in refused(tmp_path / name, whole[: int(len(whole) * share)])


def test_a_docx_whose_part_is_garbage(tmp_path: Path) -> None:
    content = sample.zipped({"word/document.xml": b"\x01\x02<", "[Content_Types].xml": b"<"})
    assert "损坏" in refused(tmp_path / "a.docx", content)


def test_a_name_that_lies(tmp_path: Path) -> None:
    assert ".docx" in refused(tmp_path / "a.docx", b"hello, world")
    assert ".pdf" in refused(tmp_path / "a.pdf", b"\x89PNG\r\n\x1a\n" + bytes(range(256)))


def test_stray_bytes_in_gbk_and_utf8(tmp_path: Path) -> None:
    for encoding in ("gb18030", "utf-8"):
        path = tmp_path / f"{encoding}.txt"
        text = LINE * 20
        half = len((LINE * 10).encode(encoding))
        content = text.encode(encoding)
        path.write_bytes(content[:half] + b"\xff" + content[half:])
        (found,) = corpus.scan([path])
        assert isinstance(found, RawDocument)
        assert found.text.replace("\ufffd", "") == text


def test_big5(tmp_path: Path) -> None:
    text = "資料治理計畫書，提升數據服務品質，並推動機關之間的資料共享。" * 5
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode("big5"))
    (found,) = corpus.scan([path])
    assert isinstance(found, RawDocument)
    assert found.text == text


def test_nul_bytes_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes((LINE * 5).encode().replace("，".encode(), "，\0".encode(), 1))
    (found,) = corpus.read([path])
    assert isinstance(found, PolicyDocument)
    assert found.text == LINE * 5


def test_fifty_megabytes_on_a_line(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("数据共享，".encode() * 3_400_000)
    (failure,) = corpus.scan([path])
    assert isinstance(failure, Failure)
    assert "17000000 字" in failure.reason
    (found,) = corpus.scan([path], limits=Limits(characters=20_000_000))
    assert isinstance(found, RawDocument)
    (large,) = corpus.scan([path], limits=Limits(file_mb=10))
    assert isinstance(large, Failure)
    assert "上限 10 MB" in large.reason


def test_spaces_and_chinese_in_paths(tmp_path: Path) -> None:
    folder = tmp_path / "我的 文件 夹"
    folder.mkdir()
    (folder / "通知 （终稿）.docx").write_bytes(sample.docx())
    (found,) = corpus.scan([tmp_path])
    assert isinstance(found, RawDocument)
    assert found.id == "我的 文件 夹/通知 （终稿）.docx"


def test_a_name_that_is_no_text(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.docx"))
    path.write_bytes(sample.docx())
    (found,) = corpus.scan([tmp_path])
    assert isinstance(found, RawDocument)
    found.id.encode()


def test_pipes_are_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    (failure,) = corpus.scan([tmp_path])
    assert isinstance(failure, Failure)
    assert "管道" in failure.reason


@pytest.mark.parametrize("name", ["a.txt", "a.docx"])
def test_a_file_that_changes_while_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    path = tmp_path / name
    path.write_bytes(LINE.encode() if name == "a.txt" else sample.docx())

    def grow(function: Callable[..., Any]) -> Callable[..., Any]:
        def grown(*words: object) -> object:
            result = function(*words)
            with path.open("ab") as handle:
                handle.write(b"more")
            return result

        return grown

    monkeypatch.setattr(Path, "read_bytes", grow(Path.read_bytes))
    monkeypatch.setattr(Sandbox, "read", grow(Sandbox.read))
    (failure,) = corpus.scan([path])
    assert isinstance(failure, Failure)
    assert "被改动" in failure.reason


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(Limits(memory_mb=400, seconds=60)) as each:
        yield each


def test_want_of_memory_costs_one_document(tmp_path: Path) -> None:
    many = sample.zipped({"a.txt": bytes(300_000_000)})
    reason = refused(tmp_path / "a.zip", many, Limits(memory_mb=450, ratio=100_000))
    assert "解析进程中途退出" in reason


def test_a_killed_parser_is_replaced(tmp_path: Path, sandbox: Sandbox) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(sample.docx())
    (first,) = sandbox.read(path, "a.docx")
    process = sandbox._process
    assert process is not None
    process.kill()
    process.wait()
    (second,) = sandbox.read(path, "a.docx")
    assert first == second


def test_a_parser_that_hangs_is_stopped(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(sample.pdf(copies=500))
    with Sandbox(Limits(seconds=1)) as sandbox:
        (_,) = sandbox.read(_small(tmp_path), "b.docx")
        with pytest.raises(corpus.CorpusError, match="超过 1 秒"):
            sandbox.read(path, "a.pdf")
        assert sandbox._process is None


def _small(folder: Path) -> Path:
    path = folder / "b.docx"
    path.write_bytes(sample.docx())
    return path
