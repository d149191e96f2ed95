"""时间: documents along time by whose they are, and from when to when they hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import altair as alt
import pandas as pd
import streamlit as st

from zhengtu.service.overview import level_of
from zhengtu.ui import card, fetch, table
from zhengtu.ui.safe import label

if TYPE_CHECKING:
    from zhengtu.ui.site import Site

LEVELS = {
    "central": ("中央", "#a8322a"),
    "province": ("省级", "#2f8f83"),
    "city": ("地市", "#4f7fbf"),
    "county": ("区县", "#8a7fb5"),
    "other": ("其他", "#8a857c"),
}
"""The levels of issuers: what they are called, and their colour."""

_MOST_BARS = 80


def show(site: Site) -> None:
    """Show the page."""
    st.html(
        '<h1 class="zt-title">时间</h1>'
        '<p class="zt-lead">文件按成文日期排列，颜色是发布机关的层级；下方是施行与失效的区间。</p>'
    )
    rows = [_row(row) for row in fetch.documents(site) if row.get("issued_on")]
    if not rows:
        st.info("已收录的文件都没有日期。")
        return
    kept = _narrowed(rows)
    undated = len(fetch.documents(site)) - len(rows)
    note = f"，另有 {undated} 份没有日期" if undated else ""
    st.html(f'<p class="zt-small">{len(kept):,} 份{note}</p>')
    if not kept:
        st.info("没有符合这些条件的文件。")
        return
    st.altair_chart(_points(kept), width="stretch")
    spans = [row for row in kept if row["from"]]
    if spans:
        st.html('<h2 class="zt-sub">施行区间</h2>')
        st.altair_chart(_bars(spans[:_MOST_BARS]), width="stretch")
        st.html('<p class="zt-small">右端开口的表示没有写明失效日期；是否被废止见文件页。</p>')
    table.show(
        ("成文日期", "标题", "层级", "发布机关", "类型", "施行", "失效"),
        [
            (row["date"], row["title"], row["level"], row["issuer"], row["kind"], row["from"] or "",
             row["until"] or "")
            for row in kept
        ],
        "时间",
    )  # fmt: skip
    with st.expander("打开文件"):
        for row in kept[:40]:
            st.page_link(
                site.documents,
                label=label(f"{row['date']}　{row['title']}"),
                query_params={"doc": row["id"]},
            )


def _row(row: dict[str, Any]) -> dict[str, Any]:
    issuers = list(row.get("issuers") or [])
    return {
        "id": row["id"],
        "date": row["issued_on"],
        "title": row.get("title") or row["id"],
        "level": LEVELS[level_of(issuers)][0],
        "issuer": "、".join(issuers),
        "kind": card.shown_field("kind", row.get("kind")),
        "from": row.get("effective_from"),
        "until": row.get("effective_until"),
    }


def _narrowed(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    levels = [name for name, _ in LEVELS.values() if any(row["level"] == name for row in rows)]
    kinds = sorted({row["kind"] for row in rows if row["kind"]})
    years = sorted({int(row["date"][:4]) for row in rows})
    first, second, third = st.columns([2, 2, 3])
    level = first.multiselect("层级", levels, placeholder="全部", default=_asked("level", levels))
    kind = second.multiselect("类型", kinds, placeholder="全部", default=_asked("kind", kinds))
    span = (years[0], years[-1])
    if years[0] < years[-1]:
        span = third.slider("年份", years[0], years[-1], value=_years(years))
    st.query_params.from_dict(
        {"years": f"{span[0]}-{span[1]}"}
        | ({"level": ",".join(level)} if level else {})
        | ({"kind": ",".join(kind)} if kind else {})
    )
    return [
        row
        for row in rows
        if (not level or row["level"] in level)
        and (not kind or row["kind"] in kind)
        and span[0] <= int(row["date"][:4]) <= span[1]
    ]


def _asked(name: str, known: list[str]) -> list[str]:
    return [each for each in st.query_params.get(name, "").split(",") if each in known]


def _years(years: list[int]) -> tuple[int, int]:
    first, _, last = st.query_params.get("years", "").partition("-")
    if first.isdigit() and last.isdigit():
        low, high = max(int(first), years[0]), min(int(last), years[-1])
        if low <= high:
            return low, high
    return years[0], years[-1]


def _points(rows: list[dict[str, Any]]) -> alt.Chart:
    names = [name for name, _ in LEVELS.values()]
    drawn: alt.Chart = (
        alt.Chart(pd.DataFrame(rows))
        .mark_circle(size=130, opacity=0.8)
        .encode(
            x=alt.X("date:T", title="成文日期", axis=alt.Axis(format="%Y-%m")),
            y=alt.Y("level:N", title=None, sort=names),
            color=alt.Color(
                "level:N",
                scale=alt.Scale(domain=names, range=[colour for _, colour in LEVELS.values()]),
                legend=None,
            ),
            tooltip=[
                alt.Tooltip("title", title="标题"),
                alt.Tooltip("date:T", title="成文", format="%Y-%m-%d"),
                alt.Tooltip("issuer", title="机关"),
                alt.Tooltip("kind", title="类型"),
            ],
        )
        .properties(height=230)
    )
    return drawn


def _bars(rows: list[dict[str, Any]]) -> alt.LayerChart:
    last = max(str(row["until"] or row["date"]) for row in rows)
    frame = pd.DataFrame(
        [{**row, "end": row["until"] or last, "open": not row["until"]} for row in rows]
    )
    base = alt.Chart(frame).encode(
        y=alt.Y("title:N", title=None, sort=alt.EncodingSortField("from"),
                axis=alt.Axis(labelLimit=300, labelOverlap=False)),
        tooltip=[
            alt.Tooltip("title", title="标题"),
            alt.Tooltip("from", title="施行"),
            alt.Tooltip("until", title="失效"),
        ],
    )  # fmt: skip
    bars = base.mark_bar(height=9, cornerRadius=2).encode(
        x=alt.X("from:T", title=None),
        x2="end:T",
        color=alt.condition("datum.open", alt.value("#2f8f83"), alt.value("#b0793a")),
    )
    ends = (
        base.transform_filter("datum.open")
        .mark_point(shape="triangle-right", filled=True, size=60, color="#2f8f83")
        .encode(x="end:T")
    )
    return cast("alt.LayerChart", alt.layer(bars, ends).properties(height=max(80, 22 * len(rows))))
