"""图谱: a thing, what is said of it, what it is connected with. The address holds which."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from zhengtu.ui import palette, table
from zhengtu.ui.safe import escape, label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhengtu.service.explore import Neighbourhood, Thing
    from zhengtu.ui.site import Site

_STARTS = ("国务院", "浙江省", "国家数据局", "数字政府")
_OTHER = "#8a857c"
_LONGEST = 18


def show(site: Site) -> None:
    """Show the page."""
    st.html(
        '<h1 class="zt-title">图谱</h1>'
        '<p class="zt-lead">查地区、机构、文件或项目：它的事实、邻居，以及与另一个的联系。</p>'
    )
    iri = st.query_params.get("thing")
    _search(site, shown=iri is None)
    if iri is not None:
        _one(site, iri)


def _search(site: Site, *, shown: bool) -> None:
    words = st.text_input(
        "查找",
        value=st.query_params.get("find", ""),
        placeholder="名称中的几个字，如：数据局、浙江、智慧城市",
        label_visibility="collapsed",
        type="search",
    )
    if words:
        st.query_params["find"] = words
        found = site.desk.things(words)
        if not found:
            st.info(f"没有名称含“{label(words)}”的事物：换一个更短的词试试。")
        _list(site, found)
    elif shown:
        st.html('<p class="zt-small">例如</p>')
        with st.container(horizontal=True, gap="small"):
            for name in _STARTS:
                st.page_link(site.explore, label=name, query_params={"find": name})


def _list(site: Site, found: Sequence[Thing]) -> None:
    for each in found[:12]:
        kind = palette.name(each.kind) if each.kind else "其他"
        note = f"，{each.documents} 份文件提到" if each.documents else ""
        st.page_link(
            site.explore,
            label=label(f"{each.label}（{kind}{note}）"),
            query_params={"thing": each.iri},
        )
    if len(found) > 12:
        st.html(f'<p class="zt-small">另有 {len(found) - 12} 个，请多输入几个字。</p>')


def _one(site: Site, iri: str) -> None:
    around = site.desk.neighbourhood(iri)
    kinds = sorted({thing.kind for thing in around.things if thing.kind})
    centre = around.centre
    st.html(
        f'<h2 class="zt-sub">{escape(centre.label)}</h2>'
        f'<p class="zt-small">{escape(palette.name(centre.kind) if centre.kind else "其他")}　'
        f"<code>{escape(centre.iri)}</code></p>"
    )
    picture, said, joined = st.tabs(["邻居", "事实与原文", "到另一个的路径"])
    with picture:
        _neighbours(site, iri, kinds)
    with said:
        _facts(site, iri)
    with joined:
        _path(site, iri)


def _neighbours(site: Site, iri: str, kinds: list[str]) -> None:
    first, second = st.columns([3, 1], vertical_alignment="bottom")
    chosen = first.multiselect(
        "只看这些类型", kinds, format_func=palette.name, placeholder="全部类型"
    )
    mentions = second.toggle("含“提到”", help="把只是提到它的文件也算作邻居")
    wanted = frozenset(chosen) or None
    around = site.desk.neighbourhood(iri, kinds=wanted, mentions=mentions)
    if not around.things:
        st.info("没有与它相连的事物；打开“含‘提到’”可以看到提到它的文件。")
        return
    st.graphviz_chart(dot(around), width="stretch")
    st.html(_legend(around))
    if around.left_out:
        st.html(f'<p class="zt-small">另有 {around.left_out} 个邻居没有画出：请按类型筛选。</p>')
    names = {thing.iri: thing for thing in (around.centre, *around.things)}
    rows = [
        (names[edge.subject].label, palette.name(edge.predicate), names[edge.object].label)
        for edge in around.edges
    ]
    table.show(("从", "关系", "到"), rows, "邻居")
    st.html('<p class="zt-small">转到</p>')
    with st.container(horizontal=True, gap="small"):
        for thing in around.things[:20]:
            st.page_link(site.explore, label=label(thing.label), query_params={"thing": thing.iri})


def _facts(site: Site, iri: str) -> None:
    facts = site.desk.facts_about(iri)
    if not facts:
        st.info("除了被提到，没有关于它的事实。")
        return
    from zhengtu.ui.library import value_and_time

    rows = [
        (
            fact.subject_label,
            palette.name(fact.predicate if fact.figure is None else fact.figure.kind.capitalize()),
            *value_and_time(fact),
            " ".join(fact.quote.split()),
            fact.document,
            f"{fact.confidence:.2f}",
        )
        for fact in facts
    ]
    table.show(("主体", "关系", "内容", "时间", "原文", "文件", "置信度"), rows, "事实")


def _path(site: Site, iri: str) -> None:
    words = st.text_input("另一个事物的名称", key="other", placeholder="如：国家发展和改革委员会")
    if not words:
        return
    found = [thing for thing in site.desk.things(words) if thing.iri != iri]
    if not found:
        st.info("没有这个名称的事物。")
        return
    other = st.selectbox(
        "指的是", found, format_func=lambda each: f"{each.label}（{palette.name(each.kind)}）"
    )
    joined = site.desk.path(iri, other.iri)
    if joined is None:
        st.info("四步之内没有联系。")
        return
    st.graphviz_chart(dot(joined, direction="LR"), width="stretch")


def dot(around: Neighbourhood, *, direction: str = "") -> str:
    """Return a picture in the DOT language; every name is quoted, long ones are cut."""
    layout = f"rankdir={direction}" if direction else "layout=neato overlap=false splines=true"
    lines = [
        f'graph [{layout} bgcolor="transparent" pad=0.2 size="10,6.5"]',
        'node [shape=box style="rounded,filled" fontname="sans-serif" fontsize=12 color="#00000000"'
        ' fontcolor="#ffffff" margin="0.12,0.06"]',
        'edge [fontname="sans-serif" fontsize=10 color="#8a857c" fontcolor="#8a857c"'
        " arrowsize=0.6]",
    ]
    for thing in (around.centre, *around.things):
        colour = palette.COLOURS.get(thing.kind, _document_colour(thing.kind))
        bold = ' penwidth=2 color="#a8322a"' if thing.iri == around.centre.iri else ""
        tip = _quoted(thing.label)
        lines.append(
            f"{_quoted(thing.iri)} [label={_quoted(_cut(thing.label))} tooltip={tip} "
            f'fillcolor="{colour}"{bold}]'
        )
    for edge in around.edges:
        name = _quoted(palette.name(edge.predicate))
        lines.append(f"{_quoted(edge.subject)} -> {_quoted(edge.object)} [label={name}]")
    return "digraph {\n" + ";\n".join(lines) + ";\n}"


def _document_colour(kind: str) -> str:
    from ontology.lexicon import document_kind

    return palette.COLOURS["PolicyDocument"] if document_kind(kind) else _OTHER


def _legend(around: Neighbourhood) -> str:
    kinds = sorted({thing.kind for thing in (around.centre, *around.things) if thing.kind})
    items = "".join(
        f'<span style="--zt-c:{palette.COLOURS.get(kind, _document_colour(kind))}">'
        f"{escape(palette.name(kind))}</span>"
        for kind in kinds
    )
    return f'<div class="zt-legend zt-small">{items}</div>'


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _quoted(text: str) -> str:
    """Return a DOT string; line breaks and quotation marks cannot end it."""
    clean = " ".join(text.split()).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{clean}"'
