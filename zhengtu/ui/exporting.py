"""导出: the graph, the tables and the bundle as files; made when asked for, size told first."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import streamlit as st

from corpus.error import ZhengtuError
from zhengtu.service.cookbook import recipes
from zhengtu.ui import fetch
from zhengtu.ui.safe import label

if TYPE_CHECKING:
    from collections.abc import Callable

    from zhengtu.ui.protocol import Desk
    from zhengtu.ui.site import Site

GRAPHS = {
    "turtle": ("Turtle", "ttl", "text/turtle"),
    "trig": ("TriG（分文件的命名图）", "trig", "application/trig"),
    "nquads": ("N-Quads", "nq", "application/n-quads"),
    "ntriples": ("N-Triples", "nt", "application/n-triples"),
    "jsonld": ("JSON-LD", "jsonld", "application/ld+json"),
    "rdfxml": ("RDF/XML", "rdf", "application/rdf+xml"),
}
"""The syntaxes: what they are called, the suffix, the media type."""

TABLES = {
    "documents": "文件：标题、文号、机关、日期、网址",
    "entities": "实体：地区、机构、项目、文件及提到它们的文件数",
    "observations": "数据：指标、地区、时间、性质、比较符、上下界、单位、原文",
}
"""The flat tables and what is in them."""

_ALL = "全部文件"


def show(site: Site) -> None:
    """Show the page."""
    st.html(
        '<h1 class="zt-title">导出</h1>'
        '<p class="zt-lead">同样的数据得到同样的字节，可以比对、存档、引用。</p>'
    )
    _graph(site)
    _tables(site)
    _bundle(site)


def _graph(site: Site) -> None:
    st.html('<h2 class="zt-sub">知识图谱（RDF）</h2>')
    first, second = st.columns([2, 3])
    form = first.selectbox("格式", list(GRAPHS), format_func=lambda each: GRAPHS[each][0])
    rows = fetch.documents(site)
    names = {row["id"]: row.get("title") or row["id"] for row in rows}
    chosen = second.selectbox(
        "范围", [_ALL, *names], format_func=lambda each: str(names.get(each, each))
    )
    provenance = st.toggle(
        "连同每条事实的出处（文件、位置、引文、方法、置信度）", value=False, key="provenance"
    )
    document = None if chosen == _ALL else chosen
    name, suffix, media = GRAPHS[form]
    _offer(
        f"graph-{form}-{chosen}-{provenance}",
        f"{name.split('（')[0]}",
        f"zhengtu.{suffix}",
        media,
        lambda: _exported(site.desk, site.version, form, document, provenance=provenance),
    )


def _tables(site: Site) -> None:
    st.html('<h2 class="zt-sub">平面表</h2>')
    first, second = st.columns([3, 1])
    name = first.selectbox("表", list(TABLES), format_func=lambda each: TABLES[each])
    form = second.selectbox("文件格式", ["csv", "parquet"])
    media = "text/csv" if form == "csv" else "application/vnd.apache.parquet"
    _offer(
        f"table-{name}-{form}",
        f"{name}.{form}",
        f"zhengtu-{name}.{form}",
        media,
        lambda: _table(site.desk, site.version, name, form),
    )


def _bundle(site: Site) -> None:
    st.html(
        '<h2 class="zt-sub">可复现的数据包</h2>'
        '<p class="zt-small">一个 zip：图与出处、本体、三张表、范例查询及结果、'
        "各文件的 GB/T 7714 著录、全部内容的 SHA-256 清单。"
        "用 <code>zhengtu bundle --verify</code> 核对。</p>"
    )
    _offer(
        "bundle",
        "数据包",
        "zhengtu-bundle.zip",
        "application/zip",
        lambda: _bundled(site.desk, site.version),
    )


def _offer(key: str, what: str, name: str, media: str, make: Callable[[], bytes]) -> None:
    """Offer a file: first to be made, then, with its size, to be taken."""
    ready = f"made-{key}"
    if not st.session_state.get(ready):
        if not st.button(f"准备 {what}", key=f"make-{key}"):
            return
        st.session_state[ready] = True
    try:
        with st.spinner("正在准备…"):
            content = make()
    except ZhengtuError as error:
        st.error(label(error.message))
        return
    st.download_button(
        f"下载 {name}（{shown_size(len(content))}）",
        data=content,
        file_name=name,
        mime=media,
        key=f"take-{key}",
        type="primary",
        on_click="ignore",
    )


def shown_size(size: int) -> str:
    """Return a size as people read it."""
    if size < 1024:
        return f"{size} 字节"
    return f"{size / 1024:,.0f} KB" if size < 1 << 20 else f"{size / (1 << 20):,.1f} MB"


@st.cache_resource(max_entries=8, show_spinner=False)
def _exported(
    _desk: Desk, version: str, form: str, document: str | None, *, provenance: bool
) -> bytes:
    del version
    target = io.BytesIO()
    _desk.export(target, form, document=document, provenance=provenance)
    return target.getvalue()


@st.cache_resource(max_entries=8, show_spinner=False)
def _table(_desk: Desk, version: str, name: str, form: str) -> bytes:
    del version
    target = io.BytesIO()
    _desk.export_table(target, name, form)
    return target.getvalue()


@st.cache_resource(max_entries=2, show_spinner=False)
def _bundled(_desk: Desk, version: str) -> bytes:
    del version
    target = io.BytesIO()
    selects = {each.name: each.query for each in recipes() if "CONSTRUCT" not in each.query}
    _desk.bundle(target, selects)
    return target.getvalue()
