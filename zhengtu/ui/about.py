"""关于: what the tool knows, what it does not, how well it does, and what is in the store."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from itertools import groupby
from typing import TYPE_CHECKING

import streamlit as st

from zhengtu.service.quality import measured
from zhengtu.ui import card, fetch, table
from zhengtu.ui.safe import escape, label
from zhengtu.ui.words import language, t

if TYPE_CHECKING:
    from zhengtu.ui.site import Site


def show(site: Site) -> None:
    """Show the page."""
    st.html(card.heading(t("about.title"), t("about.lead")))
    st.html(card.sub(t("about.knows")) + card.lines(t("about.knows_list").split("\n")))
    st.html(card.sub(t("about.knows_not")) + card.lines(t("about.knows_not_list").split("\n")))
    _quality()
    _ontology()
    st.html(card.sub(t("about.held")))
    counts = fetch.counts(site)
    rows = [(escape(t(f"count.{key}")), shown_count(count)) for key, count in counts.items()]
    st.html(card.definitions(rows))
    st.html(card.sub(t("about.version")))
    said = [
        (escape(t("about.software")), escape(installed_version())),
        (escape(t("about.store")), escape(site.settings.store)),
    ]
    st.html(card.definitions(said))


def _quality() -> None:
    """Show the measured figures as the benchmark document has them."""
    st.html(card.sub(t("about.quality")))
    found = measured()
    if not found:
        st.html(card.small(t("about.no_quality")))
        return
    st.html(card.small(t("about.quality_help")))
    numbered = list(enumerate(found))
    for title, tables in groupby(numbered, key=lambda each: each[1].title):
        with st.expander(label(title)):
            for number, each in tables:
                width = len(each.columns)
                rows = [(*row, *[""] * width)[:width] for row in each.rows]
                table.show(each.columns, rows, f"figures-{number}")


def _ontology() -> None:
    """Show the classes and properties with what they mean."""
    from ontology.lexicon import terms

    st.html(card.sub(t("about.ontology")))
    chinese = language() == "zh"
    rows = [
        (
            f"zt:{term.name}",
            t(f"about.{term.kind}"),
            "、".join(term.labels_zh if chinese else term.labels_en),
            term.definition_zh if chinese else term.definition_en,
        )
        for term in terms()
    ]
    with st.expander(t("about.terms", count=len(rows))):
        names = ("term", "kind", "name", "meaning")
        table.show(tuple(t(f"about.column_{each}") for each in names), rows, "ontology")


def shown_count(count: object) -> str:
    """Return a figure with its thousands set apart, and anything else in words."""
    return f"{count:,}" if isinstance(count, int) else escape(count)


def installed_version() -> str:
    """Return the version that is installed; a checkout that is not installed has none."""
    try:
        return version("zhengtu")
    except PackageNotFoundError:
        return t("about.not_installed")
