"""A choice of one of some options that the address holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from zhengtu.ui import address

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamlit.delta_generator import DeltaGenerator


def pick(
    place: DeltaGenerator, name: str, part: str, options: list[str], words: Callable[[str], str]
) -> str:
    """Let one of some options be chosen; the address holds it unless it is the first.

    Args:
        place: Where it is shown.
        name: What is chosen.
        part: The part of the address; one that names no option stands for the first.
        options: What the address holds.
        words: What each option is called.
    """
    asked = address.get(part, options[0])
    asked = asked if asked in options else options[0]
    key = f"pick-{part}"

    def follow() -> None:
        chosen = st.session_state[key]
        address.change(**{part: "" if chosen == options[0] else chosen})

    st.session_state[key] = asked
    place.selectbox(name, options, key=key, format_func=words, on_change=follow)
    return asked
