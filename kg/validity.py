"""Was a document in force on a day? Computed from dates, repeals and later versions, with quotes.

The answer has three values. What the store does not hold cannot speak: a repeal in a document that
is not here is not seen, so every answer carries the horizon up to which the store knows.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Literal

from rdflib import Literal as RdfLiteral
from rdflib import URIRef

from kg.entity import title_key
from kg.naming import label_of, same_documents
from ontology.namespace import ZT

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.statement import Evidence, Statement
    from kg.store import GraphView

Status = Literal["in_force", "not_in_force", "undetermined"]
Reason = Literal[
    "in_force", "amended", "not_yet_issued", "not_yet_effective", "expired", "repealed",
    "superseded", "newer_version", "no_date", "repeal_undated", "not_held",
]  # fmt: skip

_STATUTES = (ZT.Law, ZT.Regulation)
_HORIZON = f"""SELECT (MAX(?day) AS ?last) WHERE {{
  {{ ?d <{ZT.issuedOn}> ?value }} UNION {{ ?d <{ZT.publishedOn}> ?value }}
  BIND (STR(?value) AS ?day)
}}"""
_VERSIONS = f"""SELECT DISTINCT ?d ?title WHERE {{
  ?d <{ZT.documentId}> ?id ; <{ZT.title}> ?title .
}}"""


@dataclass(frozen=True, slots=True)
class Ending:
    """What ended or changed a document: which document, from when, and where that is said."""

    document: str
    title: str
    since: date | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Validity:
    """Whether a document held on a day, and why.

    ``since`` and ``until`` are the first and the last day it held, as far as known; ``endings``
    the documents that repealed or replaced it by that day, ``amendments`` those that changed it.
    ``assumed_start`` tells that no day of entry into force is stated and the day of issue stands
    in for it. ``horizon`` is the latest date of any held document.
    """

    document: str
    title: str
    on: date
    status: Status
    reason: Reason
    since: date | None = None
    until: date | None = None
    assumed_start: bool = False
    endings: tuple[Ending, ...] = ()
    amendments: tuple[Ending, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    horizon: date | None = None

    @property
    def message_zh(self) -> str:
        """The answer as a sentence."""
        return _sentence(self)

    def to_json(self) -> dict[str, Any]:
        """Return the answer as a JSON object."""
        return {
            "document": self.document,
            "title": self.title,
            "on": self.on.isoformat(),
            "status": self.status,
            "reason": self.reason,
            "since": self.since and self.since.isoformat(),
            "until": self.until and self.until.isoformat(),
            "assumed_start": self.assumed_start,
            "endings": [_ending_json(each) for each in self.endings],
            "amendments": [_ending_json(each) for each in self.amendments],
            "evidence": [_place(each) for each in self.evidence],
            "horizon": self.horizon and self.horizon.isoformat(),
            "text": self.message_zh,
        }


def status(view: GraphView, document: str, on: date) -> Validity:
    """Return whether a document held on a day.

    A document holds from its day of entry into force to its stated last day, unless another
    document repeals or supersedes it (from the day that one says, else its own first day), or a
    later version of the same title is held. A document of another kind than law or regulation that
    states no first day holds from its issue; a law without a first day is undetermined.

    Args:
        view: The graph.
        document: The IRI of a held or cited document.
        on: The day.
    """
    return _Case(view, document, on).decide()


def horizon(view: GraphView) -> date | None:
    """Return the latest date of a held document: nothing after it can be known."""
    rows = view.select(_HORIZON)
    return _day(str(rows[0]["last"])) if rows and "last" in rows[0] else None


class _Case:
    """One document on one day."""

    def __init__(self, view: GraphView, document: str, on: date) -> None:
        self.view, self.on = view, on
        self.document = document
        self.same = same_documents(view, document)
        held = [each for each in self.same if view.has_graph(each)]
        self.held = URIRef(document) if URIRef(document) in held else (held[0] if held else None)
        self.title = label_of(view, self.held or document)

    def decide(self) -> Validity:
        until, until_evidence = self._date(ZT.effectiveUntil)
        issued, issued_evidence = self._date(ZT.issuedOn)
        start, start_evidence = self._date(ZT.effectiveFrom)
        assumed = start is None and issued is not None and not self._is_statute()
        since = issued if assumed else start
        known: dict[str, Any] = {"since": since, "until": until, "assumed_start": assumed}
        if since is not None and self.on < since:
            reason: Reason = "not_yet_effective"
            if issued is not None and self.on < issued:
                reason = "not_yet_issued"
            return self._is("not_in_force", reason, start_evidence or issued_evidence, **known)
        if since is None and issued is not None and self.on < issued:
            return self._is("not_in_force", "not_yet_issued", issued_evidence, **known)
        ended = self._ended(known)
        if ended is not None:
            return ended
        if until is not None and self.on > until:
            return self._is("not_in_force", "expired", until_evidence, **known)
        if self.held is None:
            return self._is("undetermined", "not_held", (), **known)
        newer = self._newer(issued)
        if newer:
            last = min(each.since for each in newer if each.since) - timedelta(days=1)
            known["until"] = last
            return self._is("not_in_force", "newer_version", newer[0].evidence, newer, **known)
        if since is None:
            return self._is("undetermined", "no_date", issued_evidence, **known)
        evidence = start_evidence if not assumed else issued_evidence
        amended = self._amended(issued)
        reason = "amended" if amended else "in_force"
        return self._is("in_force", reason, evidence, amendments=amended, **known)

    def _is(
        self,
        value: Status,
        reason: Reason,
        evidence: Sequence[Evidence],
        endings: Sequence[Ending] = (),
        **known: Any,  # noqa: ANN401 - fields of Validity
    ) -> Validity:
        return Validity(
            document=str(self.held or self.document),
            title=self.title,
            on=self.on,
            status=value,
            reason=reason,
            endings=tuple(endings),
            evidence=tuple(evidence),
            horizon=horizon(self.view),
            **known,
        )

    def _ended(self, known: dict[str, Any]) -> Validity | None:
        """Return the answer if a repeal or a replacement decides it."""
        kinds: tuple[tuple[URIRef, Reason], ...] = (
            (ZT.repeals, "repealed"), (ZT.supersedes, "superseded"),
        )  # fmt: skip
        for predicate, reason in kinds:
            endings = self._acts(predicate)
            past = [each for each in endings if each.since is not None and each.since <= self.on]
            if past:
                first = min(each.since for each in past if each.since)
                known = {**known, "until": first - timedelta(days=1)}
                places = [place for each in past for place in each.evidence]
                return self._is("not_in_force", reason, places, past, **known)
            undated = [each for each in endings if each.since is None]
            if undated:
                places = [place for each in undated for place in each.evidence]
                return self._is("undetermined", "repeal_undated", places, undated, **known)
        return None

    def _acts(self, predicate: URIRef) -> list[Ending]:
        """Return the documents that do this to ours, each once, by their dates."""
        found: dict[str, list[Statement]] = {}
        for each in self.same:
            for statement in self.view.statements(None, predicate, each):
                if statement.subject not in self.same:
                    found.setdefault(str(statement.subject), []).append(statement)
        acts = [self._act(subject, said) for subject, said in found.items()]
        return sorted(acts, key=lambda each: (each.since or date.max, each.document))

    def _act(self, subject: str, said: list[Statement]) -> Ending:
        days = [day for each in said if (day := _qualified(each)) is not None]
        since = min(days, default=None) or self._first_day(subject)
        places = tuple(sorted({each.evidence for each in said}))
        return Ending(subject, label_of(self.view, subject), since, places)

    def _first_day(self, document: str) -> date | None:
        """Return from when a document holds, for what it does to others."""
        same = same_documents(self.view, document)
        for predicate in (ZT.effectiveFrom, ZT.issuedOn, ZT.publishedOn):
            day, _ = _date_of(self.view, same, predicate)
            if day is not None:
                return day
        return None

    def _newer(self, issued: date | None) -> list[Ending]:
        """Return later held versions of the same title that hold on the day."""
        if issued is None or not self._is_statute():
            return []
        key = title_key(self.title)
        found = []
        for row in self.view.select(_VERSIONS):
            other = URIRef(row["d"])
            if other in self.same or title_key(str(row["title"])) != key:
                continue
            since = self._first_day(other)
            made, places = _date_of(self.view, [other], ZT.issuedOn)
            later = _latest_amendment(self.view, other) or made
            ours = _latest_amendment(self.view, str(self.held)) or issued
            if since is None or later is None or later <= ours:
                continue
            begun = max(since, later)
            if begun <= self.on:
                found.append(Ending(str(other), str(row["title"]), begun, tuple(places)))
        return sorted(found, key=lambda each: (each.since or date.max, each.document))

    def _amended(self, issued: date | None) -> list[Ending]:
        """Return the amendments by the day that the held text does not contain yet."""
        ours = (_latest_amendment(self.view, str(self.held)) if self.held else None) or issued
        return [
            each
            for each in self._acts(ZT.amends)
            if each.since and each.since <= self.on and (ours is None or each.since > ours)
        ]

    def _is_statute(self) -> bool:
        types = {o for each in self.same for _, p, o in self.view.describe(each) if _is_type(p)}
        return any(kind in types for kind in _STATUTES)

    def _date(self, predicate: URIRef) -> tuple[date | None, tuple[Evidence, ...]]:
        own = [self.held] if self.held is not None else self.same
        return _date_of(self.view, own, predicate)


def _is_type(predicate: URIRef) -> bool:
    return str(predicate).endswith("#type")


def _date_of(
    view: GraphView, documents: Iterable[URIRef], predicate: URIRef
) -> tuple[date | None, tuple[Evidence, ...]]:
    """Return the first date of a property of these documents, with where it is said."""
    query = f"SELECT ?v WHERE {{ ?d <{predicate}> ?v }}"
    values = [row["v"] for each in documents for row in view.select(query, {"d": each})]
    days = sorted((day, value) for value in values if (day := _day(str(value))) is not None)
    if not days:
        return None, ()
    day, value = days[0]
    assert isinstance(value, RdfLiteral)
    places = {place for each in documents for place in view.evidence(each, predicate, value)}
    return day, tuple(sorted(places))


def _latest_amendment(view: GraphView, document: str) -> date | None:
    """Return the day of the last amendment that a held text tells of itself."""
    days = [
        day
        for each in view.statements(None, ZT.amends, URIRef(document))
        if each.evidence.document_id and (day := _qualified(each)) is not None
    ]
    return max(days, default=None)


def _qualified(statement: Statement) -> date | None:
    """Return the day from which a relation holds, where its statement says so."""
    days = [str(value) for name, value in statement.qualifiers if name == ZT.periodStart]
    return _day(days[0]) if days else None


def _day(written: str) -> date | None:
    """Return a day; a month or year that is all that is known counts from its first day."""
    parts = written.split("-")
    try:
        return date(int(parts[0]), *(int(part) for part in [*parts[1:], "1", "1"][:2]))
    except ValueError:
        return None


def _sentence(found: Validity) -> str:
    name, day = _quoted(found.title), _zh(found.on)
    by = "、".join(_quoted(each.title) for each in found.endings)
    since = f"自{_zh(found.since)}起" if found.since else ""
    words = {
        "in_force": f"{name}{since}施行，{day}有效。",
        "amended": f"{name}{since}施行，{day}有效，但已被"
        f"{'、'.join(_quoted(each.title) for each in found.amendments)}修改。",
        "not_yet_issued": f"{name}在{day}尚未发布，无效。",
        "not_yet_effective": f"{name}{since}施行，{day}尚未生效。",
        "expired": f"{name}有效期至{_zh(found.until)}，{day}已失效。",
        "repealed": f"{name}已被{by}废止，{day}已失效。",
        "superseded": f"{name}已被{by}取代，{day}已失效。",
        "newer_version": f"{name}的这一版本在{day}已被{_zh(_first(found.endings))}起的新版本取代。",
        "no_date": f"{name}没有写明施行日期，{day}是否有效无法确定。",
        "repeal_undated": f"{name}被{by}废止，但废止的日期不明，{day}是否有效无法确定。",
        "not_held": f"{name}没有收录，也没有已收录的文件废止它，{day}是否有效无法确定。",
    }[found.reason]
    if found.assumed_start and found.status == "in_force":
        words = words.removesuffix("。") + "（未写明施行日期，自成文之日起算）。"
    if found.status == "in_force" and found.horizon:
        words += f"依据为已收录的文件，其中最晚的日期是{_zh(found.horizon)}。"
    return words


def _quoted(title: str) -> str:
    """Return a title in its marks; marks inside become the single ones (GB/T 15834—2011, 4.15)."""
    return f"《{title.translate(_INNER)}》"


_INNER = str.maketrans("《》", "〈〉")


def _first(endings: Sequence[Ending]) -> date | None:
    return min((each.since for each in endings if each.since), default=None)


def _zh(day: date | None) -> str:
    return "" if day is None else f"{day.year}年{day.month}月{day.day}日"


def _ending_json(ending: Ending) -> dict[str, Any]:
    return {
        "document": ending.document,
        "title": ending.title,
        "since": ending.since and ending.since.isoformat(),
        "evidence": [_place(each) for each in ending.evidence],
    }


def _place(evidence: Evidence) -> dict[str, Any]:
    return {
        "document": evidence.document_id,
        "start": evidence.start,
        "end": evidence.end,
        "quote": evidence.quote,
    }
