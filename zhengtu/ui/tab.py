"""Tabs whose choice is in the address; only the chosen one is filled: the others cost nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from zhengtu.ui import address

if TYPE_CHECKING:
    from collections.abc import Mapping

    from streamlit.delta_generator import DeltaGenerator


def choose(names: Mapping[str, str], *, part: str = "view") -> tuple[str, DeltaGenerator]:
    """Show tabs and return the chosen one with the place to fill.

    Args:
        names: What each is called, by what it is in the address; the first is the default.
        part: The part of the address that holds the choice.
    """
    keys = {shown: key for key, shown in names.items()}
    first = next(iter(names))
    asked = address.get(part)
    asked = asked if asked in names else first
    state = f"tabs-{part}-{'-'.join(names)}"

    def follow() -> None:
        chosen = keys[str(st.session_state[state])]
        address.change(**{part: "" if chosen == first else chosen})

    places = st.tabs(list(names.values()), default=names[asked], key=state, on_change=follow)
    return asked, places[list(names).index(asked)]
