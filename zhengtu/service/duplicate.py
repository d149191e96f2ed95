"""Documents that are held more than once, by their text, by number or by title."""

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
    """Ids of documents that are likely one.

    Their texts are copies as ``kg.link.duplicate`` tells, or else they share a number, or a title
    where they have no number.
    """

    kind: Literal["text", "number", "title"]
    documents: tuple[str, ...]


def duplicates(documents: Sequence[Listed]) -> list[Twice]:
    """Return the groups of documents that are likely one document, the largest first."""
    texts: dict[str, list[str]] = defaultdict(list)
    numbers: dict[str, list[str]] = defaultdict(list)
    titles: dict[str, list[str]] = defaultdict(list)
    for each in documents:
        if each.duplicate_of is not None:
            texts.setdefault(each.duplicate_of, [each.duplicate_of]).append(each.id)
            continue
        if each.document_number:
            numbers[number_key(each.document_number)].append(each.id)
        elif each.title:
            titles[title_key(each.title)].append(each.id)
    groups = [Twice("text", tuple(ids)) for ids in texts.values()]
    groups += [Twice("number", tuple(ids)) for ids in numbers.values() if len(ids) > 1]
    groups += [Twice("title", tuple(ids)) for ids in titles.values() if len(ids) > 1]
    return sorted(groups, key=lambda each: (-len(each.documents), each.documents))
