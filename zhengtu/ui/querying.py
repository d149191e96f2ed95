"""查询: read-only SPARQL over everything. The address holds the query that was run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from corpus.error import ZhengtuError
from zhengtu.service.cookbook import recipes
from zhengtu.ui import address, card, chart, editor, fetch, network, tab, table
from zhengtu.ui.safe import label
from zhengtu.ui.words import language, t

if TYPE_CHECKING:
    from zhengtu.service.report import ResultTable
    from zhengtu.ui.site import Site

_TRIPLES = ("subject", "predicate", "object")


def show(site: Site) -> None:
    """Show the page."""
    asked = address.get("sparql")
    limits = site.settings
    lead = t("query.lead", rows=f"{limits.sparql_rows:,}", seconds=f"{limits.sparql_seconds:g}")
    st.html(card.heading(t("query.title"), lead))
    wanted = editor.edit(asked or recipes()[0].query, key="sparql")
    st.html(card.small(t("query.keys")))
    if wanted is not None and wanted != asked:
        _run(wanted)
        st.rerun()
    _cookbook(closed=bool(asked.strip()))
    if asked.strip():
        _result(site, asked)


def _run(query: str) -> None:
    """Put a query into the address; the page then runs what the address says."""
    address.put(sparql=query)


def _cookbook(*, closed: bool) -> None:
    samples = recipes()
    name = t("query.cookbook", count=len(samples))
    with st.expander(name, expanded=not closed), st.container(gap=None):
        for each in samples:
            title = each.title_zh if language() == "zh" else each.title_en
            st.button(
                label(title), key=f"sample-{each.name}", on_click=_run, args=(each.query,),
                type="tertiary",
            )  # fmt: skip


def _result(site: Site, query: str) -> None:
    try:
        with st.spinner(t("query.running")):
            found = fetch.result(site, query)
    except ZhengtuError as error:
        st.error(t("query.failed", reason=label(error.message)))
        return
    if not found.rows:
        st.info(t("query.empty"))
        return
    if found.truncated:
        st.warning(t("query.truncated", rows=f"{site.settings.sparql_rows:,}"))
    st.html(card.small(t("query.rows", count=f"{len(found.rows):,}")))
    graph = found.columns == _TRIPLES
    frame = chart.of_result(found.columns, found.rows)
    views = {"table": t("query.table")}
    if frame is not None:
        views |= {"chart": t("query.chart"), "map": t("query.map")}
    if graph:
        views["graph"] = t("query.graph")
    chosen, place = tab.choose(views)
    with place:
        if chosen == "table" or (chosen in {"chart", "map"} and frame is None):
            table.show(found.columns, found.rows, "查询结果")
        elif chosen == "graph":
            _picture(site, query, found)
        elif frame is not None:
            chart.show_result(frame, chosen)
    _downloads(site, query, graph=graph)


def _picture(site: Site, query: str, found: ResultTable) -> None:
    drawn = fetch.drawn(site, query, found)
    if not drawn.edges:
        st.info(t("query.no_graph"))
        return
    wanted = network.walk(drawn, key="result")
    if wanted is not None:
        st.switch_page(site.explore, query_params=address.of(thing=wanted))
    st.html(network.legend((drawn.centre, *drawn.things)))
    if drawn.left_out:
        st.html(card.small(t("explore.left_out", count=drawn.left_out)))


def _downloads(site: Site, query: str, *, graph: bool) -> None:
    """Offer the result in the forms that programs read."""
    forms = {"turtle": ("ttl", "text/turtle")} if graph else {}
    forms["jsonld" if graph else "json"] = ("json", "application/json")
    with st.container(horizontal=True, gap="small"):
        for form, (suffix, media) in forms.items():
            st.download_button(
                t("query.take", form={"turtle": "Turtle", "jsonld": "JSON-LD"}.get(form, "JSON")),
                data=lambda form=form: fetch.rendered(site, query, form),  # type: ignore[misc]
                file_name=f"zhengtu-query.{suffix}",
                mime=media,
                key=f"take-{form}",
                on_click="ignore",
            )
