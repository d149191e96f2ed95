"""指标: the figures of one indicator, place beside place. The address holds what is compared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from zhengtu.ui import address, card, chart, choice, conflicting, fetch, tab, table
from zhengtu.ui.safe import label
from zhengtu.ui.words import t

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhengtu.service.overview import IndicatorChoice
    from zhengtu.ui.site import Site

KINDS = ("target", "actual", "baseline", "limit")
_ANY = "all"
_MOST_CHOICES = 300
"""Indicators that are offered; documents name thousands, any of which can be typed."""
_COLUMNS = ("area", "value", "period", "kind", "quote", "document")


def show(site: Site) -> None:
    """Show the page: figures beside each other, or figures that contradict each other."""
    st.html(card.heading(t("compare.title"), t("compare.lead")))
    names = {"figures": t("compare.figures"), "conflicts": t("compare.conflicts")}
    chosen, place = tab.choose(names, part="of")
    with place:
        if chosen == "conflicts":
            conflicting.show(site)
        else:
            _compare(site)


def _compare(site: Site) -> None:
    with st.empty(), st.spinner(t("compare.reading")):
        choices = fetch.indicators(site)
    if not choices:
        st.info(t("compare.none"))
        return
    chosen = _chosen(choices)
    with st.empty(), st.spinner(t("compare.reading")):
        figures = fetch.figures(site, chosen)
    if not figures:
        st.info(t("compare.unknown", name=label(chosen)))
        return
    rows, unit = _narrowed(figures)
    _pictures(rows, chosen, unit)
    _rows(site, rows, chosen)


def _chosen(choices: Sequence[IndicatorChoice]) -> str:
    """Let an indicator be chosen, or named: one of few places, or by another name."""
    names = [each.name for each in choices]
    asked = address.get("indicator") or names[0]
    about = {
        each.name: t("compare.choice", name=each.name, areas=each.areas, figures=each.figures)
        for each in choices[:_MOST_CHOICES]
    }
    options = [*about, *([] if asked in about else [asked])]

    def follow() -> None:
        chosen = (st.session_state["indicator"] or "").strip()
        address.change(indicator="" if chosen == names[0] else chosen)

    st.session_state["indicator"] = asked
    rest = len(names) - len(about)
    st.selectbox(
        t("compare.indicator"), options, key="indicator", on_change=follow,
        format_func=lambda each: about.get(each, each), accept_new_options=True,
        help=t("compare.more_indicators", count=f"{rest:,}") if rest > 0 else None,
    )  # fmt: skip
    return asked


def _narrowed(rows: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], str]:
    """Return the rows of the kind, period, unit and areas that are chosen, and the unit."""
    first, second, third = st.columns(3)
    kinds = [kind for kind in KINDS if any(row["kind"] == kind for row in rows)]
    kind = choice.pick(first, t("compare.kind"), "kind", [*kinds, _ANY], _kind)
    rows = [row for row in rows if kind in {_ANY, row["kind"]}]
    periods = _by_count(rows, "period")
    period = choice.pick(second, t("compare.period"), "period", [*periods, _ANY], _period)
    rows = [row for row in rows if period in {_ANY, row["period"] or ""}]
    unit = choice.pick(third, t("compare.unit"), "unit", _by_count(rows, "unit"), str)
    rows = [row for row in rows if row["unit"] == unit]
    areas = sorted({who(row) for row in rows})
    asked = [each for each in address.several("area") if each in areas]

    def follow() -> None:
        address.change(area=list(st.session_state["areas"]))

    st.session_state["areas"] = asked
    st.multiselect(
        t("compare.areas"), areas, key="areas", placeholder=t("compare.all"), on_change=follow
    )
    return [row for row in rows if not asked or who(row) in asked], unit


def who(row: dict[str, Any]) -> str:
    """Return of whom a figure is: a place, else a body."""
    return str(row["area"] or row["agent"] or "")


def _by_count(rows: list[dict[str, Any]], name: str) -> list[str]:
    """Return the values of a column, the one of the most rows first, the others from late on."""
    counts: dict[str, int] = {}
    for row in rows:
        counts[row[name] or ""] = counts.get(row[name] or "", 0) + 1
    if not counts:
        return [""]
    best = max(sorted(counts), key=lambda each: counts[each])
    return [best, *sorted((each for each in counts if each != best), reverse=True)]


def _kind(name: str) -> str:
    return t("compare.all") if name == _ANY else t(f"kind.{name}")


def _period(name: str) -> str:
    return t("compare.all") if name == _ANY else name or t("compare.undated")


def _pictures(rows: list[dict[str, Any]], name: str, unit: str) -> None:
    frame = chart.numbers(rows)
    views = {"chart": t("compare.rank"), "map": t("compare.map")}
    if frame["year"].nunique() > 1:
        views["line"] = t("compare.line")
    chosen, place = tab.choose(views)
    with place:
        chart.show(frame, name, unit, chosen, source=t("chart.source"))


def _rows(site: Site, rows: list[dict[str, Any]], name: str) -> None:
    """Show the figures as a table; a picked one opens its sentence."""
    cells = [
        [who(row), row["value_text"], row["period"], t(f"kind.{row['kind']}"),
         " ".join(row["quote"].split()), row["title"]]
        for row in rows
    ]  # fmt: skip
    picked = table.show(
        tuple(t(f"compare.{each}") for each in _COLUMNS), cells, name, pick="figures"
    )
    if picked is None:
        st.html(card.small(t("fact.pick")))
        return
    row = rows[picked]
    document = fetch.document(site, row["document"])
    with st.container(border=True, key="figure"):
        st.html(card.quote_at(document, row["start"], row["end"], row["value_text"]))
        place = f"{row['start']}-{row['end']}"
        address.link(site.documents, f"《{row['title']}》", doc=row["document"], at=place)
