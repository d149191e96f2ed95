"""What an input may cost at most; whoever starts a scan may set other limits."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of reading, and whether scans are recognised.

    Args:
        file_mb: Megabytes of a file.
        unpacked_mb: Megabytes of everything in a zip (DOCX, XLSX and OFD are zips).
        ratio: Unpacked bytes for a packed one, from 10 MB on.
        members: Files in a zip.
        pages: Pages of a PDF or OFD.
        characters: Characters of one document.
        seconds: Seconds for one file of a format that is parsed in the worker process.
        memory_mb: Megabytes of address space of that process.
        ocr: Whether pages without a text layer are recognised with ``tesseract``.
    """

    file_mb: int = 200
    unpacked_mb: int = 1000
    ratio: int = 200
    members: int = 10_000
    pages: int = 1000
    characters: int = 10_000_000
    seconds: int = 120
    memory_mb: int = 2000
    ocr: bool = False
