"""Measurements of one text: plain functions over folded text, without spaCy."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from nlp.period import FoundPeriod, find_periods
from nlp.pipe.measurement.assemble import Assembler
from nlp.pipe.measurement.clause import read_facts
from nlp.pipe.measurement.scope import Scope, read_scopes, scope_at
from nlp.pipe.measurement.setting import Heading, Setting
from nlp.pipe.measurement.structure import read_structure
from nlp.pipe.measurement.table import Table, find_tables
from nlp.pipe.measurement.tabular import read_table
from nlp.quantity import Quantity, find_quantities

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nlp.extraction import Measurement

LONGEST_SENTENCE = 1500
"""Characters that are read as one sentence at most."""

_END = re.compile(r"[。！？!?]+[”’）]?|\n+|　{2,}| {3,}")
_HEAD_LINE = re.compile(
    r"^[ \u3000]*(?:(?P<one>第?[一二三四五六七八九十]{1,3}(?:、|[章部篇节]))"
    r"|(?P<two>[（(]?[一二三四五六七八九十]{1,3}[)）]|[一二三四五六七八九十]{1,2}是)"
    r"|(?P<three>——|\d{1,2}[.、．])|(?P<mark>#{1,4} ))(?P<head>[^。；\n]{2,60})(?P<close>。|$)",
    re.MULTILINE,
)


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Return the spans of the sentences of a folded text; white space at both ends left out."""
    spans, start = [], 0
    for match in _END.finditer(text):
        end = match.end() if not match[0].isspace() else match.start()
        spans.append((start, end))
        start = match.end()
    spans.append((start, len(text)))
    return [(s, e) for s, e in (_strip(text, *span) for span in spans) if s < e]


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def find_headings(text: str) -> list[Heading]:
    """Return the head lines and run-in heads of a folded text, with their levels."""
    found = []
    for match in _HEAD_LINE.finditer(text):
        level = 1 if match["one"] else 2 if match["two"] else 3
        if match["close"] == "。" and level == 1:
            continue
        found.append(Heading(match.start(), match.end("head"), level))
    return found


def complete(setting: Setting) -> tuple[Setting, list[Scope]]:
    """Fill in sentences, headings and periods where the caller has none, and read the scopes."""
    text = setting.text
    sentences = setting.sentences or split_sentences(text)
    headings = setting.headings or find_headings(text)
    scopes = read_scopes(text, sentences, headings, setting.anchor, setting.genre)
    periods: Sequence[FoundPeriod] = setting.periods or find_periods(
        text, setting.anchor, lambda offset: scope_at(scopes, offset).year
    )
    return replace(setting, sentences=sentences, headings=headings, periods=periods), scopes


def measure(setting: Setting) -> list[Measurement]:
    """Return the measurements of a text, in the order of their values."""
    setting, scopes = complete(setting)
    taken = sorted([*((p.start, p.end) for p in setting.periods), *setting.taken])
    values = find_quantities(setting.text, taken)
    assembler = Assembler(setting)
    found: list[Measurement] = []
    tables = find_tables(setting.text)
    for table in tables:
        found += read_table(setting, table, scope_at(scopes, table.start))
    for start, end in _manageable(setting):
        inside = _inside(values, start, end) if not _in_table(tables, start) else ()
        facts = read_facts(setting, start, end, inside) if inside else []
        facts += read_structure(setting.text, start, end)
        if facts:
            found += assembler.sentence(start, end, facts, scope_at(scopes, start))
    return sorted(found, key=lambda measurement: measurement.start) if tables else found


def _in_table(tables: Sequence[Table], offset: int) -> bool:
    at = bisect_right(tables, offset, key=lambda table: table.start) - 1
    return at >= 0 and offset < tables[at].end


def _manageable(setting: Setting) -> Iterator[tuple[int, int]]:
    """Yield the sentences; one of extreme length in parts, so that the work stays linear."""
    for start, end in setting.sentences:
        at = start
        while end - at > LONGEST_SENTENCE:
            reach = at + LONGEST_SENTENCE
            mark = max(setting.text.rfind(mark, at, reach) for mark in "；，、")
            cut = mark + 1 if mark > at else reach
            yield at, cut
            at = cut
        yield at, end


def _inside(values: Sequence[Quantity], start: int, end: int) -> Sequence[Quantity]:
    first = bisect_left(values, start, key=lambda value: value.start)
    last = bisect_left(values, end, key=lambda value: value.start)
    return values[first:last]
