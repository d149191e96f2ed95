"""The set of stored documents that a question describes: kind, issuer, place, time, topic."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from rdflib import Literal

from nlp.segment import words
from ontology.iri import mint
from ontology.lexicon import Term, document_kind, superclasses, terms_by_name
from qa.question.focus import STOP
from qa.recall.fact import PREFIXES, term_list
from qa.recall.level import level_of
from qa.recall.rank import short_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.statement import Term as Value
    from kg.storage.store import GraphView, Row
    from nlp.extraction import Link
    from qa.question.intent import Intent
    from qa.recall.catalog import Catalog, Entry

ANY = "PolicyDocument"
DAYS = {
    "effectiveFrom": re.compile(
        r"(?:年|月|日|起|后|前|来|开始|正式|始|间)(?:起|开始|正式)*(?:施行|实施|生效)(?!方案|意见|细则|办法|条例|情况)"
        r"|(?:施行|实施|生效)(?:了?的(?!意见|方案)|了?[？?]?$|[日时])"
    ),
    "effectiveUntil": re.compile(r"失效|到期|期满"),
    "versionDate": re.compile(r"(?:修改|修正|修订)(?:过|了?的(?!决定)|了?[？?]?$|[日时])"),
}
"""What a question says that means another day than that of issue. Of changes the last is known."""
_ASKING = re.compile(
    rf"(?:{STOP.pattern}|发文|发布|印发|制定|出台|颁布|公布|下发|通过|收录|已|文件|哪些|所有|全部|列出|名单|份|部|发|出|过|"
    r"有关|涉及|主题|方面|内容|施行|实施|生效|修改|修正|修订|通过|成文|成|日期|已经|一|二|两|之间|期间|现行|有效|失效|废止|还|又|什么|哪|"
    r"最[新早晚近]|联合|共同|多个|几个|分别|仍然?|依然|目前|如今|以来|以后|之后|以前|之前|省份?|自治区|直辖市|市|区|县|地方|地区|部门|机关|多少|几|个)+"
)
"""Words of deeds, sets and asking: no topic of a document."""
TAIL = 6
"""Characters at the end of a title that say what it is: 发展*规划纲要*."""
_JOINTLY = re.compile(
    "联合(?:发布|印发|发文|出台|下发|制定|公布|签发)|共同(?:发布|印发|制定|出台)|联合发的"
)
MOST_TITLED = 300
"""Documents with a topic in their titles that are looked up one by one."""
MANY = 2
"""Issuers of a document that was issued jointly."""
_GENRE = re.compile("法律|法规|规章|司法解释|文件|政策")
"""Kinds that no document is called by."""
_BRACKETS = re.compile(r"[（(][^（）()]*[）)]$")
_WORDS = re.compile(r"\w+")


@dataclass(frozen=True)
class Selection:
    """Which documents are meant.

    ``topic`` are the stretches of the question that their titles must have; where no title has
    them (政务信息共享 for 政务信息资源共享), its ``words``.
    """

    intent: Intent
    kind: str
    topic: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    day: str = ""
    """The property whose day counts; empty for the one that the question means."""

    @cached_property
    def query(self) -> str:
        """The query for the ids and days of the documents, oldest first, the topic left aside."""
        return self._query(_of_places(self.intent))

    def _query(self, of_places: Iterable[str]) -> str:
        body = "\n".join(self._lines(of_places))
        return f"{PREFIXES}SELECT DISTINCT ?id ?day WHERE {{\n{body}\n}} ORDER BY ?day ?id"

    def entries(self, view: GraphView, catalog: Catalog) -> list[Entry]:
        """Return the documents, of copies one."""
        if self.whole:
            return catalog.once(catalog.entries.values())
        titled = self._titled(view, catalog) if self.topic else None
        if titled is not None:
            return titled
        held = self._of(view, catalog)
        held = [e for e in held if _called(e.title, self.intent)] or held
        found: list[Entry] = []
        for topic in (self.topic, self.words or self.topic):
            found = found or [e for e in held if all(word in e.title for word in topic)]
        return catalog.once(found)

    def _titled(self, view: GraphView, catalog: Catalog) -> list[Entry] | None:
        """Return the documents where few titles have the topic: only these are looked up.

        None where all documents must be looked at, since none of these bears the kind's word.
        """
        for topic in (self.topic, self.words or self.topic):
            titled = [e for e in catalog.entries.values() if all(word in e.title for word in topic)]
            if len(titled) > MOST_TITLED:
                return None
            meant = self._of(view, catalog, _documents(e.iri for e in titled)) if titled else []
            called = [entry for entry in meant if _called(entry.title, self.intent)]
            if called:
                return catalog.once(called)
            if meant:
                return None
        return []

    def _of(self, view: GraphView, catalog: Catalog, *among: str) -> list[Entry]:
        """Return the documents that are meant, the topic left aside, oldest first."""
        ids = dict.fromkeys(str(row["id"]) for row in self._rows(view, catalog, *among))
        return [catalog.entries[i] for i in ids if i in catalog.entries]

    def days(self, view: GraphView, catalog: Catalog) -> dict[str, Value]:
        """Return the days of the documents that have one by their ids, the topic left aside."""
        rows = self._rows(view, catalog)
        return {str(row["id"]): row["day"] for row in rows if row.get("day")}

    def _rows(self, view: GraphView, catalog: Catalog, *among: str) -> list[Row]:
        # Titles are looked through here: an engine joins the two ways to a place badly.
        places = [x for x in self.intent.places if x.iri]
        of_places = [_among(view, catalog, places)] if places else []
        return view.select(self._query([*among, *of_places]))

    @property
    def counted_day(self) -> str:
        """The property whose day counts."""
        return self.day or _day(self.intent)

    @property
    def ranked(self) -> bool:
        """Whether a rank or several issuers are asked for."""
        question = self.intent.question
        return level_of(question) is not None or _JOINTLY.search(question) is not None

    @property
    def jointly(self) -> bool:
        """Whether documents are asked for that several named bodies issued together."""
        named = [x for x in self.intent.actors if x.iri]
        return len(named) >= MANY and _JOINTLY.search(self.intent.question) is not None

    @property
    def whole(self) -> bool:
        """Whether nothing narrows the selection: documents without a title or a day count too."""
        intent = self.intent
        slots = (*intent.actors, *intent.places, *intent.periods, *self.topic)
        return not slots and self.kind == ANY and not self.ranked

    def at_any_time(self) -> Selection:
        """Return the selection without its periods."""
        return replace(self, intent=replace(self.intent, periods=()))

    def _lines(self, of_places: Iterable[str]) -> list[str]:
        intent = self.intent
        lines = ["  ?d zt:documentId ?id ; zt:title ?title ."]
        lines += _of_rank(intent, self.kind)
        actors = [x.iri for x in intent.actors if x.iri]
        if actors:
            name = _worded(intent, "issuedBy", "addressedTo")
            if _JOINTLY.search(intent.question):
                lines += [f"  ?d zt:{name} {term_list([actor])} ." for actor in actors]
            else:
                lines.append(f"  VALUES ?actor {{ {term_list(actors)} }} ?d zt:{name} ?actor .")
        if _JOINTLY.search(intent.question) and len(actors) < MANY:
            lines.append("  ?d zt:issuedBy ?one, ?two . FILTER (STR(?one) < STR(?two))")
        lines += of_places
        name = self.counted_day
        day = f"?d zt:{name} ?day ."
        lines.append(f"  {day}" if intent.periods else f"  OPTIONAL {{ {day} }}")
        if name == "versionDate":
            lines.append("  FILTER NOT EXISTS { ?d zt:issuedOn ?day }  # never changed since")
        for sign, bound in ((">=", "start"), ("<=", "end")):
            limit = getattr(intent.periods[0], bound) if intent.periods else None
            if limit is not None:
                lines.append(f"  FILTER (?day {sign} {Literal(limit).n3()})")
        return lines


def _of_rank(intent: Intent, kind: str) -> list[str]:
    """Return the pattern of the documents of a class, or of the rank that the question words."""
    level = level_of(intent.question)
    kinds = (kind,) if level is None else level.kinds
    classes = " ".join(f"zt:{name}" for name in kinds if name != ANY)
    makers = () if level is None else level.makers
    return [*([f"  VALUES ?kind {{ {classes} }} ?d a ?kind ."] if classes else []), *makers]


def of_rank(view: GraphView, intent: Intent, kind: str, documents: Iterable[str]) -> set[str]:
    """Return which documents (IRIs) are of a class, or of the rank that the question words."""
    given = set(documents)
    pattern = "\n".join(_of_rank(intent, kind))
    if not pattern or not given:
        return given
    among = f"  VALUES ?d {{ {term_list(given)} }}"
    query = f"{PREFIXES}SELECT DISTINCT ?d WHERE {{\n{among}\n{pattern}\n}}"
    return {str(row["d"]) for row in view.select(query)}


def _called(title: str, intent: Intent) -> bool:
    """Whether a document bears the very word that it is asked for by.

    办法 and 司法解释 are of one class, yet who asks for 办法 means those that are called so.
    """
    asked = intent.asked_class
    if asked is None or document_kind(asked.words) != asked.name or _GENRE.search(asked.words):
        return True
    noun = intent.focus.noun
    called = noun if noun.endswith(asked.words) and noun[:1] not in "的" else asked.words
    return called in _BRACKETS.sub("", title)[-max(TAIL, len(called)) :]


def _day(intent: Intent) -> str:
    """Return the property whose day a question means; that of issue if it names no other.

    The words of a topic are no deeds: 关于修改…的决定 is called so.
    """
    deed = re.sub(r"《[^《》]*》|关于[^，,]{0,20}的", " ", intent.question)
    return next((name for name, said in DAYS.items() if said.search(deed)), "issuedOn")


def _of_places(intent: Intent) -> list[str]:
    """Return the pattern of documents that a place's bodies issued, or whose titles name it."""
    places = [x for x in intent.places if x.iri]
    if not places:
        return []
    iris = term_list(x.iri for x in places if x.iri)
    named = " || ".join(
        f"CONTAINS(STR(?title), {Literal(short_name(x.name or x.mention.text)).n3()})"
        for x in places
    )
    return [
        f"  {{ VALUES ?place {{ {iris} }} ?d zt:issuedBy/zt:ofPlace? ?place }}\n"
        f"  UNION {{ ?d zt:documentId ?id ; zt:title ?title . FILTER ({named}) }}"
    ]


