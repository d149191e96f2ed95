"""图谱: a thing, what is said of it, what it is connected with. The address holds which."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from zhengtu.ui import address, card, fetch, network, palette, tab, table
from zhengtu.ui.fact import relation, value_and_time
from zhengtu.ui.safe import escape, label
from zhengtu.ui.words import t

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhengtu.service.explore import Thing
    from zhengtu.ui.site import Site

_STARTS = ("国务院", "浙江省", "国家数据局", "数字政府")
_MOST_LISTED = 12


def show(site: Site) -> None:
    """Show the page."""
    st.html(card.heading(t("explore.title"), t("explore.lead")))
    iri = address.get("thing")
    _search(site, shown=not iri)
    if iri:
        _one(site, iri)


def _search(site: Site, *, shown: bool) -> None:
    asked = address.get("find")
    if st.session_state.get("find-asked") != asked:
        st.session_state["find-asked"] = st.session_state["find"] = asked

    def follow() -> None:
        address.put(find=st.session_state["find"].strip())

    st.text_input(
        t("explore.find"),
        key="find",
        placeholder=t("explore.placeholder"),
        label_visibility="collapsed",
        type="search",
        on_change=follow,
    )
    if asked:
        found = fetch.things(site, asked)
        if not found:
            st.info(t("explore.nothing", words=label(asked)))
        _list(site, found)
    elif shown:
        st.html(card.small(t("explore.for_example")))
        with st.container(horizontal=True, gap="small"):
            for name in _STARTS:
                address.link(site.explore, name, find=name)


def _list(site: Site, found: Sequence[Thing]) -> None:
    for each in found[:_MOST_LISTED]:
        kind = palette.name(each.kind) if each.kind else t("explore.other_kind")
        note = t("explore.mentioned", count=each.documents) if each.documents else ""
        address.link(site.explore, f"{each.label}（{kind}{note}）", thing=each.iri)
    if len(found) > _MOST_LISTED:
        st.html(card.small(t("explore.more", count=len(found) - _MOST_LISTED)))


def _one(site: Site, iri: str) -> None:
    around = fetch.network(site, iri, (), None, mentions=False)
    centre = around.centre
    kind = palette.name(centre.kind) if centre.kind else t("explore.other_kind")
    st.html(
        card.sub(centre.label)
        + f'<p class="zt-small">{escape(kind)}　<code>{escape(centre.iri)}</code></p>'
    )
    document = fetch.document_id(site, iri)
    if document:
        address.link(site.documents, t("explore.read"), icon=":material/article:", doc=document)
    views = {"around": t("explore.around"), "facts": t("explore.facts"), "path": t("explore.path")}
    if palette.is_document(centre.kind):
        views["line"] = t("explore.line")
    chosen, place = tab.choose(views)
    with place:
        if chosen == "around":
            _neighbours(site, iri, sorted({each.kind for each in around.things if each.kind}))
        elif chosen == "facts":
            _facts(site, iri)
        elif chosen == "path":
            _path(site, iri)
        else:
            _line(site, iri)


def _neighbours(site: Site, iri: str, kinds: list[str]) -> None:
    asked = [each for each in address.several("kind") if each in kinds]
    mentioning = address.get("mentions") == "1"

    def follow() -> None:
        address.change(
            kind=list(st.session_state["kinds"]),
            mentions="1" if st.session_state["mentions"] else "",
        )

    first, second = st.columns([3, 1], vertical_alignment="bottom")
    first.multiselect(
        t("explore.kinds"), kinds, default=asked, key="kinds", format_func=palette.name,
        placeholder=t("explore.all_kinds"), on_change=follow,
    )  # fmt: skip
    second.toggle(
        t("explore.mentions"), value=mentioning, key="mentions", help=t("explore.mentions_help"),
        on_change=follow,
    )  # fmt: skip
    opened = tuple(address.several("open"))
    around = fetch.network(site, iri, opened, frozenset(asked) or None, mentions=mentioning)
    if not around.things:
        st.info(t("explore.alone"))
        return
    wanted = network.walk(around, key=f"walk-{iri}")
    if wanted is not None and wanted not in opened and wanted != iri:
        address.change(open=[*opened, wanted])
        st.rerun()
    st.html(network.legend((around.centre, *around.things)))
    st.html(card.small(t("explore.walk")))
    if around.left_out:
        st.html(card.small(t("explore.left_out", count=around.left_out)))
    names = {thing.iri: thing.label for thing in (around.centre, *around.things)}
    rows = [(names[e.subject], palette.name(e.predicate), names[e.object]) for e in around.edges]
    table.show((t("explore.from"), t("explore.relation"), t("explore.to")), rows, "邻居")
    st.html(card.small(t("explore.go")))
    with st.container(horizontal=True, gap="small"):
        for thing in around.things[:20]:
            address.link(site.explore, thing.label, thing=thing.iri)


def _facts(site: Site, iri: str) -> None:
    facts = fetch.facts_about(site, iri)
    if not facts:
        st.info(t("explore.no_facts"))
        return
    rows = [
        (
            fact.subject_label,
            relation(fact),
            *value_and_time(fact),
            " ".join(fact.quote.split()),
            fetch.about(site, fact.document).get("title") or fact.document,
        )
        for fact in facts
    ]
    columns = ("subject", "relation", "value", "period", "quote", "document")
    picked = table.show(tuple(t(f"fact.{each}") for each in columns), rows, "事实", pick="about")
    if picked is None:
        st.html(card.small(t("fact.pick")))
        return
    fact = facts[picked]
    document = fetch.document(site, fact.document)
    with st.container(border=True):
        st.html(card.quote_at(document, fact.start, fact.end))
        place = f"{fact.start}-{fact.end}"
        title = document.metadata.title or document.id
        address.link(site.documents, f"《{title}》", doc=fact.document, at=place)


def _path(site: Site, iri: str) -> None:
    asked = address.get("to")

    def follow() -> None:
        address.change(other=st.session_state["other"].strip(), to="")

    words = address.get("other")
    st.text_input(
        t("explore.other"), value=words, key="other", placeholder=t("explore.other_placeholder"),
        on_change=follow,
    )  # fmt: skip
    if not words:
        return
    found = [thing for thing in fetch.things(site, words) if thing.iri != iri]
    if not found:
        st.info(t("explore.nothing", words=label(words)))
        return
    known = [each.iri for each in found]
    names = {each.iri: f"{each.label}（{palette.name(each.kind)}）" for each in found}

    def choose() -> None:
        address.change(to=st.session_state["to"])

    other = st.selectbox(
        t("explore.meant"), known, index=known.index(asked) if asked in known else 0,
        format_func=lambda each: names[each], key="to", on_change=choose,
    )  # fmt: skip
    joined = fetch.path(site, iri, other)
    if joined is None:
        st.info(t("explore.no_path"))
        return
    things = (joined.centre, *joined.things)
    st.graphviz_chart(network.dot(things, joined.edges, centre=iri), width="content")
    labels = {thing.iri: thing.label for thing in things}
    rows = [(labels[e.subject], palette.name(e.predicate), labels[e.object]) for e in joined.edges]
    table.show((t("explore.from"), t("explore.relation"), t("explore.to")), rows, "路径")


def _line(site: Site, iri: str) -> None:
    """Show what a document rests on above it and what carries it out below it."""
    line = fetch.lineage(site, iri)
    if len(line.documents) == 1:
        st.info(t("explore.no_line"))
        return
    things = [each.thing for each in line.documents]
    ended = {each.thing.iri for each in line.documents if each.ended}
    st.graphviz_chart(
        network.dot(things, line.edges, direction="BT", centre=iri, struck=ended), width="content"
    )
    st.html(card.small(t("explore.line_note")))
    if line.left_out:
        st.html(card.small(t("explore.left_out", count=line.left_out)))
    for each in line.documents:
        where = "above" if each.step < 0 else "below" if each.step else "here"
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            st.html(card.step(t(f"explore.{where}"), ended=each.ended), width="content")
            address.link(
                site.explore, each.thing.label, struck=each.ended, thing=each.thing.iri, view="line"
            )
