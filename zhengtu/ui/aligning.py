"""A document beside the superior one: what was copied, changed, added, left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from corpus.error import ZhengtuError
from zhengtu.ui import address, card, fetch
from zhengtu.ui.highlight import Mark, marked
from zhengtu.ui.safe import label
from zhengtu.ui.words import t

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.comparison.alignment import Alignment, Pair, Unit
    from zhengtu.ui.site import Site

_MOST = 100
VERDICTS = ("changed", "copied", "added", "left_out")
"""What can become of a sentence; the first is shown first."""


def show(site: Site, document_id: str) -> None:
    """Show a document beside those it carries out that are held, or one that is named."""
    named = address.get("beside")

    def follow() -> None:
        address.change(beside=st.session_state["beside"].strip())

    st.text_input(
        t("align.beside"), value=named, key="beside", placeholder=t("align.beside_help"),
        on_change=follow,
    )  # fmt: skip
    try:
        with st.spinner(t("align.working")):
            found = fetch.aligned(site, document_id, named)
    except ZhengtuError as error:
        st.info(label(error.message))
        return
    for number, each in enumerate(found):
        _one(site, each, number)


def _one(site: Site, found: Alignment, number: int) -> None:
    superior = found.superior
    title = superior.metadata.title or superior.id
    address.link(site.documents, f"《{title}》", doc=superior.id)
    if found.superior_is_newer:
        st.warning(t("align.newer"))
    verdict = _verdict(found.summary(), number)
    if verdict in {"changed", "copied"}:
        pairs = [pair for pair in found.pairs if pair.verdict == verdict]
        for pair in pairs[:_MOST]:
            _pair(pair)
        shown = len(pairs)
    else:
        units = found.added if verdict == "added" else found.left_out
        st.html(card.lines(_said(each) for each in units[:_MOST]))
        shown = len(units)
    if shown > _MOST:
        st.html(card.small(t("align.first", count=_MOST)))


def _verdict(counts: Mapping[str, int], number: int) -> str:
    """Let it be chosen what became of the sentences that are shown; the address holds it."""
    first = next((each for each in VERDICTS if counts[each]), VERDICTS[0])
    asked = address.get("verdict")
    asked = asked if asked in VERDICTS else first
    key = f"verdict-{number}"

    def follow() -> None:
        chosen = st.session_state[key]
        address.change(verdict="" if chosen in {None, first} else chosen)

    st.session_state[key] = asked
    st.segmented_control(
        t("align.verdict"), VERDICTS, key=key, on_change=follow, label_visibility="collapsed",
        format_func=lambda each: f"{t(f'align.{each}')}（{counts[each]}）",
    )  # fmt: skip
    return asked


def _pair(pair: Pair) -> None:
    before = [each.before for each in pair.changes if each.before]
    after = [each.after for each in pair.changes if each.after]
    with st.container(border=True):
        above, below = st.columns(2)
        above.html(card.small(t("align.superior")) + _sentence(pair.superior, before))
        below.html(card.small(t("align.local")) + _sentence(pair.local, after))


def _sentence(unit: Unit, parts: Sequence[str]) -> str:
    """Return a sentence with the parts that differ set off."""
    marks = [
        Mark(at, at + len(part), "zt-hit")
        for part in parts
        if unit.text.count(part) == 1 and (at := unit.text.index(part)) >= 0
    ]
    head = card.small(unit.section) if unit.section else ""
    return f'{head}<p class="zt-quote">{marked(unit.text, marks)}</p>'


def _said(unit: Unit) -> str:
    return f"{unit.section}　{unit.text}" if unit.section else unit.text
