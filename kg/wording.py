"""Where a text words a document's own metadata: title, number, issuer, addressee, dates."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from corpus.normalize import fold

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from corpus.document import PolicyDocument

Span = tuple[int, int]

_DIGITS = "〇一二三四五六七八九"
_EDGE = 500
"""Characters at head and tail of a document within which it speaks of itself."""

_STOPS = "。！？；\n"
_SENTENCE = 200
_IN_FORCE = re.compile(r"起?(?:正式)?(?:施行|实施|生效|执行|试行)")
_FROM_ISSUE = re.compile(
    r"自?(?:公布|发布|印发|下发|颁布|签发|通过)(?:之)?日(?:起|开始)[^。；]{0,6}?(?:施行|实施|生效|执行|试行)"
)
_TERM = re.compile(
    r"(?:有效期|试行|暂行|施行|执行)[^，。；]{0,4}?[一二两三四五六七八九十\d]+(?:年|个月)"
)
_OF_ITSELF = re.compile("本[^，。；]{1,8}|自[^，。；]{1,16}起")
_EXPIRY = re.compile(r"有效期|截止|失效|废止|止")


@dataclass(frozen=True)
class Wording:
    """Finds values in one document's text; every span is of ``document.text``.

    A wording counts as evidence only where the document speaks of itself: an issuer in its
    title or alone on a line (a signature), not somewhere in the body.
    """

    document: PolicyDocument

    @cached_property
    def _text(self) -> str:
        return fold(self.document.text)

    @cached_property
    def _title(self) -> Span | None:
        return self._first(self.document.metadata.title)

    def title(self) -> Span | None:
        """Return where the title stands, over line breaks if need be."""
        return self._title

    def number(self, number: str) -> Span | None:
        """Return where the document's number stands."""
        return self._first(number)

    def issuer(self, name: str) -> Span | None:
        """Return where the issuer stands alone on a line, or in the title."""
        spans = list(self._all(name))
        return next((s for s in spans if self._alone(s)), None) or next(
            (s for s in spans if self._title and _within(s, self._title)), None
        )

    def addressee(self, name: str) -> Span | None:
        """Return where an addressee stands in a line that ends in a colon."""
        for span in self._all(name):
            line = self._line(span)
            if self._text[slice(*line)].rstrip().endswith(("：", ":")):
                return line
        return None

    def dated(self, day: date) -> Span | None:
        """Return where a date stands alone on a line, else at the head or tail of the text."""
        spans = list(self._dates(day))
        alone = (s for s in spans if self._alone(s))
        edge = (s for s in spans if s[1] <= _EDGE or s[0] >= len(self._text) - _EDGE)
        return next(alone, None) or next(edge, None)

    def effective(self, day: date) -> Span | None:
        """Return the sentence that says from when the document applies, by date or by its issue."""
        return self._sentence_with(day, _IN_FORCE) or self.at_once()

    def at_once(self) -> Span | None:
        """Return the sentence that says that the document applies from its promulgation."""
        return self._last_sentence(_FROM_ISSUE)

    def expiry(self, day: date) -> Span | None:
        """Return the sentence that says until when the document applies, by date or by a term."""
        return self._sentence_with(day, _EXPIRY) or self._last_sentence(_TERM)

    def _last_sentence(self, words: re.Pattern[str]) -> Span | None:
        """Return the last sentence in which the document says so of itself."""
        found = [self._sentence(match.span()) for match in words.finditer(self._text)]
        return next(
            (each for each in reversed(found) if _OF_ITSELF.search(self._text, *each)), None
        )

    def _sentence_with(self, day: date, words: re.Pattern[str]) -> Span | None:
        for span in self._dates(day):
            sentence = self._sentence(span)
            if words.search(self._text, *sentence):
                return sentence
        return None

    def _first(self, value: str | None) -> Span | None:
        return next(self._all(value), None) if value else None

    def _all(self, value: str) -> Iterator[Span]:
        """Yield where a value stands, whatever white space there is between its characters."""
        characters = [re.escape(each) for each in fold(value) if not each.isspace()]
        if characters:
            for match in re.finditer(r"\s*".join(characters), self._text):
                yield match.span()

    def _dates(self, day: date) -> Iterator[Span]:
        for match in re.finditer(_date_pattern(day), self._text):
            yield match.span()

    def _line(self, span: Span) -> Span:
        start = self._text.rfind("\n", 0, span[0]) + 1
        end = self._text.find("\n", span[1])
        return _trimmed(self._text, start, len(self._text) if end < 0 else end)

    def _alone(self, span: Span) -> bool:
        start, end = self._line(span)
        return span[0] - start + end - span[1] <= 2  # brackets around it are no company

    def _sentence(self, span: Span) -> Span:
        start, end = span
        while start > 0 and span[1] - start < _SENTENCE and self._text[start - 1] not in _STOPS:
            start -= 1
        while end < len(self._text) and end - start < _SENTENCE and self._text[end] not in _STOPS:
            end += 1
        return _trimmed(self._text, start, end)


def _within(inner: Span, outer: Span) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _date_pattern(day: date) -> str:
    """Return an expression for a date in digits, with signs or in Chinese numerals."""
    year, month, number = day.year, day.month, day.day
    chinese_year = "".join("[〇○零0]" if d == "0" else _DIGITS[int(d)] for d in str(year))
    gap = r"\s*"
    forms = (
        rf"{year}{gap}年{gap}0?{month}{gap}月{gap}0?{number}{gap}[日号]",
        rf"(?<!\d){year}([-/.])0?{month}\1?0?{number}(?!\d)",
        rf"{chinese_year}{gap}年{gap}{_numeral(month)}{gap}月{gap}{_numeral(number)}{gap}日",
    )
    return "|".join(forms)


def _numeral(number: int) -> str:
    """Return a number from 1 to 31 in Chinese numerals.

    >>> _numeral(10), _numeral(12), _numeral(31)
    ('十', '十二', '三十一')
    """
    tens, ones = divmod(number, 10)
    return (
        ("" if tens < 2 else _DIGITS[tens])
        + ("十" if tens else "")
        + (_DIGITS[ones] if ones else "")
    )
