"""The files of the text index: two tantivy indexes side by side, and which version they are of.

Two, since BM25 counts how many entries of its index have a term and how long they are on average:
documents and passages must not be counted together.
"""

from __future__ import annotations

import atexit
import json
import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from qa.error import RetrievalError

if TYPE_CHECKING:
    import tantivy

FORMAT = 1
"""Version of the fields below; an index of another version is refused."""

MARKER = "index.json"
DOCUMENTS = "documents"
PASSAGES = "passages"
HEAP = 64_000_000
"""Bytes that tantivy may hold in memory while writing, per index; 15 MB is its minimum."""


def exists(folder: Path) -> bool:
    """Tell whether there is an index in a folder.

    Raises:
        RetrievalError: There is one of another version.
    """
    if not (folder / MARKER).is_file():
        return False
    _check_version(folder)
    return True


def create(folder: Path) -> None:
    """Make an empty index; the marker is written last, so what is half made is made again."""
    import tantivy

    for name in (DOCUMENTS, PASSAGES):
        (folder / name).mkdir(parents=True, exist_ok=True)
        schema = tantivy.SchemaBuilder()
        schema.add_text_field("document", stored=True, tokenizer_name="raw", index_option="basic")
        for field in ("words", "grams"):
            schema.add_text_field(field, tokenizer_name="terms", index_option="freq")
        if name == DOCUMENTS:
            schema.add_bytes_field("sha256", stored=True)
        else:
            schema.add_unsigned_field("start", stored=True)
            schema.add_unsigned_field("end", stored=True)
            schema.add_bytes_field("path", stored=True)
        tantivy.Index(schema.build(), path=str(folder / name))
    (folder / MARKER).write_text(json.dumps({"format": FORMAT}) + "\n", encoding="utf-8")


def open_index(folder: Path) -> tantivy.Index:
    """Open one of the two for reading.

    Raises:
        RetrievalError: It is damaged.
    """
    import tantivy

    try:
        index = tantivy.Index.open(str(folder if os.access(folder, os.W_OK) else _aside(folder)))
    except ValueError as error:
        raise _damaged(folder, error) from error
    tokenizer = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer("terms", tokenizer)
    return index


def _aside(folder: Path) -> Path:
    """Return a folder of links to an index that cannot be written.

    Tantivy takes a lock file in the index's folder even for reading.
    """
    links = Path(tempfile.mkdtemp(prefix="zhengtu-index-"))
    atexit.register(shutil.rmtree, links, ignore_errors=True)
    for each in folder.iterdir():
        if not each.name.endswith(".lock"):
            (links / each.name).symlink_to(each.absolute())
    return links


def open_writer(folder: Path) -> tantivy.IndexWriter:
    """Open one of the two for writing.

    Raises:
        RetrievalError: Somebody else is writing it, or it is damaged.
    """
    index = open_index(folder)
    try:
        # One thread: the same documents in the same order make the same index.
        return index.writer(HEAP, 1)
    except ValueError as error:
        if "LockBusy" not in str(error):
            raise _damaged(folder, error) from error
        raise RetrievalError(
            f"检索索引 {folder} 正在被另一个进程写入：请等它结束再试。"
            " Another process is writing the index: wait until it is done.",
            path=str(folder),
        ) from error


def _damaged(folder: Path, error: Exception) -> RetrievalError:
    return RetrievalError(
        f"检索索引 {folder} 无法打开（{error}）："
        f"请删除目录 {folder.parent}，再运行 zhengtu build 重建。"
        " The index is damaged: delete that folder and build again.",
        path=str(folder),
    )


def _check_version(folder: Path) -> None:
    """Refuse an index of another version.

    Raises:
        RetrievalError: It is one, or its marker cannot be read.
    """
    try:
        found = json.loads((folder / MARKER).read_text(encoding="utf-8"))["format"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise _damaged(folder / MARKER, error) from error
    if found != FORMAT:
        raise RetrievalError(
            f"检索索引 {folder} 的格式是 {found}，本版本使用 {FORMAT}："
            "请删除该目录，再运行 zhengtu build 重建。"
            " The index has another format: delete the folder and build again.",
            path=str(folder),
            found=found,
            expected=FORMAT,
        )
