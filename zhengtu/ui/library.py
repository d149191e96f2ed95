"""文件: the documents, and one of them in full. The address holds which, and the place in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import streamlit as st

from corpus.error import ZhengtuError
from zhengtu.ui import card, fetch, palette, table
from zhengtu.ui.highlight import Mark, marked
from zhengtu.ui.safe import csv_bytes, escape, label

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus.document import PolicyDocument
    from qa.fact import Fact
    from zhengtu.ui.site import Site

_PER_PAGE = 20
PART = 40_000
_AT = re.compile(r"(\d{1,9})-(\d{1,9})")
_BLANK = re.compile(r"\n\s*\n")
_SIGNS = re.compile(r"^(#{1,6}[ \t]+).*$", re.MULTILINE)
_COLUMNS = {
    "title": "标题",
    "document_number": "文号",
    "issuers": "发布机关",
    "issued_on": "成文日期",
    "kind": "类型",
    "characters": "字数",
    "statements": "事实数",
    "id": "编号",
}
# A constant of ours: the text arrives after the page, too late for a fragment in the address.
_SCROLL = (
    "<script>setTimeout(() => document.getElementById('zt-at')"
    "?.scrollIntoView({block: 'center'}), 300)</script>"
)


def show(site: Site) -> None:
    """Show one document where the address names one, else the list."""
    chosen = st.query_params.get("doc")
    if chosen is None:
        _list(site)
        return
    try:
        document = fetch.document(site, chosen)
    except ZhengtuError as error:
        st.warning(label(error.message))
        st.page_link(site.documents, label="返回文件列表", icon=":material/arrow_back:")
        return
    _one(site, document)


def _list(site: Site) -> None:
    rows = fetch.documents(site)
    st.html('<h1 class="zt-title">已收录的文件</h1>')
    held, missing = st.tabs([f"已收录（{len(rows):,}）", "被引用而没有收录"])
    with missing:
        _missing(site)
    with held:
        _held(site, rows)


def _missing(site: Site) -> None:
    """Show the ledger of missing documents, each with a place that speaks of it."""
    found = fetch.missing(site)
    if not found:
        st.info("被引用的文件都已收录。")
        return
    st.html(
        f'<p class="zt-small">{len(found):,} 份文件被已收录的文件提到，而没有收录；'
        "对它们的回答可能不完整。</p>"
    )
    rows = [
        (
            each.documents,
            each.title,
            each.number or "",
            each.citing[0].title,
            " ".join(each.citing[0].quote.split()),
        )
        for each in found
    ]
    table.show(("引用文件数", "没有收录的文件", "文号", "例如见于", "原文"), rows, "未收录文件")


def _held(site: Site, rows: list[dict[str, Any]]) -> None:
    wanted = st.text_input(
        "筛选",
        key="filter",
        placeholder="按标题、文号、机关或日期筛选，空格分开几个词",
        label_visibility="collapsed",
        type="search",
    )
    found = [row for row in rows if matches(row, wanted or "")]
    st.html(f'<p class="zt-small">{len(found):,} 份，按日期从近到远</p>')
    # The page number is chosen below the rows and needed before them.
    shown, turn = st.container(gap="small"), st.container()
    pages = max(1, -(-len(found) // _PER_PAGE))
    with turn:
        page = st.pagination(pages, key=f"page-{pages}") if pages > 1 else 1
        _download(found)
    with shown:
        for row in found[(page - 1) * _PER_PAGE : page * _PER_PAGE]:
            _row(site, row)


def _download(rows: list[dict[str, Any]]) -> None:
    cells = [[card.shown_field(field, row.get(field)) for field in _COLUMNS] for row in rows]
    st.download_button(
        "下载清单 CSV",
        data=csv_bytes(tuple(_COLUMNS.values()), cells),
        file_name="文件清单.csv",
        mime="text/csv",
        on_click="ignore",
    )


def matches(row: dict[str, Any], wanted: str) -> bool:
    """Return whether every word wanted occurs in what is shown of a document."""
    shown = " ".join(card.facts_of(row, _COLUMNS)).casefold()
    return all(word in shown for word in wanted.casefold().split())


def _row(site: Site, row: dict[str, Any]) -> None:
    with st.container(key=f"doc-{row['id']}", gap=None):
        st.page_link(
            site.documents,
            label=label(row.get("title") or row["id"]),
            query_params={"doc": row["id"]},
        )
        parts = card.facts_of(row, ("document_number", "issuers", "issued_on", "kind"))
        parts += [
            f"{row[field]:,} {unit}"
            for field, unit in (("characters", "字"), ("statements", "条事实"))
            if isinstance(row.get(field), int)
        ]
        spans = "".join(f"<span>{escape(part)}</span>" for part in parts)
        st.html(f'<div class="zt-source zt-small">{spans}</div>')


def _one(site: Site, document: PolicyDocument) -> None:
    st.page_link(site.documents, label="全部文件", icon=":material/arrow_back:")
    st.html(f'<h1 class="zt-title">{escape(document.metadata.title or document.id)}</h1>')
    st.html(card.about_document(document))
    _standing(site, document)
    facts = fetch.facts(site, document.id)
    text, listed = st.tabs(["正文", f"事实（{sum(not _is_mention(fact) for fact in facts):,}）"])
    with text:
        _text(document, facts)
    with listed:
        _facts(document, facts)


def _standing(site: Site, document: PolicyDocument) -> None:
    """Show whether the document is in force today with what says so, and its reference."""
    found = fetch.validity(site, document.id)
    if found is not None:
        with st.expander(f"效力：{_STATUS[found.status]}"):
            st.html(f"<p>{escape(found.message_zh)}</p>")
            quotes = (" ".join(place.quote.split()) for place in found.evidence)
            items = "".join(f'<p class="zt-small">“{escape(each)}”</p>' for each in quotes)
            st.html(items or '<p class="zt-small">日期来自文件外登记的信息，正文没有写明。</p>')
    reference = fetch.citation(site, document.id)
    if reference:
        with st.expander("参考文献著录（GB/T 7714—2015）"):
            st.code(reference, language=None, wrap_lines=True)


_STATUS = {"in_force": "现行有效", "not_in_force": "已失效或尚未生效", "undetermined": "无法确定"}


def _text(document: PolicyDocument, facts: list[Fact]) -> None:
    at = _place(document)
    parts = divide(document)
    part = next((i for i, (_, end) in enumerate(parts) if at and at[0] < end), 0)
    if len(parts) > 1:
        part = st.selectbox(
            "部分",
            range(len(parts)),
            index=part,
            format_func=lambda i: f"第 {i + 1} 部分，共 {len(parts)} 部分",
        )
    start, end = parts[part]
    start += len(document.text[start:end]) - len(document.text[start:end].lstrip("\n"))
    if any(start <= section.start < end for section in document.sections):
        with st.expander("目录"):
            st.html(card.contents(document, start, end))
    st.html(card.legend())
    marks = marks_of(document, facts, at)
    shown = _BLANK.sub('\n<span class="zt-gap"></span>', marked(document.text, marks, start, end))
    st.html(f'<div class="zt-text">{shown}</div>')
    if at is not None:
        st.html(_SCROLL, unsafe_allow_javascript=True)


def _place(document: PolicyDocument) -> tuple[int, int] | None:
    """Return the stretch that the address points at; None where it points at none."""
    found = _AT.fullmatch(st.query_params.get("at", ""))
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
        style = f"zt-m zt-m-{entity_class(fact)}" if _is_mention(fact) else "zt-fact"
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
    """Yield the signs of Markdown headings, which stay back, and the title's line."""
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


