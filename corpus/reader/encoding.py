"""From bytes to text: which encoding a file has, and whether it is text at all."""

from __future__ import annotations

import codecs
import re
import unicodedata

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
_STRAY = 0.001
"""Share of characters that may be stray bytes."""


def decode(content: bytes) -> str:
    """Return the text of a file: UTF-8, UTF-16, GB18030 or Big5.

    A few stray bytes in otherwise sound UTF-8 or GB18030 become U+FFFD.

    Raises:
        CorpusError: The content is that of another kind of file, or in another encoding.
    """
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _sound(_strictly(content, "utf-16"))
    nul = content.count(b"\0")
    if nul and (wide := _wide(content)) is not None:
        return wide
    refuse_binary(content)
    if nul * 100 > len(content):
        raise CorpusError(
            "不是文本文件（含大量 NUL 字节）：如是 UTF-16 文本，请另存为 UTF-8。 "
            "Not a text file: save it as UTF-8."
        )
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        return _chinese(content, error)
    return _sound(text) if content.startswith(codecs.BOM_UTF8) else text


def decode_start(head: bytes) -> str:
    """Return what the beginning of a file says, as well as can be told, without an error."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return head.decode("utf-16", "replace")
    text = head.decode("utf-8", "replace")
    if text.count("\ufffd") <= _STRAY * len(text) + 1:
        return text.lstrip("\ufeff")
    return head.decode("gb18030", "replace")


def _wide(content: bytes) -> str | None:
    """Decode UTF-16 without a byte order mark, if what comes out reads like Chinese."""
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if reads_as_chinese(text):
            return text
    return None


def _sound(text: str) -> str:
    """Refuse what a byte order mark stands before and is no text."""
    sample = text[:_SAMPLE]
    odd = sum(1 for c in sample if c not in "\ufeff\t\r\n\f" and unicodedata.category(c)[0] == "C")
    han = len(_HAN.findall(sample))
    mixed = sum(1 for c in sample if not c.isascii()) > len(sample) // 2
    if odd * 50 > len(sample) or (mixed and han > 20 and not reads_as_chinese(text)):
        raise CorpusError(
            "有字节顺序标记（BOM），其后却不是文字：请重新下载或另存为 UTF-8。"
            " No text behind the BOM."
        )
    return text


def refuse_binary(content: bytes) -> None:
    """Raise a CorpusError if the content begins like that of another kind of file."""
    for magic, kind in _FOREIGN.items():
        if content.startswith(magic):
            raise CorpusError(
                f"内容是 {kind}，不是文本：请改正后缀，或先转换为 UTF-8 的 .txt。 "
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
    """Decode as GB18030 or Big5, or with stray bytes, if what comes out reads like Chinese."""
    for encoding, check in (("gb18030", reads_as_chinese), ("big5hkscs", _reads_as_big5)):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if check(text):
            return text
    for encoding in ("utf-8", "gb18030"):
        text = content.decode(encoding, "replace")
        if text.count("\ufffd") <= max(1, _STRAY * len(text)) and reads_as_chinese(text):
            return text
    raise CorpusError(
        f"第 {error.start} 字节起既不是 UTF-8 也不是 GB18030：请用 iconv 转换为 UTF-8 再试。 "
        "Neither UTF-8 nor GB18030: convert the file to UTF-8.",
        offset=error.start,
    )


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


def _reads_as_big5(text: str) -> bool:
    """Tell whether most ideographs are of the first level of Big5 (5,401 frequent characters)."""
    sample = _HAN.findall(text[:_SAMPLE])
    other = sum(1 for c in text[:_SAMPLE] if not c.isascii()) - len(sample)
    frequent = sum(1 for c in sample if _big5_level(c) == 1)
    return bool(sample) and other <= 2 * len(sample) and frequent * 10 >= 9 * len(sample)


def _big5_level(character: str) -> int:
    try:
        return 1 if 0xA4 <= character.encode("big5")[0] <= 0xC6 else 2
    except UnicodeEncodeError:
        return 0
