"""What a question gets back: a frozen answer with its evidence, or a typed abstention."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from decimal import Decimal


class Outcome(StrEnum):
    """Whether there is an answer."""

    ANSWERED = "answered"
    ABSTAINED = "abstained"


class AbstainReason(StrEnum):
    """Why there is no answer; the words are part of the contract."""

    UNKNOWN_ENTITY = "unknown_entity"
    NOT_MODELLED = "not_modelled"
    NO_FACT = "no_fact"
    CONFLICT = "conflict"
    OUT_OF_PERIOD = "out_of_period"
    OUT_OF_SCOPE = "out_of_scope"


@dataclass(frozen=True, slots=True)
class Value:
    """One thing that was asked for: as the source writes it, and as a number where it is one."""

    value: str
    number: Decimal | None = None
    unit: str | None = None
    iri: str | None = None

    def to_json(self) -> dict[str, Any]:
        """Return the value as the contract's JSON object."""
        return {
            "value": self.value,
            "number": None if self.number is None else plain_number(self.number),
            "unit": self.unit,
            "iri": self.iri,
        }


@dataclass(frozen=True, slots=True)
class Citation:
    """A verbatim quote, ``text[start:end]`` of the document, and how to find it.

    ``section`` is the address of the part it stands in (第三章/第十二条/第二款), None where there
    is none or nobody looked.
    """

    document: str
    title: str
    start: int
    end: int
    quote: str
    source_url: str | None = None
    section: str | None = None

    def to_json(self) -> dict[str, Any]:
        """Return the citation as the contract's JSON object."""
        return {
            "document": self.document,
            "title": self.title,
            "start": self.start,
            "end": self.end,
            "quote": self.quote,
            "source_url": self.source_url,
            "section": self.section,
        }


@dataclass(frozen=True, slots=True)
class Answer:
    """The reply to one question; ``steps`` say which words became which clause.

    ``nearest`` is what an abstention shows to read: passages near the question, none an answer.
    ``resolved`` is the complete question that was answered: another than ``question`` where that
    was a follow-up. It is what the next follow-up leans on, and all of the conversation's state.
    """

    question: str
    outcome: Outcome
    text: str
    values: tuple[Value, ...] = ()
    evidence: tuple[Citation, ...] = ()
    source: Literal["graph", "passage"] | None = None
    sparql: str | None = None
    steps: tuple[str, ...] = ()
    confidence: float = 0.0
    reason: AbstainReason | None = None
    suggestions: tuple[str, ...] = ()
    nearest: tuple[Citation, ...] = ()
    resolved: str = ""
    rows: tuple[dict[str, str], ...] = ()

    @property
    def answered(self) -> bool:
        """Whether the question was answered."""
        return self.outcome is Outcome.ANSWERED

    @property
    def markdown(self) -> str | None:
        """The rows as a Markdown table, None where there are none."""
        if not self.rows:
            return None
        columns = tuple(dict.fromkeys(name for row in self.rows for name in row))
        lines = [columns, tuple("---" for _ in columns)]
        lines += [tuple(_cell(row.get(name, "")) for name in columns) for row in self.rows]
        return "\n".join(f"| {' | '.join(line)} |" for line in lines)

    def to_json(self) -> dict[str, Any]:
        """Return the answer as the contract's JSON object."""
        return {
            "question": self.question,
            "outcome": str(self.outcome),
            "text": self.text,
            "values": [value.to_json() for value in self.values],
            "evidence": [citation.to_json() for citation in self.evidence],
            "source": self.source,
            "sparql": self.sparql,
            "steps": list(self.steps),
            "confidence": round(self.confidence, 3),
            "reason": None if self.reason is None else str(self.reason),
            "suggestions": list(self.suggestions),
            "nearest": [citation.to_json() for citation in self.nearest],
            "resolved": self.resolved or self.question,
            "rows": [dict(row) for row in self.rows],
            "markdown": self.markdown,
        }


def _cell(text: str) -> str:
    """Return a text that stays in its cell of a Markdown table."""
    return text.replace("|", "\\|").replace("\n", " ")


def plain_number(number: Decimal) -> int | float:
    """Return a decimal as the JSON number it reads as: 5500000, 5.5.

    >>> from decimal import Decimal
    >>> plain_number(Decimal("5500000.0")), plain_number(Decimal("5.5"))
    (5500000, 5.5)
    """
    return int(number) if number == number.to_integral_value() else float(number)
