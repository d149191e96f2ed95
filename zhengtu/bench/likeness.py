"""When something found is what the gold says: spans, fields of figures, ends of relations."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Protocol

from nlp.unit import canonical

if TYPE_CHECKING:
    from collections.abc import Mapping

    from nlp.extraction import Measurement, Relation
    from zhengtu.bench.annotation import GoldNode, GoldRelation

ALIKE = 0.6
"""Names are the same if their longest common subsequence is this share of their mean length."""

HALF = 0.5

FIELDS = ("value", "unit", "comparator", "indicator", "kind", "area", "period")
"""The fields of a figure that are judged; ``value`` is low and high together."""

_MARKS = re.compile(r"[《》〈〉“”‘’\"\s]")
_HEAD = re.compile(r"^(?:关于|中华人民共和国)(?=.)")


class Placed(Protocol):
    """Anything with a place in the text."""

    @property
    def start(self) -> int:
        """Where it begins."""

    @property
    def end(self) -> int:
        """Where it has ended."""


def overlap(one: Placed, other: Placed) -> float:
    """Return the shared stretch as a share of the longer one."""
    shared = min(one.end, other.end) - max(one.start, other.start)
    return max(0, shared) / max(one.end - one.start, other.end - other.start, 1)


def is_half(one: Placed, other: Placed) -> bool:
    """Tell whether two spans share at least half of the longer one."""
    return overlap(one, other) >= HALF


def bare(name: str) -> str:
    """Return a name without brackets, quotes, white space and what all laws and titles begin with.

    >>> bare("《中华人民共和国渔业法》"), bare("关于甲的通知")
    ('渔业法', '甲的通知')
    """
    return _HEAD.sub("", _MARKS.sub("", name))


@lru_cache(maxsize=4096)
def likeness(one: str, other: str) -> float:
    """Return twice the longest common subsequence over the sum of the lengths (0 to 1)."""
    row = [0] * (len(other) + 1)
    for letter in one:
        before = 0
        for at, there in enumerate(other, 1):
            before, row[at] = row[at], before + 1 if letter == there else max(row[at], row[at - 1])
    return 2 * row[-1] / (len(one) + len(other)) if one and other else 0.0


def are_alike(one: str, other: str) -> bool:
    """Tell whether two names mean the same, as far as their letters say."""
    return likeness(bare(one), bare(other)) >= ALIKE


def wrong_fields(found: Measurement, fields: Mapping[str, Any]) -> list[str]:
    """Return the names of the fields of a figure that are not as the gold says (see ``FIELDS``)."""
    is_right = {
        "value": (found.low, found.high) == (Decimal(fields["low"]), Decimal(fields["high"])),
        "unit": canonical(found.unit) == canonical(fields["unit"]),
        "comparator": found.comparator == fields["comparator"],
        "indicator": _is_indicator(found, fields["indicator"]),
        "kind": found.kind in fields["kind"],
        "area": "area" not in fields or _area(found) == fields["area"],
        "period": "period" not in fields or _days(found) in map(_pair, fields["period"]),
    }
    return [name for name in FIELDS if not is_right[name]]


def _area(found: Measurement) -> str | None:
    """Return the place of a figure; the gold has none for the whole country."""
    from nlp.pipe.measurement.setting import CHINA

    return None if found.area_iri == CHINA[1] else found.area_iri


def _days(found: Measurement) -> tuple[date | None, date | None]:
    return (found.period.start, found.period.end) if found.period else (None, None)


def _pair(days: list[str | None]) -> tuple[date | None, date | None]:
    start, end = (date.fromisoformat(day) if day else None for day in days)
    return start, end


def _is_indicator(found: Measurement, words: str) -> bool:
    from nlp.gazetteer.indicator import lexicon

    known = lexicon().link(words)
    if known is not None and found.indicator_iri == known.iri:
        return True
    name = found.indicator
    return name is not None and (are_alike(name, words) or is_described(name, words))


def is_described(name: str, words: str) -> bool:
    """Tell whether a name is the gold's with what it does or whose it is before it.

    >>> is_described("建立协调机制的部委", "部委"), is_described("某园新增入驻企业", "新增入驻企业")
    (True, True)
    """
    return len(words) > 1 and name.endswith(words)


def is_relation(found: Relation, gold: GoldRelation, document: tuple[str, str]) -> bool:
    """Tell whether a relation is the gold's; ``document`` is the document's IRI and title."""
    if found.predicate != gold.predicate:
        return False
    ends = (found.subject, found.subject_iri), (found.object, found.object_iri)
    pairs = [ends, ends[::-1]] if found.predicate == "cooperatesWith" else [ends]
    return any(
        _is_node(one, gold.subject, document) and _is_node(two, gold.object, document)
        for one, two in pairs
    )


def _is_node(found: tuple[str, str | None], gold: GoldNode, document: tuple[str, str]) -> bool:
    name, iri = found
    if gold.document:
        return iri == document[0] or bare(name) == bare(document[1])
    if gold.iri is not None and iri is not None and "/id/place/" in gold.iri + iri:
        return gold.iri == iri
    if gold.iri is not None and gold.iri == iri:
        return True
    return bool(gold.text) and are_alike(name, gold.text)
