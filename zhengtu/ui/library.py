"""文件: the documents: what is held, found, missing, corrected, handed in; one opens in full."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from corpus.error import ZhengtuError
from zhengtu.ui import address, card, correcting, fetch, intake, leaf, reading, reply, tab, table
from zhengtu.ui.highlight import found_words
from zhengtu.ui.safe import csv_bytes, escape, label
from zhengtu.ui.words import t

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from zhengtu.service.duplicate import Twice
    from zhengtu.ui.site import Site

_PER_PAGE = 20
_MOST_FOUND = 30
_MOST_OPTIONS = 200
"""Values that a facet offers; those of few documents are found by words."""

_COLUMNS = (
    "title", "document_number", "issuers", "issued_on", "kind", "characters", "statements", "id",
)  # fmt: skip
FACETS = ("kind", "issuer", "place", "year", "status")
"""What the list can be narrowed by: the parts of the address."""


def show(site: Site) -> None:
    """Show one document where the address names one, else the list."""
    chosen = address.get("doc")
    if not chosen:
        _list(site)
        return
    try:
        document = fetch.document(site, chosen)
    except ZhengtuError as error:
        st.warning(label(error.message))
        address.link(site.documents, t("documents.all"), icon=":material/arrow_back:")
        return
    reading.show(site, document)


def _list(site: Site) -> None:
    rows = fetch.documents(site)
    st.html(card.heading(t("documents.title")))
    views: dict[str, tuple[str, Callable[[Site], None]]] = {
        "held": (t("documents.held", count=f"{len(rows):,}"), _held),
        "search": (t("documents.search"), _search),
        "add": (t("documents.add"), intake.upload),
        "twice": (t("documents.twice"), _twice),
        "missing": (t("documents.missing"), _missing),
        "corrected": (t("documents.corrected"), correcting.corrections),
    }
    chosen, place = tab.choose({key: name for key, (name, _) in views.items()})
    with place:
        views[chosen][1](site)


def _missing(site: Site) -> None:
    """Show the ledger of missing documents, each with a place that speaks of it."""
    found = fetch.missing(site)
    if not found:
        st.info(t("missing.none"))
        return
    st.html(card.small(t("missing.lead", count=f"{len(found):,}")))
    rows = [
        (
            each.documents,
            each.title,
            each.number or "",
            each.citing[0].title,
            " ".join(each.citing[0].quote.split()),
        )
        for each in found
    ]
    names = ("times", "title", "number", "seen", "quote")
    picked = table.show(
        tuple(t(f"missing.{each}") for each in names), rows, "未收录文件", pick="missing"
    )
    for place in found[picked].citing[:_PER_PAGE] if picked is not None else ():
        at = f"{place.start}-{place.end}"
        address.link(site.documents, f"《{place.title}》", doc=place.document, at=at)


def _twice(site: Site) -> None:
    """Show documents that are held more than once."""
    groups = fetch.twice(site)
    if not groups:
        st.info(t("twice.none"))
        return
    st.html(card.small(t("twice.lead", count=len(groups))))
    leaf.through(groups, lambda number, group: _copies(site, number, group))


def _copies(site: Site, number: int, group: Twice) -> None:
    with st.container(border=True, gap="xsmall", key=f"twice-{number}"):
        st.html(card.small(t(f"twice.{group.kind}")))
        for each in group.documents:
            title = fetch.about(site, each).get("title") or each
            address.link(site.documents, f"{title}（{each}）", doc=each)


def _search(site: Site) -> None:
    words = address.get("find")
    _words_box("find", words, t("documents.search_placeholder"))
    if not words:
        st.html(card.small(t("documents.search_help")))
        return
    found = reply.search(site, words, _MOST_FOUND)
    st.html(card.small(t("documents.found", count=len(found))))
    for number, each in enumerate(found):
        with st.container(border=True, key=f"found-{number}"):
            st.html(found_words(each.quote.strip().lstrip("# "), words))
            place = f"{each.start}-{each.end}"
            title = f"《{each.title or each.document}》"
            address.link(site.documents, title, doc=each.document, at=place)


def _words_box(part: str, words: str, placeholder: str) -> None:
    """Show a box for words that go into the address."""
    key = f"words-{part}"
    if st.session_state.get(f"{key}-asked") != words:
        st.session_state[f"{key}-asked"] = st.session_state[key] = words

    def follow() -> None:
        address.change(**{part: st.session_state[key].strip(), "page": ""})

    st.text_input(
        placeholder, key=key, placeholder=placeholder, label_visibility="collapsed",
        type="search", on_change=follow,
    )  # fmt: skip


def _held(site: Site) -> None:
    with st.spinner(t("documents.weighing"), show_time=True):
        rows = fetch.faceted(site, weigh=bool(address.several("status")))
    words = address.get("words")
    _words_box("words", words, t("documents.filter"))
    kept = [row for row in rows if matches(row, words)]
    found = _narrowed(kept)
    st.html(card.small(t("documents.count", count=f"{len(found):,}")))
    leaf.through(found, lambda _, row: _row(site, row))
    _download(found)


def _narrowed(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the rows that the facets keep; each facet tells how many it would keep."""
    asked = {facet: address.several(facet) for facet in FACETS}
    with st.container(key="facets"):
        places = st.columns(len(FACETS))
    for place, facet in zip(places, FACETS, strict=True):
        others = {name: values for name, values in asked.items() if name != facet}
        counts: dict[str, int] = {}
        kept = [row for row in rows if within(row, others)] if any(others.values()) else rows
        for row in kept:
            for value in row["facets"][facet]:
                counts[value] = counts.get(value, 0) + 1
        _facet(place, facet, counts, asked[facet])
    return [row for row in rows if within(row, asked)]


