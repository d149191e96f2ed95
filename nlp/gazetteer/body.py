"""Central bodies: the organs of the Party, the State Council, the people's congress, the courts.

``bodies.tsv`` is our own: names, usual short names, years and successors after the plans of
institutional reform of 1998, 2003, 2008, 2013, 2018 and 2023.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from ontology.iri import body_iri

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Body:
    """One central body.

    ``kind`` says what it is among the organs (``ministry``, ``party``, ``court`` …).
    ``valid_from`` and ``valid_until`` are years, None where unknown or still so; ``successors`` are
    keys of the bodies that took its duties over.
    """

    key: str
    name: str
    short_names: tuple[str, ...]
    kind: str
    valid_from: int | None
    valid_until: int | None
    successors: tuple[str, ...]

    @property
    def iri(self) -> str:
        """The body's IRI."""
        return body_iri(self.key)


def _split(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, cell.split("|")))


@lru_cache(maxsize=1)
def bodies() -> tuple[Body, ...]:
    """Return all bodies of ``bodies.tsv``."""
    text = files("nlp.gazetteer").joinpath("bodies.tsv").read_text(encoding="utf-8")
    return tuple(
        Body(
            key=row["key"],
            name=row["name"],
            short_names=_split(row["short_names"]),
            kind=row["kind"],
            valid_from=int(row["valid_from"]) if row["valid_from"] else None,
            valid_until=int(row["valid_until"]) if row["valid_until"] else None,
            successors=_split(row["successors"]),
        )
        for row in csv.DictReader(text.splitlines(), delimiter="\t")
    )


@lru_cache(maxsize=1)
def body_by_key() -> Mapping[str, Body]:
    """Return the bodies by key."""
    return {body.key: body for body in bodies()}


@lru_cache(maxsize=1)
def body_by_surface() -> Mapping[str, tuple[Body, ...]]:
    """Return the bodies that a written name may mean, in the order of the table."""
    index: dict[str, list[Body]] = {}
    for body in bodies():
        for name in dict.fromkeys((body.name, *body.short_names)):
            index.setdefault(name, []).append(body)
    return {name: tuple(found) for name, found in index.items()}
