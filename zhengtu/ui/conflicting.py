"""Figures of different documents that cannot both be right, side by side with their sentences."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import streamlit as st

from qa.wording.compose import period_words
from zhengtu.ui import address, card, fetch, leaf, table
from zhengtu.ui.words import t

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.link.conflict import Claim, Conflict
    from zhengtu.ui.site import Site

_COLUMNS = ("indicator", "area", "period", "kind", "value", "quote", "document")


def show(site: Site) -> None:
    """Show the contradictions, some at a time, and offer all of them as a file."""
    st.html(card.small(t("conflict.lead")))
    with st.empty(), st.spinner(t("conflict.looking")):
        found = fetch.conflicts(site)
    if not found:
        st.info(t("conflict.none"))
        return
    kept = _narrowed(found)
    st.html(card.small(t("conflict.count", count=f"{len(kept):,}")))
    leaf.through(kept, lambda number, each: _one(site, each, number))
    rows = [_row(each, claim) for each in kept for claim in each.claims]
    table.offer(tuple(t(f"conflict.{each}") for each in _COLUMNS), rows, t("compare.conflicts"))


def _narrowed(found: Sequence[Conflict]) -> list[Conflict]:
    """Return those of the indicator in the address."""
    names = ["", *sorted({each.indicator for each in found})]
    asked = address.get("among")
    asked = asked if asked in names else ""

    def follow() -> None:
        address.change(among=st.session_state["among"], page="")

    st.session_state["among"] = asked
    st.selectbox(
        t("compare.indicator"), names, key="among", on_change=follow,
        format_func=lambda each: each or t("compare.all"),
    )  # fmt: skip
    return [each for each in found if asked in {"", each.indicator}]


def _one(site: Site, conflict: Conflict, number: int) -> None:
    with st.container(border=True, key=f"conflict-{number}"):
        kind = t(f"kind.{conflict.kind}")
        st.html(card.sub(f"{conflict.area}　{period(conflict)}　{conflict.indicator}　{kind}"))
        for claim in conflict.claims:
            document = fetch.document(site, claim.document)
            st.html(
                card.claim(claim.value)
                + card.quote_at(document, claim.start, claim.end, claim.value)
            )
            place = f"{claim.start}-{claim.end}"
            address.link(site.documents, f"《{claim.title}》", doc=claim.document, at=place)


def period(conflict: Conflict) -> str:
    """Return the time that the figures are of, as people write it."""
    start = date.fromisoformat(conflict.start) if conflict.start else None
    return period_words(start, date.fromisoformat(conflict.end))


def _row(conflict: Conflict, claim: Claim) -> tuple[str, ...]:
    return (
        conflict.indicator,
        conflict.area,
        period(conflict),
        t(f"kind.{conflict.kind}"),
        claim.value,
        " ".join(claim.quote.split()),
        claim.title,
    )
