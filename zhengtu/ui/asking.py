"""问答: a question, its answer, what follows from it. The address holds the conversation."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import streamlit as st

from corpus.error import ZhengtuError
from zhengtu.ui import address, answering, card, fetch, reply
from zhengtu.ui.safe import label
from zhengtu.ui.words import t

if TYPE_CHECKING:
    from qa.answer import Answer
    from qa.stage import Stage
    from zhengtu.ui.site import Site

_EARLIEST = date(1949, 10, 1)
_LATEST = date(2099, 12, 31)
_LONGEST = 2000
_MOST_TURNS = 12
_MOST_HISTORY = 20


def show(site: Site) -> None:
    """Show the page."""
    _follow_address()
    turns = asked_turns()
    if turns:
        with st.container(horizontal=True, gap="medium"):
            address.link(site.ask, t("ask.new"), icon=":material/add:")
            _history()
    else:
        st.html(
            card.heading(t("ask.title"), t("ask.lead", documents=f"{len(fetch.documents(site)):,}"))
        )
    _form()
    if turns:
        _conversation(site, turns, asked_day())
    else:
        with st.empty(), st.spinner(t("ask.choosing")):
            examples = reply.examples(site)
        suggest(t("ask.examples"), examples)
        _history()


def asked_turns() -> tuple[str, ...]:
    """Return the question in the address and its follow-ups."""
    first = address.get("q").strip()
    then = [each.strip() for each in address.several("then") if each.strip()]
    return (first, *then[: _MOST_TURNS - 1]) if first else ()


def asked_day() -> date | None:
    """Return the day in the address; an address with none, or a wrong one, has no day."""
    try:
        day = date.fromisoformat(address.get("date"))
    except ValueError:
        return None
    return day if _EARLIEST <= day <= _LATEST else None


def go(turns: tuple[str, ...], day: date | None = None) -> None:
    """Put a conversation into the address; the page then shows what the address says."""
    address.put(
        q=turns[0].strip(),
        then=[each.strip() for each in turns[1:]],
        date=day.isoformat() if day else None,
    )


def suggest(heading: str, questions: tuple[str, ...]) -> None:
    """Show questions that can be asked with a click."""
    if not questions:
        return
    st.html(card.small(heading))
    with st.container(horizontal=True, gap="small", key="suggestions"):
        for number, question in enumerate(questions):
            st.button(label(question), key=f"suggestion-{number}", on_click=go, args=((question,),))


def _follow_address() -> None:
    """Make the form say what the address says, when the address has changed."""
    asked = (address.get("q"), address.get("date"))
    if st.session_state.get("asked") != asked or "question" not in st.session_state:
        st.session_state["asked"] = asked
        st.session_state["question"] = asked[0]
        st.session_state["as_of"] = asked_day()


def _form() -> None:
    with st.form("ask", border=False):
        text, send = st.columns([6, 1], vertical_alignment="bottom")
        text.text_input(
            t("ask.question"),
            key="question",
            max_chars=_LONGEST,
            placeholder=t("ask.placeholder"),
            label_visibility="collapsed",
        )
        send.form_submit_button(t("ask.send"), type="primary", width="stretch", on_click=_submit)
        with st.expander(t("ask.day"), expanded=asked_day() is not None, type="compact"):
            st.date_input(
                t("ask.day_help"),
                value=None,
                key="as_of",
                min_value=_EARLIEST,
                max_value=_LATEST,
                format="YYYY-MM-DD",
            )


def _submit() -> None:
    go((st.session_state["question"],), st.session_state["as_of"])


def _conversation(site: Site, turns: tuple[str, ...], day: date | None) -> None:
    """Show the turns: those before in short, the last in full, then the way on."""
    try:
        answers = _answers(site, turns, day)
    except ZhengtuError as error:
        st.warning(label(error.message))
        return
    _remember(turns, day)
    for number, answer in enumerate(answers[:-1], 1):
        with st.container(key=f"turn-{number}", gap=None):
            if number > 1:
                st.html(card.asked(turns[number - 1]))
            st.html(card.before(answer))
    if len(turns) > 1:
        st.html(card.asked(turns[-1]))
    nearest = answering.show(site, answers[-1], day)
    _follow_up(turns, day)
    # Last: trying out what else could be asked takes longer than the answer.
    if not answers[-1].answered:
        with nearest:
            with st.empty(), st.spinner(t("answer.looking")):
                found = reply.suggestions(site, answers[-1], day)
            suggest(t("answer.nearest"), found)


def _answers(site: Site, turns: tuple[str, ...], day: date | None) -> list[Answer]:
    """Return the answers of all turns, telling how far they are while it takes time."""
    place = st.empty()
    reached: list[Stage] = []
    with place.container():
        told = st.empty()

        def tell(stage: Stage) -> None:
            reached.append(stage)
            told.html(card.stages(reached))

        with st.spinner(t("ask.loading" if reply.cold(site) else "ask.working")):
            found = [reply.answer(site, turns[:end], day, tell) for end in range(1, len(turns) + 1)]
    place.empty()
    return found


def _follow_up(turns: tuple[str, ...], day: date | None) -> None:
    if len(turns) >= _MOST_TURNS:
        st.html(card.small(t("ask.enough", turns=_MOST_TURNS)))
        return
    key = f"follow-{len(turns)}"

    def submit() -> None:
        said = st.session_state[key].strip()
        if said:
            go((*turns, said), day)

    with st.form(f"form-{key}", border=False):
        text, send = st.columns([6, 1], vertical_alignment="bottom")
        text.text_input(
            t("ask.follow"), key=key, max_chars=_LONGEST, placeholder=t("ask.follow_placeholder")
        )
        send.form_submit_button(t("ask.follow_send"), width="stretch", on_click=submit)


def _remember(turns: tuple[str, ...], day: date | None) -> None:
    kept: list[tuple[tuple[str, ...], date | None]] = st.session_state.setdefault("history", [])
    if (turns, day) in kept:
        kept.remove((turns, day))
    kept.insert(0, (turns, day))
    del kept[_MOST_HISTORY:]


def _history() -> None:
    """Show what was asked in this session."""
    kept = st.session_state.get("history", [])
    if not kept:
        return
    with st.popover(t("ask.history", count=len(kept)), type="tertiary"):
        for number, (turns, day) in enumerate(kept):
            said = " → ".join(turns) + (f"（{day.isoformat()}）" if day else "")
            st.button(
                label(said), key=f"history-{number}", on_click=go, args=(turns, day),
                type="tertiary",
            )  # fmt: skip
