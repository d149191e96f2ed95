"""Zip files: what kind of package one is, and its members within limits."""

from __future__ import annotations

import re
import zipfile
import zlib
from io import BytesIO
from typing import TYPE_CHECKING

from corpus.error import CorpusError

if TYPE_CHECKING:
    from corpus.limits import Limits

MB = 1_000_000
RATIO_FROM = 10 * MB
"""Bytes from which the ratio counts: small files of blanks are harmless."""
_DECLARATION = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_DAMAGED = "压缩包已损坏或不完整：请重新下载。 The package is damaged."


class Package:
    """A zip in memory whose declared sizes were checked before anything is unpacked."""

    def __init__(self, content: bytes, limits: Limits) -> None:
        """Open the zip.

        Raises:
            CorpusError: It is damaged, encrypted, or would unpack to too much.
        """
        try:
            self._zip = zipfile.ZipFile(BytesIO(content))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise CorpusError(_DAMAGED) from error
        members = self._zip.infolist()
        size = sum(member.file_size for member in members)
        if len(members) > limits.members:
            raise CorpusError(
                f"压缩包内有 {len(members)} 个文件，超过上限 {limits.members}：请分开打包。"
                " Too many members."
            )
        if size > limits.unpacked_mb * MB or (
            size > RATIO_FROM and size > limits.ratio * max(len(content), 1)
        ):
            raise CorpusError(
                f"解压后有 {size // MB} MB，大小或压缩比超过上限，疑为压缩炸弹："
                "确需读取时请先自行解压，或调高 ZHENGTU_MAX_UNPACKED_MB。 A zip bomb."
            )
        self.names = tuple(member.filename for member in members if not member.is_dir())

    def read(self, name: str) -> bytes:
        """Return a member.

        Raises:
            CorpusError: It is missing, damaged or encrypted.
        """
        try:
            return self._zip.read(name)
        except KeyError as error:
            raise CorpusError(
                f"文件不完整：缺少 {name}。 A part of the file is missing."
            ) from error
        except RuntimeError as error:
            raise CorpusError("压缩包已加密：请先解压。 An encrypted zip.") from error
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
            raise CorpusError(_DAMAGED) from error

    def refuse_entities(self) -> None:
        """Refuse a package whose XML declares entities, as no office program writes them.

        Raises:
            CorpusError: A part has a document type declaration.
        """
        for name in self.names:
            if name.lower().endswith((".xml", ".rels")) and _DECLARATION.search(
                self.read(name).replace(b"\0", b"")
            ):
                raise CorpusError(
                    f"{name} 含有 DTD 或实体声明（可能是 XML 实体炸弹），不予读取："
                    "请用办公软件另存后再试。 XML entities are refused."
                )

    def kind(self) -> str:
        """Return docx, xlsx, ofd, pptx or zip, by what is inside."""
        names = set(self.names)
        if "word/document.xml" in names:
            return "docx"
        if "xl/workbook.xml" in names:
            return "xlsx"
        if "OFD.xml" in names:
            return "ofd"
        return "pptx" if "ppt/presentation.xml" in names else "zip"


def member_name(name: str) -> str:
    """Return the name of a member; Chinese archivers write GBK where the standard says CP437."""
    try:
        return name.encode("cp437").decode("utf-8")
    except UnicodeError:
        pass
    try:
        return name.encode("cp437").decode("gb18030")
    except UnicodeError:
        return name
