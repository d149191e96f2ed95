"""The words of the interface: one catalogue, ``words.toml``, in Chinese and in English.

What documents and the graph say is never translated; this is about the page around it.
"""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Literal

import streamlit as st

Language = Literal["zh", "en"]
LANGUAGES: dict[Language, str] = {"zh": "中文", "en": "English"}
"""The languages of the interface and what each calls itself; the first is the default."""

_STATE = "language"


@lru_cache(maxsize=1)
def catalogue() -> dict[str, dict[Language, str]]:
    """Return every string by its key, ``page.name``, in each language."""
    found = tomllib.loads(files("zhengtu.ui").joinpath("words.toml").read_text(encoding="utf-8"))
    return {f"{page}.{name}": said for page, names in found.items() for name, said in names.items()}


def language() -> Language:
    """Return the language of this session."""
    return "en" if st.session_state.get(_STATE) == "en" else "zh"


def use(name: str) -> None:
    """Choose the language of this session; a name that is none is ignored."""
    if name in LANGUAGES:
        st.session_state[_STATE] = name


def t(key: str, **values: object) -> str:
    """Return a string of the catalogue in the session's language, with its places filled in.

    Raises:
        KeyError: There is no such string.
    """
    said = catalogue()[key][language()]
    return said.format(**values) if values else said


def joined(parts: list[str]) -> str:
    """Return names one after another, as the session's language separates them."""
    return ("、" if language() == "zh" else ", ").join(parts)
