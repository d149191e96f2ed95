"""Was a document in force on a day? Computed from dates, repeals and later versions, with quotes.

The answer has three values. What the store does not hold cannot speak: a repeal in a document that
is not here is not seen, so every answer carries the horizon up to which the store knows.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from rdflib import URIRef

from kg.entity import title_key
from kg.link.known import Known
from kg.time.dating import day_of, said_since
from kg.time.edition import editions
from kg.time.verdict import as_json, sentence
from ontology.namespace import ZT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.statement import Evidence, Statement
    from kg.storage.store import GraphView

Status = Literal["in_force", "not_in_force", "undetermined"]
Reason = Literal[
    "in_force", "amended", "not_yet_issued", "not_yet_effective", "expired", "repealed",
    "superseded", "newer_version", "no_date", "repeal_undated", "not_held",
]  # fmt: skip

_HORIZON = f"""SELECT (MAX(?day) AS ?last) WHERE {{
  {{ ?d <{ZT.issuedOn}> ?value }} UNION {{ ?d <{ZT.publishedOn}> ?value }}
  BIND (STR(?value) AS ?day)
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
    in for it. ``edition`` is the day of the last change in the held text: before it another
    wording was in force. ``horizon`` is the latest date of any held document.
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
    edition: date | None = None
    horizon: date | None = None

    @property
    def message_zh(self) -> str:
        """The answer as a sentence."""
        return sentence(self)

    def to_json(self) -> dict[str, Any]:
        """Return the answer as a JSON object."""
        return as_json(self)


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
    return next(statuses(view, [document], on))


def statuses(
    view: GraphView, documents: Iterable[str], on: date, *, quoted: bool = True
) -> Iterator[Validity]:
    """Yield whether each of some documents held on a day; see ``status``.

    What concerns the whole store is looked up once, not for each document.

    Args:
        view: The graph.
        documents: IRIs of held or cited documents.
        on: The day.
        quoted: Whether to tell where the dates are said; verdicts of thousands are had in
            seconds without.
    """
    asked = list(documents)
    store = _Store(view, Known(view, len(asked), quoted=quoted))
    for document in asked:
        yield _Case(store, document, on).decide()


def horizon(view: GraphView) -> date | None:
    """Return the latest date of a held document: nothing after it can be known."""
    rows = view.select(_HORIZON)
    return day_of(str(rows[0]["last"])) if rows and "last" in rows[0] else None


class _Store:
    """What one needs to know of the whole store, looked up when it is first needed."""

    def __init__(self, view: GraphView, known: Known) -> None:
        self.view, self.known = view, known

    @cached_property
    def editions(self) -> dict[str, list[tuple[URIRef, str]]]:
        return editions(self.view)

    @cached_property
    def horizon(self) -> date | None:
        return horizon(self.view)


class _Case:
    """One document on one day."""

    def __init__(self, store: _Store, document: str, on: date) -> None:
        self.store, self.known, self.on = store, store.known, on
        self.document = document
        self.same = self.known.same(document)
        held = [each for each in self.same if store.view.has_graph(each)]
        self.held = URIRef(document) if URIRef(document) in held else (held[0] if held else None)
        self.title = self.known.label(self.held or document)
        self.edition = self.known.edition(self.held) if self.held is not None else None

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
        newer = self._newer(issued or since)
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
            edition=self.edition,
            horizon=self.store.horizon,
            **known,
        )

    def _ended(self, known: dict[str, Any]) -> Validity | None:
        """Return the answer if a repeal or a replacement decides it."""
        kinds: tuple[tuple[URIRef, Reason], ...] = (
            (ZT.repeals, "repealed"), (ZT.supersedes, "superseded"),
        )  # fmt: skip
        for predicate, reason in kinds:
            endings = [each for each in self._acts(predicate) if not self._before_ours(each)]
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
            for statement in self.known.acts(predicate, each):
                if statement.subject not in self.same:
                    found.setdefault(str(statement.subject), []).append(statement)
        acts = [self._act(subject, said) for subject, said in found.items()]
        return sorted(acts, key=lambda each: (each.since or date.max, each.document))

    def _act(self, subject: str, said: list[Statement]) -> Ending:
        days = [day for each in said if (day := said_since(each)) is not None]
        since = min(days, default=None) or self._first_day(subject)
        places = tuple(sorted({each.evidence for each in said}))
        return Ending(subject, self.known.label(subject), since, places)

    def _first_day(self, document: str) -> date | None:
        """Return from when a document holds, for what it does to others."""
        same = self.known.same(document)
        for predicate in (ZT.effectiveFrom, ZT.issuedOn, ZT.publishedOn):
            day, _ = self.known.first_date(same, predicate)
            if day is not None:
                return day
        return None

    def _before_ours(self, act: Ending) -> bool:
        """Whether an act came before our text: then it meant an earlier one of the same title."""
        return act.since is not None and self.edition is not None and act.since <= self.edition

    def _newer(self, begun: date | None) -> list[Ending]:
        """Return later held editions of the same title that apply on the day."""
        ours = self.edition or begun
        if ours is None:
            return []
        found, statute = [], self._is_statute()
        for other, title in self.store.editions.get(title_key(self.title), ()):
            since, (made, places) = self._first_day(other), self._made(other)
            if other == self.held or since is None or made is None or made <= ours:
                continue
            if not statute and not self.known.first_date([other], ZT.versionDate)[0]:
                continue  # yearly notices may share a title; what bears notes of adoption does not
            if max(since, made) <= self.on:
                found.append(Ending(str(other), title, max(since, made), places))
        return sorted(found, key=lambda each: (each.since or date.max, each.document))

    def _made(self, other: URIRef) -> tuple[date | None, tuple[Evidence, ...]]:
        """Return up to which change another edition goes, and where its text says so."""
        noted, places = self.known.first_date([other], ZT.versionDate)
        issued, issue_places = self.known.first_date([other], ZT.issuedOn)
        return noted or self.known.edition(other) or issued, places or issue_places

    def _amended(self, issued: date | None) -> list[Ending]:
        """Return the amendments by the day that the held text does not contain yet."""
        ours = self.edition or issued
        return [
            each
            for each in self._acts(ZT.amends)
            if each.since and each.since <= self.on and (ours is None or each.since > ours)
        ]

    def _is_statute(self) -> bool:
        return self.known.is_statute(self.same)

    def _date(self, predicate: URIRef) -> tuple[date | None, tuple[Evidence, ...]]:
        own = [self.held] if self.held is not None else self.same
        return self.known.first_date(own, predicate)
