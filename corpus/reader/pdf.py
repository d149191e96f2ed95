"""PDF with a text layer through PDFium; tables with ruled lines through pdfplumber.

A page without a text layer is recognised with ``tesseract`` if that is switched on.
"""

from __future__ import annotations

import subprocess
from io import BytesIO
from typing import TYPE_CHECKING, Any

from corpus.error import CorpusError
from corpus.reader.draft import Draft
from corpus.reader.layout import Sheet, Table, compose
from corpus.reader.line import Run

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus.document import RawDocument
    from corpus.limits import Limits

SCAN = (
    "这份 PDF 是扫描件：没有文字层。可安装 tesseract-ocr 和 tesseract-ocr-chi-sim 后设 "
    "ZHENGTU_OCR=true，或先用其他软件识别文字。 This PDF is a scan: no text layer."
)
LEAST = 20
"""Characters a page must have, on average, for the file not to count as a scan."""
_RULES = 4


def read(content: bytes, name: str, source: str, limits: Limits) -> Iterator[RawDocument]:
    """Yield the one document of a PDF.

    Raises:
        CorpusError: It is encrypted, damaged, a scan, or has too many pages.
    """
    import pypdfium2 as pdfium

    try:
        pdf = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        raise _unreadable(content, error) from error
    if len(pdf) > limits.pages:
        raise CorpusError(
            f"PDF 有 {len(pdf)} 页，超过上限 {limits.pages} 页：请拆分文件，"
            "或调高 ZHENGTU_MAX_PAGES。 Too many pages."
        )
    sheets = []
    ruled = []
    for number in range(len(pdf)):
        page = pdf[number]
        runs = tuple(_runs(page))
        if any(_is_rule(each) for each in page.get_objects(max_depth=2)) and _rules(page) >= _RULES:
            ruled.append(number)
        sheets.append(Sheet(runs))
        page.close()
    if sum(len(sheet.runs) for sheet in sheets) < LEAST * len(sheets):
        if not limits.ocr:
            raise CorpusError(SCAN)
        yield _recognised(pdf, name, source, limits)
        return
    for number, tables in _tables(content, ruled):
        sheets[number] = Sheet(sheets[number].runs, tables)
    draft = Draft()
    compose(sheets, draft)
    yield draft.document(name, source, {})


def _unreadable(content: bytes, error: Exception) -> CorpusError:
    if "password" in str(error).lower() or b"/Encrypt" in content[-4096:]:
        return CorpusError("PDF 已加密：请先用密码打开并另存为不加密的文件。 An encrypted PDF.")
    return CorpusError("PDF 已损坏或不完整：请重新下载。 The PDF is damaged.")


def _runs(page: Any) -> Iterator[Run]:  # noqa: ANN401 - pypdfium2 has no type stubs
    """Yield the characters of a page; PDFium gives line ends and spaces of its own, left out."""
    text = page.get_textpage()
    height = page.get_height()
    for at in range(text.count_chars()):
        character = text.get_text_range(at, 1)
        if character.isspace() or not character or character in "\ufffe\uffff":
            continue
        left, bottom, right, top = text.get_charbox(at, loose=True)
        yield Run(character, left, height - top, right, height - bottom)
    text.close()


def _is_rule(each: Any) -> bool:  # noqa: ANN401
    from pypdfium2 import raw

    return bool(each.type == raw.FPDF_PAGEOBJ_PATH)


def _rules(page: Any) -> int:  # noqa: ANN401
    return sum(_is_rule(each) for each in page.get_objects(max_depth=2))


def _tables(content: bytes, numbers: list[int]) -> Iterator[tuple[int, tuple[Table, ...]]]:
    """Yield the ruled tables of the pages that have lines at all (pdfplumber is slow)."""
    if not numbers:
        return
    import pdfplumber

    with pdfplumber.open(BytesIO(content)) as pdf:
        for number in numbers:
            page = pdf.pages[number]
            found = []
            for table in page.find_tables():
                rows = tuple(tuple(cell or "" for cell in row) for row in table.extract())
                if len(rows) > 1 and max(map(len, rows)) > 1:
                    found.append(Table(tuple(map(_unwrapped, rows)), *table.bbox))
            yield number, tuple(found)
            page.close()


def _unwrapped(row: tuple[str, ...]) -> tuple[str, ...]:
    """Undo the line breaks within cells; English words keep a space."""
    return tuple(
        "".join(
            f" {part}" if at and part[:1].isascii() and part[:1].isalpha() else part
            for at, part in enumerate(cell.split("\n"))
        )
        for cell in row
    )


def _recognised(pdf: Any, name: str, source: str, limits: Limits) -> RawDocument:  # noqa: ANN401
    from shutil import which

    if which("tesseract") is None:
        raise CorpusError(f"没有找到 tesseract。{SCAN}")
    draft = Draft()
    for number in range(len(pdf)):
        image = BytesIO()
        pdf[number].render(scale=200 / 72, grayscale=True).to_pil().save(image, "PNG")
        for line in _tesseract(image.getvalue(), limits):
            draft.line(line, page=number + 1)
    return draft.document(name, source, {"recognised": "tesseract chi_sim"})


def _tesseract(image: bytes, limits: Limits) -> list[str]:
    """Return the lines on the picture of a page; spaces between ideographs are taken out."""
    import re

    done = subprocess.run(
        ["tesseract", "stdin", "stdout", "-l", "chi_sim", "--psm", "3"],
        input=image,
        capture_output=True,
        timeout=limits.seconds,
        check=False,
    )
    if done.returncode != 0:
        raise CorpusError(
            "tesseract 不能识别：请确认已安装 tesseract-ocr-chi-sim。 tesseract failed: "
            + done.stderr.decode("utf-8", "replace").strip()[:200]
        )
    text = re.sub(r"(?<=[^\x00-\x7f]) +(?=\S)|(?<=\S) +(?=[^\x00-\x7f])", "", done.stdout.decode())
    return text.splitlines()
