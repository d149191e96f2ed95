"""Units in the codes of the world: UCUM and QUDT, and conversion between units of one quantity.

``ontology/unit.ttl`` is the single source. The compact table beside this module is generated from
it (``python -m nlp.unit_code``) and a test asserts that the two agree.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Context, Decimal
from functools import lru_cache
from pathlib import Path

from nlp.extraction import ExtractionError

TABLE = Path(__file__).with_name("unit_code.tsv")
_HEADER = "unit\tother names\tucum\tqudt\tquantity\tfactor"
# The mu is a third of a number without end: twenty digits are finer than any source.
_FINE = Context(prec=20)
_QUDT = "http://qudt.org/schema/qudt/"


@dataclass(frozen=True, slots=True)
class UnitCode:
    """A unit as figures name it, its UCUM code, its QUDT IRI where there is one.

    ``quantity`` is what it measures; ``factor`` times a figure is the figure in the base unit of
    that (kilogram, square metre, joule …).
    """

    name: str
    other_names: tuple[str, ...]
    ucum: str
    qudt: str | None
    quantity: str
    factor: Decimal


def code_of(unit: str) -> UnitCode | None:
    """Return the codes of a unit as figures name it, None if it has none.

    >>> code_of("千瓦时").ucum, code_of("亩").qudt
    ('kW.h', None)
    """
    return _by_name().get(unit)


def convert(value: Decimal, unit: str, to: str) -> Decimal | None:
    """Return a figure in another unit of the same quantity, None if the two cannot be compared.

    >>> convert(Decimal(2), "斤", "公斤"), convert(Decimal(15), "亩", "公顷")
    (Decimal('1'), Decimal('1'))
    >>> convert(Decimal(1), "亩", "元") is None
    True
    """
    if unit == to:
        return value
    here, there = code_of(unit), code_of(to)
    if here is None or there is None or here.quantity != there.quantity:
        return None
    converted = _FINE.create_decimal(value * here.factor / there.factor)
    return Decimal(f"{converted.normalize():f}")


@lru_cache(maxsize=1)
def _by_name() -> dict[str, UnitCode]:
    units = read_table(TABLE.read_text(encoding="utf-8"))
    return {name: unit for unit in units for name in (unit.name, *unit.other_names)}


def read_table(table: str) -> tuple[UnitCode, ...]:
    """Read the compact table.

    Raises:
        ExtractionError: The table is not what this version writes.
    """
    header, *lines = table.splitlines()
    if header != _HEADER:
        raise ExtractionError(
            f"{TABLE.name} was written by another version: run `python -m nlp.unit_code`"
        )
    return tuple(_row(line.split("\t")) for line in lines)


def _row(cells: list[str]) -> UnitCode:
    name, others, ucum, qudt, quantity, factor = cells
    other_names = tuple(filter(None, others.split("|")))
    return UnitCode(name, other_names, ucum, qudt or None, quantity, Decimal(factor))


def render(turtle: Path) -> str:
    """Return the compact table for the units in a Turtle file."""
    from rdflib import Graph, Namespace
    from rdflib.namespace import RDF, SKOS

    qudt = Namespace(_QUDT)
    graph = Graph().parse(turtle, format="turtle")
    rows = []
    for subject in graph.subjects(RDF.type, qudt.Unit):
        labels = (o for o in graph.objects(subject, SKOS.prefLabel) if o.language == "zh")  # type: ignore[attr-defined]
        others = sorted(str(o) for o in graph.objects(subject, SKOS.altLabel))
        cells = (
            str(next(labels)),
            "|".join(others),
            graph.value(subject, qudt.ucumCode),
            graph.value(subject, SKOS.exactMatch) or "",
            graph.value(subject, qudt.hasQuantityKind),
            graph.value(subject, qudt.conversionMultiplier),
        )
        rows.append("\t".join(map(str, cells)))
    return "\n".join([_HEADER, *sorted(rows)]) + "\n"


def _regenerate() -> None:
    from ontology.lexicon import UNITS

    TABLE.write_text(render(UNITS), encoding="utf-8")


if __name__ == "__main__":
    _regenerate()
