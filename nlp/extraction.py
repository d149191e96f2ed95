"""What the pipeline finds in one text: plain frozen values, no spaCy object among them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from corpus.error import ZhengtuError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from decimal import Decimal

Label = Literal[
    "Province", "City", "County", "Region", "GovernmentBody", "Organization", "PolicyDocument",
    "DocumentNumber", "Programme", "Date", "Period", "Quantity", "Indicator", "Meeting", "Person",
]  # fmt: skip
"""The labels of mentions, in the order of the contract: the ontology's class names, and those of
``VALUES``."""

VALUES: Final[Mapping[Label, str]] = {
    "DocumentNumber": "documentNumber",
    "Date": "issuedOn",
    "Period": "periodText",
    "Quantity": "valueText",
}
"""The labels that name a value, not a thing, and a property of the ontology that takes it."""

Comparator = Literal["=", "≈", "≥", "≤", ">", "<", "range"]
Kind = Literal["target", "actual", "baseline", "limit"]
Precision = Literal["day", "month", "quarter", "year", "plan", "span"]


class ExtractionError(ZhengtuError):
    """The pipeline cannot be built or a component failed in a way that stops extraction."""


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """A stretch of text that names something; ``text == document.text[start:end]``, always."""

    start: int
    end: int
    label: Label
    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """The decision which entity a mention names; ``iri`` is None for NIL (nothing certain enough).

    ``name`` is the entity's full name (武汉市, 国家发展和改革委员会) or None for NIL;
    ``reason`` names the features that decided, for people.
    """

    mention: Mention
    iri: str | None
    name: str | None
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time, both days included, resolved against the document's date, not the clock.

    ``start`` is None for "until" forms whose beginning is not said (到2020年), and then ``end`` is
    the last day of what is named. ``text`` is as written, empty if inherited from a section.
    """

    start: date | None
    end: date | None
    precision: Precision
    text: str = ""


@dataclass(frozen=True, slots=True)
class Measurement:
    """A figure with everything needed to compare it.

    ``low``/``high`` are plain decimals in the base unit of ``unit`` (550万元 is 5500000 元; 5% is
    5 %; 1个百分点 is 1 百分点); both are set and equal unless ``comparator`` is ``range``.
    ``start``/``end`` delimit the value as written (``value_text``, hedges such as 左右 included);
    ``quote_start``/``quote_end`` the sentence or clause run that supports the whole fact.
    """

    start: int
    end: int
    value_text: str
    low: Decimal
    high: Decimal
    comparator: Comparator
    unit: str
    indicator: str | None
    indicator_iri: str | None
    period: Period | None
    area: str | None
    area_iri: str | None
    agent: str | None
    agent_iri: str | None
    kind: Kind
    quote_start: int
    quote_end: int
    method: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Relation:
    """A typed relation between two named things, with where it is said.

    ``predicate`` is the local name of a property of the ontology (``issuedBy``). ``subject`` and
    ``object`` are names as they should be shown; the IRIs are None when there is no entity.
    ``period`` is set when the relation holds for or by a time (到2017年基本建成). ``agent`` is who
    brought it about where that is neither subject nor object (甲把乙纳入丙), ``mode`` how (BOT).
    ``modality`` is None for what is stated as so, else ``required``, ``planned``, ``permitted``,
    ``prohibited`` or ``encouraged``. Of a norm (``requires``, ``prohibits``, ``encourages``,
    ``permits``) the object is the action, ``modality_text`` the modal word as written (应当, 严禁)
    and ``bearer`` whom it binds in the text's words, with ``bearer_iri`` where that is one entity.
    """

    subject: str
    subject_iri: str | None
    subject_label: Label
    predicate: str
    object: str
    object_iri: str | None
    object_label: Label | None
    start: int
    end: int
    method: str
    confidence: float
    period: Period | None = None
    agent: str | None = None
    agent_iri: str | None = None
    mode: str | None = None
    modality: str | None = None
    modality_text: str | None = None
    bearer: str | None = None
    bearer_iri: str | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """A word that stands for something named elsewhere: 该平台, 其, 前款, 本市, 本办法.

    ``iri``, ``name`` and ``label`` (a class of the ontology) are those of what is meant, all None
    where too little speaks for anything; ``target`` is where it is named, if it is in this text.
    ``reason`` says, for people, why it is this or none.
    """

    start: int
    end: int
    text: str
    iri: str | None
    name: str | None
    label: str | None
    target: tuple[int, int] | None
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was found in one text; every tuple is sorted by position."""

    mentions: tuple[Mention, ...]
    links: tuple[Link, ...]
    periods: tuple[tuple[Mention, Period], ...]
    measurements: tuple[Measurement, ...]
    relations: tuple[Relation, ...]
    warnings: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()
