"""问答: a question, its answer, and why to believe it. The address holds the question."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import streamlit as st

from corpus.error import ZhengtuError
from zhengtu.ui import card, fetch, table
from zhengtu.ui.safe import label

if TYPE_CHECKING:
    from qa.answer import Answer
    from zhengtu.ui.site import Site

_FIRST_EVIDENCE = 4
_EARLIEST = date(1949, 10, 1)
_LATEST = date(2099, 12, 31)
_SOURCES = {
    "graph": "依据知识图谱中的事实，逐条附原文",
    "passage": "图谱中没有相应事实，引自原文段落",
}


def show(site: Site) -> None:
    """Show the page."""
    _follow_address()
    question = st.query_params.get("q", "").strip()
    if question:
        st.page_link(site.ask, label="示例问题", icon=":material/arrow_back:")
    else:
        st.html(
            '<h1 class="zt-title">向政策文件提问</h1>'
            f'<p class="zt-lead">在已收录的 {fetch.document_count(site)} 份文件中查找，'
            "每个回答都附原文；没有依据时不作回答。</p>"
        )
    _form()
    if question:
        _reply(site, question, _asked_day())
    else:
        _suggest("可以这样问", fetch.examples(site))


def _follow_address() -> None:
    """Make the form say what the address says, when the address has changed."""
    asked = (st.query_params.get("q", ""), st.query_params.get("date", ""))
    if st.session_state.get("asked") != asked or "question" not in st.session_state:
        st.session_state["asked"] = asked
        st.session_state["question"] = asked[0]
        st.session_state["as_of"] = _asked_day()


def _asked_day() -> date | None:
    """Return the day in the address; an address with none, or a wrong one, has no day."""
    try:
        day = date.fromisoformat(st.query_params.get("date", ""))
    except ValueError:
        return None
    return day if _EARLIEST <= day <= _LATEST else None


def _form() -> None:
    with st.form("ask", border=False):
        text, send = st.columns([6, 1], vertical_alignment="bottom")
        text.text_input(
            "问题",
            key="question",
            max_chars=2000,
            placeholder="用一句话提问：某地某年的目标、哪个部门牵头、依据了哪些文件……",
            label_visibility="collapsed",
        )
        send.form_submit_button("提问", type="primary", width="stretch", on_click=_submit)
        with st.expander("从某一天来看", expanded=_asked_day() is not None, type="compact"):
            st.date_input(
                "“今年”“现在”以这一天为准；不填则按文件自身的日期理解",
                value=None,
                key="as_of",
                min_value=_EARLIEST,
                max_value=_LATEST,
                format="YYYY-MM-DD",
            )


def _submit() -> None:
    _go(st.session_state["question"], st.session_state["as_of"])


def _go(question: str, day: date | None = None) -> None:
    """Put a question into the address; the page then shows what the address says."""
    st.query_params.from_dict(
        {"q": question.strip()} | ({} if day is None else {"date": day.isoformat()})
    )


def _suggest(heading: str, questions: tuple[str, ...]) -> None:
    """Show questions that can be asked with a click."""
    if not questions:
        return
    st.html(f'<p class="zt-small">{heading}</p>')
    with st.container(horizontal=True, gap="small", key="suggestions"):
        for number, question in enumerate(questions):
            st.button(label(question), key=f"suggestion-{number}", on_click=_go, args=(question,))


def _reply(site: Site, question: str, day: date | None) -> None:
    try:
        with st.spinner("正在回答…"):
            answer = fetch.answer(site, question, day)
    except ZhengtuError as error:
        st.warning(label(error.message))
        return
    st.html(card.answer(answer))
    if answer.answered:
        _answered(site, answer)
    else:
        _suggest("图谱能够回答的相近问题", answer.suggestions)
    _explain(site, answer)


def _answered(site: Site, answer: Answer) -> None:
    tabular = len(answer.rows) > 1
    if not tabular and (len(answer.values) > 1 or any(map(card.plain_figure, answer.values))):
        st.html(card.values(answer.values))
    if tabular:
        rows = [dict(row) for row in answer.rows]
        columns = tuple(dict.fromkeys(name for row in rows for name in row))
        table.show(columns, [[row.get(name, "") for name in columns] for row in rows], "回答")
    note = _SOURCES.get(answer.source or "", "")
    st.html(f'<p class="zt-small">{note}；把握 {answer.confidence:.0%}。</p>')
    for number in range(len(answer.evidence[:_FIRST_EVIDENCE])):
        _evidence(site, answer, number)
    rest = answer.evidence[_FIRST_EVIDENCE:]
    if rest:
        with st.expander(f"其余 {len(rest)} 条原文依据"):
            for number in range(_FIRST_EVIDENCE, len(answer.evidence)):
                _evidence(site, answer, number)


def _evidence(site: Site, answer: Answer, number: int) -> None:
    """Show a quote in its surroundings, and the way to its document."""
    citation = answer.evidence[number]
    document = fetch.document(site, citation.document)
    with st.container(border=True, key=f"evidence-{number}"):
        if document.quote(citation.start, citation.end) != citation.quote:
            st.warning("引文与收录的正文不一致：请重新构建数据。")
        st.html(
            card.quote(citation, document, card.value_of(answer, number))
            + card.source(fetch.about(site, citation.document), citation, document)
        )
        st.page_link(
            site.documents,
            label="在全文中查看",
            query_params={"doc": citation.document, "at": f"{citation.start}-{citation.end}"},
        )


def _explain(site: Site, answer: Answer) -> None:
    if answer.steps:
        with st.expander("这个问题是怎样理解的"):
            st.html(card.steps(answer.steps))
    if answer.sparql:
        with st.expander("查询语句（SPARQL）"):
            st.code(answer.sparql, language="sparql", wrap_lines=True)
            st.page_link(site.query, label="在查询页中打开", query_params={"sparql": answer.sparql})
