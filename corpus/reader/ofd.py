"""OFD (GB/T 33190), the national format for fixed pages: a zip of XML with placed text."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Any

from corpus.error import CorpusError
from corpus.reader.draft import Draft
from corpus.reader.layout import Sheet, compose
from corpus.reader.line import Run

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus.document import RawDocument
    from corpus.limits import Limits
    from corpus.reader.package import Package


def read(package: Package, name: str, source: str, limits: Limits) -> Iterator[RawDocument]:
    """Yield the one document of an OFD file.

    Raises:
        CorpusError: It is damaged, has no text, or has too many pages.
    """
    package.refuse_entities()
    root = _xml(package, "OFD.xml")
    sheets: list[Sheet] = []
    for at in _texts(root, "DocRoot"):
        path = _joined("", at)
        base = posixpath.dirname(path)
        for page in _named(_xml(package, path), "Page"):
            place = page.get("BaseLoc")
            if place:
                sheets.append(Sheet(tuple(_runs(_xml(package, _joined(base, place))))))
            if len(sheets) > limits.pages:
                raise CorpusError(
                    f"OFD 超过上限 {limits.pages} 页：请拆分文件，或调高 ZHENGTU_MAX_PAGES。"
                    " Too many pages."
                )
    if not any(sheet.runs for sheet in sheets):
        raise CorpusError("这份 OFD 没有文字（可能是扫描件）：请先识别文字。 No text in this OFD.")
    draft = Draft()
    compose(sheets, draft)
    yield draft.document(name, source, {})


def _xml(package: Package, path: str) -> Any:  # noqa: ANN401 - an lxml element
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        return etree.fromstring(package.read(path), parser)
    except etree.XMLSyntaxError as error:
        raise CorpusError(f"OFD 已损坏（{path} 不是有效的 XML）：请重新下载。 Damaged.") from error


def _named(root: Any, tag: str) -> list[Any]:  # noqa: ANN401
    """Return the elements of a name in any namespace: producers write several."""
    found: list[Any] = root.xpath(f"//*[local-name()='{tag}']")
    return found


def _texts(root: Any, tag: str) -> list[str]:  # noqa: ANN401
    return [each.text.strip() for each in _named(root, tag) if each.text and each.text.strip()]


def _joined(base: str, path: str) -> str:
    return (
        path.lstrip("/") if path.startswith("/") else posixpath.normpath(posixpath.join(base, path))
    )


def _runs(page: Any) -> Iterator[Run]:  # noqa: ANN401
    for text in _named(page, "TextObject"):
        left, top, width, height = (*_numbers(text.get("Boundary", "")), 0, 0, 0, 0)[:4]
        matrix = (*_numbers(text.get("CTM", "")), *(1, 0, 0, 1, 0, 0))[:6]
        if len(_numbers(text.get("CTM", ""))) != 6:
            matrix = (1, 0, 0, 1, 0, 0)
        size = (_numbers(text.get("Size", "")) or [height or 4.0])[0]
        for code in (each for each in text if each.tag.rpartition("}")[2] == "TextCode"):
            yield from _placed(code, (left, top, width), matrix, size)


def _placed(
    code: Any,  # noqa: ANN401
    box: tuple[float, float, float],
    matrix: tuple[float, ...],
    size: float,
) -> Iterator[Run]:
    x = (_numbers(code.get("X", "")) or [0.0])[0]
    y = (_numbers(code.get("Y", "")) or [0.0])[0]
    across, down = _deltas(code.get("DeltaX", "")), _deltas(code.get("DeltaY", ""))
    tall = size * (abs(matrix[3]) or 1)
    for at, character in enumerate(code.text or ""):
        left = box[0] + matrix[0] * x + matrix[2] * y + matrix[4]
        base = box[1] + matrix[1] * x + matrix[3] * y + matrix[5]
        wide = tall * (0.55 if character.isascii() else 1.0)
        if not character.isspace():
            yield Run(character, left, base - 0.85 * tall, left + wide, base + 0.15 * tall)
        fallback = 0.0 if down else size * (0.55 if character.isascii() else 1.0)
        x += across[at] if at < len(across) else (across[-1] if across else fallback)
        y += down[at] if at < len(down) else 0.0


def _numbers(text: str) -> list[float]:
    try:
        return [float(each) for each in text.split()]
    except ValueError:
        return []


def _deltas(text: str) -> list[float]:
    """Return the steps from one character to the next; ``g 3 4.2`` stands for 4.2 three times."""
    words = text.split()
    found: list[float] = []
    at = 0
    try:
        while at < len(words):
            if words[at] == "g" and at + 2 < len(words):
                found += [float(words[at + 2])] * min(int(words[at + 1]), 10_000)
                at += 3
            else:
                found.append(float(words[at]))
                at += 1
    except ValueError:
        return []
    return found
