"""What is fuzzed: functions of bytes that raise where something must not be.

A reader may refuse anything, and the parsers of others may fail over a damaged file, which the
worker process turns into a message; what is never right is an exception out of our own code, or
a document whose offsets do not hold.
"""

from __future__ import annotations

import tempfile
import traceback
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from rdflib.plugins.sparql.parser import parseQuery

import corpus
from corpus.document import RawDocument
from corpus.limits import Limits
from corpus.normalize import fold
from corpus.reader import jsonl
from corpus.reader.binary import read
from kg.error import QueryError
from kg.query import guard
from nlp.numeral import find_numerals
from nlp.period import find_periods
from nlp.period_calendar import Anchor
from nlp.quantity import find_quantities
from qa.error import QuestionError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from zhengtu.service import Services

Target = Callable[[bytes], None]

_ROOT = Path(__file__).parents[2]
_LIMITS = Limits(
    file_mb=2, unpacked_mb=8, ratio=200, pages=20, characters=200_000, seconds=10, memory_mb=2000
)
_LONGEST = 2_000
_DAY = date(2026, 5, 1)


def _ours(error: BaseException) -> bool:
    """Return whether an exception was raised by a line of this project."""
    frames = traceback.extract_tb(error.__traceback__)
    place = Path(frames[-1].filename)
    return place.is_relative_to(_ROOT) and "site-packages" not in place.parts


def _read(content: bytes, name: str) -> None:
    try:
        found = [each.item for each in read(content, name, name, _LIMITS)]
    except Exception as error:
        if _ours(error):
            raise
        return
    check_documents(found)


def check_documents(found: Iterable[object]) -> None:
    """Parse what a reader found and check that every offset holds."""
    for raw in found:
        if not isinstance(raw, RawDocument):
            continue
        starts = [place.start for place in raw.places]
        assert starts == sorted(starts)
        assert all(0 <= start <= len(raw.text) for start in starts)
        document = corpus.parse(raw)
        assert len(fold(document.text)) == len(document.text)
        assert "\0" not in document.text
        ends = [0, *(passage.end for passage in document.passages)]
        begins = [*(passage.start for passage in document.passages), len(document.text)]
        assert ends == begins, "the passages do not tile the document"
        for section in document.sections:
            assert 0 <= section.start <= section.end <= len(document.text)
        document.text.encode()


def html(content: bytes) -> None:
    """A web page."""
    _read(b"<html>" + content, "a.html")


def docx(content: bytes) -> None:
    """A DOCX, XLSX, OFD or zip: the content tells which."""
    _read(content, "a.docx")


def ofd(content: bytes) -> None:
    """An OFD file."""
    _read(content, "a.ofd")


def pdf(content: bytes) -> None:
    """A PDF file."""
    _read(content, "a.pdf")


def txt(content: bytes) -> None:
    """Plain text or Markdown with front matter, in any encoding."""
    _read(content, "a.txt")
    _read(content, "a.md")


def lines(content: bytes) -> None:
    """JSON lines."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.jsonl"
        path.write_bytes(content)
        check_documents(jsonl.read(path, "a.jsonl"))


def numeral(content: bytes) -> None:
    """Numerals and quantities: where they stand, and that their bounds are in order."""
    text = fold(_text(content))
    for number in find_numerals(text):
        assert 0 <= number.start < number.end <= len(text)
    for quantity in find_quantities(text):
        assert 0 <= quantity.start < quantity.end <= len(text)
        if quantity.low is not None and quantity.high is not None:
            assert quantity.low <= quantity.high


def period(content: bytes) -> None:
    """Periods: where they stand, and that they do not end before they begin."""
    text = fold(_text(content))
    for found in find_periods(text, Anchor(_DAY, _DAY.year)):
        assert text[found.start : found.end] == found.period.text
        if found.period.start is not None and found.period.end is not None:
            assert found.period.start <= found.period.end


def question(content: bytes) -> None:
    """A question to a small store: an answer whose quotes are verbatim, or a reason."""
    services = _services()
    try:
        answer = services.ask(_text(content)[:300], as_of=_DAY)
    except QuestionError:
        return
    assert answer.to_json()["outcome"] in {"answered", "abstained"}
    for each in answer.evidence:
        assert services.document(each.document).quote(each.start, each.end) == each.quote


def sparql(content: bytes) -> None:
    """A query: what the guard lets through, another parser finds no SERVICE and no FROM in."""
    text = _text(content)
    try:
        guard(text, lambda _: False)
    except QueryError:
        return
    try:
        parsed = parseQuery(text)
    except Exception:  # noqa: BLE001 - rdflib's parser knows many ways to say no
        return
    said = parsed.asList() if hasattr(parsed, "asList") else list(parsed)
    words = repr(said)
    assert "ServiceGraphPattern" not in words, words
    assert "DatasetClause" not in words, words


def _text(content: bytes) -> str:
    return content.decode("utf-8", "replace").replace("\0", "")[:_LONGEST]


@lru_cache(maxsize=1)
def _services() -> Services:
    """Return a store of two documents; it lasts as long as the process."""
    from tests.zhengtu.conftest import write_sources
    from zhengtu.service import build, open_services
    from zhengtu.settings import Settings

    folder = Path(tempfile.mkdtemp(prefix="zhengtu-fuzz-"))
    settings = Settings(store=folder / "store", workers=1)
    build([str(write_sources(folder / "sources"))], settings)
    return open_services(settings)


TARGETS: dict[str, Target] = {
    each.__name__: each
    for each in (html, docx, ofd, pdf, txt, lines, numeral, period, question, sparql)
}
