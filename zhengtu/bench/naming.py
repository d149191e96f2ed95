"""Names and links against the gold: which are right, and why the others are not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

from nlp.extraction import Label, Link
from zhengtu.bench.count import Count
from zhengtu.bench.likeness import is_half, overlap

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from nlp.extraction import Extraction, Mention
    from zhengtu.bench.annotation import GoldDocument, GoldMention
    from zhengtu.bench.likeness import Placed
    from zhengtu.bench.sheet import Sheet

LABELS: tuple[Label, ...] = get_args(Label)
ANNOTATED = tuple(label for label in LABELS if label not in ("Quantity", "Indicator", "Period"))
"""What has a row of its own: a period counts as a date; quantities and indicators are parts of
figures and judged there."""

PLACES = ("Province", "City", "County", "Region")
LINKED = ("place", "central body", "local body")
"""The rows of linked names."""

_NOW = frozenset(
    [
        *("目前", "当前", "现", "现在", "近日", "日前", "近期", "近年来", "近年", "最近", "眼下"),
        *("如今", "此前", "今后", "当时", "同期"),
    ]
)
"""Words for "about now" that name no interval."""

_MAY_HOLD = {
    **dict.fromkeys(PLACES, ("GovernmentBody", "Meeting")),
    "Date": ("PolicyDocument", "DocumentNumber", "Meeting", "Programme", "Organization"),
}
"""What may stand inside a longer name of these labels without being an error."""


def compare_names(document: GoldDocument, found: Extraction, sheet: Sheet) -> None:
    """Count the names of an extraction by label, and its links by kind of entity."""
    links = [
        link
        for link in _links(found)
        if document.covers(link.mention.start, link.mention.end) and link.mention.text not in _NOW
    ]
    for label in ANNOTATED:
        _compare_label(document, label, links, sheet)
    for row in LINKED:
        _compare_row(document, row, links, sheet)


def _links(found: Extraction) -> list[Link]:
    linked = {link.mention for link in found.links}
    bare = [Link(m, None, None, 0.0, "") for m in found.mentions if m not in linked]
    return [*found.links, *bare]


def group(label: str, iri: str | None) -> str | None:
    """Return the row of linked names to which a name belongs, None if links are not judged."""
    from nlp.gazetteer.body import body_by_key

    if label in PLACES:
        return "place"
    if label == "GovernmentBody" and iri is not None:
        return "central body" if iri.rsplit("/", 1)[1] in body_by_key() else "local body"
    return None


def _label(found: Mention) -> Label:
    return "Date" if found.label == "Period" else found.label


def _wanted(document: GoldDocument) -> list[GoldMention]:
    return [each for each in document.mentions if not each.optional]


def _is_spared(document: GoldDocument, found: Mention, mine: Sequence[GoldMention]) -> bool:
    """Tell whether a name is neither right nor wrong: optional, or part of a longer name."""
    if any(is_half(found, each) for each in mine):
        return False
    holders = _MAY_HOLD.get(_label(found), ())
    return any(
        overlap(found, each) > 0
        and (each.optional or (each.label in holders and overlap(found, each) < 1))
        for each in document.mentions
    )


def _same_span(one: Placed, other: Placed) -> bool:
    return (one.start, one.end) == (other.start, other.end)


def _compare_label(
    document: GoldDocument, label: Label, links: Sequence[Link], sheet: Sheet
) -> None:
    mine = [each for each in _wanted(document) if each.label == label]
    theirs = [
        link.mention
        for link in links
        if _label(link.mention) == label and not _is_spared(document, link.mention, mine)
    ]
    for how, same in (("exact", _same_span), ("half", is_half)):
        count = _count(mine, theirs, same)
        for row in (label, "all names", f"all names in {document.kind}"):
            sheet.tally.add(f"{row} / {how}", count)
    for each in mine:
        if not any(_same_span(each, one) for one in theirs):
            sheet.note(document, label, _why(each, theirs, links), each)
    for one in theirs:
        if not any(is_half(one, each) for each in mine):
            sheet.note(document, label, "spurious", one)


def _count(
    wanted: Sequence[Placed], found: Sequence[Placed], same: Callable[[Any, Any], bool]
) -> Count:
    right = sum(any(same(one, each) for each in wanted) for one in found)
    hit = sum(any(same(each, one) for one in found) for each in wanted)
    return Count(right, len(found), len(wanted), hit)


def _why(wanted: GoldMention, theirs: Sequence[Mention], links: Sequence[Link]) -> str:
    if any(overlap(one, wanted) > 0 for one in theirs):
        return "other span"
    others = {link.mention.label for link in links if is_half(link.mention, wanted)}
    return f"labelled {', '.join(sorted(others))}" if others else "missed"


def _compare_row(document: GoldDocument, row: str, links: Sequence[Link], sheet: Sheet) -> None:
    mine = [each for each in _wanted(document) if each.iri and group(each.label, each.iri) == row]
    theirs = [
        link
        for link in links
        if group(link.mention.label, link.iri) == row
        and not _is_unjudged(document, link)
        and not _is_spared(document, link.mention, mine)
    ]
    right = [link for link in theirs if any(_is_link(link, each) for each in mine)]
    hit = [each for each in mine if any(_is_link(link, each) for link in theirs)]
    sheet.tally.add(f"{row} / linked", Count(len(right), len(theirs), len(mine), len(hit)))
    for each in mine:
        if each not in hit:
            sheet.note(document, f"{row} / linked", "missed or other entity", each)
    for link in theirs:
        if link not in right:
            words = f"{link.mention.text} → {link.name}"
            sheet.note(document, f"{row} / linked", "spurious or other entity", link.mention, words)


def _is_unjudged(document: GoldDocument, link: Link) -> bool:
    """Tell whether the name is right and its entity was not annotated."""
    return any(
        each.iri is None and each.label == link.mention.label and is_half(link.mention, each)
        for each in document.mentions
    )


def _is_link(link: Link, wanted: GoldMention) -> bool:
    return link.iri == wanted.iri and is_half(link.mention, wanted)
