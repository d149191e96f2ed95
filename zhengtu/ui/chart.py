"""Pictures of figures, with Altair: comparators are drawn, not dropped."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, cast

import altair as alt
import pandas as pd
import streamlit as st

from zhengtu.ui.safe import escape
from zhengtu.ui.tiles import TILES, short
from zhengtu.ui.words import joined, t

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_INK = "#a8322a"
_DARK = "#1d1a16"
_NARROW = "width < 420"
"""On a phone a tile has room for its name only; the colour and the table tell the value."""
_TEXT = {"light": "#6b665e", "dark": "#b5aea2"}
"""The colour of words in a picture; no one colour has a contrast of 4.5 to 1 on both pages."""

_LABELS = alt.Axis(labelLimit=220, labelOverlap=False)
_SHAPES = {
    "=": "circle", "≈": "diamond", "≥": "triangle-right", ">": "triangle-right",
    "≤": "triangle-left", "<": "triangle-left", "range": "stroke",
}  # fmt: skip


def legend() -> str:
    """Return what the marks of a comparison mean."""
    return t("chart.legend")


def of_answer(rows: Sequence[Mapping[str, str]]) -> pd.DataFrame | None:
    """Return the rows of an answer as a frame to draw, None where they are no figures."""
    if not rows or not {"地区", "低", "高", "数值", "比较"} <= set(rows[0]):
        return None
    units = {row.get("单位", "") for row in rows}
    found = [row for row in rows if _number(row["低"]) and _number(row["高"])]
    if len(units) > 1 or not found:
        return None
    return numbers(
        [
            {
                "area": row["地区"],
                "agent": None,
                "low": row["低"],
                "high": row["高"],
                "comparator": row["比较"],
                "value_text": row["数值"],
                "period": row.get("时间", ""),
                "period_end": row.get("时间", ""),
                "title": "",
            }
            for row in found
        ]
    )


def of_result(
    columns: Sequence[str], rows: Sequence[Sequence[str]], most: int = 40
) -> pd.DataFrame | None:
    """Return a query's result as names and numbers to draw, None where it has no such columns.

    The first column of numbers is drawn over the first of words; more rows than can be read as
    bars are left out.
    """
    kinds = [all(_number(row[i]) for row in rows) for i in range(len(columns))]
    if not any(kinds) or all(kinds):
        return None
    name, value = kinds.index(False), kinds.index(True)
    frame = pd.DataFrame(
        [
            {"name": row[name], "middle": float(Decimal(row[value])), "value": row[value]}
            for row in rows[:most]
        ]
    )
    frame.attrs |= {"title": columns[value], "rows": len(rows)}
    return frame


def show_result(frame: pd.DataFrame, kind: str) -> None:
    """Show a query's result as ``chart`` or ``map``."""
    title = str(frame.attrs["title"])
    drawn: alt.Chart | alt.LayerChart | None
    if kind == "map":
        drawn = tile_map(frame, title, "")
    else:
        drawn = (
            alt.Chart(frame, title=title)
            .mark_bar(color=_INK)
            .encode(
                x=alt.X("middle:Q", title=title),
                y=alt.Y("name:N", sort=None, title=None, axis=_LABELS),
                tooltip=_tips("name", "value"),
            )
            .properties(height=_height(frame))
        )
    if drawn is None:
        st.info(t("chart.no_map"))
        return
    put(drawn, t("chart.alt", title=title, unit="", said=in_words(frame)))
    if frame.attrs["rows"] > len(frame):
        st.html(f'<p class="zt-small">{escape(t("chart.first", rows=len(frame)))}</p>')


def _number(text: str) -> bool:
    try:
        Decimal(text)
    except InvalidOperation:
        return False
    return bool(text.strip())


def show(frame: pd.DataFrame, title: str, unit: str, kind: str, *, source: str = "") -> None:
    """Show figures as ``chart``, ``map`` or ``line``: with title, unit, source and in words."""
    alt_text = t("chart.alt", title=title, unit=unit, said=in_words(frame))
    drawn: alt.LayerChart | None
    if kind == "chart":
        drawn, note = ranked(frame, title, unit), legend()
    elif kind == "map":
        newest = frame.sort_values("period").drop_duplicates("name", keep="last")
        drawn, note = tile_map(newest, title, unit), t("chart.map_note")
    else:
        drawn, note = over_time(frame, title, unit), ""
    if drawn is None:
        st.info(t("chart.no_map"))
        return
    put(drawn, alt_text)
    said = [note, t("chart.count", rows=len(frame), places=frame["name"].nunique()), source]
    st.html(f'<p class="zt-small">{escape("　".join(each for each in said if each))}</p>')


