"""The stored documents by title and number, and which entities the store knows at all."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from corpus.normalize import fold
from kg.link.duplicate import copies
from ontology.iri import mint
from ontology.lexicon import document_kind
from qa.answer import Citation
from qa.reader.place import leading_place
from qa.recall.fact import PREFIXES, term_list
from qa.recall.rank import short_name
from qa.recall.title_index import TitleIndex
from qa.recall.written import title_in

if TYPE_CHECKING:
    from collections.abc import Iterable

    from corpus.document import Metadata
    from kg.storage.archive import Archive
    from kg.storage.store import GraphView

_BARE = re.compile(r"[《》〈〉“”‘’\s]|关于|的")


STATE = "中华人民共和国"

LEAST_MATTER = 2
"""Letters of the shortest matter that tells of what text a question is."""
_MATTER = re.compile(
    r"(?:(?:促进|保障|保护|管理|监督管理|监督|服务|建设|工作|实施|若干|[和与及])*"
    r"(?:暂行|试行)?(?:条例|规定|办法|细则|法|规则|决定|意见)(?:实施(?:条例|细则|办法))?)(?:[（(][^）)]*[）)])?$"
)
"""What a title says behind its matter: 北京市*院前医疗急救*服务条例."""
_HOME = re.compile("^(?:壮族|回族|维吾尔)?(?:特别行政区|自治区|新区|省|市|区|县)")
LEAST_TITLE = 5
"""A shorter title is a common word as often as a name, unless it is that of a law."""
_LAW = re.compile(rf"{STATE}(?P<name>[\u4e00-\u9fff]{{0,{LEAST_TITLE - 3}}}(?:法典?))")
_NO_LAW = (
    r"(?![律规治院定人学官庭则务医警盲]|制(?![定订])|修正案|司法解释|实施(?:条例|细则|办法)|若干)"
)
"""What behind a law's short name makes it another word: 公司法*人*, 刑法*修正案*."""


def _forms(number: str) -> tuple[str, ...]:
    """Return the ways to write a number: 国令第707号 is 国务院令第707号."""
    order = re.fullmatch(r"国(?:务院)?令第?(\d+)号", number)
    return (f"国令第{order[1]}号", f"国务院令第{order[1]}号") if order else (number,)


def _core(title: str) -> str:
    """Return what a notice issues or passes on: 国务院印发*促进大数据发展行动纲要*通知."""
    match = re.search(r"(?:印发|转发|批转)(.{4,})(?:通知|函|批复)$", title)
    return match.group(1) if match else re.sub(r"[（(][^）)]*[）)]$", "", title)


@dataclass(frozen=True, slots=True)
class Entry:
    """One document; ``held`` is false for one that others only cite, whose ``id`` is its IRI."""

    id: str
    iri: str
    title: str
    document_number: str | None
    source_url: str | None
    held: bool = True
    issuers: tuple[str, ...] = ()
    issued_on: str | None = None


def called(entry: Entry) -> tuple[str, ...]:
    """Return what people write for a document: title, number, title without the state's name."""
    title = fold(entry.title)
    names = (title, title.removeprefix(STATE), entry.document_number or "")
    return tuple(dict.fromkeys(name for name in names if len(name) > 1))


def year_of(entry: Entry) -> int:
    """Return the year of a document: that of its title, else of its date, 0 if it has neither."""
    found = re.search(r"(?:19|20)\d\d(?=年)", entry.title)
    return int(found.group() if found else (entry.issued_on or "0")[:4])


