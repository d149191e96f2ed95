"""From SOURCEs to documents: which files there are, what is in them, in a fixed order."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from corpus.document import Failure, OffsetMap, PolicyDocument, RawDocument
from corpus.metadata import metadata_of
from corpus.metadata.page import Page
from corpus.normalize import normalize
from corpus.passage import passages_of
from corpus.reader import READERS, reader_for, text
from corpus.sentence import paragraphs
from corpus.structure import sections_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@dataclass(slots=True)
class Tally:
    """What a scan passed over without a word: files of other formats, repeated documents."""

    unsupported: int = 0
    repeated: int = 0


def read(
    sources: Sequence[str | Path], *, stdin: BinaryIO | None = None, tally: Tally | None = None
) -> Iterator[PolicyDocument | Failure]:
    """Yield every document of the sources, parsed; see ``scan`` for what a source may be."""
    for raw in scan(sources, stdin=stdin, tally=tally):
        yield raw if isinstance(raw, Failure) else parse(raw)


def parse(raw: RawDocument) -> PolicyDocument:
    """Return the document that a raw one is: normalised, with metadata, sections and passages."""
    content, offsets = normalize(raw.text)
    if raw.start:
        offsets = OffsetMap(tuple((at, there + raw.start) for at, there in offsets.breaks))
    spans = paragraphs(content)
    sections = sections_of(content, spans)
    return PolicyDocument(
        id=raw.id,
        text=content,
        metadata=metadata_of(Page(content, spans), raw.given),
        sections=sections,
        passages=passages_of(raw.id, content, spans, sections),
        sha256=sha256(content.encode()).hexdigest(),
        offsets=offsets,
        path=raw.source,
        input_sha256=raw.sha256,
    )


def scan(
    sources: Sequence[str | Path], *, stdin: BinaryIO | None = None, tally: Tally | None = None
) -> Iterator[RawDocument | Failure]:
    """Yield the documents of the sources, unparsed, and a Failure for each that cannot be read.

    A source is a file, a folder (with all below it), or ``-`` for text on ``stdin`` (by default
    standard input). Files of a folder come in the order of their names. A file of an unsupported
    format is passed over in a folder and a Failure when named. Of two documents with one id the
    second is a Failure, or passed over if it is the same. ``tally`` counts what was passed over.
    """
    seen = _Seen(tally or Tally())
    for source in sources:
        for found in _of_source(source, stdin, seen.tally):
            yield from seen.admit(found)


@dataclass(slots=True)
class _Seen:
    """The ids so far, each with a short hash of what it stood for and where."""

    tally: Tally
    ids: dict[str, tuple[bytes, str]] = field(default_factory=dict)

    def admit(self, found: RawDocument | Failure) -> Iterator[RawDocument | Failure]:
        if isinstance(found, Failure):
            yield found
            return
        content = bytes.fromhex(found.sha256)[:16]
        here = found.source or found.id
        if found.id not in self.ids:
            self.ids[found.id] = (content, here)
            yield found
            return
        first, where = self.ids[found.id]
        if first == content:
            self.tally.repeated += 1
        else:
            yield Failure(
                here,
                f"编号 {found.id} 已被 {where} 使用，内容不同：请改其中一个的 id，或分开建库。 "
                f"The id is taken by {where}: change one of them.",
            )


def _of_source(
    source: str | Path, stdin: BinaryIO | None, tally: Tally
) -> Iterator[RawDocument | Failure]:
    if str(source) == "-":
        content = (stdin or sys.stdin.buffer).read()
        found = text.document(content, "-", "-")
        yield found
        return
    path = Path(source)
    try:
        if path.is_dir():
            yield from _of_folder(path, path, tally, set())
        elif path.exists() or path.is_symlink():
            yield from _of_named_file(path)
        else:
            yield Failure(str(path), "没有这个文件或目录：请检查路径。 No such file or folder.")
    except OSError as error:
        yield unreadable(path, error)


def _of_named_file(path: Path) -> Iterator[RawDocument | Failure]:
    if reader_for(path) is None:
        known = " ".join(READERS)
        yield Failure(
            str(path),
            f"不支持 {path.suffix or '没有后缀'} 格式：请转换为 {known} 之一。 "
            "Unsupported format: convert it to one of these.",
        )
    else:
        yield from _of_file(path, path.name)


def _of_folder(
    folder: Path, root: Path, tally: Tally, above: set[tuple[int, int]]
) -> Iterator[RawDocument | Failure]:
    """Walk a folder in the order of names; a link back to a folder ``above`` is not followed."""
    try:
        status = folder.stat()
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    except OSError as error:
        yield unreadable(folder, error)
        return
    here = (status.st_dev, status.st_ino)
    if here in above:
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            yield from _of_folder(entry, root, tally, above | {here})
        elif reader_for(entry) is None:
            tally.unsupported += 1
        else:
            yield from _of_file(entry, entry.relative_to(root).as_posix())


def _of_file(path: Path, name: str) -> Iterator[RawDocument | Failure]:
    reader = reader_for(path)
    if reader is None:
        raise ValueError(f"no reader for {path}")
    try:
        for found in reader(path, name):
            yield _storable(found) if isinstance(found, RawDocument) else found
    except OSError as error:
        yield unreadable(path, error)


def _storable(raw: RawDocument) -> RawDocument:
    """A file name may hold bytes that are no text; an id must be text."""
    clean = raw.id.encode("utf-8", "replace").decode()
    return raw if clean == raw.id else replace(raw, id=clean)


def unreadable(path: Path, error: OSError) -> Failure:
    """Return the failure for a path that the system does not let us read."""
    if isinstance(error, PermissionError):
        return Failure(str(path), "没有读取权限：请用 chmod 给予权限再试。 Permission denied.")
    return Failure(
        str(path), f"无法读取（{error.strerror or error}）：请检查文件。 Cannot be read."
    )
