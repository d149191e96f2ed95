"""Correcting a fact: pick it, say what is wrong and why; what was corrected can be taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from corpus.error import ZhengtuError
from zhengtu.service import curation
from zhengtu.ui import card, fetch, permit
from zhengtu.ui.safe import label
from zhengtu.ui.words import t

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.correction import Correction
    from kg.statement import Statement
    from qa.answer import Answer
    from zhengtu.ui.site import Site

_WHO = "who"


def form(site: Site, answer: Answer) -> None:
    """Offer the facts behind an answer to be corrected."""
    said = _statements(site, answer)
    if not said:
        st.html(card.small(t("correct.none")))
        return
    if not permit.asked(site.settings, "correct"):
        return
    names = {each.iri: fetch.in_words(site, each) for each in said}
    chosen = st.selectbox(
        t("correct.which"),
        said,
        format_func=lambda each: names[each.iri],
        key="correct-which",
    )
    st.html(card.small(f"“{' '.join(chosen.evidence.quote.split())}”"))
    change = str(chosen.predicate).endswith("hasObservation")
    actions = ["reject", "change"] if change else ["reject"]
    action = st.radio(
        t("correct.action"), actions, format_func=lambda each: t(f"correct.{each}"), horizontal=True
    )
    value = st.text_input(t("correct.value"), key="correct-value") if action == "change" else ""
    why = st.text_input(t("correct.why"), key="correct-why", max_chars=500)
    who = st.text_input(t("correct.who"), key=_WHO, max_chars=100)
    ready = bool(why.strip() and who.strip() and (value.strip() or action == "reject"))
    if st.button(t("correct.save"), type="primary", disabled=not ready):
        _save(site, chosen, action, value.strip(), who.strip(), why.strip())


def corrections(site: Site) -> None:
    """Show what was corrected, each with the way to take it back."""
    made = site.desk.corrections()
    if not made:
        st.html(card.small(t("correct.no_corrections")))
        return
    allowed = permit.asked(site.settings, "undo")
    for each in made:
        with st.container(border=True, key=f"correction-{each.id}"):
            st.html(card.correction(each))
            if allowed and st.button(t("correct.undo"), key=f"undo-{each.id}"):
                _take_back(site, each)


def _statements(site: Site, answer: Answer) -> list[Statement]:
    """Return the statements whose words are those of the answer's evidence."""
    return [
        statement
        for each in answer.evidence[:20]
        for statement in fetch.statements(site, each.document, each.quote)
        if statement.evidence.start <= each.start and each.end <= statement.evidence.end
    ]


def _save(site: Site, statement: Statement, action: str, value: str, who: str, why: str) -> None:
    def work() -> None:
        more = curation.new_figure(value) if action == "change" else ()
        made = curation.about(statement, action, who, why, figure=more)
        curation.correct(site.settings, [made])

    _written(work, t("correct.saved"))


def _take_back(site: Site, correction: Correction) -> None:
    _written(lambda: curation.uncorrect(site.settings, correction.id), t("correct.undone"))


def _written(work: Callable[[], object], done: str) -> None:
    """Change the store, tell what came of it, and show the page anew."""
    try:
        with st.spinner(t("correct.writing")):
            work()
    except ZhengtuError as error:
        st.error(label(error.message))
        return
    st.toast(done)
    st.rerun()
