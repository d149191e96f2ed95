"""Asks for the token before anything is offered that writes, where the settings have one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from zhengtu.service.permission import is_open, may_write
from zhengtu.ui import card
from zhengtu.ui.words import t

if TYPE_CHECKING:
    from zhengtu.settings import Settings

_SHOWN = "write-token"


def has(settings: Settings) -> bool:
    """Return whether this session may write."""
    shown = str(st.session_state.get(_SHOWN, ""))
    return is_open(settings) or may_write(settings, shown)


def asked(settings: Settings, place: str) -> bool:
    """Return whether this session may write; where not yet, ask for the token.

    Args:
        settings: Those with the token.
        place: What tells this box from others on the page.
    """
    if has(settings):
        return True
    st.html(card.small(t("permit.help")))
    given = st.text_input(
        t("permit.token"), type="password", key=f"token-{place}", autocomplete="off"
    )
    if given and may_write(settings, given):
        st.session_state[_SHOWN] = given
        st.rerun()
    if given:
        st.error(t("permit.wrong"))
    return False
