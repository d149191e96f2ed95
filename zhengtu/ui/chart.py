"""Pictures of figures, with Altair: comparators are drawn, not dropped."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

import altair as alt
import pandas as pd

from zhengtu.ui.tiles import TILES, short

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_INK = "#a8322a"
_TEXT = "#7d766b"  # legible on the light and on the dark page
_SHAPES = {
    "=": "circle", "≈": "diamond", "≥": "triangle-right", ">": "triangle-right",
    "≤": "triangle-left", "<": "triangle-left", "range": "stroke",
}  # fmt: skip
_WORDS = {
    "=": "等于",
    "≈": "左右",
    "≥": "以上",
    ">": "超过",
    "≤": "以内",
    "<": "低于",
    "range": "区间",
}
LEGEND = "● 等于　◆ 左右　▶ 以上　◀ 以内　━ 区间"
"""What the marks of a comparison mean."""


def numbers(rows: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """Return rows of a measurement table as a frame with numbers to draw, exact words kept."""
    found = [
        {
            "name": row["area"] or row["agent"] or "",
            "low": float(Decimal(str(row["low"]))),
            "high": float(Decimal(str(row["high"]))),
            "comparator": row["comparator"],
            "how": _WORDS.get(row["comparator"], ""),
            "value": row["value_text"],
            "period": row["period"] or "",
            "year": (row["period_end"] or "")[:4],
            "document": row["title"],
        }
        for row in rows
    ]
    frame = pd.DataFrame(found)
    if not frame.empty:
        frame["middle"] = (frame["low"] + frame["high"]) / 2
    return frame


def ranked(frame: pd.DataFrame, title: str, unit: str) -> alt.LayerChart:
    """Return places by value: a bar to the value, and the mark of the comparator at its end."""
    order = alt.EncodingSortField("middle", order="descending")
    tip = [
        alt.Tooltip("name", title="地区"),
        alt.Tooltip("value", title="数值"),
        alt.Tooltip("period", title="时间"),
        alt.Tooltip("document", title="文件"),
    ]
    y = alt.Y("name:N", sort=order, title=None, axis=alt.Axis(labelLimit=220, labelOverlap=False))
    axis = alt.X("middle:Q", title=f"{title}（{unit}）")
    base = alt.Chart(frame).encode(y=y, tooltip=tip)
    bars = base.mark_bar(color=_INK, opacity=0.22, height=10).encode(x=axis)
    spans = base.mark_rule(color=_INK, strokeWidth=5).encode(x="low:Q", x2="high:Q")
    marks = base.mark_point(filled=True, size=95, color=_INK, opacity=1).encode(
        x="middle:Q",
        shape=alt.Shape(
            "comparator:N",
            scale=alt.Scale(domain=list(_SHAPES), range=list(_SHAPES.values())),
            legend=None,
        ),
    )
    words = base.mark_text(align="left", dx=9, fontSize=12, color=_TEXT).encode(
        x="high:Q", text="value:N"
    )
    height = max(120, 24 * frame["name"].nunique())
    return cast("alt.LayerChart", alt.layer(bars, spans, marks, words).properties(height=height))


def tile_map(frame: pd.DataFrame, title: str, unit: str) -> alt.LayerChart | None:
    """Return the provinces as tiles shaded by value, None where no row is of a province."""
    by_place = {str(row["name"]): row for row in frame.to_dict("records")}
    if not set(by_place) & set(TILES):
        return None
    cells = [
        {
            "column": column,
            "row": row,
            "place": name,
            "short": short(name),
            "middle": by_place[name]["middle"] if name in by_place else None,
            "value": by_place[name]["value"] if name in by_place else "没有数据",
        }
        for name, (column, row) in TILES.items()
    ]
    base = alt.Chart(pd.DataFrame(cells)).encode(
        x=alt.X("column:O", axis=None, scale=alt.Scale(paddingInner=0.06)),
        y=alt.Y("row:O", axis=None, scale=alt.Scale(paddingInner=0.06)),
        tooltip=[alt.Tooltip("place", title="地区"), alt.Tooltip("value", title="数值")],
    )
    boxes = base.mark_rect(cornerRadius=3, invalid=None).encode(
        color=alt.condition(
            "isValid(datum.middle)",
            alt.Color(
                "middle:Q",
                scale=alt.Scale(range=["#f7e6c8", "#dd8a62"], zero=False),
                legend=alt.Legend(title=f"{title}（{unit}）", orient="bottom", gradientLength=220),
            ),
            alt.value("rgba(128,116,96,.14)"),
        )
    )
    names = base.mark_text(fontSize=12, dy=-6).encode(
        text="short:N",
        color=alt.condition("isValid(datum.middle)", alt.value("#1d1a16"), alt.value("#8a857c")),
    )
    shown = (
        base.transform_filter("isValid(datum.middle)")
        .mark_text(fontSize=10, dy=9, color="#1d1a16")
        .encode(text="value:N")
    )
    return cast("alt.LayerChart", alt.layer(boxes, names, shown).properties(height=420))


def over_time(frame: pd.DataFrame, title: str, unit: str) -> alt.LayerChart:
    """Return the values of places along the years."""
    base = alt.Chart(frame[frame["year"] != ""]).encode(
        x=alt.X("year:O", title="年份"),
        y=alt.Y("middle:Q", title=f"{title}（{unit}）", scale=alt.Scale(zero=False)),
        color=alt.Color("name:N", title=None),
        tooltip=["name", "period", "value", "document"],
    )
    lines, points = base.mark_line(opacity=0.6), base.mark_point(filled=True, size=70)
    return cast("alt.LayerChart", alt.layer(lines, points).properties(height=340))
