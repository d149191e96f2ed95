"""The spaCy component for persons named with their office (``zt_person``)."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from spacy.language import Language

from nlp.extraction import Link
from nlp.pipe.body_grammar import either
from nlp.pipe.extension import add_links, mention, register
from nlp.pipe.overlap import settle
from nlp.pipe.word import Words, words_of
from ontology.iri import mint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc

register()

_LEADER = re.compile(
    r"习近平(?![一-鿿]{0,12}思想)|李克强|李强(?=总理)|韩正|李鹏|朱镕基|温家宝|胡锦涛|江泽民|邓小平|毛泽东"
)
_REPORTERS = re.compile(
    r"（(?:[一-鿿]{0,6})记者 ?(?P<names>[一-鿿·]{2,6}(?:[、 ][一-鿿·]{2,6}){0,4})）"
)
_ONE = re.compile(r"[一-鿿·]{2,6}")
_AGAIN = 3  # a full name of so many characters means the same person later in the text


@dataclass(frozen=True, slots=True)
class _Lexicon:
    after_office: re.Pattern[str]
    listed: re.Pattern[str]
    before_title: re.Pattern[str]
    roster: re.Pattern[str]
    no_name: re.Pattern[str]


@lru_cache(maxsize=1)
def _lexicon() -> _Lexicon:
    text = files("nlp.pipe").joinpath("person_word.toml").read_text(encoding="utf-8")
    table: dict[str, str] = tomllib.loads(text)
    office, act = either(table["offices"].split()), either(table["acts"].split())
    name = rf"(?P<name>[{table['surnames']}](?:[一-鿿]{{1,2}}| {{1,2}}[一-鿿]))"
    wide = table["surnames"] + table["rare"]
    return _Lexicon(
        after_office=re.compile(rf"(?:{office})[ \n　]{{0,3}}{name}(?=[ \n，。、；：（]|$|{act})"),
        listed=re.compile(rf"、{name}(?=[ \n，。、；：（]|$|{act}|等)"),
        before_title=re.compile(
            rf"(?P<name>[{table['surnames']}][一-鿿]{{1,2}})(?=同志|总书记|总理(?!事))"
        ),
        roster=re.compile(
            r"^[ 　]*(?:[一-鿿](?:[ 　]*[一-鿿]){1,5}：[ 　]*)?"
            rf"(?P<name>[{wide}](?:[ 　]{{1,2}}[一-鿿]|[一-鿿]{{1,2}}))[ 　]+"
            rf"(?=[^\n。；]{{0,30}}?(?:{office})(?:[、 　\n（]|$))",
            re.MULTILINE,
        ),
        no_name=re.compile(either(table["no_name"].split())),
    )


def find_persons(text: str, words: Words) -> Iterator[tuple[int, int, str]]:
    """Yield ``(start, end, name)`` of persons known by their office, and their returns."""
    found = [*_leaders(text), *_reporters(text), *_roster(text), *_beside_office(text, words)]
    yield from found
    for name in {name for _, _, name in found if len(name) >= _AGAIN}:
        yield from ((m.start(), m.end(), name) for m in re.finditer(re.escape(name), text))


def _leaders(text: str) -> Iterator[tuple[int, int, str]]:
    for found in _LEADER.finditer(text):
        yield found.start(), found.end(), found[0]


def _reporters(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the names in （记者甲、乙）, whatever they look like."""
    for found in _REPORTERS.finditer(text):
        for one in _ONE.finditer(text, *found.span("names")):
            yield one.start(), one.end(), one[0]


def _roster(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the names that open a line on which their office follows (主任：甲乙 某部部长)."""
    for found in _lexicon().roster.finditer(text):
        start, end = found.span("name")
        yield start, end, re.sub(r"\s", "", found["name"])


def _beside_office(text: str, words: Words) -> Iterator[tuple[int, int, str]]:
    for titled in _lexicon().before_title.finditer(text):
        yield from _sure(titled, words)
    for first in _lexicon().after_office.finditer(text):
        found: re.Match[str] | None = first
        while found and (named := list(_sure(found, words))):
            yield from named
            found = _lexicon().listed.match(text, found.end("name"))


def _sure(found: re.Match[str], words: Words) -> Iterator[tuple[int, int, str]]:
    start, end = found.span("name")
    name = re.sub(r"\s", "", found["name"])
    if not _lexicon().no_name.search(name[1:]) and end in words.end_set:
        yield start, end, name


@Language.component("zt_person", assigns=["doc._.mentions", "doc._.links"])
def persons(doc: Doc) -> Doc:
    """Add a link for every person; a name alone does not tell which, so the score is low."""
    found = sorted(set(find_persons(doc._.folded, words_of(doc))))
    add_links(
        doc,
        [
            Link(
                mention(doc, start, end, "Person"),
                mint("person", name),
                name,
                0.7,
                "name beside an office",
            )
            for start, end, name in found
        ],
    )
    settle(doc)
    return doc
