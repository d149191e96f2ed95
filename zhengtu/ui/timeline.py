"""时间: documents along time by whose they are, when they hold, and the events they tell of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import altair as alt
import pandas as pd
import streamlit as st

from zhengtu.service.overview import level_of
from zhengtu.ui import address, card, chart, fetch, palette, table
from zhengtu.ui.words import t

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhengtu.service.event import Event
    from zhengtu.ui.site import Site

LEVELS = {
    "central": "#a8322a",
    "province": "#2f8f83",
    "city": "#4f7fbf",
    "county": "#8a7fb5",
    "other": "#8a857c",
}
"""The levels of issuers, each with its colour."""

_OPEN, _CLOSED = "#2f8f83", "#b0793a"
_MOST_BARS = 80
_MOST_LINKS = 40


def show(site: Site) -> None:
    """Show the page."""
    st.html(card.heading(t("time.title"), t("time.lead")))
    every = fetch.documents(site)
    rows = [_row(row) for row in every if row.get("issued_on")]
    if not rows:
        st.info(t("time.none"))
        return
    kept = _narrowed(rows)
    undated = len(every) - len(rows)
    note = t("time.undated", count=f"{undated:,}") if undated else ""
    st.html(card.small(t("time.count", count=f"{len(kept):,}") + note))
    if not kept:
        st.info(t("time.empty"))
        return
    chart.put(_points(kept), t("time.alt", count=len(kept)))
    st.html(card.small(t("time.source")))
    spans = [row for row in kept if row["from"]]
    if spans:
        st.html(card.sub(t("time.spans")))
        drawn = spans[:_MOST_BARS]
        chart.put(_bars(drawn), t("time.spans_alt", count=len(drawn)))
        rest = len(spans) - len(drawn)
        note = t("time.more_spans", count=rest) if rest else ""
        st.html(card.small(t("time.open_end") + note))
    _table(site, kept)
    shown = {row["id"] for row in kept}
    if len(kept) == len(rows):
        shown |= {row["id"] for row in every if not row.get("issued_on")}
    _events(site, shown)


def _events(site: Site, documents: set[str]) -> None:
    """Show what the documents state with a time, each with a way to its sentence."""
    found = [event for event in fetch.events(site) if event.document in documents]
    st.html(card.sub(t("time.events")))
    if not found:
        st.info(t("time.no_events"))
        return
    st.html(card.small(t("time.events_lead", count=f"{len(found):,}")))
    chart.put(_event_points(found), t("time.events_alt", count=len(found)))
    columns = tuple(t(f"time.event_{name}") for name in ("day", "what", "quote"))
    table.show(columns, [(str(e.day), e.sentence, e.quote) for e in found], "事件")
    with st.expander(t("time.events_open"), expanded=False):
        for event in found[:_MOST_LINKS]:
            place = f"{event.start}-{event.end}"
            address.link(site.documents, event.sentence, doc=event.document, at=place)
        if len(found) > _MOST_LINKS:
            st.html(card.small(t("time.more_events", count=len(found) - _MOST_LINKS)))


def _event_points(events: Sequence[Event]) -> alt.Chart:
    frame = pd.DataFrame(
        {"day": str(e.day), "kind": palette.name(e.relation), "what": e.sentence} for e in events
    )
    drawn: alt.Chart = (
        alt.Chart(frame)
        .mark_point(shape="diamond", filled=True, size=110, opacity=0.8, color=_OPEN)
        .encode(
            x=alt.X("day:T", title=t("time.event_day"), axis=alt.Axis(format="%Y-%m")),
            y=alt.Y("kind:N", title=None, axis=alt.Axis(labelLimit=180, labelOverlap=False)),
            tooltip=[
                alt.Tooltip("what", title=t("time.event_what")),
                alt.Tooltip("day:T", title=t("time.event_day"), format="%Y-%m-%d"),
            ],
        )
        .properties(height=90 + 30 * frame["kind"].nunique(), title=t("time.events_title"))
    )
    return drawn


def _table(site: Site, rows: list[dict[str, Any]]) -> None:
    columns = ("date", "title", "level", "issuer", "kind", "from", "until")
    cells = [
        [t(f"level.{row[name]}") if name == "level" else row[name] or "" for name in columns]
        for row in rows
    ]
    names = tuple(t(f"time.column_{name}") for name in columns)
    picked = table.show(names, cells, "时间", pick="timeline")
    if picked is None:
        st.html(card.small(t("time.pick")))
        return
    row = rows[picked]
    address.link(site.documents, f"{row['date']}　{row['title']}", doc=row["id"])


def _row(row: dict[str, Any]) -> dict[str, Any]:
    issuers = list(row.get("issuers") or [])
    return {
        "id": row["id"],
        "date": row["issued_on"],
        "title": row.get("title") or row["id"],
        "level": level_of(issuers),
        "issuer": "、".join(issuers),
        "kind": card.shown_field("kind", row.get("kind")),
        "from": row.get("effective_from"),
        "until": row.get("effective_until"),
    }


def _narrowed(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    levels = [name for name in LEVELS if any(row["level"] == name for row in rows)]
    kinds = sorted({row["kind"] for row in rows if row["kind"]})
    years = sorted({int(row["date"][:4]) for row in rows})
    asked = {"level": address.several("level"), "kind": address.several("kind")}
    low, high = _years(years)

    def follow() -> None:
        span = st.session_state.get("years", (low, high))
        whole = tuple(span) == (years[0], years[-1])
        address.change(
            level=list(st.session_state["levels"]),
            kind=list(st.session_state["kinds"]),
            years="" if whole else f"{span[0]}-{span[1]}",
        )

    first, second, third = st.columns([2, 2, 3])
    st.session_state["levels"] = [each for each in asked["level"] if each in levels]
    st.session_state["kinds"] = [each for each in asked["kind"] if each in kinds]
    level = first.multiselect(
        t("time.level"), levels, key="levels", placeholder=t("facet.all"), on_change=follow,
        format_func=lambda each: t(f"level.{each}"),
    )  # fmt: skip
    kind = second.multiselect(
        t("time.kind"), kinds, key="kinds", placeholder=t("facet.all"), on_change=follow
    )
    if years[0] < years[-1]:
        st.session_state["years"] = (low, high)
        third.slider(t("time.years"), years[0], years[-1], key="years", on_change=follow)
    return [
        row
        for row in rows
        if (not level or row["level"] in level)
        and (not kind or row["kind"] in kind)
        and low <= int(row["date"][:4]) <= high
    ]


def _years(years: list[int]) -> tuple[int, int]:
    first, _, last = address.get("years").partition("-")
    if first.isdigit() and last.isdigit():
        low, high = max(int(first), years[0]), min(int(last), years[-1])
        if low <= high:
            return low, high
    return years[0], years[-1]


def _points(rows: list[dict[str, Any]]) -> alt.Chart:
    names = {level: t(f"level.{level}") for level in LEVELS}
    frame = pd.DataFrame([{**row, "level": names[row["level"]]} for row in rows])
    drawn: alt.Chart = (
        alt.Chart(frame)
        .mark_circle(size=130, opacity=0.8)
        .encode(
            x=alt.X("date:T", title=t("time.column_date"), axis=alt.Axis(format="%Y-%m")),
            y=alt.Y("level:N", title=None, sort=list(names.values())),
            color=alt.Color(
                "level:N",
                scale=alt.Scale(domain=list(names.values()), range=list(LEVELS.values())),
                legend=None,
            ),
            tooltip=[
                alt.Tooltip("title", title=t("time.column_title")),
                alt.Tooltip("date:T", title=t("time.column_date"), format="%Y-%m-%d"),
                alt.Tooltip("issuer", title=t("time.column_issuer")),
                alt.Tooltip("kind", title=t("time.column_kind")),
            ],
        )
        .properties(height=250, title=t("time.points"))
    )
    return drawn


def _bars(rows: list[dict[str, Any]]) -> alt.LayerChart:
    # What has no end reaches beyond every day that is told, its own first one included.
    days = pd.to_datetime(
        [row[name] for row in rows for name in ("from", "until", "date") if row[name]]
    )
    last = (days.max() + max((days.max() - days.min()) / 30, pd.Timedelta(days=30))).date()
    frame = pd.DataFrame(
        [{**row, "end": row["until"] or str(last), "open": not row["until"]} for row in rows]
    )
    base = alt.Chart(frame).encode(
        y=alt.Y("title:N", title=None, sort=alt.EncodingSortField("from"),
                axis=alt.Axis(labelLimit=180, labelOverlap=False)),
        tooltip=[
            alt.Tooltip("title", title=t("time.column_title")),
            alt.Tooltip("from", title=t("time.column_from")),
            alt.Tooltip("until", title=t("time.column_until")),
        ],
    )  # fmt: skip
    bars = base.mark_bar(height=9, cornerRadius=2).encode(
        x=alt.X("from:T", title=None, axis=alt.Axis(format="%Y-%m")),
        x2="end:T",
        color=alt.condition("datum.open", alt.value(_OPEN), alt.value(_CLOSED)),
    )
    ends = (
        base.transform_filter("datum.open")
        .mark_point(shape="triangle-right", filled=True, size=60, color=_OPEN)
        .encode(x="end:T")
    )
    return cast("alt.LayerChart", alt.layer(bars, ends).properties(height=70 + 26 * len(rows)))
