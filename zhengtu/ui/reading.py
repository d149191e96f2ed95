"""One document: its text with what was found in it, and beside it what the document is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import streamlit as st

from kg.statement import document_iri
from zhengtu.ui import address, aligning, card, fetch, intake, tab, table
from zhengtu.ui.fact import entity_class, in_words, is_mention, relation, value_and_time
from zhengtu.ui.highlight import Mark, marked
from zhengtu.ui.safe import escape
from zhengtu.ui.words import t

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus.document import PolicyDocument
    from qa.recall.fact import Fact
    from zhengtu.ui.site import Site

PART = 40_000
"""Characters of a long document that are shown at once."""

_MOST_FIGURES = 8
_MOST_RELATIONS = 8
_AT = re.compile(r"(\d{1,9})-(\d{1,9})")
_BLANK = re.compile(r"\n\s*\n")
_COMMENT = re.compile(r"<!--(?:(?!-->|\n\n).)*-->\n?", re.DOTALL)
_SIGNS = re.compile(r"^(#{1,6}[ \t]+).*$", re.MULTILINE)
# A constant of ours: the text arrives after the page, too late for a fragment in the address.
_SCROLL = (
    "<script>setTimeout(() => document.getElementById('zt-at')"
    "?.scrollIntoView({block: 'center'}), 300)</script>"
)


def show(site: Site, document: PolicyDocument) -> None:
    """Show a document."""
    address.link(site.documents, t("documents.all"), icon=":material/arrow_back:")
    st.html(card.heading(document.metadata.title or document.id))
    facts = fetch.facts(site, document.id)
    text, side = st.columns([7, 3], gap="large")
    with side:
        _side(site, document, facts)
    with text:
        said = sum(not is_mention(fact) for fact in facts)
        chosen, place = tab.choose(
            {
                "text": t("reading.text"),
                "facts": t("reading.facts", count=f"{said:,}"),
                "beside": t("reading.beside"),
            }
        )
        with place:
            if chosen == "text":
                _text(document, facts)
            elif chosen == "facts":
                _facts(site, document, facts)
            else:
                aligning.show(site, document.id)


def _side(site: Site, document: PolicyDocument, facts: list[Fact]) -> None:
    """Show what the document is, whether it holds, its figures and relations."""
    st.html(card.about_document(document))
    _standing(site, document)
    figures = [fact for fact in facts if fact.figure is not None]
    if figures:
        st.html(card.sub(t("reading.figures", count=len(figures))))
        st.html(card.lines([in_words(fact) for fact in figures[:_MOST_FIGURES]]))
    # What the document says of itself stands above already.
    related = [
        fact
        for fact in facts
        if fact.figure is None and not is_mention(fact) and fact.object.startswith("http")
    ]
    if related:
        st.html(card.sub(t("reading.relations", count=len(related))))
        st.html(card.lines([in_words(fact) for fact in related[:_MOST_RELATIONS]]))
    with st.container(gap="xsmall"):
        thing = str(document_iri(document.id))
        address.link(site.explore, t("reading.line"), thing=thing, view="line")
        address.link(site.explore, t("reading.around"), thing=thing)
        address.link(site.export, t("reading.export"), doc=document.id)
    intake.removal(site, document.id, document.metadata.title or document.id)


def _standing(site: Site, document: PolicyDocument) -> None:
    """Show whether the document is in force today with what says so, and its reference."""
    found = fetch.validity(site, document.id)
    if found is not None:
        with st.expander(t("reading.validity", status=t(f"status.{found.status}"))):
            st.html(f"<p>{escape(found.message_zh)}</p>")
            quotes = [f"“{' '.join(place.quote.split())}”" for place in found.evidence]
            st.html(card.lines(quotes) if quotes else card.small(t("reading.no_quote")))
    reference = fetch.citation(site, document.id)
    if reference:
        with st.expander(t("reading.reference")):
            st.code(reference, language=None, wrap_lines=True)


def _text(document: PolicyDocument, facts: list[Fact]) -> None:
    at = _place(document)
    parts = divide(document)
    part = next((i for i, (_, end) in enumerate(parts) if at and at[0] < end), _asked_part(parts))
    if len(parts) > 1:
        part = _turn(parts, part)
    start, end = parts[part]
    start += len(document.text[start:end]) - len(document.text[start:end].lstrip("\n"))
    if any(start <= section.start < end for section in document.sections):
        with st.expander(t("reading.contents")):
            st.html(card.contents(document, start, end))
    st.html(card.legend())
    marks = marks_of(document, facts, at)
    shown = _BLANK.sub('\n<span class="zt-gap"></span>', marked(document.text, marks, start, end))
    st.html(f'<div class="zt-text">{shown}</div>')
    if at is not None:
        st.html(_SCROLL, unsafe_allow_javascript=True)


def _asked_part(parts: list[tuple[int, int]]) -> int:
    asked = address.get("part")
    return min(int(asked), len(parts)) - 1 if asked.isdigit() and int(asked) else 0


def _turn(parts: list[tuple[int, int]], part: int) -> int:
    def follow() -> None:
        address.change(part=str(st.session_state["part"] + 1), at="")

    return st.selectbox(
        t("reading.part"),
        range(len(parts)),
        index=part,
        key="part",
        on_change=follow,
        format_func=lambda i: t("reading.part_of", number=i + 1, parts=len(parts)),
    )


def _place(document: PolicyDocument) -> tuple[int, int] | None:
    """Return the stretch that the address points at; None where it points at none."""
    found = _AT.fullmatch(address.get("at"))
    if found is None:
        return None
    start, end = int(found[1]), int(found[2])
    return (start, end) if start < end <= len(document.text) else None


def divide(document: PolicyDocument) -> list[tuple[int, int]]:
    """Return the parts in which a long document is shown, cut between paragraphs."""
    parts = []
    start = 0
    while len(document.text) - start > PART:
        cut = document.text.rfind("\n", start, start + PART) + 1
        end = cut if cut > start else start + PART
        parts.append((start, end))
        start = end
    return [*parts, (start, len(document.text))]


def marks_of(document: PolicyDocument, facts: list[Fact], at: tuple[int, int] | None) -> list[Mark]:
    """Return what to set off in a text: headings, facts, mentions, and the place pointed at."""
    marks = [*_headings(document), *_markdown(document.text)]
    for fact in facts:
        style = f"zt-m zt-m-{entity_class(fact)}" if is_mention(fact) else "zt-fact"
        marks.append(Mark(fact.start, fact.end, style, title=in_words(fact)))
        marks += _value(document, fact)
    if at is not None:
        marks.append(Mark(*at, "zt-hit", anchor="zt-at"))
    return marks


def _headings(document: PolicyDocument) -> Iterator[Mark]:
    for section in document.sections:
        if section.is_item:
            continue
        start = section.start
        line = document.text[start:].split("\n", 1)[0]
        words = line.find(section.heading) + len(section.heading)
        # A heading may be followed by its text on the same line: that keeps the text's size.
        alone = words >= len(line.rstrip())
        style = f"zt-h zt-h{min(section.level, 3)}" if alone else "zt-h"
        yield Mark(start, start + words, style, anchor=f"zt-s{start}")


def _markdown(text: str) -> Iterator[Mark]:
    """Yield Markdown's signs of headings and comments, which stay back, and the title's line."""
    for comment in _COMMENT.finditer(text):
        yield Mark(*comment.span(), "zt-sign")
    for found in _SIGNS.finditer(text):
        yield Mark(*found.span(1), "zt-sign")
        if found[1].strip() == "#":
            yield Mark(*found.span(), "zt-h zt-h1")


def _value(document: PolicyDocument, fact: Fact) -> Iterator[Mark]:
    """Yield the figure within its sentence, unless it could be either of two."""
    figure = fact.figure
    if figure is None:
        return
    if document.quote(fact.start, fact.end).count(figure.value_text) == 1:
        start = document.text.index(figure.value_text, fact.start)
        end = start + len(figure.value_text)
        yield Mark(start, end, "zt-m zt-m-Quantity", title=in_words(fact))


def _facts(site: Site, document: PolicyDocument, facts: list[Fact]) -> None:
    """Show what of a document is in the graph; mentions are in the text."""
    said = [fact for fact in facts if not is_mention(fact)]
    if not said:
        st.html(card.small(t("reading.no_facts")))
        return
    rows = [
        (
            fact.subject_label,
            relation(fact),
            *value_and_time(fact),
            document.quote(fact.start, fact.end),
            f"{fact.confidence:.2f}",
        )
        for fact in said
    ]
    names = ("subject", "relation", "value", "period", "quote", "confidence")
    picked = table.show(tuple(t(f"fact.{each}") for each in names), rows, "事实", pick="document")
    if picked is None:
        st.html(card.small(t("fact.pick")))
        return
    fact = said[picked]
    with st.container(border=True):
        st.html(card.quote_at(document, fact.start, fact.end))
        place = f"{fact.start}-{fact.end}"
        address.link(site.documents, t("answer.in_full"), doc=document.id, at=place)