class Catalog:
    """Looks documents up by what people call them; read once per store version."""

    def __init__(self, archive: Archive, view: GraphView) -> None:
        self._archive = archive
        self._view = view

    @cached_property
    def entries(self) -> dict[str, Entry]:
        """All stored documents by id."""
        return {
            row.id: Entry(
                row.id,
                mint("document", row.id),
                row.title,
                row.document_number,
                row.source_url,
                issuers=row.issuers,
                issued_on=row.issued_on,
            )
            for row in self._archive.summaries()
        }

    @cached_property
    def cited(self) -> tuple[Entry, ...]:
        """The documents that others cite and that are not held, with what is known of them."""
        query = (
            f"{PREFIXES}SELECT ?d ?label ?number WHERE {{\n"
            # An engine looks NOT EXISTS up for each document: 0.45 s of 25,000, MINUS 0.06.
            "  { ?d a zt:PolicyDocument .\n"
            "    MINUS { ?d zt:documentId ?held } MINUS { ?d zt:sameDocument ?same } }\n"
            "  ?d rdfs:label ?label . OPTIONAL { ?d zt:documentNumber ?number } }"
        )
        found: dict[str, Entry] = {}
        for row in self._view.select(query):
            iri, number = str(row["d"]), row.get("number")
            known = None if number is None else str(number)
            found.setdefault(iri, Entry(iri, iri, str(row["label"]), known, None, held=False))
        return tuple(found.values())

    @cached_property
    def held_titles(self) -> TitleIndex[Entry]:
        """The stored documents by their titles' letters."""
        return TitleIndex(self.entries.values())

    @cached_property
    def cited_titles(self) -> TitleIndex[Entry]:
        """The documents that are only cited by their titles' letters."""
        return TitleIndex(self.cited)

    @cached_property
    def english_indicators(self) -> tuple[tuple[str, str, bool], ...]:
        """The indicators' English and Chinese labels, and whether there are figures of them."""
        rows = self._view.select(
            f"{PREFIXES}SELECT ?en ?zh (EXISTS {{ ?o zt:indicator ?i }} AS ?used) WHERE {{\n"
            "  ?i a zt:Indicator ; rdfs:label ?en, ?zh .\n"
            '  FILTER (lang(?en) = "en" && lang(?zh) = "zh") }'
        )
        return tuple(sorted((str(r["en"]), str(r["zh"]), str(r["used"]) == "true") for r in rows))

    def find_cited(self, name: str) -> list[Entry]:
        """Return the documents only cited with this number or title."""
        name = fold(name)
        bare = _BARE.sub("", name).removeprefix(STATE)
        return [
            entry
            for entry in self.cited
            if bare == _BARE.sub("", fold(entry.title)).removeprefix(STATE)
            or (entry.document_number is not None and fold(entry.document_number) == name)
        ]

    @cached_property
    def _by_number(self) -> dict[str, list[Entry]]:
        numbers: dict[str, list[Entry]] = {}
        for entry in self.entries.values():
            if entry.document_number:
                for number in _forms(fold(entry.document_number)):
                    numbers.setdefault(number, []).append(entry)
        return numbers

    @cached_property
    def _bare_titles(self) -> list[tuple[str, Entry]]:
        return [(_BARE.sub("", fold(e.title)), e) for e in self.entries.values() if e.title]

    @cached_property
    def _by_title(self) -> dict[str, list[Entry]]:
        """The documents by title without marks and the state's name."""
        found: dict[str, list[Entry]] = {}
        for title, entry in self._bare_titles:
            found.setdefault(title.replace(STATE, ""), []).append(entry)
        return found

    @cached_property
    def ids(self) -> dict[str, str]:
        """The ids of the stored documents by IRI."""
        return {entry.iri: entry.id for entry in self.entries.values()}

    def __len__(self) -> int:
        """Return the number of stored documents."""
        return len(self.entries)

    @cached_property
    def _firsts(self) -> dict[str, str]:
        """For copies what stands for them, by id and by IRI."""
        found = copies(self._view)
        named = {mint("document", name): mint("document", first) for name, first in found.items()}
        return found | named

    def first(self, document: str) -> str:
        """Return the document (id or IRI) that stands for this one and its copies."""
        return self._firsts.get(document, document)

    def once(self, entries: Iterable[Entry]) -> list[Entry]:
        """Return each act once: of several copies the one that stands for them, if among these."""
        found: dict[str, Entry] = {}
        for entry in entries:
            first = self.first(entry.id)
            if first not in found or entry.id == first:
                found[first] = entry
        return list(found.values())

    @cached_property
    def acts(self) -> int:
        """The number of stored documents, copies not counted."""
        return sum(self.first(name) == name for name in self.entries)

    @property
    def held(self) -> str:
        """How many documents are held, in words: 12份文件（其中2份是重复件）."""
        copies = len(self) - self.acts
        return f"{len(self)}份文件" + (f"（其中{copies}份是重复件）" if copies else "")

    def find(self, name: str) -> list[Entry]:
        """Return the documents with this number, this title, or a title that contains it."""
        name = fold(name)
        if name in self._by_number:
            return self._by_number[name]
        bare = _BARE.sub("", name)
        short = bare.replace(STATE, "")  # people leave the name of the state out of a law's
        exact = list(self._by_title.get(short, ()))
        if exact or len(bare) < 4:
            return exact
        return [entry for title, entry in self._bare_titles if bare in title]

    def named_in(self, question: str) -> list[Entry]:
        """Return the documents whose number, title or what it issues a question writes out.

        A name within a longer one does not count.
        """
        text = fold(question)
        by_number = [e for number, own in self._by_number.items() if number in text for e in own]
        if by_number:
            return by_number
        bare = _BARE.sub("", text)
        named = [
            (rank, name, entry)
            for at in range(len(bare))
            for name, rank, entry in self._title_names.get(bare[at : at + LEAST_TITLE], ())
            if bare.startswith(name, at)
        ]
        named += [
            ((len(name), True), name, entry)
            for name, entry in self._short_laws
            if name in bare and re.search(f"{name}{_NO_LAW}", bare)
        ]
        found: dict[str, Entry] = {}
        while named:
            best, name, _ = max(named, key=lambda each: each[0])
            found |= {entry.id: entry for rank, _, entry in named if rank == best}
            bare = bare.replace(name, " ")
            named = [each for each in named if each[1] in bare]
        return list(found.values())

    @cached_property
    def _title_names(self) -> dict[str, list[tuple[str, tuple[int, bool], Entry]]]:
        """What questions may write of a title: all of it, what it issues, it without the state.

        They stand under their first letters. The longest name counts, and a whole title before
        what another issues or is an edition of.
        """
        found: dict[str, list[tuple[str, tuple[int, bool], Entry]]] = {}
        for title, entry in self._bare_titles:
            whole = (title, title.replace(STATE, ""))
            for name in (title, _core(title), whole[1]):
                if len(name) >= LEAST_TITLE:
                    rank = (len(name), name in whole)
                    found.setdefault(name[:LEAST_TITLE], []).append((name, rank, entry))
        return found

    @cached_property
    def _short_laws(self) -> list[tuple[str, Entry]]:
        """The laws whose title without the state is short (公司法), held or only cited."""
        held = [(_LAW.fullmatch(title), entry) for title, entry in self._bare_titles]
        laws = (entry for entry in self.cited if document_kind(entry.title) == "Law")
        cited = [(_LAW.fullmatch(_BARE.sub("", fold(e.title))), e) for e in laws]
        known = {match["name"] for match, _ in held if match is not None}
        found = [(match["name"], entry) for match, entry in held if match is not None]
        more = ((match["name"], entry) for match, entry in cited if match is not None)
        return [*found, *(each for each in more if each[0] not in known)]

    def titled(self, names: Iterable[str]) -> frozenset[str]:
        """Return the ids of the documents whose title has one of the names of places."""
        short = [short_name(name) for name in names]
        return frozenset(e.id for name in short for e in self.held_titles.containing(name))

    def of_place(self, name: str) -> list[Entry]:
        """Return the stored documents that a place's bodies issued or whose title has its name."""
        short = short_name(name)
        issued = (own for issuer, own in self._by_issuer.items() if issuer.startswith(short))
        found = (*self.held_titles.containing(short), *chain.from_iterable(issued))
        return list({entry.id: entry for entry in found}.values())

    @cached_property
    def _by_issuer(self) -> dict[str, list[Entry]]:
        found: dict[str, list[Entry]] = {}
        for entry in self.entries.values():
            for issuer in entry.issuers:
                found.setdefault(issuer, []).append(entry)
        return found

    def matter(self, entry: Entry) -> tuple[str | None, str]:
        """Return the place whose text a document is, None for the country, and what it is on."""
        home, title = leading_place(entry.title), fold(entry.title)
        bare = title.removeprefix(STATE) if home is None else _HOME.sub("", title[len(home) :])
        return home, _MATTER.sub("", bare)

    @cached_property
    def _matters(self) -> list[tuple[str, str | None, Entry]]:
        found = ((*self.matter(entry), entry) for entry in self.entries.values())
        return [(matter, home, e) for home, matter, e in found if len(matter) >= LEAST_MATTER]

    def on_matter(self, words: str) -> list[Entry]:
        """Return the texts on the longest matter that some words name, of the place that they name.

        Words that name no place mean the texts of the country.
        """
        known = [
            (matter, home, entry)
            for matter, home, entry in self._matters
            if matter in words and (home is None) == (leading_place(words) is None)
        ]
        own = [x for x in known if x[1] is None or short_name(x[1]) in words]
        longest = max((len(matter) for matter, _, _ in own), default=0)
        return [entry for matter, _, entry in own if len(matter) == longest]

    def metadata(self, entry: Entry) -> Metadata:
        """Return what a document is."""
        return self._archive.document(entry.id).metadata

    def title_citation(self, entry: Entry) -> Citation:
        """Return the place where a document bears its title, else its first line."""
        text = self._archive.document(entry.id).text
        written = title_in(text, entry.title) or re.search(r"\S.*", text)
        start, quote = (written.start(), written.group().rstrip()) if written else (0, text[:1])
        return Citation(entry.id, entry.title, start, start + len(quote), quote, entry.source_url)

    def mentioned(self, iris: Iterable[str]) -> frozenset[str]:
        """Return which of some entities occur in a stored document at all."""
        wanted = list(iris)
        if not wanted:
            return frozenset()
        query = (
            f"{PREFIXES}SELECT DISTINCT ?x WHERE {{ VALUES ?x {{ {term_list(wanted)} }}\n"
            "  { ?d zt:mentions ?x } UNION { ?s rdf:subject ?x } UNION { ?s rdf:object ?x } }"
        )
        return frozenset(str(row["x"]) for row in self._view.select(query))
