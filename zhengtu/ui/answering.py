"""An answer in full: the sentence, its figures, the words it rests on, and how it was found."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from zhengtu.service.citation import cited_text
from zhengtu.service.feedback import keep
from zhengtu.ui import address, card, chart, correcting, editor, fetch, permit, tab, table
from zhengtu.ui.words import t

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from streamlit.delta_generator import DeltaGenerator

    from qa.answer import Answer
    from zhengtu.ui.site import Site

_FIRST_EVIDENCE = 4
_SOURCES = ("graph", "passage")


def show(site: Site, answer: Answer, day: date | None) -> DeltaGenerator:
    """Show an answer, or why there is none.

    Returns:
        The place for what could be asked instead.
    """
    st.html(card.answer(answer))
    resolved = getattr(answer, "resolved", "")
    if resolved and resolved != answer.question:
        st.html(card.small(t("answer.resolved", question=resolved)))
    if day is not None:
        st.html(card.small(t("answer.day", day=day.isoformat())))
    if answer.answered:
        _answered(site, answer)
    elif answer.reason is not None:
        st.html(card.small(t(f"reason.{answer.reason}")))
        _to_read(site, answer)
    instead = st.container()
    _explain(site, answer)
    return instead


def _to_read(site: Site, answer: Answer) -> None:
    """Show the passages nearest to a question that was left open."""
    if not answer.nearest:
        return
    st.html(card.small(t("answer.to_read")))
    for number, citation in enumerate(answer.nearest):
        document = fetch.document(site, citation.document)
        with st.container(border=True, key=f"nearest-{number}"):
            st.html(
                card.quote(citation, document)
                + card.source(fetch.about(site, citation.document), citation, document)
            )
            place = f"{citation.start}-{citation.end}"
            address.link(site.documents, t("answer.in_full"), doc=citation.document, at=place)


def _answered(site: Site, answer: Answer) -> None:
    tabular = len(answer.rows) > 1
    apart = len(answer.values) > 1 and not card.lists_values(answer)
    if not tabular and (apart or any(map(card.plain_figure, answer.values))):
        st.html(card.values(answer.values))
    if answer.source in _SOURCES:
        sure = f"{answer.confidence:.0%}"
        st.html(card.small(t("answer.sure", source=t(f"source.{answer.source}"), sure=sure)))
    _tools(site, answer)
    if tabular:
        _table(answer)
    for number in range(len(answer.evidence[:_FIRST_EVIDENCE])):
        _evidence(site, answer, number)
    rest = len(answer.evidence) - _FIRST_EVIDENCE
    if rest > 0:
        with st.expander(t("answer.rest", count=rest)):
            for number in range(_FIRST_EVIDENCE, len(answer.evidence)):
                _evidence(site, answer, number)


def _tools(site: Site, answer: Answer) -> None:
    """Offer to take the answer away, to judge it and to correct it."""
    with st.container(horizontal=True, gap="small", key="tools", vertical_alignment="center"):
        with st.popover(t("answer.cite"), icon=":material/format_quote:"):
            st.html(card.small(t("answer.cite_help")))
            quotes = [(each.quote, fetch.citation(site, each.document)) for each in answer.evidence]
            st.code(cited_text(answer.text, quotes), language=None, wrap_lines=True)
        key = f"thumbs-{hash((answer.question, answer.text))}"

        def judge() -> None:
            chosen = st.session_state[key]
            if chosen is not None:
                keep(site.settings.store, answer, "good" if chosen else "bad")
                st.toast(t("answer.thanks"))

        if permit.has(site.settings):
            st.feedback("thumbs", key=key, on_change=judge)
        opened = st.popover(
            t("answer.wrong"), icon=":material/edit:", key="correct", on_change="rerun"
        )
        if opened.open:  # finding the facts behind an answer takes several queries
            with opened:
                correcting.form(site, answer)


def _cell(row: Mapping[str, str], name: str) -> str:
    said = row.get(name, "")
    return t("answer.range") if (name, said) == ("比较", "range") else said


def _table(answer: Answer) -> None:
    """Show rows as a table, and as pictures where they are figures."""
    rows = [dict(row) for row in answer.rows]
    columns = tuple(dict.fromkeys(name for row in rows for name in row))
    frame = chart.of_answer(rows)
    views = {"table": t("answer.table")}
    if frame is not None:
        views |= {"chart": t("answer.chart"), "map": t("answer.map")}
    chosen, place = tab.choose(views)
    with place:
        if chosen == "table" or frame is None:
            table.show(columns, [[_cell(row, name) for name in columns] for row in rows], "回答")
        else:
            chart.show(
                frame, rows[0]["指标"], rows[0].get("单位", ""), chosen, source=t("answer.source")
            )


def _evidence(site: Site, answer: Answer, number: int) -> None:
    """Show a quote in its surroundings, and the way to its document."""
    citation = answer.evidence[number]
    document = fetch.document(site, citation.document)
    with st.container(border=True, key=f"evidence-{number}"):
        if document.quote(citation.start, citation.end) != citation.quote:
            st.warning(t("answer.mismatch"))
        st.html(
            card.quote(citation, document, card.value_of(answer, number))
            + card.source(fetch.about(site, citation.document), citation, document)
        )
        place = f"{citation.start}-{citation.end}"
        address.link(site.documents, t("answer.in_full"), doc=citation.document, at=place)


def _explain(site: Site, answer: Answer) -> None:
    if answer.steps:
        with st.expander(t("answer.steps")):
            st.html(card.steps(answer.steps))
    if answer.sparql:
        with st.expander(t("answer.sparql")):
            editor.run_elsewhere(site, answer.sparql, key="answer-sparql")
