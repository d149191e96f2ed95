"""The core types of a written document; all offsets are half-open code-point offsets."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from corpus.outline import Part


@dataclass(frozen=True, slots=True)
class Section:
    """A headed part of a document: 章, 条, 一、, （一）, a Markdown heading.

    ``start`` is where the heading begins, ``end`` where the section ends (subsections included).
    ``level`` counts from 1 (outermost); ``heading`` is the heading's own text without white space
    at its ends; ``path`` are the headings from the outermost section down to this one.
    """

    start: int
    end: int
    level: int
    heading: str
    path: tuple[str, ...]

    @property
    def is_item(self) -> bool:
        """Whether it is headed by nothing but a number: an item of a list, to be read as text."""
        return _ITEM.fullmatch(self.heading) is not None


_ITEM = re.compile(r"\W*[\d一二三四五六七八九十百①-⑳.．]{1,6}\W*")


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a document that can be retrieved and cited; passages tile the document."""

    document_id: str
    start: int
    end: int
    section_path: tuple[str, ...] = ()
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a document is, from beside the text (front matter, JSON keys) or from the text itself.

    ``sources`` says for each field that is set whether it was ``"given"`` beside the text or found
    in the ``"text"``; ``conflicts`` keeps, as ``(field, given, found)``, what the text contradicts.
    ``extra`` holds the keys that this version does not know, unchanged.
    """

    title: str = ""
    document_number: str | None = None
    issuers: tuple[str, ...] = ()
    issued_on: date | None = None
    published_on: date | None = None
    effective_from: date | None = None
    effective_until: date | None = None
    kind: str | None = None
    addressees: tuple[str, ...] = ()
    source_url: str | None = None
    sources: Mapping[str, str] = field(default_factory=dict)
    conflicts: tuple[tuple[str, str, str], ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """Leads from an offset in the normalised text back to the offset in the source text.

    ``breaks`` are ascending ``(text offset, source offset)`` pairs; between two pairs offsets run
    in parallel. The identity is ``((0, 0),)``.
    """

    breaks: tuple[tuple[int, int], ...] = ((0, 0),)

    def to_source(self, offset: int) -> int:
        """Return the source offset of a text offset."""
        from bisect import bisect_right

        at = bisect_right(self.breaks, offset, key=lambda pair: pair[0]) - 1
        text_offset, source_offset = self.breaks[at]
        return source_offset + offset - text_offset


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the original a stretch of text stands; it holds up to the start of the next place.

    ``page`` counts from 1. ``element`` is ``table 2 row 4``, ``row 7`` (of a sheet), or the path of
    an element of a web page (``/html/body/div[2]/p[3]``); empty where only the page is known.
    """

    start: int
    page: int | None = None
    element: str = ""

    def label(self) -> str:
        """Return the place as a reader is told it: 第3页，表2第4行; a path is left out.

        >>> Place(0, 3, "table 2 row 4").label()
        '第3页，表2第4行'
        """
        page = "" if self.page is None else f"第{self.page}页"
        row = _ROW.fullmatch(self.element)
        table = "" if row is None else f"{'表' + row[1] if row[1] else ''}第{row[2]}行"
        return "，".join(filter(None, (page, table)))


_ROW = re.compile(r"(?:table (\d+) )?row (\d+)")


@dataclass(frozen=True, slots=True)
class Origin:
    """The original that a document was read from, so that it can be cited when it is gone.

    ``sha256`` is over the bytes of the file (of the member, in a zip; of the whole file for a line
    or row). ``retrieved_on`` is given beside the text, else the day (UTC) the file was written.
    """

    sha256: str
    media_type: str
    retrieved_on: date
    url: str | None = None


@dataclass(frozen=True, slots=True)
class RawDocument:
    """An input as it lies in its source: decoded, nothing else done to it; it can be pickled.

    ``given`` are the keys beside the text (front matter, JSON), as written there; ``text`` begins
    at ``start`` of the decoded file (behind the front matter), and ``source`` is where the file
    is, with ``#L12`` for the twelfth line of a ``.jsonl`` or row of a table. ``places`` lead from
    offsets in ``text`` to places in the original, ascending.
    """

    id: str
    text: str
    given: Mapping[str, Any] = field(default_factory=dict)
    source: str | None = None
    start: int = 0
    places: tuple[Place, ...] = ()
    origin: Origin | None = None

    @property
    def sha256(self) -> str:
        """The hash over the text and the given keys: what an unchanged input keeps."""
        given = json.dumps(self.given, ensure_ascii=True, sort_keys=True, default=str)
        content = f"{given}\n{self.text}".encode("utf-8", "surrogatepass")
        return sha256(content).hexdigest()


@dataclass(frozen=True, slots=True)
class PolicyDocument:
    """One document as read: its text, what it is, and how it is divided.

    ``id`` names the document in the store and on the command line: the source's own ``id`` where
    it has one, else the path below the SOURCE given (``folder/name.txt``), with ``#L12`` for the
    twelfth line of a ``.jsonl``. ``sha256`` is over ``text`` in UTF-8. Nothing in ``text`` was
    rewritten but line ends, a byte order mark and control characters, so a quote is verbatim.
    ``path`` is ``RawDocument.source`` and ``input_sha256`` is ``RawDocument.sha256``, which also
    changes when only the given metadata do.
    """

    id: str
    text: str
    metadata: Metadata
    sections: tuple[Section, ...]
    passages: tuple[Passage, ...]
    sha256: str
    offsets: OffsetMap = OffsetMap()
    path: str | None = None
    input_sha256: str | None = None
    places: tuple[Place, ...] = ()
    origin: Origin | None = None

    def locate(self, offset: int) -> Place | None:
        """Return where in the original an offset of the text stands, None where it is not known."""
        from bisect import bisect_right

        at = bisect_right(self.places, offset, key=lambda place: place.start) - 1
        return self.places[at] if at >= 0 else None

    def part(self, start: int, end: int | None = None) -> Part | None:
        """Return the narrowest part that holds ``text[start:end]``, with its address.

        Whoever asks more than once makes the ``Outline`` itself.
        """
        from corpus.outline import Outline

        return Outline.of(self).at(start, end)

    def find(self, address: str) -> Part | None:
        """Return the part that an address such as 第三章/第十二条/第二款 leads to."""
        from corpus.outline import Outline

        return Outline.of(self).find(address)

    def quote(self, start: int, end: int) -> str:
        """Return the text between two offsets."""
        return self.text[start:end]


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that could not be read; the others go on.

    ``source`` names the file (and line), ``reason`` says what is wrong and what to do.
    """

    source: str
    reason: str
