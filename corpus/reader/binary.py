"""The formats that are parsed in the worker process, chosen by content; a zip one level deep."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from corpus.document import Failure, RawDocument
from corpus.error import CorpusError
from corpus.reader import docx, html, legacy, markdown, mhtml, ofd, pdf, table, text
from corpus.reader.form import MEDIA_TYPES, form_of
from corpus.reader.package import Package, member_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus.limits import Limits


_UNSUPPORTED = "不支持这种格式：请转换为 PDF、DOCX、HTML 或文本。 Unsupported format."


@dataclass(frozen=True, slots=True)
class Found:
    """A document or failure with the hash and media type of the bytes it came from."""

    item: RawDocument | Failure
    sha256: str
    media_type: str


def read(
    content: bytes, name: str, source: str, limits: Limits, *, inside: bool = False
) -> Iterator[Found]:
    """Yield the documents of a file; what is at fault with one is a Failure.

    Args:
        content: The bytes of the file.
        name: The id that a single document gets.
        source: Where the file is.
        limits: What it may cost.
        inside: Whether the file is a member of a zip, in which no further zip is opened.
    """
    form = None
    package = None
    digest = sha256(content).hexdigest()
    try:
        form = form_of(content, name)
        if form == "package":
            package = Package(content, limits)
            form = package.kind()
        media = MEDIA_TYPES.get(form or "", "application/octet-stream")
        if form == "zip" and package is not None:
            if inside:
                raise CorpusError(
                    "压缩包里的压缩包不予打开：请先解压。 A zip in a zip is not opened."
                )
            yield from _members(package, name, source, limits)
            return
        for item in _documents(form, content, package, name, source, limits):
            yield Found(item, digest, media)
    except CorpusError as error:
        media = MEDIA_TYPES.get(form or "", "application/octet-stream")
        yield Found(Failure(source, error.message), digest, media)


def _documents(
    form: str | None,
    content: bytes,
    package: Package | None,
    name: str,
    source: str,
    limits: Limits,
) -> Iterator[RawDocument | Failure]:
    if form == "legacy":
        content = legacy.converted(content, limits)
        package = Package(content, limits)
        form = package.kind()
    if package is not None:
        yield from _of_package(form, content, package, name, source, limits)
    elif form == "pdf":
        yield from pdf.read(content, name, source, limits)
    elif form == "html":
        yield from html.read(content, name, source)
    elif form == "mhtml":
        yield from mhtml.read(content, name, source)
    elif form == "csv":
        yield from table.read_csv(content, name, source)
    elif form in ("text", "markdown"):
        found = text.document(content, name, source)
        if form == "markdown" and isinstance(found, RawDocument):
            found = markdown.with_front_matter(found)
        yield found
    else:
        raise CorpusError(_UNSUPPORTED)


def _of_package(
    form: str | None, content: bytes, package: Package, name: str, source: str, limits: Limits
) -> Iterator[RawDocument | Failure]:
    if form == "docx":
        yield from docx.read(package, content, name, source)
    elif form == "xlsx":
        yield from table.read_xlsx(package, content, name, source)
    elif form == "ofd":
        yield from ofd.read(package, name, source, limits)
    else:
        raise CorpusError(_UNSUPPORTED)


def _members(package: Package, name: str, source: str, limits: Limits) -> Iterator[Found]:
    known = 0
    for member in sorted(package.names):
        shown = member_name(member)
        if shown.rsplit("/", 1)[-1].startswith((".", "__MACOSX")) or shown.startswith("__MACOSX"):
            continue
        where = f"{source}/{shown}"
        try:
            content = package.read(member)
            unknown = form_of(content, shown) is None
        except CorpusError as error:
            yield Found(Failure(where, error.message), "", "application/octet-stream")
            continue
        if unknown:
            continue
        known += 1
        yield from read(content, f"{name}/{shown}", where, limits, inside=True)
    if not known:
        raise CorpusError("压缩包里没有能读的文件：请检查内容。 Nothing readable in the zip.")
