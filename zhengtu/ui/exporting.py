"""导出: the graph, the tables and the bundle as files; made when asked for, size told first."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import streamlit as st

from corpus.error import ZhengtuError
from zhengtu.service.cookbook import recipes
from zhengtu.ui import address, card, choice, fetch
from zhengtu.ui.safe import label
from zhengtu.ui.words import t

if TYPE_CHECKING:
    from collections.abc import Callable

    from zhengtu.ui.site import Site

GRAPHS = {
    "turtle": ("Turtle", "ttl", "text/turtle"),
    "trig": ("TriG", "trig", "application/trig"),
    "nquads": ("N-Quads", "nq", "application/n-quads"),
    "ntriples": ("N-Triples", "nt", "application/n-triples"),
    "jsonld": ("JSON-LD", "jsonld", "application/ld+json"),
    "rdfxml": ("RDF/XML", "rdf", "application/rdf+xml"),
}
"""The syntaxes: what they are called, the suffix, the media type."""

TABLES = ("documents", "entities", "observations")
"""The flat tables; ``export.table_…`` in the catalogue says what is in them."""

_ALL = ""


def show(site: Site) -> None:
    """Show the page."""
    st.html(card.heading(t("export.title"), t("export.lead")))
    _graph(site)
    _tables(site)
    _bundle(site)


def _graph(site: Site) -> None:
    st.html(card.sub(t("export.graph")))
    first, second = st.columns([2, 3])
    form = choice.pick(
        first, t("export.form"), "form", list(GRAPHS), lambda each: t(f"export.form_{each}")
    )
    names = {row["id"]: str(row.get("title") or row["id"]) for row in fetch.documents(site)}
    chosen = choice.pick(
        second, t("export.scope"), "doc", [_ALL, *names],
        lambda each: names.get(each, t("export.all")),
    )  # fmt: skip
    provenance = _provenance()
    name, suffix, media = GRAPHS[form]

    def write() -> bytes:
        target = io.BytesIO()
        site.desk.export(target, form, document=chosen or None, provenance=provenance)
        return target.getvalue()

    about = (form, chosen, provenance)
    _offer(site, name, f"zhengtu.{suffix}", media, write, *about)


def _provenance() -> bool:
    def follow() -> None:
        address.change(provenance="1" if st.session_state["provenance"] else "")

    st.session_state["provenance"] = address.get("provenance") == "1"
    return st.toggle(t("export.provenance"), key="provenance", on_change=follow)


def _tables(site: Site) -> None:
    st.html(card.sub(t("export.tables")))
    first, second = st.columns([3, 1])
    name = choice.pick(
        first, t("export.table"), "table", list(TABLES), lambda each: t(f"export.table_{each}")
    )
    form = choice.pick(second, t("export.file"), "file", ["csv", "parquet"], str)
    media = "text/csv" if form == "csv" else "application/vnd.apache.parquet"

    def write() -> bytes:
        target = io.BytesIO()
        site.desk.export_table(target, name, form)
        return target.getvalue()

    _offer(site, f"{name}.{form}", f"zhengtu-{name}.{form}", media, write)


def _bundle(site: Site) -> None:
    st.html(card.sub(t("export.bundle")) + card.small(t("export.bundle_help")))

    def write() -> bytes:
        target = io.BytesIO()
        selects = {each.name: each.query for each in recipes() if "CONSTRUCT" not in each.query}
        site.desk.bundle(target, selects)
        return target.getvalue()

    _offer(site, t("export.bundle_name"), "zhengtu-bundle.zip", "application/zip", write)


def _offer(
    site: Site, what: str, name: str, media: str, make: Callable[[], bytes], *about: str | bool
) -> None:
    """Offer a file: first to be made, then, with its size, to be taken."""
    key = "-".join(map(str, (name, *about)))
    if not st.session_state.get(f"made-{key}"):
        if not st.button(t("export.make", what=what), key=f"make-{key}"):
            return
        st.session_state[f"made-{key}"] = True
    try:
        with st.spinner(t("export.making")):
            content = fetch.made(site, name, make, *about)
    except ZhengtuError as error:
        st.error(label(error.message))
        return
    st.download_button(
        t("export.take", name=name, size=shown_size(len(content))),
        data=content,
        file_name=name,
        mime=media,
        key=f"take-{key}",
        type="primary",
        on_click="ignore",
    )


def shown_size(size: int) -> str:
    """Return a size as people read it."""
    if size < 1024:
        return t("export.bytes", size=size)
    return f"{size / 1024:,.0f} KB" if size < 1 << 20 else f"{size / (1 << 20):,.1f} MB"
