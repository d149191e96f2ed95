"""The address of what is shown: every state of a page is in it, and the language beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from zhengtu.ui import words
from zhengtu.ui.safe import label as plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from streamlit.navigation.page import StreamlitPage

_LANGUAGE = "lang"
Value = str | list[str] | None
"""A part of an address: one word, several, or nothing."""

Parts = dict[str, Value]


def settle() -> None:
    """Let the address decide about the language, or the session where the address is silent.

    After a link that stays on a page, such as from the list to a document, the browser still shows
    the old address until it is told again.
    """
    words.use(st.query_params.get(_LANGUAGE, ""))
    put(**_now())


def _now() -> Parts:
    """Return all parts of the address; a plain dictionary of it would lose repeated ones."""
    every = {name: st.query_params.get_all(name) for name in st.query_params}
    return {name: values if len(values) > 1 else values[-1] for name, values in every.items()}


def get(name: str, default: str = "") -> str:
    """Return a part of the address."""
    return str(st.query_params.get(name, default))


def several(name: str) -> list[str]:
    """Return all values of a part of the address."""
    return [str(each) for each in st.query_params.get_all(name)]


def put(**parts: Value) -> None:
    """Make these the whole of the address; parts that are empty are left out."""
    whole: dict[str, str | Iterable[str]] = dict(_whole(parts))
    st.query_params.from_dict(whole)


def change(**parts: Value) -> None:
    """Change parts of the address and keep the others; an empty part goes."""
    put(**(_now() | parts))


def link(
    page: StreamlitPage,
    text: object,
    *,
    icon: str | None = None,
    struck: bool = False,
    **parts: str,
) -> None:
    """Show a link to a state of a page; the text is shown word for word, or struck through."""
    shown = f"~~{plain(text)}~~" if struck else plain(text)
    st.page_link(page, label=shown, icon=icon, query_params=of(**parts))


def of(**parts: str) -> dict[str, str]:
    """Return the whole address of a state, the language included."""
    return {name: str(value) for name, value in _whole(dict(parts)).items()}


def _whole(parts: Parts) -> dict[str, str | list[str]]:
    kept = {name: value for name, value in parts.items() if value and name != _LANGUAGE}
    spoken: dict[str, str | list[str]] = (
        {} if words.language() == "zh" else {_LANGUAGE: words.language()}
    )
    return spoken | kept
