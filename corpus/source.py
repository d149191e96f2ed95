"""From SOURCEs to documents: which files there are, what is in them, in a fixed order."""

from __future__ import annotations

import stat
import sys
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from corpus.document import Failure, Origin, RawDocument
from corpus.error import CorpusError
from corpus.limits import Limits
from corpus.metadata.calendar import day_given
from corpus.parsing import parse
from corpus.reader import jsonl, markdown, text
from corpus.reader.form import HEAD, IN_PROCESS, MEDIA_TYPES, NAMES, form_of, named_form
from corpus.sandbox import Sandbox

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator, Sequence

    from corpus.document import PolicyDocument


@dataclass(slots=True)
class Tally:
    """What a scan passed over without a word: files of other formats, repeated documents."""

    unsupported: int = 0
    repeated: int = 0


def read(
    sources: Sequence[str | Path],
    *,
    stdin: BinaryIO | None = None,
    tally: Tally | None = None,
    limits: Limits | None = None,
) -> Iterator[PolicyDocument | Failure]:
    """Yield every document of the sources, parsed; see ``scan`` for what a source may be."""
    for raw in scan(sources, stdin=stdin, tally=tally, limits=limits):
        yield raw if isinstance(raw, Failure) else parse(raw)


def scan(
    sources: Sequence[str | Path],
    *,
    stdin: BinaryIO | None = None,
    tally: Tally | None = None,
    limits: Limits | None = None,
) -> Iterator[RawDocument | Failure]:
    """Yield the documents of the sources, unparsed, and a Failure for each that cannot be read.

    A source is a file, a folder (with all below it), or ``-`` for text on ``stdin`` (by default
    standard input). Files of a folder come in the order of their names. A file of an unsupported
    format is passed over in a folder and a Failure when named. Of two documents with one id the
    second is a Failure, or passed over if it is the same. ``tally`` counts what was passed over;
    ``limits`` say what a file may cost.
    """
    limits = limits or Limits()
    with Sandbox(limits) as sandbox:
        walk = _Scan(limits, tally or Tally(), sandbox, stdin or sys.stdin.buffer)
        seen = _Seen(walk.tally, limits.characters)
        for source in sources:
            for found in walk.source(source):
                yield from seen.admit(found)


@dataclass(slots=True)
class _Seen:
    """The ids so far, each with a short hash of what it stood for and where."""

    tally: Tally
    characters: int
    ids: dict[str, tuple[bytes, str]] = field(default_factory=dict)

    def admit(self, found: RawDocument | Failure) -> Iterator[RawDocument | Failure]:
        if isinstance(found, Failure):
            yield found
            return
        here = found.source or found.id
        if len(found.text) > self.characters:
            yield Failure(
                here,
                f"有 {len(found.text)} 字，超过一份文件的上限 {self.characters} 字：请拆分，"
                "或调高 ZHENGTU_MAX_CHARACTERS。 Too long for one document.",
            )
            return
        content = bytes.fromhex(found.sha256)[:16]
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


