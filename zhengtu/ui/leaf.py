"""Leafing through what is too long for one page; the address holds the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import streamlit as st

from zhengtu.ui import address

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

T = TypeVar("T")
PER_PAGE = 20


def through(rows: Sequence[T], show: Callable[[int, T], None]) -> None:
    """Show the rows of the page in the address, each with its number, and the way to the others."""
    pages = max(1, -(-len(rows) // PER_PAGE))
    asked = address.get("page")
    page = min(int(asked), pages) if asked.isdigit() and int(asked) else 1
    first = (page - 1) * PER_PAGE
    with st.container(gap="small"):
        for number, row in enumerate(rows[first : first + PER_PAGE], first):
            show(number, row)
    if pages == 1:
        return
    key = f"page-{pages}-{page}"

    def turn() -> None:
        address.change(page=str(st.session_state[key]))

    st.pagination(pages, default=page, key=key, on_change=turn)
