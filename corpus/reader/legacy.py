"""Formats of old office programs (.doc, .wps, .xls, .rtf), converted with LibreOffice."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from corpus.error import CorpusError

if TYPE_CHECKING:
    from corpus.limits import Limits

MISSING = (
    "旧版 Office、WPS 或 RTF 文件需要 LibreOffice：请安装（Debian/Ubuntu："
    "apt install libreoffice-writer libreoffice-calc），或用办公软件另存为 DOCX/XLSX。"
    " LibreOffice is needed for this format."
)
_WORKBOOK = ("Workbook".encode("utf-16-le"), "Book\0".encode("utf-16-le"))
_LEAST = 1536
"""Bytes of the smallest OLE file: a header and two sectors."""
_MEMORY_MB = 6000
"""LibreOffice maps far more memory than it uses."""


def is_workbook(content: bytes) -> bool:
    """Tell whether an OLE file is a spreadsheet, by the names of its streams."""
    return any(name in content for name in _WORKBOOK) and (
        "WordDocument".encode("utf-16-le") not in content
    )


def converted(content: bytes, limits: Limits) -> bytes:
    """Return the file as DOCX or XLSX.

    Raises:
        CorpusError: LibreOffice is missing, or cannot read the file.
    """
    office = which("soffice") or which("libreoffice")
    if office is None:
        raise CorpusError(MISSING)
    if len(content) < _LEAST and not content.startswith(b"{\\rtf"):
        raise CorpusError("旧版 Office 文件不完整：请重新下载。 The file is damaged.")
    sheet = is_workbook(content)
    suffix, form = ("xls", "xlsx") if sheet else ("doc", "docx")
    if content.startswith(b"{\\rtf"):
        suffix, form = "rtf", "docx"
    with TemporaryDirectory(prefix="zhengtu-") as folder:
        given, made = Path(folder) / f"in.{suffix}", Path(folder) / f"in.{form}"
        given.write_bytes(content)
        _run(office, Path(folder), given, form, limits.seconds)
        if not made.exists():
            raise CorpusError(
                "LibreOffice 不能读取此文件：可能已损坏或已加密。 Cannot be converted."
            )
        return made.read_bytes()


def _run(office: str, folder: Path, given: Path, form: str, seconds: int) -> None:
    words = [
        office, "--headless", "--norestore", f"-env:UserInstallation={folder.as_uri()}/profile",
        "--convert-to", form, "--outdir", str(folder), str(given),
    ]  # fmt: skip
    process = subprocess.Popen(
        words,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"HOME": str(folder)},
        preexec_fn=_more_memory,  # noqa: PLW1509 - the worker process has a single thread
    )
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired as error:
        process.send_signal(signal.SIGKILL)
        process.wait()
        raise CorpusError(
            f"LibreOffice 超过 {seconds} 秒未转换完：请另存为 DOCX。 Took too long."
        ) from error


def _more_memory() -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = _MEMORY_MB * 1_000_000
    resource.setrlimit(resource.RLIMIT_AS, (most if hard == -1 else min(hard, most), hard))
