"""Documents that are held more than once, by number or by title."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from kg.entity import number_key, title_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhengtu.service.report import Listed


@dataclass(frozen=True, slots=True)
class Twice:
    """Ids of documents that share a number, or a title where none of them has a number."""

    kind: Literal["number", "title"]
    documents: tuple[str, ...]


def duplicates(documents: Sequence[Listed]) -> list[Twice]:
    """Return the groups of documents that are likely one document, the largest first."""
    numbers: dict[str, list[str]] = defaultdict(list)
    titles: dict[str, list[str]] = defaultdict(list)
    for each in documents:
        if each.document_number:
            numbers[number_key(each.document_number)].append(each.id)
        elif each.title:
            titles[title_key(each.title)].append(each.id)
    groups = [Twice("number", tuple(ids)) for ids in numbers.values() if len(ids) > 1]
    groups += [Twice("title", tuple(ids)) for ids in titles.values() if len(ids) > 1]
    return sorted(groups, key=lambda each: (-len(each.documents), each.documents))