@dataclass(frozen=True, slots=True)
class _Scan:
    """One walk through sources, with what it needs on the way."""

    limits: Limits
    tally: Tally
    sandbox: Sandbox
    stdin: BinaryIO

    def source(self, source: str | Path) -> Iterator[RawDocument | Failure]:
        if str(source) == "-":
            yield text.document(self.stdin.read(), "-", "-")
            return
        path = Path(source)
        try:
            if path.is_dir():
                yield from self._folder(path, path, set())
            elif path.exists() or path.is_symlink():
                yield from self._file(path, path.name, named=True)
            else:
                yield Failure(str(path), "没有这个文件或目录：请检查路径。 No such file or folder.")
        except OSError as error:
            yield unreadable(path, error)

    def _folder(
        self, folder: Path, root: Path, above: set[tuple[int, int]]
    ) -> Iterator[RawDocument | Failure]:
        """Walk a folder in the order of names; a link to a folder ``above`` is not followed."""
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
                yield from self._folder(entry, root, above | {here})
            else:
                yield from self._file(entry, entry.relative_to(root).as_posix())

    def _file(
        self, path: Path, name: str, *, named: bool = False
    ) -> Iterator[RawDocument | Failure]:
        try:
            before = path.stat()
            if reason := self._refused(before):
                yield Failure(str(path), reason)
                return
            with path.open("rb") as handle:
                form = form_of(handle.read(HEAD), path.name)
            if form is not None:
                yield from self._documents(path, name, form, before)
            elif named:
                yield _unsupported(path)
            else:
                self.tally.unsupported += 1
        except CorpusError as error:
            yield Failure(str(path), error.message)
        except OSError as error:
            if named or named_form(path.name):
                yield unreadable(path, error)
            else:
                self.tally.unsupported += 1

    def _refused(self, status: os.stat_result) -> str:
        if not stat.S_ISREG(status.st_mode):
            return "不是普通文件（管道或设备），不予读取：请去掉。 Not a regular file."
        if status.st_size > self.limits.file_mb * 1_000_000:
            return (
                f"文件有 {status.st_size // 1_000_000} MB，超过上限 {self.limits.file_mb} MB："
                "请拆分，或调高 ZHENGTU_MAX_FILE_MB。 The file is too large."
            )
        return ""

    def _documents(
        self, path: Path, name: str, form: str, before: os.stat_result
    ) -> Iterator[RawDocument | Failure]:
        written = datetime.fromtimestamp(before.st_mtime, UTC).date()
        if form == "jsonl":
            digest = _hash(path)
            for each in jsonl.read(path, name):
                yield _from(each, digest, MEDIA_TYPES[form], written)
        elif form in IN_PROCESS:
            content = path.read_bytes()
            found = text.document(content, name, str(path))
            if form == "markdown" and isinstance(found, RawDocument):
                found = markdown.with_front_matter(found)
            if not _changed(path, before):
                yield _from(found, sha256(content).hexdigest(), MEDIA_TYPES[form], written)
        else:
            parsed = self.sandbox.read(path, name)
            if not _changed(path, before):
                for one in parsed:
                    yield _from(one.item, one.sha256, one.media_type, written)
        if _changed(path, before):
            yield Failure(
                str(path), "读取时文件被改动：请在写完后再运行一次。 It changed while read."
            )


def _hash(path: Path) -> str:
    from hashlib import file_digest

    with path.open("rb") as handle:
        return file_digest(handle, "sha256").hexdigest()


def _changed(path: Path, before: os.stat_result) -> bool:
    now = path.stat()
    return (now.st_ino, now.st_size, now.st_mtime_ns) != (
        before.st_ino,
        before.st_size,
        before.st_mtime_ns,
    )


def _from(
    found: RawDocument | Failure, digest: str, media_type: str, written: date
) -> RawDocument | Failure:
    """Add to a document what it came from; an id must be text, which a file name need not be."""
    if isinstance(found, Failure):
        return found
    retrieved = day_given(found.given.get("retrieved_on")) or written
    clean = found.id.encode("utf-8", "replace").decode()
    return replace(found, id=clean, origin=Origin(digest, media_type, retrieved))


def _unsupported(path: Path) -> Failure:
    known = " ".join(NAMES)
    return Failure(
        str(path),
        f"不支持 {path.suffix or '没有后缀'} 格式：请转换为 {known} 之一。 "
        "Unsupported format: convert it to one of these.",
    )


def unreadable(path: Path, error: OSError) -> Failure:
    """Return the failure for a path that the system does not let us read."""
    if isinstance(error, PermissionError):
        return Failure(str(path), "没有读取权限：请用 chmod 给予权限再试。 Permission denied.")
    return Failure(
        str(path), f"无法读取（{error.strerror or error}）：请检查文件。 Cannot be read."
    )