def in_words(frame: pd.DataFrame, most: int = 40) -> str:
    """Return the figures as a sentence, for those who do not see the picture."""
    said = [f"{row['name']} {row['value']}" for row in frame.head(most).to_dict("records")]
    return joined(said) + ("…" if len(frame) > most else "")


def numbers(rows: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """Return rows of a measurement table as a frame with numbers to draw, exact words kept."""
    found = [
        {
            "name": row["area"] or row["agent"] or "",
            "low": float(Decimal(str(row["low"]))),
            "high": float(Decimal(str(row["high"]))),
            "comparator": row["comparator"],
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


def _tips(*fields: str) -> list[alt.Tooltip]:
    """Return what pointing at a mark tells."""
    return [alt.Tooltip(each, title=t(f"chart.{each}")) for each in fields]


def _titled(title: str, unit: str) -> str:
    return f"{title}（{unit}）" if unit else title


def _height(frame: pd.DataFrame) -> int:
    """Return the height of a picture with a bar for each name: its frame takes part of it."""
    return 110 + 26 * max(3, int(frame["name"].nunique()))


def put(picture: alt.Chart | alt.LayerChart, said: str) -> None:
    """Show a picture with its words in the colour of ours: Streamlit's have too little contrast."""
    ink = _text()
    readable = picture.configure_axis(labelColor=ink, titleColor=ink)
    readable = readable.configure_legend(labelColor=ink, titleColor=ink)
    st.altair_chart(readable, width="stretch", alt=said)


def _text() -> str:
    return _TEXT[st.context.theme.type or "light"]


def ranked(frame: pd.DataFrame, title: str, unit: str) -> alt.LayerChart:
    """Return places by value: a bar to the value, and the mark of the comparator at its end."""
    order = alt.EncodingSortField("middle", order="descending")
    tip = _tips("name", "value", "period", "document")
    y = alt.Y("name:N", sort=order, title=None, axis=_LABELS)
    axis = alt.X("middle:Q", title=None)  # the title of the picture says what it is
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
    words = base.mark_text(align="left", dx=9, fontSize=12, color=_text()).encode(
        x="high:Q", text="value:N"
    )
    return cast(
        "alt.LayerChart",
        alt.layer(bars, spans, marks, words).properties(
            height=_height(frame), title=_titled(title, unit)
        ),
    )


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
            "value": by_place[name]["value"] if name in by_place else t("chart.no_value"),
        }
        for name, (column, row) in TILES.items()
    ]
    base = alt.Chart(pd.DataFrame(cells)).encode(
        x=alt.X("column:O", axis=None, scale=alt.Scale(paddingInner=0.06)),
        y=alt.Y("row:O", axis=None, scale=alt.Scale(paddingInner=0.06)),
        tooltip=[alt.Tooltip("place", title=t("chart.name")), *_tips("value")],
    )
    # Two layers: a condition on a missing value is drawn in the colour of the lowest one.
    empty = base.mark_rect(cornerRadius=3, color="#8a857c", opacity=0.16)
    boxes = (
        base.transform_filter("isValid(datum.middle)")
        .mark_rect(cornerRadius=3)
        .encode(
            color=alt.Color(
                "middle:Q",
                scale=alt.Scale(range=["#f7e6c8", "#dd8a62"], zero=False),
                legend=alt.Legend(title=_titled(title, unit), orient="bottom", gradientLength=220),
            )
        )
    )
    held = base.transform_filter("isValid(datum.middle)")
    words = (
        base.transform_filter("!isValid(datum.middle)")
        .mark_text(fontSize=13, color=_text())
        .encode(text="short:N"),
        held.mark_text(fontSize=13, dy=alt.ExprRef(f"{_NARROW} ? 0 : -8"), color=_DARK).encode(
            text="short:N"
        ),
        held.mark_text(
            fontSize=11, dy=9, color=_DARK, opacity=alt.ExprRef(f"{_NARROW} ? 0 : 1")
        ).encode(text="value:N"),
    )
    return cast(
        "alt.LayerChart",
        alt.layer(empty, boxes, *words).properties(height=580, title=_titled(title, unit)),
    )


def over_time(frame: pd.DataFrame, title: str, unit: str) -> alt.LayerChart:
    """Return the values of places along the years."""
    base = alt.Chart(frame[frame["year"] != ""]).encode(
        x=alt.X("year:O", title=t("chart.year")),
        y=alt.Y("middle:Q", title=_titled(title, unit), scale=alt.Scale(zero=False)),
        color=alt.Color("name:N", title=None),
        tooltip=_tips("name", "period", "value", "document"),
    )
    lines, points = base.mark_line(opacity=0.6), base.mark_point(filled=True, size=70)
    return cast(
        "alt.LayerChart",
        alt.layer(lines, points).properties(height=340, title=_titled(title, unit)),
    )
