"""From bytes to text: which encoding a file has, and whether it is text at all."""

from __future__ import annotations

import codecs
import re

from corpus.error import CorpusError

_FOREIGN = {
    b"%PDF": "PDF",
    b"PK\x03\x04": "ZIP（DOCX、XLSX、OFD 也是）",
    b"\xd0\xcf\x11\xe0": "旧版 Office（.doc、.xls）",
    b"{\\rtf": "RTF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"\x1f\x8b": "gzip",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7z",
    b"\x7fELF": "程序",
}
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x19\x7f]")
_HAN = re.compile("[\u4e00-\u9fff]")
_SAMPLE = 4000


def decode(content: bytes) -> str:
    """Return the text of a file: UTF-8, UTF-16 with a byte order mark, or GB18030.

    Raises:
        CorpusError: The content is that of another kind of file, or in another encoding.
    """
    refuse_binary(content)
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _strictly(content, "utf-16")
    if content.count(b"\0") * 100 > len(content):
        raise CorpusError(
            "不是文本文件（含大量 NUL 字节）：如是 UTF-16 文本，请另存为 UTF-8。 "
            "Not a text file: save it as UTF-8."
        )
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        return _chinese(content, error)


def refuse_binary(content: bytes) -> None:
    """Raise a CorpusError if the content begins like that of another kind of file."""
    for magic, kind in _FOREIGN.items():
        if content.startswith(magic):
            raise CorpusError(
                f"内容是 {kind}，不是文本：请先转换为 UTF-8 的 .txt 或 .md。 "
                "Not a text file: convert it to UTF-8 text first."
            )
    head = content[:_SAMPLE]
    if not head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        marks = len(_CONTROL.findall(head)) - head.count(b"\0")
        if marks * 20 > len(head):
            raise CorpusError(
                "是二进制文件，不是文本：请先转换为 UTF-8 的 .txt 或 .md。 "
                "A binary file: convert it to UTF-8 text first."
            )


def _chinese(content: bytes, error: UnicodeDecodeError) -> str:
    """Decode as GB18030, if what comes out reads like Chinese."""
    try:
        text = content.decode("gb18030")
    except UnicodeDecodeError:
        text = ""
    if not reads_as_chinese(text):
        raise CorpusError(
            f"第 {error.start} 字节起既不是 UTF-8 也不是 GB18030：请用 iconv 转换为 UTF-8 再试。 "
            "Neither UTF-8 nor GB18030: convert the file to UTF-8.",
            offset=error.start,
        )
    return text


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise CorpusError(
            f"第 {error.start} 字节起不是有效的 {encoding}：请转换为 UTF-8 再试。 "
            f"Not valid {encoding}: convert the file to UTF-8.",
            offset=error.start,
        ) from error


def reads_as_chinese(text: str) -> bool:
    """Tell whether most ideographs are common ones.

    GB/T 2312 puts the 3,755 most frequent characters first (rows 16–55); bytes of another encoding
    that happen to be valid GB18030 come out as rare ones.
    """
    sample = _HAN.findall(text[:_SAMPLE])
    other = sum(1 for c in text[:_SAMPLE] if not c.isascii()) - len(sample)
    return (
        bool(sample)
        and other <= 2 * len(sample)
        and sum(map(_common, sample)) * 10 >= 8 * len(sample)
    )


def _common(character: str) -> bool:
    try:
        return 0xB0 <= character.encode("gb2312")[0] <= 0xD7
    except UnicodeEncodeError:
        return False
