"""查询: read-only SPARQL over everything. The address holds the query that was run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from corpus.error import ZhengtuError
from ontology.lexicon import NAMESPACE
from zhengtu.ui import table
from zhengtu.ui.safe import label

if TYPE_CHECKING:
    from zhengtu.ui.site import Site

_PREFIXES = f"""PREFIX zt: <{NAMESPACE}>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""
SAMPLES: dict[str, str] = {
    "各类指标各有多少条数据": _PREFIXES
    + """
SELECT ?指标 (COUNT(?数据) AS ?条数) WHERE {
  ?数据 zt:indicator/rdfs:label ?指标 .
}
GROUP BY ?指标 ORDER BY DESC(?条数) LIMIT 50""",
    "各地的目标值，附原文": _PREFIXES
    + """PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>

SELECT ?地区 ?指标 ?数值 ?时间 ?原文 WHERE {
  ?数据 a zt:Target ; zt:area/rdfs:label ?地区 ;
    zt:indicator/rdfs:label ?指标 ; zt:valueText ?数值 .
  OPTIONAL { ?数据 zt:periodText ?时间 }
  ?陈述 rdf:object ?数据 ; zt:quote ?原文 .
}
ORDER BY ?地区 ?指标 LIMIT 200""",
    "被引用最多的文件": _PREFIXES
    + """
SELECT ?文件 (COUNT(DISTINCT ?引用者) AS ?次数) WHERE {
  ?引用者 zt:cites/rdfs:label ?文件 .
}
GROUP BY ?文件 ORDER BY DESC(?次数) LIMIT 50""",
    "文件及其发布机关": _PREFIXES
    + """
SELECT ?文件 ?机关 ?日期 WHERE {
  ?d a zt:PolicyDocument ; zt:title ?文件 .
  OPTIONAL { ?d zt:issuedBy/rdfs:label ?机关 }
  OPTIONAL { ?d zt:issuedOn ?日期 }
}
ORDER BY DESC(?日期) LIMIT 200""",
}


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
    st.html('<p class="zt-small">示例</p>')
    with st.container(horizontal=True, gap="small", key="samples"):
        for number, (name, query) in enumerate(SAMPLES.items()):
            st.button(name, key=f"sample-{number}", on_click=_run, args=(query,))


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
