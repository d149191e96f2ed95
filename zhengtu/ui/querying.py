"""查询: read-only SPARQL over everything. The address holds the query that was run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from corpus.error import ZhengtuError
from zhengtu.service.cookbook import recipes
from zhengtu.ui import table
from zhengtu.ui.safe import label

if TYPE_CHECKING:
    from zhengtu.ui.site import Site

SAMPLES: dict[str, str] = {recipe.title_zh: recipe.query for recipe in recipes()}
"""The cookbook's queries by their titles."""


def show(site: Site) -> None:
    """Show the page."""
    asked = st.query_params.get("sparql", "")
    _follow_address(asked)
    limits = site.settings
    st.html(
        '<h1 class="zt-title">SPARQL 查询</h1>'
        '<p class="zt-lead">只读，范围是全部已收录文件的事实及其出处；'
        f"最多 {limits.sparql_rows:,} 行，超过 {limits.sparql_seconds:g} 秒即停止。</p>"
    )
    with st.form("query", border=False):
        st.text_area("查询语句", key="sparql", height=240, label_visibility="collapsed")
        st.form_submit_button("运行", type="primary", on_click=_submit)
    _samples()
    if asked.strip():
        _result(site, asked)


def _follow_address(asked: str) -> None:
    if st.session_state.get("asked_sparql") != asked or "sparql" not in st.session_state:
        st.session_state["asked_sparql"] = asked
        st.session_state["sparql"] = asked or next(iter(SAMPLES.values()))


def _submit() -> None:
    _run(st.session_state["sparql"])


def _run(query: str) -> None:
    """Put a query into the address; the page then runs what the address says."""
    st.query_params["sparql"] = query


def _samples() -> None:
    closed = bool(st.query_params.get("sparql"))
    with (
        st.expander(f"范例查询（{len(SAMPLES)}）", expanded=not closed),
        st.container(gap=None),
    ):
        for number, (name, query) in enumerate(SAMPLES.items()):
            st.button(
                label(name), key=f"sample-{number}", on_click=_run, args=(query,), type="tertiary"
            )


def _result(site: Site, query: str) -> None:
    try:
        with st.spinner("正在查询…"):
            found = site.reader.sparql(query)
    except ZhengtuError as error:
        st.error(f"查询没有运行：{label(error.message)}")
        return
    if not found.rows:
        st.info("查询成功，没有符合条件的结果。")
        return
    st.html(f'<p class="zt-small">{len(found.rows):,} 行</p>')
    if getattr(found, "truncated", False):
        st.warning(f"结果多于 {site.settings.sparql_rows:,} 行，只显示前面的部分。")
    table.show(found.columns, found.rows, "查询结果")