def _among(view: GraphView, catalog: Catalog, places: Sequence[Link]) -> str:
    """Return what ``_of_places`` means as the documents themselves."""
    iris = term_list(x.iri for x in places if x.iri)
    pattern = f"VALUES ?p {{ {iris} }} ?d zt:issuedBy/zt:ofPlace? ?p"
    query = f"{PREFIXES}SELECT DISTINCT ?d WHERE {{ {pattern} }}"
    issued = {str(row["d"]) for row in view.select(query)}
    named = catalog.titled(name for x in places for name in {x.name or "", x.mention.text} if name)
    return _documents(issued | {mint("document", name) for name in named})


def _documents(iris: Iterable[str]) -> str:
    return f"  VALUES ?d {{ {term_list(iris)} }}"


def _worded(intent: Intent, usual: str, *others: str) -> str:
    """Return the property of these that the question words, the usual one if none of the others."""

    def worded(term: Term) -> bool:
        return any(word in intent.question for word in term.words_zh if len(word) > 1)

    return next((name for name in others if worded(terms_by_name()[name])), usual)


def select(intent: Intent, kind: str, *, leaving: str = "", topical: bool = True) -> Selection:
    """Return the selection that a question describes.

    Args:
        intent: The question.
        kind: The local name of the class of documents.
        leaving: Words of the question whose slots constrain nothing.
        topical: Whether what is neither slot nor deed nor kind must stand in the titles.
    """
    if leaving:
        intent = replace(
            intent,
            actors=tuple(x for x in intent.actors if x.mention.text not in leaving),
            places=tuple(x for x in intent.places if x.mention.text not in leaving),
            periods=tuple(p for p in intent.periods if p.text not in leaving),
        )
    return Selection(intent, kind, *(_topic(intent, kind) if topical else ()))


def is_document(name: str) -> bool:
    """Whether a class of the ontology is one of documents, at any depth."""
    return name in terms_by_name() and ANY in superclasses(name)


def _topic(intent: Intent, kind: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the stretches that are neither slot nor deed nor kind, and the words of these."""
    rest = intent.question
    links = (*intent.actors, *intent.places)
    for text in (*(x.mention.text for x in links), *(p.text for p in intent.periods)):
        rest = rest.replace(text, " ")
    level = level_of(intent.question)
    named = (*(level.words if level is not None else ()), *terms_by_name()[kind].words_zh)
    for word in sorted(named, key=len, reverse=True):
        rest = rest.replace(word, " ")
    tokens: list[str] = []
    for part in _WORDS.findall(rest):
        tokens += [" " if _ASKING.fullmatch(w) else w for w in words(part, search=False)]
        tokens.append(" ")
    stretches = "".join(tokens).split()
    return tuple(_names(stretches)), tuple(_names(tokens))


def _names(parts: Iterable[str]) -> Iterator[str]:
    """Yield the parts of more than one letter, each once."""
    yield from dict.fromkeys(part for part in parts if len(part) > 1)
