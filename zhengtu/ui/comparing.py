"""指标: the figures of one indicator, place beside place. The address holds what is compared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from zhengtu.ui import chart, table
from zhengtu.ui.safe import escape, label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhengtu.service.overview import IndicatorChoice
    from zhengtu.ui.protocol import Desk
    from zhengtu.ui.site import Site

KINDS = {"target": "目标", "actual": "实际", "baseline": "基数", "limit": "限额"}
_ANY = "全部"
_COLUMNS = {
    "area": "地区或主体", "value_text": "数值", "period": "时间", "kind": "性质",
    "quote": "原文", "title": "文件",
}  # fmt: skip
_MOST_CARDS = 60


def show(site: Site) -> None:
    """Show the page."""
    st.html(
        '<h1 class="zt-title">比较指标</h1>'
        '<p class="zt-lead">同一指标，各地各年；“以上”“左右”“区间”照原文画出，不折算成一个数。</p>'
    )
    choices = _indicators(site)
    if not choices:
        st.info("已收录的文件里没有指标数据。")
        return
    chosen = _chosen(choices)
    rows = _rows(site, chosen)
    units = sorted({row["unit"] for row in rows}, key=lambda u: -sum(r["unit"] == u for r in rows))
    rows, unit = _narrowed(rows, units)
    if not rows:
        st.info("没有符合这些条件的数据：请放宽时间或性质。")
        return
    _pictures(rows, chosen, unit)
    _quotes(site, rows)
    shown = [
        [row["area"] or row["agent"], row["value_text"], row["period"], KINDS[row["kind"]],
         " ".join(row["quote"].split()), row["title"]]
        for row in rows
    ]  # fmt: skip
    table.show(tuple(_COLUMNS.values()), shown, f"{chosen}")


def _chosen(choices: Sequence[IndicatorChoice]) -> str:
    names = [each.name for each in choices]
    about = {each.name: f"{each.name}（{each.areas} 地，{each.figures} 条）" for each in choices}
    asked = st.query_params.get("indicator", names[0])
    picked = st.selectbox(
        "指标",
        names,
        index=names.index(asked) if asked in names else 0,
        format_func=lambda name: about[name],
    )
    st.query_params["indicator"] = picked
    return picked


def _narrowed(rows: list[dict[str, Any]], units: Sequence[str]) -> tuple[list[dict[str, Any]], str]:
    """Return the rows of the period, kind and unit that are chosen."""
    periods = sorted({row["period"] or "未注明" for row in rows}, reverse=True)
    kinds = [kind for kind in KINDS if any(row["kind"] == kind for row in rows)]
    first, second, third = st.columns(3)
    kind = _pick(first, "性质", "kind", [*kinds, _ANY], KINDS)
    of_kind = [row for row in rows if kind in {_ANY, row["kind"]}]
    periods = sorted({row["period"] or "未注明" for row in of_kind}, reverse=True)
    best = max(periods, key=lambda p: sum((r["period"] or "未注明") == p for r in of_kind))
    period = _pick(second, "时间", "period", [best, *(p for p in periods if p != best), _ANY], {})
    kept = [row for row in of_kind if period in {_ANY, row["period"] or "未注明"}]
    unit = _pick(third, "单位", "unit", list(units), {})
    return [row for row in kept if row["unit"] == unit], unit


def _pick(place: Any, name: str, key: str, options: list[str], words: dict[str, str]) -> str:  # noqa: ANN401
    asked = st.query_params.get(key, options[0])
    found: str = place.selectbox(
        name,
        options,
        index=options.index(asked) if asked in options else 0,
        format_func=lambda each: words.get(each, each),
    )
    st.query_params[key] = found
    return found


def _pictures(rows: list[dict[str, Any]], name: str, unit: str) -> None:
    frame = chart.numbers(rows)
    years = frame["period"].nunique()
    names = ["排名", "地图", "时间线"] if years > 1 else ["排名", "地图"]
    tabs = st.tabs(names)
    with tabs[0]:
        st.altair_chart(chart.ranked(frame, name, unit), width="stretch")
        st.html(
            f'<p class="zt-small">{chart.LEGEND}　共 {len(rows)} 条，'
            f"{frame['name'].nunique()} 个地区或主体。</p>"
        )
    with tabs[1]:
        one = frame.sort_values("period").drop_duplicates("name", keep="last")
        drawn = chart.tile_map(one, name, unit)
        if drawn is None:
            st.info("这些数据不属于省级地区，没有可画的地图。")
        else:
            st.altair_chart(drawn, width="stretch")
            st.html(
                '<p class="zt-small">方格示意各省级行政区的大致方位，不表示面积与界线；'
                "灰色为没有数据。</p>"
            )
    if years > 1:
        with tabs[2]:
            st.altair_chart(chart.over_time(frame, name, unit), width="stretch")


def _quotes(site: Site, rows: list[dict[str, Any]]) -> None:
    """Show each figure's sentence and the way to it."""
    with st.expander(f"逐条原文（{len(rows)}）"):
        for number, row in enumerate(rows[:_MOST_CARDS]):
            with st.container(border=True, key=f"figure-{number}"):
                who = escape(row["area"] or row["agent"] or "")
                value, period = escape(row["value_text"]), escape(row["period"] or "")
                st.html(
                    f'<p class="zt-quote"><b>{who}</b> {value} '
                    f'<span class="zt-around">{period}　{KINDS[row["kind"]]}</span><br>'
                    f"{escape(' '.join(row['quote'].split()))}</p>"
                )
                st.page_link(
                    site.documents,
                    label=label(f"《{row['title']}》"),
                    query_params={
                        "doc": row["document"], "at": f"{row['start']}-{row['end']}"
                    },
                )  # fmt: skip


def _indicators(site: Site) -> Sequence[IndicatorChoice]:
    return _cached_indicators(site.desk, site.version)


def _rows(site: Site, name: str) -> list[dict[str, Any]]:
    return _cached_rows(site.desk, site.version, name)


@st.cache_resource(max_entries=4, show_spinner=False)
def _cached_indicators(_desk: Desk, version: str) -> Sequence[IndicatorChoice]:
    del version
    return tuple(_desk.indicators())


@st.cache_resource(max_entries=64, show_spinner="正在取数…")
def _cached_rows(_desk: Desk, version: str, name: str) -> list[dict[str, Any]]:
    del version
    return list(_desk.table(name).rows)