def _facet(place: Any, facet: str, counts: dict[str, int], asked: Sequence[str]) -> None:  # noqa: ANN401
    key = f"facet-{facet}"
    order = sorted(counts, key=lambda each: (-counts[each], each))[:_MOST_OPTIONS]
    if facet == "year":
        order = sorted(counts, reverse=True)
    options = [*order, *(each for each in asked if each not in order)]

    def follow() -> None:
        chosen: list[str] = list(st.session_state[key])
        address.change(page="", **{facet: chosen})

    st.session_state[key] = list(asked)
    place.multiselect(
        t(f"facet.{facet}"), options, key=key, placeholder=t("facet.all"), on_change=follow,
        format_func=lambda each: f"{card.facet_name(facet, each)}（{counts.get(each, 0)}）",
    )  # fmt: skip


def within(row: dict[str, Any], asked: dict[str, list[str]]) -> bool:
    """Return whether a document has one of the values asked for of every facet."""
    return all(
        not values or set(values) & set(row["facets"][facet]) for facet, values in asked.items()
    )


def _download(rows: list[dict[str, Any]]) -> None:
    def write() -> bytes:
        cells = [[card.shown_field(field, row.get(field)) for field in _COLUMNS] for row in rows]
        return csv_bytes(tuple(names), cells)

    names = [t(f"field.{each}") for each in _COLUMNS]
    st.download_button(
        t("documents.download"),
        data=write,
        file_name="文件清单.csv",
        mime="text/csv",
        on_click="ignore",
    )


def matches(row: dict[str, Any], wanted: str) -> bool:
    """Return whether every word wanted occurs in what is shown of a document."""
    if not wanted:
        return True
    shown = " ".join(card.facts_of(row, _COLUMNS)).casefold()
    return all(word in shown for word in wanted.casefold().split())


def _row(site: Site, row: dict[str, Any]) -> None:
    with st.container(key=f"doc-{row['id']}", gap=None):
        address.link(site.documents, row.get("title") or row["id"], doc=row["id"])
        parts = card.facts_of(row, ("document_number", "issuers", "issued_on", "kind"))
        parts += [
            t(f"documents.{field}", count=f"{row[field]:,}")
            for field in ("characters", "statements")
            if isinstance(row.get(field), int)
        ]
        spans = "".join(f"<span>{escape(part)}</span>" for part in parts)
        st.html(f'<div class="zt-source zt-small">{spans}</div>')