def in_words(fact: Fact) -> str:
    """Return a fact as a line of text."""
    if _is_mention(fact):
        return f"{palette.name(entity_class(fact))}：{fact.object_label}"
    return " ".join((fact.subject_label, _relation(fact), *value_and_time(fact))).strip()


def value_and_time(fact: Fact) -> tuple[str, str]:
    """Return what a fact says of its subject, and of which time, as people write it."""
    figure = fact.figure
    if figure is None:
        return fact.object_label, fact.period_text
    return f"{figure.indicator} {figure.value_text}", figure.period_text


def entity_class(fact: Fact) -> str:
    """Return the class by which a fact's object is coloured; empty where there is none."""
    return next((name for name in palette.COLOURS if name in fact.object_classes), "")


def _relation(fact: Fact) -> str:
    """Return what joins a fact's subject and value; for figures, whether they are targets."""
    term = fact.predicate if fact.figure is None else fact.figure.kind.capitalize()
    return palette.name(term)


def _is_mention(fact: Fact) -> bool:
    return fact.predicate == "mentions" and bool(entity_class(fact))


def _facts(document: PolicyDocument, facts: list[Fact]) -> None:
    """Show what of a document is in the graph; mentions are in the text."""
    rows = [
        (
            fact.subject_label,
            _relation(fact),
            *value_and_time(fact),
            document.quote(fact.start, fact.end),
            f"{fact.confidence:.2f}",
        )
        for fact in facts
        if not _is_mention(fact)
    ]
    if not rows:
        st.html('<p class="zt-small">没有从这份文件中抽取到事实。</p>')
        return
    columns = ("主体", "关系", "内容", "时间", "原文", "置信度")
    table.show(columns, rows, "事实")
